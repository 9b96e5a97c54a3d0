/* draft.c - gathering and ordering what an incident lists. */
#include "core/incident/draft.h"

#include <stdlib.h>

#include "core/base/hash.h"
#include "core/incident/check.h"
#include "core/incident/opened.h"
#include "core/incident/order.h"
#include "core/incident/taken.h"

#define US(seconds) ((time_us)(seconds)*TIME_SECOND)
#define LIST_MAX 1000000u
#define MATRIX_ROWS 200u
#define MATRIX_DAYS 366u
#define HOURS_MAX (366u * 24)
#define SAMPLES 20u
#define ACT_ROWS 200u

enum status draft_init(struct draft *d, const struct campaigns *campaigns, uint32_t number,
        const struct link *link, const struct state *state, struct memory *memory, struct incident *inc,
        struct error *err)
{
    *d = (struct draft){ .camp = &campaigns->at[number],
        .camp_number = number,
        .openings = campaigns->openings ? campaigns->openings + campaigns->at[number].opening_at : NULL,
        .link = link,
        .state = state,
        .memory = memory,
        .inc = inc,
        .impurity = link->impurity[number] };
    d->account_slot = calloc(state->accounts_count + 1u, sizeof *d->account_slot);
    d->source_slot = calloc(state->sources.count + 1u, sizeof *d->source_slot);
    d->pair_taken = calloc(state->pairs.count + 1u, 1);
    if (d->account_slot == NULL || d->source_slot == NULL || d->pair_taken == NULL)
        return fail(err, STATUS_NOMEM, "no memory for an incident of %u sources", state->sources.count);
    return STATUS_OK;
}

void draft_done(struct draft *d)
{
    free(d->account_slot);
    free(d->source_slot);
    free(d->pair_taken);
    free(d->touched);
}

struct touched *draft_known_account(struct draft *d, uint32_t account)
{
    return d->account_slot[account] ? &d->touched[d->account_slot[account] - 1] : NULL;
}

struct touched *draft_account(struct draft *d, uint32_t account)
{
    if (d->account_slot[account] != 0)
        return &d->touched[d->account_slot[account] - 1];
    if (d->touched_count == d->touched_room) {
        uint32_t room = d->touched_room ? d->touched_room * 2 : 256;
        struct touched *grown = realloc(d->touched, room * sizeof *grown);
        if (grown == NULL)
            return NULL;
        d->touched = grown;
        d->touched_room = room;
    }
    d->touched[d->touched_count] = (struct touched){ .account = account };
    d->account_slot[account] = ++d->touched_count;
    return &d->touched[d->touched_count - 1];
}

/* Sources lie in the incident's memory; grown by copying, at most twice what is needed. */
struct incident_source *draft_add_source(struct draft *d)
{
    if (d->sources_count == d->sources_room) {
        uint32_t room = d->sources_room ? d->sources_room * 2 : 16;
        struct incident_source *grown = memory_take(d->memory, room * sizeof *grown);
        if (grown == NULL)
            return NULL;
        if (d->sources_count > 0)
            memcpy(grown, d->inc->sources, d->sources_count * sizeof *grown);
        d->inc->sources = grown;
        d->sources_room = room;
    }
    return &d->inc->sources[d->sources_count++];
}

/* A lane is made when something is put on it: most incidents have but one. */
static uint32_t *lane_at(struct draft *d, enum timeline_lane lane)
{
    if (d->inc->lane[lane] == NULL)
        d->inc->lane[lane] = memory_take(d->memory, HOURS_MAX * sizeof *d->inc->lane[lane]);
    return d->inc->lane[lane];
}

void draft_begin(struct draft *d, uint32_t first)
{
    if (d->inc->per_hour != NULL)
        return;
    d->inc->per_hour = lane_at(d, LANE_ATTEMPTS);
    d->first = d->last = first;
    d->inc->hours = 1;
}

void draft_hour(struct draft *d, enum timeline_lane lane, uint32_t time, uint32_t count)
{
    size_t hour = time / 3600 - d->first / 3600;
    if (time < d->first || hour >= HOURS_MAX || lane_at(d, lane) == NULL)
        return;
    d->inc->lane[lane][hour] += count;
    if (hour >= d->inc->hours)
        d->inc->hours = hour + 1;
}

