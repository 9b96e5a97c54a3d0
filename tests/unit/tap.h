/* tap.h - the whole test runner: prints TAP, which Meson reads.
 *
 * Use   OK(condition, "what must hold"); return tap_done(); from main. A failed OK says where.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

static int tap_count, tap_failed;

static inline bool tap_ok(bool ok, const char *what, const char *file, int line)
{
    printf("%sok %d - %s\n", ok ? "" : "not ", ++tap_count, what);
    if (!ok) {
        printf("# failed at %s:%d\n", file, line);
        tap_failed++;
    }
    return ok;
}

#define OK(condition, what) tap_ok((condition), (what), __FILE__, __LINE__)

static inline int tap_done(void)
{
    printf("1..%d\n", tap_count);
    return tap_failed != 0;
}
