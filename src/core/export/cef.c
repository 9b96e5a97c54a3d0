/* cef.c - CEF lines. No syslog header: what sends them puts its own before. */
#include "core/export/cef.h"

#include "core/export/siem.h"

#define TEXT_MAX 1000u /* bytes before escaping; the standard's 1,023 is counted after reading */
#define LIST_MAX 3000u /* where a list ends; its last entry, of at most a quarter, stays below 4,000 */

/* ---- pairs ---- */

static struct slice at_most(struct slice s, size_t max)
{
    return s.len > max ? slice_first(s, max) : s;
}

static void key(struct out *out, const char *name)
{
    out_text(out, " ");
    out_text(out, name);
    out_text(out, "=");
}

static void pair(struct out *out, const char *name, struct slice val)
{
    if (val.len == 0)
        return;
    key(out, name);
    out_cef(out, at_most(val, TEXT_MAX));
}

static void pair_number(struct out *out, const char *name, uint64_t val)
{
    key(out, name);
    out_printf(out, "%llu", (unsigned long long)val);
}

static void pair_time(struct out *out, const char *name, time_us t)
{
    key(out, name);
    out_printf(out, "%lld", (long long)(t / 1000));
}

/* A field of the standard's spare ones, which says itself what it holds. */
static void labelled(struct out *out, const char *name, const char *label, struct slice val)
{
    if (val.len == 0)
        return;
    out_printf(out, " %sLabel=%s %s=", name, label, name);
    out_cef(out, val);
}

static void labelled_number(struct out *out, const char *name, const char *label, uint64_t val)
{
    out_printf(out, " %sLabel=%s %s=%llu", name, label, name, (unsigned long long)val);
}

/* The address where it fits, else the network where it does. */
static void pair_source(struct out *out, struct ip_addr ip)
{
    char buf[IP_TEXT_MAX];
    if (ip_is_none(ip))
        return;
    struct slice from = { buf, ip_format_source(ip, buf) };
    if (ip_is_machine(ip))
        pair(out, "shost", from);
    else if (is_network(ip))
        labelled(out, "cs5", "sourceNetwork", from);
    else
        pair(out, "src", from);
}

static void head(
        struct out *out, const struct exporting *x, const char *id, struct slice name, unsigned severity)
{
    out_text(out, "CEF:0|" PRODUCT "|" PRODUCT "|");
    out_cef_header(out, text(x->version));
    out_text(out, "|");
    out_cef_header(out, text(id));
    out_text(out, "|");
    out_cef_header(out, at_most(name, TEXT_MAX / 2));
    out_printf(out, "|%u|", severity);
}

/* ---- sign-ins ---- */

static void access(struct out *out, const struct sign_in *in, const struct exporting *x)
{
    const struct event *ev = in->ev;
    bool done = ev->outcome == OUTCOME_OK;
    const char *action = action_name((enum action)ev->action);
    char uid[EVENT_UID_MAX];
    head(out, x, action, text(action_says((enum action)ev->action)), done ? 2 : 3);
    out_printf(out, "rt=%lld", (long long)(ev->time / 1000));
    pair(out, "externalId", event_uid(ev, uid));
    pair(out, "cat", LIT("access"));
    pair(out, "act", text(action));
    pair(out, "outcome", done ? LIT("success") : LIT("failure"));
    pair(out, "suser", in->account);
    pair_source(out, interner_source(in->names, ev->source));
    pair(out, "destinationServiceName", service_of(in));
    pair(out, "requestClientApplication", interner_agent(in->names, ev->client));
    pair_number(out, "cnt", ev->repeat);
    pair(out, "filePath", text(in->file));
    labelled_number(out, "cn1", "line", ev->line);
    labelled(out, "cs1", "object", interner_device(in->names, ev->device));
    labelled(out, "flexString1", "organisation", interner_organisation_name(in->names, ev->organisation));
    out_text(out, "\n");
}

static void event(struct out *out, const struct sign_in *in, const struct exporting *x)
{
    const struct event *ev = in->ev;
    bool ok = ev->outcome == OUTCOME_OK;
    char uid[EVENT_UID_MAX];
    if (ev->action != ACTION_NONE) {
        access(out, in, x);
        return;
    }
    head(out, x, outcome_name(ev->outcome), ok ? LIT("Sign-in") : LIT("Failed sign-in"), ok ? 1 : 3);
    out_printf(out, "rt=%lld", (long long)(ev->time / 1000));
    pair(out, "externalId", event_uid(ev, uid));
    pair(out, "cat", LIT("authentication"));
    pair(out, "outcome", ok ? LIT("success") : LIT("failure"));
    pair(out, "reason", text(outcome_name(ev->outcome)));
    pair(out, "duser", in->account);
    pair_source(out, interner_source(in->names, ev->source));
    pair(out, "destinationServiceName", service_of(in));
    pair(out, "app", interner_protocol(in->names, ev->client));
    pair(out, "requestClientApplication", interner_agent(in->names, ev->client));
    pair_number(out, "cnt", ev->repeat);
    pair(out, "filePath", text(in->file));
    labelled_number(out, "cn1", "line", ev->line);
    labelled(out, "cs1", "method", text(method_name(ev->method)));
    labelled(out, "flexString1", "organisation", interner_organisation_name(in->names, ev->organisation));
    out_text(out, "\n");
}

/* ---- incidents ---- */

