/* csv.c - rows for a spreadsheet. */
#include "core/export/csv.h"

static void fields(struct out *out, const struct slice *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        out_csv(out, list[i]);
        out_text(out, ",");
    }
}

static void event_head(struct out *out, const struct exporting *x)
{
    (void)x;
    out_text(out,
            "time,organisation,account,source,outcome,method,application,protocol,agent,attempts,file,"
            "line\r\n");
}

static void event(struct out *out, const struct sign_in *in, const struct exporting *x)
{
    const struct event *ev = in->ev;
    const struct interner *names = in->names;
    char when[TIME_TEXT_MAX], from[IP_TEXT_MAX];
    (void)x;
    time_format(ev->time, when);
    ip_format_source(interner_source(names, ev->source), from);
    const struct slice list[] = { text(when), interner_organisation_name(names, ev->organisation),
        in->account, text(from), text(outcome_name(ev->outcome)), text(method_name(ev->method)),
        interner_application(names, ev->client), interner_protocol(names, ev->client),
        interner_agent(names, ev->client) };
    fields(out, list, sizeof list / sizeof list[0]);
    out_printf(out, "%u,", ev->repeat);
    out_csv(out, text(in->file));
    out_printf(out, ",%u\r\n", ev->line);
}

static void incident(struct out *out, const struct incident *inc)
{
    char when[3][TIME_TEXT_MAX];
    size_t got_in = 0;
    time_format(inc->first_seen, when[0]);
    time_format(inc->last_seen, when[1]);
    time_format(inc->opened_at, when[2]);
    const struct slice list[] = { text(inc->id), text(kind_name(inc->kind)),
        text(severity_name(inc->severity)), text(access_outcome_name(inc->outcome)), text(inc->title),
        text(inc->organisation), text(when[0]), text(when[1]), text(when[2]) };
    fields(out, list, sizeof list / sizeof list[0]);
    for (size_t i = 0; i < inc->accounts_count; i++)
        got_in += inc->accounts[i].outcome == ACCESS_GOT_IN;
    out_printf(out, "%llu,%zu,%zu,%zu\r\n", (unsigned long long)inc->attempts, inc->accounts_total,
            inc->sources_total, got_in);
}

static void incidents(struct out *out, const struct incidents *all, const struct exporting *x)
{
    (void)x;
    out_text(out,
            "id,kind,severity,outcome,title,organisation,first_seen,last_seen,opened_at,attempts,accounts,"
            "sources,got_in\r\n");
    for (size_t i = 0; i < all->count; i++)
        incident(out, &all->at[i]);
}

const struct form form_csv = { .name = "csv",
    .help = "one incident, or one sign-in, a row, safe to open in a spreadsheet",
    .incidents = incidents,
    .head = event_head,
    .event = event };
