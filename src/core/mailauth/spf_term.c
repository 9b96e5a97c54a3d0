/* spf_term.c - mechanisms and modifiers, one at a time. */
#include "core/mailauth/spf_term.h"

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c, bool in_exp)
{
    const char *letters = in_exp ? "slodiphcrtvSLODIPHCRTV" : "slodiphvSLODIPHV";
    return c != '\0' && strchr(letters, c) != NULL;
}

/* Behind "%{": letter, digits, r, delimiters, "}". 0 digits is an error, as a count of none makes no sense. */
static bool take_expand(struct slice *in, bool in_exp)
{
    struct slice rest = *in;
    uint64_t count = 1;
    if (rest.len == 0 || !is_letter(rest.at[0], in_exp))
        return false;
    rest = slice_skip(rest, 1);
    if (rest.len > 0 && is_digit(rest.at[0]) && (!take_uint(&rest, UINT32_MAX, &count) || count == 0))
        return false;
    if (rest.len > 0 && (rest.at[0] == 'r' || rest.at[0] == 'R'))
        rest = slice_skip(rest, 1);
    while (rest.len > 0 && rest.at[0] != '\0' && strchr(".-+,/_=", rest.at[0]) != NULL)
        rest = slice_skip(rest, 1);
    if (rest.len == 0 || rest.at[0] != '}')
        return false;
    *in = slice_skip(rest, 1);
    return true;
}

/* Takes what begins with %. */
static bool take_macro(struct slice *in, bool in_exp)
{
    struct slice rest = slice_skip(*in, 1);
    if (rest.len == 0)
        return false;
    char c = rest.at[0];
    rest = slice_skip(rest, 1);
    if (c == '{' ? !take_expand(&rest, in_exp) : (c != '%' && c != '_' && c != '-'))
        return false;
    *in = rest;
    return true;
}

bool spf_macros_ok(struct slice s, bool in_exp)
{
    while (s.len > 0) {
        unsigned char c = (unsigned char)s.at[0];
        if (c == '%') {
            if (!take_macro(&s, in_exp))
                return false;
        } else if (c < 0x20 || (c == ' ' && !in_exp) || c > 0x7e)
            return false;
        else
            s = slice_skip(s, 1);
    }
    return true;
}

static bool is_toplabel(struct slice label)
{
    bool is_number = true;
    if (label.len == 0 || label.at[0] == '-' || label.at[label.len - 1] == '-')
        return false;
    for (size_t i = 0; i < label.len; i++) {
        if (!is_alpha(label.at[i]) && !is_digit(label.at[i]) && label.at[i] != '-')
            return false;
        is_number &= is_digit(label.at[i]);
    }
    return !is_number;
}

/* Where the last macro of a text ends, 0 without one. The text is a macro-string. */
static size_t macros_end(struct slice s)
{
    struct slice rest = s;
    size_t end = 0;
    while (rest.len > 0) {
        if (rest.at[0] != '%') {
            rest = slice_skip(rest, 1);
            continue;
        }
        (void)take_macro(&rest, false);
        end = s.len - rest.len;
    }
    return end;
}

/* Ends in a macro, or in a label that a domain can end in, with one before it. */
static bool is_domain_spec(struct slice spec)
{
    if (spec.len == 0 || !spf_macros_ok(spec, false))
        return false;
    size_t literal = macros_end(spec);
    if (literal == spec.len)
        return true;
    if (spec.at[spec.len - 1] == '.')
        spec.len--;
    size_t dot = slice_find_last(slice_skip(spec, literal), LIT("."));
    return literal + dot < spec.len && is_toplabel(slice_skip(spec, literal + dot + 1))
            && (literal + dot > 0);
}

/* ---- mechanisms ---- */

static bool to_bits(struct slice digits, unsigned most, unsigned *ret)
{
    uint64_t bits;
    if (digits.len > 1 && digits.at[0] == '0')
        return false;
    if (!slice_to_uint(digits, most, &bits))
        return false;
    *ret = (unsigned)bits;
    return true;
}

/* Where the digits at the end begin. */
static size_t digits_from(struct slice s)
{
    size_t at = s.len;
    while (at > 0 && is_digit(s.at[at - 1]))
        at--;
    return at;
}

/* Takes "/24", "//64" or "/24//64" from the end. */
static bool take_dual_cidr(struct slice *arg, struct spf_term *term)
{
    size_t at = digits_from(*arg);
    if (at < arg->len && at >= 2 && arg->at[at - 1] == '/' && arg->at[at - 2] == '/') {
        if (!to_bits(slice_skip(*arg, at), 128, &term->bits6))
            return false;
        arg->len = at - 2;
        at = digits_from(*arg);
    }
    if (at < arg->len && at >= 1 && arg->at[at - 1] == '/') {
        if (!to_bits(slice_skip(*arg, at), 32, &term->bits4))
            return false;
        arg->len = at - 1;
    }
    return true;
}

