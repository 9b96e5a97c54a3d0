/* mime.c - the parts of a message: one pass over its lines, a stack of what is open. */
#include "core/wire/mime.h"

#include "core/wire/mime_inside.h"

static const struct {
    const char *name, *says;
} budgets[MIME_BUDGETS] = {
    { "depth", "parts nested more than 32 deep" },
    { "parts", "more than 1,000 parts" },
    { "fields", "more than 2,000 header fields" },
    { "header", "header fields of more than 256 KiB" },
    { "parameters", "a header field with more than 64 parameters" },
    { "words", "a header field with more than 1,000 encoded words" },
    { "text", "more than 4 MiB of decoded text" },
    { "links", "more than 2,000 links" },
    { "html", "HTML beyond what is read" },
    { "message", "a message of more than 32 MiB" },
    { "memory", "more than the memory of a message holds" },
};

static unsigned budget_index(unsigned bit)
{
    unsigned i = 0;
    while (i < MIME_BUDGETS - 1 && !(bit >> i & 1))
        i++;
    return i;
}

const char *mime_budget_name(unsigned bit)
{
    return budgets[budget_index(bit)].name;
}

const char *mime_budget_says(unsigned bit)
{
    return budgets[budget_index(bit)].says;
}

struct slice mime_line(const struct mime_reader *r, size_t at, size_t *ret_next)
{
    struct slice line = slice_skip(r->in, at);
    line.len = slice_find(line, r->line_end);
    *ret_next = at + line.len + (at + line.len < r->in.len);
    while (line.len > 0 && line.at[line.len - 1] == '\r')
        line.len--;
    return line;
}

void *mime_grown(struct mime_reader *r, const void *at, uint32_t count, uint32_t *room, size_t size)
{
    uint32_t want = *room ? *room * 2 : 8;
    void *grown = arena_take(r->arena, want * size);
    if (grown == NULL) {
        r->mime->exhausted |= MIME_BUDGET_MEMORY;
        return NULL;
    }
    if (at != NULL && count > 0)
        memcpy(grown, at, count * size);
    *room = want;
    return grown;
}

/* ---- delimiters ---- */

/* A line that can be taken for the delimiter of a multipart that names none: "--" and a word with a letter or
 * digit in it, which does not close. */
