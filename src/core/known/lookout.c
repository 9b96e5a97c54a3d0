/* lookout.c - answers by number, and tallies. */
#include "core/known/lookout.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/hash.h"
#include "core/base/uuid.h"
#include "core/names/index.h"

enum { NOT_ASKED = 0, NOTHING = 1 };

/* What something is, by its number: NOT_ASKED, NOTHING, or where its list begins. */
struct answers {
    uint32_t *at;
    uint32_t room;
};

/* What is asked. */
enum asked { BY_SOURCE, BY_ACCOUNT, BY_CLIENT, ASKED };

struct tally {
    uint32_t indicator;
    time_us first, last;
    uint64_t attempts, accesses, outcomes[OUTCOME_COUNT];
    bool entered;           /* by an access */
    const char **incidents; /* owned; NULL-terminated once there is one */
    size_t incidents_count;
};

struct touch {
    uint32_t tally, account;
    uint64_t attempts, accesses;
    time_us first, last;
    enum access_outcome worst;
};

struct lookout {
    const struct indicators *set;
    const struct interner *names;
    struct answers answers[ASKED];
    bool wants[ASKED];
    uint32_t *lists; /* count, then numbers of indicators */
    size_t lists_count, lists_room;
    uint32_t *tally_of; /* by indicator, number + 1 */
    struct tally *tallies;
    size_t tallies_count, tallies_room;
    struct index pairs;
    struct touch *touches;
    size_t touches_count, touches_room;
    uint64_t unlisted;
    time_us first, last;
    bool failed; /* memory ran out */
    uint32_t hits[HITS_MAX];
    /* the report */
    struct sightings report;
    struct sighting_account *accounts;
    struct text_list {
        char **at;
        size_t count, room;
    } kept;
};

/* The array with room for `count` more than it holds; NULL when memory is out, and the old one stays. */
static void *grown(void *array, size_t held, size_t count, size_t *room, size_t size)
{
    if (held + count <= *room)
        return array;
    size_t wider = *room ? *room * 2 : 64;
    while (wider < held + count)
        wider *= 2;
    void *moved = realloc(array, wider * size);
    if (moved != NULL)
        *room = wider;
    return moved;
}

#define GROW(l, array, held, count, room)                                         \
    do {                                                                          \
        void *moved_ = grown((array), (held), (count), &(room), sizeof *(array)); \
        if (moved_ == NULL) {                                                     \
            (l)->failed = true;                                                   \
            return false;                                                         \
        }                                                                         \
        (array) = moved_;                                                         \
    } while (0)

enum status lookout_new(const struct indicators *set, const char *const *files, size_t files_count,
        const struct interner *names, struct lookout **ret, struct error *err)
{
    struct lookout *l = calloc(1, sizeof *l);
    if (l != NULL)
        l->tally_of = calloc(set->count + 1, sizeof *l->tally_of);
    if (l == NULL || l->tally_of == NULL) {
        free(l);
        return fail(err, STATUS_NOMEM, "no memory to look for indicators");
    }
    l->set = set;
    l->names = names;
    l->lists_count = 2; /* the first places are NOT_ASKED and NOTHING */
    l->wants[BY_SOURCE] = set->first[INDICATOR_NETWORK + 1] > set->first[INDICATOR_NETWORK];
    l->wants[BY_ACCOUNT] = set->first[INDICATOR_DOMAIN + 1] > set->first[INDICATOR_DOMAIN];
    l->wants[BY_CLIENT] = set->first[INDICATOR_KINDS] > set->first[INDICATOR_AGENT];
    l->first = l->last = TIME_NONE;
    l->report.files = files;
    l->report.files_count = files_count;
    *ret = l;
    return STATUS_OK;
}

static void forget(struct lookout *l)
{
    for (size_t i = 0; i < l->tallies_count; i++) {
        l->tally_of[l->tallies[i].indicator] = 0;
        free(l->tallies[i].incidents);
    }
    index_done(&l->pairs);
    l->tallies_count = l->touches_count = 0;
    l->unlisted = 0;
    l->first = l->last = TIME_NONE;
}

void lookout_restart(struct lookout *lookout)
{
    forget(lookout);
}

void lookout_free(struct lookout **lookout)
{
    struct lookout *l = *lookout;
    if (l == NULL)
        return;
    forget(l);
    for (int i = 0; i < ASKED; i++)
        free(l->answers[i].at);
    for (size_t i = 0; i < l->kept.count; i++)
        free(l->kept.at[i]);
    free(l->kept.at);
    free(l->report.at);
    free(l->accounts);
    free(l->lists);
    free(l->tally_of);
    free(l->tallies);
    free(l->touches);
    free(l);
    *lookout = NULL;
}