static void count_hour(struct draft *d, const struct attempt *a)
{
    struct incident *inc = d->inc;
    enum timeline_lane lane = lane_of((enum outcome)a->outcome);
    if (inc->per_hour == NULL) {
        inc->per_hour = lane_at(d, LANE_ATTEMPTS);
        d->first = a->time;
    }
    size_t hour = a->time / 3600 - d->first / 3600;
    if (inc->per_hour == NULL || hour >= HOURS_MAX)
        return;
    inc->per_hour[hour] += a->repeat;
    if (lane != LANE_ATTEMPTS && lane_at(d, lane) != NULL)
        inc->lane[lane][hour] += a->repeat;
    if (hour >= inc->hours)
        inc->hours = hour + 1;
}

static void count_day(struct draft *d, struct touched *acct, const struct attempt *a)
{
    uint32_t day = a->time / 86400 + 1;
    if (acct->day != day) {
        d->days_tried++;
        d->days_one_try++;
        acct->day = day;
        acct->day_tries = 0;
    }
    acct->day_tries += a->repeat;
    if (acct->day_tries > 1 && acct->day_tries - a->repeat <= 1)
        d->days_one_try--;
    if (acct->day_tries > acct->most_in_a_day)
        acct->most_in_a_day = acct->day_tries;
}

bool draft_counts(const struct draft *d, const struct attempt *a)
{
    const uint32_t day = 86400;
    const struct pair *pair = pair_at(d->state, a->pair);
    return d->pair_taken[a->pair] && a->time + day >= d->camp->since && d->account_slot[pair->account] != 0
            && d->source_slot[pair->source] != 0;
}

bool draft_is_guess(const struct draft *d, const struct attempt *a)
{
    const uint32_t week = 7 * 86400;
    const struct pair *pair = pair_at(d->state, a->pair);
    return pair->account == d->camp->found.account && pair->fails > 0 && a->outcome != OUTCOME_OK
            && a->time + week >= d->camp->found.now && a->time <= d->camp->last_use + week;
}

/* A domain controller refuses a locked or disabled account (0x12) before it looks at the password. */
static bool only_asks(const struct draft *d, const struct attempt *a)
{
    return (a->outcome == OUTCOME_LOCKED || a->outcome == OUTCOME_DISABLED)
            && slice_eq_nocase(interner_protocol(d->state->interner, a->client), LIT("Kerberos"));
}

void draft_attempt(struct draft *d, const struct attempt *a, const struct pair *pair)
{
    struct touched *acct = draft_known_account(d, pair->account);
    struct incident_source *src = &d->inc->sources[d->source_slot[pair->source] - 1];
    count_hour(d, a);
    d->last = a->time > d->last ? a->time : d->last;
    d->attempts += a->repeat;
    d->asked += only_asks(d, a) ? a->repeat : 0;
    d->missed += a->outcome == OUTCOME_NO_SUCH_ACCOUNT ? a->repeat : 0;
    if (acct->attempts == 0)
        acct->first_us = US(a->time);
    acct->last_us = US(a->time);
    acct->attempts += a->repeat;
    if (src->attempts == 0)
        src->first = US(a->time);
    src->last = US(a->time);
    src->attempts += a->repeat;
    src->accounts += d->pair_taken[a->pair] == 1;
    d->pair_taken[a->pair] = 2;
    if (a->outcome == OUTCOME_OK)
        src->successes++;
    count_day(d, acct, a);
    if (acct->row.length == 0) {
        acct->row = pair->row;
        acct->row_from = source_at(d->state, pair->source)->addr;
    }
}

/* ---- finishing ---- */

static int source_order(const void *a, const void *b)
{
    const struct incident_source *x = a, *y = b;
    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    return ip_cmp(x->key, y->key);
}

