/* mime_type.c - what a part is, by its fields: type, encoding, disposition, names. */
#include "core/wire/mime_inside.h"

static struct slice take_token(struct slice *in, char stop)
{
    size_t len = 0;
    while (len < in->len && !mime_is_blank(in->at[len]) && memchr(";,(\"", in->at[len], 4) == NULL
            && in->at[len] != stop)
        len++;
    struct slice token = slice_first(*in, len);
    *in = slice_skip(*in, len);
    return token;
}

struct slice mime_lower(struct slice s, struct arena *arena)
{
    size_t i = 0;
    while (i < s.len && !(s.at[i] >= 'A' && s.at[i] <= 'Z'))
        i++;
    if (i == s.len)
        return s;
    char *to = arena_take(arena, s.len);
    if (to == NULL)
        return s;
    for (i = 0; i < s.len; i++)
        to[i] = char_lower(s.at[i]);
    return (struct slice){ to, s.len };
}

/* "type/subtype" at the front. What cannot be read stays text/plain (RFC 2045 5.2), but for a multipart: its
 * parts must be seen. */
static void read_type(struct mime_reader *r, struct mime_part *part, struct slice *in)
{
    mime_skip_comments(in);
    if (in->len && in->at[0] == '"') {
        *in = slice_skip(*in, 1);
        part->defects |= MIME_BAD_TYPE;
    }
    struct slice type = take_token(in, '/'), subtype = { NULL, 0 };
    mime_skip_comments(in);
    if (in->len && in->at[0] == '/') {
        *in = slice_skip(*in, 1);
        mime_skip_comments(in);
        subtype = take_token(in, '/');
    }
    if (type.len && subtype.len) {
        part->type = mime_lower(type, r->arena);
        part->subtype = mime_lower(subtype, r->arena);
        return;
    }
    part->defects |= MIME_BAD_TYPE;
    part->type = slice_eq_nocase(type, LIT("multipart")) ? LIT("multipart") : LIT("text");
    part->subtype = slice_eq(part->type, LIT("text")) ? LIT("plain") : LIT("mixed");
}

static struct slice trim_end(struct slice s)
{
    while (s.len && mime_is_blank(s.at[s.len - 1]))
        s.len--;
    return s;
}

/* Before the parameters: the first semicolon that is not in a comment was not passed yet. */
static void read_content_type(struct mime_reader *r, struct mime_part *part, struct slice in)
{
    struct mime_params params;
    unsigned *exhausted = &r->mime->exhausted;
    read_type(r, part, &in);
    mime_params_read(in, &params, exhausted);
    struct slice charset = mime_params_text(&params, LIT("charset"), r->arena, exhausted);
    part->charset = mime_lower(slice_trim(charset), r->arena);
    part->name = mime_params_text(&params, LIT("name"), r->arena, exhausted);
    if (!slice_eq(part->type, LIT("multipart")))
        return;
    bool has = mime_params_have(&params, LIT("boundary"));
    part->boundary = trim_end(mime_params_text(&params, LIT("boundary"), r->arena, exhausted));
    if (!has)
        part->defects |= MIME_NO_BOUNDARY;
}

static void read_encoding(struct mime_part *part, struct slice in)
{
    static const struct {
        struct slice word;
        enum mime_encoding encoding;
    } words[] = {
        { LIT("7bit"), MIME_PLAIN },
        { LIT("8bit"), MIME_PLAIN },
        { LIT("binary"), MIME_PLAIN },
        { LIT("base64"), MIME_BASE64 },
        { LIT("quoted-printable"), MIME_QUOTED_PRINTABLE },
        { LIT("x-uuencode"), MIME_UUENCODE },
        { LIT("uuencode"), MIME_UUENCODE },
        { LIT("x-uue"), MIME_UUENCODE },
        { LIT("uue"), MIME_UUENCODE },
    };
    mime_skip_comments(&in);
    if (in.len && in.at[0] == '"')
        in = slice_skip(in, 1);
    struct slice word = take_token(&in, ';');
    part->encoding = word.len ? MIME_UNKNOWN_ENCODING : MIME_PLAIN;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (slice_eq_nocase(word, words[i].word))
            part->encoding = words[i].encoding;
}

/* What is neither inline nor part of a form is attached (RFC 2183 2.8). */
static void read_disposition(struct mime_reader *r, struct mime_part *part, struct slice in)
{
    struct mime_params params;
    mime_skip_comments(&in);
    struct slice word = take_token(&in, '=');
    if (in.len && in.at[0] == '=') /* "Content-Disposition: filename=x": the word itself was forgotten */
        in = (struct slice){ word.at, word.len + in.len };
    else
        part->is_attachment = word.len && !slice_eq_nocase(word, LIT("inline"))
                && !slice_eq_nocase(word, LIT("form-data"));
    mime_params_read(in, &params, &r->mime->exhausted);
    struct slice name = mime_params_text(&params, LIT("filename"), r->arena, &r->mime->exhausted);
    if (name.at == NULL)
        name = mime_params_text(&params, LIT("name"), r->arena, &r->mime->exhausted);
    if (name.len)
        part->name = name;
}

static struct slice content_id(struct slice in)
{
    mime_skip_comments(&in);
    in = trim_end(in);
    if (in.len && in.at[0] == '<')
        in = slice_first(slice_skip(in, 1), slice_find(slice_skip(in, 1), '>'));
    return in;
}

static bool is_message_type(const struct mime_part *part)
{
    return slice_eq(part->type, LIT("message"))
            && (slice_eq(part->subtype, LIT("rfc822")) || slice_eq(part->subtype, LIT("global"))
                    || slice_eq(part->subtype, LIT("news")));
}

/* Of several Content-Types the first counts, as in most programs; but one that makes it a multipart goes before,
 * since others take the last: its parts must be seen. */
static const struct mime_field *content_type(const struct mime *mime, uint32_t index)
{
    const struct mime_field *first = mime_field_named(mime, index, LIT("Content-Type")), *field = first;
    while (field && (mime->parts[index].defects & MIME_TWICE)) {
        struct slice in = field->value;
        mime_skip_comments(&in);
        if (slice_eq_nocase(slice_first(in, 9), LIT("multipart")))
            return field;
        field = mime_field_next(mime, index, field, LIT("Content-Type"));
    }
    return first;
}

void mime_describe(struct mime_reader *r, uint32_t index)
{
    const struct mime *mime = r->mime;
    struct mime_part *part = &mime->parts[index];
    const struct mime_part *above = part->parent == MIME_NO_PART ? NULL : &mime->parts[part->parent];
    const struct mime_field *type = content_type(mime, index);
    const struct mime_field *encoding = mime_field_named(mime, index, LIT("Content-Transfer-Encoding"));
    const struct mime_field *disposition = mime_field_named(mime, index, LIT("Content-Disposition"));
    const struct mime_field *id = mime_field_named(mime, index, LIT("Content-ID"));
    bool in_digest = above && above->is_multipart && slice_eq(above->subtype, LIT("digest"));

    part->type = in_digest && !type ? LIT("message") : LIT("text");
    part->subtype = in_digest && !type ? LIT("rfc822") : LIT("plain");
    if (type)
        read_content_type(r, part, type->value);
    if (encoding)
        read_encoding(part, encoding->value);
    if (disposition)
        read_disposition(r, part, disposition->value);
    if (id)
        part->content_id = content_id(id->value);
    part->is_multipart = slice_eq(part->type, LIT("multipart"));
    part->is_message = is_message_type(part);
}
