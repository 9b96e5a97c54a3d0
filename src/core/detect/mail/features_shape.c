/* features_shape.c - how the message is made: how much is said, what is hidden, how loud it is. */
#include <math.h>
#include <stdlib.h>

#include "core/detect/mail/mail_inside.h"

#define NOTHING ((struct slice){ "", 0 })

/* ---- text, pictures, what is not seen ---- */

static size_t hidden_words(const struct looking *l)
{
    struct mail_word words[64];
    size_t at = 0, n = 0, got;
    while (n < 3000 && (got = words_of(l->m->hidden, NULL, &at, words, 64)) > 0)
        n += got;
    return n;
}

static void look_at_amount(struct looking *l)
{
    const struct message *m = l->m;
    size_t words = l->own_words;
    bool leads = l->links_unrelated + l->links_mailer + l->links_own > 0;
    bool leads_away = l->links_unrelated > 0 && l->links_own == 0;
    if (words < 25 && leads_away)
        put(l, FEATURE_LITTLE_TEXT, 1, at_whole(), NOTHING);
    if (words < 8 && leads_away && l->own_end == m->text.len)
        put(l, FEATURE_BARE_LINK, 1, at_whole(), NOTHING);
    if (m->has_html && words < 45 && m->images > m->tiny_images && leads && l->links_own == 0)
        put(l, FEATURE_PICTURE_MESSAGE, 1, at_whole(), NOTHING);
    size_t hidden = m->hidden.len > 100 ? hidden_words(l) : 0;
    if (hidden > 40)
        put(l, FEATURE_HIDDEN_TEXT, (double)hidden / most(60, (double)words),
                (struct place){ .kind = PLACE_HIDDEN, .len = (uint32_t)least((double)m->hidden.len, 200) },
                slice_first(m->hidden, 100));
}

/* ---- does the plain version say the same ---- */

#define TWIN_WORDS 300u

static int hash_cmp(const void *a, const void *b)
{
    uint64_t x = ((const struct mail_word *)a)->hash, y = ((const struct mail_word *)b)->hash;
    return (x > y) - (x < y);
}

static void compare_twin(struct looking *l)
{
    struct mail_word twin[TWIN_WORDS];
    size_t at = 0, same = 0, n;
    if (l->m->plain_twin.len < 80 || l->own_words < 20)
        return;
    n = words_of(l->m->plain_twin, NULL, &at, twin, TWIN_WORDS);
    if (n < 20)
        return;
    size_t count = l->words_count < 3 * TWIN_WORDS ? l->words_count : 3 * TWIN_WORDS;
    struct mail_word *sorted = arena_take(l->arena, count * sizeof *sorted);
    if (sorted == NULL)
        return;
    memcpy(sorted, l->words, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, hash_cmp);
    for (size_t i = 0; i < n; i++)
        same += bsearch(&twin[i], sorted, count, sizeof *sorted, hash_cmp) != NULL;
    if ((double)same < 0.25 * (double)n)
        put(l, FEATURE_TWIN_DIFFERS, 1, at_whole(), slice_first(l->m->plain_twin, 80));
}

/* ---- the subject ---- */

static void look_at_subject(struct looking *l)
{
    struct slice s = slice_trim(l->m->subject);
    struct place place = at_subject(l);
    unsigned upper = 0, lower = 0, pictures = 0;
    size_t digits = 0;
    if (s.len == 0) {
        put(l, FEATURE_SUBJECT_MISSING, 1, at_whole(), NOTHING);
        return;
    }
    for (size_t i = 0; i < s.len; i++) {
        upper += s.at[i] >= 'A' && s.at[i] <= 'Z';
        lower += s.at[i] >= 'a' && s.at[i] <= 'z';
        pictures += i + 2 < s.len
                && (((unsigned char)s.at[i] == 0xf0 && (unsigned char)s.at[i + 1] == 0x9f)
                        || ((unsigned char)s.at[i] == 0xe2 && (unsigned char)s.at[i + 1] >= 0x98
                                && (unsigned char)s.at[i + 1] <= 0x9e));
    }
    for (size_t i = s.len; i-- > 0 && s.at[i] >= '0' && s.at[i] <= '9';)
        digits++;
    if ((upper > 8 && upper > 3 * lower) || slice_has(s, LIT("!!")))
        put(l, FEATURE_SUBJECT_SHOUTS, 1, place, s);
    else if (slice_find(s, '!') < s.len)
        put(l, FEATURE_SUBJECT_SHOUTS, 0.6, place, s);
    put(l, FEATURE_SUBJECT_PICTURES, pictures * 0.5, place, s);
    if (digits >= 4)
        put(l, FEATURE_SUBJECT_CODE, 1, place, s);
    bool answers = slice_starts(s, LIT("Re:")) || slice_starts(s, LIT("RE:")) || slice_starts(s, LIT("re:"))
            || slice_starts(s, LIT("AW:")) || slice_starts(s, LIT("Aw:"));
    if (answers && !l->m->is_reply && l->own_end == l->m->text.len)
        put(l, FEATURE_REPLY_FALSE, 1, place, s);
}

