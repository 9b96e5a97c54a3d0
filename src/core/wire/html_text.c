/* html_text.c - text becomes what people read: one space between words, nothing that is not drawn. */
#include "core/base/chars.h"
#include "core/wire/html_inside.h"
#include "core/wire/html_references.h"

/* What a byte may begin; 0: it stands for itself, or belongs to a character that does. */
enum { PLAIN, SPACE, DROP, AMPERSAND, LOOK };

static const unsigned char kinds[256] = {
    [0] = DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    SPACE,
    SPACE,
    DROP,
    SPACE,
    SPACE,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    DROP,
    SPACE,
    ['&'] = AMPERSAND,
    [0x7f] = DROP,
    [0xc2] = LOOK, /* controls, no-break space, soft hyphen */
    [0xcd] = LOOK, /* combining grapheme joiner */
    [0xd8] = LOOK, /* Arabic letter mark */
    [0xe1] = LOOK, /* Hangul and Khmer fillers, Mongolian vowel separator */
    [0xe2] = LOOK, /* spaces, zero width, direction, empty Braille */
    [0xe3] = LOOK, /* ideographic space, Hangul filler */
    [0xef] = LOOK, /* byte order mark, variation selectors, half-width filler */
    [0xf0] = LOOK, /* format controls of shorthand and music */
    [0xf3] = LOOK, /* tags, variation selectors */
};

void html_gap(struct html_channel *channel, enum html_gap gap)
{
    if (channel->gap < gap)
        channel->gap = (unsigned char)gap;
}

struct html_channel *html_channel_now(struct html_reader *reader)
{
    if (html_is_outlook(reader))
        return &reader->outlook;
    bool is_hidden = reader->stack.hides != 0;
    if (is_hidden && !reader->was_hidden)
        html_gap(&reader->hidden, HTML_GAP_LINE);
    reader->was_hidden = is_hidden;
    return is_hidden ? &reader->hidden : &reader->seen;
}

struct slice html_channel_text(const struct html_channel *channel)
{
    return (struct slice){ channel->at, channel->len };
}

/* Room for `len` bytes and a gap. The memory is taken when the first letter comes. */
static bool has_room(struct html_reader *reader, struct html_channel *channel, size_t len)
{
    if (channel->at == NULL && channel->cap == 0) {
        channel->cap = channel == &reader->title || channel == &reader->alt ? 1024 + reader->text_cap / 16
                                                                            : reader->text_cap;
        channel->at = arena_take(reader->arena, channel->cap);
        if (channel->at == NULL) {
            channel->cap = 1; /* asked once */
            html_over(reader, HTML_OVER_MEMORY);
        }
    }
    if (channel->at != NULL && channel->cap - channel->len > len)
        return true;
    html_over(reader, HTML_OVER_TEXT);
    return false;
}

/* Letters that stand for themselves. */
static void put_letters(struct html_reader *reader, struct html_channel *channel, const char *at, size_t len)
{
    if (!has_room(reader, channel, len))
        return;
    if (channel->gap != HTML_GAP_NONE && channel->len > 0)
        channel->at[channel->len++] = channel->gap == HTML_GAP_LINE ? '\n' : ' ';
    else if (channel->is_split && channel->len > 0 && channel == &reader->seen)
        *(channel->is_soft ? &reader->html->soft_hyphens : &reader->html->invisible) += 1;
    if (channel == &reader->hidden)
        reader->html->hidden_by |= reader->stack.hides;
    channel->gap = HTML_GAP_NONE;
    channel->is_split = channel->is_soft = false;
    if (len == 1)
        channel->at[channel->len] = *at;
    else
        memcpy(channel->at + channel->len, at, len);
    channel->len += len;
}

static bool is_wide_space(uint32_t c)
{
    return c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f
            || c == 0x205f || c == 0x3000 || c == 0x1680 || c == 0x85;
}

static bool is_turn(uint32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void put_char(struct html_reader *reader, struct html_channel *channel, uint32_t c)
{
    char utf8[4];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || is_wide_space(c)) {
        html_gap(channel, HTML_GAP_SPACE);
    } else if (is_turn(c)) {
        reader->html->turns += channel == &reader->seen;
    } else if (c >= 0xfe00 && c <= 0xfe0f) {
        return; /* how an emoji is drawn */
    } else if (char_is_unseen(c)) {
        if (c >= 0xa0) {
            channel->is_soft = channel->is_split ? channel->is_soft && c == 0xad : c == 0xad;
            channel->is_split = true;
        }
    } else {
        put_letters(reader, channel, utf8, html_encode(c, utf8));
    }
}

/* What begins with a byte that is not PLAIN; returns its length. */
static size_t put_special(
        struct html_reader *reader, struct html_channel *channel, struct slice rest, bool decode)
{
    uint32_t c;
    size_t len = 1;
    switch (kinds[(unsigned char)rest.at[0]]) {
    case SPACE:
        html_gap(channel, rest.at[0] == '\n' && channel->keeps_lines ? HTML_GAP_LINE : HTML_GAP_SPACE);
        return 1;
    case DROP: return 1;
    case AMPERSAND:
        if (decode && html_reference(rest, false, &c, &len))
            put_char(reader, channel, c);
        else
            put_letters(reader, channel, "&", 1);
        return len;
    default:
        c = char_next(rest, &len);
        put_char(reader, channel, c);
        return len;
    }
}

void html_put(struct html_reader *reader, struct html_channel *channel, struct slice text, bool decode)
{
    reader->html->work += text.len;
    for (size_t i = 0; i < text.len;) {
        size_t from = i;
        while (i < text.len && kinds[(unsigned char)text.at[i]] == PLAIN)
            i++;
        if (i > from)
            put_letters(reader, channel, text.at + from, i - from);
        if (i < text.len)
            i += put_special(reader, channel, slice_skip(text, i), decode);
    }
}
