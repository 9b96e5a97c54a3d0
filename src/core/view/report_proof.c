/* report_proof.c - the rows that prove it; at the end what could not be seen and how the report was made. */
#include <stdio.h>
#include <string.h>

#include "core/model/ledger.h"
#include "core/view/paint.h"
#include "core/view/report_inside.h"

/* Names of files, and of old passwords that keep failing. */
#define INPUTS_MAX 40u
#define ADVICE_MAX 30u
/* Letters of a hash in plain text, where a line has no room for 64; none of two rows share 16 by chance. */
#define HASH_SHORT 16

/* ---- evidence ---- */

/* Files of the rows shown, each once, as the rows name them: by number where there are several. */
struct files {
    const char *name[REPORT_ROWS_MAX];
    size_t count;
};

static size_t file_number(struct files *files, const struct incident_evidence *e)
{
    const char *name = e->file_name ? e->file_name : "";
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->name[i], name) == 0)
            return i + 1;
    files->name[files->count++] = name;
    return files->count;
}

static void say_files(struct paper *p, const struct files *files)
{
    if (files->count == 1) {
        paper_open(p, BLOCK_TEXT, NULL);
        paper_say(p, "All of the file ");
        paper_name(p, files->name[0]);
        paper_say(p, ".");
        paper_shut(p);
        return;
    }
    paper_block(p, BLOCK_TEXT, "Of these files:");
    paper_list(p, true);
    for (size_t i = 0; i < files->count; i++) {
        paper_open(p, BLOCK_ITEM, NULL);
        paper_name(p, files->name[i]);
        paper_shut(p);
    }
    paper_list_end(p);
}

static void evidence_row(struct paper *p, const struct incident_evidence *e, size_t number, size_t file)
{
    char hash[65];
    (void)snprintf(hash, sizeof hash, "%.*s", p->form == PAPER_TEXT ? HASH_SHORT : 64, e->sha256);
    paper_row(p);
    paper_cell_number(p, number);
    paper_cell_text(p, TONE_PLAIN, evidence_role_name(e->role));
    if (file > 0)
        paper_cell_number(p, file);
    paper_cell(p, TONE_PLAIN);
    paper_sayf(p, "%llu", (unsigned long long)e->line); /* as sed takes it */
    paper_shut(p);
    paper_cell_time_exact(p, e->time);
    paper_cell_name(p, e->account ? e->account : "");
    paper_cell_source(p, ip_is_none(e->source) ? e->source : ip_source_key(e->source));
    paper_cell_text(p, e->outcome == OUTCOME_OK ? TONE_BAD : TONE_PLAIN, outcome_says(e->outcome));
    paper_cell(p, TONE_PLAIN);
    if (hash[0] != '\0')
        paper_literal(p, hash);
    else
        paper_say(p, e->withheld ? "withheld" : "no longer readable");
    paper_shut(p);
}

void report_evidence(struct report *r, const struct incident *inc)
{
    static const struct column columns[] = { { .head = "row", .number = true, .names = true },
        { .head = "role" }, { .head = "file", .number = true }, { .head = "line", .number = true },
        { .head = "time" }, { .head = "account", .free = true }, { .head = "from" }, { .head = "outcome" },
        { .head = "SHA-256 of the row" } };
    struct column shown[9];
    struct files files = { .count = 0 };
    size_t n = inc->evidence_count < r->rows ? inc->evidence_count : r->rows, k = 0;
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        (void)file_number(&files, &inc->evidence[i]);
    for (size_t i = 0; i < 9; i++)
        if (i != 2 || files.count > 1)
            shown[k++] = columns[i];
    paper_block(r->p, BLOCK_HEADING, "Rows that prove it");
    say_files(r->p, &files);
    report_timed_table(r, "row", "rows", n, inc->evidence_count, shown, k);
    for (size_t i = 0; i < n; i++)
        evidence_row(
                r->p, &inc->evidence[i], i + 1, files.count > 1 ? file_number(&files, &inc->evidence[i]) : 0);
    paper_table_end(r->p);
    report_left_out(r, inc->evidence_count - n, "row", "rows");
}

