/* posing.c - tables of names and domains, asked. */
#include "core/names/posing.h"

#include "core/names/posing_fold.h"

#include "posing.inc"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])
#define TYPO_MIN \
    6u /* letters: among some 400 labels of five letters many words are neighbours (apple, apply) */
#define CANDIDATES_MAX 24u /* domains that one is compared with */

const char *posing_name(posing_id who)
{
    return who < COUNT(whos) ? whos[who].name : "";
}

const char *posing_sort(posing_id who)
{
    return who < COUNT(whos) ? whos[who].sort : "";
}

bool posing_is_authority(posing_id who)
{
    return who < POSING_AUTHORITIES;
}

/* ---- names ---- */

static const struct posing_key *key_of(uint64_t hash)
{
    size_t i = (hash >> 20) & (POSING_KEYS - 1);
    while (keys[i].hash != 0 && keys[i].hash != hash)
        i = (i + 1) & (POSING_KEYS - 1);
    return keys[i].hash != 0 ? &keys[i] : NULL;
}

static bool has_small_letter(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] >= 'a' && s.at[i] <= 'z')
            return true;
    return false;
}

/* The longest name that begins with the word; false: none. */
static bool name_at(
        struct slice utf8, struct slice word, size_t behind, struct posing_hit *ret, size_t *ret_behind)
{
    uint64_t hash = POSING_HASH;
    size_t from = (size_t)(word.at - utf8.at);
    bool any = false;
    for (unsigned words = 0; words < POSING_WORDS && word.len > 0; words++) {
        const struct posing_key *key = key_of(hash = posing_more(hash, word));
        if (key == NULL)
            break;
        struct slice so_far = { utf8.at + from, behind - from };
        if (key->flags & POSING_ENDS && !(key->flags & POSING_CAPITALS && has_small_letter(so_far))) {
            *ret = (struct posing_hit){ key->who, (uint32_t)from, (uint32_t)so_far.len,
                (key->flags & POSING_COMMON) != 0 };
            *ret_behind = behind;
            any = true;
        }
        if (!(key->flags & POSING_BEGINS))
            break;
        word = posing_word(utf8, &behind);
    }
    return any;
}

size_t posing_names(struct slice utf8, struct posing_hit *ret, size_t most)
{
    size_t at = 0, count = 0, behind;
    while (count < most) {
        struct slice word = posing_word(utf8, &at);
        if (word.len == 0)
            break;
        if (name_at(utf8, word, at, &ret[count], &behind)) {
            count++;
            at = behind;
        }
    }
    return count;
}

/* ---- whose a domain is ---- */

