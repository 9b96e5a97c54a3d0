/* link.c - gathering suspects and giving each to its campaign. */
#include "core/incident/link.h"

#include <stdlib.h>

#include "core/base/hash.h"
#include "core/incident/marks.h"

void link_done(struct link *link)
{
    free(link->suspects);
    free(link->pairs);
    free(link->failed);
    free(link->client_share);
    free(link->network_share);
    free(link->impurity);
    free(link->dictionary);
    *link = (struct link){ 0 };
}

/* Failures that nothing explains: those after a success from there that taught the source (a phone with
 * the password of yesterday) are the account's own. */
static uint32_t unexplained(const struct pair *pair)
{
    bool open = pair->flags & (PAIR_PENDING | PAIR_OPEN);
    return open || !(pair->flags & PAIR_FAMILIAR) ? pair->fails : 0;
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
    link->failed = malloc((link->pairs_count + 1) * sizeof *link->failed);
    link->suspects = calloc(link->count + 1, sizeof *link->suspects);
    if (link->pairs == NULL || link->failed == NULL || link->suspects == NULL) {
        free(start);
        return fail(err, STATUS_NOMEM, "no memory to link %u sources", sources);
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < sources; i++)
        if (start[i + 1] > start[i])
            link->suspects[n++] = (struct suspect){
                .source = i, .pairs_at = start[i], .pairs = start[i + 1] - start[i], .campaign = -1
            };
    for (uint32_t i = 0; i < state->pairs.count; i++)
        if (is_suspicious(pair_at(state, i)))
            link->pairs[start[pair_at(state, i)->source]++] = i;
    free(start);
    return STATUS_OK;
}

/* An account that exists, that nobody ever signed in with, and that is mostly tried by sources which
 * also try names that do not exist: root, administrator. NSDI'24: shared dictionaries tie scanners. */
static enum status find_dictionary(const struct state *state, struct link *link, struct error *err)
{
    struct tally {
        uint32_t sources, scanners;
    } *tally = calloc(state->accounts_count + 1u, sizeof *tally);
    link->dictionary = calloc(state->accounts_count + 1u, 1);
    if (tally == NULL || link->dictionary == NULL) {
        free(tally);
        return fail(err, STATUS_NOMEM, "no memory to weigh %u accounts", state->accounts_count);
    }
    for (uint32_t i = 0; i < link->pairs_count; i++) {
        /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): every one below pairs_count is set */
        const struct pair *pair = pair_at(state, link->pairs[i]);
        tally[pair->account].sources++;
        tally[pair->account].scanners += source_at(state, pair->source)->open_missing > 0;
    }
    for (uint32_t i = 0; i < state->accounts_count; i++)
        link->dictionary[i] = state->accounts[i].ok_count == 0 && tally[i].sources >= 3
                && ((state->accounts[i].flags & ACCOUNT_SYSTEM) || tally[i].scanners * 2 >= tally[i].sources);
    free(tally);
    return STATUS_OK;
}

static void measure_pair(
        const struct link *link, const struct state *state, struct suspect *sus, const struct pair *pair)
{
    const struct account *acct = &state->accounts[pair->account];
    uint32_t fails = unexplained(pair), first = fails ? pair->first_fail : pair->first_ok;
    uint32_t last = fails ? pair->last_fail : 0;

    if (pair->flags & PAIR_FRESH_OK) {
        sus->successes++;
        last = pair->first_ok > last ? pair->first_ok : last;
    }
    if (pair->stopped_at > last)
        last = pair->stopped_at;
    if (first == 0)
        first = pair->stopped_at;
    if (fails > 0) {
        if ((acct->flags & ACCOUNT_MISSING) || link->dictionary[pair->account]) {
            sus->missing++;
            if (sus->names_first == 0 || acct->first_seen < sus->names_first)
                sus->names_first = acct->first_seen;
            sus->shared += link->dictionary[pair->account] || acct->open_sources > 1;
        } else {
            sus->accounts++;
        }
        sus->attempts += fails;
        if (sus->first_fail == 0 || pair->first_fail < sus->first_fail)
            sus->first_fail = pair->first_fail;
        sus->client = pair->client;
    } else if (sus->client == 0) {
        sus->client = pair->client;
    }
    if (sus->first == 0 || first < sus->first)
        sus->first = first;
    sus->last = last > sus->last ? last : sus->last;
}

static uint64_t network_key(const struct source *src)
{
    return hash_ip(source_network(src->addr), 1) | 1;
}

static uint16_t organisation_of(const struct source *src)
{
    return (uint16_t)((src->key >> 32) - 1);
}

