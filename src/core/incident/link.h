/* link.h - who takes part: every source with unexplained failures is weighed between the campaigns and
 * the people.
 *
 * Layer   core/incident: includes base, model, names, state and detect. Pure.
 * Method  Naive Bayes with expectation-maximisation. The marks of a source are the number of accounts
 *         it tried, tries per account, the share of names that do not exist, agent with application and
 *         protocol, network, and which accounts they were. Each campaign from many sources learns its
 *         own distribution of each mark; people (who give up, who have left) learn theirs from the time
 *         outside all campaigns, with a prior. Campaigns of one source or one account name their own.
 * Memory  one struct suspect for each source with unexplained attempts, while it runs.
 */
#pragma once

#include "core/incident/campaign.h"

struct suspect {
    uint32_t source;          /* cell index */
    uint32_t pairs_at, pairs; /* range in link.pairs */
    uint32_t first, last;     /* s, of its unexplained attempts */
    uint32_t first_fail;      /* s, of its unexplained failures; 0: none */
    uint32_t names_first;     /* s, when the oldest of its missing names was first tried by anybody */
    uint32_t accounts, missing, successes; /* names of dictionaries count as missing */
    uint32_t shared;                       /* of the missing, those that other sources tried too */
    uint32_t attempts;
    uint32_t client, network; /* network: dense number */
    uint16_t organisation;
    int32_t campaign;  /* index, or -1: people, or nobody's */
    float probability; /* that it takes part in `campaign` */
    bool at_home;      /* many more accounts signed in there than failed: a clinic, a proxy */
    bool stranger;     /* like no campaign and like no people */
    float strangeness; /* of a stranger: nats by which it is less like either */
    bool dictionary;   /* nothing but names that scanners shared before any campaign began */
};

#define LINK_NO_ACCOUNT UINT32_MAX

struct link {
    struct suspect *suspects; /* in order of the sources' arrival */
    uint32_t count;
    uint32_t *pairs;  /* pair cells, grouped by source */
    uint32_t *failed; /* the same pairs: the account that failed and exists, or LINK_NO_ACCOUNT */
    uint32_t pairs_count;
    double *client_share;  /* per client: of all successes; `clients` of them */
    double *network_share; /* per network number: of the pairs that are at home; `networks` of them */
    double home;           /* pairs that are at home */
    uint32_t clients, networks;
    double *impurity;          /* per campaign: expected share of listed sources that do not belong */
    unsigned char *dictionary; /* per account: 1 when it exists but is only a name of every dictionary */
};

/* `roaming`: see marks.h. */
enum status link_sources(const struct campaigns *campaigns, const struct watch *watch, bool roaming,
        struct link *ret, struct error *err) MUST_USE;
void link_done(struct link *link);
