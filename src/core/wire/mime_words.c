/* mime_words.c - a field's text for people: unfolded, encoded words decoded (RFC 2047), in UTF-8.
 *
 * Words that stand beside each other in one charset are put together before they are converted: many programs
 * cut within a letter. Words within quoted strings are decoded too, which the RFC forbids and programs do.
 */
#include "core/wire/mime_inside.h"

struct writer {
    char *to;
    size_t len, room;
    char *bytes; /* of words in one charset that are not converted yet */
    size_t bytes_len;
    struct slice charset;
    uint32_t words;
    unsigned defects;
};

struct word {
    struct slice charset, text;
    char encoding; /* 'b' or 'q' */
    size_t whole;  /* bytes of it all */
};

/* "=?charset*language?B?text?=" at the front. *more is left false when no "?=" follows: there is no use in
 * looking again. */
static bool take_word_at(struct slice in, struct word *ret, bool *more)
{
    struct slice rest = slice_skip(in, 2);
    size_t mark = slice_find(slice_first(rest, 80), '?');
    if (mark >= rest.len || mark >= 80 || rest.len < mark + 3 || rest.at[mark + 2] != '?')
        return false;
    char encoding = (char)(rest.at[mark + 1] | 32);
    if (encoding != 'b' && encoding != 'q')
        return false;
    ret->charset = slice_first(rest, mark);
    for (size_t i = 0; i < mark; i++)
        if (mime_is_blank(rest.at[i]))
            return false;
    ret->charset = slice_first(ret->charset, slice_find(ret->charset, '*'));
    struct slice text = slice_skip(rest, mark + 3);
    size_t end = slice_find_slice(text, LIT("?="));
    if (end == text.len) {
        *more = false;
        return false;
    }
    ret->encoding = encoding;
    ret->text = slice_first(text, end);
    ret->whole = 2 + mark + 3 + end + 2;
    return true;
}

static void flush(struct writer *w)
{
    struct slice bytes = { w->bytes, w->bytes_len };
    w->len += mime_convert(bytes, w->charset, w->to + w->len, w->room - w->len, &w->defects);
    w->bytes_len = 0;
}

/* Plain text between words: mostly ASCII; other bytes are UTF-8 or taken for Windows-1252. */
static void put_plain(struct writer *w, struct slice plain)
{
    w->len += mime_convert(plain, LIT(""), w->to + w->len, w->room - w->len, &w->defects);
}

static size_t from_q(struct slice text, char *to)
{
    unsigned defects = 0;
    size_t len = 0;
    bool cut;
    for (size_t i = 0; i < text.len; i++) {
        struct slice three = slice_first(slice_skip(text, i), 3);
        char byte[4];
        if (three.at[0] == '=' && three.len == 3 && mime_from_quoted(three, byte, 3, &defects, &cut) == 1) {
            to[len++] = byte[0];
            i += 2;
        } else if (text.at[i] != '\r' && text.at[i] != '\n') {
            to[len++] = text.at[i] == '_' ? ' ' : text.at[i];
        }
    }
    return len;
}

static void put_word(struct writer *w, const struct word *word)
{
    unsigned defects = 0;
    bool cut;
    if (w->bytes_len && !slice_eq_nocase(w->charset, word->charset))
        flush(w);
    w->charset = word->charset;
    char *to = w->bytes + w->bytes_len;
    w->bytes_len += word->encoding == 'q' ? from_q(word->text, to)
                                          : mime_from_base64(word->text, to, word->text.len, &defects, &cut);
    w->words++;
}

static bool is_all_blank(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!mime_is_blank(s.at[i]))
            return false;
    return true;
}

static void write_words(struct writer *w, struct slice in, unsigned *exhausted)
{
    bool more = true, after_word = false;
    size_t plain = 0; /* bytes at the front that are no word */
    while (plain < in.len) {
        struct word word;
        size_t at = more ? plain + slice_find_slice(slice_skip(in, plain), LIT("=?")) : in.len;
        if (at < in.len && w->words == LIMIT_MIME_WORDS) {
            *exhausted |= MIME_BUDGET_WORDS;
            more = false;
            continue;
        }
        if (at >= in.len)
            break;
        if (!take_word_at(slice_skip(in, at), &word, &more)) {
            plain = at + 2;
            continue;
        }
        struct slice before = slice_first(in, at);
        if (!after_word || !is_all_blank(before)) {
            flush(w);
            put_plain(w, before);
        }
        put_word(w, &word);
        after_word = true;
        in = slice_skip(in, at + word.whole);
        plain = 0;
    }
    flush(w);
    put_plain(w, in);
}

/* UTF-8 in, UTF-8 out: C0 and C1 controls go, but blanks; a line end and the blanks behind it are one fold. */
size_t mime_clean(char *text, size_t len)
{
    size_t put = 0;
    for (size_t i = 0; i < len; i++) {
        uint8_t c = (uint8_t)text[i];
        if (c == '\n' || c == '\r' || c == '\t') {
            bool is_fold = c == '\n' && i + 1 < len && (text[i + 1] == ' ' || text[i + 1] == '\t');
            bool is_crlf = c == '\r' && i + 1 < len && text[i + 1] == '\n';
            if (!is_fold && !is_crlf)
                text[put++] = ' ';
        } else if (c == 0xc2 && i + 1 < len && (uint8_t)text[i + 1] < 0xa0) {
            i++;
        } else if (c >= ' ' && c != 127) {
            text[put++] = text[i];
        }
    }
    return put;
}

/* Nothing to decode, unfold or take out? */
static bool is_clear(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] < ' ' || s.at[i] > '~' || (s.at[i] == '=' && i + 1 < s.len && s.at[i + 1] == '?'))
            return false;
    return true;
}

struct slice mime_words(struct slice raw, struct arena *arena, unsigned *exhausted)
{
    if (is_clear(raw))
        return raw.at ? raw : (struct slice){ "", 0 };
    struct writer w = { .room = raw.len * 3 + 8 };
    w.to = arena_take(arena, w.room);
    w.bytes = w.to ? arena_take(arena, raw.len + 8) : NULL;
    if (w.bytes == NULL) {
        *exhausted |= MIME_BUDGET_MEMORY;
        return (struct slice){ "", 0 };
    }
    write_words(&w, raw, exhausted);
    return mime_kept(arena, w.to, mime_clean(w.to, w.len));
}

struct slice mime_field_text(const struct mime_field *field, struct arena *arena, unsigned *exhausted)
{
    struct slice raw = field->value;
    while (raw.len && mime_is_blank(raw.at[0]))
        raw = slice_skip(raw, 1);
    while (raw.len && mime_is_blank(raw.at[raw.len - 1]))
        raw.len--;
    return slice_trim(mime_words(raw, arena, exhausted));
}
