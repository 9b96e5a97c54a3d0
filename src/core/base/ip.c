/* ip.c - reading, masking and writing addresses. */
#include "core/base/ip.h"

#include <stdio.h>

#include "core/base/digit.h"

static const uint8_t v4_prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

bool ip_is_none(struct ip_addr ip)
{
    static const struct ip_addr none;
    return memcmp(&ip, &none, sizeof ip) == 0;
}

bool ip_is_v4(struct ip_addr ip)
{
    return memcmp(ip.b, v4_prefix, sizeof v4_prefix) == 0;
}

bool ip_eq(struct ip_addr a, struct ip_addr b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

int ip_cmp(struct ip_addr a, struct ip_addr b)
{
    return memcmp(&a, &b, sizeof a);
}

/* Reads a.b.c.d into out[4]; returns the bytes used, 0 when it is none. */
static size_t read_v4(const char *at, size_t len, uint8_t out[4])
{
    size_t i = 0;
    for (int part = 0; part < 4; part++) {
        if (part > 0) {
            if (i >= len || at[i] != '.')
                return 0;
            i++;
        }
        size_t start = i;
        unsigned val = 0;
        for (; i < len && i - start < 4 && at[i] >= '0' && at[i] <= '9'; i++)
            val = val * 10 + (unsigned)(at[i] - '0');
        size_t digits = i - start;
        if (digits == 0 || digits > 3 || val > 255 || (digits > 1 && at[start] == '0'))
            return 0;
        out[part] = (uint8_t)val;
    }
    return i;
}

static bool is_addr_byte(char c)
{
    return digit_hex(c) >= 0 || c == ':' || c == '.';
}

struct groups {
    uint8_t b[16];
    int filled; /* bytes, 0..16 */
    int gap;    /* where "::" stood, or -1 */
};

/* One group or the embedded IPv4 tail at `*i`; false when there is neither. */
static bool read_group(const char *at, size_t len, size_t *i, struct groups *g)
{
    size_t start = *i;
    unsigned val = 0;
    while (*i < len && *i - start < 4 && digit_hex(at[*i]) >= 0)
        val = val * 16 + (unsigned)digit_hex(at[(*i)++]);
    if (*i == start)
        return false;
    if (*i < len && at[*i] == '.') {
        if (g->filled > 12)
            return false;
        size_t used = read_v4(at + start, len - start, g->b + g->filled);
        *i = start + used;
        g->filled += 4;
        return used != 0;
    }
    if (g->filled > 14)
        return false;
    g->b[g->filled++] = (uint8_t)(val >> 8);
    g->b[g->filled++] = (uint8_t)val;
    return true;
}

static size_t read_v6(const char *at, size_t len, struct ip_addr *out)
{
    struct groups g = { .gap = -1 };
    size_t i = 0;

    if (len < 2)
        return 0;
    if (at[0] == ':') {
        if (at[1] != ':')
            return 0;
        g.gap = 0;
        i = 2;
    }
    while (g.filled < 16 && i < len && digit_hex(at[i]) >= 0) {
        if (!read_group(at, len, &i, &g))
            return 0;
        if (i + 1 < len && at[i] == ':' && at[i + 1] == ':') {
            if (g.gap >= 0)
                return 0;
            g.gap = g.filled;
            i += 2;
        } else if (g.filled < 16 && i + 1 < len && at[i] == ':' && digit_hex(at[i + 1]) >= 0) {
            i++;
        } else {
            break;
        }
    }
    if (g.gap < 0 ? g.filled != 16 : g.filled > 14)
        return 0;
    size_t head = g.gap < 0 ? 16 : (size_t)g.gap, tail = (size_t)g.filled - (g.gap < 0 ? 16 : head);
    memset(out, 0, sizeof *out);
    memcpy(out->b, g.b, head);
    memcpy(out->b + 16 - tail, g.b + head, tail);
    return i;
}

bool take_ip(struct slice *in, struct ip_addr *ret)
{
    struct ip_addr ip;
    size_t used = read_v4(in->at, in->len, ip.b + 12);

    if (used != 0) {
        memcpy(ip.b, v4_prefix, sizeof v4_prefix);
    } else {
        used = read_v6(in->at, in->len, &ip);
        if (used == 0)
            return false;
        if (used < in->len && in->at[used] == '%')
            while (used < in->len && in->at[used] != ' ' && in->at[used] != ']')
                used++;
    }
    if (ip_is_machine(ip))
        return false;
    if (used < in->len && is_addr_byte(in->at[used]) && in->at[used] != ':')
        if (in->at[used] != '.' || (used + 1 < in->len && is_addr_byte(in->at[used + 1])))
            return false;
    *in = slice_skip(*in, used);
    *ret = ip;
    return true;
}

bool ip_parse(struct slice s, struct ip_addr *ret)
{
    struct slice in = s;
    struct ip_addr ip;
    bool bracket = take_lit(&in, LIT("["));
    uint64_t port;

    if (!take_ip(&in, &ip))
        return false;
    if (bracket && !take_lit(&in, LIT("]")))
        return false;
    if (in.len && (bracket || ip_is_v4(ip)) && (!take_lit(&in, LIT(":")) || !take_uint(&in, 65535, &port)))
        return false;
    if (in.len)
        return false;
    *ret = ip;
    return true;
}

struct ip_addr ip_mask(struct ip_addr ip, unsigned bits)
{
    if (ip_is_machine(ip))
        return ip;
    for (unsigned i = 0; i < 16; i++) {
        unsigned from = i * 8;
        if (bits <= from)
            ip.b[i] = 0;
        else if (bits < from + 8)
            ip.b[i] = (uint8_t)(ip.b[i] & (0xff00u >> (bits - from)));
    }
    return ip;
}

bool ip_net_parse(struct slice s, struct ip_net *ret)
{
    struct slice in = s;
    struct ip_net net = { .bits = 128 };
    uint64_t bits;

    if (!take_ip(&in, &net.addr))
        return false;
    bool v4 = ip_is_v4(net.addr);
    if (in.len) {
        if (!take_lit(&in, LIT("/")) || !take_uint(&in, v4 ? 32 : 128, &bits) || in.len)
            return false;
        net.bits = (uint8_t)(bits + (v4 ? 96 : 0));
    }
    net.addr = ip_mask(net.addr, net.bits);
    *ret = net;
    return true;
}

bool ip_in_net(struct ip_addr ip, struct ip_net net)
{
    return ip_eq(ip_mask(ip, net.bits), net.addr);
}

struct ip_addr ip_source_key(struct ip_addr ip)
{
    return ip_is_v4(ip) ? ip : ip_mask(ip, 64);
}

bool ip_is_private(struct ip_addr ip)
{
    const uint8_t *b = ip.b;
    if (!ip_is_v4(ip)) {
        static const struct ip_addr loopback = { { [15] = 1 } };
        return ip_eq(ip, loopback) || ip_is_machine(ip) || (b[0] & 0xfe) == 0xfc
                || (b[0] == 0xfe && (b[1] & 0xc0) == 0x80);
    }
    b += 12;
    return b[0] == 10 || b[0] == 127 || (b[0] == 172 && (b[1] & 0xf0) == 16) || (b[0] == 192 && b[1] == 168)
            || (b[0] == 169 && b[1] == 254);
}

/* ---- machines ---- */

#define MACHINE_MAX 18u /* letters of six bits behind the first two bytes */
#define MACHINE_CUT 9u  /* of a name that does not fit; then '~' and eight letters of a hash */

/* Letter 0 is none. No dot or colon: a name must not be drawn like an address. */
static const char machine_letters[] = "\0ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~";

bool ip_is_machine(struct ip_addr ip)
{
    return ip.b[0] == 0 && ip.b[1] == 0xfd;
}

static unsigned machine_letter(char c)
{
    char upper = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    const char *at = c == '~' || c == '\0' ? NULL : strchr(machine_letters + 1, upper);
    return at ? (unsigned)(at - machine_letters) : 0;
}

static void put_letter(struct ip_addr *ip, unsigned at, unsigned letter)
{
    for (unsigned bit = 0; bit < 6; bit++) {
        unsigned to = 16 + at * 6 + bit;
        if (letter >> (5 - bit) & 1)
            ip->b[to / 8] = (uint8_t)(ip->b[to / 8] | 0x80u >> to % 8);
    }
}

static unsigned get_letter(struct ip_addr ip, unsigned at)
{
    unsigned letter = 0;
    for (unsigned bit = 0; bit < 6; bit++) {
        unsigned from = 16 + at * 6 + bit;
        letter = letter << 1 | (ip.b[from / 8] >> (7 - from % 8) & 1u);
    }
    return letter;
}

/* FNV-1a of the name without case: eight letters of it tell names apart that begin alike. */
static uint64_t machine_hash(struct slice name, uint64_t hash)
{
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        hash = (hash ^ (c >= 'a' && c <= 'z' ? c - 32u : c)) * 0x100000001b3u;
    }
    return hash ^ hash >> 32;
}