static int account_order(const void *a, const void *b)
{
    const struct incident_account *x = a, *y = b;
    if (x->outcome != y->outcome)
        return x->outcome > y->outcome ? -1 : 1;
    if (x->emergency != y->emergency)
        return x->emergency ? -1 : 1;
    if (x->check != y->check)
        return x->check ? -1 : 1;
    if (x->check_rank != y->check_rank)
        return x->check_rank > y->check_rank ? -1 : 1;
    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->id > y->id) - (x->id < y->id); /* two that are shown alike */
}

/* The one place where an account's name comes into an incident. */
const char *draft_account_name(struct draft *d, uint32_t account)
{
    const struct interner *names = d->state->interner;
    char buf[PSEUDONYM_MAX];
    struct slice name = interner_account(names, account);
    if (d->pseudonyms != NULL)
        name = pseudonym_of(
                d->pseudonyms, interner_organisation_name(names, d->camp->organisation), name, buf);
    const char *copy = memory_text(d->memory, name.len ? name.at : "", name.len);
    return copy ? copy : "";
}

static const struct check_parts *kept_parts(struct draft *d, const struct check_parts *parts)
{
    struct check_parts *to = memory_take(d->memory, sizeof *to);
    if (to != NULL)
        *to = *parts;
    return to;
}

static void list_accounts(struct draft *d)
{
    struct incident *inc = d->inc;
    bool many = d->camp->trigger != TRIGGER_GLASS; /* of one account there is no order */
    inc->accounts = memory_take(d->memory, (d->touched_count + 1u) * sizeof *inc->accounts);
    if (inc->accounts == NULL)
        return;
    for (uint32_t i = 0; i < d->touched_count; i++) {
        const struct touched *t = &d->touched[i];
        struct incident_account *to = &inc->accounts[inc->accounts_count];
        if (t->attempts == 0 && t->outcome == ACCESS_TRIED)
            continue;
        *to = (struct incident_account){ .name = draft_account_name(d, t->account),
            .id = t->account,
            .outcome = t->outcome,
            .check = t->check,
            .check_rank = many && t->check && t->outcome == ACCESS_TRIED ? check_rank(t->nats) : 0,
            .emergency = d->state->accounts[t->account].flags & ACCOUNT_BREAK_GLASS,
            .missing = d->state->accounts[t->account].flags & ACCOUNT_MISSING,
            .attempts = t->attempts,
            .first = t->first_us,
            .last = t->last_us,
            .from = t->from,
            .at = t->at == 0 ? TIME_NONE : US(t->at) };
        if (to->check_rank > 0)
            to->check_parts = kept_parts(d, &t->parts);
        inc->accounts_count++;
        if (t->outcome > inc->outcome)
            inc->outcome = t->outcome;
        if (t->most_in_a_day > inc->max_tries_per_account_day)
            inc->max_tries_per_account_day = t->most_in_a_day;
    }
    qsort(inc->accounts, inc->accounts_count, sizeof *inc->accounts, account_order);
    inc->accounts_total = inc->accounts_count;
    if (inc->accounts_count > LIST_MAX)
        inc->accounts_count = LIST_MAX;
}

static int ip_order(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct ip_addr));
}

static void list_sources(struct draft *d)
{
    struct incident *inc = d->inc;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < d->sources_count; i++)
        if (inc->sources[i].attempts > 0 || inc->sources[i].acts > 0)
            inc->sources[kept++] = inc->sources[i];
    qsort(inc->sources, kept, sizeof *inc->sources, source_order);
    inc->sources_total = kept;
    inc->sources_count = kept < LIST_MAX ? kept : LIST_MAX;
    struct ip_addr *nets = malloc((kept + 1) * sizeof *nets);
    if (nets == NULL)
        return;
    for (uint32_t i = 0; i < kept; i++)
        nets[i] = source_network(inc->sources[i].key);
    qsort(nets, kept, sizeof *nets, ip_order);
    for (uint32_t i = 0; i < kept; i++)
        inc->networks += i == 0 || !ip_eq(nets[i], nets[i - 1]);
    free(nets);
}

