/* words.c - UTF-8 to folded words. Source: Unicode 15 (decompositions of Latin letters, confusables of Cyrillic). */
#include "core/detect/mail/words.h"

#include "core/base/chars.h"

#define FNV_BASE 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

enum letter_kind {
    LETTER_NOT,    /* ends a word */
    LETTER_UNSEEN, /* is not seen: within a word it hides the word */
    LETTER_MARK,   /* an accent of its own */
    LETTER,
    LETTER_ALONE, /* a word by itself */
};

struct letter {
    enum letter_kind kind;
    uint32_t folded;   /* code point */
    bool is_disguised; /* a Latin letter in another dress */
};

/* U+00C0 to U+024F and U+1E00 to U+1EFF without accents, lower case; '.': stays as it is. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                            "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
                            ".b...............ff.............oo.............uu..............."
                            "....dddlllnnnaaiioouuuuuuuuuu.aaaa....ggkkoooo..jdddgg..nnaa...."
                            "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............"
                            "................";
static const char latin_more[] = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
                                 "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
                                 "wwwwwwwwwwxxxxyyzzzzzzhtwyas..s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
                                 "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";
/* U+1D00 to U+1D22: small capitals. */
static const char small_capitals[] = "a..bcd.e..jk.mnoo.......prrtu...vwz";

static struct letter latin_letter(uint32_t c)
{
    char base = c < 0x250 ? latin[c - 0xc0] : latin_more[c - 0x1e00];
    if (c == 0xd7 || c == 0xf7)
        return (struct letter){ LETTER_NOT, c, false };
    return (struct letter){ LETTER, base == '.' ? c : (uint32_t)base, false };
}

/* Mathematical letters stand in alphabets of 52, from U+1D400 on; digits at the end. */
static struct letter mathematical(uint32_t c)
{
    uint32_t n = c - 0x1d400;
    if (c >= 0x1d7ce)
        return (struct letter){ LETTER, '0' + (c - 0x1d7ce) % 10, true };
    if (c > 0x1d6a3)
        return (struct letter){ LETTER, c, false };
    return (struct letter){ LETTER, 'a' + n % 52 % 26, true };
}

/* Latin letters that stand elsewhere in Unicode; LETTER_NOT when it is none. */
static struct letter dressed(uint32_t c)
{
    static const struct {
        uint32_t at;
        char is;
    } odd[] = { { 0x262, 'g' }, { 0x26a, 'i' }, { 0x274, 'n' }, { 0x280, 'r' }, { 0x28f, 'y' },
        { 0x299, 'b' }, { 0x29c, 'h' }, { 0x29f, 'l' }, { 0xa730, 'f' }, { 0xa731, 's' } };
    if (c >= 0x1d400 && c <= 0x1d7ff)
        return mathematical(c);
    if (c >= 0xff21 && c <= 0xff3a)
        return (struct letter){ LETTER, 'a' + c - 0xff21, true };
    if (c >= 0xff41 && c <= 0xff5a)
        return (struct letter){ LETTER, 'a' + c - 0xff41, true };
    if (c >= 0xff10 && c <= 0xff19)
        return (struct letter){ LETTER, '0' + c - 0xff10, false };
    if (c >= 0x24b6 && c <= 0x24e9)
        return (struct letter){ LETTER, 'a' + (c - 0x24b6) % 26, true };
    if (c >= 0x1f130 && c <= 0x1f189)
        return (struct letter){ LETTER, 'a' + (c - 0x1f130) % 32 % 26, true };
    if (c >= 0x1d00 && c <= 0x1d22 && small_capitals[c - 0x1d00] != '.')
        return (struct letter){ LETTER, (uint32_t)small_capitals[c - 0x1d00], true };
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
        if (odd[i].at == c)
            return (struct letter){ LETTER, (uint32_t)odd[i].is, true };
    return (struct letter){ LETTER_NOT, c, false };
}

/* A variation selector, too: those that phishing kits put between the letters of a name. */
static bool is_unseen(uint32_t c)
{
    return char_is_unseen(c) || c == 0x34f || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

static bool is_alone(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff)
            || c == 0x20ac || c == 0xa3 || c == 0xa5;
}

static uint32_t cyrillic(uint32_t c)
{
    if (c >= 0x410 && c <= 0x42f)
        c += 0x20;
    else if (c >= 0x400 && c <= 0x40f)
        c += 0x50;
    return c == 0x451 ? 0x435 : c == 0x439 ? 0x438 : c; /* without their marks */
}

