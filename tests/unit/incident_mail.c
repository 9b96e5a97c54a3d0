/* incident_mail.c - which messages are one mailing, what its incident says, and what sign-ins it joins. */
#include <stdarg.h>
#include <string.h>

#include "core/incident/mail_join.h"
#include "core/incident/mail_report.h"
#include "core/incident/mailings.h"
#include "core/incident/memory.h"
#include "help.h"

/* A case says which it is. */
static bool ok(bool holds, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static bool ok(bool holds, const char *fmt, ...)
{
    char what[400];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    return OK(holds, what);
}

static void is_uint(uint64_t got, uint64_t want, const char *what)
{
    ok(got == want, "%s: %llu, is %llu", what, (unsigned long long)want, (unsigned long long)got);
}

#define DAY ((time_us)86400 * TIME_SECOND)
#define START (18000 * DAY)

#define MAX 8

/* A message in short: what it has, and what it is. */
struct brief {
    const char *id;
    int day;
    enum verdict_kind kind;
    enum lure lure;
    struct letter_mark marks[4];
    const char *to[4];
    uint32_t wording; /* 0: too short; else the number of its text, whose hundreds differ in a quarter */
    bool answered;
};

static struct letter letters_of[MAX];
static struct letter_reason reason_of[1] = { { "look-alike-domain", "The sender's domain imitates another.",
        "who-int.example", 2, { PLACE_WHOLE, 0, 0, 0 } } };

static struct letters made(const struct brief *briefs, size_t count)
{
    static const char *to[MAX][5];
    static struct letter_mark marks[MAX][4];
    for (size_t i = 0; i < count; i++) {
        const struct brief *b = &briefs[i];
        struct letter *l = &letters_of[i];
        *l = (struct letter){ .index = (uint32_t)i,
            .offset = i * 1000,
            .length = 1000,
            .line = 1,
            .time = START + b->day * DAY,
            .from = "jobs@sender.example",
            .from_name = "",
            .reply_to = "",
            .subject = "A role for you",
            .message_id = "",
            .kind = b->kind,
            .lure = b->lure,
            .sum = 3,
            .score = 0.95,
            .reasons = reason_of,
            .reasons_count = 1,
            .is_answered = b->answered };
        (void)snprintf(l->id, sizeof l->id, "%s", b->id);
        while (l->marks_count < 4 && b->marks[l->marks_count].text != NULL)
            l->marks_count++;
        memcpy(marks[i], b->marks, sizeof marks[i]);
        l->marks = marks[i];
        while (l->to_count < 4 && b->to[l->to_count] != NULL) {
            to[i][l->to_count] = b->to[l->to_count];
            l->to_count++;
        }
        l->to = to[i];
        l->to_total = l->to_count;
        for (uint32_t k = 0; k < LETTER_SHINGLES && b->wording > 0; k++)
            l->shingles[k] = k < 12 ? b->wording % 100 * 1000 + k : b->wording * 1000 + k;
    }
    return (struct letters){ letters_of, (uint32_t)count, 0 };
}

/* "a b|c": mailings parted by |, each with the ids of its messages. */
static const char *grouped(const struct letters *letters)
{
    static char said[256];
    struct mailings m;
    struct error err;
    size_t len = 0;
    said[0] = '\0';
    if (mailings_group(letters, &m, &err) != STATUS_OK)
        return "no memory";
    for (uint32_t i = 0; i < m.count; i++)
        for (uint32_t k = 0; k < m.at[i].count; k++) {
            len += (size_t)snprintf(said + len, sizeof said - len, "%s%s",
                    k > 0           ? " "
                            : i > 0 ? "|"
                                    : "",
                    letters->at[m.order[m.at[i].at + k]].id);
        }
    mailings_done(&m);
    return said;
}

#define PHISH VERDICT_PHISH, LURE_CREDENTIAL
#define DOUBT VERDICT_SUSPICIOUS, LURE_NONE

static const struct {
    const char *name;
    struct brief briefs[MAX];
    const char *is;
} groups[] = {
    { "two with nothing in common", { { "a", 0, PHISH }, { "b", 1, PHISH } }, "a|b" },
    { "one link host",
            { { "a", 0, PHISH, { { MARK_LINK, "x.example" } } },
                    { "b", 1, PHISH, { { MARK_LINK, "x.example" } } } },
            "a b" },
    { "the same text as another kind of mark",
            { { "a", 0, PHISH, { { MARK_LINK, "x.example" } } },
                    { "b", 1, PHISH, { { MARK_DOMAIN, "x.example" } } } },
            "a|b" },
    { "through a third",
            { { "a", 0, PHISH, { { MARK_LINK, "x.example" } } },
                    { "b", 1, PHISH, { { MARK_LINK, "x.example" }, { MARK_FILE, "f00d" } } },
                    { "c", 2, PHISH, { { MARK_FILE, "f00d" } } } },
            "a b c" },
    { "a month and more between",
            { { "a", 0, PHISH, { { MARK_LINK, "x.example" } } },
                    { "b", 31, PHISH, { { MARK_LINK, "x.example" } } } },
            "a|b" },
    { "a subject alone is anybody's",
            { { "a", 0, PHISH, { { MARK_SUBJECT, "invoice" } } },
                    { "b", 1, PHISH, { { MARK_SUBJECT, "invoice" } } } },
            "a|b" },
    { "a subject and the address that handed it in",
            { { "a", 0, PHISH, { { MARK_SUBJECT, "invoice" }, { MARK_ADDRESS, "192.0.2.1" } } },
                    { "b", 1, PHISH, { { MARK_ADDRESS, "192.0.2.1" }, { MARK_SUBJECT, "invoice" } } } },
            "a b" },
    { "wording three quarters alike",
            { { "a", 0, PHISH, .wording = 107 }, { "b", 1, PHISH, .wording = 207 } }, "a b" },
    { "other wording", { { "a", 0, PHISH, .wording = 107 }, { "b", 1, PHISH, .wording = 108 } }, "a|b" },
    { "a suspicious one comes in",
            { { "a", 0, DOUBT, { { MARK_LINK, "x.example" } } },
                    { "b", 1, PHISH, { { MARK_LINK, "x.example" } } } },
            "a b" },
    { "suspicious ones alone are none",
            { { "a", 0, DOUBT, { { MARK_LINK, "x.example" } } },
                    { "b", 1, DOUBT, { { MARK_LINK, "x.example" } } } },
            "" },
    { "clean ones never",
            { { "a", 0, VERDICT_CLEAN, LURE_NONE, { { MARK_LINK, "x.example" } } },
                    { "b", 1, PHISH, { { MARK_LINK, "x.example" } } } },
            "b" },
};

static void test_groups(void)
{
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        size_t count = 0;
        while (count < MAX && groups[i].briefs[count].id != NULL)
            count++;
        struct letters letters = made(groups[i].briefs, count);
        const char *got = grouped(&letters);
        ok(strcmp(got, groups[i].is) == 0, "%s: \"%s\", is \"%s\"", groups[i].name, groups[i].is, got);
    }
}

