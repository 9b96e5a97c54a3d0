/* message_hops.c - one Received field: who took the message from whom.
 *
 * Source  RFC 5321 4.4 and what Postfix, Exim, sendmail, qmail and Exchange write.
 * Anchor  The client chose the name behind "from", which may hold anything that is no space; what the server saw stands
 *         in parentheses behind it. So the last address in the parentheses of the from clause counts; "by" and "with" are
 *         words outside of parentheses.
 */
#include "core/parse/message_inside.h"
#include "core/wire/maildate.h"

enum clause { CLAUSE_NONE, CLAUSE_FROM, CLAUSE_BY, CLAUSE_WITH, CLAUSE_OTHER };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static enum clause clause_of(struct slice word)
{
    static const struct {
        const char *word;
        enum clause clause;
    } known[] = { { "from", CLAUSE_FROM }, { "by", CLAUSE_BY }, { "with", CLAUSE_WITH },
        { "via", CLAUSE_OTHER }, { "id", CLAUSE_OTHER }, { "for", CLAUSE_OTHER } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (slice_eq_nocase(word, text(known[i].word)))
            return known[i].clause;
    return CLAUSE_NONE;
}

/* "[IPv6:2001:db8::1]", "[192.0.2.1]", "192.0.2.1:25" */
static bool address_of(struct slice word, struct ip_addr *ret)
{
    if (slice_starts(word, LIT("[")))
        word = slice_first(slice_skip(word, 1), slice_find(slice_skip(word, 1), ']'));
    if (word.len > 5 && slice_eq_nocase(slice_first(word, 5), LIT("IPv6:")))
        word = slice_skip(word, 5);
    return word.len >= 2 && ip_parse(word, ret);
}

/* The last address among the words of a comment. */
static void comment_address(struct slice comment, struct ip_addr *ret)
{
    struct ip_addr ip;
    for (size_t i = 0; i < comment.len;) {
        size_t end = i;
        while (end < comment.len && !is_space(comment.at[end]) && comment.at[end] != '('
                && comment.at[end] != ')' && comment.at[end] != ',')
            end++;
        struct slice word = { comment.at + i, end - i };
        size_t open = slice_find(word, '['); /* "client.example[192.0.2.1]" */
        if (address_of(slice_skip(word, open < word.len ? open : 0), &ip))
            *ret = ip;
        i = end + 1;
    }
}

/* The comment at the front, with its parentheses; it may nest. */
static struct slice comment_of(struct slice s)
{
    unsigned depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        depth += s.at[i] == '(';
        depth -= s.at[i] == ')';
        if (depth == 0)
            return slice_first(s, i + 1);
    }
    return s;
}

static void take_word_of(struct hop *hop, enum clause clause, struct slice word, bool first)
{
    struct ip_addr ip;
    if (clause == CLAUSE_FROM && first) {
        hop->from = word;
        if (word.at[0] == '[' && address_of(word, &ip))
            hop->ip = ip;
    } else if (clause == CLAUSE_BY && first) {
        hop->by = word;
    } else if (clause == CLAUSE_WITH && first) { /* RFC 3848, 6531 */
        static const char *const with_auth[] = { "ESMTPA", "ESMTPSA", "ASMTP", "UTF8SMTPA", "UTF8SMTPSA",
            "LMTPA", "LMTPSA" };
        for (size_t i = 0; i < sizeof with_auth / sizeof with_auth[0]; i++)
            hop->with_auth = hop->with_auth || slice_eq_nocase(word, text(with_auth[i]));
    }
}

struct hop hop_read(struct slice value)
{
    struct hop hop = { .time = TIME_NONE };
    size_t semicolon = slice_find_last(value, LIT(";"));
    enum clause clause = CLAUSE_NONE;
    bool first = false;
    if (semicolon < value.len)
        hop.time = maildate_read(slice_skip(value, semicolon + 1));
    struct slice s = slice_first(value, semicolon);
    for (size_t i = 0; i < s.len;) {
        if (is_space(s.at[i])) {
            i++;
            continue;
        }
        if (s.at[i] == '(') {
            struct slice comment = comment_of(slice_skip(s, i));
            if (clause == CLAUSE_FROM)
                comment_address(comment, &hop.ip);
            i += comment.len;
            continue;
        }
        size_t end = i;
        while (end < s.len && !is_space(s.at[end]) && s.at[end] != '(')
            end++;
        struct slice word = { s.at + i, end - i };
        enum clause next = clause_of(word);
        bool may_begin = next == CLAUSE_FROM ? clause == CLAUSE_NONE : !first;
        if (next != CLAUSE_NONE && may_begin) {
            clause = next;
            first = true;
        } else {
            take_word_of(&hop, clause, word, first);
            first = false;
        }
        i = end;
    }
    return hop;
}
