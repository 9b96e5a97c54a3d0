/* draft_inside.h - the rows that a draft is made of.
 *
 * Layer   core/view. Pure.
 */
#pragma once

#include "core/view/draft.h"

/* A field: what is said of the matter, then words that are always the same. Either may be missing. */
struct draft_row {
    const char *label; /* NULL: the last */
    void (*say)(struct paper *p, const struct matter *m);
    const char *words;
};

struct draft_section {
    const char *heading; /* NULL: the last */
    const struct draft_row *rows;
    void (*block)(struct paper *p, const struct matter *m); /* instead of rows */
};

struct draft_form {
    const char *name, *title, *law;
    const struct draft_section *sections;
};

extern const struct draft_form draft_nis2_24h, draft_nis2_72h, draft_nis2_month, draft_gdpr, draft_hipaa;

/* As a list of fields. */
void draft_rows(struct paper *p, const struct draft_row *row, const struct matter *m);

/* draft_fields.c: what a field says of the matter. */
void say_entity(struct paper *p, const struct matter *m);
void say_sector(struct paper *p, const struct matter *m);
void say_contact(struct paper *p, const struct matter *m);
void say_authority(struct paper *p, const struct matter *m);
void say_dpo(struct paper *p, const struct matter *m);
void say_reference(struct paper *p, const struct matter *m);
void say_aware(struct paper *p, const struct matter *m);
void say_what(struct paper *p, const struct matter *m);
void say_malicious(struct paper *p, const struct matter *m);
void say_across_borders(struct paper *p, const struct matter *m);
void say_severity(struct paper *p, const struct matter *m);
void say_systems(struct paper *p, const struct matter *m);
void say_threat(struct paper *p, const struct matter *m);
void say_data(struct paper *p, const struct matter *m);
void say_holders(struct paper *p, const struct matter *m);
void say_consequences(struct paper *p, const struct matter *m);
void say_noticed(struct paper *p, const struct matter *m);
void say_last_seen(struct paper *p, const struct matter *m);

/* ... and the clocks: each from awareness. */
void say_in_24h(struct paper *p, const struct matter *m);
void say_in_72h(struct paper *p, const struct matter *m);
void say_in_a_month(struct paper *p, const struct matter *m);
void say_in_60_days(struct paper *p, const struct matter *m);

/* draft_blocks.c: an item of a list, unless it names somebody; sections that are no fields. */
void item_of_nobody(struct paper *p, const struct matter *m, const char *before, const char *words);
void block_indicators(struct paper *p, const struct matter *m);
void block_reasons(struct paper *p, const struct matter *m);
void block_measures(struct paper *p, const struct matter *m);
void block_unknown(struct paper *p, const struct matter *m);
