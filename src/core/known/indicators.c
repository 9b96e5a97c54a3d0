/* indicators.c - sorted arrays and binary searches: a set that is built once and asked once a name. */
#define _GNU_SOURCE
#include "core/known/indicators.h"

#include <stdlib.h>

#define WIDEST_V4 (96u + 8u)
#define WIDEST_V6 16u
#define PATTERN_LETTERS 4u

const char *indicator_kind_name(enum indicator_kind kind)
{
    static const char *const names[] = { "network", "domain", "agent", "agent" };
    return kind < INDICATOR_KINDS ? names[kind] : "";
}

void indicators_done(struct indicators *set)
{
    free(set->at);
    texts_done(&set->texts);
    *set = (struct indicators){ 0 };
}

void indicators_bad(struct indicators *set, const struct passage *place, const char *why, struct slice what)
{
    set->bad++;
    if (set->sampled == MISREAD_KEPT)
        return;
    struct misread *m = &set->sample[set->sampled++];
    *m = (struct misread){ .file = place->file, .no = place->no, .why = why };
    for (size_t i = 0; i < what.len && i + 1 < sizeof m->what; i++)
        m->what[i] = what.at[i] != '\0' ? what.at[i] : '?';
}

static void add(struct indicators *set, const struct passage *place, struct indicator one, struct slice said)
{
    if (set->count == LIMIT_INDICATORS) {
        indicators_bad(set, place, "more indicators than can be kept", said);
        return;
    }
    if (set->count == set->room) {
        size_t room = set->room ? set->room * 2 : 256;
        struct indicator *grown = realloc(set->at, room * sizeof *grown);
        if (grown != NULL) {
            set->at = grown;
            set->room = room;
        }
    }
    if (one.kind != INDICATOR_NETWORK)
        one.text = texts_keep(&set->texts, one.text);
    if (set->count == set->room || (one.kind != INDICATOR_NETWORK && one.text.at == NULL)) {
        indicators_bad(set, place, "no memory", said);
        return;
    }
    one.file = place->file;
    one.no = place->no;
    one.doubted = place->doubted;
    set->at[set->count++] = one;
}

void indicators_add_network(struct indicators *set, const struct passage *place, struct ip_net net)
{
    char said[IP_TEXT_MAX];
    struct slice what = { said, ip_format(net.addr, said) };
    bool v4 = net.bits >= 96 && ip_is_v4(net.addr);
    if (net.bits < (v4 ? WIDEST_V4 : WIDEST_V6)) {
        indicators_bad(set, place, "so wide a network says nothing; the widest is /8, in IPv6 /16", what);
        return;
    }
    if (ip_is_none(net.addr)) {
        indicators_bad(set, place, "this address is nobody's", what);
        return;
    }
    if (!v4 && net.bits > 64) {
        net = (struct ip_net){ ip_mask(net.addr, 64), 64 };
        set->narrower++;
    }
    add(set, place, (struct indicator){ .kind = INDICATOR_NETWORK, .net = net }, what);
}

void indicators_add_domain(struct indicators *set, const struct passage *place, struct slice domain)
{
    char folded[LIMIT_NAME];
    add(set, place,
            (struct indicator){
                    .kind = INDICATOR_DOMAIN, .text = texts_folded(slice_first(domain, LIMIT_NAME), folded) },
            domain);
}

static size_t letters_of(struct slice pattern)
{
    size_t n = 0;
    for (size_t i = 0; i < pattern.len; i++)
        n += pattern.at[i] != '*' && pattern.at[i] != ' ';
    return n;
}

void indicators_add_agent(
        struct indicators *set, const struct passage *place, struct slice agent, bool pattern)
{
    char bounded[LIMIT_NAME], folded[LIMIT_NAME];
    const char *why = agent.len == 0                           ? "an empty user agent"
            : pattern && agent.len > LIMIT_NAME                ? "a pattern over 320 bytes"
            : pattern && letters_of(agent) < PATTERN_LETTERS   ? "a pattern that fits nearly everything"
            : pattern && set->patterns == LIMIT_AGENT_PATTERNS ? "more patterns than can be kept"
                                                               : NULL;
    if (why != NULL) {
        indicators_bad(set, place, why, agent);
        return;
    }
    set->patterns += pattern;
    add(set, place,
            (struct indicator){ .kind = pattern ? INDICATOR_PATTERN : INDICATOR_AGENT,
                    .text = texts_folded(texts_bounded(agent, bounded), folded) },
            agent);
}

/* ---- order ---- */

static int by_value(const struct indicator *x, const struct indicator *y)
{
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->kind != INDICATOR_NETWORK)
        return slice_cmp(x->text, y->text);
    if (x->net.bits != y->net.bits)
        return x->net.bits < y->net.bits ? -1 : 1;
    return ip_cmp(x->net.addr, y->net.addr);
}

