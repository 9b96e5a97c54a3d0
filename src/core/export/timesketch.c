/* timesketch.c - a sign-in is one row; an incident is a row for each moment that matters. */
#include "core/export/timesketch.h"

#include "core/export/put.h"
#include "core/export/siem.h"

/* Opens a row. ISO with a numeric zone, which Timesketch's documentation shows; microseconds beside it. */
static void put_moment(struct out *out, time_us t, const char *what, const char *type)
{
    char buf[TIME_TEXT_MAX];
    size_t n = time_format(t, buf);
    put_open(out, NULL, '{');
    put_textf(out, "datetime", "%.*s+00:00", (int)(n > 0 ? n - 1 : 0), buf);
    put_key(out, "timestamp");
    out_printf(out, "%lld", (long long)t);
    put_text(out, "timestamp_desc", what);
    put_text(out, "data_type", type);
}

static void put_message(struct out *out, struct out *message)
{
    put_slice(out, "message", (struct slice){ message->at, message->len });
    out->failed |= message->failed;
    out_done(message);
}

/* ---- sign-ins ---- */

static void say_source(struct out *message, struct ip_addr ip)
{
    char buf[IP_TEXT_MAX];
    if (ip_is_none(ip))
        return;
    out_text(message, " from ");
    out_bytes(message, (struct slice){ buf, ip_format_source(ip, buf) });
}

static void event(struct out *out, const struct sign_in *in, const struct exporting *x)
{
    const struct event *ev = in->ev;
    struct ip_addr ip = interner_source(in->names, ev->source);
    struct out message = { 0 };
    (void)x;
    bool access = ev->action != ACTION_NONE;
    if (!access)
        out_printf(&message, "Sign-in %s: ", outcome_name(ev->outcome));
    out_bytes(&message, in->account.len > 0 ? in->account : LIT("(no account)"));
    if (access)
        out_printf(&message, " %s%s",
                ev->outcome == OUTCOME_OK ? "" : "was refused: ", action_says((enum action)ev->action));
    say_source(&message, ip);
    put_moment(out, ev->time, access ? "Access" : "Sign-in", access ? "cordon:access" : "cordon:signin");
    put_message(out, &message);
    if (access) {
        put_text(out, "action", action_name((enum action)ev->action));
        put_slice(out, "object", interner_device(in->names, ev->device));
    }
    put_slice(out, "organisation", interner_organisation_name(in->names, ev->organisation));
    put_slice(out, "account", in->account);
    put_source(out, "source_ip", ip);
    put_text(out, "outcome", outcome_name(ev->outcome));
    put_text(out, "method", method_name(ev->method));
    put_slice(out, "application", interner_application(in->names, ev->client));
    put_slice(out, "protocol", interner_protocol(in->names, ev->client));
    put_slice(out, "agent", interner_agent(in->names, ev->client));
    put_count(out, "attempts", ev->repeat);
    put_text(out, "file", in->file);
    put_count(out, "line", ev->line);
    out_text(out, "}\n");
}

/* ---- incidents ---- */

static void open_row(struct out *out, const struct incident *inc, time_us at, const char *what)
{
    put_moment(out, at, what, "cordon:incident");
    put_text(out, "incident", inc->id);
    put_text(out, "kind", kind_name(inc->kind));
    put_text(out, "severity", severity_name(inc->severity));
    put_text(out, "organisation", inc->organisation);
    put_open(out, "tag", '[');
    put_textf(out, NULL, "cordon-%s", kind_name(inc->kind));
    put_close(out, ']');
}

static void put_bound(struct out *out, const struct incident *inc, time_us at, const char *what)
{
    struct out message = { 0 };
    out_printf(&message, "%s: %s", what, inc->title);
    open_row(out, inc, at, what);
    put_message(out, &message);
    put_text(out, "outcome", access_outcome_name(inc->outcome));
    put_count(out, "attempts", inc->attempts);
    put_count(out, "accounts", inc->accounts_total);
    put_count(out, "sources", inc->sources_total);
    put_list(out, "techniques", inc->techniques);
    out_text(out, "}\n");
}

/* Of the decisive sign-in of an account, or of one that its owner has to be asked about. */
static void put_account(struct out *out, const struct incident *inc, const struct incident_account *a)
{
    static const char *const what[] = { "Sign-in to check", "Password known to the attacker",
        "Attacker signed in" };
    const char *desc = what[a->outcome <= ACCESS_GOT_IN ? a->outcome : ACCESS_TRIED];
    struct out message = { 0 };
    if (a->at == TIME_NONE || (a->outcome == ACCESS_TRIED && !a->check))
        return;
    out_printf(&message, "%s: %s", desc, a->name);
    say_source(&message, a->from);
    open_row(out, inc, a->at, desc);
    put_message(out, &message);
    put_text(out, "account", a->name);
    put_source(out, "source_ip", a->from);
    put_text(out, "outcome", access_outcome_name(a->outcome));
    put_count(out, "attempts", a->attempts);
    out_text(out, "}\n");
}

static void put_evidence(struct out *out, const struct incident *inc, const struct incident_evidence *e)
{
    struct out message = { 0 };
    out_printf(&message, "Evidence (%s): sign-in %s of %s", evidence_role_name(e->role),
            outcome_name(e->outcome), e->account ? e->account : "");
    say_source(&message, e->source);
    out_text(&message, "; ");
    out_place(&message, e);
    open_row(out, inc, e->time, "Evidence");
    put_message(out, &message);
    put_text(out, "account", e->account);
    put_source(out, "source_ip", e->source);
    put_text(out, "outcome", outcome_name(e->outcome));
    put_text(out, "role", evidence_role_name(e->role));
    put_text(out, "file", e->file_name);
    put_count(out, "line", e->line);
    put_text(out, "sha256", e->sha256);
    out_text(out, "}\n");
}

static void incidents(struct out *out, const struct incidents *all, const struct exporting *x)
{
    (void)x;
    for (size_t i = 0; i < all->count; i++) {
        const struct incident *inc = &all->at[i];
        put_bound(out, inc, inc->first_seen, "First attempt");
        put_bound(out, inc, inc->opened_at, "Incident opened");
        put_bound(out, inc, inc->last_seen, "Last attempt");
        for (size_t k = 0; k < inc->accounts_count; k++)
            put_account(out, inc, &inc->accounts[k]);
        for (size_t k = 0; k < inc->evidence_count; k++)
            put_evidence(out, inc, &inc->evidence[k]);
    }
}

const struct form form_timesketch = { .name = "timesketch",
    .help = "rows for a Timesketch timeline: every moment of an incident that matters, or every sign-in",
    .incidents = incidents,
    .event = event };
