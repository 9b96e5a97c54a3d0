/* narrow.c - names and addresses of the options against those of an incident. */
#include "app/narrow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/state/state.h"
#include "io/config/config.h"

static bool is_account(struct run *run, struct slice organisation, uint32_t account)
{
    const char *asked = run->opt->account;
    return asked == NULL || redaction_is(&run->redact, run->interner, organisation, account, text(asked));
}

static bool is_source(const struct options *opt, struct ip_addr source)
{
    return opt->source == NULL || ip_in_net(source, opt->source_net)
            || ip_eq(ip_source_key(opt->source_net.addr), source);
}

bool narrow_has(struct run *run, const struct event *ev)
{
    const struct interner *names = run->interner;
    return is_account(run, interner_organisation_name(names, ev->organisation), ev->account)
            && is_source(run->opt, interner_source(names, ev->source));
}

/* ---- messages ---- */

static bool is_called(const struct run *run, struct slice address, struct slice asked)
{
    char buf[PSEUDONYM_MAX];
    if (slice_eq_nocase(address, asked)
            || slice_eq_nocase(slice_first(address, slice_find(address, '@')), asked))
        return address.len > 0;
    if (!run->redact.has_key || !pseudonym_is(asked))
        return false;
    const char *org = run->opt->org != NULL ? run->opt->org : config_organisation(run->config);
    return slice_eq_nocase(pseudonym_of(&run->redact.names, text(org), address, buf), asked);
}

static bool is_recipient(const struct run *run, const struct mail_address *to, struct slice asked)
{
    char buf[LIMIT_NAME];
    if (to->local.len + to->domain.len + 1 >= sizeof buf)
        return false;
    memcpy(buf, to->local.at, to->local.len);
    buf[to->local.len] = '@';
    memcpy(buf + to->local.len + 1, to->domain.at, to->domain.len);
    return is_called(run, (struct slice){ buf, to->local.len + 1 + to->domain.len }, asked);
}

bool narrow_in_time(const struct options *opt, time_us t)
{
    if (opt->since != TIME_NONE && (t == TIME_NONE || t < opt->since))
        return false;
    return opt->until == TIME_NONE || (t != TIME_NONE && t < opt->until);
}

bool narrow_has_message(const struct run *run, const struct message *m, struct ip_addr client)
{
    const struct options *opt = run->opt;
    if (opt->source != NULL && (ip_is_none(client) || !is_source(opt, client)))
        return false;
    if (opt->account == NULL || is_called(run, m->delivered_to, text(opt->account)))
        return true;
    for (uint32_t i = 0; i < m->to_count; i++)
        if (is_recipient(run, &m->to[i], text(opt->account)))
            return true;
    return false;
}

/* Recipients of a mailing have no number: they are known by what they are called. */
static bool is_mailbox(const struct run *run, const struct incident_account *account)
{
    return run->opt->account == NULL || is_called(run, text(account->name), text(run->opt->account));
}

static const struct incident_account *account_of(struct run *run, const struct incident *inc)
{
    bool by_name = incident_is_mail(inc);
    for (size_t i = 0; i < inc->accounts_count; i++)
        if (by_name ? is_mailbox(run, &inc->accounts[i])
                    : is_account(run, text(inc->organisation), inc->accounts[i].id))
            return &inc->accounts[i];
    return NULL;
}

static const struct incident_source *source_of(const struct options *opt, const struct incident *inc)
{
    for (size_t i = 0; i < inc->sources_count; i++)
        if (is_source(opt, inc->sources[i].key))
            return &inc->sources[i];
    return NULL;
}

bool narrow_concerns(struct run *run, const struct incident *inc)
{
    return (run->opt->account == NULL || account_of(run, inc) != NULL)
            && (run->opt->source == NULL || source_of(run->opt, inc) != NULL);
}