/* ---- incidents ---- */

static struct incidents reported(const struct brief *briefs, size_t count)
{
    struct letters letters = made(briefs, count);
    struct mail_told told = { .organisation = "" };
    struct incidents all = { 0 };
    struct error err;
    if (mail_report(&letters, &told, &all, &err) != STATUS_OK)
        ok(false, "%s", err.message);
    return all;
}

static void test_one(void)
{
    static const struct brief briefs[] = {
        { "MSG-1", 0, DOUBT, { { MARK_LINK, "x.example" } }, { "a@i.example" } },
        { "MSG-2", 1, VERDICT_PHISH, LURE_RECRUITER, { { MARK_LINK, "x.example" } },
                { "A@i.example", "b@i.example" } },
        { "MSG-3", 2, VERDICT_PHISH, LURE_RECRUITER, { { MARK_LINK, "x.example" } }, { "c@i.example" },
                .answered = true },
    };
    struct incidents all = reported(briefs, 3);
    const struct incident *inc = all.at;
    is_uint(all.count, 1, "one incident");
    ok(inc->kind == KIND_RECRUITER_LURE, "of the class of its phish");
    ok(inc->opened_at == START + DAY, "opens with the first phish, not with what was only suspicious");
    ok(inc->first_seen == START && inc->last_seen == START + 2 * DAY, "begins and ends with its messages");
    is_uint(inc->accounts_count, 3, "a recipient in two spellings is one");
    ok(inc->outcome == ACCESS_ANSWERED && strcmp(inc->accounts[0].name, "c@i.example") == 0,
            "who answered comes first");
    ok(inc->severity == SEVERITY_HIGH, "answered is worse");
    is_uint(inc->messages_count, 3, "all messages are listed");
    is_uint(inc->marks[0].messages, 3, "what they share is counted");
    ok(inc->reasons_count == 1 && inc->reasons[0].value == 2, "a reason counts the phish that show it");
    ok(inc->playbooks_count > 0, "it is held against playbooks of mail");
    for (size_t i = 0; i < inc->playbooks_count; i++)
        ok(strcmp(inc->playbooks[i].name, "generic") != 0, "and not of sign-ins: %s", inc->playbooks[i].name);
    incidents_free(&all);
}