/* "a, b, c and 12 more": what fits, and how many did not. */
struct enumeration {
    struct out text;
    size_t said;
};

static bool has_room(const struct enumeration *list)
{
    return list->text.len < LIST_MAX && list->said < LISTED_MAX;
}

static void say(struct enumeration *list, struct slice item)
{
    out_text(&list->text, list->said++ > 0 ? ", " : "");
    out_bytes(&list->text, at_most(item, LIST_MAX / 4));
}

static void labelled_list(
        struct out *out, const char *name, const char *label, struct enumeration *list, size_t total)
{
    if (total > list->said)
        out_printf(&list->text, " and %zu more", total - list->said);
    labelled(out, name, label, (struct slice){ list->text.at, list->text.len });
    out->failed |= list->text.failed;
    out_done(&list->text);
}

static void put_accounts(struct out *out, const struct incident *inc)
{
    struct enumeration list = { 0 };
    for (size_t i = 0; i < inc->accounts_count && has_room(&list); i++)
        say(&list, text(inc->accounts[i].name));
    labelled_list(out, "cs2", "accounts", &list, inc->accounts_total);
}

static void put_sources(struct out *out, const struct incident *inc)
{
    struct enumeration list = { 0 };
    char buf[IP_TEXT_MAX];
    for (size_t i = 0; i < inc->sources_count && has_room(&list); i++) {
        ip_format_source(inc->sources[i].key, buf);
        say(&list, text(buf));
    }
    labelled_list(out, "cs3", "sources", &list, inc->sources_total);
}

static void put_evidence(struct out *out, const struct incident *inc)
{
    struct enumeration list = { 0 };
    for (size_t i = 0; i < inc->evidence_count && has_room(&list); i++) {
        struct out place = { 0 };
        out_place(&place, &inc->evidence[i]);
        say(&list, (struct slice){ place.at, place.len });
        out_done(&place);
    }
    labelled_list(out, "cs4", "evidence", &list, inc->evidence_count);
}

static void put_techniques(struct out *out, const struct incident *inc)
{
    struct enumeration list = { 0 };
    for (const char *const *id = inc->techniques; id != NULL && *id != NULL && has_room(&list); id++)
        say(&list, text(*id));
    labelled_list(out, "cs6", "attackTechniques", &list, list.said);
}

/* The likest playbook by name and, from 0 to 1, how like it is. */
static void put_playbook(struct out *out, const struct incident *inc)
{
    if (inc->playbooks_count == 0)
        return;
    labelled(out, "flexString2", "playbookMatch", at_most(text(inc->playbooks[0].name), TEXT_MAX));
    out_text(out, " cfp1Label=playbookSimilarity cfp1=");
    out_json_number(out, inc->playbooks[0].similarity);
}

/* One account and one address, for rules that join on them: of the decisive sign-in where there was one, else
 * what was tried and came most. */
static void put_first(struct out *out, const struct incident *inc)
{
    const struct incident_account *a = inc->accounts_count > 0 ? &inc->accounts[0] : NULL;
    if (a != NULL)
        pair(out, "duser", text(a->name));
    if (a != NULL && a->outcome != ACCESS_TRIED)
        pair_source(out, a->from);
    else if (inc->sources_count > 0)
        pair_source(out, inc->sources[0].key);
}

static void incident(struct out *out, const struct incident *inc, const struct exporting *x)
{
    static const unsigned severities[] = { 1, 3, 5, 8, 10 };
    struct tally t = tally_of(inc);
    head(out, x, kind_name(inc->kind), text(inc->title),
            severities[inc->severity <= SEVERITY_CRITICAL ? inc->severity : SEVERITY_INFO]);
    out_printf(out, "rt=%lld", (long long)(inc->opened_at / 1000));
    pair_time(out, "start", inc->first_seen);
    pair_time(out, "end", inc->last_seen);
    pair(out, "externalId", text(inc->id));
    pair(out, "cat", text(kind_name(inc->kind)));
    pair_number(out, "cnt", inc->attempts);
    pair(out, "outcome", inc->outcome == ACCESS_GOT_IN ? LIT("success") : LIT("failure"));
    pair(out, "reason", text(access_outcome_name(inc->outcome)));
    put_first(out, inc);
    if (inc->reasons_count > 0)
        pair(out, "msg", text(inc->reasons[0].text));
    labelled_number(out, "cn1", "accountsTotal", inc->accounts_total);
    labelled_number(out, "cn2", "sourcesTotal", inc->sources_total);
    labelled_number(out, "cn3", "accountsGotIn", t.got_in);
    labelled_number(out, "flexNumber1", "passwordsKnown", t.known);
    labelled_number(out, "flexNumber2", "pleaseCheck", t.check);
    labelled(out, "cs1", "attackVersion", LIT(ATTACK_VERSION));
    put_accounts(out, inc);
    put_sources(out, inc);
    put_evidence(out, inc);
    put_techniques(out, inc);
    put_playbook(out, inc);
    labelled(out, "flexString1", "organisation", at_most(text(inc->organisation), TEXT_MAX));
    out_text(out, "\n");
}

static void incidents(struct out *out, const struct incidents *all, const struct exporting *x)
{
    for (size_t i = 0; i < all->count; i++)
        incident(out, &all->at[i], x);
}

const struct form form_cef = { .name = "cef",
    .help = "Common Event Format 0: one incident, or one sign-in, a line",
    .incidents = incidents,
    .event = event };