static struct letter letter_wide(uint32_t c)
{
    if ((c >= 0xc0 && c < 0x250) || (c >= 0x1e00 && c < 0x1f00))
        return latin_letter(c);
    if (c >= 0x400 && c <= 0x45f)
        return (struct letter){ LETTER, cyrillic(c), false };
    if (is_unseen(c))
        return (struct letter){ LETTER_UNSEEN, c, false };
    if (char_is_combining(c))
        return (struct letter){ LETTER_MARK, c, false };
    if (is_alone(c))
        return (struct letter){ LETTER_ALONE, c, false };
    struct letter as = dressed(c);
    if (as.kind != LETTER_NOT)
        return as;
    bool other = (c >= 0x370 && c < 0x2000) || (c >= 0x2c00 && c < 0x2e00) || (c >= 0xa000 && c < 0xd800);
    return (struct letter){ other || (c >= 0x250 && c < 0x2b0) ? LETTER : LETTER_NOT, c, false };
}

static struct letter letter_of(uint32_t c)
{
    if (c >= 0x80)
        return letter_wide(c);
    if (c >= 'A' && c <= 'Z')
        return (struct letter){ LETTER, c | 0x20, false };
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return (struct letter){ LETTER, c, false };
    if (c == '$' || c == '%')
        return (struct letter){ LETTER_ALONE, c, false };
    return (struct letter){ LETTER_NOT, c, false };
}

/* The Latin letter that a Cyrillic or Greek one looks like, or 0. */
static uint32_t look_alike(uint32_t c)
{
    static const struct {
        uint16_t at;
        char is;
    } pairs[] = { { 0x3b1, 'a' }, { 0x3bd, 'v' }, { 0x3bf, 'o' }, { 0x3c1, 'p' }, { 0x430, 'a' },
        { 0x435, 'e' }, { 0x43a, 'k' }, { 0x43c, 'm' }, { 0x43e, 'o' }, { 0x440, 'p' }, { 0x441, 'c' },
        { 0x442, 't' }, { 0x443, 'y' }, { 0x445, 'x' }, { 0x455, 's' }, { 0x456, 'i' }, { 0x458, 'j' },
        { 0x4bb, 'h' }, { 0x501, 'd' }, { 0x51b, 'q' }, { 0x51d, 'w' } };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i].at == c)
            return (uint32_t)pairs[i].is;
    return 0;
}

static bool is_other_script(uint32_t c)
{
    return c >= 0x370 && c <= 0x52f;
}

/* One word that is being put together. */
struct making {
    uint32_t letters[64]; /* folded; more are left out of the hash */
    size_t count, at, end;
    bool latin, other, disguised, unseen;
};

static void make_add(struct making *w, struct letter letter, size_t at, size_t end)
{
    if (w->count == 0)
        w->at = at;
    w->end = end;
    w->disguised |= letter.is_disguised || w->unseen;
    w->unseen = false;
    w->latin |= letter.folded < 0x80 && letter.folded >= 'a';
    w->other |= is_other_script(letter.folded);
    if (w->count < sizeof w->letters / sizeof w->letters[0])
        w->letters[w->count++] = letter.folded;
}

/* A word of two scripts is read as the Latin one that it looks like. */
static void make_latin(struct making *w)
{
    if (!w->latin || !w->other)
        return;
    for (size_t i = 0; i < w->count; i++) {
        uint32_t as = look_alike(w->letters[i]);
        if (as != 0)
            w->letters[i] = as;
    }
    w->disguised = true;
}

uint64_t word_hash(struct slice folded)
{
    uint64_t h = FNV_BASE;
    for (size_t i = 0; i < folded.len; i++)
        h = (h ^ (unsigned char)folded.at[i]) * FNV_PRIME;
    return h;
}

static bool is_stem(const struct word_stems *stems, uint64_t hash)
{
    for (uint32_t i = (uint32_t)hash & stems->mask; stems->slots[i] != 0; i = (i + 1) & stems->mask)
        if (stems->slots[i] == hash)
            return true;
    return false;
}

static uint64_t make_hash(const struct making *w, const struct word_stems *stems, uint64_t *ret_stem)
{
    uint64_t h = FNV_BASE;
    char buf[4];
    for (size_t i = 0; i < w->count; i++) {
        size_t len = char_put(w->letters[i], buf);
        for (size_t k = 0; k < len; k++)
            h = (h ^ (unsigned char)buf[k]) * FNV_PRIME;
        if (stems != NULL && i + 1 >= STEM_LETTERS && is_stem(stems, h))
            *ret_stem = h;
    }
    return h;
}

/* The next word from *at on; false: there is none. */
static bool next_word(struct slice s, size_t *at, struct making *w)
{
    w->count = 0;
    w->latin = w->other = w->disguised = w->unseen = false;
    while (*at < s.len) {
        size_t len;
        uint32_t c = char_next(slice_skip(s, *at), &len);
        struct letter letter = letter_of(c);
        bool ends = letter.kind == LETTER_NOT || letter.kind == LETTER_ALONE;
        if (ends && w->count > 0)
            break;
        *at += len;
        if (letter.kind == LETTER_UNSEEN && w->count > 0)
            w->unseen = true;
        if (letter.kind == LETTER || letter.kind == LETTER_ALONE)
            make_add(w, letter, *at - len, *at);
        if (letter.kind == LETTER_ALONE)
            break;
    }
    make_latin(w);
    return w->count > 0;
}

