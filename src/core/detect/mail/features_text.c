/* features_text.c - what a message is about: concepts in its name, subject and text.
 *
 * Method  a phrase counts once, a single word half; the subject counts more than the name and the text, and the text
 *         behind its opening the less the longer it is: a newsletter touches everything, a lure one thing. What is
 *         quoted counts little, for an answer repeats it; not nothing, for a quotation can be made up.
 */
#include <math.h>

#include "core/detect/mail/mail_inside.h"

#define FULL 2.5    /* phrases in the opening for which a concept counts in full */
#define QUOTED 0.25 /* what a quoted phrase counts */
#define SUBJECT_WORDS 60u
#define OPENING_BYTES 700u

struct counting {
    struct looking *l;
    const struct mail_word *words;
    struct slice in;
    enum mail_zone zone;
    struct place place;    /* of the zone; at and len are filled for each hit */
    double weight, behind; /* of a phrase in the opening; what it counts behind it */
    uint64_t *seen;        /* a bit a phrase */
    double *sum;
};

/* ---- what is quoted, and the foot ---- */

static bool ends_with_wrote(struct slice line)
{
    static const char *const says[] = { "wrote:", "writes:", "schrieb:", "geschrieben:", "crit :", "crit:",
        "escribi\xc3\xb3:", "escreveu:", "ha scritto:", "schreef:", "pisze:", "napisa\xc5\x82:",
        "\xd0\xbf\xd0\xb8\xd1\x81\xd0\xb0\xd0\xbb(\xd0\xb0):", "skrev:", "yazd\xc4\xb1:" };
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++)
        if (slice_ends(line, text(says[i])))
            return true;
    return false;
}

static bool begins_with_one_of(struct slice line, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_starts(line, text(words[i])))
            return true;
    return false;
}

/* "From: ..." and within three lines "Sent: ..." as mail programs put them above what they quote. */
static bool is_header_block(struct slice s, size_t at)
{
    static const char *const froms[] = { "From:", "Von:", "De:", "De :", "Da:", "Van:", "*From:*", "*Von:*" };
    static const char *const sents[] = { "Sent:", "Date:", "To:", "Gesendet:", "Datum:", "An:", "Envoy",
        "Date :", "Enviad", "Para:", "Inviato:", "Data:", "A:", "Verzonden:", "Aan:", "*Sent:*", "*Date:*",
        "*To:*" };
    size_t used;
    struct slice rest = slice_skip(s, at);
    struct slice line = slice_trim(slice_line(rest, &used));
    if (!begins_with_one_of(line, froms, sizeof froms / sizeof froms[0]))
        return false;
    for (unsigned i = 0; i < 3; i++) {
        rest = slice_skip(rest, used);
        line = slice_trim(slice_line(rest, &used));
        if (begins_with_one_of(line, sents, sizeof sents / sizeof sents[0]))
            return true;
    }
    return false;
}

static bool is_original_line(struct slice line)
{
    return line.len > 8 && line.len < 120
            && (slice_starts(line, LIT("----")) || slice_starts(line, LIT("____")))
            && (slice_has(line, LIT("riginal")) || slice_has(line, LIT("rspr"))
                    || slice_has(line, LIT("orwarded")) || slice_has(line, LIT("eitergeleitet")));
}

static bool begins_quote(struct slice s, size_t at, struct slice line)
{
    return slice_starts(line, LIT(">")) || is_original_line(line)
            || (line.len > 12 && line.len < 300 && ends_with_wrote(line))
            || (line.len > 4 && line.len < 300 && is_header_block(s, at));
}

static bool is_rule(struct slice line)
{
    if (slice_eq(line, LIT("--")))
        return true;
    if (line.len < 8)
        return false;
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] != line.at[0])
            return false;
    return line.at[0] == '_' || line.at[0] == '-' || line.at[0] == '=';
}

#define FOOT_MAX 1500u /* bytes; a longer one is text */

static void find_quote_and_foot(struct looking *l)
{
    struct slice s = l->m->text;
    size_t used;
    l->own_end = l->foot = s.len;
    for (size_t at = 0; at < s.len; at += used) {
        struct slice line = slice_trim(slice_line(slice_skip(s, at), &used));
        if (l->own_end == s.len && begins_quote(s, at, line))
            l->own_end = at;
        if (s.len - at <= FOOT_MAX && at > s.len / 3 && l->foot == s.len && is_rule(line))
            l->foot = at;
    }
}

/* ---- concepts ---- */