static const char *read_spec(struct slice arg, struct spf_term *term, bool is_needed)
{
    if (arg.len == 0)
        return is_needed ? "a domain is missing" : NULL;
    if (arg.at[0] != ':')
        return "unknown mechanism";
    term->spec = slice_skip(arg, 1);
    return is_domain_spec(term->spec) ? NULL : "a domain cannot be one";
}

static const char *read_host(struct slice arg, struct spf_term *term)
{
    term->bits4 = 32;
    term->bits6 = 128;
    if (!take_dual_cidr(&arg, term))
        return "a prefix length is out of range";
    return read_spec(arg, term, false);
}

static const char *read_ip(struct slice arg, struct spf_term *term, bool is_v4)
{
    struct slice addr = slice_skip(arg, 1), rest;
    size_t slash = slice_find(addr, '/');
    unsigned bits = is_v4 ? 32 : 128;
    if (arg.len == 0 || arg.at[0] != ':')
        return "an address is missing";
    rest = slice_skip(addr, slash);
    addr = slice_first(addr, slash);
    if ((slice_find(addr, ':') == addr.len) != is_v4)
        return "an address is of the other family";
    /* take_ip drops a %zone, which has no meaning here */
    if (slice_find(addr, '%') != addr.len || !take_ip(&addr, &term->net.addr) || addr.len > 0)
        return "an address cannot be read";
    if (rest.len > 0 && !to_bits(slice_skip(rest, 1), bits, &bits))
        return "a prefix length is out of range";
    term->net.bits = (uint8_t)(is_v4 ? 96 + bits : bits);
    return NULL;
}

static const char *read_argument(struct slice arg, struct spf_term *term)
{
    switch (term->kind) {
    case SPF_ALL: return arg.len == 0 ? NULL : "all has no argument";
    case SPF_INCLUDE:
    case SPF_EXISTS: return read_spec(arg, term, true);
    case SPF_PTR: return read_spec(arg, term, false);
    case SPF_A:
    case SPF_MX: return read_host(arg, term);
    case SPF_IP4: return read_ip(arg, term, true);
    default: return read_ip(arg, term, false);
    }
}

static enum auth_result take_qualifier(struct slice *in)
{
    static const struct {
        char sign;
        enum auth_result result;
    } rows[] = { { '+', AUTH_PASS }, { '-', AUTH_FAIL }, { '~', AUTH_SOFTFAIL }, { '?', AUTH_NEUTRAL } };
    for (size_t i = 0; in->len > 0 && i < 4; i++)
        if (in->at[0] == rows[i].sign) {
            *in = slice_skip(*in, 1);
            return rows[i].result;
        }
    return AUTH_PASS;
}

static const char *read_mechanism(struct slice in, struct spf_term *term)
{
    static const struct {
        const char *name;
        enum spf_kind kind;
    } rows[] = { { "all", SPF_ALL }, { "include", SPF_INCLUDE }, { "a", SPF_A }, { "mx", SPF_MX },
        { "ptr", SPF_PTR }, { "ip4", SPF_IP4 }, { "ip6", SPF_IP6 }, { "exists", SPF_EXISTS } };
    term->result = take_qualifier(&in);
    size_t len = 0;
    while (len < in.len && in.at[len] != ':' && in.at[len] != '/')
        len++;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (slice_eq_nocase(slice_first(in, len), text(rows[i].name))) {
            term->kind = rows[i].kind;
            return read_argument(slice_skip(in, len), term);
        }
    return "unknown mechanism";
}

/* ---- modifiers ---- */

static bool is_modifier_name(struct slice name)
{
    if (name.len == 0 || !is_alpha(name.at[0]))
        return false;
    for (size_t i = 1; i < name.len; i++)
        if (!is_alpha(name.at[i]) && !is_digit(name.at[i]) && strchr("-_.", name.at[i]) == NULL)
            return false;
    return true;
}

static const char *read_modifier(struct slice name, struct slice value, struct spf_term *term)
{
    term->spec = value;
    if (slice_eq_nocase(name, LIT("redirect")))
        term->kind = SPF_REDIRECT;
    else if (slice_eq_nocase(name, LIT("exp")))
        term->kind = SPF_EXP;
    else {
        term->kind = SPF_OTHER;
        return spf_macros_ok(value, false) ? NULL : "a macro cannot be read";
    }
    return is_domain_spec(value) ? NULL : "a domain cannot be one";
}

bool spf_term_next(struct slice *record, struct spf_term *ret, const char **ret_why)
{
    while (record->len > 0 && record->at[0] == ' ')
        *record = slice_skip(*record, 1);
    if (record->len == 0)
        return false;
    struct slice in = slice_first(*record, slice_find(*record, ' '));
    *record = slice_skip(*record, in.len);
    *ret = (struct spf_term){ .text = in };
    size_t sign = slice_find(in, '=');
    struct slice name = slice_first(in, sign);
    if (sign < in.len && is_modifier_name(name))
        *ret_why = read_modifier(name, slice_skip(in, sign + 1), ret);
    else
        *ret_why = read_mechanism(in, ret);
    return true;
}
