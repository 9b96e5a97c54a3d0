/* told.c - a believed server's words as results. */
#include "core/mailauth/told.h"

#include "core/mailauth/dmarc.h"

/* "j.meier@institute.example", "@institute.example", "institute.example", "<...>" */
static struct slice domain_in(struct slice address)
{
    size_t at = slice_find_last(address, LIT("@"));
    if (at < address.len)
        address = slice_skip(address, at + 1);
    while (address.len > 0 && (address.at[address.len - 1] == '>' || address.at[address.len - 1] == '.'))
        address.len--;
    return address;
}

static struct slice first_of(struct slice a, struct slice b)
{
    return a.len > 0 ? a : b;
}

static void take_spf(const struct authres *res, const struct authres_item *item, struct message_auth *ret)
{
    if (ret->spf != AUTH_UNKNOWN)
        return;
    ret->spf = item->result;
    ret->spf_domain = domain_in(first_of(authres_property(res, item, "smtp", "mailfrom"),
            first_of(authres_property(res, item, "smtp", "mail"),
                    authres_property(res, item, "smtp", "helo"))));
}

static int rank(enum auth_result result, struct slice domain, struct slice from)
{
    if (result == AUTH_UNKNOWN)
        return 0;
    if (result != AUTH_PASS)
        return 1;
    return dmarc_is_aligned(domain, from) ? 3 : 2;
}

static void take_dkim(const struct authres *res, const struct authres_item *item, struct slice from,
        struct message_auth *ret)
{
    struct slice domain = domain_in(
            first_of(authres_property(res, item, "header", "d"), authres_property(res, item, "header", "i")));
    if (rank(item->result, domain, from) <= rank(ret->dkim, ret->dkim_domain, from))
        return;
    ret->dkim = item->result;
    ret->dkim_domain = domain;
}

/* Microsoft's "bestguesspass": the domain has no policy. */
static void take_dmarc(const struct authres *res, const struct authres_item *item, struct slice from,
        struct message_auth *ret)
{
    struct slice domain = domain_in(authres_property(res, item, "header", "from"));
    if (ret->dmarc != AUTH_UNKNOWN || (domain.len > 0 && from.len > 0 && !slice_eq_nocase(domain, from)))
        return;
    ret->dmarc = slice_eq_nocase(item->word, LIT("bestguesspass")) ? AUTH_NONE : item->result;
}

void told_results(const struct authres *res, struct slice from, struct message_auth *ret)
{
    bool has_dkim = ret->dkim != AUTH_UNKNOWN;
    for (uint32_t i = 0; i < res->count; i++) {
        const struct authres_item *item = &res->items[i];
        if (slice_eq_nocase(item->method, LIT("spf")))
            take_spf(res, item, ret);
        else if (slice_eq_nocase(item->method, LIT("dkim")) && !has_dkim)
            take_dkim(res, item, from, ret);
        else if (slice_eq_nocase(item->method, LIT("dmarc")))
            take_dmarc(res, item, from, ret);
        else if (slice_eq_nocase(item->method, LIT("arc")) && ret->arc == AUTH_UNKNOWN)
            ret->arc = item->result;
    }
}

bool told_is_aligned(const struct message_auth *auth, struct slice from)
{
    return from.len > 0
            && (auth->dmarc == AUTH_PASS
                    || (auth->spf == AUTH_PASS && dmarc_is_aligned(auth->spf_domain, from))
                    || (auth->dkim == AUTH_PASS && dmarc_is_aligned(auth->dkim_domain, from)));
}
