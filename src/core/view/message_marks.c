/* message_marks.c - places of reasons, sorted. */
#include "core/view/message_marks.h"

#include <stdlib.h>

static int by_place(const void *a, const void *b)
{
    const struct text_mark *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->number < y->number ? -1 : 1;
}

static void add(struct text_marks *to, uint32_t at, uint32_t len, uint32_t number)
{
    if (len > 0 && to->count < MARKS_SHOWN)
        to->at[to->count++] = (struct text_mark){ at, len, number };
}

void text_marks_of(struct text_marks *ret, const struct letter *letter, const struct message *message,
        enum place_kind kind)
{
    ret->count = 0;
    for (uint32_t i = 0; i < letter->reasons_count; i++) {
        const struct place *place = &letter->reasons[i].place;
        if (place->kind == kind)
            add(ret, place->at, place->len, i + 1);
        else if (kind == PLACE_TEXT && place->kind == PLACE_LINK && place->index < message->links_count)
            add(ret, message->links[place->index].at, message->links[place->index].len, i + 1);
    }
    if (ret->count > 0)
        qsort(ret->at, ret->count, sizeof ret->at[0], by_place);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < ret->count; i++)
        if (kept == 0 || ret->at[i].at >= ret->at[kept - 1].at + ret->at[kept - 1].len)
            ret->at[kept++] = ret->at[i];
    ret->count = kept;
}

uint32_t mark_of(const struct letter *letter, enum place_kind kind, uint32_t index)
{
    for (uint32_t i = 0; i < letter->reasons_count; i++)
        if (letter->reasons[i].place.kind == kind && letter->reasons[i].place.index == index)
            return i + 1;
    return 0;
}

bool next_run(
        const struct text_marks *marks, struct slice s, size_t *at, struct slice *ret, uint32_t *ret_number)
{
    if (*at >= s.len)
        return false;
    size_t end = s.len;
    *ret_number = 0;
    for (uint32_t i = 0; i < marks->count; i++) {
        const struct text_mark *mark = &marks->at[i];
        if ((size_t)mark->at + mark->len <= *at)
            continue;
        if (mark->at <= *at) {
            *ret_number = mark->number;
            end = (size_t)mark->at + mark->len;
        } else {
            end = mark->at;
        }
        break;
    }
    end = end < s.len ? end : s.len;
    *ret = (struct slice){ s.at + *at, end - *at };
    *at = end;
    return true;
}