static void look_for_recipient(struct looking *l)
{
    struct slice opening = slice_first(l->m->text, 800);
    for (uint32_t i = 0; i < l->m->to_count && i < 3; i++) {
        const struct mail_address *to = &l->m->to[i];
        char address[200];
        size_t n = to->local.len + 1 + to->domain.len;
        if (to->local.len < 3 || to->domain.len == 0 || n > sizeof address)
            continue;
        memcpy(address, to->local.at, to->local.len);
        address[to->local.len] = '@';
        memcpy(address + to->local.len + 1, to->domain.at, to->domain.len);
        struct slice whole = { address, n };
        if (slice_has(l->m->subject, whole))
            put(l, FEATURE_RECIPIENT_IN_SUBJECT, 1, at_subject(l), whole);
        size_t at = slice_find_slice(opening, whole);
        if (at < opening.len && at < l->own_end)
            put(l, FEATURE_RECIPIENT_IN_TEXT, 1,
                    (struct place){ .kind = PLACE_TEXT, .at = (uint32_t)at, .len = (uint32_t)n },
                    (struct slice){ opening.at + at, n });
    }
}

/* ---- what speaks for it ---- */

static unsigned code_signs(struct slice s)
{
    unsigned n = 0;
    for (size_t i = 0; i + 1 < s.len; i++) {
        char c = s.at[i];
        n += c == '{' || c == '}' || c == ';' || c == '=' || c == '|' || c == '\\'
                || (c == '-' && s.at[i + 1] == '>') || (c == ':' && s.at[i + 1] == ':')
                || (c == '(' && s.at[i + 1] == ')')
                || (c == '_' && i > 0 && s.at[i - 1] != '_' && s.at[i + 1] != '_')
                || (c == '0' && s.at[i + 1] == 'x')
                || (c == '\n' && (s.at[i + 1] == '+' || s.at[i + 1] == '$' || s.at[i + 1] == '#'));
    }
    return n;
}

static void look_at_writing(struct looking *l)
{
    const struct message *m = l->m;
    struct slice own = slice_first(m->text, l->own_end < 8000 ? l->own_end : 8000);
    double words = most(1, (double)l->own_words);
    if (l->own_end < m->text.len && m->text.len - l->own_end > 80 && l->own_words >= 3)
        put(l, FEATURE_QUOTED_REPLY, 1,
                (struct place){ .kind = PLACE_TEXT, .at = (uint32_t)l->own_end, .len = 60 }, NOTHING);
    else if (l->own_end < m->text.len && m->text.len - l->own_end > 80)
        put(l, FEATURE_QUOTED_REPLY, 0.7, at_whole(), NOTHING);
    unsigned signs = code_signs(own);
    if (signs > 5)
        put(l, FEATURE_TECHNICAL, signs / least(words, 1500) * 4, at_whole(), NOTHING);
    if (words > 200)
        put(l, FEATURE_LONG_TEXT, log10(words / 200), at_whole(), NOTHING);
    if (l->links == 0 && m->files_count == 0 && value_of(l, FEATURE_MAILTO_BUTTON) == 0) {
        if (words > 80)
            put(l, FEATURE_LONG_NO_LINKS, 1, at_whole(), NOTHING);
        else
            put(l, FEATURE_SHORT_NO_LINKS, 1, at_whole(), NOTHING);
    }
}

void look_at_shape(struct looking *l)
{
    look_at_amount(l);
    compare_twin(l);
    look_at_subject(l);
    look_for_recipient(l);
    look_at_writing(l);
    if (l->disguised >= 2)
        put(l, FEATURE_ODD_LETTERS_TEXT, (double)l->disguised / 6, (struct place){ .kind = PLACE_TEXT },
                NOTHING);
}