/* Most texts are ASCII: the same without decoding. False: look again with next_word. */
static bool next_plain(struct slice s, const struct word_stems *stems, size_t *at, struct mail_word *to)
{
    static const char fold[128] = { ['0'] = '0',
        ['1'] = '1',
        ['2'] = '2',
        ['3'] = '3',
        ['4'] = '4',
        ['5'] = '5',
        ['6'] = '6',
        ['7'] = '7',
        ['8'] = '8',
        ['9'] = '9',
        ['a'] = 'a',
        ['b'] = 'b',
        ['c'] = 'c',
        ['d'] = 'd',
        ['e'] = 'e',
        ['f'] = 'f',
        ['g'] = 'g',
        ['h'] = 'h',
        ['i'] = 'i',
        ['j'] = 'j',
        ['k'] = 'k',
        ['l'] = 'l',
        ['m'] = 'm',
        ['n'] = 'n',
        ['o'] = 'o',
        ['p'] = 'p',
        ['q'] = 'q',
        ['r'] = 'r',
        ['s'] = 's',
        ['t'] = 't',
        ['u'] = 'u',
        ['v'] = 'v',
        ['w'] = 'w',
        ['x'] = 'x',
        ['y'] = 'y',
        ['z'] = 'z',
        ['A'] = 'a',
        ['B'] = 'b',
        ['C'] = 'c',
        ['D'] = 'd',
        ['E'] = 'e',
        ['F'] = 'f',
        ['G'] = 'g',
        ['H'] = 'h',
        ['I'] = 'i',
        ['J'] = 'j',
        ['K'] = 'k',
        ['L'] = 'l',
        ['M'] = 'm',
        ['N'] = 'n',
        ['O'] = 'o',
        ['P'] = 'p',
        ['Q'] = 'q',
        ['R'] = 'r',
        ['S'] = 's',
        ['T'] = 't',
        ['U'] = 'u',
        ['V'] = 'v',
        ['W'] = 'w',
        ['X'] = 'x',
        ['Y'] = 'y',
        ['Z'] = 'z' };
    size_t i = *at;
    while (i < s.len && (unsigned char)s.at[i] < 0x80 && fold[(unsigned char)s.at[i]] == 0 && s.at[i] != '$'
            && s.at[i] != '%')
        i++;
    *at = i;
    uint64_t h = FNV_BASE, stem = 0;
    size_t begin = i;
    while (i < s.len && (unsigned char)s.at[i] < 0x80 && fold[(unsigned char)s.at[i]] != 0
            && i - begin < 64) {
        h = (h ^ (unsigned char)fold[(unsigned char)s.at[i++]]) * FNV_PRIME;
        if (stems != NULL && i - begin >= STEM_LETTERS && is_stem(stems, h))
            stem = h;
    }
    if (i == begin || i - begin == 64 || (i < s.len && (unsigned char)s.at[i] >= 0x80))
        return false;
    *at = i;
    *to = (struct mail_word){ .hash = h,
        .stem = stem,
        .at = (uint32_t)begin,
        .len = (uint16_t)(i - begin),
        .letters = (uint8_t)(i - begin),
        .is_ascii = true };
    return true;
}

size_t words_of(
        struct slice utf8, const struct word_stems *stems, size_t *at, struct mail_word *to, size_t cap)
{
    size_t n = 0;
    struct making w;
    while (n < cap && *at < utf8.len) {
        if (next_plain(utf8, stems, at, &to[n])) {
            n++;
            continue;
        }
        if (!next_word(utf8, at, &w))
            break;
        size_t len = w.end - w.at;
        uint64_t stem = 0, hash = make_hash(&w, stems, &stem);
        to[n++] = (struct mail_word){ .hash = hash,
            .stem = stem,
            .at = (uint32_t)w.at,
            .len = (uint16_t)(len < UINT16_MAX ? len : UINT16_MAX),
            .letters = (uint8_t)w.count,
            .is_disguised = w.disguised };
    }
    return n;
}

size_t words_fold(struct slice utf8, char *buf, size_t cap)
{
    size_t at = 0, len = 0;
    struct making w;
    while (next_word(utf8, &at, &w)) {
        if (len + 1 + w.count * 4 > cap)
            break;
        if (len > 0)
            buf[len++] = ' ';
        for (size_t i = 0; i < w.count; i++)
            len += char_put(w.letters[i], buf + len);
    }
    return len;
}