static bool looks_like_delimiter(struct slice line)
{
    bool has_word = false;
    for (size_t i = 2; i < line.len; i++) {
        char c = line.at[i];
        if (c <= ' ' || c >= 127)
            return false;
        has_word |= (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    }
    return has_word && line.len <= 2 + 200 && !slice_ends(line, LIT("--"));
}

/* What stands behind a boundary in its line: 'd' of a delimiter, 'c' of a closing one, in capitals when text
 * follows, which RFC 2046 5.1.1 allows and few programs take; '\0': of neither, the boundary only begins alike. */
static char rest_kind(struct slice rest)
{
    bool closing = slice_starts(rest, LIT("--"));
    struct slice after = closing ? slice_skip(rest, 2) : rest;
    if (after.len == 0)
        return closing ? 'c' : 'd';
    if (after.at[0] != ' ' && after.at[0] != '\t')
        return '\0';
    return closing ? 'C' : 'D';
}

bool mime_delimiter(struct mime_reader *r, struct slice line, struct mime_hit *ret)
{
    bool found = false;
    while (line.len > 0 && mime_is_blank(line.at[line.len - 1]))
        line.len--;
    struct slice word = slice_skip(line, 2);
    for (uint32_t i = r->open_count; i-- > 0;) {
        struct mime_open *open = &r->open[i];
        if (!open->has_boundary || !slice_starts(word, open->boundary))
            continue;
        r->mime->work += open->boundary.len;
        char kind = rest_kind(slice_skip(word, open->boundary.len));
        bool exact = kind == 'c' || kind == 'd';
        if (exact || (kind != '\0' && !found))
            *ret = (struct mime_hit){ .level = i, .closing = (kind | 32) == 'c' };
        if (exact)
            return true;
        found |= kind != '\0';
    }
    if (found)
        return true;
    struct mime_open *last = &r->open[r->open_count ? r->open_count - 1 : 0];
    if (r->open_count == 0 || !last->may_guess || !looks_like_delimiter(line))
        return false;
    last->may_guess = false;
    last->has_boundary = true;
    last->boundary = r->mime->parts[last->part].boundary = word;
    *ret = (struct mime_hit){ .level = r->open_count - 1 };
    return true;
}

static bool waits_for_delimiter(const struct mime_reader *r)
{
    for (uint32_t i = 0; i < r->open_count; i++)
        if (r->open[i].has_boundary || r->open[i].may_guess)
            return true;
    return false;
}

/* The next delimiter from r->at on, which is at the start of a line; r->at is then behind it. */
static bool next_delimiter(struct mime_reader *r, struct mime_hit *ret)
{
    size_t start = r->at, next;
    bool found = false;
    if (!waits_for_delimiter(r))
        return false;
    while (!found && r->at < r->in.len) {
        const char *line = r->in.at + r->at, *hit;
        size_t left = r->in.len - r->at;
        if (left >= 2 && line[0] == '-' && line[1] == '-') {
            size_t at = r->at;
            found = mime_delimiter(r, mime_line(r, at, &next), ret);
            ret->at = at;
            r->at = next;
            continue;
        }
        hit = memchr(line, r->line_end, left);
        r->at = hit ? (size_t)(hit - r->in.at) + 1 : r->in.len;
    }
    r->mime->work += r->at - start;
    return found;
}

/* ---- parts ---- */

/* The end of a body before a delimiter: the line end there belongs to the delimiter. */
static size_t body_end(const struct mime_reader *r, size_t at)
{
    if (at > 0 && r->in.at[at - 1] == r->line_end)
        at--;
    if (at > 0 && r->line_end == '\n' && r->in.at[at - 1] == '\r')
        at--;
    return at;
}

/* What is open above `level` ends at `end`. */
static void close_down_to(struct mime_reader *r, uint32_t level, size_t end)
{
    while (r->open_count > level) {
        struct mime_open *open = &r->open[--r->open_count];
        struct mime_part *part = &r->mime->parts[open->part];
        if (open->has_boundary)
            part->defects |= MIME_NOT_CLOSED;
        if (open->borrowed)
            continue;
        size_t start = (size_t)(part->body.at - r->in.at);
        part->body.len = end > start ? end - start : 0;
    }
}

uint32_t mime_part_add(struct mime_reader *r, uint32_t parent)
{
    struct mime *mime = r->mime;
    uint32_t index = mime->parts_count;
    if (index == LIMIT_MIME_PARTS) {
        mime->exhausted |= MIME_BUDGET_PARTS;
        return MIME_NO_PART;
    }
    if (mime->parts == NULL || index == r->parts_room) {
        struct mime_part *grown = mime_grown(r, mime->parts, index, &r->parts_room, sizeof *grown);
        if (grown == NULL)
            return MIME_NO_PART;
        mime->parts = grown;
    }
    const struct mime_part *above = parent == MIME_NO_PART ? NULL : &mime->parts[parent];
    mime->parts[index] = (struct mime_part){
        .parent = parent,
        .depth = above ? above->depth + 1 : 0,
        .field = mime->fields_count,
        .is_inside_message = above && (above->is_inside_message || (above->is_message && parent != 0)),
    };
    mime->parts_count++;
    if (parent != MIME_NO_PART)
        mime->parts[parent].children++;
    return index;
}

/* May what the part holds be read as parts? Those deeper than the budget stay closed. */
bool mime_may_open(struct mime_reader *r, struct mime_part *part)
{
    if (part->depth < LIMIT_MIME_DEPTH)
        return true;
    r->mime->exhausted |= MIME_BUDGET_DEPTH;
    part->is_multipart = part->is_message = false;
    return false;
}

bool mime_is_encoded(const struct mime_part *part)
{
    return part->encoding != MIME_PLAIN && part->encoding != MIME_UNKNOWN_ENCODING;
}

void mime_open_add(struct mime_reader *r, uint32_t index, bool borrowed)
{
    const struct mime_part *part = &r->mime->parts[index];
    r->open[r->open_count++] = (struct mime_open){
        .part = index,
        .boundary = part->boundary,
        .has_boundary = part->is_multipart && !(part->defects & MIME_NO_BOUNDARY),
        .may_guess = part->is_multipart && (part->defects & MIME_NO_BOUNDARY),
        .borrowed = borrowed,
    };
}

/* A part that begins at r->at, and the message within it, and so on. False: a budget is at its end. */
bool mime_part_begin(struct mime_reader *r, uint32_t parent)
{
    for (;;) {
        uint32_t index = mime_part_add(r, parent);
        if (index == MIME_NO_PART)
            return false;
        mime_header_read(r, index);
        mime_describe(r, index);
        struct mime_part *part = &r->mime->parts[index];
        part->body = (struct slice){ r->in.at + r->at, 0 };
        if ((part->is_multipart || part->is_message) && !mime_may_open(r, part))
            part->boundary = (struct slice){ NULL, 0 };
        mime_open_add(r, index, false);
        if (!part->is_message || mime_is_encoded(part))
            return true;
        parent = index;
    }
}

/* Reads r->in to its end; what is borrowed is open already. */
void mime_read_rest(struct mime_reader *r)
{
    struct mime_hit hit;
    while (next_delimiter(r, &hit)) {
        uint32_t part = r->open[hit.level].part;
        close_down_to(r, hit.level + 1, body_end(r, hit.at));
        if (hit.closing)
            r->open[hit.level].has_boundary = false;
        else if (!mime_part_begin(r, part))
            break;
    }
    close_down_to(r, 0, r->in.len);
}

void mime_begin_text(struct mime_reader *r, struct slice in)
{
    r->in = in;
    r->at = 0;
    r->line_end = in.len && memchr(in.at, '\n', in.len) == NULL ? '\r' : '\n';
    r->open_count = 0;
}

enum status mime_read(struct slice raw, struct arena *arena, struct mime *ret, struct error *err)
{
    struct mime mime = { .raw = raw };
    struct mime_reader r = {
        .mime = &mime,
        .arena = arena,
        .header_left = LIMIT_MIME_HEADER,
        .inner_left = LIMIT_MIME_INNER,
    };
    mime_begin_text(&r, raw);
    if (!mime_part_begin(&r, MIME_NO_PART) && mime.parts_count == 0)
        return fail(err, STATUS_NOMEM, "no memory for the parts of a message of %zu bytes", raw.len);
    mime_read_rest(&r);
    mime_look_inside(&r);
    for (uint32_t i = 0; i < mime.parts_count; i++)
        mime.defects |= mime.parts[i].defects;
    *ret = mime;
    return STATUS_OK;
}

/* ---- fields by name ---- */

const struct mime_field *mime_field_next(
        const struct mime *mime, uint32_t part, const struct mime_field *field, struct slice name)
{
    const struct mime_part *of = &mime->parts[part];
    const struct mime_field *end = mime->fields + of->field + of->fields;
    for (field = field ? field + 1 : mime->fields + of->field; field < end; field++)
        if (slice_eq_nocase(field->name, name))
            return field;
    return NULL;
}

const struct mime_field *mime_field_named(const struct mime *mime, uint32_t part, struct slice name)
{
    return mime->fields_count ? mime_field_next(mime, part, NULL, name) : NULL;
}