struct ip_addr ip_of_machine(struct slice name, struct slice user)
{
    struct ip_addr ip = { { 0 } };
    bool fits = name.len <= MACHINE_MAX && user.len == 0;
    if (name.len == 0)
        return ip;
    ip.b[1] = 0xfd;
    for (size_t i = 0; i < name.len && fits; i++)
        fits = machine_letter(name.at[i]) != 0;
    unsigned n = (unsigned)(fits ? name.len : name.len < MACHINE_CUT ? name.len : MACHINE_CUT);
    for (unsigned i = 0; i < n; i++) {
        unsigned letter = machine_letter(name.at[i]);
        put_letter(&ip, i, letter ? letter : machine_letter('_'));
    }
    if (fits)
        return ip;
    uint64_t hash = machine_hash(user, machine_hash(name, 0xcbf29ce484222325u));
    put_letter(&ip, n++, (unsigned)(sizeof machine_letters - 2)); /* '~' */
    for (unsigned i = 0; i < 8; i++, hash /= 36)
        put_letter(&ip, n++, 1 + (unsigned)(hash % 36));
    return ip;
}

struct ip_addr ip_of_host(struct slice name)
{
    bool letter = false;
    for (size_t i = 0; i < name.len; i++) {
        char c = (char)(name.at[i] | 0x20);
        if (name.at[i] == ':' || name.at[i] == ' ')
            return (struct ip_addr){ { 0 } };
        letter |= c >= 'a' && c <= 'z';
    }
    return ip_of_machine(letter ? name : slice_first(name, 0), LIT("dns"));
}