/* What successes tell of people: with which clients, and in which of the suspects' networks, they are at home. */
static enum status learn_home(
        const struct state *state, const struct table *networks, struct link *link, struct error *err)
{
    double all = 0, ok = 0;
    link->clients = state->clients_count;
    link->client_share = calloc(state->clients_count + 1u, sizeof *link->client_share);
    link->network_share = calloc(networks->count + 1u, sizeof *link->network_share);
    if (link->client_share == NULL || link->network_share == NULL)
        return fail(err, STATUS_NOMEM, "no memory to weigh %u networks", networks->count);
    for (uint32_t i = 0; i < state->clients_count; i++)
        ok += state->clients[i].ok;
    for (uint32_t i = 0; i < state->clients_count; i++)
        link->client_share[i] = ok > 0 ? state->clients[i].ok / ok : -1;
    for (uint32_t i = 0; i < state->pairs.count; i++) {
        const struct pair *pair = pair_at(state, i);
        if (!(pair->flags & PAIR_FAMILIAR))
            continue;
        uint32_t at = table_find(networks, network_key(source_at(state, pair->source)));
        if (at != TABLE_NONE)
            link->network_share[at] += 1;
        all += 1;
    }
    link->home = all;
    link->networks = networks->count;
    for (uint32_t i = 0; i < networks->count; i++)
        link->network_share[i] = all > 0 ? link->network_share[i] / all : -1;
    return STATUS_OK;
}

/* A place where people are at home, whoever else comes through it: a clinic's address, a proxy. Unlike an
 * established exit (source_is_exit) it need not have been so for days. */
static bool is_crowded_home(const struct source *src)
{
    const unsigned accounts = 5, successes_per_open = 4;
    return source_is_exit(src)
            || (src->ok_accounts >= accounts
                    && src->ok_accounts >= successes_per_open * (src->open_accounts + src->open_missing));
}

/* Whatever it tried are names that nobody has and that others try as well, or mostly. */
static bool has_only_shared_names(const struct suspect *sus)
{
    return sus->accounts == 0 && sus->shared * 2 >= sus->missing;
}

static enum status measure(const struct state *state, struct link *link, struct error *err)
{
    struct table networks;
    enum status st = table_init(&networks, 16, 1u << 21, err);
    if (st != STATUS_OK)
        return st;
    bool fresh;
    (void)table_put(&networks, 1, &fresh);
    for (uint32_t i = 0; i < link->count; i++) {
        struct suspect *sus = &link->suspects[i];
        const struct source *src = source_at(state, sus->source);
        sus->organisation = organisation_of(src);
        sus->at_home = is_crowded_home(src);
        for (uint32_t k = sus->pairs_at; k < sus->pairs_at + sus->pairs; k++) {
            const struct pair *pair = pair_at(state, link->pairs[k]);
            bool exists = !(state->accounts[pair->account].flags & ACCOUNT_MISSING);
            link->failed[k] = pair->fails > 0 && exists ? pair->account : LINK_NO_ACCOUNT;
            measure_pair(link, state, sus, pair);
        }
        /* Scanners are many, and are asked for no network: number 0. */
        if (has_only_shared_names(sus) && sus->successes == 0)
            continue;
        sus->network = table_put(&networks, network_key(src), &fresh);
        if (sus->network == TABLE_NONE)
            sus->network = 0;
    }
    st = learn_home(state, &networks, link, err);
    table_done(&networks);
    return st;
}

static int first_scan(const struct campaigns *campaigns, uint16_t organisation)
{
    for (uint32_t c = 0; c < campaigns->count; c++)
        if (campaigns->at[c].trigger == TRIGGER_SCAN && campaigns->at[c].organisation == organisation)
            return (int)c;
    return -1;
}

/* Nothing but names that others try too, and tried before any campaign that may know them from a
 * directory of yesterday: the names of dictionaries. */
static bool is_dictionary_only(
        const struct campaigns *campaigns, const struct state *state, const struct suspect *sus)
{
    const uint32_t day = 86400;
    if (sus->missing == 0 || !has_only_shared_names(sus))
        return false;
    for (uint32_t c = 0; c < campaigns->count; c++) {
        const struct campaign *camp = &campaigns->at[c];
        if (camp->trigger == TRIGGER_MANY && !camp->only_names && camp->since > state->log_start + day
                && sus->names_first + CAMPAIGN_REACH >= camp->since)
            return false;
    }
    return true;
}

/* Campaigns that name their sources themselves: of one source, of one pair, of one account, scans. */
static void give_named(const struct campaigns *campaigns, const struct state *state, struct link *link)
{
    for (uint32_t i = 0; i < link->count; i++) {
        struct suspect *sus = &link->suspects[i];
        const struct source *src = source_at(state, sus->source);
        bool inside = src->flags & (SOURCE_INSIDE | SOURCE_SCANNER);
        sus->dictionary = is_dictionary_only(campaigns, state, sus);
        if (src->campaign != 0 && campaigns->at[src->campaign - 1].trigger != TRIGGER_SCAN)
            sus->campaign = src->campaign - 1;
        else if (sus->dictionary && sus->successes == 0 && !inside)
            sus->campaign = first_scan(campaigns, organisation_of(src));
        else if (inside)
            sus->campaign = -1;
        if (sus->campaign >= 0)
            sus->probability = 1;
    }
}

