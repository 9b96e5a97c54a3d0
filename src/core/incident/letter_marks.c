/* letter_marks.c - addresses, links, files, numbers and words, each once. */
#include "core/incident/letter_marks.h"

#include <string.h>

#include "core/base/hash.h"
#include "core/names/domain.h"
#include "core/names/known_hosts.h"
#include "core/names/posing.h"

#define TEXT_LOOKED ((size_t)64 * 1024)
#define MARK_MAX 320u
#define PHONES_MAX 4u
#define WALLETS_MAX 4u
#define WORDS_LEAST 12u /* of a text whose wording can be compared */
#define WORDS_MOST 2000u
#define WORD_TOLD 32u /* bytes of a word that tell it from others */

struct marking {
    struct letter *letter;
    const struct message *m;
    const struct own *own;
    struct pen *pen;
    struct letter_mark marks[LETTER_MARKS];
    uint32_t count;
};

static void add(struct marking *k, enum mark_kind kind, struct slice s)
{
    s = slice_first(s, MARK_MAX);
    for (uint32_t i = 0; i < k->count; i++)
        if (k->marks[i].kind == kind && slice_eq(text(k->marks[i].text), s))
            return;
    if (s.len > 0 && k->count < LETTER_MARKS)
        k->marks[k->count++] = (struct letter_mark){ kind, pen_text(k->pen, s, MARK_MAX) };
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || (unsigned char)c >= 0x80;
}

/* ---- addresses ---- */

static bool is_well_known(struct slice domain)
{
    struct posing_likeness likeness;
    return posing_domain(domain, &likeness) && likeness.likeness == LIKE_SAME;
}

static void add_address(struct marking *k, enum mark_kind kind, const struct mail_address *a)
{
    char buf[MARK_MAX];
    if (a->local.len == 0 || a->domain.len == 0 || a->local.len + a->domain.len + 1 > sizeof buf)
        return;
    for (size_t i = 0; i < a->local.len; i++)
        buf[i] = char_lower(a->local.at[i]);
    buf[a->local.len] = '@';
    memcpy(buf + a->local.len + 1, a->domain.at, a->domain.len);
    add(k, kind, (struct slice){ buf, a->local.len + 1 + a->domain.len });
}

static void add_sender(struct marking *k)
{
    const struct mail_address *from = &k->m->from, *reply = &k->m->reply_to;
    bool is_other = !slice_eq(reply->domain, from->domain) || !slice_eq_nocase(reply->local, from->local);
    if (from->domain.len > 0 && !domain_is_own(k->own, from->domain)) {
        add_address(k, MARK_SENDER, from);
        if (host_kinds(from->domain) == 0 && !is_well_known(from->domain))
            add(k, MARK_DOMAIN, domain_registered(from->domain));
    }
    if (reply->domain.len > 0 && is_other && !domain_is_own(k->own, reply->domain))
        add_address(k, MARK_REPLY, reply);
}

/* ---- links and files ---- */

/* A shortener's name says nothing, its path does; where anybody may have a page the host tells whose it is. */
static void add_link(struct marking *k, const struct message_link *link)
{
    char buf[MARK_MAX];
    unsigned kinds = host_kinds(link->host);
    bool is_seen = link->kind == LINK_A || link->kind == LINK_TEXT || link->kind == LINK_FORM
            || link->kind == LINK_QR;
    if (!is_seen || link->host.len == 0 || link->is_hidden || domain_is_own(k->own, link->host))
        return;
    if (kinds & (HOST_SHORTENERS | HOST_FILE_SHARING)) {
        size_t len = link->host.len + link->path.len;
        if (len > sizeof buf || link->path.len < 2)
            return;
        memcpy(buf, link->host.at, link->host.len);
        memcpy(buf + link->host.len, link->path.at, link->path.len);
        add(k, MARK_LINK, (struct slice){ buf, len });
    } else if (kinds & HOST_FREE_HOSTING) {
        add(k, MARK_LINK, link->host);
    } else if (!(kinds & HOST_MAILERS) && !is_well_known(link->host)) {
        add(k, MARK_LINK, link->registered);
    }
}

static void add_file(struct marking *k, const struct message_file *file)
{
    char buf[MARK_MAX];
    size_t len = 0;
    if (file->is_inline)
        return;
    if (file->sha256[0] != '\0')
        add(k, MARK_FILE, text(file->sha256));
    for (size_t i = 0; i < file->name.len && len < sizeof buf; i++)
        if (is_letter_or_digit(file->name.at[i]))
            buf[len++] = char_lower(file->name.at[i]);
    if (len >= 6)
        add(k, MARK_FILE_NAME, (struct slice){ buf, len });
}

/* ---- words ---- */

/* The next word: letters and digits; false at the end. */
static bool next_word(struct slice *s, struct slice *ret)
{
    size_t i = 0;
    while (i < s->len && !is_letter_or_digit(s->at[i]))
        i++;
    size_t begin = i;
    while (i < s->len && is_letter_or_digit(s->at[i]))
        i++;
    *ret = (struct slice){ s->at + begin, i - begin };
    *s = slice_skip(*s, i);
    return ret->len > 0;
}

static bool has_digit(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] >= '0' && word.at[i] <= '9')
            return true;
    return false;
}