static void refuse(const char *what, const char *name, const struct incident *inc)
{
    struct out out = { 0 };
    out_printf(&out, "cordon: %s lists no %s ", inc->id, what);
    (void)out_terminal(&out, text(name), 0, false);
    out_text(&out, " (cordon scan --format jsonl lists all that it has)\n");
    if (!out.failed)
        fwrite(out.at, 1, out.len, stderr);
    out_done(&out);
}

bool narrow_find(struct run *run, const struct incident *inc, struct screen *screen)
{
    const struct options *opt = run->opt;
    screen->account = opt->account != NULL ? account_of(run, inc) : NULL;
    screen->source = opt->source != NULL ? source_of(opt, inc) : NULL;
    if (opt->account != NULL && screen->account == NULL)
        refuse("account", opt->account, inc);
    else if (opt->source != NULL && screen->source == NULL)
        refuse("source", opt->source, inc);
    else
        return true;
    return false;
}

/* ---- what it did ---- */

static bool is_shown(const struct run *run, const struct attempt_row *row, const struct screen *screen)
{
    return (row->use & ROW_COUNTED) && (screen->account == NULL || row->account == screen->account->id)
            && (screen->source == NULL
                    || ip_eq(
                            ip_source_key(interner_source(run->interner, row->source)), screen->source->key));
}

static void put_on_lanes(struct incident *own, const struct attempt_row *row)
{
    size_t hour = row->time / 3600 - (size_t)(own->first_seen / TIME_HOUR);
    if (hour >= own->hours)
        return;
    enum timeline_lane lane = lane_of((enum outcome)row->outcome);
    own->lane[LANE_ATTEMPTS][hour] += row->repeat;
    if (lane != LANE_ATTEMPTS)
        own->lane[lane][hour] += row->repeat;
}

/* Rows come by account and source, so those of one pair lie together. */
static void put_on_tried(struct run *run, const struct incident *inc, struct narrowed *to,
        const struct attempt_row *row, bool same)
{
    struct tried *tried = &to->tried[to->tried_count - (same ? 1 : 0)];
    if (!same) {
        to->tried_count++;
        tried->source = interner_source(run->interner, row->source);
        tried->first = (time_us)row->time * TIME_SECOND;
        for (size_t i = 0; i < inc->accounts_count && tried->account == NULL; i++)
            if (inc->accounts[i].id == row->account) {
                tried->account = inc->accounts[i].name;
                tried->missing = inc->accounts[i].missing;
            }
        if (tried->account == NULL)
            tried->account = "";
    }
    tried->attempts += row->repeat;
    tried->right += outcome_is_right((enum outcome)row->outcome) ? row->repeat : 0;
    tried->last = (time_us)row->time * TIME_SECOND;
}

static int by_attempts(const void *a, const void *b)
{
    const struct tried *x = a, *y = b;
    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return strcmp(x->account, y->account);
}

/* Attempts by what they were made with: of it, and of the whole incident with the one of most. */
static bool count_agents(
        struct run *run, const struct attempt_rows *rows, const struct screen *screen, struct narrowed *to)
{
    uint32_t clients = interner_clients(run->interner), best = 0;
    uint64_t *own = calloc(clients + 1u, sizeof *own), *all = calloc(clients + 1u, sizeof *all);
    for (size_t i = 0; own != NULL && all != NULL && i < rows->count; i++) {
        const struct attempt_row *row = &rows->at[i];
        if (!(row->use & ROW_COUNTED) || row->client >= clients)
            continue;
        all[row->client] += row->repeat;
        own[row->client] += is_shown(run, row, screen) ? row->repeat : 0;
    }
    bool ok = own != NULL && all != NULL;
    for (uint32_t i = 0; ok && i < clients; i++)
        best = own[i] > own[best] ? i : best;
    struct slice agent = interner_agent(run->interner, best);
    struct out name = { 0 };
    out_bytes(&name, agent);
    out_bytes(&name, (struct slice){ "", 1 });
    to->agent = name.failed ? NULL : name.at; /* narrow_done frees it */
    to->agent_everywhere = ok ? all[best] : 0;
    free(own);
    free(all);
    return ok && to->agent != NULL;
}

