/* tz.c - probing localtime for the moments at which the offset changes. */
#define _GNU_SOURCE
#include "app/tz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool zone_exists(const char *name)
{
    char path[256];
    if (strcmp(name, "UTC") == 0 || strcmp(name, "Z") == 0)
        return true;
    if (strstr(name, "..") != NULL || name[0] == '/')
        return false;
    (void)snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    return access(path, R_OK) == 0;
}

static char *enter(const char *name)
{
    const char *was = getenv("TZ");
    char *kept = was ? strdup(was) : NULL;
    setenv("TZ", strcmp(name, "Z") == 0 ? "UTC" : name, 1);
    tzset();
    return kept;
}

static void leave(char *kept)
{
    if (kept != NULL)
        setenv("TZ", kept, 1);
    else
        unsetenv("TZ");
    free(kept);
    tzset();
}

static long offset_at(time_t t)
{
    struct tm tm;
    return localtime_r(&t, &tm) ? tm.tm_gmtoff : 0;
}

enum status tz_load(const char *name, struct zone *ret, struct error *err)
{
    const time_t step = 86400, end = 4102444800; /* 2100 */
    const size_t most = 1024;
    if (!zone_exists(name))
        return fail(err, STATUS_INVALID, "no time zone is called %s; expected a name such as Europe/Berlin",
                name);
    struct zone_change *changes = calloc(most, sizeof *changes);
    if (changes == NULL)
        return fail(err, STATUS_NOMEM, "no memory for a time zone");
    char *kept = enter(name);
    size_t n = 0;
    changes[n++] = (struct zone_change){ INT64_MIN / 2, (int32_t)offset_at(0) };
    for (time_t t = 0; t < end && n < most; t += step) {
        long before = offset_at(t), after = offset_at(t + step);
        time_t low = t, high = t + step;
        if (before == after)
            continue;
        while (high - low > 1) {
            time_t mid = low + (high - low) / 2;
            if (offset_at(mid) == before)
                low = mid;
            else
                high = mid;
        }
        changes[n++] = (struct zone_change){ (time_us)high * TIME_SECOND, (int32_t)after };
    }
    leave(kept);
    *ret = (struct zone){ changes, n };
    return STATUS_OK;
}

void tz_done(struct zone *zone)
{
    free(zone->changes);
    *zone = (struct zone){ 0 };
}

bool tz_offset_now(const char *name, int *ret_minutes, const char **ret_name)
{
    if (!zone_exists(name)) {
        fprintf(stderr, "cordon: no time zone is called %s; times are shown in UTC\n", name);
        return false;
    }
    char *kept = enter(name);
    *ret_minutes = (int)(offset_at(time(NULL)) / 60);
    leave(kept);
    *ret_name = name;
    return true;
}