/* Does the only name that it tried look like one of an account that people use here? */
static bool is_slip_of_somebody(const struct state *state, const struct link *link, const struct suspect *sus)
{
    struct slice slip = interner_account(
            state->interner, pair_at(state, link->pairs[sus->pairs_at])->account);
    for (uint32_t i = 0; i < state->accounts_count; i++)
        if (state->accounts[i].ok_count > 0 && slice_is_slip(slip, interner_account(state->interner, i)))
            return true;
    return false;
}

/* Guesses at names that nobody has, from where nobody is at home: three names, or one again and again within
 * the hour. A device of somebody who left goes on for days, a slip of the pen is close to a real name. */
static bool is_scanning(
        const struct state *state, const struct link *link, const struct suspect *sus, double *budget)
{
    const uint32_t names = 3, tries = 3, hour = 3600;
    if (sus->accounts > 0 || sus->missing == 0 || sus->successes > 0
            || source_at(state, sus->source)->ok_accounts > 0)
        return false;
    if (sus->missing >= names)
        return true;
    bool brief = sus->last < sus->first + hour;
    *budget -= state->accounts_count;
    if (!brief || sus->attempts < tries || *budget <= 0)
        return false;
    return !is_slip_of_somebody(state, link, sus);
}

/* After the weighing: what is left and tries names that nobody has is the internet's noise. */
static void give_rest_to_scans(
        const struct campaigns *campaigns, const struct state *state, struct link *link)
{
    double budget = 2e7; /* names compared: a fifth of a second; beyond it single names are left to people */
    for (uint32_t i = 0; i < link->count; i++) {
        struct suspect *sus = &link->suspects[i];
        const struct source *src = source_at(state, sus->source);
        if (sus->campaign >= 0 || (src->flags & (SOURCE_INSIDE | SOURCE_SCANNER)))
            continue;
        if (src->campaign != 0)
            sus->campaign = src->campaign - 1;
        else if (is_scanning(state, link, sus, &budget))
            sus->campaign = first_scan(campaigns, organisation_of(src));
        if (sus->campaign >= 0)
            sus->probability = 1;
    }
}

/* How many of the campaign's accounts the source failed at. */
static uint32_t aimed_at(const struct campaign *camp, const struct state *state, const struct link *link,
        const struct suspect *sus)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < sus->pairs; k++) {
        const struct pair *pair = pair_at(state, link->pairs[sus->pairs_at + k]);
        n += pair->fails > 0 && campaign_aims_at(camp, pair->account);
    }
    return n;
}

/* An account, or a few, tried from many sources takes the sources that tried hardly anything else: every third name
 * at least. */
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
            uint32_t names = sus->accounts + sus->missing;
            if (sus->campaign >= 0 || sus->last + 86400 < camp->since || names > 3 * (1 + camp->others_count))
                continue;
            uint32_t aimed = aimed_at(camp, state, link, sus);
            if (aimed == 0 || aimed * 3 < names)
                continue;
            sus->campaign = (int)c;
            sus->probability = 1;
        }
    }
}

static bool has_members(const struct link *link, uint32_t campaign)
{
    for (uint32_t i = 0; i < link->count; i++)
        if (link->suspects[i].campaign == (int)campaign)
            return true;
    return false;
}

static bool failed_as_seed(const struct campaign *camp, const struct state *state, const struct link *link,
        const struct suspect *sus)
{
    for (uint32_t k = 0; k < sus->pairs; k++) {
        uint32_t pair = link->pairs[sus->pairs_at + k];
        if (pair_at(state, pair)->fails > 0 && campaign_has_seed(camp, pair))
            return true;
    }
    return false;
}

/* A rise that was noticed a moment ago may have taught no marks yet: then those whose failures raised it
 * stand for it, as likely as not. */
static void give_seeds(const struct campaigns *campaigns, const struct state *state, struct link *link)
{
    for (uint32_t c = 0; c < campaigns->count; c++) {
        const struct campaign *camp = &campaigns->at[c];
        if (camp->trigger != TRIGGER_MANY || has_members(link, c))
            continue;
        for (uint32_t i = 0; i < link->count; i++) {
            struct suspect *sus = &link->suspects[i];
            if (sus->campaign >= 0 || !failed_as_seed(camp, state, link, sus))
                continue;
            sus->campaign = (int)c;
            sus->probability = 0.5f;
        }
    }
}

enum status link_sources(const struct campaigns *campaigns, const struct watch *watch, bool roaming,
        struct link *ret, struct error *err)
{
    struct link link = { 0 };
    enum status st = group_pairs(watch->state, &link, err);
    if (st == STATUS_OK)
        st = find_dictionary(watch->state, &link, err);
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
        st = marks_assign(campaigns, watch, roaming, &link, err);
        if (st == STATUS_OK)
            give_seeds(campaigns, watch->state, &link);
    }
    if (st == STATUS_OK) {
        give_rest_to_scans(campaigns, watch->state, &link);
    }
    if (st != STATUS_OK)
        link_done(&link);
    else
        *ret = link;
    return st;
}