/* ---- asking ---- */

/* "3f2504e0-4f89-11d3-9a0c-0305e82c3301": the name may still be told. */
static size_t ask(struct lookout *l, enum asked what, uint32_t id, bool *ret_for_good)
{
    *ret_for_good = true;
    if (id <= INTERNER_OVERFLOW)
        return 0;
    if (what == BY_SOURCE)
        return indicators_of_source(l->set, interner_source(l->names, id), l->hits);
    if (what == BY_CLIENT)
        return indicators_of_agent(l->set, interner_agent(l->names, id), l->hits);
    struct slice name = interner_account(l->names, id);
    *ret_for_good = !uuid_is_text(name);
    return indicators_of_account(l->set, name, l->hits);
}

static bool answers_room(struct lookout *l, struct answers *answers, uint32_t id)
{
    size_t room = answers->room, before = room;
    GROW(l, answers->at, (size_t)id, 1, room);
    memset(answers->at + before, 0, (room - before) * sizeof *answers->at);
    answers->room = (uint32_t)room;
    return true;
}

static bool keep_answer(struct lookout *l, uint32_t *answer, size_t count)
{
    if (count == 0) {
        *answer = NOTHING;
        return true;
    }
    GROW(l, l->lists, l->lists_count, count + 1, l->lists_room);
    *answer = (uint32_t)l->lists_count;
    l->lists[l->lists_count] = (uint32_t)count;
    memcpy(l->lists + l->lists_count + 1, l->hits, count * sizeof *l->hits);
    l->lists_count += count + 1;
    return true;
}

static uint32_t answer_of(struct lookout *l, enum asked what, uint32_t id)
{
    struct answers *answers = &l->answers[what];
    bool for_good;
    if (id < answers->room && answers->at[id] != NOT_ASKED)
        return answers->at[id];
    if (id >= answers->room && !answers_room(l, answers, id))
        return NOTHING;
    size_t count = ask(l, what, id, &for_good);
    if (for_good && !keep_answer(l, &answers->at[id], count))
        return NOTHING;
    return for_good ? answers->at[id] : NOTHING;
}

/* ---- counting ---- */

static bool tally_for(struct lookout *l, uint32_t indicator, uint32_t *ret)
{
    if (l->tally_of[indicator] == 0) {
        GROW(l, l->tallies, l->tallies_count, 1, l->tallies_room);
        l->tallies[l->tallies_count++] = (struct tally){ .indicator = indicator };
        l->tally_of[indicator] = (uint32_t)l->tallies_count;
    }
    *ret = l->tally_of[indicator] - 1;
    return true;
}

static uint64_t hash_touch(const void *owner, uint32_t no)
{
    const struct lookout *l = owner;
    return hash_pair(l->touches[no].tally, l->touches[no].account);
}

static struct touch *touch_for(struct lookout *l, uint32_t tally, uint32_t account)
{
    uint64_t hash = hash_pair(tally, account);
    uint32_t step = 0, no;
    while ((no = index_next(&l->pairs, hash, &step)) != INDEX_NONE)
        if (l->touches[no].tally == tally && l->touches[no].account == account)
            return &l->touches[no];
    if (l->touches_count == LIMIT_SIGHTED_PAIRS) {
        l->unlisted++;
        return NULL;
    }
    struct touch *moved = grown(l->touches, l->touches_count, 1, &l->touches_room, sizeof *moved);
    if (moved == NULL || !index_reserve(&l->pairs, hash_touch, l)) {
        l->touches = moved != NULL ? moved : l->touches;
        l->failed = true;
        return NULL;
    }
    l->touches = moved;
    index_add(&l->pairs, hash, (uint32_t)l->touches_count);
    l->touches[l->touches_count] = (struct touch){ .tally = tally, .account = account };
    return &l->touches[l->touches_count++];
}

static enum access_outcome access_of(uint8_t outcome)
{
    if (outcome == OUTCOME_OK)
        return ACCESS_GOT_IN;
    return outcome_is_right((enum outcome)outcome) ? ACCESS_PASSWORD_KNOWN : ACCESS_TRIED;
}

static void widen(time_us *first, time_us *last, time_us at, bool is_first)
{
    *first = is_first || at < *first ? at : *first;
    *last = is_first || at > *last ? at : *last;
}

