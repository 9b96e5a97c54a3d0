/* echo.c - what is held, and who told it better. */
#include "core/flow/echo.h"

static bool is_nameless(const struct event *ev)
{
    return ev->account == 0;
}

static enum echo_kind kind_of(const struct event *ev)
{
    return ECHO_TRIED + (ev->teller - TELLER_TRIED);
}

/* By kind and account; where none is told, by source. */
static uint16_t *bucket_of(struct echo *echo, const struct event *ev, enum echo_kind kind, bool by_source)
{
    uint32_t key = by_source ? ev->source * 0x85ebca6bu : ev->account * 0x9e3779b1u;
    return &echo->bucket[((key >> 16) + kind * 331u + by_source) % ECHO_HELD];
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
        *bucket_of(echo, &held->ev, kind_of(&held->ev), is_nameless(&held->ev)) = held->next;
    held->valid = false;
}

/* Drops a held event of the kind that ev tells too. */
static bool drop_one(struct echo *echo, const struct event *ev, enum echo_kind kind, bool by_source)
{
    uint16_t at = *bucket_of(echo, ev, kind, by_source);
    while (at != 0
            && (kind_of(&echo->ring[at - 1].ev) != kind || !is_same(&echo->ring[at - 1].ev, ev, by_source)))
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

/* What ev tells is told by one event of each other kind as well: one that is held, else one that may yet come. What has
 * no address does not speak for what has. */
static void speak_for_others(struct echo *echo, const struct event *ev, enum echo_kind own)
{
    struct echo_credit *credit = ev->outcome == OUTCOME_OK || is_nameless(ev) ? NULL : credit_of(echo, ev);
    for (enum echo_kind kind = own < ECHO_CHECK ? ECHO_TRIED : own; kind < ECHO_KINDS; kind++)
        if (kind != own && !drop_one(echo, ev, kind, false) && credit != NULL)
            credit->left[kind] += credit->left[kind] < UINT8_MAX;
    if (own != ECHO_BESIDE)
        (void)drop_one(echo, ev, ECHO_BESIDE, true);
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
    uint16_t *bucket = bucket_of(echo, ev, kind_of(ev), is_nameless(ev));
    echo->ring[at] = (struct echo_held){ .ev = *ev, .valid = true, .next = *bucket };
    if (*bucket != 0)
        echo->ring[*bucket - 1].prev = (uint16_t)(at + 1);
    *bucket = (uint16_t)(at + 1);
}

static bool was_told(struct echo *echo, const struct event *ev, enum echo_kind kind)
{
    if (is_nameless(ev) || ev->outcome == OUTCOME_OK)
        return false;
    uint8_t *left = &credit_of(echo, ev)->left[kind];
    if (*left == 0)
        return false;
    (*left)--;
    return true;
}

size_t echo_take(struct echo *echo, const struct event *ev, time_us *latest, struct event *out)
{
    enum echo_kind kind = kind_of(ev);
    size_t n = 0;
    if (was_told(echo, ev, kind))
        return 0;
    speak_for_others(echo, ev, kind);
    if (kind < ECHO_CHECK) {
        *out = *ev;
        return 1;
    }
    if (echo->count == ECHO_HELD)
        n = pass_oldest(echo, latest, out);
    push(echo, ev);
    return n;
}

size_t echo_pass(struct echo *echo, time_us now, time_us *latest, struct event *out)
{
    size_t n = 0;
    while (echo->count > 0 && echo->ring[echo->first].ev.time + ECHO_PATIENCE < now)
        n += pass_oldest(echo, latest, out + n);
    return n;
}
