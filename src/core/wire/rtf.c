/* rtf.c - groups, control words and letters of RTF. */
#include "core/wire/rtf.h"

#include <stdio.h>

#include "core/base/chars.h"
#include "core/base/digit.h"
#include "core/wire/mime_inside.h"

#define GROUPS 100u
#define BYTES 256u
#define RUNS \
    10000u /* of letters that are converted; more are read as Windows-1252: opening a converter takes a microsecond */

struct group {
    bool passed_over; /* a table, a picture: nothing of it is text */
    bool suppressed;  /* \htmlrtf: for readers without HTML */
    bool may_ignore;  /* \* stood before */
    uint8_t fallback; /* letters behind \u that stand for it: \uc */
};

struct rtf {
    struct slice in;
    struct group stack[GROUPS];
    size_t depth; /* may be over GROUPS: then all is passed over */
    uint32_t code_page;
    bool is_html;
    unsigned skip;     /* letters that stand for a \u before them */
    char bytes[BYTES]; /* in the code page, not yet converted */
    size_t bytes_len;
    uint32_t runs;
    char *to;
    size_t len, room;
};

static struct group *top(struct rtf *r)
{
    return &r->stack[r->depth < GROUPS ? r->depth : GROUPS - 1];
}

static bool is_shown(struct rtf *r)
{
    return r->depth < GROUPS && !top(r)->passed_over && !top(r)->suppressed;
}

static void flush(struct rtf *r)
{
    char charset[20] = "windows-1252";
    unsigned defects = 0;
    if (r->bytes_len == 0)
        return;
    if (r->code_page == 65001 || r->code_page == 932 || r->code_page == 936)
        (void)snprintf(charset, sizeof charset, "%s",
                r->code_page == 65001         ? "utf-8"
                        : r->code_page == 932 ? "shift_jis"
                                              : "gbk");
    else if (r->code_page)
        (void)snprintf(charset, sizeof charset, "windows-%u", r->code_page);
    struct slice bytes = { r->bytes, r->bytes_len };
    bool is_ascii = true;
    for (size_t i = 0; i < bytes.len; i++)
        is_ascii &= (uint8_t)bytes.at[i] < 0x80;
    r->runs += !is_ascii;
    if (is_ascii || r->runs > RUNS)
        (void)snprintf(charset, sizeof charset, "windows-1252");
    r->len += mime_convert(bytes, text(charset), r->to + r->len, r->room - r->len, &defects);
    r->bytes_len = 0;
}

static void put_byte(struct rtf *r, char c)
{
    if (!is_shown(r))
        return;
    if (r->skip > 0) {
        r->skip--;
        return;
    }
    if (r->bytes_len == BYTES)
        flush(r);
    r->bytes[r->bytes_len++] = c;
}

static void put_letter(struct rtf *r, uint32_t code)
{
    char utf8[4];
    if (!is_shown(r))
        return;
    flush(r);
    size_t len = char_put(code, utf8);
    if (len > r->room - r->len)
        return;
    memcpy(r->to + r->len, utf8, len);
    r->len += len;
}

/* ---- control words ---- */

enum effect { PASS_OVER, LETTER, UNICODE, FALLBACK, BINARY, CODE_PAGE, FROM_HTML, HTML_TAG, HTML_RTF };

static const struct {
    struct slice word;
    enum effect effect;
    uint32_t letter;
} words[] = {
    { LIT("par"), LETTER, '\n' },
    { LIT("line"), LETTER, '\n' },
    { LIT("tab"), LETTER, '\t' },
    { LIT("cell"), LETTER, '\t' },
    { LIT("row"), LETTER, '\n' },
    { LIT("emdash"), LETTER, 0x2014 },
    { LIT("endash"), LETTER, 0x2013 },
    { LIT("lquote"), LETTER, 0x2018 },
    { LIT("rquote"), LETTER, 0x2019 },
    { LIT("ldblquote"), LETTER, 0x201c },
    { LIT("rdblquote"), LETTER, 0x201d },
    { LIT("bullet"), LETTER, 0x2022 },
    { LIT("u"), UNICODE, 0 },
    { LIT("uc"), FALLBACK, 0 },
    { LIT("bin"), BINARY, 0 },
    { LIT("ansicpg"), CODE_PAGE, 0 },
    { LIT("fromhtml"), FROM_HTML, 0 },
    { LIT("htmltag"), HTML_TAG, 0 },
    { LIT("htmlrtf"), HTML_RTF, 0 },
    { LIT("fonttbl"), PASS_OVER, 0 },
    { LIT("colortbl"), PASS_OVER, 0 },
    { LIT("stylesheet"), PASS_OVER, 0 },
    { LIT("info"), PASS_OVER, 0 },
    { LIT("pict"), PASS_OVER, 0 },
    { LIT("object"), PASS_OVER, 0 },
    { LIT("header"), PASS_OVER, 0 },
    { LIT("footer"), PASS_OVER, 0 },
};
#define WORDS (sizeof words / sizeof words[0])

