/* link.c - gathering suspects and giving each to its campaign. */
#include "core/incident/link.h"

#include <stdlib.h>

#include "core/base/hash.h"
#include "core/incident/marks.h"

void link_done(struct link *link)
{
    free(link->suspects);
    free(link->pairs);
    free(link->impurity);
    *link = (struct link){ 0 };
}

/* Is there anything about this pair that nothing explains? */
static bool is_suspicious(const struct pair *pair)
{
    if (pair->flags & PAIR_STALE)
        return false;
    if (pair->fails > 0 && (pair->flags & (PAIR_PENDING | PAIR_OPEN)))
        return true;
    if (pair->fails > 0 && !(pair->flags & PAIR_FAMILIAR) && pair->first_ok == 0)
        return true; /* failures that are no guesses: keys, closed connections */
    return pair->flags & PAIR_FRESH_OK || pair->stopped_at > pair->last_ok;
}

/* Counting sort of suspicious pairs by source. */
static enum status group_pairs(const struct state *state, struct link *link, struct error *err)
{
    uint32_t sources = state->sources.count, *start = calloc(sources + 1, sizeof *start);
    if (start == NULL)
        return fail(err, STATUS_NOMEM, "no memory to link %u sources", sources);
    for (uint32_t i = 0; i < state->pairs.count; i++)
        if (is_suspicious(pair_at(state, i)))
            start[pair_at(state, i)->source + 1]++;
    for (uint32_t i = 0; i < sources; i++) {
        link->count += start[i + 1] > 0;
        start[i + 1] += start[i];
    }
    link->pairs_count = start[sources];
    link->pairs = malloc((link->pairs_count + 1) * sizeof *link->pairs);
    link->suspects = calloc(link->count + 1, sizeof *link->suspects);
    if (link->pairs == NULL || link->suspects == NULL) {
        free(start);
        return fail(err, STATUS_NOMEM, "no memory to link %u sources", sources);
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < sources; i++)
        if (start[i + 1] > start[i])
            link->suspects[n++]
                    = (struct suspect){ .source = i, .pairs_at = start[i], .pairs = start[i + 1] - start[i], .campaign = -1 };
    for (uint32_t i = 0; i < state->pairs.count; i++)
        if (is_suspicious(pair_at(state, i)))
            link->pairs[start[pair_at(state, i)->source]++] = i;
    free(start);
    return STATUS_OK;
}

static void measure_pair(const struct state *state, struct suspect *sus, const struct pair *pair)
{
    const struct account *acct = &state->accounts[pair->account];
    uint32_t first = pair->fails ? pair->first_fail : pair->first_ok, last = pair->last_fail;

    if (pair->flags & PAIR_FRESH_OK) {
        sus->successes++;
        last = pair->first_ok > last ? pair->first_ok : last;
    }
    if (pair->stopped_at > last)
        last = pair->stopped_at;
    if (first == 0)
        first = pair->stopped_at;
    if (pair->fails > 0) {
        if (acct->flags & ACCOUNT_MISSING) {
            sus->missing++;
            sus->shared += acct->open_sources > 1;
        } else {
            sus->accounts++;
        }
        sus->tries = pair->fails > sus->tries ? pair->fails : sus->tries;
        sus->attempts += pair->fails;
        sus->client = pair->client;
    } else if (sus->client == 0) {
        sus->client = pair->client;
    }
    if (sus->first == 0 || first < sus->first)
        sus->first = first;
    sus->last = last > sus->last ? last : sus->last;
}

static enum status measure(const struct state *state, struct link *link, struct error *err)
{
    struct table networks;
    enum status st = table_init(&networks, 16, 1u << 21, err);
    if (st != STATUS_OK)
        return st;
    for (uint32_t i = 0; i < link->count; i++) {
        struct suspect *sus = &link->suspects[i];
        bool fresh;
        struct ip_addr net = source_network(source_at(state, sus->source)->addr);
        sus->network = table_put(&networks, hash_ip(net, 1) | 1, &fresh);
        for (uint32_t k = 0; k < sus->pairs; k++)
            measure_pair(state, sus, pair_at(state, link->pairs[sus->pairs_at + k]));
    }
    table_done(&networks);
    return STATUS_OK;
}

/* Campaigns that name their sources themselves: of one source, of one pair, of one account, scans. */
static void give_named(const struct campaigns *campaigns, const struct state *state, struct link *link)
{
    int scan = -1;
    for (uint32_t c = 0; c < campaigns->count; c++)
        if (campaigns->at[c].trigger == TRIGGER_SCAN && scan < 0)
            scan = (int)c;
    for (uint32_t i = 0; i < link->count; i++) {
        struct suspect *sus = &link->suspects[i];
        const struct source *src = source_at(state, sus->source);
        if (src->campaign != 0) {
            sus->campaign = src->campaign - 1;
            sus->probability = 1;
        } else if (scan >= 0 && sus->successes == 0 && !(src->flags & SOURCE_INSIDE)
                && campaigns->at[scan].organisation == (uint16_t)((src->key >> 32) - 1)
                && (sus->shared > 0 || (sus->missing >= 3 && sus->accounts == 0))) {
            sus->campaign = scan;
            sus->probability = 1;
        }
    }
}

/* An account tried from many sources takes the sources that tried hardly anything else. */
static void give_to_accounts(const struct campaigns *campaigns, const struct state *state, struct link *link)
{
    for (uint32_t c = 0; c < campaigns->count; c++) {
        const struct campaign *camp = &campaigns->at[c];
        bool name = camp->trigger == TRIGGER_ACCOUNT
                || (camp->trigger == TRIGGER_SCAN && camp->found.rule == RULE_BURST);
        if (!name)
            continue;
        for (uint32_t i = 0; i < link->count; i++) {
            struct suspect *sus = &link->suspects[i];
            if (sus->campaign >= 0 || sus->accounts + sus->missing > 2 || sus->last + 86400 < camp->since)
                continue;
            for (uint32_t k = 0; k < sus->pairs; k++)
                if (pair_at(state, link->pairs[sus->pairs_at + k])->account == camp->found.account
                        && pair_at(state, link->pairs[sus->pairs_at + k])->fails > 0) {
                    sus->campaign = (int)c;
                    sus->probability = 1;
                }
        }
    }
}

enum status link_sources(
        const struct campaigns *campaigns, const struct watch *watch, struct link *ret, struct error *err)
{
    struct link link = { 0 };
    enum status st = group_pairs(watch->state, &link, err);
    if (st == STATUS_OK)
        st = measure(watch->state, &link, err);
    if (st == STATUS_OK) {
        link.impurity = calloc(campaigns->count + 1, sizeof *link.impurity);
        if (link.impurity == NULL)
            st = fail(err, STATUS_NOMEM, "no memory to link %u campaigns", campaigns->count);
    }
    if (st == STATUS_OK) {
        give_named(campaigns, watch->state, &link);
        give_to_accounts(campaigns, watch->state, &link);
        st = marks_assign(campaigns, watch, &link, err);
    }
    if (st != STATUS_OK)
        link_done(&link);
    else
        *ret = link;
    return st;
}
