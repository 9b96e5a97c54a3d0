/* message_text.c - the parts that people read, put together as they see them.
 *
 * Choice  Of multipart/alternative mail programs show the HTML, whichever comes first; its plain twin is kept apart,
 *         because filters read it and people do not. Of a forwarded message the text is text of the message.
 */
#include "core/base/limits.h"
#include "core/parse/message_inside.h"

#define ICS_LINE_MAX 16384u

static bool is_type(const struct mime_part *part, const char *type, const char *subtype)
{
    return slice_eq(part->type, text(type)) && (subtype == NULL || slice_eq(part->subtype, text(subtype)));
}

static bool is_leaf(const struct mime_part *part)
{
    return !part->is_multipart && !part->is_message;
}

static bool is_html(const struct mime_part *part)
{
    return is_type(part, "text", "html") || is_type(part, "application", "xhtml+xml");
}

bool part_is_text(const struct mime *mime, uint32_t i)
{
    const struct mime_part *part = &mime->parts[i];
    bool named = part->name.len > 0 && i > 0;
    if (part->is_attachment && i > 0)
        return false;
    if (part->is_multipart) /* one without parts is shown as it stands */
        return part->children == 0;
    if (!is_leaf(part))
        return false;
    if (is_html(part))
        return true;
    if (is_type(part, "text", "calendar"))
        return true;
    return is_type(part, "text", NULL) && !is_type(part, "text", "x-amp-html")
            && !is_type(part, "text", "rfc822-headers")
            && (!named || is_type(part, "text", "plain") || is_type(part, "text", "x-patch"));
}

/* ---- which plain text is the twin of an HTML ---- */

/* The nearest multipart/alternative above; MIME_NO_PART: none within the same message. */
static uint32_t alternative_above(const struct mime *mime, uint32_t part)
{
    uint32_t up = mime->parts[part].parent;
    while (up != MIME_NO_PART && !mime->parts[up].is_message) { /* at most LIMIT_MIME_DEPTH steps */
        if (mime->parts[up].is_multipart && slice_eq(mime->parts[up].subtype, LIT("alternative")))
            return up;
        up = mime->parts[up].parent;
    }
    return MIME_NO_PART;
}

/* A bit a part: an alternative that holds HTML. */
static uint8_t *alternatives_with_html(struct message_reading *r)
{
    const struct mime *mime = &r->mime;
    uint8_t *has = arena_take(r->arena, mime->parts_count);
    for (uint32_t i = 0; has != NULL && i < mime->parts_count; i++)
        if (is_html(&mime->parts[i]) && !mime->parts[i].is_attachment) {
            uint32_t up = alternative_above(mime, i);
            if (up != MIME_NO_PART)
                has[up] = 1;
        }
    return has;
}

/* ---- pieces ---- */

static void add_piece(struct message_reading *r, const struct text_piece *piece)
{
    r->pieces[r->pieces_count++] = *piece;
}

static struct slice decoded(struct message_reading *r, const struct mime_part *part)
{
    bool cut = false;
    struct slice bytes = mime_decode(part, LIMIT_MIME_TEXT, r->arena, &r->m->defects, &cut);
    if (cut)
        r->m->exhausted |= MIME_BUDGET_TEXT;
    r->m->work += bytes.len;
    return mime_to_utf8(bytes, part->charset, r->arena, &r->m->defects);
}

static void add_html(struct message_reading *r, struct slice utf8)
{
    struct text_piece piece = { 0 };
    html_read(utf8, r->arena, &piece.html);
    piece.text = piece.html.text;
    r->m->has_html = true;
    r->m->images += piece.html.images;
    r->m->tiny_images += piece.html.tiny_images;
    r->m->tags += piece.html.tags;
    r->m->scripts += piece.html.scripts_count;
    r->m->handlers += piece.html.handlers;
    r->m->work += piece.html.work;
    if (piece.html.exhausted)
        r->m->exhausted |= MIME_BUDGET_HTML;
    add_piece(r, &piece);
}

/* ---- invitations (RFC 5545) ---- */

/* "SUMMARY;LANGUAGE=en:Team meeting" is shown; what only calendars read is not. */
static bool ics_is_shown(struct slice line)
{
    static const char *const names[] = { "SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER", "URL", "ATTACH",
        "COMMENT", "CONTACT" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t len = strlen(names[i]);
        if (line.len > len && slice_eq_nocase(slice_first(line, len), text(names[i]))
                && (line.at[len] == ':' || line.at[len] == ';'))
            return true;
    }
    return false;
}

/* The value behind the first colon outside of quotes. */
static struct slice ics_value(struct slice line)
{
    bool quoted = false;
    for (size_t i = 0; i < line.len; i++) {
        quoted = quoted != (line.at[i] == '"');
        if (line.at[i] == ':' && !quoted)
            return slice_skip(line, i + 1);
    }
    return slice_skip(line, line.len);
}

/* Unescapes: \n, \, and the like. */
static size_t ics_put(char *to, struct slice value)
{
    size_t n = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '\\' && i + 1 < value.len) {
            i++;
            to[n++] = (char)(value.at[i] == 'n' || value.at[i] == 'N' ? '\n' : value.at[i]);
        } else if (value.at[i] != '\r' && value.at[i] != '\n') {
            to[n++] = value.at[i];
        } else if (value.at[i] == '\n') {
            i++; /* the blank that marks a fold */
        }
    }
    to[n++] = '\n';
    return n;
}

