/* tz.c - probing localtime for the moments at which the offset changes. */
#define _GNU_SOURCE
#include "app/tz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A zone's file begins with "TZif"; the folder holds lists and other folders as well. */
static bool zone_exists(const char *name)
{
    char path[256], magic[4];
    if (strcmp(name, "UTC") == 0 || strcmp(name, "Z") == 0)
        return true;
    if (strstr(name, "..") != NULL || name[0] == '/' || strlen(name) > 100)
        return false;
    (void)snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    FILE *file = fopen(path, "rb");
    bool is = file != NULL && fread(magic, 1, sizeof magic, file) == sizeof magic
            && memcmp(magic, "TZif", sizeof magic) == 0;
    if (file != NULL)
        fclose(file);
    return is;
}

/* "+02:00", "+0530", "-3": hours and minutes east of UTC. */
static bool offset_named(const char *name, int32_t *ret)
{
    struct slice in = text(name);
    uint64_t hours, minutes = 0;
    if (in.len < 2 || (name[0] != '+' && name[0] != '-'))
        return false;
    in = slice_skip(in, 1);
    size_t digits = in.len == 1 ? 1 : 2;
    if (!slice_to_uint(slice_first(in, digits), 14, &hours))
        return false;
    in = slice_skip(in, digits);
    if (in.len > 0 && in.at[0] == ':')
        in = slice_skip(in, 1);
    if (in.len > 0 && (in.len != 2 || !slice_to_uint(in, 59, &minutes)))
        return false;
    *ret = (int32_t)(hours * 3600 + minutes * 60) * (name[0] == '-' ? -1 : 1);
    return true;
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
    int32_t fixed = 0;
    bool is_fixed = offset_named(name, &fixed);
    if (!is_fixed && !zone_exists(name))
        return fail(err, STATUS_INVALID,
                "no time zone is called %s; expected a name such as Europe/Berlin, or +02:00", name);
    struct zone_change *changes = calloc(most, sizeof *changes);
    if (changes == NULL)
        return fail(err, STATUS_NOMEM, "no memory for a time zone");
    if (is_fixed) {
        changes[0] = (struct zone_change){ INT64_MIN / 2, fixed };
        ret->changes = changes;
        ret->count = 1;
        return STATUS_OK;
    }
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