/* Of the accounts that the source tried, those that others of the incident tried too. */
static void count_elsewhere(
        struct run *run, const struct attempt_rows *rows, const struct screen *screen, struct narrowed *to)
{
    for (size_t i = 0; i < rows->count;) {
        uint32_t account = rows->at[i].account;
        bool own = false, others = false;
        for (; i < rows->count && rows->at[i].account == account; i++) {
            bool shown = is_shown(run, &rows->at[i], screen);
            own = own || shown;
            others = others || (!shown && (rows->at[i].use & ROW_COUNTED));
        }
        to->elsewhere += own && others;
    }
}

static void count_neighbours(const struct incident *inc, const struct screen *screen, struct narrowed *to)
{
    for (size_t i = 0; screen->source != NULL && i < inc->sources_count; i++)
        to->neighbours += &inc->sources[i] != screen->source
                && ip_eq(source_network(inc->sources[i].key), source_network(screen->source->key));
}

static bool own_lanes(const struct incident *inc, struct incident *own)
{
    for (int lane = 0; lane < LANES; lane++) {
        own->lane[lane] = calloc(inc->hours + 1, sizeof *own->lane[lane]);
        if (own->lane[lane] == NULL)
            return false;
    }
    own->per_hour = own->lane[LANE_ATTEMPTS];
    return true;
}

static bool gather(struct run *run, const struct incident *inc, const struct screen *screen,
        const struct attempt_rows *rows, struct narrowed *ret, struct incident *own)
{
    uint32_t account = 0, source = 0;
    ret->tried = calloc(rows->count + 1, sizeof *ret->tried);
    if (ret->tried == NULL || !own_lanes(inc, own) || !count_agents(run, rows, screen, ret))
        return false;
    for (size_t i = 0; i < rows->count; i++) {
        const struct attempt_row *row = &rows->at[i];
        if (!is_shown(run, row, screen))
            continue;
        put_on_lanes(own, row);
        put_on_tried(
                run, inc, ret, row, ret->tried_count > 0 && row->account == account && row->source == source);
        account = row->account;
        source = row->source;
    }
    qsort(ret->tried, ret->tried_count, sizeof *ret->tried, by_attempts);
    count_elsewhere(run, rows, screen, ret);
    count_neighbours(inc, screen, ret);
    return true;
}

enum exit_code narrow_gather(struct run *run, const struct incident *inc, const struct screen *screen,
        struct narrowed *ret, struct incident *ret_own)
{
    struct attempt_rows rows;
    struct error err;
    *ret = (struct narrowed){ .account = screen->account, .source = screen->source };
    *ret_own = *inc;
    memset(ret_own->lane, 0, sizeof ret_own->lane);
    if (engine_rows(run->engine, inc->id, &rows, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return EXIT_INTERNAL;
    }
    bool ok = gather(run, inc, screen, &rows, ret, ret_own);
    if (ok && rows.range.account != 0) /* one account, whose sign-ins are not kept one by one */
        for (int lane = 0; lane < LANES; lane++)
            if (inc->lane[lane] != NULL)
                memcpy(ret_own->lane[lane], inc->lane[lane], inc->hours * sizeof *inc->lane[lane]);
    attempt_rows_done(&rows);
    if (!ok)
        fprintf(stderr, "cordon: no memory for %llu attempts\n", (unsigned long long)inc->attempts);
    return ok ? EXIT_DONE : EXIT_INTERNAL;
}

void narrow_done(struct narrowed *narrowed, struct incident *own)
{
    if (narrowed->tried == NULL)
        return;
    for (int lane = 0; lane < LANES; lane++)
        free(own->lane[lane]);
    free(narrowed->tried);
    free(narrowed->agent);
}
