/* mime_inner.c - parts that are found only by looking into others: encoded messages, uuencoded files, TNEF.
 *
 * The list of parts is its own queue: what is found is added at its end and looked into in its turn, so nothing
 * recurses and the budgets of parts, depth and decoded bytes end it.
 */
#include "core/wire/mime_inside.h"
#include "core/wire/rtf.h"
#include "core/wire/tnef.h"

#define TNEF_ITEMS 200u

/* A part's bytes within the budget of what may be decoded; empty when there are none. */
static struct slice decoded(struct mime_reader *r, uint32_t index)
{
    struct mime_part *part = &r->mime->parts[index];
    bool is_cut = false, is_plain = !mime_is_encoded(part);
    uint64_t refused = r->arena->refused;
    struct slice bytes = mime_decode(
            part, is_plain ? SIZE_MAX : r->inner_left, r->arena, &part->defects, &is_cut);
    r->mime->work += part->body.len;
    if (r->arena->refused > refused)
        r->mime->exhausted |= MIME_BUDGET_MEMORY;
    else if (is_cut)
        r->mime->exhausted |= MIME_BUDGET_TEXT;
    if (!is_plain)
        r->inner_left -= bytes.len < r->inner_left ? bytes.len : r->inner_left;
    return bytes;
}

/* Messages and multiparts in base64 or quoted-printable, which the standards forbid and programs open. The label
 * may be false: then nothing is found, and the body stays what it is. */
static void read_encoded(struct mime_reader *r, uint32_t index)
{
    r->mime->parts[index].defects |= MIME_ENCODED_MULTIPART;
    r->mime->parts[index].defects &= ~(unsigned)MIME_NOT_CLOSED; /* of the encoded text */
    mime_begin_text(r, decoded(r, index));
    if (r->mime->parts[index].is_multipart)
        mime_open_add(r, index, true);
    else if (!mime_part_begin(r, index))
        return;
    mime_read_rest(r);
}

/* A child without fields of its own; its body stands in the message or the arena. */
static struct mime_part *child_add(
        struct mime_reader *r, uint32_t parent, struct slice type, struct slice subtype)
{
    if (r->mime->parts[parent].depth >= LIMIT_MIME_DEPTH) {
        r->mime->exhausted |= MIME_BUDGET_DEPTH;
        return NULL;
    }
    uint32_t index = mime_part_add(r, parent);
    if (index == MIME_NO_PART)
        return NULL;
    struct mime_part *part = &r->mime->parts[index];
    part->type = type;
    part->subtype = subtype;
    return part;
}

static bool is_all_blank(struct slice s)
{
    size_t i = 0;
    while (i < s.len && mime_is_blank(s.at[i]))
        i++;
    return i == s.len;
}

/* A multipart in which its delimiters do not stand: the first line like one is taken for it. Without any, what is
 * there is a text; programs show it. */
static void read_undelimited(struct mime_reader *r, uint32_t index)
{
    struct slice body = r->mime->parts[index].body;
    uint32_t before = r->mime->parts_count;
    r->mime->work += body.len;
    if (is_all_blank(body))
        return;
    r->mime->parts[index].defects |= MIME_NO_BOUNDARY;
    mime_begin_text(r, body);
    mime_open_add(r, index, true);
    mime_read_rest(r);
    struct mime_part *text = r->mime->parts_count > before ? NULL
                                                           : child_add(r, index, LIT("text"), LIT("plain"));
    if (text)
        text->body = body;
}

/* ---- uuencode ---- */

/* "begin 644 name": three or four octal digits. */
static bool is_begin(struct slice line, struct slice *ret_name)
{
    size_t digits = 0;
    if (!take_lit(&line, LIT("begin ")))
        return false;
    while (digits < line.len && line.at[digits] >= '0' && line.at[digits] <= '7')
        digits++;
    if (digits < 3 || digits > 4 || digits == line.len || line.at[digits] != ' ')
        return false;
    *ret_name = slice_trim(slice_skip(line, digits));
    return ret_name->len > 0;
}

/* A line of data: its first letter tells the bytes, and as many letters follow, but for lost blanks and a sum. */
static bool is_data(struct slice line)
{
    if (line.len == 0 || line.at[0] < ' ' || line.at[0] > '`')
        return false;
    size_t bytes = ((size_t)(uint8_t)line.at[0] - 32) & 63, letters = (bytes + 2) / 3 * 4;
    if (bytes > 45 || line.len > letters + 3 || line.len + 8 < letters)
        return false;
    for (size_t i = 1; i < line.len; i++)
        if (line.at[i] < ' ' || line.at[i] > '`')
            return false;
    return true;
}

/* From a line behind "begin" to the one that is no data; *ret_next: behind "end" where there is one. */
static struct slice data_lines(struct slice body, size_t at, size_t *ret_next, bool *ret_closed)
{
    size_t start = at, used;
    *ret_closed = false;
    for (; at < body.len; at += used) {
        struct slice line = slice_line(slice_skip(body, at), &used);
        if (slice_eq(line, LIT("end"))) {
            *ret_closed = true;
            break;
        }
        if (!is_data(line))
            break;
    }
    *ret_next = at;
    return (struct slice){ body.at + start, at - start };
}

