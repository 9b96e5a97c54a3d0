/* reading.c - counts by format and program, and the rows that were not understood. */
#include "app/reading.h"

#include <stdio.h>

#include "core/parse/secret.h"
#include "core/view/paint.h"

#define SAID_MAX 12u /* programs on stderr: the table of all is -v's */

static void to_stderr(struct out *out)
{
    if (!out->failed && out->len > 0)
        fwrite(out->at, 1, out->len, stderr);
    out_done(out);
}

/* "sshd, in syslog" */
static void name_row(struct out *out, const struct ledger_row *row)
{
    if (row->source != NULL)
        out_printf(out, "%s, in ", row->source);
    out_text(out, row->format);
}

/* "4 of 15 lines" */
static void share(struct out *out, uint64_t unparsed, uint64_t lines)
{
    char n[32];
    out_printf(out, "%s of ", grouped(unparsed, n));
    paint_count(out, lines, "line", "lines");
}

void reading_say(const struct run *run)
{
    const struct ledger *ledger = &run->reading.ledger;
    uint32_t order[LEDGER_ROWS];
    struct out out = { 0 };
    size_t said = 0, left = 0;
    ledger_order(ledger, order);
    for (uint32_t i = 0; i < ledger->count; i++) {
        const struct ledger_row *row = &ledger->at[order[i]];
        uint64_t unparsed = ledger_own_unparsed(ledger, row);
        if (unparsed == 0)
            continue;
        if (said == SAID_MAX) {
            left++;
            continue;
        }
        said++;
        out_text(&out, "cordon:   ");
        name_row(&out, row);
        out_text(&out, ": ");
        share(&out, unparsed, row->lines);
        out_text(&out, "\n");
    }
    if (left > 0)
        out_printf(&out, "cordon:   and %zu more programs and formats (-v)\n", left);
    to_stderr(&out);
}

static void count_cell(struct out *out, uint64_t n, int width)
{
    char buf[32];
    out_printf(out, " %*s", width, n == 0 ? "-" : grouped(n, buf));
}

void reading_say_all(const struct run *run)
{
    const struct ledger *ledger = &run->reading.ledger;
    uint32_t order[LEDGER_ROWS];
    struct out out = { 0 };
    ledger_order(ledger, order);
    if (ledger->count > 0)
        out_text(&out, "cordon: read                   lines  sign-ins actions belonging    others unread\n");
    for (uint32_t i = 0; i < ledger->count; i++) {
        const struct ledger_row *row = &ledger->at[order[i]];
        uint64_t told = row->signins + row->accesses + row->context + row->unparsed + row->oversize;
        out_printf(&out, "cordon: %s%-*s", row->source ? "  " : "", row->source ? 16 : 18,
                row->source ? row->source : row->format);
        count_cell(&out, row->lines, 9);
        count_cell(&out, row->signins, 9);
        count_cell(&out, row->accesses, 7);
        count_cell(&out, row->context, 9);
        count_cell(&out, row->lines > told ? row->lines - told : 0, 9);
        count_cell(&out, row->unparsed + row->oversize, 6);
        out_text(&out, "\n");
    }
    to_stderr(&out);
}

/* ---- the sample ---- */

/* What a row tells, but its passwords. */
static void print_words(struct out *out, struct slice words, size_t columns)
{
    struct out shown = { 0 };
    secret_quote(words, &shown);
    out_terminal(out, (struct slice){ shown.at, shown.len }, columns, false);
    out_done(&shown);
}

/* A row that is no text by what it tells. */
static void print_quote(struct input *input, struct out *out, const struct unparsed_row *u)
{
    char block[65536];
    struct out says = { 0 };
    struct error err;
    size_t at, len;
    if (input_row_around(input, u->offset, u->length, block, sizeof block, &at, &len, &err) == STATUS_OK) {
        input_format(input)->quote((struct slice){ block, len }, at, u->length, &says);
        print_words(out, (struct slice){ says.at, says.len }, 600);
    } else {
        out_text(out, "(cannot be read again)");
    }
    out_done(&says);
}

static void print_row(struct run *run, struct out *out, const struct unparsed_row *u)
{
    struct input *input = inputs_at(run->inputs, u->file);
    char text_of[2048];
    struct error err;
    size_t len = 0;
    out_terminal(out, text(run_file_name(run, u->file)), 0, false);
    out_printf(out, ":%llu: expected %s\n  ", (unsigned long long)u->line, u->why);
    if (run->redact.on)
        out_text(out, "(withheld: --redact)");
    else if (input_format(input)->quote != NULL)
        print_quote(input, out, u);
    else if (input_row(input, u->offset, u->length, text_of, sizeof text_of, &len, &err) == STATUS_OK)
        print_words(out, (struct slice){ text_of, len }, 300);
    else
        out_text(out, "(cannot be read again)");
    out_text(out, "\n");
}

static void print_group(struct run *run, struct out *out, uint32_t number)
{
    const struct ledger_row *row = &run->reading.ledger.at[number];
    uint64_t unparsed = ledger_own_unparsed(&run->reading.ledger, row);
    char n[32];
    out_text(out, out->len > 0 ? "\n" : "");
    name_row(out, row);
    out_text(out, ": ");
    share(out, unparsed, row->lines);
    out_text(out, unparsed == 1 ? " was not understood\n" : " were not understood\n");
    for (uint32_t i = 0; i < run->reading.count; i++)
        if (run->reading.at[i].row == number)
            print_row(run, out, &run->reading.at[i]);
    if (unparsed > run->reading.kept[number])
        out_printf(out, "and %s more\n", grouped(unparsed - run->reading.kept[number], n));
}

void reading_unparsed(struct run *run, struct out *out)
{
    const struct ledger *ledger = &run->reading.ledger;
    uint32_t order[LEDGER_ROWS];
    ledger_order(ledger, order);
    for (uint32_t i = 0; i < ledger->count; i++)
        if (ledger_own_unparsed(ledger, &ledger->at[order[i]]) > 0)
            print_group(run, out, order[i]);
    if (run->summary.unparsed == 0)
        out_text(out,
                run->problems.count > 0 ? "every line that could be read was understood\n"
                                        : "everything was understood\n");
}
