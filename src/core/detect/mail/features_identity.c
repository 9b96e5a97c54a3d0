/* features_identity.c - whom the message says it is from, against where it is sent from.
 *
 * Mailing lists that rewrite From ("J. Meier via Team <team@lists.example>") put the author into Reply-To: there the
 * author is who Reply-To says.
 */
#include "core/detect/mail/mail_inside.h"
#include "core/names/known_hosts.h"

static bool same_address(const struct mail_address *a, const struct mail_address *b)
{
    return a->domain.len > 0 && slice_eq_nocase(a->local, b->local) && slice_eq_nocase(a->domain, b->domain);
}

static bool is_recipient(const struct message *m, const struct mail_address *address)
{
    for (uint32_t i = 0; i < m->to_count; i++)
        if (same_address(&m->to[i], address))
            return true;
    return false;
}

static void find_author(struct looking *l)
{
    const struct message *m = l->m;
    l->author = m->from;
    size_t via = slice_find_slice(m->from.name, LIT(" via "));
    if (via >= m->from.name.len || m->reply_to.domain.len == 0)
        return;
    l->by_list = true;
    if (!is_recipient(m, &m->reply_to) || is_recipient(m, &m->from)) {
        l->author = m->reply_to;
        l->author.name = slice_first(m->from.name, via);
    }
}