static void read_uuencoded(struct mime_reader *r, uint32_t index)
{
    struct slice body = r->mime->parts[index].body, name;
    r->mime->work += body.len;
    for (size_t at = 0, used; at < body.len;) {
        size_t hit = at + slice_find_slice(slice_skip(body, at), LIT("begin "));
        if (hit >= body.len)
            return;
        struct slice line = slice_line(slice_skip(body, hit), &used);
        at = hit + used;
        bool closed, at_start = hit == 0 || body.at[hit - 1] == '\n' || body.at[hit - 1] == '\r';
        if (!at_start || !is_begin(line, &name))
            continue;
        struct slice data = data_lines(body, at, &at, &closed);
        if (data.len == 0)
            continue;
        struct mime_part *part = child_add(r, index, LIT("application"), LIT("octet-stream"));
        if (part == NULL)
            return;
        part->name = mime_words(name, r->arena, &r->mime->exhausted);
        part->encoding = MIME_UUENCODE;
        part->is_attachment = true;
        part->body = data;
        part->defects |= closed ? 0 : MIME_NOT_CLOSED;
    }
}

/* ---- TNEF ---- */

static bool is_tnef(const struct mime_part *part)
{
    return slice_eq(part->subtype, LIT("ms-tnef")) || slice_eq(part->subtype, LIT("vnd.ms-tnef"))
            || slice_eq_nocase(part->name, LIT("winmail.dat"));
}

/* "type/subtype" as told of a file, else octets. */
static void name_type(struct mime_reader *r, struct mime_part *part, struct slice told)
{
    size_t slash = slice_find(told, '/');
    if (slash == 0 || slash + 1 >= told.len || slice_starts(told, LIT("multipart"))
            || slice_starts(told, LIT("message")))
        return;
    part->type = mime_lower(slice_first(told, slash), r->arena);
    part->subtype = mime_lower(slice_skip(told, slash + 1), r->arena);
}

/* RTF as what it says: the HTML of the sender's Outlook, or text. */
static void read_rtf(struct mime_reader *r, struct mime_part *part)
{
    bool is_html;
    struct slice said = rtf_text(part->body, r->inner_left, r->arena, &is_html);
    if (said.at == NULL) {
        r->mime->exhausted |= MIME_BUDGET_MEMORY;
        return;
    }
    r->mime->work += part->body.len;
    r->inner_left -= said.len < r->inner_left ? said.len : r->inner_left;
    part->body = said;
    part->subtype = is_html ? LIT("html") : LIT("plain");
    part->charset = LIT("utf-8");
}

static bool add_item(struct mime_reader *r, uint32_t index, const struct tnef_item *item)
{
    static const struct {
        struct slice type, subtype;
    } types[] = {
        [TNEF_TEXT] = { LIT("text"), LIT("plain") },
        [TNEF_HTML] = { LIT("text"), LIT("html") },
        [TNEF_RTF] = { LIT("text"), LIT("rtf") },
        [TNEF_FILE] = { LIT("application"), LIT("octet-stream") },
        [TNEF_MESSAGE] = { LIT("application"), LIT("ms-tnef") },
    };
    struct mime_part *part = child_add(r, index, types[item->kind].type, types[item->kind].subtype);
    if (part == NULL)
        return false;
    part->body = item->bytes;
    if (item->kind == TNEF_RTF)
        read_rtf(r, part);
    part->charset = item->kind == TNEF_TEXT || item->kind == TNEF_HTML ? item->charset : part->charset;
    part->is_attachment = item->kind == TNEF_FILE || item->kind == TNEF_MESSAGE;
    if (item->name.len) {
        struct slice name = mime_to_utf8(item->name, item->charset, r->arena, &part->defects);
        part->name = mime_words(name, r->arena, &r->mime->exhausted);
    }
    if (item->kind == TNEF_FILE)
        name_type(r, part, item->type);
    return true;
}

static void read_tnef(struct mime_reader *r, uint32_t index)
{
    struct tnef_item items[TNEF_ITEMS];
    bool broken, more;
    struct slice data = decoded(r, index);
    if (!tnef_begins(data))
        return;
    size_t used = r->arena->used;
    uint32_t count = tnef_read(data, r->arena, r->inner_left, items, TNEF_ITEMS, &broken, &more);
    used = r->arena->used - used;
    r->inner_left -= used < r->inner_left ? used : r->inner_left;
    r->mime->work += data.len;
    if (broken)
        r->mime->parts[index].defects |= MIME_NOT_CLOSED;
    if (more)
        r->mime->exhausted |= MIME_BUDGET_PARTS;
    for (uint32_t i = 0; i < count; i++)
        if (!add_item(r, index, &items[i]))
            return;
}

/* ---- the queue ---- */

/* Parts that hold others, whose children were not found where they should stand. */
static void read_container(struct mime_reader *r, uint32_t index)
{
    const struct mime_part *part = &r->mime->parts[index];
    if (part->children > 0)
        return;
    if (mime_is_encoded(part))
        read_encoded(r, index);
    else if (part->is_multipart)
        read_undelimited(r, index);
}

void mime_look_inside(struct mime_reader *r)
{
    for (uint32_t i = 0; i < r->mime->parts_count; i++) {
        const struct mime_part *part = &r->mime->parts[i];
        if (part->is_message || part->is_multipart)
            read_container(r, i);
        else if (is_tnef(part)) {
            read_tnef(r, i);
        } else if (slice_eq(part->type, LIT("text")) && !mime_is_encoded(part)) {
            read_uuencoded(r, i);
        }
    }
}
