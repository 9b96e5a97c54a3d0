/* draft_hipaa.c - notice of a breach of unsecured protected health information, 45 CFR 164.402 to 164.408. */
#include "core/view/draft_inside.h"

static const struct draft_row who[] = {
    { "Covered entity or business associate", say_entity, NULL },
    { "Contact (164.404(c)(1)(E))", say_contact,
            " [fill in: a toll-free telephone number, and a mail, web or postal address]" },
    { "Own reference", say_reference, NULL },
    { 0 },
};

static const struct draft_row clocks[] = {
    { "Discovered", say_aware, NULL },
    { "Notice to individuals (164.404(b))", say_in_60_days, " That is the last day, not the aim." },
    { "Notice to HHS (164.408)", NULL,
            "500 or more individuals: at the same time as to them. Fewer: in a log, handed in within 60 days "
            "of the end of the year of discovery. How many it is " UNTOLD "." },
    { "Notice to media (164.406)", NULL, "more than 500 residents of one State: in the same time." },
    { 0 },
};

static const struct draft_row factors[] = {
    { "What information, how identifying (164.402(2)(i))", NULL, "It " UNTOLD ". [fill in]" },
    { "Who used it or had it (164.402(2)(ii))", NULL,
            "Somebody who tried passwords; who that is " UNTOLD ". [fill in]" },
    { "Whether it was really had or seen (164.402(2)(iii))", say_data, " [fill in]" },
    { "How far the risk is mitigated (164.402(2)(iv))", NULL, "[fill in]" },
    { "A low probability of compromise", NULL,
            "[decide, and keep the reasons: unless it is shown, a breach is presumed]" },
    { 0 },
};

static const struct draft_row notice[] = {
    { "What happened, and when (164.404(c)(1)(A))", say_what, NULL },
    { "Types of information (164.404(c)(1)(B))", NULL, "It " UNTOLD " which. [fill in]" },
    { "What individuals should do (164.404(c)(1)(C))", NULL, "[fill in]" },
    { "What is done about it (164.404(c)(1)(D))", NULL, "See measures. [fill in, in plain language]" },
    { 0 },
};

static const struct draft_section sections[] = {
    { "Who reports", who, NULL },
    { "Clocks", clocks, NULL },
    { "Is it a breach? Four factors", factors, NULL },
    { "The notice", notice, NULL },
    { "Measures", NULL, block_measures },
    { "Not known", NULL, block_unknown },
    { 0 },
};

const struct draft_form draft_hipaa = { "hipaa", "HIPAA breach: assessment and notice",
    "45 CFR 164.402, 164.404, 164.406 and 164.408", sections };