static void add_evidence(struct draft *d, const struct row *row, enum evidence_role role, uint32_t account,
        struct ip_addr source, uint32_t at)
{
    struct incident *inc = d->inc;
    struct incident_evidence *to = &inc->evidence[inc->evidence_count];
    if (row->length == 0)
        return;
    for (size_t i = 0; i < inc->evidence_count; i++)
        if (inc->evidence[i].file == row->file && inc->evidence[i].offset == row->offset)
            return;
    *to = (struct incident_evidence){ .file = row->file,
        .line = row->line,
        .offset = row->offset,
        .length = row->length,
        .role = role,
        .time = US(at),
        .account = draft_account_name(d, account),
        .source = source,
        .outcome = row->outcome };
    inc->evidence_count++;
}

/* The row of each act, as far as there is room: what was done decides what it was. */
static void add_acts(struct draft *d, size_t most)
{
    struct incident *inc = d->inc;
    for (size_t i = 0; i < inc->acts_count; i++) {
        const struct act *act = act_at(&d->state->visits, inc->acts[i].cell);
        size_t before = inc->evidence_count;
        inc->acts[i].row = ACT_NO_ROW;
        if (i >= most)
            continue;
        add_evidence(d, &act->row, EVIDENCE_DECIDING, act->account, inc->acts[i].source, act->first);
        if (inc->evidence_count == before)
            continue;
        inc->evidence[before].action = inc->acts[i].action;
        inc->acts[i].row = (uint32_t)before;
    }
}

/* The first of the pair's failures, unless those were explained and the pair's failures of today are others. */
static void add_opening(struct draft *d, uint32_t at)
{
    const struct pair *pair = pair_at(d->state, at);
    if (pair->first_fail <= d->camp->found.now)
        add_evidence(d, &pair->row, EVIDENCE_OPENING, pair->account, source_at(d->state, pair->source)->addr,
                pair->first_fail);
}

/* The opening rows, the deciding rows of those who got in or whose password is known, and a sample. */
static void list_evidence(struct draft *d, const struct watch *watch)
{
    struct opened opened;
    struct incident *inc = d->inc;
    uint32_t decided = 0, room;
    for (uint32_t i = 0; i < d->touched_count; i++)
        decided += d->touched[i].outcome != ACCESS_TRIED;
    room = d->camp->seeds_count + OPENED_PAIRS + (decided < 1000 ? decided : 1000) + SAMPLES + ACT_ROWS + 2;
    inc->evidence = memory_take(d->memory, room * sizeof *inc->evidence);
    if (inc->evidence == NULL)
        return;
    if (d->camp->trigger == TRIGGER_GLASS || d->camp->trigger == TRIGGER_TAKEN)
        add_evidence(d, &d->camp->found.row, EVIDENCE_OPENING, d->camp->found.account,
                source_at(d->state, d->camp->found.source)->addr, d->camp->found.now);
    for (uint32_t i = 0; i < d->camp->seeds_count && d->camp->trigger != TRIGGER_GLASS; i++)
        if (d->camp->trigger != TRIGGER_TAKEN)
            add_opening(d, d->camp->seeds[i]);
    opened_count(d, watch, NULL, &opened);
    for (uint32_t i = 0; i < opened.pairs_count; i++)
        add_opening(d, opened.pairs[i]);
    for (uint32_t i = 0, n = 0; i < d->touched_count && n < 1000; i++) {
        const struct touched *t = &d->touched[i];
        if (t->outcome == ACCESS_TRIED)
            continue;
        add_evidence(d, &t->row, EVIDENCE_DECIDING, t->account, t->from, t->at);
        n++;
    }
    add_acts(d, ACT_ROWS);
    uint32_t step = d->touched_count / SAMPLES + 1;
    for (uint32_t i = 0, n = 0; i < d->touched_count && n < SAMPLES; i += step, n++) {
        const struct touched *t = &d->touched[i];
        if (t->outcome == ACCESS_TRIED)
            add_evidence(d, &t->row, EVIDENCE_SAMPLE, t->account, t->row_from,
                    (uint32_t)(t->first_us / TIME_SECOND));
    }
}

static struct matrix_cell *cell_at(struct draft *d, size_t row, uint32_t time)
{
    size_t day = time / 86400 - d->first / 86400;
    return day < d->inc->matrix_days ? &d->inc->matrix[row * d->inc->matrix_days + day] : NULL;
}

