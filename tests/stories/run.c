/* run.c - a story file: what accounts did, and the incidents that it must be told as.
 *
 * Form    --- life people=N days=N [seed=N] [accesses=0]   an ordinary house until the story begins, from Monday
 *             2026-11-02 on: p000 .. at 192.0.2.10 (the office) and at home, each with some mail and files a day,
 *             one day in fifty at a new place; svc.backup fetches 20,000 files every night
 *         --- story
 *         TIME ACCOUNT SOURCE WHAT [xN] [KEY=VALUE ...]    a line an event; WHAT is an outcome or an action, SOURCE
 *             - is none told; keys: agent application protocol method country asn object; _ is a space;
 *             times=N every=SECONDS the same again; "p+" is then p000, p001 .., and "2001:db8:5::+" another /64 each
 *         --- incidents [false_alarms=N]
 *         KIND SEVERITY OUTCOME: ACCOUNT ... | SOURCE ... | ACTION ...   taken accounts, sources, what was done; in
 *             the order of severity; nothing: quiet
 *         Lines before the first --- say why.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/engine/engine.h"
#include "tests/stories/told.h"
#include "tests/unit/tap.h"

#define EVENTS_MAX 3000000u
#define DOMAIN "@institute.example"

struct told {
    struct record rec;
    size_t order;
};

static struct told *all;
static size_t count;
static char *words; /* what records point at */
static size_t words_used;
static uint64_t dice_state = 1;

static struct slice keep(const char *said)
{
    size_t len = strlen(said);
    char *at = words + words_used;
    memcpy(at, said, len);
    for (size_t i = 0; i < len; i++)
        if (at[i] == '_')
            at[i] = ' ';
    words_used += len;
    return (struct slice){ at, len };
}

static struct record *next(time_us at)
{
    if (count == EVENTS_MAX || words_used > (64u << 20))
        abort();
    all[count] = (struct told){ { .time = at, .repeat = 1, .length = 1, .flags = ACCOUNT_NO_CASE }, count };
    return &all[count++].rec;
}

static struct ip_addr ip_of(const char *said)
{
    struct slice s = text(said);
    struct ip_addr addr = { 0 };
    if (strcmp(said, "-") != 0 && !take_ip(&s, &addr))
        abort();
    return addr;
}

/* ---- ordinary life ---- */

static uint32_t dice(uint32_t sides)
{
    dice_state = dice_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(dice_state >> 33) % sides;
}

static time_us clock_of(unsigned day, unsigned hour, unsigned minute)
{
    return ((time_us)1793577600 + day * 86400 + hour * 3600 + minute * 60) * TIME_SECOND;
}

struct person {
    char name[40], home[40], agent[40];
    uint32_t asn, mail, files;
};

static struct record *does(const struct person *p, time_us at, const char *from, enum outcome outcome)
{
    struct record *rec = next(at);
    rec->account = keep(p->name);
    rec->source = ip_of(from);
    rec->outcome = outcome;
    rec->agent = keep(p->agent);
    rec->application = text("Office");
    rec->protocol = text("Browser");
    rec->asn = strcmp(from, "192.0.2.10") == 0 ? 64496 : p->asn;
    memcpy(rec->country, "DE", 2);
    return rec;
}

static void reads(const struct person *p, time_us at, const char *from, enum action action, uint32_t items)
{
    struct record *rec = does(p, at, from, OUTCOME_OK);
    rec->action = action;
    rec->repeat = (uint16_t)(items >= LIMIT_REPEAT ? LIMIT_REPEAT : items + 1);
    while (items >= 2 * LIMIT_REPEAT) {
        struct record more = *rec;
        items -= LIMIT_REPEAT;
        rec = next(at);
        *rec = more;
    }
}

/* Heavy-tailed (Pareto, exponent 1.3): one day in a hundred is thirty times the usual, one in a thousand two hundred. */
static uint32_t volume(uint32_t usual)
{
    double u = (dice(1000000) + 1) / 1000001.0;
    double n = usual * 0.5 * pow(u, -1 / 1.3);
    return n > 100000 ? 100000 : (uint32_t)n;
}

/* What goes with a new phone, or with being away. */
static void settle(const struct person *p, time_us at, const char *from)
{
    static const struct {
        enum action action;
        uint32_t one_in;
    } acts[] = { { ACTION_MFA_CHANGE, 30 }, { ACTION_DEVICE, 40 }, { ACTION_CONSENT, 40 },
        { ACTION_CREDENTIAL, 60 }, { ACTION_INBOX_RULE, 100 }, { ACTION_DIRECTORY_READ, 20 } };
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        if (dice(acts[i].one_in) == 0)
            reads(p, at + (time_us)(10 + i) * TIME_SECOND, from, acts[i].action, 0);
}