/* ---- joins ---- */

struct follow {
    const char *name;
    const char *account;
    enum access_outcome outcome;
    int day;    /* of the sign-in, or of the first try */
    int others; /* accounts that were tried beside, none of them lured */
    bool joins;
};

static const struct follow follows[] = {
    { "taken two days after the lure", "a@i.example", ACCESS_GOT_IN, 2, 0, true },
    { "under its bare name", "a", ACCESS_GOT_IN, 2, 0, true },
    { "in capitals", "A@I.EXAMPLE", ACCESS_GOT_IN, 2, 0, true },
    { "password known", "b@i.example", ACCESS_PASSWORD_KNOWN, 3, 0, true },
    { "taken before the lure", "a@i.example", ACCESS_GOT_IN, -1, 0, false },
    { "taken a month after it", "a@i.example", ACCESS_GOT_IN, 30, 0, false },
    { "somebody else taken", "z@i.example", ACCESS_GOT_IN, 2, 0, false },
    { "one of the lured tried among many", "a@i.example", ACCESS_TRIED, 2, 40, false },
};

static struct incidents with_signin(const struct follow *f)
{
    static const struct brief briefs[] = {
        { "MSG-1", 0, PHISH, { { MARK_LINK, "x.example" } }, { "a@i.example", "b@i.example" } },
    };
    struct incidents all = { .memory = memory_new() };
    static struct incident_account accounts[64];
    static char names[64][16];
    all.at = memory_take(all.memory, sizeof *all.at);
    accounts[0] = (struct incident_account){
        .name = f->account, .outcome = f->outcome, .attempts = 1, .at = START + f->day * DAY
    };
    for (int i = 1; i <= f->others; i++) {
        (void)snprintf(names[i], sizeof names[i], "o%d@i.example", i);
        accounts[i] = (struct incident_account){ .name = names[i], .at = TIME_NONE, .attempts = 1 };
    }
    all.at[0] = (struct incident){ .id = "INC-SIGNIN0000",
        .kind = KIND_PASSWORD_SPRAY,
        .title = "Password spray",
        .organisation = "",
        .outcome = f->outcome,
        .accounts = accounts,
        .accounts_count = 1u + (size_t)f->others,
        .accounts_total = 1u + (size_t)f->others,
        .first_seen = START + f->day * DAY,
        .last_seen = START + f->day * DAY,
        .opened_at = START + f->day * DAY };
    all.count = 1;
    all.summary.accounts_with_success = 500;
    struct letters letters = made(briefs, 1);
    static const struct slice domain[] = { { "i.example", 9 } };
    static const struct own own = { .domains = domain, .domains_count = 1 };
    struct mail_told told = { .organisation = "", .own = &own };
    struct error err;
    if (mail_report(&letters, &told, &all, &err) != STATUS_OK)
        ok(false, "%s", err.message);
    return all;
}

static void test_joins(void)
{
    for (size_t i = 0; i < sizeof follows / sizeof follows[0]; i++) {
        const struct follow *f = &follows[i];
        struct incidents all = with_signin(f);
        ok((all.count == 1) == f->joins, "%s: %s", f->name, f->joins ? "one story" : "two incidents");
        if (f->joins && all.count == 1) {
            ok(all.at[0].messages_count == 1 && all.at[0].kind == KIND_PASSWORD_SPRAY
                            && all.at[0].outcome == f->outcome,
                    "%s: it holds the lure and keeps what happened", f->name);
            ok(all.at[0].opened_at == START && strcmp(all.at[0].id, "INC-SIGNIN0000") != 0,
                    "%s: under the name of what was opened first", f->name);
            is_uint(all.at[0].accounts_count, 2, "everybody concerned is listed once");
        }
        incidents_free(&all);
    }
}

int main(void)
{
    test_groups();
    test_one();
    test_joins();
    return tap_done();
}
