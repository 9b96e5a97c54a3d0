/* features_links.c - where the links lead, against who sends them. */
#include "core/detect/mail/mail_inside.h"
#include "core/names/known_hosts.h"

#define PLACES_MAX 12u

struct places {
    struct slice names[PLACES_MAX]; /* registered domains, without those in everybody's foot */
    size_t count;
};

static bool is_clicked(const struct message_link *link)
{
    return link->kind == LINK_A || link->kind == LINK_FORM || link->kind == LINK_TEXT
            || link->kind == LINK_FRAME || link->kind == LINK_REFRESH || link->kind == LINK_QR;
}

/* In what is quoted or in the foot: not what the sender now wants opened. With no words of its own it is. */
static bool is_aside(const struct looking *l, const struct message_link *link)
{
    if (link->len == 0)
        return false;
    bool quoted = link->at >= l->own_end && l->own_words >= 5;
    return quoted || (link->kind == LINK_TEXT && link->at >= l->foot);
}

static bool is_own_link(const struct looking *l, const struct message_link *link)
{
    if (slice_eq(link->registered, l->registered) && (l->kinds & (HOST_FREEMAIL | HOST_ANYONES)) == 0)
        return true;
    return l->label.len > 3 && (l->kinds & HOST_FREEMAIL) == 0
            && slice_eq(domain_label(link->host), l->label);
}

static void add_place(struct places *places, struct slice name)
{
    for (size_t i = 0; i < places->count; i++)
        if (slice_eq(places->names[i], name))
            return;
    if (places->count < PLACES_MAX)
        places->names[places->count++] = name;
}

/* ---- marks of one link ---- */

static void mark(struct looking *l, enum feature feature, double value, uint32_t i)
{
    put(l, feature, value, at_link(i),
            l->m->links[i].host.len > 0 ? l->m->links[i].host : l->m->links[i].target);
    l->link_loud = true;
}

static bool has_one_of(struct slice s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_has(s, text(words[i])))
            return true;
    return false;
}

static void mark_host(struct looking *l, uint32_t i)
{
    const struct message_link *link = &l->m->links[i];
    unsigned kinds = host_kinds(link->host);
    if ((kinds & HOST_SHORTENERS) != 0)
        mark(l, FEATURE_LINK_SHORTENER, 1, i);
    if ((kinds & HOST_ANYONES) != 0)
        mark(l, FEATURE_LINK_HOSTING, 1, i);
    if (link->by.len > 0 && !slice_eq(domain_registered(link->by), l->registered)
            && (host_kinds(link->by) & HOST_MAILERS) == 0)
        mark(l, FEATURE_LINK_REDIRECT, 1, i);
    if (link->is_ip) {
        mark(l, FEATURE_LINK_IP, 1, i);
        return;
    }
    if (link->port != 0 && link->port != 80 && link->port != 443)
        mark(l, FEATURE_LINK_PORT, 1, i);
    if (link->has_user)
        mark(l, FEATURE_LINK_USER, 1, i);
    if (slice_has(link->host, LIT("xn--")))
        mark(l, FEATURE_LINK_OTHER_SCRIPT, 1, i);
    if (host_is_cheap(link->host))
        mark(l, FEATURE_LINK_CHEAP_SUFFIX, 1, i);
    if (link->host.len > 60)
        mark(l, FEATURE_LINK_LONG_HOST, 1, i);
}

static void mark_random(struct looking *l, uint32_t i)
{
    const struct message_link *link = &l->m->links[i];
    if ((host_kinds(link->host) & HOST_MAILERS) != 0 || host_is_common(link->registered) || link->is_ip)
        return;
    if (is_random(domain_label(link->host)))
        mark(l, FEATURE_LINK_RANDOM_DOMAIN, 1, i);
    struct slice rest = slice_first(
            link->host, link->host.len - least((double)link->host.len, (double)link->registered.len));
    for (unsigned k = 0; k < 5 && rest.len > 0; k++) {
        size_t used = slice_find(rest, '.');
        if (used > 9 && is_random(slice_first(rest, used)))
            mark(l, FEATURE_LINK_RANDOM_HOST, 1, i);
        rest = slice_skip(rest, used + 1);
    }
}

