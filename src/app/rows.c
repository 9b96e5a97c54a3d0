/* rows.c - the second reading, the sums of rows, and how they are written. */
#include "app/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/evidence.h"
#include "app/narrow.h"
#include "core/base/limits.h"
#include "core/export/put.h"
#include "core/view/paint.h"

struct found {
    struct event ev;
    unsigned char sum[ROW_SUM];
    bool is_there; /* sum is known */
    uint8_t use;   /* enum row_use, added up */
    int8_t role;   /* enum evidence_role, or -1: it is no evidence */
};

struct matching {
    const struct incident *inc;
    struct attempt_rows rows;
    uint32_t *used; /* at the first of rows that are alike: how many of them were found */
    const struct incident_evidence **evidence; /* by file and offset */
    struct found *found;
    size_t count, room;
    uint32_t now; /* s; as the engine's */
    bool failed;  /* no memory */
};

/* ---- the second reading ---- */

static int by_place(const void *a, const void *b)
{
    const struct incident_evidence *x = *(const struct incident_evidence *const *)a,
                                   *y = *(const struct incident_evidence *const *)b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->offset > y->offset) - (x->offset < y->offset);
}

static const struct incident_evidence *evidence_at(const struct matching *m, const struct event *ev)
{
    const struct incident_evidence key = { .file = ev->file, .offset = ev->offset }, *at = &key;
    const struct incident_evidence **hit = bsearch(
            &at, m->evidence, m->inc->evidence_count, sizeof(struct incident_evidence *), by_place);
    return hit != NULL ? *hit : NULL;
}

