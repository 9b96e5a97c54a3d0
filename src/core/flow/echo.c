/* echo.c - what is held, and who told it better. */
#include "core/flow/echo.h"

static bool is_nameless(const struct event *ev)
{
    return ev->account == 0;
}

/* By kind and account; where none is told, by source. */
static uint16_t *bucket_of(struct echo *echo, const struct event *ev, unsigned teller, bool by_source)
{
    uint32_t key = by_source ? ev->source * 0x85ebca6bu : ev->account * 0x9e3779b1u;
    return &echo->bucket[((key >> 16) + teller * 331u + by_source) % ECHO_HELD];
}

/* Failures tell of failures. What does not say how it ended (an explicit use of a password) is told by either. */
static bool is_same(const struct event *held, const struct event *ev, bool by_source)
{
    bool who = by_source ? is_nameless(held) && held->source == ev->source && ev->source != 0
                         : !is_nameless(held) && held->account == ev->account;
    bool open = held->flags & OUTCOME_UNTOLD;
    return who && (open || (held->outcome == OUTCOME_OK) == (ev->outcome == OUTCOME_OK));
}

static void unlink_held(struct echo *echo, uint16_t number)
{
    struct echo_held *held = &echo->ring[number - 1];
    if (held->next != 0)
        echo->ring[held->next - 1].prev = held->prev;
    if (held->prev != 0)
        echo->ring[held->prev - 1].next = held->next;
    else
        *bucket_of(echo, &held->ev, held->ev.teller, is_nameless(&held->ev)) = held->next;
    held->valid = false;
}

/* Drops a held event of the kind that ev tells too. */
static bool drop_one(struct echo *echo, const struct event *ev, unsigned teller, bool by_source)
{
    uint16_t at = *bucket_of(echo, ev, teller, by_source);
    while (at != 0
            && (echo->ring[at - 1].ev.teller != teller || !is_same(&echo->ring[at - 1].ev, ev, by_source)))
        at = echo->ring[at - 1].next;
    if (at != 0)
        unlink_held(echo, at);
    return at != 0;
}

static struct echo_credit *credit_of(struct echo *echo, const struct event *ev)
{
    struct echo_credit *credit = &echo->credits[(ev->account * 0x9e3779b1u >> 16) % ECHO_CREDITS];
    if (credit->account != ev->account || ev->time > credit->at + ECHO_PATIENCE)
        *credit = (struct echo_credit){ .account = ev->account };
    credit->at = ev->time;
    return credit;
}

/* Of each kind from `first` on one event is told by ev: one that is held, else one that may yet come. */
static void tell_better(struct echo *echo, const struct event *ev, unsigned first)
{
    struct echo_credit *credit = ev->outcome == OUTCOME_OK || is_nameless(ev) ? NULL : credit_of(echo, ev);
    for (unsigned kind = first; kind < ECHO_KINDS; kind++)
        if (!drop_one(echo, ev, TELLER_TICKET + kind, false) && credit != NULL)
            credit->left[kind] += credit->left[kind] < UINT8_MAX;
    (void)drop_one(echo, ev, TELLER_BESIDE, true);
}

static size_t pass_oldest(struct echo *echo, time_us *latest, struct event *out)
{
    uint16_t number = (uint16_t)(echo->first + 1);
    bool valid = echo->ring[number - 1].valid;
    if (valid) {
        *out = echo->ring[number - 1].ev;
        out->time = out->time > *latest ? out->time : *latest;
        *latest = out->time;
        unlink_held(echo, number);
    }
    echo->first = (echo->first + 1) % ECHO_HELD;
    echo->count--;
    return valid;
}

static void push(struct echo *echo, const struct event *ev)
{
    uint32_t at = (echo->first + echo->count++) % ECHO_HELD;
    uint16_t *bucket = bucket_of(echo, ev, ev->teller, is_nameless(ev));
    echo->ring[at] = (struct echo_held){ .ev = *ev, .valid = true, .next = *bucket };
    if (*bucket != 0)
        echo->ring[*bucket - 1].prev = (uint16_t)(at + 1);
    *bucket = (uint16_t)(at + 1);
}

static bool was_told(struct echo *echo, const struct event *ev)
{
    if (is_nameless(ev) || ev->outcome == OUTCOME_OK)
        return false;
    uint8_t *left = &credit_of(echo, ev)->left[ev->teller - TELLER_TICKET];
    if (*left == 0)
        return false;
    (*left)--;
    return true;
}

size_t echo_take(struct echo *echo, const struct event *ev, time_us *latest, struct event *out)
{
    size_t n = 0;
    echo->seen = true;
    if (was_told(echo, ev))
        return 0;
    if (ev->teller < TELLER_BESIDE)
        tell_better(echo, ev, ev->teller - TELLER_TICKET + 1u);
    if (echo->count == ECHO_HELD)
        n = pass_oldest(echo, latest, out);
    push(echo, ev);
    return n;
}

void echo_absorb(struct echo *echo, const struct event *ev)
{
    if (ev->action == ACTION_NONE && ev->outcome != OUTCOME_NOT_AN_ATTEMPT)
        tell_better(echo, ev, 0);
}

size_t echo_pass(struct echo *echo, time_us now, time_us *latest, struct event *out)
{
    size_t n = 0;
    while (echo->count > 0 && echo->ring[echo->first].ev.time + ECHO_PATIENCE < now)
        n += pass_oldest(echo, latest, out + n);
    return n;
}