static void live_day(struct person *p, unsigned day, bool accesses)
{
    static const char *const abroad[] = { "FR", "US", "JP", "TR", "GB", "CH", "PL" };
    char away[64];
    const char *from = "192.0.2.10", *country = "DE";
    struct person now = *p;
    unsigned hour = 7 + dice(3);
    bool is_away = dice(50) == 0;
    if (day % 7 >= 5)
        return;
    if (is_away) {
        (void)snprintf(away, sizeof away, "2001:db8:%x:%x::1", dice(60000), day);
        from = away;
        country = dice(8) == 0 ? abroad[dice(7)] : country;
        now.asn = 65000 + dice(300);
        if (dice(10) == 0)
            (void)snprintf(now.agent, sizeof now.agent, "Phone/%u", dice(1000));
    } else if (dice(3) == 0)
        from = p->home;
    for (unsigned i = 0; i < 3; i++) {
        time_us at = clock_of(day, hour + 3 * i, dice(60));
        size_t first = count;
        if (dice(20) == 0)
            (void)does(&now, at - 20 * TIME_SECOND, from, OUTCOME_BAD_PASSWORD);
        if (dice(is_away ? 30 : 300) == 0)
            (void)does(&now, at - 10 * TIME_SECOND, from, OUTCOME_MFA_DENIED);
        (void)does(&now, at, from, OUTCOME_OK);
        if (accesses) {
            reads(&now, at + TIME_SECOND, from, ACTION_MAIL_READ, volume(p->mail));
            reads(&now, at + 2 * TIME_SECOND, from, ACTION_DOWNLOAD, volume(p->files));
            if (dice(4) == 0)
                reads(&now, at + 3 * TIME_SECOND, from, ACTION_RENAME, volume(2));
            if (dice(600) == 0)
                reads(&now, at + 4 * TIME_SECOND, from, ACTION_INBOX_RULE, 0);
            if (dice(500) == 0)
                reads(&now, at + 5 * TIME_SECOND, from, ACTION_MFA_CHANGE, 0);
            if (dice(60000) == 0)
                reads(&now, at + 6 * TIME_SECOND, from, ACTION_HIDING_RULE, 0);
            if (dice(90000) == 0)
                reads(&now, at + 7 * TIME_SECOND, from, ACTION_FORWARDING, 0);
            if (is_away && i == 0)
                settle(&now, at, from);
        }
        for (size_t k = first; k < count; k++)
            memcpy(all[k].rec.country, country, 2);
    }
}

/* The number behind KEY= in a line, else `other`. */
static unsigned number_of(const char *said, const char *key, unsigned other)
{
    const char *at = strstr(said, key);
    return at != NULL ? (unsigned)strtoul(at + strlen(key), NULL, 10) : other;
}

static void live(const char *said)
{
    unsigned people = number_of(said, "people=", 0), days = number_of(said, "days=", 0);
    unsigned seed = number_of(said, "seed=", 1);
    bool accesses = number_of(said, "accesses=", 1) != 0;
    dice_state = seed * 7919u + 17;
    for (unsigned i = 0; i < people; i++) {
        struct person p = { .asn = 64500 + i % 4, .mail = 4 + dice(20), .files = 2 + dice(10) };
        (void)snprintf(p.name, sizeof p.name, "p%03u" DOMAIN, i);
        (void)snprintf(p.home, sizeof p.home, "198.51.100.%u", i % 250 + 1);
        (void)snprintf(p.agent, sizeof p.agent, "Firefox/%u", 120 + i % 3);
        for (unsigned day = 0; day < days; day++)
            live_day(&p, day, accesses);
    }
    struct person backup = { .name = "svc.backup" DOMAIN, .agent = "backup/2", .asn = 64496 };
    for (unsigned day = 0; day < days && people > 0; day++) {
        (void)does(&backup, clock_of(day, 1, 0), "192.0.2.40", OUTCOME_OK);
        for (unsigned i = 0; i < 20 && accesses; i++)
            reads(&backup, clock_of(day, 1, 1 + i), "192.0.2.40", ACTION_DOWNLOAD, 999);
    }
}

/* ---- the story ---- */

static time_us time_of(const char *said)
{
    char stamp[64];
    struct slice s;
    time_us at;
    bool zoned;
    (void)snprintf(stamp, sizeof stamp, "%s:00Z", said);
    if (strlen(said) > 17)
        (void)snprintf(stamp, sizeof stamp, "%sZ", said);
    s = text(stamp);
    if (!take_time_iso(&s, &at, &zoned)) {
        printf("Bail out! no time: %s\n", said);
        exit(2);
    }
    return at;
}

