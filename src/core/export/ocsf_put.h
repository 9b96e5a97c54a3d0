/* ocsf_put.h - the objects that OCSF's sign-ins and findings share.
 *
 * Layer   core/export, inside ocsf*.c.
 */
#pragma once

#include "core/export/put.h"
#include "core/export/siem.h"

/* A class with the activity that Cordon tells of it, number 1 unless said. */
struct ocsf_class {
    unsigned category, class;
    const char *category_name, *class_name, *activity;
    unsigned number; /* of the activity; 0: 1 */
};

struct ocsf_source {
    struct ip_addr ip;
    uint32_t asn;
    const char *country, *network; /* "" or NULL unknown */
};

void ocsf_class(struct out *out, const struct ocsf_class *c);
void ocsf_severity(struct out *out, enum severity severity);
void ocsf_product(struct out *out, const struct exporting *x);
/* What is known of a user by its name alone; one whom the log does not name is "unknown". */
void ocsf_user(struct out *out, struct slice name);
/* Nothing when there is no address. */
void ocsf_endpoint(struct out *out, const struct ocsf_source *s);
void ocsf_observable_user(struct out *out, const char *where, struct slice name);
/* Nothing when there is no address. */
void ocsf_observable_source(struct out *out, const char *where, struct ip_addr ip);
void ocsf_attacks(struct out *out, const struct incident *inc);
void ocsf_finding_info(
        struct out *out, const char *key, const struct incident *inc, const struct exporting *x);

void ocsf_findings(struct out *out, const struct incidents *all, const struct exporting *x);
