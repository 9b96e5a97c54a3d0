/* mime_header.c - header fields: where each begins and ends, and where the header does. */
#include "core/wire/mime_inside.h"

/* Fields that show, where a line that is none stands before them, that the header goes on. Those that may stand
 * once have a bit. */
static const struct {
    struct slice name;
    unsigned once;
} known[] = {
    { LIT("From"), 1u << 0 },
    { LIT("Sender"), 1u << 1 },
    { LIT("Reply-To"), 1u << 2 },
    { LIT("To"), 1u << 3 },
    { LIT("Cc"), 1u << 4 },
    { LIT("Subject"), 1u << 5 },
    { LIT("Date"), 1u << 6 },
    { LIT("Message-ID"), 1u << 7 },
    { LIT("MIME-Version"), 1u << 8 },
    { LIT("Content-Type"), 1u << 9 },
    { LIT("Content-Transfer-Encoding"), 1u << 10 },
    { LIT("Content-Disposition"), 1u << 11 },
    { LIT("Content-ID"), 1u << 12 },
    { LIT("In-Reply-To"), 1u << 13 },
    { LIT("References"), 1u << 14 },
    { LIT("Bcc"), 1u << 15 },
    { LIT("Content-Description"), 0 },
    { LIT("Content-Length"), 0 },
    { LIT("Return-Path"), 0 },
    { LIT("Received"), 0 },
    { LIT("Delivered-To"), 0 },
    { LIT("DKIM-Signature"), 0 },
    { LIT("Authentication-Results"), 0 },
    { LIT("User-Agent"), 0 },
};
#define KNOWN (sizeof known / sizeof known[0])

static size_t known_index(struct slice name)
{
    size_t i = 0;
    while (i < KNOWN && !slice_eq_nocase(known[i].name, name))
        i++;
    return i;
}

/* Length of a field's name at the front of the line, or 0; *ret_colon is the place of its colon. RFC 5322 2.2;
 * blanks before the colon are obsolete syntax (4.5). */
static size_t field_name(struct slice line, size_t *ret_colon)
{
    size_t len = 0, colon;
    while (len < line.len && line.at[len] > ' ' && line.at[len] < 127 && line.at[len] != ':')
        len++;
    for (colon = len; colon < line.len && (line.at[colon] == ' ' || line.at[colon] == '\t');)
        colon++;
    if (colon == line.len || line.at[colon] != ':')
        return 0;
    *ret_colon = colon;
    return len;
}

static bool is_known_field(struct slice line)
{
    size_t colon, len = field_name(line, &colon);
    struct slice name = slice_first(line, len);
    return len
            && (known_index(name) < KNOWN || (len > 2 && slice_eq_nocase(slice_first(name, 2), LIT("X-"))));
}

/* Where the line after the folded ones begins that follow `next`; *ret_end: where their text ends. */
static size_t unfolded(struct mime_reader *r, size_t next, struct slice line, const char **ret_end)
{
    *ret_end = line.at + line.len;
    while (mime_has(r, next, ' ') || mime_has(r, next, '\t')) {
        line = mime_line(r, next, &next);
        *ret_end = line.at + line.len;
    }
    return next;
}

static void field_add(struct mime_reader *r, struct slice name, struct slice value)
{
    struct mime *mime = r->mime;
    if (mime->fields_count == LIMIT_MIME_FIELDS) {
        mime->exhausted |= MIME_BUDGET_FIELDS;
        return;
    }
    if (name.len + value.len > r->header_left) {
        mime->exhausted |= MIME_BUDGET_HEADER;
        if (name.len >= r->header_left)
            return;
        value = slice_first(value, r->header_left - name.len);
    }
    if (mime->fields_count == r->fields_room) {
        uint32_t room = r->fields_room ? r->fields_room : 32;
        struct mime_field *grown = mime_grown(r, mime->fields, mime->fields_count, &room, sizeof *grown);
        if (grown == NULL)
            return;
        r->fields_room = room;
        mime->fields = grown;
    }
    r->header_left -= name.len + value.len;
    mime->fields[mime->fields_count++] = (struct mime_field){ name, value };
}

/* A line that is no field: does the header go on behind it? */
static bool goes_on(struct mime_reader *r, struct slice line, size_t next, bool is_first)
{
    size_t after;
    if (line.at[0] == ':' || line.at[0] == ' ' || line.at[0] == '\t')
        return true;
    if (is_first && (slice_starts(line, LIT("From ")) || slice_starts(line, LIT(">From "))))
        return true;
    if (slice_starts(line, LIT("--"))) /* looks like a delimiter: the empty line was forgotten */
        return false;
    struct slice follows = mime_line(r, next, &after);
    r->mime->work += follows.len;
    return is_known_field(follows);
}

/* Empty lines and a byte order mark before the fields of a message: no program writes them, some skip them. */
static void skip_front(struct mime_reader *r)
{
    size_t at = slice_starts(r->in, LIT("\xef\xbb\xbf")) ? 3 : 0, next = at;
    struct slice line = mime_line(r, at, &next);
    for (int i = 0; i < 16 && line.len == 0 && next < r->in.len; i++) {
        at = next;
        line = mime_line(r, at, &next);
    }
    r->mime->work += at + line.len;
    if (is_known_field(line))
        r->at = at;
}

static unsigned defects_of(const struct mime_reader *r, struct slice header)
{
    unsigned defects = 0;
    size_t good = mime_utf8_prefix(header);
    if (good < header.len)
        defects |= MIME_8BIT_HEADER;
    if (header.len && memchr(header.at, '\0', header.len))
        defects |= MIME_NUL;
    for (struct slice rest = header; r->line_end == '\n' && rest.len;) {
        rest = slice_skip(rest, slice_find(rest, '\r'));
        while (rest.len && rest.at[0] == '\r')
            rest = slice_skip(rest, 1);
        if (rest.len && rest.at[0] != '\n')
            return defects | MIME_BARE_CR;
    }
    return defects;
}

void mime_header_read(struct mime_reader *r, uint32_t index)
{
    struct mime_part *part = &r->mime->parts[index];
    size_t start = r->at, next;
    unsigned once = 0;
    if (start == 0)
        skip_front(r);
    while (r->at < r->in.len) {
        struct mime_hit hit;
        struct slice line = mime_line(r, r->at, &next);
        size_t colon = 0, len = field_name(line, &colon);
        if (slice_starts(line, LIT("--")) && mime_delimiter(r, line, &hit))
            break;
        if (line.len == 0) {
            r->at = next;
            break;
        }
        if (len == 0) {
            bool is_from = slice_starts(line, LIT("From ")) && r->at == 0;
            part->defects |= is_from ? 0 : MIME_BAD_FIELD;
            if (!goes_on(r, line, next, r->at == start))
                break;
            r->at = next;
            continue;
        }
        const char *end;
        struct slice value = slice_skip(line, colon + 1);
        r->at = unfolded(r, next, line, &end);
        value.len = (size_t)(end - value.at);
        size_t i = known_index(slice_first(line, len));
        if (i < KNOWN && (once & known[i].once))
            part->defects |= MIME_TWICE;
        once |= i < KNOWN ? known[i].once : 0;
        field_add(r, slice_first(line, len), value);
    }
    part->fields = r->mime->fields_count - part->field;
    part->defects |= defects_of(r, (struct slice){ r->in.at + start, r->at - start });
    r->mime->work += 2 * (r->at - start);
}