static void add_to_cell(struct matrix_cell *cell, uint32_t attempts, uint8_t worst)
{
    cell->attempts += attempts;
    cell->worst = worst > cell->worst ? worst : cell->worst;
}

static void fill_matrix(struct draft *d, const struct watch *watch, const uint32_t *row_of_account)
{
    for (uint32_t i = 0; i < watch->attempts_count; i++) {
        const struct attempt *a = &watch->attempts[i];
        uint32_t row = row_of_account[pair_at(d->state, a->pair)->account];
        if (row == 0 || !draft_counts(d, a))
            continue;
        struct matrix_cell *cell = cell_at(d, row - 1, a->time);
        if (cell == NULL)
            continue;
        uint8_t worst = a->outcome == OUTCOME_LOCKED ? 2 : 1;
        if (a->outcome == OUTCOME_OK)
            worst = 4;
        else if (outcome_is_right((enum outcome)a->outcome))
            worst = 3;
        add_to_cell(cell, a->repeat, worst);
        if (d->inc->clock != NULL)
            add_to_cell(&d->inc->clock[(row - 1) * 24 + a->time / 3600 % 24], a->repeat, worst);
    }
}

/* Who got in without a try that failed is not among the attempts that nothing explains: the day shows it all the same. */
static void mark_taken(struct draft *d)
{
    for (size_t r = 0; r < d->inc->matrix_rows; r++) {
        const struct incident_account *acct = &d->inc->accounts[r];
        struct matrix_cell *cell = acct->outcome == ACCESS_GOT_IN && acct->at != TIME_NONE
                ? cell_at(d, r, (uint32_t)(acct->at / TIME_SECOND))
                : NULL;
        if (cell != NULL)
            add_to_cell(cell, cell->attempts == 0, 4); /* the sign-in itself */
    }
}

/* Rows in the order of the account list, columns are days; a second one has the hours of the day. */
static void make_matrix(struct draft *d, const struct watch *watch)
{
    struct incident *inc = d->inc;
    size_t rows = inc->accounts_count < MATRIX_ROWS ? inc->accounts_count : MATRIX_ROWS;
    size_t days = d->last / 86400 - d->first / 86400 + 1;
    uint32_t *row_of = calloc(d->state->accounts_count + 1u, sizeof *row_of);

    inc->matrix_days = days < MATRIX_DAYS ? days : MATRIX_DAYS;
    inc->matrix_rows = rows;
    inc->matrix = memory_take(d->memory, rows * inc->matrix_days * sizeof *inc->matrix + 1);
    inc->clock = memory_take(d->memory, rows * 24 * sizeof *inc->clock + 1);
    if (row_of != NULL && inc->matrix != NULL) {
        for (size_t r = 0; r < rows; r++)
            row_of[inc->accounts[r].id] = (uint32_t)r + 1;
        fill_matrix(d, watch, row_of);
        mark_taken(d);
    } else {
        inc->matrix_days = inc->matrix_rows = 0;
    }
    free(row_of);
}

void draft_id(const struct campaign *camp, const struct state *state, char ret[INCIDENT_ID_MAX])
{
    const struct finding *found = &camp->found;
    struct {
        uint64_t trigger, now, since;
        struct ip_addr source;
    } known = { camp->trigger, found->now, found->since, { { 0 } } };
    struct slice org = interner_organisation_name(state->interner, camp->organisation);
    struct slice account = interner_account(state->interner, found->account);

    known.source = source_at(state, found->source)->addr;
    uint64_t h = hash_bytes((struct slice){ (const char *)&known, sizeof known }, 0);
    h = hash_pair(h, hash_bytes(org, 1));
    incident_id(hash_pair(h, hash_bytes(account, 2)), ret);
}

bool draft_shows_certificate(const struct draft *d)
{
    return pair_at(d->state, d->camp->found.pair)->run_outcome == PAIR_RUN_SHOWN;
}

static enum incident_kind taken_kind(const struct draft *d)
{
    struct judgement verdict = { 0 };
    const struct visit *visit = taken_strongest(d);
    if (visit != NULL)
        takeover_judge(visit, &verdict);
    return verdict.encryption ? KIND_RANSOMWARE
            : verdict.prompts ? KIND_MFA_FATIGUE
            : verdict.reading ? KIND_DATA_THEFT
                              : KIND_ACCOUNT_TAKEOVER;
}

