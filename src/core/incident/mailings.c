/* mailings.c - sorting what letters share, and joining neighbours. */
#include "core/incident/mailings.h"

#include <stdlib.h>

#include "core/base/hash.h"

#define ALIKE 0.7             /* of the wording, from which it alone tells one hand */
#define BANDS 8u              /* pairs of shingles: seven of ten alike share a band with 99.5 % */
#define LOOK_BACK 4u          /* neighbours of a band that are compared */
#define MARKS_MOST (1u << 24) /* shared things looked at; beyond them later letters stand alone */

/* A thing that a letter has, to be sorted beside the same thing of others. */
struct thing {
    uint64_t what;
    uint32_t letter;
};

struct things {
    struct thing *at;
    size_t count, room;
};

struct grouping {
    const struct letters *letters;
    uint32_t *head; /* union-find: by letter */
    struct things things;
};

static bool takes_part(const struct letter *letter)
{
    return letter->kind == VERDICT_PHISH || letter->kind == VERDICT_SUSPICIOUS;
}

static uint32_t head_of(struct grouping *g, uint32_t i)
{
    while (g->head[i] != i) {
        g->head[i] = g->head[g->head[i]];
        i = g->head[i];
    }
    return i;
}

static void join(struct grouping *g, uint32_t a, uint32_t b)
{
    a = head_of(g, a);
    b = head_of(g, b);
    if (a < b)
        g->head[b] = a;
    else
        g->head[a] = b;
}

static bool add(struct things *things, uint64_t what, uint32_t letter)
{
    if (things->count == MARKS_MOST)
        return true;
    if (things->count == things->room) {
        size_t room = things->room ? things->room * 2 : 4096;
        struct thing *grown = realloc(things->at, room * sizeof *grown);
        if (grown == NULL)
            return false;
        things->at = grown;
        things->room = room;
    }
    things->at[things->count++] = (struct thing){ what, letter };
    return true;
}

static bool is_weak(enum mark_kind kind)
{
    return kind == MARK_SUBJECT || kind == MARK_FILE_NAME || kind == MARK_ADDRESS;
}

static uint64_t hash_of(const struct letter_mark *mark)
{
    return hash_pair(hash_bytes(text(mark->text), 0), mark->kind);
}

/* What others may have too counts by twos of different kinds. */
static bool add_marks(struct grouping *g, uint32_t i)
{
    const struct letter *l = &g->letters->at[i];
    bool ok = true;
    for (uint32_t k = 0; k < l->marks_count && ok; k++) {
        if (!is_weak(l->marks[k].kind)) {
            ok = add(&g->things, hash_of(&l->marks[k]), i);
            continue;
        }
        for (uint32_t j = k + 1; j < l->marks_count && ok; j++)
            if (is_weak(l->marks[j].kind) && l->marks[j].kind != l->marks[k].kind)
                ok = add(&g->things, hash_of(&l->marks[k]) ^ hash_of(&l->marks[j]), i);
    }
    return ok;
}

static bool has_wording(const struct letter *l)
{
    for (uint32_t i = 0; i < LETTER_SHINGLES; i++)
        if (l->shingles[i] != 0)
            return true;
    return false;
}

static bool add_wording(struct grouping *g, uint32_t i)
{
    const struct letter *l = &g->letters->at[i];
    bool ok = true;
    for (uint32_t band = 0; has_wording(l) && band < BANDS && ok; band++) {
        uint64_t pair = (uint64_t)l->shingles[2 * band] << 32 | l->shingles[2 * band + 1];
        ok = add(&g->things, hash_pair(pair, band), i);
    }
    return ok;
}

double letters_alike(const struct letter *a, const struct letter *b)
{
    uint32_t same = 0;
    if (!has_wording(a) || !has_wording(b))
        return 0;
    for (uint32_t i = 0; i < LETTER_SHINGLES; i++)
        same += a->shingles[i] == b->shingles[i];
    return (double)same / LETTER_SHINGLES;
}

/* Letters lie by time. */
static bool is_near(const struct grouping *g, uint32_t earlier, uint32_t later)
{
    time_us a = g->letters->at[earlier].time, b = g->letters->at[later].time;
    if (a == TIME_NONE || b == TIME_NONE)
        return true;
    return b - a <= (time_us)MAILING_PAUSE * TIME_SECOND;
}