/* Is it a part of a recipient's name or address? */
static bool is_of_recipient(const struct message *m, struct slice word)
{
    for (uint32_t i = 0; i < m->to_count && i < 8; i++) {
        struct slice name = m->to[i].name, local = m->to[i].local, part;
        while (next_word(&name, &part))
            if (slice_eq_nocase(part, word))
                return true;
        while (next_word(&local, &part))
            if (slice_eq_nocase(part, word))
                return true;
    }
    return false;
}

static void add_subject(struct marking *k)
{
    char buf[MARK_MAX];
    size_t len = 0, words = 0;
    struct slice s = slice_first(k->m->subject, MARK_MAX), word;
    while (next_word(&s, &word)) {
        bool is_prefix = slice_eq_nocase(word, LIT("re")) || slice_eq_nocase(word, LIT("fw"))
                || slice_eq_nocase(word, LIT("fwd")) || slice_eq_nocase(word, LIT("aw"));
        if (has_digit(word) || is_prefix || is_of_recipient(k->m, word) || len + word.len + 1 > sizeof buf)
            continue;
        if (len > 0)
            buf[len++] = ' ';
        for (size_t i = 0; i < word.len; i++)
            buf[len++] = char_lower(word.at[i]);
        words++;
    }
    if (words >= 2)
        add(k, MARK_SUBJECT, (struct slice){ buf, len });
}

/* ---- numbers ---- */

/* "+44 20 7946 0000", "(0)20-7946": digits alone; international ones only, others are too many things. */
static void add_phones(struct marking *k, struct slice s)
{
    unsigned found = 0;
    for (size_t i = 0; i < s.len && found < PHONES_MAX; i++) {
        char digits[16];
        size_t len = 0, at = i + 1;
        if (s.at[i] != '+')
            continue;
        while (at < s.len && len < sizeof digits && at < i + 32) {
            char c = s.at[at];
            if (c >= '0' && c <= '9')
                digits[len++] = c;
            else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.' && c != '/')
                break;
            at++;
        }
        if (len >= 9 && len <= 15) {
            add(k, MARK_PHONE, (struct slice){ digits, len });
            found++;
        }
    }
}

static bool is_base58(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_letter_or_digit(s.at[i]) || memchr("0OIl", s.at[i], 4) != NULL
                || (unsigned char)s.at[i] >= 0x80)
            return false;
    return true;
}

static bool is_wallet(struct slice word)
{
    if (word.len >= 26 && word.len <= 35 && (word.at[0] == '1' || word.at[0] == '3'))
        return is_base58(word) && has_digit(slice_skip(word, 1));
    if (word.len >= 42 && word.len <= 62 && slice_starts(word, LIT("bc1")))
        return has_digit(slice_skip(word, 3));
    return word.len == 42 && slice_starts(word, LIT("0x"));
}

static void add_wallets(struct marking *k, struct slice s)
{
    struct slice word;
    unsigned found = 0;
    while (found < WALLETS_MAX && next_word(&s, &word))
        if (is_wallet(word)) {
            add(k, MARK_WALLET, word);
            found++;
        }
}

/* ---- wording ---- */

/* MinHash: of all triples of words the least of each of LETTER_SHINGLES orders. Numbers count as one word: they differ from
 * recipient to recipient. */
static void shingle(struct letter *letter, struct slice s)
{
    uint64_t last[3] = { 0 };
    uint32_t least[LETTER_SHINGLES], words = 0;
    struct slice word;
    memset(least, 0xff, sizeof least);
    while (words < WORDS_MOST && next_word(&s, &word)) {
        last[0] = last[1];
        last[1] = last[2];
        last[2] = has_digit(word) ? 1 : hash_lower(slice_first(word, WORD_TOLD), 0);
        if (++words < 3)
            continue;
        uint64_t triple = hash_pair(hash_pair(last[0], last[1]), last[2]);
        for (uint32_t i = 0; i < LETTER_SHINGLES; i++) {
            uint32_t h = (uint32_t)(hash_pair(triple, i + 1) >> 32);
            least[i] = h < least[i] ? h : least[i];
        }
    }
    for (uint32_t i = 0; words >= WORDS_LEAST && i < LETTER_SHINGLES; i++)
        letter->shingles[i] = least[i] | 1; /* never 0 */
}

void letter_mark(struct letter *letter, const struct message *message, const struct own *own, struct pen *pen)
{
    struct marking k = { .letter = letter, .m = message, .own = own, .pen = pen };
    struct slice looked = slice_first(message->text, TEXT_LOOKED);
    char ip[IP_TEXT_MAX];
    add_sender(&k);
    for (uint32_t i = 0; i < message->files_count; i++)
        add_file(&k, &message->files[i]);
    add_subject(&k);
    if (!ip_is_none(letter->source))
        add(&k, MARK_ADDRESS, (struct slice){ ip, ip_format_source(ip_source_key(letter->source), ip) });
    add_phones(&k, looked);
    add_wallets(&k, looked);
    for (uint32_t i = 0; i < message->links_count; i++)
        add_link(&k, &message->links[i]);
    shingle(letter, looked);
    letter->marks = k.count > 0 ? pen_take(pen, k.count * sizeof *letter->marks) : NULL;
    letter->marks_count = letter->marks != NULL ? k.count : 0;
    if (letter->marks != NULL)
        memcpy(letter->marks, k.marks, k.count * sizeof *k.marks);
}
