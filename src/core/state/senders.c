/* senders.c - sort, then count runs of the same. */
#include "core/state/senders.h"

#include <stdlib.h>
#include <string.h>

struct row {
    struct sender_seen seen;
    struct sender_history history;
    bool is_answered;
};

/* One way to look at a message while it is sorted. */
struct key {
    uint64_t of, content;
    int64_t day;
    uint32_t row;
};

struct senders {
    struct row *rows;
    uint64_t *wrote; /* addresses that our own people wrote to, one an address and message */
    size_t count, room, wrote_count, wrote_room;
};

enum status senders_new(struct senders **ret, struct error *err)
{
    struct senders *senders = calloc(1, sizeof *senders);
    if (senders == NULL)
        return fail(err, STATUS_NOMEM, "no memory to know senders");
    *ret = senders;
    return STATUS_OK;
}

void senders_free(struct senders **senders)
{
    if (*senders == NULL)
        return;
    free((*senders)->rows);
    free((*senders)->wrote);
    free(*senders);
    *senders = NULL;
}

static enum status grow(void **at, size_t *room, size_t size, struct error *err)
{
    size_t more = *room ? *room * 2 : 256;
    void *grown = realloc(*at, more * size);
    if (grown == NULL)
        return fail(err, STATUS_NOMEM, "no memory to know %zu senders", more);
    *at = grown;
    *room = more;
    return STATUS_OK;
}

enum status senders_add(struct senders *s, const struct sender_seen *seen, struct error *err)
{
    void *at = s->rows;
    if (s->count == s->room && grow(&at, &s->room, sizeof *s->rows, err) != STATUS_OK)
        return err->status;
    s->rows = at;
    s->rows[s->count++] = (struct row){ .seen = *seen };
    return STATUS_OK;
}

enum status senders_wrote(struct senders *s, uint64_t address, struct error *err)
{
    void *at = s->wrote;
    if (s->wrote_count == s->wrote_room && grow(&at, &s->wrote_room, sizeof *s->wrote, err) != STATUS_OK)
        return err->status;
    s->wrote = at;
    s->wrote[s->wrote_count++] = address;
    return STATUS_OK;
}

/* ---- order ---- */

static int order_of(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_day(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    return x->of != y->of ? order_of(x->of, y->of) : (x->day > y->day) - (x->day < y->day);
}

static int by_content(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    return x->of != y->of ? order_of(x->of, y->of) : order_of(x->content, y->content);
}

static int by_number(const void *a, const void *b)
{
    return order_of(*(const uint64_t *)a, *(const uint64_t *)b);
}

/* Keys of the same `of` lie from *at to the returned one. */
static size_t run_end(const struct key *keys, size_t at, size_t count)
{
    size_t end = at;
    while (end < count && keys[end].of == keys[at].of)
        end++;
    return end;
}

/* ---- counting ---- */

enum what { WHAT_ADDRESS, WHAT_DOMAIN };

static void count_messages(struct senders *s, struct key *keys, enum what what)
{
    qsort(keys, s->count, sizeof *keys, by_content);
    for (size_t at = 0; at < s->count;) {
        size_t end = run_end(keys, at, s->count);
        uint32_t distinct = 0;
        for (size_t i = at; i < end; i++)
            distinct += i == at || keys[i].content != keys[i - 1].content;
        for (size_t i = at; i < end && keys[at].of != 0; i++) {
            struct sender_history *history = &s->rows[keys[i].row].history;
            *(what == WHAT_ADDRESS ? &history->messages : &history->domain_messages) = distinct - 1;
        }
        at = end;
    }
}

/* Days on which only the message itself was sent are not others. */
static void count_days(struct senders *s, struct key *keys, enum what what)
{
    qsort(keys, s->count, sizeof *keys, by_day);
    for (size_t at = 0; at < s->count;) {
        size_t end = run_end(keys, at, s->count);
        uint32_t distinct = 0;
        for (size_t i = at; i < end; i++)
            distinct += i == at || keys[i].day != keys[i - 1].day;
        for (size_t i = at; i < end && keys[at].of != 0; i++) {
            struct sender_history *history = &s->rows[keys[i].row].history;
            *(what == WHAT_ADDRESS ? &history->days : &history->domain_days) = distinct - 1;
        }
        at = end;
    }
}

static void fill_keys(const struct senders *s, struct key *keys, enum what what)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct sender_seen *seen = &s->rows[i].seen;
        keys[i] = (struct key){ .of = what == WHAT_ADDRESS ? seen->address : seen->domain,
            .content = seen->content,
            .day = seen->time == TIME_NONE ? 0 : seen->time / TIME_DAY,
            .row = (uint32_t)i };
    }
}

/* ---- answers ---- */

static size_t first_of(const struct key *keys, size_t count, uint64_t of)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (keys[mid].of < of)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Who answers herself does not count: attackers write what looks like a thread. */
static void mark_answered(struct senders *s, struct key *keys)
{
    for (size_t i = 0; i < s->count; i++)
        keys[i] = (struct key){
            .of = s->rows[i].seen.id, .content = s->rows[i].seen.content, .row = (uint32_t)i
        };
    qsort(keys, s->count, sizeof *keys, by_content);
    for (size_t i = 0; i < s->count; i++) {
        const struct sender_seen *reply = &s->rows[i].seen;
        if (reply->answers == 0)
            continue;
        for (size_t k = first_of(keys, s->count, reply->answers);
                k < s->count && keys[k].of == reply->answers; k++) {
            struct row *row = &s->rows[keys[k].row];
            row->is_answered = row->is_answered || row->seen.address != reply->address;
        }
    }
}

static size_t count_of(const uint64_t *sorted, size_t count, uint64_t val)
{
    size_t low = 0, high = count, n = 0;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (sorted[mid] < val)
            low = mid + 1;
        else
            high = mid;
    }
    while (low + n < count && sorted[low + n] == val)
        n++;
    return n;
}

/* Every answered message of an address counts for all messages of it. Keys are by address. */
static void count_answers(struct senders *s, struct key *keys)
{
    if (s->wrote_count > 0)
        qsort(s->wrote, s->wrote_count, sizeof *s->wrote, by_number);
    for (size_t at = 0; at < s->count;) {
        size_t end = run_end(keys, at, s->count);
        uint32_t answered = (uint32_t)count_of(s->wrote, s->wrote_count, keys[at].of);
        for (size_t i = at; i < end; i++)
            answered += s->rows[keys[i].row].is_answered
                    && (i == at || keys[i].content != keys[i - 1].content);
        for (size_t i = at; i < end && keys[at].of != 0; i++)
            s->rows[keys[i].row].history.answered = answered;
        at = end;
    }
}

enum status senders_settle(struct senders *s, struct error *err)
{
    struct key *keys = malloc((s->count + 1) * sizeof *keys);
    if (keys == NULL)
        return fail(err, STATUS_NOMEM, "no memory to count %zu senders", s->count);
    fill_keys(s, keys, WHAT_DOMAIN);
    count_messages(s, keys, WHAT_DOMAIN);
    count_days(s, keys, WHAT_DOMAIN);
    mark_answered(s, keys);
    fill_keys(s, keys, WHAT_ADDRESS);
    count_days(s, keys, WHAT_ADDRESS);
    count_messages(s, keys, WHAT_ADDRESS);
    count_answers(s, keys);
    free(keys);
    return STATUS_OK;
}

struct sender_history senders_history(const struct senders *s, uint32_t message)
{
    return s->rows[message].history;
}

bool senders_is_answered(const struct senders *s, uint32_t message)
{
    return s->rows[message].is_answered;
}
