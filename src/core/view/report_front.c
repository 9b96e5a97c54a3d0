/* report_front.c - how things stand, what to do, what was read, which incidents there are. */
#include <stdlib.h>
#include <string.h>

#include "core/view/paint.h"
#include "core/view/report_inside.h"

/* Things to do that the front lists where there are several incidents; each incident has its own. */
#define TO_DO_MAX 12u

/* ---- counts over all incidents ---- */

struct counts {
    uint64_t loud, got, known, tried, glass, to_do;
};

struct person {
    const char *organisation, *name;
    enum access_outcome outcome;
};

static int person_order(const void *a, const void *b)
{
    const struct person *x = a, *y = b;
    int c = strcmp(x->organisation, y->organisation);
    if (c == 0)
        c = strcmp(x->name, y->name);
    return c != 0 ? c : (y->outcome > x->outcome) - (y->outcome < x->outcome);
}

static bool same_person(const struct person *x, const struct person *y)
{
    return strcmp(x->name, y->name) == 0 && strcmp(x->organisation, y->organisation) == 0;
}

/* An account that several incidents hold is one account, with the worst that became of it. */
static void count_accounts(const struct report *r, struct counts *to)
{
    size_t room = 0, n = 0;
    for (size_t i = 0; i < r->all->count; i++)
        room += r->all->at[i].accounts_count;
    struct person *people = calloc(room + 1, sizeof *people);
    for (size_t i = 0; i < r->all->count; i++) {
        const struct incident *inc = &r->all->at[i];
        if (inc->severity == SEVERITY_INFO)
            continue;
        to->loud++;
        if (report_is_emergency(inc)) {
            to->glass++;
            continue;
        }
        to->tried += inc->accounts_total - inc->accounts_count; /* those that no list holds */
        for (size_t k = 0; people != NULL && k < inc->accounts_count; k++)
            people[n++] = (struct person){ inc->organisation ? inc->organisation : "", inc->accounts[k].name,
                inc->accounts[k].outcome };
    }
    if (n > 0)
        qsort(people, n, sizeof *people, person_order);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !same_person(&people[i], &people[i - 1])) {
            to->tried++;
            to->got += people[i].outcome == ACCESS_GOT_IN;
            to->known += people[i].outcome == ACCESS_PASSWORD_KNOWN;
        }
    r->p->out->failed = r->p->out->failed || people == NULL;
    free(people);
}

/* The same advice for several incidents is one thing to do. Calls back with each, in order. */
static uint64_t each_to_do(
        struct report *r, void (*say)(struct report *, const struct incident *, const char *))
{
    uint64_t count = 0;
    for (size_t i = 0; i < r->all->count; i++) {
        const struct incident *inc = &r->all->at[i];
        for (size_t k = 0; inc->severity > SEVERITY_INFO && inc->do_now && inc->do_now[k]; k++) {
            bool said = false;
            for (size_t o = 0; o < i && !said; o++)
                for (size_t m = 0; r->all->at[o].do_now && r->all->at[o].do_now[m] && !said; m++)
                    said = strcmp(r->all->at[o].do_now[m], inc->do_now[k]) == 0;
            if (said)
                continue;
            if (say != NULL && count < TO_DO_MAX)
                say(r, inc, inc->do_now[k]);
            count++;
        }
    }
    return count;
}

/* ---- the sentence ---- */

static bool is_whole(const struct summary *sum)
{
    return sum->unparsed + sum->oversize + sum->problems == 0 && !sum->interrupted;
}

static void state_loud(struct paper *p, const struct counts *n)
{
    paper_open_state(p, n->got + n->known + n->glass > 0 ? TONE_BAD : TONE_WARN);
    if (n->got > 0) {
        paper_count(
                p, n->got, "account is in an attacker's hands. ", "accounts are in an attacker's hands. ");
    }
    if (n->known > 0) {
        paper_say(p, n->known == 1 ? "The password of " : "The passwords of ");
        paper_count(p, n->known, "account is known to an attacker. ", "accounts are known to an attacker. ");
    }
    if (n->glass > 0)
        paper_count(p, n->glass, "emergency account was used: find out by whom. ",
                "emergency accounts were used: find out by whom. ");
    if (n->got + n->known + n->glass == 0)
        paper_say(p, "You are being attacked; nobody got in as far as these logs tell. ");
    if (n->tried > 0)
        paper_count(p, n->tried, "account was tried. ", "accounts were tried. ");
    paper_count(p, n->to_do, "thing to do.", "things to do.");
    paper_shut(p);
}

static const char *quiet_words(const struct report *r, bool whole)
{
    const struct summary *sum = &r->all->summary;
    if (r->opt->is_part && r->all->count > 0)
        return "This is no attack, and worth knowing.";
    if (sum->signins + sum->accesses == 0)
        return "No sign-ins were found in what was read.";
    if (sum->hidden > 0)
        return "Nothing that was asked for.";
    return whole ? "No attack was found." : "No attack was found in what could be read: not a clean result.";
}

static void state_quiet(const struct report *r)
{
    const struct summary *sum = &r->all->summary;
    bool whole = is_whole(sum);
    paper_open_state(
            r->p, sum->signins + sum->accesses > 0 && sum->hidden == 0 && whole ? TONE_GOOD : TONE_WARN);
    paper_say(r->p, quiet_words(r, whole));
    paper_shut(r->p);
}