static int by_thing(const void *a, const void *b)
{
    const struct thing *x = a, *y = b;
    if (x->what != y->what)
        return x->what < y->what ? -1 : 1;
    return x->letter < y->letter ? -1 : x->letter > y->letter;
}

static void sort_things(struct things *things)
{
    if (things->count > 0)
        qsort(things->at, things->count, sizeof *things->at, by_thing);
}

static void join_marks(struct grouping *g)
{
    sort_things(&g->things);
    for (size_t i = 1; i < g->things.count; i++) {
        const struct thing *a = &g->things.at[i - 1], *b = &g->things.at[i];
        if (a->what == b->what && a->letter != b->letter && is_near(g, a->letter, b->letter))
            join(g, a->letter, b->letter);
    }
}

static void join_wording(struct grouping *g)
{
    sort_things(&g->things);
    for (size_t i = 1; i < g->things.count; i++)
        for (size_t back = 1; back <= LOOK_BACK && back <= i; back++) {
            const struct thing *a = &g->things.at[i - back], *b = &g->things.at[i];
            if (a->what != b->what)
                break;
            if (is_near(g, a->letter, b->letter)
                    && letters_alike(&g->letters->at[a->letter], &g->letters->at[b->letter]) >= ALIKE)
                join(g, a->letter, b->letter);
        }
}

static bool gather(struct grouping *g, bool (*from)(struct grouping *g, uint32_t i))
{
    bool ok = true;
    g->things.count = 0;
    for (uint32_t i = 0; i < g->letters->count && ok; i++)
        if (takes_part(&g->letters->at[i]))
            ok = from(g, i);
    return ok;
}

/* Groups that hold a phish, in the order of their first letters: a head is its group's first. */
static void list(struct grouping *g, uint32_t *size, struct mailings *ret)
{
    uint32_t n = g->letters->count, at = 0;
    for (uint32_t i = 0; i < n; i++)
        if (g->letters->at[i].kind == VERDICT_PHISH)
            size[head_of(g, i)] = 1;
    for (uint32_t i = 0; i < n; i++)
        if (size[i] != 0)
            size[i] = ++ret->count;
    for (uint32_t i = 0; i < n; i++)
        if (takes_part(&g->letters->at[i]) && size[head_of(g, i)] != 0)
            ret->at[size[head_of(g, i)] - 1].count++;
    for (uint32_t i = 0; i < ret->count; i++) {
        ret->at[i].at = at;
        at += ret->at[i].count;
        ret->at[i].count = 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t number = takes_part(&g->letters->at[i]) ? size[head_of(g, i)] : 0;
        if (number != 0) {
            struct mailing *m = &ret->at[number - 1];
            ret->order[m->at + m->count++] = i;
        }
    }
}

enum status mailings_group(const struct letters *letters, struct mailings *ret, struct error *err)
{
    size_t n = letters->count ? letters->count : 1;
    struct grouping g = { .letters = letters, .head = calloc(n, sizeof *g.head) };
    struct mailings found = { .order = calloc(n, sizeof *found.order), .at = calloc(n, sizeof *found.at) };
    uint32_t *size = calloc(n, sizeof *size);
    bool ok = g.head != NULL && found.order != NULL && found.at != NULL && size != NULL;
    for (uint32_t i = 0; i < letters->count && ok; i++)
        g.head[i] = i;
    ok = ok && gather(&g, add_marks);
    if (ok)
        join_marks(&g);
    ok = ok && gather(&g, add_wording);
    if (ok) {
        join_wording(&g);
        list(&g, size, &found);
    }
    free(size);
    free(g.head);
    free(g.things.at);
    if (!ok) {
        mailings_done(&found);
        return fail(err, STATUS_NOMEM, "no memory to group %u messages", letters->count);
    }
    *ret = found;
    return STATUS_OK;
}

void mailings_done(struct mailings *mailings)
{
    free(mailings->order);
    free(mailings->at);
    *mailings = (struct mailings){ 0 };
}
