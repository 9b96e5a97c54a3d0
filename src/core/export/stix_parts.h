/* stix_parts.h - what the files of the STIX form share: a bundle on its way, and its objects.
 *
 * Layer   core/export, of stix*.c alone.
 * Memory  struct observables grows with what is told, at most SHARE_SOURCES_MAX twice and SHARE_ACCOUNTS_MAX
 *         an incident; released by stix_put_observables.
 */
#pragma once

#include "core/export/put.h"
#include "core/export/share.h"

#define STIX_ID_MAX 64u /* the longest type has 20 letters */
#define STIX_COUNT_MAX 999999999u

enum observable_type { OBSERVABLE_ADDRESS, OBSERVABLE_NETWORK, OBSERVABLE_ACCOUNT };

struct observable {
    char id[STIX_ID_MAX];
    enum observable_type type;
    struct ip_addr key;  /* of an address */
    uint32_t asn;        /* of a network; of the network that an address belongs to, or 0 */
    const char *account; /* of an account */
};

struct observables {
    struct observable *at;
    size_t count, room;
};

struct stix {
    struct out *out;
    const struct exporting *x;
    const struct incident *inc;
    struct share_pick pick;
    char label[STIX_ID_MAX], reporter[STIX_ID_MAX], incident[STIX_ID_MAX];
    struct observables seen;
};

/* The id of a part of the incident; a part's name is bounded and ours. */
void stix_id(struct stix *s, const char *type, const char *part, char id[STIX_ID_MAX]);
/* "{" and what every object says, but what is of its type alone. */
void stix_open(struct stix *s, const char *type, const char *id);
void stix_close(struct stix *s);
void stix_put_one(struct out *out, const char *key, const char *val); /* a list of it alone */
void stix_relate(
        struct stix *s, const char *from, const char *how, const char *to, const char *why, int confidence);
/* True and MITRE's id; or false and one of the incident's own, which stix_put_technique gives an object. */
bool stix_technique(struct stix *s, const char *technique, char id[STIX_ID_MAX]);
void stix_put_technique(struct stix *s, const char *technique, const char *id);

/* Adds it to what is seen (an address with its network) and gives its id. */
void stix_address(struct stix *s, const struct incident_source *src, char id[STIX_ID_MAX]);
void stix_account(struct stix *s, const char *name, char id[STIX_ID_MAX]);
/* Writes each once, in the order of the ids, and releases the list. */
void stix_put_observables(struct stix *s);

void stix_put_indicators(struct stix *s); /* with their sightings */
void stix_put_observed(struct stix *s);   /* with the sightings of techniques */
void stix_put_notes(struct stix *s);      /* reasons, playbooks, advice */