/* ---- worth knowing ---- */

static void advice_row(struct paper *p, const struct incident *inc)
{
    paper_row(p);
    paper_cell_name(p, inc->accounts[0].name);
    paper_cell_source(p, inc->sources[0].key);
    paper_cell_number(p, inc->attempts);
    paper_cell_time(p, inc->first_seen);
    paper_cell_time(p, inc->last_seen);
    paper_cell_text(p, TONE_PLAIN, inc->id);
}

static bool is_advice(const struct report *r, const struct incident *inc)
{
    return !report_is_full(r, inc) && inc->accounts_count > 0 && inc->sources_count > 0;
}

static void advice(struct report *r)
{
    static const struct column columns[] = { { .head = "account", .names = true, .free = true },
        { .head = "from" }, { .head = "times", .number = true }, { .head = "since" }, { .head = "last" },
        { .head = "id" } };
    size_t all = 0, n = 0;
    for (size_t i = 0; i < r->all->count; i++)
        all += is_advice(r, &r->all->at[i]);
    if (all == 0)
        return;
    paper_block(r->p, BLOCK_ASIDE, "Worth knowing: old passwords that keep failing, no attack");
    paper_block(r->p, BLOCK_TEXT,
            "A device or program signs in with a password that is no longer right. Set the new one there.");
    report_timed_table(r, "account", "accounts", all < ADVICE_MAX ? all : ADVICE_MAX, all, columns, 6);
    for (size_t i = 0; i < r->all->count && n < ADVICE_MAX; i++)
        if (is_advice(r, &r->all->at[i])) {
            advice_row(r->p, &r->all->at[i]);
            n++;
        }
    paper_table_end(r->p);
    report_left_out(r, all - n, "such account", "such accounts");
}

/* ---- what could not be seen ---- */

static void unseen(struct report *r)
{
    struct paper *p = r->p;
    const struct summary *sum = &r->all->summary;
    char n[32];
    if (sum->signins == 0)
        return;
    paper_block(p, BLOCK_ASIDE, "What could not be seen");
    paper_list(p, false);
    paper_open(p, BLOCK_ITEM, NULL);
    if (sum->visible_per_day < 1.5)
        paper_say(p, "A spray of less than about one account a day would drown in what people here do.");
    else
        paper_sayf(p, "A spray of fewer than about %.0f accounts a day would drown in what people here do.",
                sum->visible_per_day);
    paper_shut(p);
    paper_block(
            p, BLOCK_ITEM, "Who already knows a password and signs in with it once looks like a traveller.");
    if (sum->cold_start) {
        paper_open(p, BLOCK_ITEM, NULL);
        paper_sayf(p, "Only %.1f days were seen: until two weeks are known a cautious baseline stands in.",
                (double)(int)(sum->days * 10) / 10);
        paper_shut(p);
    }
    if (sum->only_failures)
        paper_block(p, BLOCK_ITEM,
                "There is no successful sign-in in this export: was it filtered? Nothing can be explained "
                "without them.");
    if (sum->evictions > 0) {
        paper_open(p, BLOCK_ITEM, NULL);
        paper_sayf(
                p, "%s names or addresses were forgotten to stay within memory.", grouped(sum->evictions, n));
        paper_shut(p);
    }
    paper_list_end(p);
}

/* ---- how it was made ---- */

static void reading_row(struct paper *p, const struct ledger_row *row)
{
    uint64_t told = row->signins + row->accesses + row->context + row->unparsed + row->oversize;
    paper_row(p);
    paper_cell(p, TONE_PLAIN);
    paper_say(p, row->format);
    if (row->source != NULL)
        paper_sayf(p, ": %s", row->source);
    paper_shut(p);
    paper_cell_number(p, row->lines);
    paper_cell_number(p, row->signins);
    paper_cell_number(p, row->accesses);
    paper_cell_number(p, row->context);
    paper_cell_number(p, row->lines > told ? row->lines - told : 0);
    paper_cell_number(p, row->unparsed + row->oversize);
}