static bool holds_address(struct slice target, const struct mail_address *to)
{
    if (to->local.len < 4)
        return false;
    size_t at = slice_find_slice(target, to->local);
    if (at >= target.len)
        return false;
    struct slice behind = slice_skip(target, at + to->local.len);
    return slice_starts(behind, LIT("@")) || slice_starts(behind, LIT("%40"));
}

static void mark_likeness(struct looking *l, uint32_t i)
{
    struct posing_likeness like;
    if (l->links_unrelated > 20 || !posing_domain(l->m->links[i].host, &like) || like.likeness == LIKE_SAME)
        return;
    if (posing_is_authority(like.who))
        mark(l, FEATURE_LINK_LIKE_HEALTH, 1, i);
    else if (like.likeness != LIKE_SUFFIX)
        mark(l, FEATURE_LINK_LIKE_BRAND, 1, i);
}

static void mark_content(struct looking *l, uint32_t i)
{
    static const char *const asks[] = { "login", "signin", "sign-in", "logon", "verify", "verif", "secure",
        "account", "webmail", "password", "wallet", "auth", "validat", "confirm", "recover", "unlock" };
    const struct message_link *link = &l->m->links[i];
    struct slice near = slice_first(link->path, 100);
    if (has_one_of(link->host, asks, sizeof asks / sizeof asks[0])
            || has_one_of(near, asks, sizeof asks / sizeof asks[0]))
        mark(l, FEATURE_LINK_CREDENTIAL, 1, i);
    for (uint32_t k = 0; k < l->m->to_count && k < 3; k++)
        if (holds_address(link->target, &l->m->to[k]))
            mark(l, FEATURE_LINK_RECIPIENT, 1, i);
    mark_likeness(l, i);
}

/* The text of a link that looks like a host of its own: "www.bank.example". */
static struct slice shown_host(struct slice s)
{
    s = slice_trim(s);
    if (slice_starts(s, LIT("https://")) || slice_starts(s, LIT("http://")))
        s = slice_skip(s, slice_find_slice(s, LIT("//")) + 2);
    size_t n = 0, dots = 0;
    while (n < s.len
            && ((s.at[n] >= 'a' && s.at[n] <= 'z') || (s.at[n] >= 'A' && s.at[n] <= 'Z')
                    || (s.at[n] >= '0' && s.at[n] <= '9') || s.at[n] == '-' || s.at[n] == '.'))
        dots += s.at[n++] == '.';
    if (dots == 0 || n < 5 || n > DOMAIN_MAX
            || (n < s.len && s.at[n] != '/' && s.at[n] != ':' && s.at[n] != '?'))
        return (struct slice){ "", 0 };
    return slice_first(s, n);
}

static void compare_text(struct looking *l, uint32_t i)
{
    const struct message_link *link = &l->m->links[i];
    char low[DOMAIN_MAX + 1];
    if (link->kind != LINK_A || link->len == 0 || (size_t)link->at + link->len > l->m->text.len)
        return;
    struct slice shown = shown_host((struct slice){ l->m->text.at + link->at, link->len });
    if (shown.len == 0)
        return;
    for (size_t k = 0; k < shown.len; k++)
        low[k] = char_lower(shown.at[k]);
    struct slice host = { low, shown.len };
    struct slice suffix = domain_suffix(host);
    bool known = suffix.len > 0 && suffix.len < host.len && !(suffix.at[0] >= '0' && suffix.at[0] <= '9');
    if (!known || slice_eq(domain_registered(host), link->registered)
            || slice_eq(domain_label(host), domain_label(link->host)))
        return;
    if ((host_kinds(link->host) & HOST_MAILERS) != 0 || is_own_link(l, link))
        return; /* a mailing service counts clicks, and so does the sender */
    mark(l, FEATURE_LINK_TEXT_ELSEWHERE, 1, i);
}