static int by_value_and_place(const void *a, const void *b)
{
    const struct indicator *x = a, *y = b;
    int order = by_value(x, y);
    if (order != 0)
        return order;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return x->no < y->no ? -1 : x->no > y->no;
}

void indicators_seal(struct indicators *set)
{
    size_t kept = 0;
    if (set->count > 0)
        qsort(set->at, set->count, sizeof *set->at, by_value_and_place);
    for (size_t i = 0; i < set->count; i++) {
        if (kept > 0 && by_value(&set->at[kept - 1], &set->at[i]) == 0)
            set->at[kept - 1].doubted = set->at[kept - 1].doubted && set->at[i].doubted;
        else
            set->at[kept++] = set->at[i];
    }
    set->count = kept;
    size_t no = 0;
    for (unsigned kind = 0; kind < INDICATOR_KINDS; kind++) {
        set->first[kind] = no;
        while (no < set->count && set->at[no].kind == kind)
            no++;
    }
    set->first[INDICATOR_KINDS] = no;
}

/* The first from `low` on, below `high`, that is not before the value. */
static size_t find(const struct indicators *set, size_t low, size_t high, const struct indicator *value)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_value(&set->at[middle], value) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_there(const struct indicators *set, struct indicator value, size_t *ret_at)
{
    size_t end = set->first[value.kind + 1u];
    *ret_at = find(set, set->first[value.kind], end, &value);
    return *ret_at < end && by_value(&set->at[*ret_at], &value) == 0;
}

size_t indicators_of_source(const struct indicators *set, struct ip_addr key, uint32_t hits[HITS_MAX])
{
    size_t n = 0, end = set->first[INDICATOR_NETWORK + 1];
    for (size_t i = set->first[INDICATOR_NETWORK]; i < end;) {
        unsigned bits = set->at[i].net.bits;
        struct indicator value = { .kind = INDICATOR_NETWORK, .net = { ip_mask(key, bits), (uint8_t)bits } };
        size_t at = find(set, i, end, &value);
        if (at < end && by_value(&set->at[at], &value) == 0)
            hits[n++] = (uint32_t)at;
        memset(value.net.addr.b, 0xff, sizeof value.net.addr.b);
        i = find(set, at, end, &value); /* behind this prefix length */
        if (i < end && set->at[i].net.bits == bits)
            i++; /* all ones itself */
    }
    return n;
}

struct slice domain_of_account(struct slice name)
{
    size_t at = slice_find_last(name, LIT("@")), back = slice_find(name, '\\');
    if (at < name.len)
        return slice_skip(name, at + 1);
    return back < name.len ? slice_first(name, back) : (struct slice){ NULL, 0 };
}

size_t indicators_of_account(const struct indicators *set, struct slice name, uint32_t hits[HITS_MAX])
{
    char folded[LIMIT_NAME];
    size_t n = 0, labels = 0, at;
    struct slice rest = texts_folded(slice_first(domain_of_account(name), LIMIT_NAME), folded);
    while (rest.len > 0 && labels++ < 128) {
        if (is_there(set, (struct indicator){ .kind = INDICATOR_DOMAIN, .text = rest }, &at))
            hits[n++] = (uint32_t)at;
        rest = slice_skip(rest, slice_find(rest, '.') + 1);
    }
    return n;
}

bool pattern_fits(struct slice pattern, struct slice said)
{
    size_t p = 0, s = 0, star = SIZE_MAX, back = 0;
    while (s < said.len) {
        if (p < pattern.len && pattern.at[p] == '*') {
            star = p++;
            back = s;
        } else if (p < pattern.len && char_lower(pattern.at[p]) == char_lower(said.at[s])) {
            p++;
            s++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            s = ++back;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.at[p] == '*')
        p++;
    return p == pattern.len;
}

size_t indicators_of_agent(const struct indicators *set, struct slice agent, uint32_t hits[HITS_MAX])
{
    char bounded[LIMIT_NAME], folded[LIMIT_NAME];
    struct slice said = texts_folded(texts_bounded(agent, bounded), folded);
    size_t n = 0, at;
    if (said.len == 0)
        return 0;
    if (is_there(set, (struct indicator){ .kind = INDICATOR_AGENT, .text = said }, &at))
        hits[n++] = (uint32_t)at;
    for (size_t i = set->first[INDICATOR_PATTERN]; i < set->first[INDICATOR_PATTERN + 1]; i++)
        if (pattern_fits(set->at[i].text, said))
            hits[n++] = (uint32_t)i;
    return n;
}