static void count_one(struct lookout *l, const struct event *ev, uint32_t indicator)
{
    uint32_t no;
    if (!tally_for(l, indicator, &no))
        return;
    struct tally *tally = &l->tallies[no];
    bool is_access = ev->action != ACTION_NONE;
    widen(&tally->first, &tally->last, ev->time, tally->attempts + tally->accesses == 0);
    if (is_access) {
        tally->accesses += ev->repeat;
        tally->entered |= ev->outcome == OUTCOME_OK;
    } else {
        tally->attempts += ev->repeat;
        tally->outcomes[ev->outcome < OUTCOME_COUNT ? ev->outcome : OUTCOME_OTHER_FAILURE] += ev->repeat;
    }
    struct touch *touch = ev->account != 0 ? touch_for(l, no, ev->account) : NULL;
    if (touch == NULL)
        return;
    enum access_outcome access = access_of(ev->outcome);
    widen(&touch->first, &touch->last, ev->time, touch->attempts + touch->accesses == 0);
    *(is_access ? &touch->accesses : &touch->attempts) += ev->repeat;
    touch->worst = access > touch->worst ? access : touch->worst;
}

static void look_at(struct lookout *l, const struct event *ev)
{
    const uint32_t ids[ASKED] = { ev->source, ev->account, ev->client };
    for (int what = 0; what < ASKED; what++) {
        uint32_t answer = l->wants[what] ? answer_of(l, (enum asked)what, ids[what]) : NOTHING;
        for (uint32_t i = 0; answer != NOTHING && i < l->lists[answer]; i++)
            count_one(l, ev, l->lists[answer + 1 + i]);
    }
}

void lookout_take(struct lookout *lookout, const struct event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        widen(&lookout->first, &lookout->last, events[i].time, lookout->first == TIME_NONE);
        look_at(lookout, &events[i]);
    }
}

/* ---- the report ---- */

static const char *keep_text(struct lookout *l, struct slice s)
{
    char **moved = grown(l->kept.at, l->kept.count, 1, &l->kept.room, sizeof *moved);
    char *copy = malloc(s.len + 1);
    l->kept.at = moved != NULL ? moved : l->kept.at;
    if (moved == NULL || copy == NULL) {
        free(copy);
        l->failed = true;
        return "";
    }
    if (s.len > 0)
        memcpy(copy, s.at, s.len);
    copy[s.len] = '\0';
    l->kept.at[l->kept.count++] = copy;
    return copy;
}

/* An indicator that was seen is in this incident. */
static bool note_incident(struct lookout *l, uint32_t indicator, const char *id)
{
    if (l->tally_of[indicator] == 0)
        return true;
    struct tally *t = &l->tallies[l->tally_of[indicator] - 1];
    if (t->incidents_count > 0 && t->incidents[t->incidents_count - 1] == id)
        return true;
    const char **wider = realloc(t->incidents, (t->incidents_count + 2) * sizeof *wider);
    if (wider == NULL)
        return false;
    t->incidents = wider;
    t->incidents[t->incidents_count++] = id;
    t->incidents[t->incidents_count] = NULL;
    return true;
}

static void note_hits(struct lookout *l, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (!note_incident(l, l->hits[i], id))
            l->failed = true;
}

static void join_incident(struct lookout *l, const struct incident *inc)
{
    for (size_t i = 0; l->wants[BY_SOURCE] && i < inc->sources_count; i++)
        note_hits(l, indicators_of_source(l->set, inc->sources[i].key, l->hits), inc->id);
    for (size_t i = 0; l->wants[BY_ACCOUNT] && i < inc->accounts_count; i++)
        note_hits(l, indicators_of_account(l->set, text(inc->accounts[i].name), l->hits), inc->id);
    for (size_t i = 0; l->wants[BY_CLIENT] && i < inc->clients_count; i++)
        note_hits(l, indicators_of_agent(l->set, text(inc->clients[i].agent), l->hits), inc->id);
}

static int by_tally(const void *a, const void *b)
{
    const struct touch *x = a, *y = b;
    if (x->tally != y->tally)
        return x->tally < y->tally ? -1 : 1;
    if (x->worst != y->worst)
        return x->worst > y->worst ? -1 : 1;
    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    return x->account < y->account ? -1 : x->account > y->account; /* in the order in which they came */
}