static enum incident_kind kind_of(const struct draft *d)
{
    uint32_t missing = 0, all = (uint32_t)d->inc->accounts_count;
    for (uint32_t i = 0; i < all; i++)
        missing += d->inc->accounts[i].missing;
    double share = all ? missing / (double)all : 0;
    switch (d->camp->trigger) {
    case TRIGGER_LOOP: return KIND_STALE_CREDENTIAL;
    case TRIGGER_TAKEN: return taken_kind(d);
    case TRIGGER_GLASS: return KIND_ACCOUNT_TAKEOVER;
    case TRIGGER_PAIR:
    case TRIGGER_ACCOUNT: return KIND_BRUTE_FORCE;
    case TRIGGER_SCAN: return missing > 0 ? KIND_USER_ENUMERATION : KIND_BRUTE_FORCE;
    default: break;
    }
    if (d->asked > 0 && d->asked + d->missed == d->attempts)
        return KIND_USER_ENUMERATION; /* a spray would have met an account that is open, and been told of its password */
    /* Stolen lists hold people who are still there. A list of which next to nothing is true was guessed. */
    if (missing == all || (d->camp->trigger == TRIGGER_SOURCE && share >= 0.85))
        return KIND_USER_ENUMERATION;
    return share > 0.25 ? KIND_CREDENTIAL_STUFFING : KIND_PASSWORD_SPRAY;
}

/* A campaign aims at an emergency account; or one was used while it was being guessed. The internet's permanent
 * guessing says nothing: it tries root everywhere. */
static bool aims_at_emergency(const struct draft *d)
{
    const uint32_t enough = 3;
    if (d->camp->trigger == TRIGGER_GLASS)
        return d->guesses >= enough;
    for (size_t i = 0; i < d->inc->accounts_count && d->camp->trigger != TRIGGER_SCAN; i++)
        if (d->inc->accounts[i].emergency)
            return true;
    return false;
}

static enum severity severity_of(const struct draft *d)
{
    if (d->camp->trigger == TRIGGER_LOOP)
        return SEVERITY_INFO;
    if (d->camp->trigger == TRIGGER_GLASS)
        return d->emergency ? SEVERITY_HIGH : SEVERITY_MEDIUM;
    if (d->inc->outcome == ACCESS_GOT_IN || d->inc->kind == KIND_RANSOMWARE)
        return SEVERITY_CRITICAL;
    if (d->inc->outcome == ACCESS_PASSWORD_KNOWN || d->emergency)
        return SEVERITY_HIGH;
    if (d->camp->trigger == TRIGGER_SCAN)
        return SEVERITY_LOW;
    if (d->camp->found.haste == HASTE_UNUSED && d->attempts < WATCH_PERSISTENCE)
        return SEVERITY_LOW; /* a handful, at a name that perhaps nobody has */
    if (d->inc->kind == KIND_USER_ENUMERATION)
        return SEVERITY_MEDIUM; /* new names from new places: somebody asks who works here */
    return d->camp->trigger == TRIGGER_MANY ? SEVERITY_HIGH : SEVERITY_MEDIUM;
}

void draft_finish(struct draft *d, const struct watch *watch)
{
    struct incident *inc = d->inc;
    struct slice org = interner_organisation_name(d->state->interner, d->camp->organisation);

    draft_id(d->camp, d->state, inc->id);
    inc->organisation = memory_text(d->memory, org.len ? org.at : "", org.len);
    taken_finish(d);
    inc->attempts = d->attempts;
    inc->first_seen = US(d->first);
    inc->last_seen = US(d->last);
    inc->opened_at = US(d->camp->taken_at != 0 ? d->camp->taken_at : d->camp->found.now);
    inc->expected_impurity = d->impurity;
    list_accounts(d);
    list_sources(d);
    list_evidence(d, watch);
    make_matrix(d, watch);
    inc->kind = kind_of(d);
    d->emergency = aims_at_emergency(d);
    inc->severity = severity_of(d);
    draft_tell(d, watch);
}
