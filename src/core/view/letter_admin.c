/* letter_admin.c - to who runs the systems: who, from where, what to do, how to undo it, and the proof. */
#include <stdio.h>

#include "core/view/letter_inside.h"
#include "core/view/paint.h"

#define NAMES_MAX 25u
#define TRIED_MAX 10u
#define SOURCES_MAX 20u
#define EVIDENCE_MAX 20u

static const char *fate(const struct incident_account *a)
{
    if (a->outcome == ACCESS_GOT_IN)
        return "GOT IN";
    if (a->outcome == ACCESS_PASSWORD_KNOWN)
        return "PASSWORD KNOWN";
    return a->check ? "please ask" : a->missing ? "no such name" : "tried";
}

static void account_row(struct paper *p, const struct incident_account *a)
{
    paper_row(p);
    paper_cell_name(p, a->name);
    paper_cell(p, a->outcome == ACCESS_TRIED ? TONE_PLAIN : TONE_BAD);
    paper_say(p, fate(a));
    paper_say(p, a->emergency ? " (emergency)" : "");
    paper_shut(p);
    paper_cell_number(p, a->attempts);
    paper_cell(p, TONE_PLAIN);
    if (a->at != TIME_NONE)
        paper_time(p, a->at);
    else
        paper_say(p, "-");
    paper_shut(p);
}

static void accounts(struct paper *p, const struct matter *m)
{
    static const struct column columns[] = { { .head = "account", .names = true, .free = true },
        { .head = "outcome" }, { .head = "attempts", .number = true }, { .head = "when" } };
    size_t shown = 0, tried = 0;
    char caption[80];
    struct tally t = matter_tally(m);
    (void)snprintf(caption, sizeof caption, "%zu got in, %zu password known, %zu to be asked, %zu tried",
            t.got_in, t.known, t.check, t.tried);
    paper_table(p, caption, columns, 4);
    for (size_t i = 0; i < m->inc->accounts_count && shown < NAMES_MAX && tried < TRIED_MAX; i++) {
        const struct incident_account *a = &m->inc->accounts[i];
        account_row(p, a);
        tried += a->outcome == ACCESS_TRIED && !a->check;
        shown++;
    }
    paper_table_end(p);
    if (m->inc->accounts_total > shown) {
        paper_open(p, BLOCK_NOTE, NULL);
        paper_sayf(p, "and %zu more: cordon show %s PATH..., or --format jsonl",
                m->inc->accounts_total - shown, m->inc->id);
        paper_shut(p);
    }
}

static void source_row(struct paper *p, const struct matter *m, const struct incident_source *s)
{
    uint32_t own = incident_own_people(m->inc, s);
    paper_row(p);
    paper_cell_source(p, s->key);
    paper_cell_number(p, s->attempts);
    paper_cell_number(p, s->accounts);
    paper_cell(p, own > 0 ? TONE_WARN : TONE_PLAIN);
    paper_sayf(p, "%u", own);
    paper_shut(p);
}

static void sources(struct paper *p, const struct matter *m)
{
    static const struct column columns[] = { { .head = "address", .names = true },
        { .head = "attempts", .number = true }, { .head = "accounts", .number = true },
        { .head = "a block hits", .number = true } };
    size_t n = m->inc->sources_count < SOURCES_MAX ? m->inc->sources_count : SOURCES_MAX;
    char caption[96], all[32];
    (void)snprintf(caption, sizeof caption, "%zu of %s addresses, by attempts", n,
            grouped(m->inc->sources_total, all));
    paper_table(p, caption, columns, 4);
    for (size_t i = 0; i < n; i++)
        source_row(p, m, &m->inc->sources[i]);
    paper_table_end(p);
    paper_block(p, BLOCK_NOTE,
            "\"A block hits\" counts your own accounts that signed in from there in these logs; who never "
            "did "
            "in these days is unknown.");
}

static void proof(struct paper *p, const struct matter *m)
{
    static const char *const roles[] = { "opened it", "decided it", "sample" };
    size_t n = m->inc->evidence_count < EVIDENCE_MAX ? m->inc->evidence_count : EVIDENCE_MAX;
    paper_list(p, false);
    for (size_t i = 0; i < n; i++) {
        const struct incident_evidence *e = &m->inc->evidence[i];
        paper_open(p, BLOCK_ITEM, NULL);
        paper_name(p, e->file_name != NULL ? e->file_name : "");
        paper_sayf(p, ":%llu (%s)", (unsigned long long)e->line, roles[e->role]);
        if (e->sha256[0] != '\0')
            paper_sayf(p, " SHA-256 %s", e->sha256);
        else
            paper_say(p, e->withheld ? " SHA-256 withheld" : " no longer readable");
        paper_shut(p);
    }
    paper_list_end(p);
    if (m->inc->evidence_count > n) {
        paper_open(p, BLOCK_NOTE, NULL);
        paper_sayf(p, "and %zu more rows: --format jsonl", m->inc->evidence_count - n);
        paper_shut(p);
    }
}

void letter_admin(struct paper *p, const struct matter *m)
{
    static const char *const after[] = {
        "Watch these accounts and addresses for 14 days: cordon scan --account NAME, --source ADDRESS.",
        "Write down what was done and when; every block expires or has its undoing above.",
        "Keep the logs: some expire after 7 or 30 days.",
        NULL,
    };
    paper_open(p, BLOCK_STATE, NULL);
    say_outcome(p, m);
    paper_shut(p);
    paper_open(p, BLOCK_TEXT, NULL);
    say_happened(p, m);
    paper_say(p, " There was enough to notice it ");
    say_moment(p, m->inc->opened_at);
    paper_say(p, ".");
    paper_shut(p);
    paper_headed_list(p, "Do now", true, m->inc->do_now);
    paper_block(p, BLOCK_HEADING, "Accounts");
    accounts(p, m);
    paper_block(p, BLOCK_HEADING, "Where it came from");
    sources(p, m);
    if (matter_is_attack(m)) {
        paper_block(p, BLOCK_HEADING, "Commands, each with its undoing; nothing has been done yet");
        letter_commands(p, m);
    }
    paper_headed_list(p, "It would be benign if it is", false, m->inc->benign_if);
    paper_block(p, BLOCK_HEADING, "Rows that prove it");
    proof(p, m);
    paper_headed_list(p, "Afterwards", false, after);
}