static void set(struct record *rec, const char *word)
{
    const char *val = strchr(word, '=');
    size_t len = val ? (size_t)(val - word) : 0;
    if (val == NULL)
        abort();
    val++;
    const struct {
        const char *key;
        struct slice *to;
    } texts[] = { { "agent", &rec->agent }, { "application", &rec->application },
        { "protocol", &rec->protocol }, { "object", &rec->device } };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strlen(texts[i].key) == len && strncmp(texts[i].key, word, len) == 0)
            *texts[i].to = keep(val);
    if (strncmp(word, "country=", 8) == 0)
        memcpy(rec->country, val, 2);
    for (unsigned m = 0; strncmp(word, "method=", 7) == 0 && m < METHOD_COUNT; m++)
        if (strcmp(val, method_name((enum method)m)) == 0)
            rec->method = (uint8_t)m;
    if (strncmp(word, "asn=", 4) == 0)
        rec->asn = (uint32_t)strtoul(val, NULL, 10);
}

static struct slice numbered(unsigned i)
{
    char name[80];
    (void)snprintf(name, sizeof name, "p%03u" DOMAIN, i);
    return keep(name);
}

/* "2001:db8:5::+" */
static struct ip_addr another(const char *from, unsigned i)
{
    char said[80];
    (void)snprintf(said, sizeof said, "%.*s%x::1", (int)strlen(from) - 2, from, i + 1);
    return ip_of(said);
}

static void tell(char *line)
{
    char *rest, *when = strtok_r(line, " ", &rest);
    char *who = strtok_r(NULL, " ", &rest), *from = strtok_r(NULL, " ", &rest),
         *what = strtok_r(NULL, " ", &rest);
    if (when == NULL || who == NULL || what == NULL) {
        printf("Bail out! not understood: %s\n", line);
        exit(2);
    }
    unsigned times = 1, every = 60, items = 1;
    struct record rec = { .length = 1, .flags = ACCOUNT_NO_CASE, .outcome = OUTCOME_OK };
    char name[80];
    (void)snprintf(name, sizeof name, "%s%s", who, strchr(who, '@') ? "" : DOMAIN);
    if (strcmp(who, "-") != 0)
        rec.account = keep(name);
    if (from[strlen(from) - 1] != '+')
        rec.source = ip_of(from);
    rec.agent = text("Firefox/121");
    rec.application = text("Office");
    rec.protocol = text("Browser");
    enum action action;
    enum outcome outcome;
    if (action_from_name(text(what), &action))
        rec.action = action;
    else if (outcome_from_name(text(what), &outcome))
        rec.outcome = outcome;
    else {
        printf("Bail out! neither outcome nor action: %s\n", what);
        exit(2);
    }
    for (char *word; (word = strtok_r(NULL, " ", &rest)) != NULL;) {
        if (word[0] == 'x' && word[1] >= '0' && word[1] <= '9')
            items = (unsigned)strtoul(word + 1, NULL, 10);
        else if (strncmp(word, "times=", 6) == 0)
            times = (unsigned)strtoul(word + 6, NULL, 10);
        else if (strncmp(word, "every=", 6) == 0)
            every = (unsigned)strtoul(word + 6, NULL, 10);
        else
            set(&rec, word);
    }
    rec.time = time_of(when);
    for (unsigned i = 0; i < times; i++)
        for (unsigned left = items; left > 0;) {
            unsigned part = left > LIMIT_REPEAT ? LIMIT_REPEAT : left;
            struct record *to = next(rec.time);
            *to = rec;
            to->account = strcmp(who, "p+") == 0 ? numbered(i) : rec.account;
            if (from[strlen(from) - 1] == '+')
                to->source = another(from, i);
            to->time = rec.time + (time_us)i * every * TIME_SECOND;
            to->repeat = (uint16_t)part;
            left -= part;
        }
}

