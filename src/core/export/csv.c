/* csv.c - rows for a spreadsheet. */
#include "core/export/csv.h"

#include "core/export/siem.h"

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
            "line,action,object\r\n");
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
    out_printf(out, ",%u,", ev->line);
    if (ev->action != ACTION_NONE) {
        out_csv(out, text(action_name(ev->action)));
        out_text(out, ",");
        out_csv(out, interner_device(names, ev->device));
    } else {
        out_text(out, ",");
    }
    out_text(out, "\r\n");
}

/* Words apart by a blank in one cell: a comma or a semicolon would be a column somewhere. */
static void cell_of_words(struct out *out, const char *const *words)
{
    struct out cell = { 0 };
    for (const char *const *word = words; word != NULL && *word != NULL; word++) {
        out_text(&cell, word == words ? "" : " ");
        out_text(&cell, *word);
    }
    out_csv(out, (struct slice){ cell.at, cell.len });
    out_done(&cell);
}

static void likest_playbook(struct out *out, const struct incident *inc)
{
    if (inc->playbooks_count == 0) {
        out_text(out, ",");
        return;
    }
    out_csv(out, text(inc->playbooks[0].name));
    out_text(out, ",");
    out_json_number(out, inc->playbooks[0].similarity);
}

static void first_source(struct out *out, const struct incident *inc)
{
    const struct incident_source *s = inc->sources;
    char from[IP_TEXT_MAX];
    if (inc->sources_count == 0) {
        out_text(out, ",,");
        return;
    }
    ip_format_source(s->key, from);
    out_csv(out, text(from));
    out_text(out, ",");
    out_csv(out, text(s->country));
    out_text(out, ",");
    out_csv(out, text(s->network ? s->network : ""));
}

static void incident(struct out *out, const struct incident *inc)
{
    char when[3][TIME_TEXT_MAX];
    struct tally t = tally_of(inc);
    time_format(inc->first_seen, when[0]);
    time_format(inc->last_seen, when[1]);
    time_format(inc->opened_at, when[2]);
    const struct slice list[] = { text(inc->id), text(kind_name(inc->kind)),
        text(severity_name(inc->severity)), text(access_outcome_name(inc->outcome)), text(inc->title),
        text(inc->organisation), text(when[0]), text(when[1]), text(when[2]) };
    fields(out, list, sizeof list / sizeof list[0]);
    out_printf(out, "%llu,%zu,%zu,%zu,%zu,%zu,", (unsigned long long)inc->attempts, inc->accounts_total,
            inc->sources_total, t.got_in, t.known, t.check);
    likest_playbook(out, inc);
    out_text(out, ",");
    cell_of_words(out, inc->techniques);
    out_text(out, ",");
    first_source(out, inc);
    out_text(out, ",");
    out_csv(out, text(inc->accounts_count > 0 ? inc->accounts[0].name : ""));
    out_text(out, ",");
    out_csv(out, text(inc->do_now != NULL && inc->do_now[0] != NULL ? inc->do_now[0] : ""));
    out_text(out, "\r\n");
}

static void incidents(struct out *out, const struct incidents *all, const struct exporting *x)
{
    (void)x;
    out_text(out,
            "id,kind,severity,outcome,title,organisation,first_seen,last_seen,opened_at,attempts,accounts,"
            "sources,got_in,password_known,please_check,playbook,similarity,techniques,first_source,"
            "first_source_country,first_source_network,first_account,do_first\r\n");
    for (size_t i = 0; i < all->count; i++)
        incident(out, &all->at[i]);
}

const struct form form_csv = { .name = "csv",
    .help = "one incident, sign-in or action a row, safe to open in a spreadsheet",
    .incidents = incidents,
    .head = event_head,
    .event = event };
