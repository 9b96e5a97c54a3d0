/* xml.c - tags, text, entities. */
#include "core/wire/xml.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct slice behind_space(struct slice s)
{
    while (s.len > 0 && is_space(s.at[0]))
        s = slice_skip(s, 1);
    return s;
}

static struct slice local_name(struct slice name)
{
    size_t colon = slice_find(name, ':');
    return colon < name.len ? slice_skip(name, colon + 1) : name;
}

static struct xml_token broken(struct xml *xml)
{
    xml->broken = true;
    return (struct xml_token){ .kind = XML_BROKEN };
}

/* ---- tags ---- */

static struct xml_token close_element(struct xml *xml)
{
    xml->closing = false;
    return (struct xml_token){ .kind = XML_CLOSE, .name = local_name(xml->open[--xml->depth]) };
}

/* Offset of the '>' that ends a tag, outside quotes; s.len when it is cut. */
static size_t tag_end(struct slice s)
{
    char quote = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (quote != 0)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i;
    }
    return s.len;
}

static size_t name_length(struct slice s)
{
    size_t n = 0;
    while (n < s.len && !is_space(s.at[n]) && s.at[n] != '/' && s.at[n] != '>' && s.at[n] != '<')
        n++;
    return n;
}

/* Behind "</". */
static struct xml_token take_close(struct xml *xml)
{
    size_t n = name_length(xml->in);
    struct slice name = slice_first(xml->in, n), rest = behind_space(slice_skip(xml->in, n));
    if (xml->depth == 0 || !slice_eq(name, xml->open[xml->depth - 1]) || !take_lit(&rest, LIT(">")))
        return broken(xml);
    xml->in = rest;
    return close_element(xml);
}

/* Behind "<". */
static struct xml_token take_open(struct xml *xml)
{
    size_t end = tag_end(xml->in);
    struct slice tag = slice_first(xml->in, end);
    size_t n = name_length(tag);
    if (end == xml->in.len || n == 0 || xml->depth == XML_DEPTH)
        return broken(xml);
    xml->in = slice_skip(xml->in, end + 1);
    xml->closing = tag.at[tag.len - 1] == '/';
    xml->open[xml->depth++] = slice_first(tag, n);
    struct slice attributes = slice_skip(tag, n);
    if (xml->closing && attributes.len > 0)
        attributes.len--;
    return (struct xml_token){
        .kind = XML_OPEN, .name = local_name(slice_first(tag, n)), .attributes = attributes
    };
}

/* ---- what stands between tags ---- */

static bool pass(struct xml *xml, struct slice begin, struct slice end)
{
    struct slice in = xml->in, what;
    if (!take_lit(&in, begin) || !take_until(&in, end, &what))
        return false;
    xml->in = in;
    return true;
}

/* Comments and processing instructions; true when one was passed. */
static bool pass_other(struct xml *xml)
{
    return pass(xml, LIT("<!--"), LIT("-->")) || pass(xml, LIT("<?"), LIT("?>"));
}

static bool take_text(struct xml *xml, struct xml_token *ret)
{
    struct slice in = xml->in, what;
    if (take_lit(&in, LIT("<![CDATA["))) {
        if (!take_until(&in, LIT("]]>"), &what))
            return false;
        *ret = (struct xml_token){ .kind = XML_TEXT, .text = what, .literal = true };
        xml->in = in;
        return true;
    }
    size_t n = slice_find(in, '<');
    *ret = (struct xml_token){ .kind = XML_TEXT, .text = slice_first(in, n) };
    xml->in = slice_skip(in, n);
    return behind_space(ret->text).len > 0;
}