static enum access_outcome worst_of(const struct sighting *s)
{
    return s->outcomes[OUTCOME_OK] > 0 || s->entered ? ACCESS_GOT_IN
            : s->outcomes[OUTCOME_PASSWORD_OK_STOPPED] + s->outcomes[OUTCOME_MFA_DENIED] > 0
            ? ACCESS_PASSWORD_KNOWN
            : ACCESS_TRIED;
}

static int by_weight(const void *a, const void *b)
{
    const struct sighting *x = a, *y = b;
    if (worst_of(x) != worst_of(y))
        return worst_of(x) > worst_of(y) ? -1 : 1;
    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    int kind = strcmp(x->kind, y->kind);
    return kind != 0 ? kind : strcmp(x->value, y->value);
}

static const char *value_of(struct lookout *l, const struct indicator *one)
{
    char said[IP_TEXT_MAX];
    if (one->kind != INDICATOR_NETWORK)
        return keep_text(l, one->text);
    size_t n = ip_format(one->net.addr, said);
    bool v4 = ip_is_v4(one->net.addr);
    if (one->net.bits < 128)
        n += (size_t)snprintf(said + n, sizeof said - n, "/%u", one->net.bits - (v4 ? 96u : 0u));
    return keep_text(l, (struct slice){ said, n });
}

static void tell_one(struct lookout *l, const struct tally *tally, struct sighting *ret)
{
    const struct indicator *one = &l->set->at[tally->indicator];
    *ret = (struct sighting){ .kind = indicator_kind_name((enum indicator_kind)one->kind),
        .value = value_of(l, one),
        .file = one->file < l->report.files_count ? l->report.files[one->file] : "",
        .place = one->no,
        .doubted = one->doubted,
        .first = tally->first,
        .last = tally->last,
        .attempts = tally->attempts,
        .accesses = tally->accesses,
        .entered = tally->entered,
        .incidents = tally->incidents };
    memcpy(ret->outcomes, tally->outcomes, sizeof ret->outcomes);
}

/* The touches are in the order of by_tally. */
static void tell_accounts(struct lookout *l)
{
    for (size_t i = 0; i < l->touches_count; i++) {
        const struct touch *t = &l->touches[i];
        struct sighting *s = &l->report.at[t->tally];
        if (s->accounts_total == 0)
            s->accounts = &l->accounts[i];
        if (s->accounts_total++ >= SIGHTING_ACCOUNTS_MAX)
            continue;
        s->accounts[s->accounts_count++] = (struct sighting_account){
            keep_text(l, interner_account(l->names, t->account)), t->worst, t->attempts, t->first, t->last
        };
    }
}

static void tell_counts(struct lookout *l)
{
    struct sightings *r = &l->report;
    const struct indicators *set = l->set;
    r->asked = set->count;
    r->networks = set->first[INDICATOR_NETWORK + 1] - set->first[INDICATOR_NETWORK];
    r->domains = set->first[INDICATOR_DOMAIN + 1] - set->first[INDICATOR_DOMAIN];
    r->agents = set->first[INDICATOR_KINDS] - set->first[INDICATOR_AGENT];
    for (size_t i = 0; i < set->count; i++)
        r->doubted += set->at[i].doubted;
    r->narrower = set->narrower;
    r->foreign = set->foreign;
    r->withdrawn = set->withdrawn;
    r->bad = set->bad;
    r->unlisted = l->unlisted;
    r->first = l->first;
    r->last = l->last;
}

enum status lookout_report(struct lookout *lookout, const struct incidents *incidents,
        const struct sightings **ret, struct error *err)
{
    struct lookout *l = lookout;
    tell_counts(l);
    l->report.at = calloc(l->tallies_count + 1, sizeof *l->report.at);
    l->accounts = calloc(l->touches_count + 1, sizeof *l->accounts);
    if (l->report.at == NULL || l->accounts == NULL || l->failed)
        return fail(err, STATUS_NOMEM, "no memory for what was found of the indicators");
    for (size_t i = 0; i < incidents->count; i++)
        join_incident(l, &incidents->at[i]);
    l->report.count = l->tallies_count;
    for (size_t i = 0; i < l->tallies_count; i++)
        tell_one(l, &l->tallies[i], &l->report.at[i]);
    if (l->touches_count > 0)
        qsort(l->touches, l->touches_count, sizeof *l->touches, by_tally);
    tell_accounts(l);
    if (l->report.count > 0)
        qsort(l->report.at, l->report.count, sizeof *l->report.at, by_weight);
    if (l->failed)
        return fail(err, STATUS_NOMEM, "no memory for what was found of the indicators");
    *ret = &l->report;
    return STATUS_OK;
}
