/* script.c - a plan from lines that a person writes: "attack low-and-slow day=6 evade=ipv6". */
#include <stdlib.h>
#include <string.h>

#include "world.h"

void plan_default(struct plan *plan)
{
    /* A Monday. */
    *plan = (struct plan){
        .people = 250, .days = 14, .seed = 1, .nat = -1, .start = (time_us)1788739200 * TIME_SECOND
    };
}

static const struct {
    const char *name;
    enum evasion bit;
} evasions[] = {
    { "own-account", EVADE_OWN_ACCOUNT },
    { "successes", EVADE_SUCCESSES },
    { "ipv6", EVADE_IPV6 },
    { "hours", EVADE_HOURS },
    { "metronome", EVADE_METRONOME },
    { "names", EVADE_NAMES },
    { "neighbour", EVADE_NEIGHBOUR },
};

static bool read_evasions(const char *val, unsigned *ret)
{
    while (*val != '\0') {
        size_t len = strcspn(val, "+"), i = 0, n = sizeof evasions / sizeof evasions[0];
        while (i < n && (strlen(evasions[i].name) != len || strncmp(evasions[i].name, val, len) != 0))
            i++;
        if (i == n)
            return false;
        *ret |= evasions[i].bit;
        val += len + (val[len] == '+');
    }
    return *ret != 0;
}

static bool read_number(const char *val, double low, double high, double *ret)
{
    char *end;
    *ret = strtod(val, &end);
    return *val != '\0' && *end == '\0' && *ret >= low && *ret <= high;
}

static bool read_start(const char *val, time_us *ret)
{
    char buf[40];
    bool zoned;
    (void)snprintf(buf, sizeof buf, "%.10sT00:00:00Z", val);
    struct slice s = text(buf);
    return strlen(val) == 10 && take_time_iso(&s, ret, &zoned);
}

static bool life_word(struct plan *plan, const char *key, const char *val)
{
    double x;
    if (strcmp(key, "start") == 0)
        return read_start(val, &plan->start);
    if (strcmp(key, "people") == 0 && read_number(val, 10, 200000, &x))
        plan->people = (uint32_t)x;
    else if (strcmp(key, "days") == 0 && read_number(val, 0.1, 4000, &x))
        plan->days = x;
    else if (strcmp(key, "seed") == 0 && read_number(val, 0, 1e15, &x))
        plan->seed = (uint64_t)x;
    else if (strcmp(key, "noise") == 0 && read_number(val, 0, 1e6, &x))
        plan->noise = x;
    else if (strcmp(key, "locks") == 0 && read_number(val, 0, 1, &x))
        plan->locks = x;
    else if (strcmp(key, "nat") == 0 && read_number(val, 0, 4000, &x))
        plan->nat = x;
    else if (strcmp(key, "late") == 0 && read_number(val, 0, 86400, &x))
        plan->late = x;
    else
        return false;
    return true;
}

static bool attack_word(struct attack_plan *a, const char *key, const char *val)
{
    double x;
    if (strcmp(key, "evade") == 0)
        return read_evasions(val, &a->evasions);
    if (strcmp(key, "day") == 0 && read_number(val, 0, 4000, &x))
        a->day = x;
    else if (strcmp(key, "days") == 0 && read_number(val, 0.001, 4000, &x))
        a->days = x;
    else if (strcmp(key, "per-day") == 0 && read_number(val, 0.01, 1e6, &x))
        a->per_day = x;
    else if (strcmp(key, "accounts") == 0 && read_number(val, 1, 200000, &x))
        a->accounts = (uint32_t)x;
    else if (strcmp(key, "addresses") == 0 && read_number(val, 1, 1e6, &x))
        a->addresses = (uint32_t)x;
    else if (strcmp(key, "hits") == 0 && read_number(val, 0, 64, &x)) {
        a->hits = (uint32_t)x;
        a->hits_given = true;
    } else
        return false;
    return true;
}

static bool refuse(char why[160], const char *what, const char *word)
{
    (void)snprintf(why, 160, "%s: %.80s", what, word);
    return false;
}

bool script_line(struct plan *plan, const char *line, char why[160])
{
    char copy[512], *save = NULL;
    if (strlen(line) >= sizeof copy)
        return refuse(why, "longer than 511 bytes", line);
    (void)snprintf(copy, sizeof copy, "%s", line);
    char *comment = strchr(copy, '#');
    if (comment != NULL)
        *comment = '\0';
    char *word = strtok_r(copy, " \t\r\n", &save);
    struct attack_plan *attack = NULL;
    if (word == NULL)
        return true;
    if (strcmp(word, "attack") == 0) {
        if (plan->attacks_count == ATTACKS_MAX)
            return refuse(why, "more than 16 attacks", line);
        attack = &plan->attacks[plan->attacks_count++];
        word = strtok_r(NULL, " \t\r\n", &save);
        if (word == NULL || !attack_is_kind(word))
            return refuse(why, "no such kind of attack", word ? word : "(none given)");
        (void)snprintf(attack->kind, sizeof attack->kind, "%s", word);
    } else if (strcmp(word, "life") != 0)
        return refuse(why, "neither life nor attack", word);

    while ((word = strtok_r(NULL, " \t\r\n", &save)) != NULL) {
        char *equals = strchr(word, '=');
        if (equals == NULL)
            return refuse(why, "expected key=value", word);
        *equals = '\0';
        bool ok = attack ? attack_word(attack, word, equals + 1) : life_word(plan, word, equals + 1);
        *equals = '=';
        if (!ok)
            return refuse(why, "unknown key or value outside its range", word);
    }
    return true;
}
