/* rule_source.c - what one source does: crowds of accounts, persistence at one, loops;
 * docs/rules/one-source-spray.md, brute-force.md, stale-credential.md. */
#include "core/detect/signin/crowd.h"
#include "core/detect/signin/rules.h"

#include <math.h>

static struct finding *about(
        struct watch *watch, uint16_t organisation, uint32_t at, enum rule rule, struct findings *findings)
{
    const struct pair *pair = pair_at(watch->state, at);
    struct finding *found = findings_add(findings);
    found->rule = rule;
    found->organisation = organisation;
    found->now = watch->now;
    found->since = pair->first_fail;
    found->pair = at;
    found->account = pair->account;
    found->source = pair->source;
    return found;
}

void rule_crowd(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings)
{
    struct source *src = source_at(watch->state, pair_at(watch->state, at)->source);
    unsigned open = src->open_accounts + src->open_missing;

    (void)org;
    if ((src->flags & (SOURCE_ALARMED | SOURCE_SCANNER)) || (uint32_t)src->key == INTERNER_OVERFLOW
            || src->ok_accounts * 4u > open * 16u)
        return;
    if (!crowd_alarm(open, src->ok_accounts, watch->false_alarms_per_year))
        return;
    struct finding *found = about(watch, organisation, at, RULE_CROWD, findings);
    found->since = src->first_seen;
    found->value = open;
    found->baseline = CROWD_SHARE * (open + src->ok_accounts);
    found->names = src->open_missing;
    found->statistic = -log(crowd_chance(open, src->ok_accounts));
    found->level = -log(5e-5 * watch->false_alarms_per_year);
}

#define HURRY 10u /* s between tries: no mail client or scheduled task repeats faster */

/* As fast as nobody types, and no program that waits for its next turn tries again. */
static bool is_in_a_hurry(const struct pair *pair, const struct source *src)
{
    uint32_t own = (pair->last_fail - pair->first_fail) / (pair->fails > 1 ? pair->fails - 1 : 1);
    uint32_t all = (src->last_seen - src->first_seen) / (src->attempts > 0 ? src->attempts : 1);
    return pair->fails >= WATCH_PERSISTENCE ? own < HURRY : src->attempts >= WATCH_PERSISTENCE && all < HURRY;
}

/* A machine with an old password, not a guesser, when it shows a certificate, worked from here before, or comes from inside and takes its
 * time. Or when it ran already as the log began, at an even pace that needs no hurry, at an account that
 * nobody else uses: a log cannot tell such a loop from a patient guesser, so the advice says both. */
bool run_is_stale(const struct watch *watch, const struct pair *pair)
{
    const struct source *src = source_at(watch->state, pair->source);
    const struct account *acct = &watch->state->accounts[pair->account];
    if ((pair->flags & PAIR_FAMILIAR) || source_is_exit(src) || pair->run_outcome == PAIR_RUN_SHOWN)
        return true;
    if (src->flags & SOURCE_INSIDE)
        return !is_in_a_hurry(pair, src);
    if (pair->fails < 2)
        return false;
    uint32_t gap = (pair->last_fail - pair->first_fail) / (pair->fails - 1);
    uint32_t head = gap * 2 > 600 ? gap * 2 : 600;
    return gap >= HURRY && pair->longest_gap <= gap * 3 && pair->first_fail <= watch->state->log_start + head
            && acct->ok_count == 0 && src->open_accounts + src->open_missing <= 1 && acct->open_sources <= 1;
}

/* Not in a row at one account, but at a few in turn, several times each, where hardly anybody is at home. */
static bool guesses_in_turn(const struct source *src)
{
    uint32_t names = src->open_accounts + src->open_missing;
    return src->open_accounts > 1 && src->open_accounts >= 2 * src->open_missing
            && (uint32_t)src->key != INTERNER_OVERFLOW
            && src->attempts >= WATCH_PERSISTENCE * (1u + 2u * src->ok_accounts)
            && src->attempts >= 4 * names;
}

/* Where a person is asked for each password, or a program is told one by a person. Mail clients, single sign-on,
 * wireless networks and VPN clients try again by themselves, several at a time. */
static bool is_typed(struct slice protocol)
{
    static const struct slice typed[] = { LIT("mssql"), LIT("rdp"), LIT("guacamole"), LIT("keycloak"),
        LIT("authentik") };
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++)
        if (slice_eq(protocol, typed[i]))
            return true;
    return false;
}

struct pace {
    uint32_t tries, seconds; /* failures of the last three seconds, and in how many of the three they came */
};