/* ---- all links ---- */

static void look_at_mailto(struct looking *l, uint32_t i)
{
    const struct message_link *link = &l->m->links[i];
    struct slice to = slice_skip(link->target, slice_find(link->target, ':') + 1);
    to = slice_first(to, slice_find(to, '?'));
    struct slice domain = slice_skip(to, slice_find(to, '@') + 1);
    if (link->kind != LINK_A || domain.len == 0 || is_aside(l, link))
        return;
    struct slice shown = (size_t)link->at + link->len <= l->m->text.len
            ? (struct slice){ l->m->text.at + link->at, link->len }
            : (struct slice){ "", 0 };
    if (slice_find(shown, '@') < shown.len || slice_has(domain, l->registered)
            || slice_has(l->registered, domain))
        return;
    bool writes = slice_has(link->target, LIT("subject=")) || slice_has(link->target, LIT("body="));
    put(l, FEATURE_MAILTO_BUTTON, writes ? 1 : 0.6, at_link(i), to);
}

static void look_at_link(struct looking *l, uint32_t i, struct places *places)
{
    const struct message_link *link = &l->m->links[i];
    if (link->kind == LINK_A && (link->is_data || link->is_script))
        mark(l, FEATURE_LINK_DATA, 1, i);
    if (link->is_mailto)
        look_at_mailto(l, i);
    if (!is_clicked(link) || link->host.len == 0 || is_aside(l, link))
        return;
    l->links++;
    unsigned kinds = host_kinds(link->host);
    if (is_own_link(l, link)) {
        l->links_own++;
        put(l, FEATURE_LINKS_OWN, 0.01, at_link(i), link->host);
        return;
    }
    mark_host(l, i);
    if (host_is_common(link->registered) && (kinds & HOST_ANYONES) == 0 && link->by.len == 0)
        return;
    if ((kinds & HOST_MAILERS) != 0) {
        l->links_mailer++;
        add_place(places, link->registered);
        return;
    }
    l->links_unrelated++;
    add_place(places, link->registered);
    mark_random(l, i);
    mark_content(l, i);
    compare_text(l, i);
    put(l, FEATURE_LINKS_UNRELATED, 0.01, at_link(i), link->host);
}

static void sum_up(struct looking *l, const struct places *places)
{
    const struct mail_features *f = l->f;
    double n = (double)l->links;
    if (l->links == 0)
        return;
    struct place first = f->place[FEATURE_LINKS_UNRELATED];
    struct slice host = f->seen[FEATURE_LINKS_UNRELATED];
    put(l, FEATURE_LINKS_OWN, (double)l->links_own / n, at_whole(), l->registered);
    put(l, FEATURE_LINKS_UNRELATED, (double)l->links_unrelated / n, first, host);
    if (l->links_unrelated > 0 && l->links_own == 0) {
        put(l, FEATURE_LINKS_NONE_OWN, 1, first, host);
        if (places->count == 1 && l->links >= 2)
            put(l, FEATURE_LINKS_ONE_PLACE, 1, first, host);
        if ((l->kinds & HOST_FREEMAIL) != 0)
            put(l, FEATURE_LINK_FREEMAIL, 1, first, host);
    }
    if (places->count > 8)
        put(l, FEATURE_LINKS_MANY_PLACES, 1, at_whole(), (struct slice){ "", 0 });
}

void look_at_links(struct looking *l)
{
    struct places places = { .count = 0 };
    for (uint32_t i = 0; i < l->m->links_count; i++)
        look_at_link(l, i, &places);
    sum_up(l, &places);
    for (uint32_t i = 0; i < l->m->forms_count; i++) {
        const struct message_form *form = &l->m->forms[i];
        bool own = slice_eq(domain_registered(form->host), l->registered);
        if (form->has_password)
            put(l, FEATURE_FORM_PASSWORD, 1, at_whole(), form->host);
        if (form->inputs > 0 && form->host.len > 0 && !own)
            put(l, FEATURE_FORM_ELSEWHERE, 1, at_whole(), form->host);
    }
}