bool ip_machine_parse(struct slice s, struct ip_addr *ret)
{
    struct ip_addr ip = { { 0, 0xfd } };
    if (s.len == 0 || s.len > MACHINE_MAX)
        return false;
    for (unsigned i = 0; i < s.len; i++) {
        unsigned letter = s.at[i] == '~' ? (unsigned)(sizeof machine_letters - 2) : machine_letter(s.at[i]);
        if (letter == 0)
            return false;
        put_letter(&ip, i, letter);
    }
    *ret = ip;
    return true;
}

static size_t format_machine(struct ip_addr ip, char buf[IP_TEXT_MAX])
{
    size_t n = 0;
    for (unsigned i = 0; i < MACHINE_MAX; i++) {
        unsigned letter = get_letter(ip, i);
        if (letter > 0 && letter < sizeof machine_letters - 1)
            buf[n++] = machine_letters[letter];
    }
    buf[n] = '\0';
    return n;
}

/* The longest run of two or more zero groups, leftmost of equals: what "::" replaces (RFC 5952). */
static void longest_zero_run(const uint16_t g[8], int *ret_start, int *ret_len)
{
    int best = -1, best_len = 1;
    for (int i = 0; i < 8;) {
        int j = i;
        while (j < 8 && g[j] == 0)
            j++;
        if (j - i > best_len) {
            best = i;
            best_len = j - i;
        }
        i = j > i ? j : i + 1;
    }
    *ret_start = best;
    *ret_len = best < 0 ? 0 : best_len;
}

size_t ip_format(struct ip_addr ip, char buf[IP_TEXT_MAX])
{
    int n = 0;
    if (ip_is_none(ip))
        return (size_t)snprintf(buf, IP_TEXT_MAX, "-");
    if (ip_is_v4(ip))
        return (size_t)snprintf(buf, IP_TEXT_MAX, "%u.%u.%u.%u", ip.b[12], ip.b[13], ip.b[14], ip.b[15]);
    if (ip_is_machine(ip))
        return format_machine(ip, buf);
    uint16_t g[8];
    int run, run_len;
    for (int i = 0; i < 8; i++)
        g[i] = (uint16_t)(ip.b[2 * i] << 8 | ip.b[2 * i + 1]);
    longest_zero_run(g, &run, &run_len);
    for (int i = 0; i < 8; i++) {
        if (i == run) {
            n += snprintf(buf + n, IP_TEXT_MAX - (size_t)n, "::");
            i += run_len - 1;
            continue;
        }
        const char *colon = i > 0 && i != run + run_len ? ":" : "";
        n += snprintf(buf + n, IP_TEXT_MAX - (size_t)n, "%s%x", colon, g[i]);
    }
    return (size_t)n;
}

size_t ip_format_source(struct ip_addr key, char buf[IP_TEXT_MAX])
{
    size_t n = ip_format(key, buf);
    if (!ip_is_v4(key) && !ip_is_none(key) && !ip_is_machine(key))
        n += (size_t)snprintf(buf + n, IP_TEXT_MAX - n, "/64");
    return n;
}