static struct pace pace_of(const struct watch *watch, uint32_t at)
{
    const uint32_t far = 64;
    struct pace pace = { 0, 0 };
    uint32_t last = 0;
    for (uint32_t i = watch->attempts_count, n = 0; i-- > 0 && n < far; n++) {
        const struct attempt *a = &watch->attempts[i];
        if (a->time + 2 < watch->now)
            break; /* they stand in order of time */
        if (a->pair != at)
            continue;
        pace.tries++;
        pace.seconds += a->time != last;
        last = a->time;
    }
    return pace;
}

/* SSH clients ask a person for each password, three times at most, and a script gives one a connection: four tries
 * within three seconds were typed by nobody. The internet does so all day; from inside it is news.
 * Elsewhere it is news at a name that signed in nowhere yet, one try behind another: the connections of a new program
 * with a wrong password knock together, and who restarts it gives up after five (StartLimitBurst of systemd.unit(5)). */
static enum haste haste_of(const struct watch *watch, uint32_t at)
{
    const uint32_t least = 5, tries = 4;
    const struct pair *pair = pair_at(watch->state, at);
    const struct interner *names = watch->state->interner;
    if (!(source_at(watch->state, pair->source)->flags & SOURCE_INSIDE) || (pair->flags & PAIR_FAMILIAR)
            || pair->fails < least)
        return HASTE_NONE;
    struct slice protocol = interner_protocol(names, pair->client);
    bool ssh = slice_starts(protocol, LIT("ssh"))
            || slice_starts(interner_application(names, pair->client), LIT("sshd"));
    bool unused = pair->fails > least && watch->state->accounts[pair->account].ok_count == 0
            && pair->stopped_at == 0 && is_typed(protocol);
    if (!ssh && !unused)
        return HASTE_NONE;
    struct pace pace = pace_of(watch, at);
    if (pace.tries < tries)
        return HASTE_NONE;
    return ssh ? HASTE_SSH : pace.seconds == 3 ? HASTE_UNUSED : HASTE_NONE;
}

void rule_persistent(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings)
{
    struct pair *pair = pair_at(watch->state, at);
    const struct account *acct = &watch->state->accounts[pair->account];
    const struct source *src = source_at(watch->state, pair->source);
    enum haste haste = haste_of(watch, at);
    bool in_turn = guesses_in_turn(src), fast = haste != HASTE_NONE;

    (void)org;
    if ((uint32_t)src->key == INTERNER_OVERFLOW)
        return; /* many sources in one: none of them need have been persistent */
    if ((pair->fails < WATCH_PERSISTENCE && !in_turn && !fast) || (pair->flags & (PAIR_ALARMED | PAIR_STALE))
            || ((acct->flags & ACCOUNT_MISSING) && !fast) || (src->flags & SOURCE_ALARMED))
        return;
    if (!fast && run_is_stale(watch, pair))
        return;
    if (!(pair->flags & (PAIR_PENDING | PAIR_OPEN))
            && interner_account(watch->state->interner, pair->account).len == 0)
        return; /* no name, and no password guessed: certificates and handshakes that fail */
    struct finding *found = about(watch, organisation, at, RULE_PERSISTENT, findings);
    found->in_turn = in_turn && src->attempts > pair->fails;
    found->value = in_turn && src->attempts > pair->fails ? src->attempts : pair->fails;
    found->haste = pair->fails < WATCH_PERSISTENCE ? haste : HASTE_NONE;
    found->baseline = found->haste ? 3 : WATCH_PERSISTENCE - 2;
    found->level = found->haste == HASTE_SSH ? 5 : found->haste ? 6 : WATCH_PERSISTENCE;
    found->statistic = found->value;
}

/* Tries in a row over hours: long enough that nobody sits there and types. */
void rule_loop(
        struct watch *watch, struct org *org, uint16_t organisation, uint32_t at, struct findings *findings)
{
    const uint32_t tries = 24, hours = 4 * 3600;
    struct pair *pair = pair_at(watch->state, at);

    (void)org;
    if (interner_account(watch->state->interner, pair->account).len == 0)
        return; /* the log tells no name: nobody's old password */
    if ((pair->flags & (PAIR_STALE | PAIR_ALARMED)) || pair->fails < tries
            || watch->now - pair->first_fail < hours || !run_is_stale(watch, pair))
        return;
    const struct source *src = source_at(watch->state, pair->source);
    if (src->flags & SOURCE_SCANNER)
        return;
    pair->flags |= PAIR_STALE;
    struct finding *found = about(watch, organisation, at, RULE_LOOP, findings);
    found->value = pair->fails;
    found->level = tries;
}