/* The first of the rows that are not before `key`. */
static size_t first_of(const struct attempt_rows *rows, const struct attempt_row *key)
{
    size_t from = 0, to = rows->count;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (attempt_row_order(&rows->at[mid], key) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

static uint8_t use_of_listed(struct matching *m, const struct event *ev)
{
    struct attempt_row key = { .account = ev->account,
        .source = ev->source,
        .time = m->now,
        .repeat = ev->repeat < LIMIT_REPEAT ? ev->repeat : LIMIT_REPEAT,
        .outcome = ev->outcome,
        .use = UINT8_MAX };
    size_t first = first_of(&m->rows, &key), at;
    if (first == m->rows.count)
        return 0;
    at = first + m->used[first];
    if (at >= m->rows.count)
        return 0;
    key.use = m->rows.at[at].use;
    if (attempt_row_order(&m->rows.at[at], &key) != 0)
        return 0;
    m->used[first]++;
    return key.use;
}

static bool is_in_range(const struct matching *m, const struct event *ev)
{
    const struct attempt_range *range = &m->rows.range;
    return range->account != 0 && ev->account == range->account
            && (range->source == 0 || ev->source == range->source) && m->now >= range->from
            && m->now <= range->until && outcome_is_right(ev->outcome) == range->right;
}

static void keep(struct matching *m, const struct event *ev, uint8_t use, int8_t role)
{
    if (m->count == m->room) {
        size_t room = m->room ? m->room * 2 : 1024;
        struct found *grown = realloc(m->found, room * sizeof *grown);
        if (grown == NULL) {
            m->failed = true;
            return;
        }
        m->found = grown;
        m->room = room;
    }
    m->found[m->count++] = (struct found){ .ev = *ev, .use = use, .role = role };
}

static void take(void *ctx, const struct event *events, size_t count)
{
    struct matching *m = ctx;
    for (size_t i = 0; i < count && !m->failed; i++) {
        const struct event *ev = &events[i];
        uint32_t second = (uint32_t)(ev->time / TIME_SECOND);
        m->now = second > m->now ? second : m->now;
        uint8_t use = is_in_range(m, ev) ? ROW_COUNTED : use_of_listed(m, ev);
        const struct incident_evidence *row = evidence_at(m, ev);
        if (use != 0 || row != NULL)
            keep(m, ev, use, row != NULL ? (int8_t)row->role : -1);
    }
}

static void restart(void *ctx)
{
    struct matching *m = ctx;
    m->count = 0;
    m->now = 0;
    memset(m->used, 0, (m->rows.count + 1) * sizeof *m->used);
}

/* The interner keeps its ids, so that the rows that the engine named are found. */
static enum exit_code read_again(struct run *run, struct matching *m)
{
    struct run second = {
        .opt = run->opt, .config = run->config, .inputs = run->inputs, .interner = run->interner
    };
    const struct pipeline_sink sink = { .ctx = m, .take = take, .restart = restart };
    enum exit_code code = run_read(&second, &sink);
    problems_done(&second.problems);
    run->interrupted = run->interrupted || second.interrupted;
    if (code == EXIT_DONE && m->failed) {
        fprintf(stderr, "cordon: no memory for %zu rows\n", m->count);
        return EXIT_INTERNAL;
    }
    return code;
}

/* ---- sums ---- */

static int by_offset(const void *a, const void *b)
{
    const struct event *x = &(*(struct found *const *)a)->ev, *y = &(*(struct found *const *)b)->ev;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->offset > y->offset) - (x->offset < y->offset);
}

/* Rows of a file in rising order, so that packed ones are unpacked once. Returns how many are lost. */
static size_t sum_all(struct run *run, struct matching *m)
{
    struct found **order = calloc(m->count + 1, sizeof(struct found *));
    char *buf = malloc(LIMIT_RECORD);
    size_t there = 0;
    if (order != NULL && buf != NULL) {
        for (size_t i = 0; i < m->count; i++)
            order[i] = &m->found[i];
        qsort(order, m->count, sizeof(struct found *), by_offset);
        for (size_t i = 0; i < m->count; i++) {
            struct found *row = order[i];
            row->is_there = row_sum(run, row->ev.file, row->ev.offset, row->ev.length, buf, row->sum);
            there += row->is_there;
        }
    }
    free(order);
    free(buf);
    return m->count - there;
}

/* ---- writing ---- */

/* One row as it is written. */
struct line {
    const struct run *run;
    struct event ev;              /* as it may be shown */
    struct slice account, object; /* likewise; object: the directory's id of it */
    char sha256[2 * ROW_SUM + 1];
    const char *role, *file;
    bool counted;
};

static const char *role_of(const struct found *found)
{
    static const char *const roles[] = { "sample", "deciding", "sample" }; /* by enum evidence_role */
    if (found->use & ROW_OPENING)
        return "opening";
    if (found->use & (ROW_GUESS | ROW_CHECK))
        return found->use & ROW_GUESS ? "guess" : "check";
    return found->role < 0 ? "" : roles[found->role];
}

static void write_json(struct out *out, const struct line *line, const struct screen *screen)
{
    const struct event *ev = &line->ev;
    const struct interner *names = line->run->interner;
    (void)screen;
    out_text(out, "{");
    put_text(out, "file", line->file);
    put_count(out, "line", ev->line);
    put_text(out, "sha256", line->sha256);
    put_time(out, "time", ev->time);
    put_slice(out, "account", line->account);
    if (line->object.len > 0)
        put_slice(out, "object", line->object);
    put_source(out, "source", interner_source(names, ev->source));
    put_text(out, "outcome", outcome_name(ev->outcome));
    put_slice(out, "agent", interner_agent(names, ev->client));
    put_slice(out, "application", interner_application(names, ev->client));
    put_slice(out, "protocol", interner_protocol(names, ev->client));
    put_count(out, "attempts", ev->repeat);
    put_bool(out, "counted", line->counted);
    put_text(out, "role", line->role);
    out_text(out, "}\n");
}

static void write_csv(struct out *out, const struct line *line, const struct screen *screen)
{
    const struct event *ev = &line->ev;
    const struct interner *names = line->run->interner;
    char when[TIME_TEXT_MAX], from[IP_TEXT_MAX];
    (void)screen;
    time_format(ev->time, when);
    ip_format_source(interner_source(names, ev->source), from);
    out_csv(out, text(line->file));
    out_printf(out, ",%u,%s,%s,", ev->line, line->sha256, when);
    const struct slice fields[] = { line->account, line->object, text(from), text(outcome_name(ev->outcome)),
        interner_agent(names, ev->client), interner_application(names, ev->client),
        interner_protocol(names, ev->client) };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        out_csv(out, fields[i]);
        out_text(out, ",");
    }
    out_printf(out, "%u,%s,%s\r\n", ev->repeat, line->counted ? "true" : "false", line->role);
}

static void write_table(struct out *out, const struct line *line, const struct screen *screen)
{
    const struct event *ev = &line->ev;
    struct out name = { 0 };
    out_bytes(&name, line->account);
    struct incident_evidence row = { .line = ev->line,
        .file_name = line->file,
        .time = ev->time,
        .account = paint_text(&name),
        .source = interner_source(line->run->interner, ev->source),
        .outcome = (enum outcome)ev->outcome,
        .withheld = line->run->redact.on };
    memcpy(row.sha256, line->sha256, sizeof row.sha256);
    paint_row(out, screen, line->counted || *line->role ? line->role : "", &row);
    out_done(&name);
}