/* What became of every line, by format and by the programs within it. */
static void reading(struct report *r)
{
    static const struct column columns[] = { { .head = "read as", .names = true },
        { .head = "lines", .number = true }, { .head = "sign-ins", .number = true },
        { .head = "actions", .number = true }, { .head = "belonging", .number = true },
        { .head = "of others", .number = true }, { .head = "not understood", .number = true } };
    const struct ledger *ledger = r->all->summary.ledger;
    uint32_t order[LEDGER_ROWS];
    if (ledger == NULL || ledger->count == 0)
        return;
    ledger_order(ledger, order);
    paper_block(r->p, BLOCK_TEXT,
            "What became of the lines and records, by format and by the program that wrote them (these are "
            "part "
            "of their format):");
    paper_table(r->p, "Lines and records by format", columns, 7);
    for (uint32_t i = 0; i < ledger->count; i++)
        reading_row(r->p, &ledger->at[order[i]]);
    paper_table_end(r->p);
}

static void inputs(struct report *r)
{
    struct paper *p = r->p;
    size_t n = r->opt->inputs_count < INPUTS_MAX ? r->opt->inputs_count : INPUTS_MAX;
    if (n == 0)
        return;
    paper_field(p, "Read");
    for (size_t i = 0; i < n; i++) {
        paper_say(p, i ? ", " : "");
        paper_name(p, r->opt->inputs[i]);
    }
    if (r->opt->inputs_count > n) {
        paper_say(p, " and ");
        paper_count(p, r->opt->inputs_count - n, "more file", "more files");
    }
    paper_shut(p);
}

static void settings(struct report *r)
{
    struct paper *p = r->p;
    const char *const *list = r->opt->settings;
    paper_field(p, "Asked for");
    if (list == NULL || *list == NULL)
        paper_say(p, "everything, with the defaults");
    for (size_t i = 0; list != NULL && list[i] != NULL; i++) {
        paper_say(p, i ? ", " : "");
        paper_name(p, list[i]);
    }
    paper_shut(p);
}

static void made(struct report *r)
{
    struct paper *p = r->p;
    paper_block(p, BLOCK_ASIDE, "How this report was made, and how to check it");
    paper_fields(p);
    paper_field(p, "Program");
    paper_sayf(p, "Cordon %s", r->opt->version);
    paper_shut(p);
    inputs(r);
    settings(r);
    if (r->all->summary.places != NULL) {
        paper_field(p, "Networks");
        paper_say(p, "where no log told them, networks and countries are those of ");
        paper_name(p, r->all->summary.places);
        paper_shut(p);
    }
    paper_field(p, "Times");
    paper_sayf(p, "%s; days of accounts are days in UTC", paper_zone(p));
    paper_shut(p);
    paper_fields_end(p);
    reading(r);
    paper_open(p, BLOCK_TEXT, NULL);
    paper_say(p,
            "The same files and options give the same report, to the byte: it holds no date of its own and "
            "no name of a "
            "machine. Every number is counted from the rows of these files. ");
    paper_literal(p, "cordon explain INC PATH...");
    paper_say(p, " shows the arithmetic, ");
    paper_literal(p, "cordon events PATH...");
    paper_say(p, " every sign-in as it was understood.");
    paper_shut(p);
    paper_block(p, BLOCK_TEXT,
            "A SHA-256 is that of the row's bytes as they stand in the file, unpacked, without the end of "
            "the line. For a "
            "log of lines:");
    paper_code(p);
    paper_code_line(p, "sed -n LINEp FILE | tr -d '\\n' | sha256sum");
    paper_code_end(p);
}

void report_end(struct report *r)
{
    report_sightings(r);
    advice(r);
    unseen(r);
    made(r);
}
