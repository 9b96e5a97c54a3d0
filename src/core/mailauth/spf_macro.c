/* spf_macro.c - letters, digits, reversal and what parts them. */
#include "core/mailauth/spf_macro.h"

#include <stdio.h>

#include "core/base/limits.h"

struct writer {
    char *at;
    size_t len, cap;
    uint64_t work; /* bytes of values looked at */
};

static void put(struct writer *out, char c)
{
    if (out->len < out->cap)
        out->at[out->len++] = c;
}

/* RFC 3986 2.3: letters, digits, -._~ stay. */
static void put_escaped(struct writer *out, struct slice s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        char l = char_lower((char)c);
        if ((l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'
                || c == '~') {
            put(out, (char)c);
            continue;
        }
        put(out, '%');
        put(out, hex[c >> 4]);
        put(out, hex[c & 15]);
    }
}

static void put_plain(struct writer *out, struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        put(out, s.at[i]);
}

/* The address as names are made of it: dotted quad, or 32 hexadecimal digits with dots. */
static struct slice dotted(struct ip_addr ip, char buf[IP_TEXT_MAX])
{
    static const char hex[] = "0123456789ABCDEF";
    if (ip_is_v4(ip))
        return (struct slice){ buf, ip_format(ip, buf) };
    size_t len = 0;
    for (int i = 0; i < 16; i++) {
        buf[len++] = hex[ip.b[i] >> 4];
        buf[len++] = '.';
        buf[len++] = hex[ip.b[i] & 15];
        buf[len++] = '.';
    }
    return (struct slice){ buf, len - 1 };
}

static struct slice seconds(time_us time, char buf[IP_TEXT_MAX])
{
    long long t = time == TIME_NONE ? 0 : (long long)(time / TIME_SECOND);
    return (struct slice){ buf, (size_t)snprintf(buf, IP_TEXT_MAX, "%lld", t) };
}

static struct slice value_of(char letter, const struct spf_values *v, char buf[IP_TEXT_MAX])
{
    switch (char_lower(letter)) {
    case 's': return v->sender;
    case 'l': return v->local;
    case 'o': return v->sender_domain;
    case 'd': return v->domain;
    case 'i': return dotted(v->ip, buf);
    case 'p': return v->validated;
    case 'h': return v->helo;
    case 'v': return ip_is_v4(v->ip) ? LIT("in-addr") : LIT("ip6");
    case 'c': return (struct slice){ buf, ip_format(v->ip, buf) };
    case 'r': return v->receiver;
    default: return seconds(v->time, buf);
    }
}

struct transform {
    char letter;
    uint64_t keep; /* right-hand parts; UINT64_MAX: all */
    bool is_reversed;
    struct slice delimiters;
};

/* What stands between "%{" and "}". */
static struct transform read_transform(struct slice in)
{
    struct transform t = { in.at[0], UINT64_MAX, false, LIT(".") };
    in = slice_skip(in, 1);
    (void)take_uint(&in, UINT32_MAX, &t.keep);
    if (in.len > 0 && char_lower(in.at[0]) == 'r') {
        t.is_reversed = true;
        in = slice_skip(in, 1);
    }
    if (in.len > 0)
        t.delimiters = in;
    return t;
}

static bool is_delimiter(const struct transform *t, char c)
{
    return slice_find(t->delimiters, c) < t->delimiters.len;
}

static size_t count_parts(const struct transform *t, struct slice value)
{
    size_t parts = 1;
    for (size_t i = 0; i < value.len; i++)
        parts += is_delimiter(t, value.at[i]);
    return parts;
}

static struct slice first_part(const struct transform *t, struct slice value)
{
    size_t len = 0;
    while (len < value.len && !is_delimiter(t, value.at[len]))
        len++;
    return slice_first(value, len);
}

static struct slice last_part(const struct transform *t, struct slice value)
{
    size_t from = value.len;
    while (from > 0 && !is_delimiter(t, value.at[from - 1]))
        from--;
    return slice_skip(value, from);
}

/* Parts joined by dots; of the reversed list the right-hand ones are the first of the value. */
static void put_parts(struct writer *out, const struct transform *t, struct slice value)
{
    bool is_escaped = t->letter >= 'A' && t->letter <= 'Z';
    size_t parts = count_parts(t, value), skip = parts > t->keep ? parts - (size_t)t->keep : 0;
    struct slice rest = value;
    for (size_t i = 0; i < parts && out->len < out->cap; i++) {
        struct slice part = t->is_reversed ? last_part(t, rest) : first_part(t, rest);
        if (t->is_reversed)
            rest.len -= part.len + (part.len < rest.len);
        else
            rest = slice_skip(rest, part.len + 1);
        if (i < skip)
            continue;
        if (i > skip)
            put(out, '.');
        if (is_escaped)
            put_escaped(out, part);
        else
            put_plain(out, part);
    }
}

static void put_macro(struct writer *out, struct slice inner, const struct spf_values *values)
{
    char buf[IP_TEXT_MAX];
    struct transform t = read_transform(inner);
    struct slice value = value_of(t.letter, values, buf);
    out->work += value.len + 1;
    put_parts(out, &t, value);
}

bool spf_uses_validated(struct slice spec)
{
    while (spec.len >= 3) {
        size_t at = slice_find(spec, '%');
        spec = slice_skip(spec, at);
        if (spec.len >= 3 && spec.at[1] == '{' && char_lower(spec.at[2]) == 'p')
            return true;
        spec = slice_skip(spec, 2);
    }
    return false;
}

bool spf_expand(struct slice spec, const struct spf_values *values, struct arena *arena, struct slice *ret,
        uint64_t *work)
{
    struct writer out = { arena_take(arena, LIMIT_SPF_EXPANDED), 0, LIMIT_SPF_EXPANDED, 0 };
    if (out.at == NULL)
        return false;
    while (spec.len > 0 && out.len < out.cap) {
        if (spec.at[0] != '%' || spec.len < 2) {
            put(&out, spec.at[0]);
            spec = slice_skip(spec, 1);
        } else if (spec.at[1] == '{') {
            size_t end = slice_find(spec, '}');
            put_macro(&out, slice_skip(slice_first(spec, end), 2), values);
            spec = slice_skip(spec, end + 1);
        } else {
            put_plain(&out, spec.at[1] == '-' ? LIT("%20") : spec.at[1] == '_' ? LIT(" ") : LIT("%"));
            spec = slice_skip(spec, 2);
        }
    }
    arena->used -= (LIMIT_SPF_EXPANDED - out.len) / 16 * 16; /* what was not needed */
    *work += out.len + out.work;
    *ret = (struct slice){ out.at, out.len };
    return true;
}

struct slice spf_target(struct slice expanded)
{
    if (expanded.len > 0 && expanded.at[expanded.len - 1] == '.')
        expanded.len--;
    while (expanded.len > 253)
        expanded = slice_skip(expanded, slice_find(expanded, '.') + 1);
    return expanded;
}