/* Index of a domain of the lists, or COUNT. */
static size_t listed(struct slice name)
{
    size_t low = 0, high = COUNT(by_name);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int cmp = slice_cmp(name, text(domains[by_name[middle]].name));
        if (cmp == 0)
            return by_name[middle];
        if (cmp < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return COUNT(domains);
}

/* The domain or the nearest one above it that is listed. */
static size_t listed_above(struct slice domain)
{
    while (domain.len > 0) {
        size_t index = listed(domain);
        if (index < COUNT(domains))
            return index;
        domain = slice_skip(domain, slice_find(domain, '.') + 1);
    }
    return COUNT(domains);
}

bool posing_owns(posing_id who, struct slice domain)
{
    /* Several may have one domain (gov.uk). */
    for (size_t i = 0; i < COUNT(domains); i++)
        if (domains[i].who == who && domain_is_within(domain, text(domains[i].name)))
            return true;
    return false;
}

/* ---- whom it imitates ---- */

struct search {
    struct slice domain;
    struct posing_likeness best;
    unsigned candidates;
};

static void candidate(struct search *search, size_t domain)
{
    if (search->candidates >= CANDIDATES_MAX)
        return;
    search->candidates++;
    struct slice of = text(domains[domain].name);
    enum likeness likeness = domain_likeness(search->domain, of);
    if (likeness == LIKE_TYPO && domain_label(of).len < TYPO_MIN)
        return;
    if (likeness > LIKE_SAME && (search->best.likeness == LIKE_NOT || likeness < search->best.likeness))
        search->best = (struct posing_likeness){ domains[domain].who, likeness, domains[domain].name };
}

/* Everybody with such a label; of several domains of one the first, for they only differ in their suffix. */
static void candidates(struct search *search, uint64_t hash)
{
    size_t low = 0, high = COUNT(labels);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (labels[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t last = COUNT(whos); low < COUNT(labels) && labels[low].hash == hash; low++)
        if (domains[labels[low].domain].who != last) {
            last = domains[labels[low].domain].who;
            candidate(search, labels[low].domain);
        }
}

/* The label itself, without one of its letters, and with others for one: that is without the same one. */
static void near_labels(struct search *search, struct slice like)
{
    candidates(search, posing_hash_of(like));
    if (like.len < 4)
        return;
    uint64_t before = POSING_HASH;
    for (size_t i = 0; i < like.len; i++) {
        candidates(search, posing_hash(before, slice_skip(like, i + 1)) | 1);
        before = posing_hash(before, slice_first(slice_skip(like, i), 1));
    }
}

static uint64_t seen_hash(struct slice label)
{
    char buf[4 * DOMAIN_MAX];
    size_t len = skeleton_of(label, buf, sizeof buf);
    return posing_hash_of((struct slice){ buf, len });
}

/* Words between hyphens, and what the label begins or ends with. */
static void parts(struct search *search, struct slice label)
{
    for (struct slice in = label; slice_find(label, '-') < label.len && in.len > 0;) {
        size_t end = slice_find(in, '-');
        if (end >= 3)
            candidates(search, seen_hash(slice_first(in, end)));
        in = slice_skip(in, end + 1);
    }
    for (size_t i = 5; i < label.len; i++) {
        candidates(search, seen_hash(slice_first(label, i)));
        candidates(search, seen_hash(slice_skip(label, label.len - i)));
    }
}

/* A listed domain within `before`, which stands before the registered one, with dots or hyphens between. */
static void within(struct search *search, struct slice name)
{
    char dotted[DOMAIN_MAX];
    for (size_t i = 0; i < name.len; i++)
        dotted[i] = (char)(name.at[i] == '-' ? '.' : name.at[i]);
    struct slice all = { dotted, name.len };
    for (size_t from = 0; from < all.len; from += slice_find(slice_skip(all, from), '.') + 1) {
        size_t end = from;
        for (unsigned dots = 0; dots < 3 && end < all.len; dots++) {
            end += slice_find(slice_skip(all, end), '.');
            size_t index = listed((struct slice){ dotted + from, end - from });
            if (index < COUNT(domains))
                candidate(search, index);
            end++;
        }
    }
}

bool posing_domain(struct slice domain, struct posing_likeness *ret)
{
    char like[4 * DOMAIN_MAX], unicode[4 * DOMAIN_MAX + 1];
    struct search search = { .domain = domain, .best = { .likeness = LIKE_NOT } };
    if (domain.len == 0 || domain.len > DOMAIN_MAX)
        return false;
    size_t own = listed_above(domain);
    if (own < COUNT(domains)) {
        *ret = (struct posing_likeness){ domains[own].who, LIKE_SAME, domains[own].name };
        return true;
    }
    struct slice registered = domain_registered(domain), label = domain_label(domain), seen = label;
    if (label.len == registered.len)
        return false; /* a public suffix, an address */
    if (slice_find_slice(label, LIT("xn--")) < label.len
            && !domain_to_unicode(label, unicode, sizeof unicode, &seen))
        seen = label;
    near_labels(&search, (struct slice){ like, skeleton_of(seen, like, sizeof like) });
    within(&search, slice_first(domain, domain.len - registered.len));
    if (slice_find(label, '-') < label.len)
        within(&search, label);
    if (search.best.likeness == LIKE_NOT)
        parts(&search, seen.len > 64 ? slice_first(seen, 64) : seen);
    if (search.best.likeness != LIKE_NOT)
        *ret = search.best;
    return search.best.likeness != LIKE_NOT;
}