static void take_effect(struct rtf *r, size_t i, bool has_number, int number)
{
    struct group *group = top(r);
    switch (words[i].effect) {
    case PASS_OVER: group->passed_over = true; break;
    case LETTER: put_letter(r, words[i].letter); break;
    case UNICODE:
        put_letter(r, (uint32_t)(number < 0 ? number + 65536 : number) & 0xffff);
        r->skip = group->fallback;
        break;
    case FALLBACK: group->fallback = (uint8_t)(number < 0 || number > 9 ? 1 : number); break;
    case BINARY: r->in = slice_skip(r->in, number > 0 ? (size_t)number : 0); break;
    case CODE_PAGE: r->code_page = number > 0 && number < 70000 ? (uint32_t)number : 0; break;
    case FROM_HTML: r->is_html = true; break;
    case HTML_TAG: break; /* its group is the HTML itself */
    case HTML_RTF: group->suppressed = !has_number || number != 0; break;
    }
}

/* Behind the backslash: "word-123 ". A destination that may be ignored and is not known is. */
static void take_control(struct rtf *r)
{
    size_t len = 0;
    while (len < r->in.len && (r->in.at[len] | 32) >= 'a' && (r->in.at[len] | 32) <= 'z')
        len++;
    struct slice word = slice_first(r->in, len);
    r->in = slice_skip(r->in, len);
    bool negative = r->in.len > 1 && r->in.at[0] == '-', has_number = false;
    int number = 0;
    r->in = slice_skip(r->in, negative);
    for (; r->in.len && r->in.at[0] >= '0' && r->in.at[0] <= '9'; r->in = slice_skip(r->in, 1)) {
        number = number < 100000000 ? number * 10 + (r->in.at[0] - '0') : number;
        has_number = true;
    }
    if (r->in.len && r->in.at[0] == ' ')
        r->in = slice_skip(r->in, 1);
    r->skip = 0;
    size_t i = 0;
    while (i < WORDS && !slice_eq(words[i].word, word))
        i++;
    if (i < WORDS)
        take_effect(r, i, has_number, negative ? -number : number);
    else if (top(r)->may_ignore)
        top(r)->passed_over = true;
    top(r)->may_ignore = false;
}

static void take_backslash(struct rtf *r)
{
    char c = r->in.at[0];
    if ((c | 32) >= 'a' && (c | 32) <= 'z') {
        take_control(r);
        return;
    }
    r->in = slice_skip(r->in, 1);
    if (c == '\'' && r->in.len >= 2 && digit_hex(r->in.at[0]) >= 0 && digit_hex(r->in.at[1]) >= 0) {
        put_byte(r, (char)(digit_hex(r->in.at[0]) * 16 + digit_hex(r->in.at[1])));
        r->in = slice_skip(r->in, 2);
    } else if (c == '*') {
        top(r)->may_ignore = true;
    } else if (c == '~') {
        put_byte(r, ' ');
    } else if (c == '\\' || c == '{' || c == '}') {
        put_byte(r, c);
    } else if (c == '\n' || c == '\r') {
        put_letter(r, '\n');
    }
}

static void open_group(struct rtf *r)
{
    struct group group = *top(r);
    group.may_ignore = false;
    r->depth++;
    if (r->depth < GROUPS)
        *top(r) = group;
}

static void read_all(struct rtf *r)
{
    while (r->in.len && r->len < r->room) {
        char c = r->in.at[0];
        r->in = slice_skip(r->in, 1);
        if (c == '\\' && r->in.len)
            take_backslash(r);
        else if (c == '{')
            open_group(r);
        else if (c == '}')
            r->depth -= r->depth > 0;
        else if (c != '\r' && c != '\n' && c != '\\' && c != '\0')
            put_byte(r, c);
    }
    flush(r);
}

struct slice rtf_text(struct slice rtf, size_t most, struct arena *arena, bool *ret_is_html)
{
    struct rtf r = { .in = rtf, .stack = { { .fallback = 1 } } };
    size_t whole = rtf.len < most / 3 ? rtf.len * 3 + 8 : most; /* a byte is three of UTF-8 at most */
    *ret_is_html = false;
    r.to = arena_take(arena, whole);
    r.room = whole;
    if (r.to == NULL)
        return (struct slice){ NULL, 0 };
    read_all(&r);
    *ret_is_html = r.is_html;
    return mime_kept(arena, r.to, r.len);
}
