/* draft_blocks.c - indicators, reasons, measures, and what is not known. */
#include <stdio.h>
#include <string.h>

#include "core/export/share.h"
#include "core/view/acts.h"
#include "core/view/draft_inside.h"
#include "core/view/paint.h"

#define SOURCES_MAX 25u
#define AGENTS_MAX 5u
#define ACTS_PROPOSED 20u

static void source_row(struct paper *p, const struct matter *m, const struct incident_source *s)
{
    char place[24];
    paper_row(p);
    paper_cell_source(p, s->key);
    paper_cell_number(p, s->attempts);
    paper_cell_number(p, s->accounts);
    paper_cell(p, TONE_PLAIN);
    paper_sayf(p, "%d %%", share_confidence(m->inc, s));
    paper_shut(p);
    (void)snprintf(place, sizeof place, s->asn ? "AS%u %s" : "%.0u%s", s->asn, s->country);
    paper_cell_text(p, TONE_PLAIN, *place ? place : "-");
}

static void left_out(struct paper *p, size_t n, const char *why)
{
    if (n > 0)
        paper_sayf(p, " Left out: %zu %s.", n, why);
}

static void agents(struct paper *p, const struct matter *m)
{
    const char *named[AGENTS_MAX];
    size_t n = matter_agents(m, named, AGENTS_MAX);
    if (n == 0)
        return;
    paper_block(p, BLOCK_TEXT, "Agents that the attempts named:");
    paper_list(p, false);
    for (size_t i = 0; i < n; i++) {
        paper_open(p, BLOCK_ITEM, NULL);
        paper_name(p, named[i]);
        paper_shut(p);
    }
    paper_list_end(p);
}

/* The addresses that may be given away (share.h): whoever is handed such a list blocks by it. */
void block_indicators(struct paper *p, const struct matter *m)
{
    static const struct column columns[] = { { .head = "address", .names = true },
        { .head = "attempts", .number = true }, { .head = "accounts", .number = true },
        { .head = "takes part", .number = true }, { .head = "network" } };
    const struct incident *inc = m->inc;
    struct share_pick pick;
    size_t shown = 0;
    char all[32];

    share_pick(inc, &pick);
    paper_table(p, "Addresses, the likeliest first", columns, 5);
    for (; shown < pick.count && shown < SOURCES_MAX; shown++)
        source_row(p, m, &inc->sources[pick.at[shown]]);
    paper_table_end(p);
    paper_open(p, BLOCK_NOTE, NULL);
    paper_sayf(p, "%zu of %s.", shown, grouped(inc->sources_total, all));
    left_out(p, pick.sure - shown, "that take part as likely, for the length (--format stix, misp)");
    left_out(p, pick.own, "from which own people sign in too");
    left_out(p, pick.unsure, "that may be somebody's home");
    left_out(p, pick.inside, "of private networks");
    paper_shut(p);
    agents(p, m);
}

void item_of_nobody(struct paper *p, const struct matter *m, const char *before, const char *words)
{
    if (!matter_names_nobody(m, words))
        return;
    paper_open(p, BLOCK_ITEM, NULL);
    paper_say(p, before);
    paper_say(p, words);
    paper_shut(p);
}

/* Reasons that are about one account stay inside, however short its name is. */
static bool is_of_one(const char *feature)
{
    return strncmp(feature, "emergency-", 10) == 0;
}

void block_reasons(struct paper *p, const struct matter *m)
{
    paper_list(p, false);
    for (size_t i = 0; i < m->inc->reasons_count; i++)
        if (!is_of_one(m->inc->reasons[i].feature))
            item_of_nobody(p, m, "", m->inc->reasons[i].text);
    for (size_t i = 0; i < m->inc->counters_count; i++)
        item_of_nobody(p, m, "Against it, or limiting it: ", m->inc->counters[i].text);
    paper_list_end(p);
}

static void propose(struct paper *p, size_t n, const char *words)
{
    if (n == 0)
        return;
    paper_open(p, BLOCK_ITEM, NULL);
    paper_count(p, n, "account", "accounts");
    paper_say(p, words);
    paper_shut(p);
}

void block_measures(struct paper *p, const struct matter *m)
{
    struct tally t = matter_tally(m);
    paper_block(p, BLOCK_TEXT,
            "Done: [fill in: what, by whom, when]. Cordon has changed nothing. Proposed, to be struck out or "
            "kept:");
    paper_list(p, false);
    propose(p, t.got_in, " signed in to: end all sessions and change the password.");
    propose(p, t.got_in,
            " signed in to: look at what was done since (inbox rules, forwarding, new second factors, keys, "
            "downloads).");
    for (size_t i = 0; i < m->inc->acts_count && i < ACTS_PROPOSED; i++) {
        const struct incident_act *act = &m->inc->acts[i];
        struct out said = { 0 };
        if (act->action == ACTION_MAIL_READ || act->action == ACTION_MAIL_SENT
                || act->action == ACTION_FILE_READ)
            continue;
        act_say(&said, act);
        paper_open(p, BLOCK_ITEM, NULL);
        paper_say(p, "Undo or answer for: somebody ");
        paper_name(p, paint_text(&said));
        paper_say(p, ".");
        paper_shut(p);
        out_done(&said);
    }
    propose(p, t.known, " whose password is known: change it.");
    propose(p, t.check, " to be asked: call the holders, whether the new place was theirs.");
    if (matter_is_attack(m))
        paper_block(p, BLOCK_ITEM,
                m->inc->sources_count <= 50
                        ? "Block the addresses for a limited time, after looking whom that would hit."
                        : "Require a second factor and switch off old protocols, rather than block address "
                          "by address.");
    paper_block(p, BLOCK_ITEM, "Keep the logs of these days.");
    paper_list_end(p);
}

void block_unknown(struct paper *p, const struct matter *m)
{
    static const char *const always[] = {
        "What happened before and after these logs, and on systems whose logs were not read.",
        "Who did it: likeness to a published manner is no attribution.",
    };
    paper_list(p, false);
    paper_block(p, BLOCK_ITEM,
            m->sum->accesses == 0 ? "Whether mail or files were read, changed or taken: no log of mailboxes "
                                    "or files was read."
                                  : "Whether more mail or files were read, changed or taken than the logs "
                                    "that were read tell.");
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        paper_block(p, BLOCK_ITEM, always[i]);
    for (size_t i = 0; m->inc->unseen != NULL && m->inc->unseen[i] != NULL; i++)
        item_of_nobody(p, m, "", m->inc->unseen[i]);
    if (m->sum->cold_start)
        paper_block(p, BLOCK_ITEM, "What is usual here: less than two weeks were read.");
    if (m->sum->unparsed > 0 || m->sum->problems > 0 || m->sum->interrupted)
        paper_block(p, BLOCK_ITEM, "What stands in the part of the logs that could not be read.");
    paper_list_end(p);
}