/* A line with those that continue it, without its end. */
static struct slice ics_line(struct slice s, size_t *ret_used)
{
    size_t used, all = 0;
    do {
        (void)slice_line(slice_skip(s, all), &used);
        all += used;
    } while (used > 0 && all < s.len && (s.at[all] == ' ' || s.at[all] == '\t'));
    *ret_used = all;
    while (all > 0 && (s.at[all - 1] == '\n' || s.at[all - 1] == '\r'))
        all--;
    return slice_first(s, all);
}

static void add_invitation(struct message_reading *r, struct slice utf8)
{
    char *to = arena_take(r->arena, utf8.len + 2);
    size_t len = 0, used;
    r->m->is_calendar = true;
    for (struct slice rest = utf8; to != NULL && rest.len > 0; rest = slice_skip(rest, used)) {
        struct slice line = ics_line(rest, &used);
        if (ics_is_shown(line))
            len += ics_put(to + len, slice_first(ics_value(line), ICS_LINE_MAX));
    }
    if (to == NULL)
        r->m->exhausted |= MIME_BUDGET_MEMORY;
    else if (len > 0)
        add_piece(r, &(struct text_piece){ .text = { to, len } });
}

/* ---- one after the other ---- */

static void read_part(struct message_reading *r, uint32_t i, const uint8_t *has_html)
{
    const struct mime_part *part = &r->mime.parts[i];
    uint32_t up = alternative_above(&r->mime, i);
    struct slice utf8 = decoded(r, part);
    if (is_html(part)) {
        add_html(r, utf8);
    } else if (is_type(part, "text", "calendar")) {
        add_invitation(r, utf8);
    } else if (up != MIME_NO_PART && has_html != NULL && has_html[up]) {
        r->m->has_plain = true;
        if (r->m->plain_twin.len == 0)
            r->m->plain_twin = utf8;
    } else {
        r->m->has_plain = true;
        add_piece(r, &(struct text_piece){ .text = utf8 });
    }
}

/* One text of them all, each on lines of its own. */
static struct slice joined(struct message_reading *r, bool hidden)
{
    size_t len = 0, total = 0;
    for (uint32_t i = 0; i < r->pieces_count; i++)
        total += (hidden ? r->pieces[i].html.hidden.len : r->pieces[i].text.len) + 1;
    if (r->pieces_count == 1)
        return hidden ? r->pieces[0].html.hidden : r->pieces[0].text;
    char *to = total > 0 ? arena_take(r->arena, total) : NULL;
    for (uint32_t i = 0; to != NULL && i < r->pieces_count; i++) {
        struct slice s = hidden ? r->pieces[i].html.hidden : r->pieces[i].text;
        if (!hidden)
            r->pieces[i].at = (uint32_t)len;
        if (s.len == 0)
            continue;
        memcpy(to + len, s.at, s.len);
        len += s.len;
        to[len++] = '\n';
    }
    if (to == NULL && total > 0)
        r->m->exhausted |= MIME_BUDGET_MEMORY;
    if (to == NULL && !hidden) /* links rest on no text */
        for (uint32_t i = 0; i < r->pieces_count; i++)
            r->pieces[i].text.len = 0;
    return (struct slice){ to, len };
}

/* ---- what kind of message it is ---- */

static void look_at_kind(struct message_reading *r, const struct mime_part *part)
{
    struct message *m = r->m;
    if (part->is_message && part->parent != MIME_NO_PART)
        m->has_inner_message = true;
    if (is_type(part, "multipart", "signed") || is_type(part, "application", "pgp-signature")
            || is_type(part, "application", "pkcs7-signature")
            || is_type(part, "application", "x-pkcs7-signature"))
        m->is_signed = true;
    if (is_type(part, "multipart", "encrypted") || is_type(part, "application", "pgp-encrypted")
            || is_type(part, "application", "pkcs7-mime") || is_type(part, "application", "x-pkcs7-mime"))
        m->is_encrypted = true;
    if (is_type(part, "message", "delivery-status") || is_type(part, "message", "global-delivery-status"))
        m->is_bounce = true;
}

void message_read_text(struct message_reading *r)
{
    const uint8_t *has_html = alternatives_with_html(r);
    r->pieces = arena_take(r->arena, r->mime.parts_count * sizeof *r->pieces);
    if (r->pieces == NULL) {
        r->m->exhausted |= MIME_BUDGET_MEMORY;
        return;
    }
    for (uint32_t i = 0; i < r->mime.parts_count; i++) {
        look_at_kind(r, &r->mime.parts[i]);
        if (part_is_text(&r->mime, i))
            read_part(r, i, has_html);
    }
    r->m->text = joined(r, false);
    r->m->hidden = joined(r, true);
    struct slice near = slice_first(r->m->text, 200);
    if (slice_find_slice(near, LIT("-----BEGIN PGP MESSAGE-----")) < near.len)
        r->m->is_encrypted = true;
    if (slice_find_slice(near, LIT("-----BEGIN PGP SIGNED MESSAGE-----")) < near.len)
        r->m->is_signed = true;
}
