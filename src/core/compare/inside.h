/* inside.h - the kinds of evidence, and what they share.
 *
 * Layer   core/compare. Pure.
 */
#pragma once

#include "core/base/status.h"
#include "core/compare/compare.h"

void add_reason(struct comparison *c, const char *feature, double value, double expected, double nats,
        const char *fmt, ...) PRINTF_LIKE(6, 7);
void add_unknown(struct comparison *c, const char *feature, const char *text);

/* Two lists of which `shared` entries are alike; the shorter has `most`. */
struct overlap {
    double shared, most;
    double expected; /* shared by chance */
    double common;   /* how often two independent ones share any number for another reason */
    double apart;    /* how often one campaign shares no more than chance */
};

double overlap_nats(const struct overlap *o);
double log_sum(double a, double b); /* ln(e^a + e^b) */

/* Each adds its reasons; false when memory is out. */
bool compare_sources(struct comparison *c);
bool compare_names(struct comparison *c);
void compare_clients(struct comparison *c);
void compare_manner(struct comparison *c);
bool compare_timing(struct comparison *c);
