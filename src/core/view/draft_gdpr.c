/* draft_gdpr.c - notification of a personal data breach, GDPR Article 33(3). */
#include "core/view/draft_inside.h"

static const struct draft_row who[] = {
    { "Controller", say_entity, NULL },
    { "Data protection officer (33(3)(b))", say_dpo, NULL },
    { "To", say_authority, NULL },
    { "Own reference", say_reference, NULL },
    { 0 },
};

static const struct draft_row clocks[] = {
    { "Aware since", say_aware, NULL },
    { "This notification", say_in_72h, " Article 33(1)." },
    { "Reasons for a delay (33(1))", NULL, "[fill in: only where it is handed in later]" },
    { "In phases (33(4))", NULL, "[choose: first, further or last information]" },
    { 0 },
};

static const struct draft_row nature[] = {
    { "What happened (33(3)(a))", say_what, NULL },
    { "Personal data reached", say_data, NULL },
    { "People, by category and about how many (33(3)(a))", say_holders, " [fill in]" },
    { "Records, by category and about how many (33(3)(a))", NULL,
            "It " UNTOLD " which: they tell who signed in, not what was opened. [fill in]" },
    { "Likely consequences (33(3)(c))", say_consequences, NULL },
    { 0 },
};

static const struct draft_row decide[] = {
    { "A risk to people (33(1))", NULL,
            "[decide: where none is likely, no notification is due; the breach is written down all the same, "
            "33(5)]" },
    { "A high risk (34(1))", NULL, "[decide: then the people themselves are told, without undue delay]" },
    { 0 },
};

static const struct draft_section sections[] = {
    { "Who reports", who, NULL },
    { "Clocks", clocks, NULL },
    { "Nature of the breach", nature, NULL },
    { "Measures taken or proposed (33(3)(d))", NULL, block_measures },
    { "To be decided", decide, NULL },
    { "Not known", NULL, block_unknown },
    { 0 },
};

const struct draft_form draft_gdpr = { "gdpr", "GDPR notification of a personal data breach",
    "Regulation (EU) 2016/679 (GDPR), Article 33", sections };