static bool is_domain_possible(struct slice domain)
{
    if (domain.len < 4 || domain.len > DOMAIN_MAX || slice_find(domain, '.') == domain.len)
        return false;
    for (size_t i = 0; i < domain.len; i++) {
        char c = domain.at[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'
                || (unsigned char)c >= 0x80;
        if (!ok)
            return false;
    }
    char last = domain.at[domain.len - 1];
    return last != '.' && last != '-' && domain.at[0] != '.';
}

void look_at_author(struct looking *l)
{
    find_author(l);
    const struct mail_address *a = &l->author;
    l->is_broken = a->local.len == 0 || !is_domain_possible(a->domain);
    l->registered = domain_registered(a->domain);
    l->label = domain_label(a->domain);
    l->kinds = host_kinds(a->domain);
    l->is_like = !l->is_broken && posing_domain(a->domain, &l->like);
    l->name_len = words_fold(slice_first(a->name, NAME_FOLDED), l->name, sizeof l->name);
    char *to = l->address;
    size_t n = words_fold(slice_first(a->local, 100), to, 150);
    n += words_fold(slice_first(a->domain, 150), to + n, sizeof l->address - n);
    size_t kept = 0; /* without spaces: "jmeier" and "j.meier" are alike */
    for (size_t i = 0; i < n; i++)
        if (to[i] != ' ')
            to[kept++] = to[i];
    l->address_len = kept;
}

/* ---- name against address ---- */

/* Some word of the name stands in the text, or all of it run together. */
static bool name_meets(const struct looking *l, struct slice in, size_t least_letters)
{
    struct slice rest = { l->name, l->name_len };
    char together[NAME_FOLDED];
    size_t n = 0, used;
    for (; rest.len > 0; rest = slice_skip(rest, used + 1)) {
        used = slice_find(rest, ' ');
        struct slice word = slice_first(rest, used);
        if (word.len >= least_letters && slice_has(in, word))
            return true;
        memcpy(together + n, word.at, word.len);
        n += word.len;
    }
    struct slice all = { together, n };
    return (n > 2 && slice_has(in, all)) || (l->label.len > 3 && slice_has(all, l->label));
}

/* "J. Meier" and jmeier, "Anna Berg" and anna.b: the initials and a name. */
static bool has_initials(const struct looking *l)
{
    char initials[16];
    size_t n = 0;
    for (size_t i = 0; i < l->name_len && n < sizeof initials; i++)
        if (i == 0 || l->name[i - 1] == ' ')
            initials[n++] = l->name[i];
    return n >= 2
            && slice_starts((struct slice){ l->address, l->address_len }, (struct slice){ initials, n });
}

static bool has_address(struct slice s)
{
    size_t at = slice_find(s, '@');
    return at > 0 && at + 3 < s.len && slice_find(slice_skip(s, at + 1), '.') < s.len - at - 1
            && s.at[at + 1] != ' ';
}

static void compare_name(struct looking *l)
{
    struct slice name = l->author.name, address = { l->address, l->address_len };
    struct place place = at_from(l);
    if (l->name_len == 0) {
        put(l, FEATURE_NAME_MISSING, name.len == 0 ? 0.7 : 1, place, name);
        return;
    }
    bool is_free = (l->kinds & HOST_FREEMAIL) != 0, is_hosting = (l->kinds & HOST_ANYONES) != 0;
    bool meets = name_meets(l, address, 3) || has_initials(l);
    if (has_address(name)) {
        if (!slice_has(name, l->registered))
            put(l, FEATURE_NAME_HAS_ADDRESS, 1, place, name);
    } else if (!meets) {
        put(l, FEATURE_NAME_UNRELATED, 1, place, name);
    } else if (!is_free && !is_hosting && name_meets(l, l->registered, 4)) {
        put(l, FEATURE_NAME_IN_DOMAIN, 1, place, name);
    } else {
        char local[NAME_FOLDED];
        size_t n = words_fold(slice_first(l->author.local, 100), local, sizeof local);
        size_t words = 1;
        for (size_t i = 0; i < l->name_len; i++)
            words += l->name[i] == ' ';
        if (name_meets(l, (struct slice){ local, n }, 3) && words >= 2 && words <= 4)
            put(l, FEATURE_PERSON, 1, place, name);
    }
}

/* ---- signs that names do not have ---- */

static bool is_picture(const unsigned char *s, size_t left)
{
    if (left >= 4 && s[0] == 0xf0 && s[1] == 0x9f) /* U+1F000 .. U+1FFFF, without the letters in boxes */
        return s[2] >= 0x8c;
    return left >= 3 && s[0] == 0xe2 && (s[1] >= 0x98 && s[1] <= 0x9e); /* U+2600 .. U+27BF */
}

static unsigned pictures_in(struct slice s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += is_picture((const unsigned char *)s.at + i, s.len - i);
    return n;
}

static unsigned disguised_in(struct slice s)
{
    struct mail_word words[60];
    size_t at = 0, n = words_of(s, NULL, &at, words, 60);
    unsigned odd = 0;
    for (size_t i = 0; i < n; i++)
        odd += words[i].is_disguised;
    return odd;
}

static void look_at_name_signs(struct looking *l)
{
    struct slice name = slice_trim(l->author.name);
    struct place place = at_from(l);
    if (name.len == 0)
        return;
    char last = name.at[name.len - 1], first = name.at[0];
    unsigned odd = 0;
    for (size_t i = 0; i < name.len; i++)
        odd += memchr("|~_*#^=<>{}", name.at[i], 11) != NULL;
    if (odd > 0 || last == ',' || last == '.' || last == ':' || first == '\'' || first == '!' || first == '-')
        put(l, FEATURE_NAME_TRICKS, last == '.' ? 0.6 : 1, place, name);
    put(l, FEATURE_NAME_PICTURES, pictures_in(name), place, name);
    if (last == '!' || last == '?' || slice_has(name, LIT("!")) || name.len > 60)
        put(l, FEATURE_NAME_LOUD, 1, place, name);
    if (disguised_in(name) > 0)
        put(l, FEATURE_ODD_LETTERS_HEAD, 1, place, name);
    if (disguised_in(l->m->subject) > 0)
        put(l, FEATURE_ODD_LETTERS_HEAD, 1, at_subject(l), l->m->subject);
}

/* ---- the address itself ---- */

static size_t digits_run(struct slice s)
{
    size_t run = 0, longest = 0;
    for (size_t i = 0; i < s.len; i++) {
        run = s.at[i] >= '0' && s.at[i] <= '9' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* "wNiKpOPIWK": capitals within, as no name has more than two of them. */
static bool has_mixed_case(struct slice s)
{
    unsigned rises = 0;
    for (size_t i = 1; i < s.len; i++)
        rises += s.at[i] >= 'A' && s.at[i] <= 'Z' && s.at[i - 1] >= 'a' && s.at[i - 1] <= 'z';
    return rises >= 2;
}

static bool host_is_random(struct slice domain, struct slice registered)
{
    struct slice rest = slice_first(domain, domain.len > registered.len ? domain.len - registered.len : 0);
    for (unsigned i = 0; i < 6 && rest.len > 0; i++) {
        size_t used = slice_find(rest, '.');
        if (is_random(slice_first(rest, used)))
            return true;
        rest = slice_skip(rest, used + 1);
    }
    return false;
}

static void look_at_address(struct looking *l)
{
    const struct mail_address *a = &l->author;
    struct place place = at_from(l);
    bool is_free = (l->kinds & HOST_FREEMAIL) != 0;
    if (l->is_broken) {
        put(l, FEATURE_FROM_BROKEN, 1, place, a->domain);
        return;
    }
    if (is_recipient(l->m, a) && !l->by_list && l->m->to_total == 1)
        put(l, FEATURE_FROM_SELF, 1, place, a->domain);
    if (l->m->from_count > 1)
        put(l, FEATURE_FROM_TWICE, 1, place, a->domain);
    if (is_free)
        put(l, FEATURE_FROM_FREEMAIL, 1, place, a->domain);
    if ((l->kinds & HOST_ANYONES) != 0)
        put(l, FEATURE_FROM_HOSTING, 1, place, a->domain);
    if (host_is_cheap(a->domain))
        put(l, FEATURE_FROM_CHEAP_SUFFIX, 1, place, a->domain);
    if (!is_free && is_random(l->label))
        put(l, FEATURE_FROM_RANDOM_DOMAIN, 1, place, a->domain);
    if (!is_free && digits_run(l->label) >= 4)
        put(l, FEATURE_FROM_DIGITS, 1, place, a->domain);
    if (host_is_random(a->domain, l->registered))
        put(l, FEATURE_FROM_RANDOM_HOST, 1, place, a->domain);
    if (has_mixed_case(a->local) || (is_random(a->local) && a->local.len < 30))
        put(l, FEATURE_FROM_RANDOM_LOCAL, has_mixed_case(a->local) ? 1 : 0.6, place, a->local);
}

/* ---- where answers go ---- */

static void compare_reply(struct looking *l)
{
    const struct mail_address *reply = &l->m->reply_to;
    if (reply->domain.len == 0 || l->by_list || l->is_broken)
        return;
    struct slice to = domain_registered(reply->domain);
    if (slice_eq(to, l->registered) || is_recipient(l->m, reply))
        return;
    /* a list that answers to all, or the same person's other mailbox: the same name before the @ */
    bool same_person = slice_eq_nocase(reply->local, l->author.local) && reply->local.len > 3;
    struct place place = at_field(l->m->reply_field);
    put(l, FEATURE_REPLY_ELSEWHERE, same_person ? 0.4 : 1, place, reply->domain);
    if ((host_kinds(reply->domain) & HOST_FREEMAIL) != 0 && (l->kinds & HOST_FREEMAIL) == 0)
        put(l, FEATURE_REPLY_FREEMAIL, same_person ? 0.4 : 1, place, reply->domain);
    else if ((l->kinds & HOST_FREEMAIL) != 0 && !same_person)
        put(l, FEATURE_REPLY_FREEMAIL, 0.7, place, reply->domain);
}

/* ---- known names ---- */

/* Its own domain, or the same name under a suffix that the lists do not know: a branch. */
static bool is_own(const struct looking *l, posing_id who)
{
    if (l->is_broken)
        return false;
    if (posing_owns(who, l->author.domain))
        return true;
    return l->is_like && l->like.who == who && l->like.likeness == LIKE_SUFFIX && !posing_is_authority(who)
            && !host_is_cheap(l->author.domain);
}

static bool some_link_is_of(const struct looking *l, posing_id who)
{
    for (uint32_t i = 0; i < l->m->links_count && i < 100; i++)
        if (l->m->links[i].kind != LINK_IMAGE && l->m->links[i].host.len > 0
                && posing_owns(who, l->m->links[i].host))
            return true;
    return false;
}

static struct place place_of(const struct looking *l, const struct named *named)
{
    struct place place = named->zone == ZONE_NAME ? at_from(l)
            : named->zone == ZONE_SUBJECT         ? at_subject(l)
                                                  : (struct place){ .kind = PLACE_TEXT };
    place.at = named->at;
    place.len = named->len;
    return place;
}

static void put_named(struct looking *l, const struct named *named, bool knows_own)
{
    static const enum feature features[] = { [ZONE_NAME] = FEATURE_BRAND_IN_NAME,
        [ZONE_SUBJECT] = FEATURE_BRAND_IN_SUBJECT,
        [ZONE_TEXT] = FEATURE_BRAND_IN_TEXT };
    struct place place = place_of(l, named);
    struct slice seen = text(posing_name(named->who));
    bool by_person = value_of(l, FEATURE_PERSON) > 0;
    if (is_own(l, named->who)) {
        put(l, FEATURE_BRAND_OWN, named->zone == ZONE_NAME ? 1 : 0.5, place, seen);
        return;
    }
    if (posing_is_authority(named->who)) {
        if (named->zone == ZONE_NAME
                && (!l->is_like || !posing_is_authority(l->like.who) || l->like.likeness != LIKE_SAME))
            put(l, FEATURE_POSES_AS_HEALTH, 1, place, seen);
        return;
    }
    if (knows_own && named->zone != ZONE_NAME) /* it names others: a shop that takes a card */
        return;
    if (by_person && named->zone != ZONE_NAME)
        return;
    put(l, features[named->zone], named->zone == ZONE_TEXT ? 0.3 + 0.2 * named->times : 1, place, seen);
    if (named->zone != ZONE_TEXT && !some_link_is_of(l, named->who))
        put(l, FEATURE_BRAND_ELSEWHERE, named->zone == ZONE_NAME ? 1 : 0.6, place, seen);
}

static void compare_named(struct looking *l)
{
    bool knows_own = l->is_like && l->like.likeness == LIKE_SAME;
    for (size_t i = 0; i < l->named_count; i++)
        put_named(l, &l->named[i], knows_own);
}

/* What the domain itself imitates; and whether the one whom it names stands behind it. */
static void look_at_domain(struct looking *l)
{
    const struct message_auth *auth = &l->m->auth;
    struct slice domain = l->author.domain;
    struct place place = at_from(l);
    bool proven = auth->dmarc == AUTH_PASS || auth->aligned || auth->arc == AUTH_PASS;
    bool failed = !proven
            && (auth->dmarc == AUTH_FAIL || auth->spf == AUTH_FAIL || auth->spf == AUTH_SOFTFAIL);
    if (failed && !l->by_list)
        put(l, FEATURE_AUTH_FAILED, auth->dmarc == AUTH_FAIL ? 1 : 0.5, place, domain);
    for (size_t i = 0; l->conf != NULL && l->conf->own != NULL && i < l->conf->own->domains_count; i++) {
        enum likeness like = domain_likeness(domain, l->conf->own->domains[i]);
        if (like > LIKE_SAME)
            put(l, FEATURE_LIKE_OWN, like == LIKE_COMBINED ? 0.7 : 1, place, domain);
        if (like == LIKE_SAME && failed)
            put(l, FEATURE_SPOOF_OWN, 1, place, domain);
    }
    for (size_t i = 0; l->conf != NULL && i < l->conf->partners_count; i++)
        if (domain_likeness(domain, l->conf->partners[i]) > LIKE_SAME)
            put(l, FEATURE_LIKE_OWN, 1, place, domain);
    if (!l->is_like)
        return;
    bool authority = posing_is_authority(l->like.who);
    if (authority && l->like.likeness == LIKE_SAME && failed)
        put(l, FEATURE_SPOOF_HEALTH, 1, place, domain);
    else if (l->like.likeness > LIKE_SAME && authority)
        put(l, FEATURE_LIKE_HEALTH,
                l->like.likeness == LIKE_SUFFIX || l->like.likeness == LIKE_COMBINED ? 0.8 : 1, place,
                domain);
    else if (l->like.likeness > LIKE_SAME && (l->like.likeness != LIKE_SUFFIX || host_is_cheap(domain)))
        put(l, FEATURE_LIKE_BRAND, 1, place, domain);
}

void look_at_identity(struct looking *l)
{
    compare_name(l);
    look_at_name_signs(l);
    look_at_address(l);
    compare_reply(l);
    compare_named(l);
    look_at_domain(l);
}