/* ---- what was read ---- */

static void left_out(const struct report *r)
{
    struct paper *p = r->p;
    const struct summary *sum = &r->all->summary;
    const struct {
        uint64_t n;
        const char *one, *many;
    } left[] = { { sum->unparsed, "line was not understood", "lines were not understood" },
        { sum->oversize, "line was too long", "lines were too long" },
        { sum->problems, "input could not be read whole", "inputs could not be read whole" },
        { sum->interrupted, "interruption: only a part was read", "" } };
    bool any = false;
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++) {
        if (left[i].n == 0)
            continue;
        if (!any)
            paper_open(p, BLOCK_TEXT, NULL);
        paper_say(p, any ? "; " : "Left out: ");
        paper_count(p, left[i].n, left[i].one, left[i].many);
        any = true;
    }
    if (any) {
        paper_say(p, ". This report is of the rest.");
        paper_shut(p);
    }
}

static void what_was_read(const struct report *r)
{
    struct paper *p = r->p;
    const struct summary *sum = &r->all->summary;
    paper_open(p, BLOCK_NOTE, NULL);
    paper_say(p, "Read: ");
    paper_count(p, sum->signins, "sign-in", "sign-ins");
    if (sum->accesses > 0) {
        paper_say(p, " and ");
        paper_count(p, sum->accesses, "action", "actions");
    }
    paper_say(p, " of ");
    paper_count(p, sum->accounts, "account", "accounts");
    paper_say(p, " from ");
    paper_count(p, sum->sources, "address", "addresses");
    paper_say(p, " in ");
    paper_count(p, sum->inputs, "file", "files");
    if (sum->first != TIME_NONE) {
        paper_say(p, ", ");
        paper_time(p, sum->first);
        paper_say(p, " to ");
        paper_time(p, sum->last);
    }
    paper_say(p, is_whole(sum) ? "; nothing was left out." : ".");
    if (sum->hidden > 0) {
        paper_say(p, " Not in this report: ");
        paper_count(p, sum->hidden, "incident", "incidents");
        paper_say(p, r->opt->is_part ? ", as one was asked for." : ", left out by what was asked for.");
    }
    paper_say(p, " Nothing was changed on your systems.");
    paper_shut(p);
    left_out(r);
}

/* ---- several incidents ---- */

static void say_to_do(struct report *r, const struct incident *inc, const char *words)
{
    paper_open(r->p, BLOCK_ITEM, NULL);
    paper_say(r->p, words);
    paper_say(r->p, " (");
    paper_link(r->p, inc->id, inc->id);
    paper_say(r->p, ")");
    paper_shut(r->p);
}

static void to_do_of_all(struct report *r, uint64_t count)
{
    if (count == 0)
        return;
    paper_block(r->p, BLOCK_HEADING, "Do now");
    paper_list(r->p, true);
    (void)each_to_do(r, say_to_do);
    paper_list_end(r->p);
    if (count > TO_DO_MAX) {
        paper_open(r->p, BLOCK_NOTE, NULL);
        paper_count(r->p, count - TO_DO_MAX, "more stands with its incident.",
                "more stand with their incidents.");
        paper_shut(r->p);
    }
}

static void contents_row(struct report *r, const struct incident *inc, bool linked)
{
    struct paper *p = r->p;
    paper_row(p);
    paper_cell_text(p, inc->severity >= SEVERITY_HIGH ? TONE_BAD : TONE_PLAIN, severity_name(inc->severity));
    paper_cell(p, TONE_PLAIN);
    if (linked)
        paper_link(p, inc->id, inc->title);
    else
        paper_say(p, inc->title);
    paper_shut(p);
    paper_cell_text(p, TONE_PLAIN, inc->id);
    paper_cell_number(p, inc->accounts_total);
    paper_cell_number(p, inc->attempts);
    paper_cell_time(p, inc->first_seen);
    paper_cell_time(p, inc->last_seen);
}

static void contents(struct report *r)
{
    static const struct column columns[] = { { .head = "severity" },
        { .head = "what", .prose = true, .names = true }, { .head = "id" },
        { .head = "accounts", .number = true }, { .head = "attempts", .number = true }, { .head = "first" },
        { .head = "last" } };
    size_t told = 0;
    paper_block(r->p, BLOCK_HEADING, "Incidents");
    report_timed_table(
            r, "incident", "incidents", r->full, r->full, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < r->all->count; i++)
        if (report_is_full(r, &r->all->at[i]))
            contents_row(r, &r->all->at[i], told++ < REPORT_FULL_MAX);
    paper_table_end(r->p);
    if (r->full > REPORT_FULL_MAX)
        paper_block(r->p, BLOCK_NOTE,
                "The first of them are told in full; cordon report INC PATH... tells one of the others.");
}

void report_front(struct report *r)
{
    struct counts n = { 0 };
    count_accounts(r, &n);
    n.to_do = each_to_do(r, NULL);
    if (n.loud > 0)
        state_loud(r->p, &n);
    else
        state_quiet(r);
    what_was_read(r);
    if (r->full < 2)
        return;
    to_do_of_all(r, n.to_do);
    contents(r);
}
