/* letter_management.c - one page for who decides: how things stand, what runs, what is to be decided. */
#include "core/view/draft_inside.h"
#include "core/view/letter_inside.h"

static void say_data_at_risk(struct paper *p, const struct matter *m)
{
    struct tally t = matter_tally(m);
    paper_tone(p, t.got_in > 0 ? TONE_BAD : TONE_PLAIN,
            t.got_in > 0 ? "Unknown. " : "No, as far as these logs tell. ");
    if (t.got_in > 0)
        paper_say(p, "Somebody else could open what these accounts may open; what was opened " UNTOLD ".");
    else if (t.known > 0)
        paper_say(p, "Passwords are known, and what stopped the sign-ins has to hold until they are others.");
}

static void say_clock_nis2(struct paper *p, const struct matter *m)
{
    paper_say(p, "early warning ");
    say_in_24h(p, m);
    paper_say(p, " Notification ");
    say_in_72h(p, m);
}

static const struct draft_row state[] = {
    { "What happened", say_happened, NULL },
    { "Did anybody get in", say_outcome, NULL },
    { "Effect on care", NULL, "It " UNTOLD ": they tell who signed in, not what stopped working. [fill in]" },
    { "Data at risk", say_data_at_risk, NULL },
    { 0 },
};

static const struct draft_row clocks[] = {
    { "Aware since", say_aware, NULL },
    { "NIS2, if significant", say_clock_nis2, NULL },
    { "GDPR, if data was reached", say_in_72h, NULL },
    { "HIPAA, if it is a breach", say_in_60_days, NULL },
    { 0 },
};

static const char *const decide[] = {
    "Since when we are aware: name the time, and who says so.",
    "Whether it is significant (NIS2, Article 23(3)) and has to be reported.",
    "Whether personal data was reached, and who is told (GDPR, Articles 33 and 34).",
    "What may be switched off or blocked, and whom in our own house that hits.",
    "Whether the CERT may name us to others.",
    NULL,
};

static const char *const nothing[] = { "Nothing: a machine needs its new password.", NULL };

void letter_management(struct paper *p, const struct matter *m)
{
    bool attack = matter_is_attack(m);
    paper_block(p, BLOCK_HEADING, "How things stand");
    draft_rows(p, state, m);
    if (attack) {
        paper_block(p, BLOCK_HEADING, "What runs");
        draft_rows(p, clocks, m);
    }
    paper_headed_list(p, "To be decided", true, attack ? decide : nothing);
    paper_open(p, BLOCK_TEXT, NULL);
    paper_say(p, "Whom to ask: ");
    say_house(p, m->house.contact, "the security contact");
    paper_sayf(p, ". Reference: %s. This is no legal advice.", m->inc->id);
    paper_shut(p);
}
