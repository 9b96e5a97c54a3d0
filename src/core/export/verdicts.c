/* verdicts.c - JSON and CSV of one letter. */
#include "core/export/verdicts.h"

#include <math.h>

#include "core/export/put.h"

/* Of the last digits of a sum nobody makes sense. */
static double rounded(double val, double digits)
{
    return round(val * digits) / digits;
}

static void put_reasons(struct out *out, const struct letter *letter)
{
    put_open(out, "reasons", '[');
    for (uint32_t i = 0; i < letter->reasons_count; i++) {
        const struct letter_reason *reason = &letter->reasons[i];
        put_open(out, NULL, '{');
        put_text(out, "feature", reason->feature);
        put_text(out, "value", reason->value);
        put_number(out, "weight", rounded(reason->weight, 1000));
        put_text(out, "text", reason->text);
        put_close(out, '}');
    }
    put_close(out, ']');
}

void verdict_jsonl(struct out *out, const struct letter *letter, const char *file)
{
    out_text(out, "{");
    put_text(out, "file", file);
    put_count(out, "index", letter->index);
    put_text(out, "id", letter->id);
    put_text(out, "message_id", letter->message_id);
    if (letter->time == TIME_NONE)
        put_text(out, "date", "");
    else
        put_time(out, "date", letter->time);
    put_text(out, "from", letter->from);
    put_text(out, "subject", letter->subject);
    put_number(out, "score", rounded(letter->score, 10000));
    put_text(out, "verdict", verdict_name(letter->kind));
    put_text(out, "lure", lure_name(letter->lure));
    put_reasons(out, letter);
    put_count(out, "reasons_total", letter->reasons_total);
    out_text(out, "}\n");
}

void verdict_csv_head(struct out *out)
{
    out_text(out, "file,index,id,message_id,date,from,subject,score,verdict,lure,reasons,texts\r\n");
}

/* One cell of what all reasons say. */
static void put_cell(struct out *out, const struct letter *letter, bool is_text)
{
    struct out cell = { 0 };
    for (uint32_t i = 0; i < letter->reasons_count; i++) {
        out_text(&cell, i == 0 ? "" : is_text ? "; " : " ");
        out_text(&cell, is_text ? letter->reasons[i].text : letter->reasons[i].feature);
    }
    out_csv(out, (struct slice){ cell.at, cell.len });
    out_done(&cell);
}

void verdict_csv(struct out *out, const struct letter *letter, const char *file)
{
    char when[TIME_TEXT_MAX] = "";
    if (letter->time != TIME_NONE)
        time_format(letter->time, when);
    out_csv(out, text(file));
    out_printf(out, ",%u,%s,", letter->index, letter->id);
    out_csv(out, text(letter->message_id));
    out_printf(out, ",%s,", when);
    out_csv(out, text(letter->from));
    out_text(out, ",");
    out_csv(out, text(letter->subject));
    out_printf(out, ",%.4f,%s,%s,", letter->score, verdict_name(letter->kind), lure_name(letter->lure));
    put_cell(out, letter, false);
    out_text(out, ",");
    put_cell(out, letter, true);
    out_text(out, "\r\n");
}