static int by_time(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    if (x->rec.time != y->rec.time)
        return x->rec.time < y->rec.time ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

struct tape {
    char *at;
    size_t len, room, read;
};

static bool tape_write(void *to, const void *bytes, size_t size)
{
    struct tape *tape = to;
    if (tape->len + size > tape->room) {
        tape->room = (tape->len + size) * 2;
        tape->at = realloc(tape->at, tape->room);
        if (tape->at == NULL)
            abort();
    }
    memcpy(tape->at + tape->len, bytes, size);
    tape->len += size;
    return true;
}

static bool tape_read(void *from, void *bytes, size_t size)
{
    struct tape *tape = from;
    if (size > tape->len - tape->read)
        return false;
    memcpy(bytes, tape->at + tape->read, size);
    tape->read += size;
    return true;
}

/* Its memory is saved and loaded in the middle of the story: nothing may change by that. */
static void save_and_load(struct engine *engine)
{
    struct tape tape = { 0 };
    struct error err;
    if (engine_save(engine, tape_write, &tape, &err) != STATUS_OK
            || engine_load(engine, tape_read, &tape, &err) != STATUS_OK) {
        printf("Bail out! the memory was not saved and loaded\n");
        exit(2);
    }
    free(tape.at);
}

static void feed(struct interner *names, struct engine *engine, bool resume)
{
    qsort(all, count, sizeof *all, by_time);
    for (size_t i = 0; i < count; i++) {
        struct event ev;
        all[i].rec.offset = i;
        all[i].rec.line = (uint32_t)i + 1;
        interner_events(names, &all[i].rec, 1, 0, 0, interner_organisation(names, text("house")), &ev);
        ev.time = all[i].rec.time;
        engine_feed(engine, &ev, 1);
        if (resume && count - i < 6)
            save_and_load(engine);
    }
}

/* ---- what is told ---- */

static void check(struct engine *engine, const char *expected, const char *name)
{
    static char got[1 << 16];
    struct incidents found;
    struct error err;
    if (engine_report(engine, &found, &err) != STATUS_OK)
        abort();
    told_incidents(got, sizeof got, &found);
    if (!OK(strcmp(got, expected) == 0, name))
        printf("# --- got\n%s# --- expected\n%s", got, expected);
    for (size_t i = 0; i < found.count && getenv("STORY_WHY") != NULL; i++) {
        const struct incident *inc = &found.at[i];
        printf("# %s: %s\n# %s\n", inc->id, inc->title, inc->alarm);
        for (size_t r = 0; r < inc->reasons_count; r++)
            printf("#   %.2f %s: %s\n", inc->reasons[r].nats, inc->reasons[r].feature, inc->reasons[r].text);
        for (size_t k = 0; inc->do_now && inc->do_now[k]; k++)
            printf("#   do: %s\n", inc->do_now[k]);
        for (size_t k = 0; inc->techniques && inc->techniques[k]; k++)
            printf("#   %s\n", inc->techniques[k]);
    }
    incidents_free(&found);
}

static void read_story(char *file, char **ret_expected, double *ret_false_alarms)
{
    char *section = NULL, *rest, *out = calloc(1, strlen(file) + 2);
    size_t used = 0;
    if (out == NULL)
        abort();
    *ret_false_alarms = 0.1;
    for (char *line = strtok_r(file, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        if (strncmp(line, "--- ", 4) == 0) {
            section = line + 4;
            if (strncmp(section, "life", 4) == 0)
                live(section);
            const char *alarms = strstr(section, "false_alarms=");
            if (alarms != NULL)
                *ret_false_alarms = strtod(alarms + 13, NULL);
        } else if (section != NULL && strncmp(section, "story", 5) == 0 && line[0] != '#') {
            tell(line);
        } else if (section != NULL && strncmp(section, "incidents", 9) == 0) {
            size_t len = strlen(line);
            memcpy(out + used, line, len);
            out[used + len] = '\n';
            used += len + 1;
        }
    }
    *ret_expected = out;
}

int main(int argc, char **argv)
{
    static char file[1 << 18];
    struct interner *names = NULL;
    struct engine *engine = NULL;
    struct error err;
    char *expected;
    FILE *from = argc == 2 ? fopen(argv[1], "r") : NULL;
    struct engine_conf conf = { 0 };
    all = calloc(EVENTS_MAX, sizeof *all);
    words = malloc(65u << 20);
    if (from == NULL || all == NULL || words == NULL
            || interner_new(&interner_default_caps, 7, &names, &err) != STATUS_OK)
        return 2;
    file[fread(file, 1, sizeof file - 1, from)] = '\0';
    (void)fclose(from);
    read_story(file, &expected, &conf.false_alarms_per_year);
    for (int resume = 0; resume < 2; resume++) {
        if (engine_new(&conf, names, &engine, &err) != STATUS_OK)
            abort();
        feed(names, engine, resume);
        check(engine, expected,
                resume ? "so they are, saved and loaded on the way" : "the incidents are these");
        engine_free(&engine);
    }
    interner_free(&names);
    free(expected);
    free(words);
    free(all);
    return tap_done();
}