struct xml_token xml_next(struct xml *xml)
{
    struct xml_token token;
    if (xml->broken)
        return broken(xml);
    if (xml->closing)
        return close_element(xml);
    for (;;) {
        bool tag = xml->in.len > 0 && xml->in.at[0] == '<';
        if (tag && pass_other(xml))
            continue;
        if ((!tag || slice_starts(xml->in, LIT("<![CDATA["))) && xml->in.len > 0) {
            if (!take_text(xml, &token)) {
                if (tag)
                    return broken(xml); /* CDATA without an end */
                continue;
            }
            return xml->depth > 0 ? token : broken(xml);
        }
        if (!tag)
            return xml->depth > 0 ? broken(xml) : (struct xml_token){ .kind = XML_END };
        xml->in = slice_skip(xml->in, 1);
        if (take_lit(&xml->in, LIT("/")))
            return take_close(xml);
        return xml->in.len == 0 || xml->in.at[0] == '!' || xml->in.at[0] == '?' ? broken(xml)
                                                                                : take_open(xml);
    }
}

/* ---- entities ---- */

static size_t put_utf8(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const uint8_t first[] = { 0, 0xc0, 0xe0, 0xf0 };
    for (size_t i = more; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)(first[more] | c);
    return more + 1;
}

/* "#10", "#x1F600": a character of Unicode. */
static bool number_of(struct slice name, uint32_t *ret)
{
    uint32_t c = 0;
    bool hex = slice_starts(name, LIT("#x"));
    struct slice digits = slice_skip(name, hex ? 2 : 1);
    if (digits.len == 0 || digits.len > 8)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        char d = digits.at[i], low = (char)(d | 0x20);
        if (d >= '0' && d <= '9')
            c = c * (hex ? 16 : 10) + (uint32_t)(d - '0');
        else if (hex && low >= 'a' && low <= 'f')
            c = c * 16 + (uint32_t)(low - 'a' + 10);
        else
            return false;
    }
    *ret = c;
    return c > 0 && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

static bool entity(struct slice name, uint32_t *ret)
{
    static const struct {
        const char *name;
        char c;
    } named[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' } };
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (slice_eq(name, text(named[i].name))) {
            *ret = (uint32_t)named[i].c;
            return true;
        }
    return slice_starts(name, LIT("#")) && number_of(name, ret);
}

/* What is no entity stays as it is written. */
static struct slice decode(struct slice raw, struct arena *scratch)
{
    if (slice_find(raw, '&') == raw.len)
        return raw;
    char *out = arena_take(scratch, raw.len); /* an entity is never shorter than its character */
    size_t n = 0;
    if (out == NULL)
        return slice_first(raw, 0);
    for (size_t i = 0; i < raw.len;) {
        struct slice rest = slice_skip(raw, i);
        size_t end = rest.at[0] == '&' ? slice_find(slice_first(rest, 12), ';') : rest.len;
        uint32_t c;
        if (end < rest.len && end < 12 && entity((struct slice){ rest.at + 1, end - 1 }, &c)) {
            n += put_utf8(c, out + n);
            i += end + 1;
        } else {
            out[n++] = raw.at[i++];
        }
    }
    return (struct slice){ out, n };
}

struct slice xml_attribute(struct slice attributes, struct slice name, struct arena *scratch)
{
    struct slice in = behind_space(attributes), value;
    while (in.len > 0) {
        size_t eq = slice_find(in, '=');
        struct slice key = slice_first(in, eq);
        while (key.len > 0 && is_space(key.at[key.len - 1]))
            key.len--;
        in = behind_space(slice_skip(in, eq + 1));
        if (in.len == 0 || (in.at[0] != '"' && in.at[0] != '\''))
            break;
        size_t end = slice_find(slice_skip(in, 1), in.at[0]);
        value = slice_first(slice_skip(in, 1), end);
        if (slice_eq(key, name))
            return decode(value, scratch);
        in = behind_space(slice_skip(in, end + 2));
    }
    return slice_first(attributes, 0);
}

struct slice xml_text(const struct xml_token *token, struct arena *scratch)
{
    return token->literal ? token->text : decode(token->text, scratch);
}