static void count_hit(const struct phrase_hit *hit, void *ctx)
{
    struct counting *c = ctx;
    struct looking *l = c->l;
    const struct mail_word *first = &c->words[hit->first], *last = &c->words[hit->first + hit->count - 1];
    uint64_t bit = UINT64_C(1) << (hit->phrase & 63), *seen = &c->seen[hit->phrase >> 6];
    enum feature feature = (enum feature)((unsigned)FEATURE_FIRST_ABOUT + (unsigned)hit->concept);
    if ((*seen & bit) != 0)
        return;
    *seen |= bit;
    double weight = c->weight * (hit->count == 1 ? 0.5 : 1);
    if (c->zone == ZONE_TEXT && hit->first >= OPENING_WORDS)
        weight *= c->behind;
    if (c->zone == ZONE_TEXT && first->at >= l->own_end)
        weight *= QUOTED;
    c->sum[hit->concept] += weight;
    uint32_t at = first->at, len = last->at + last->len - first->at;
    struct place place = c->place;
    place.at = at;
    place.len = len;
    put(l, feature, 1e-6, place, (struct slice){ c->in.at + at, len });
}

static void count_zone(struct counting *c, const struct mail_word *words, size_t count)
{
    c->words = words;
    phrases_find(words, count, count_hit, c);
}

static void count_short(
        struct counting *c, struct slice in, enum mail_zone zone, double weight, struct place place)
{
    struct mail_word words[SUBJECT_WORDS];
    size_t at = 0;
    c->in = in;
    c->zone = zone;
    c->weight = weight;
    c->place = place;
    count_zone(c, words, words_of(in, &phrase_stems, &at, words, SUBJECT_WORDS));
}

static void count_disguised(struct looking *l)
{
    for (size_t i = 0; i < l->own_words; i++)
        l->disguised += l->words[i].is_disguised;
}

static size_t own_words(const struct looking *l)
{
    size_t n = 0;
    while (n < l->words_count && l->words[n].at < l->own_end)
        n++;
    return n;
}

/* ---- well-known names ---- */

static void keep_name(struct looking *l, const struct posing_hit *hit, enum mail_zone zone)
{
    for (size_t i = 0; i < l->named_count; i++)
        if (l->named[i].who == hit->who && l->named[i].zone == zone) {
            l->named[i].times++;
            return;
        }
    if (l->named_count < NAMED_MAX)
        l->named[l->named_count++] =
                (struct named){ .who = hit->who, .zone = zone, .at = hit->at, .len = hit->len, .times = 1 };
}

/* A name that is a common word counts only where it is all that stands there. */
static void find_names(struct looking *l, struct slice in, enum mail_zone zone)
{
    struct posing_hit hits[16];
    size_t n = posing_names(in, hits, 16);
    for (size_t i = 0; i < n; i++)
        if (!hits[i].is_common || (zone == ZONE_NAME && hits[i].len + 2 >= in.len))
            keep_name(l, &hits[i], zone);
}

bool look_at_words(struct looking *l)
{
    size_t at = 0, cap = l->m->text.len / 2 + 1 < TEXT_WORDS ? l->m->text.len / 2 + 1 : TEXT_WORDS;
    uint64_t *seen = arena_take(l->arena, PHRASES_CAP / 8);
    l->words = arena_take(l->arena, cap * sizeof *l->words);
    if (seen == NULL || l->words == NULL)
        return false;
    find_quote_and_foot(l);
    l->words_count = words_of(l->m->text, &phrase_stems, &at, l->words, cap);
    l->own_words = own_words(l);
    count_disguised(l);

    double sum[CONCEPTS] = { 0 };
    struct counting c = { .l = l, .seen = seen, .sum = sum };
    c.behind = 1 / (1 + most(0, (double)l->own_words - 150) / 250);
    count_short(&c, l->m->subject, ZONE_SUBJECT, 1.3, at_subject(l));
    count_short(&c, l->author.name, ZONE_NAME, 0.8, at_from(l));
    c.in = l->m->text;
    c.zone = ZONE_TEXT;
    c.weight = 0.8;
    c.place = (struct place){ .kind = PLACE_TEXT };
    count_zone(&c, l->words, l->words_count);

    find_names(l, l->author.name, ZONE_NAME);
    find_names(l, l->m->subject, ZONE_SUBJECT);
    size_t opening = l->own_end < OPENING_BYTES ? l->own_end : OPENING_BYTES;
    find_names(l, slice_first(l->m->text, opening), ZONE_TEXT);

    for (size_t i = 0; i < CONCEPTS; i++) {
        l->concept[i] = (float)least(sum[i] / FULL, 1);
        l->f->value[(size_t)FEATURE_FIRST_ABOUT + i] = l->concept[i];
    }
    return true;
}
