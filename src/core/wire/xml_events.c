/* xml_events.c - where events begin and end. */
#include "core/wire/xml_events.h"

#define END LIT("</Event>")

/* Offset of the next "<Event" that is not the beginning of a longer name. */
static size_t event_begin(struct slice s)
{
    size_t at = 0;
    for (;;) {
        struct slice rest = slice_skip(s, at);
        size_t hit = slice_find_slice(rest, LIT("<Event"));
        if (hit == rest.len)
            return s.len;
        at += hit + 6;
        char next = at < s.len ? s.at[at] : ' ';
        if (next == '>' || next == ' ' || next == '\t' || next == '\r' || next == '\n')
            return at - 6;
    }
}

static struct slice behind_space(struct slice s)
{
    while (s.len > 0 && (unsigned char)s.at[0] <= ' ')
        s = slice_skip(s, 1);
    return s;
}

/* Is it the end of an event that stands in another one's UserData? Then that is closed behind it. */
static bool is_inner(struct slice behind)
{
    return slice_starts(behind_space(behind), LIT("</UserData>"));
}

/* Is what follows cut off before it shows? */
static bool is_open(struct slice behind)
{
    return slice_starts(LIT("</UserData>"), behind_space(behind));
}

/* Offset behind the first end of an outer event, or 0. */
static size_t event_end(struct slice s)
{
    size_t at = 0;
    while (at < s.len) {
        struct slice rest = slice_skip(s, at);
        size_t hit = slice_find_slice(rest, END);
        if (hit == rest.len)
            return 0;
        at += hit + END.len;
        if (!is_inner(slice_skip(s, at)))
            return at;
    }
    return 0;
}

bool xml_next_event(struct slice data, size_t *pos, struct slice *ret)
{
    struct slice rest = slice_skip(data, *pos);
    size_t begin = event_begin(rest);
    *pos += begin;
    if (begin == rest.len)
        return false;
    size_t len = event_end(slice_skip(rest, begin));
    if (len == 0)
        return false;
    *ret = (struct slice){ rest.at + begin, len };
    *pos += len;
    return true;
}

size_t xml_events_cut(struct slice data)
{
    size_t len = data.len;
    for (;;) {
        size_t hit = slice_find_last(slice_first(data, len), END);
        if (hit == len)
            return 0;
        struct slice behind = slice_skip(data, hit + END.len);
        if (!is_open(behind) && !is_inner(behind))
            return hit + END.len;
        len = hit;
    }
}
