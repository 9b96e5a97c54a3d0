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
    else if (strcmp(key, "agents") == 0 && read_number(val, 0, 1, &x))
        plan->no_agents = x == 0;
    else if (strcmp(key, "late") == 0 && read_number(val, 0, 86400, &x))
        plan->late = x;
    else
        return false;
    return true;
}

/* "4-17.5": hours of the day. */
static bool read_hours(const char *val, double ret[2])
{
    char first[16];
    size_t len = strcspn(val, "-");
    if (len >= sizeof first || val[len] != '-')
        return false;
    (void)snprintf(first, sizeof first, "%.*s", (int)len, val);
    return read_number(first, 0, 24, &ret[0]) && read_number(val + len + 1, 0, 24, &ret[1])
            && ret[0] < ret[1];
}

/* "sun-thu": days of the week as bits, Monday the first. */
static bool read_week(const char *val, unsigned *ret)
{
    static const char days[] = "mon\0tue\0wed\0thu\0fri\0sat\0sun";
    unsigned from = 7, to = 7;
    for (unsigned i = 0; i < 7 && strlen(val) == 7 && val[3] == '-'; i++) {
        from = strncmp(val, days + (size_t)4 * i, 3) == 0 ? i : from;
        to = strcmp(val + 4, days + (size_t)4 * i) == 0 ? i : to;
    }
    if (from == 7 || to == 7)
        return false;
    for (*ret = 1u << to; from != to; from = (from + 1) % 7)
        *ret |= 1u << from;
    return true;
}

/* A text of the log; _ stands for a space. What would have to be escaped there is refused. */
static bool read_text(const char *val, char *ret, size_t room)
{
    size_t len = strlen(val);
    if (len == 0 || len >= room)
        return false;
    for (size_t i = 0; i <= len; i++) {
        unsigned char c = (unsigned char)val[i];
        if (c == '"' || c == '\\' || c > 126 || (c < 32 && i < len))
            return false;
        ret[i] = val[i];
        if (val[i] == '_')
            ret[i] = ' ';
    }
    return true;
}

static bool manner_word(struct attack_plan *a, const char *key, const char *val)
{
    double x;
    if (strcmp(key, "agent") == 0)
        return read_text(val, a->agent, sizeof a->agent);
    if (strcmp(key, "application") == 0)
        return read_text(val, a->application, sizeof a->application);
    if (strcmp(key, "protocol") == 0)
        return read_text(val, a->protocol, sizeof a->protocol);
    if (strcmp(key, "hours") == 0)
        return read_hours(val, a->hours);
    if (strcmp(key, "peak") == 0)
        return read_hours(val, a->peak);
    if (strcmp(key, "week") == 0)
        return read_week(val, &a->week);
    if (strcmp(key, "inside") == 0)
        return read_number(val, 0.01, 1, &a->inside);
    if (strcmp(key, "burst") == 0)
        return read_number(val, 0.1, 24, &a->burst);
    if (strcmp(key, "quiet") == 0)
        return read_number(val, 0, 100, &a->quiet);
    if (strcmp(key, "dormant") == 0)
        return read_number(val, 0, 1, &a->dormant);
    if (strcmp(key, "missing") == 0)
        return a->missing_given = read_number(val, 0, 1, &a->missing);
    if (strcmp(key, "asn") != 0 || !read_number(val, 1, UINT32_MAX, &x))
        return false;
    a->asn = (uint32_t)x;
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
    } else if (strcmp(key, "campaign") == 0 && read_number(val, 1, 1e15, &x))
        a->campaign = (uint64_t)x;
    else
        return manner_word(a, key, val);
    return true;
}

static bool refuse(char why[160], const char *what, const char *word)
{
    (void)snprintf(why, 160, "%s: %.80s", what, word);
    return false;
}

bool script_line(struct plan *plan, const char *line, char why[160])
{
    char copy[LINE_ROOM], *save = NULL;
    if (strlen(line) >= sizeof copy)
        return refuse(why, "longer than 2047 bytes", line);
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