static const struct rows_form {
    const char *name, *head;
    void (*write)(struct out *out, const struct line *line, const struct screen *screen);
} forms_of_rows[] = {
    { "jsonl", "", write_json },
    { "csv",
            "file,line,sha256,time,account,object,source,outcome,agent,application,protocol,attempts,counted,"
            "role\r\n",
            write_csv },
    { "table", "", write_table },
};

static const struct rows_form *form_of(const char *name)
{
    for (size_t i = 0; i < sizeof forms_of_rows / sizeof forms_of_rows[0]; i++)
        if (strcmp(forms_of_rows[i].name, name) == 0)
            return &forms_of_rows[i];
    return NULL;
}

bool rows_form_is_known(const char *name)
{
    if (form_of(name) != NULL)
        return true;
    fprintf(stderr, "cordon: --format is %s; rows are printed as jsonl, csv or table\n", name);
    return false;
}

static enum exit_code write_all(struct run *run, const struct matching *m)
{
    const struct rows_form *form = form_of(run->opt->format ? run->opt->format : "jsonl");
    const struct screen screen = screen_of(run->opt);
    enum exit_code code = EXIT_DONE;
    struct out out = { 0 };
    out_text(&out, form->head);
    for (size_t i = 0; i < m->count && code == EXIT_DONE && !reader_is_gone(); i++) {
        const struct found *found = &m->found[i];
        if (!narrow_has(run, &found->ev))
            continue;
        struct line line = { .run = run,
            .ev = redaction_event(&run->redact, run->interner, &found->ev),
            .role = role_of(found),
            .file = run_file_name(run, found->ev.file),
            .counted = found->use & ROW_COUNTED };
        line.account = redaction_name(&run->redact, run->interner, found->ev.organisation, found->ev.account);
        if (!run->redact.on)
            line.object = interner_account_object(run->interner, found->ev.account);
        if (found->is_there && !run->redact.on) /* else the sum tells the name to whoever tries all names */
            row_sum_text(found->sum, line.sha256);
        form->write(&out, &line, &screen);
        if (out.len > 1u << 20) {
            code = write_out(&out);
            out.len = 0;
        }
    }
    if (code == EXIT_DONE)
        code = write_out(&out);
    out_done(&out);
    return code;
}

/* Said when the rows do not add up to what the incident says, which makes it EXIT_INCOMPLETE: the input changed
 * meanwhile. */
static void check_all(struct run *run, const struct matching *m, size_t lost)
{
    uint64_t attempts = 0;
    for (size_t i = 0; i < m->count; i++)
        attempts += m->found[i].use & ROW_COUNTED ? m->found[i].ev.repeat : 0;
    if (lost > 0)
        problems_add(&run->problems, m->inc->id, "%zu of %zu rows cannot be read again", lost, m->count);
    if (attempts != m->inc->attempts)
        problems_add(&run->problems, m->inc->id, "%llu of its %llu attempts were found again",
                (unsigned long long)attempts, (unsigned long long)m->inc->attempts);
}

static bool matching_begin(struct matching *m)
{
    m->used = calloc(m->rows.count + 1, sizeof *m->used);
    m->evidence = calloc(m->inc->evidence_count + 1, sizeof(struct incident_evidence *));
    if (m->used == NULL || m->evidence == NULL)
        return false;
    for (size_t i = 0; i < m->inc->evidence_count; i++)
        m->evidence[i] = &m->inc->evidence[i];
    qsort(m->evidence, m->inc->evidence_count, sizeof(struct incident_evidence *), by_place);
    return true;
}

enum exit_code rows_print(struct run *run, const struct incident *inc)
{
    struct matching m = { .inc = inc };
    struct error err = { 0 };
    enum exit_code code = EXIT_INTERNAL;
    if (incident_is_mail(inc)) {
        fprintf(stderr, "cordon: the rows of %s are messages: cordon scan --messages lists them\n", inc->id);
        return EXIT_USAGE;
    }
    if (engine_rows(run->engine, inc->id, &m.rows, &err) != STATUS_OK)
        fprintf(stderr, "cordon: %s\n", err.message);
    else if (!matching_begin(&m))
        fprintf(stderr, "cordon: no memory for %zu rows\n", m.rows.count);
    else
        code = read_again(run, &m);
    if (code == EXIT_DONE)
        check_all(run, &m, sum_all(run, &m));
    if (code == EXIT_DONE)
        code = write_all(run, &m);
    attempt_rows_done(&m.rows);
    free(m.used);
    free(m.evidence);
    free(m.found);
    return code;
}
