/* draft_nis2.c - the three reports of NIS2, Article 23(4)(a), (b) and (d). */
#include "core/view/draft_inside.h"

static const struct draft_row who[] = {
    { "Organisation", say_entity, NULL },
    { "Sector", say_sector, NULL },
    { "Contact", say_contact, NULL },
    { "To", say_authority, NULL },
    { "Own reference", say_reference, NULL },
    { 0 },
};

static const struct draft_row clock_24h[] = {
    { "Aware since", say_aware, NULL },
    { "This early warning", say_in_24h, " Article 23(4)(a)." },
    { "The notification", say_in_72h, " Article 23(4)(b)." },
    { 0 },
};

static const struct draft_row clock_72h[] = {
    { "Aware since", say_aware, NULL },
    { "Early warning handed in", NULL, "[fill in: when, and its number]" },
    { "This notification", say_in_72h, " Article 23(4)(b)." },
    { "The final report", say_in_a_month, " Article 23(4)(d)." },
    { 0 },
};

static const struct draft_row clock_month[] = {
    { "Aware since", say_aware, NULL },
    { "Notification handed in", NULL, "[fill in: when, and its number]" },
    { "This report", say_in_a_month, " Article 23(4)(d)." },
    { "Where it still goes on", NULL,
            "a progress report then, and the final one within a month of the end. Article 23(4)(e)." },
    { 0 },
};

static const struct draft_row warning[] = {
    { "What happened", say_what, NULL },
    { "Unlawful or malicious (23(4)(a))", say_malicious, NULL },
    { "Impact across borders (23(4)(a))", say_across_borders, NULL },
    { "Significant (23(3))", NULL,
            "[decide: severe disruption of services or financial loss, or considerable damage to others, has "
            "come about or could]" },
    { 0 },
};

static const struct draft_row update[] = {
    { "What happened", say_what, NULL },
    { "Changed since the early warning", NULL, "[fill in]" },
    { "Unlawful or malicious", say_malicious, NULL },
    { "Impact across borders", say_across_borders, NULL },
    { "Severity, first assessment (23(4)(b))", say_severity, NULL },
    { "Impact, first assessment (23(4)(b))", say_systems, " Effect on care: " UNTOLD "." },
    { "Data", say_data, NULL },
    { "Still going on", say_last_seen, NULL },
    { "Recipients of the service (23(1), 23(2))", NULL,
            "[decide: whether they are to be told of it, or of what they can do]" },
    { 0 },
};

static const struct draft_row final[] = {
    { "What happened (23(4)(d)(i))", say_what, NULL },
    { "Severity (23(4)(d)(i))", say_severity, NULL },
    { "Impact (23(4)(d)(i))", say_systems, " Effect on care, people affected, loss: " UNTOLD ". [fill in]" },
    { "Data", say_data, NULL },
    { "Threat or root cause (23(4)(d)(ii))", say_threat, NULL },
    { "Impact across borders (23(4)(d)(iv))", say_across_borders, NULL },
    { "Still going on", say_last_seen, NULL },
    { 0 },
};

static const struct draft_section sections_24h[] = {
    { "Who reports", who, NULL },
    { "Clocks", clock_24h, NULL },
    { "Early warning", warning, NULL },
    { "Not known", NULL, block_unknown },
    { 0 },
};

static const struct draft_section sections_72h[] = {
    { "Who reports", who, NULL },
    { "Clocks", clock_72h, NULL },
    { "Update and first assessment", update, NULL },
    { "Measures", NULL, block_measures },
    { "Indicators of compromise (23(4)(b))", NULL, block_indicators },
    { "Not known", NULL, block_unknown },
    { 0 },
};

static const struct draft_section sections_month[] = {
    { "Who reports", who, NULL },
    { "Clocks", clock_month, NULL },
    { "Final report", final, NULL },
    { "What shows it", NULL, block_reasons },
    { "Measures applied and ongoing (23(4)(d)(iii))", NULL, block_measures },
    { "Indicators of compromise", NULL, block_indicators },
    { "Not known", NULL, block_unknown },
    { 0 },
};

#define LAW "Directive (EU) 2022/2555 (NIS2), Article 23"

const struct draft_form draft_nis2_24h = { "nis2-24h", "NIS2 early warning", LAW "(4)(a)", sections_24h };
const struct draft_form draft_nis2_72h = { "nis2-72h", "NIS2 incident notification", LAW "(4)(b)",
    sections_72h };
const struct draft_form draft_nis2_month = { "nis2-month", "NIS2 final report", LAW "(4)(d)",
    sections_month };
