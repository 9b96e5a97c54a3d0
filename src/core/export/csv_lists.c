/* csv_lists.c - the lists of an incident as rows: whom to call, and what to block. */
#include "core/export/csv.h"

static void cell(struct out *out, const char *s)
{
    out_csv(out, text(s));
    out_text(out, ",");
}

static void cell_time(struct out *out, time_us t)
{
    char buf[TIME_TEXT_MAX];
    time_format(t, buf);
    cell(out, buf);
}

static void cell_source(struct out *out, struct ip_addr ip)
{
    char buf[IP_TEXT_MAX] = "";
    if (!ip_is_none(ip))
        ip_format_source(ip, buf);
    cell(out, buf);
}

static void cell_incident(struct out *out, const struct incident *inc)
{
    cell(out, inc->id);
    cell(out, kind_name(inc->kind));
    cell(out, severity_name(inc->severity));
}

static const char *yes(bool is_so)
{
    return is_so ? "yes" : "";
}

static void account(struct out *out, const struct incident *inc, const struct incident_account *a)
{
    bool decided = a->at != TIME_NONE;
    cell_incident(out, inc);
    cell(out, a->name);
    cell(out, access_outcome_name(a->outcome));
    out_printf(out, "%u,", a->attempts);
    cell_time(out, a->first);
    cell_time(out, a->last);
    cell_time(out, a->at);
    cell_source(out, decided ? a->from : (struct ip_addr){ { 0 } });
    cell(out, yes(a->check));
    if (a->check)
        out_json_number(out, a->check_rank);
    out_printf(out, ",%s,%s\r\n", yes(a->emergency), yes(a->missing));
}

static void accounts(struct out *out, const struct incidents *all, const struct exporting *x)
{
    (void)x;
    out_text(out,
            "incident,kind,severity,account,outcome,attempts,first,last,decided_at,decided_from,"
            "please_check,check_rank,emergency,no_such_account\r\n");
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->at[i].accounts_count; k++)
            account(out, &all->at[i], &all->at[i].accounts[k]);
}

static void source(struct out *out, const struct incident *inc, const struct incident_source *s)
{
    cell_incident(out, inc);
    cell_source(out, s->key);
    out_printf(out, "%u,%u,%u,", s->attempts, s->accounts, s->successes);
    cell_time(out, s->first);
    cell_time(out, s->last);
    if (s->asn != 0)
        out_printf(out, "%u", s->asn);
    out_text(out, ",");
    cell(out, s->country);
    cell(out, s->network ? s->network : "");
    out_json_number(out, s->probability);
    out_text(out, "\r\n");
}

static void sources(struct out *out, const struct incidents *all, const struct exporting *x)
{
    (void)x;
    out_text(out,
            "incident,kind,severity,source,attempts,accounts,successes,first,last,asn,country,network,"
            "probability\r\n");
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->at[i].sources_count; k++)
            source(out, &all->at[i], &all->at[i].sources[k]);
}

const struct form form_csv_accounts = {
    .name = "csv-accounts", .help = "one account of an incident a row: whom to call", .incidents = accounts
};

const struct form form_csv_sources = {
    .name = "csv-sources", .help = "one source of an incident a row: what to block", .incidents = sources
};
