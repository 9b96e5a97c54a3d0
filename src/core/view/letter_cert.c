/* letter_cert.c - to the national CERT or the sector's: what they ask every reporter, and nobody's name.
 *
 * Source  the nine things that the NCSC asks a reporter for; FIRST's TLP 2.0; the Admiralty scale for how far a
 *         source and what it says are to be trusted.
 */
#include "core/view/draft_inside.h"
#include "core/view/letter_inside.h"

static void say_impact(struct paper *p, const struct matter *m)
{
    say_what(p, m);
    struct tally t = matter_tally(m);
    if (t.emergency > 0) {
        paper_say(p, " Of these accounts ");
        paper_count(p, t.emergency, "is", "are");
        paper_say(p, " kept for emergencies.");
    }
    paper_say(p, " Effect on care: " UNTOLD ".");
}

static const struct draft_row rows[] = {
    { "1 Who reports", NULL, "[fill in: name]" },
    { "2 Organisation", say_entity, NULL },
    { "3 Role", NULL, "[fill in]" },
    { "4 Contact", say_contact, NULL },
    { "5 Summary and impact", say_impact, NULL },
    { "6 Looked into and done so far", NULL,
            "Sign-in logs were read by a program, which has changed nothing. [fill in: what else]" },
    { "7 Technical output", NULL, "below; the same for machines: cordon scan --format stix, or misp" },
    { "8 Who else was told", NULL, "[fill in]" },
    { "9 Next steps", NULL, "[fill in]" },
    { "Own reference", say_reference, NULL },
    { "Grade (Admiralty)", NULL,
            "B2: the organisation's own logs, read by a program; probably true, not yet confirmed by a "
            "person. [check]" },
    { "What the recipient may do (PAP)", NULL,
            "PAP:GREEN: look things up and block; do not answer the attacker. [check]" },
    { "May we be named to others", NULL, "[yes or no]" },
    { "May it be given to law enforcement", NULL, "[yes or no]" },
    { 0 },
};

static void list(struct paper *p, const struct matter *m, const char *before, const char *const *items)
{
    for (; items != NULL && *items != NULL; items++)
        item_of_nobody(p, m, before, *items);
}

static void playbooks(struct paper *p, const struct matter *m)
{
    for (size_t i = 0; i < m->inc->playbooks_count; i++) {
        const struct incident_playbook *b = &m->inc->playbooks[i];
        paper_open(p, BLOCK_TEXT, NULL);
        paper_sayf(p, "%s, likeness %.2f; no attribution", b->name, b->similarity);
        paper_shut(p);
        paper_list(p, false);
        list(p, m, "for it: ", b->for_);
        list(p, m, "against it: ", b->against);
        list(p, m, "unknown: ", b->unknown);
        paper_list_end(p);
    }
}

void letter_cert(struct paper *p, const struct matter *m)
{
    if (!matter_is_attack(m))
        paper_block(
                p, BLOCK_STATE, "This is no attack, and nothing for a CERT: a machine with an old password.");
    draft_rows(p, rows, m);
    paper_block(p, BLOCK_HEADING, "Indicators");
    block_indicators(p, m);
    paper_block(p, BLOCK_HEADING, "What shows it");
    block_reasons(p, m);
    if (m->inc->playbooks_count > 0) {
        paper_block(p, BLOCK_HEADING, "Whose published manner it is like");
        playbooks(p, m);
    }
    paper_block(p, BLOCK_HEADING, "Not known");
    block_unknown(p, m);
}
