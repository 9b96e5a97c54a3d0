/* reading.c - what could not be read, was read twice, or was forgotten. */
#include "core/doctor/inside.h"

static void not_read(struct exam *x)
{
    struct out said = { 0 };
    if (x->sum->problems == 0)
        return;
    say_number(&said, x->sum->problems);
    out_text(&said, " input");
    out_text(&said, x->sum->problems == 1 ? "" : "s");
    out_text(&said, " could not be read, or not to the end");
    exam_add(x,
            &(struct telling_lack){ .check = "not-read",
                    .grave = GRAVE_IMPORTANT,
                    .why = "what stands in them is invisible",
                    .how = "the messages on standard error say which and why; cordon formats lists what is "
                           "read" },
            "inputs that were not read", &said);
}

static void not_understood(struct exam *x, const struct ledger_row *row)
{
    struct out said = { 0 };
    struct cell source = { .name = row->source != NULL ? row->source : row->format };
    uint64_t unparsed = ledger_own_unparsed(x->sum->ledger, row);
    say_number(&said, unparsed);
    out_text(&said, " of ");
    say_number(&said, row->lines);
    exam_add(x,
            &(struct telling_lack){ .check = "not-understood",
                    .grave = unparsed * 20 >= row->lines ? GRAVE_IMPORTANT : GRAVE_WORTH,
                    .cell = &source,
                    .why = "a sign-in may stand in any of them",
                    .how = "cordon explain --unparsed PATH... shows the first of them and what was "
                           "expected" },
            "lines or records that were not understood", &said);
}

static void too_long(struct exam *x)
{
    struct out said = { 0 };
    if (x->sum->oversize == 0)
        return;
    say_number(&said, x->sum->oversize);
    out_text(&said, " over 1 MiB");
    exam_add(x,
            &(struct telling_lack){ .check = "too-long",
                    .grave = GRAVE_WORTH,
                    .why = "they were skipped; a log has no such lines unless somebody made them, or a file "
                           "is damaged",
                    .how = "look at the file, and export it again" },
            "lines or records that are too long", &said);
}

static void twice(struct exam *x)
{
    struct out said = { 0 };
    if (x->sum->duplicates * 5 < x->sum->signins || x->sum->duplicates == 0)
        return;
    say_number(&said, x->sum->duplicates);
    out_text(&said, " sign-ins stood in more than one file");
    exam_add(x,
            &(struct telling_lack){ .check = "twice",
                    .grave = GRAVE_NOTE,
                    .why = "they are counted once, so nothing is wrong; the exports overlap",
                    .how = "nothing is to be done; without the second export reading is faster" },
            "the same sign-ins were given twice", &said);
}

static void forgotten(struct exam *x)
{
    struct out said = { 0 };
    if (x->sum->evictions == 0)
        return;
    say_number(&said, x->sum->evictions);
    out_text(&said, " names or addresses were forgotten to stay within memory");
    exam_add(x,
            &(struct telling_lack){ .check = "forgotten",
                    .grave = GRAVE_WORTH,
                    .why = "a slow campaign among more names than fit may show late",
                    .how = "scan one organisation or one month at a time: --org-from folder, --since, "
                           "--until" },
            "not everything was remembered", &said);
}

static void nothing_told(struct exam *x)
{
    struct out said = { 0 };
    if (x->sources_count > 0)
        return;
    say_number(&said, x->sum->lines);
    out_text(&said, " lines in ");
    say_number(&said, x->sum->inputs);
    out_text(&said, " inputs, none about a sign-in");
    exam_add(x,
            &(struct telling_lack){ .check = "no-signins-at-all",
                    .grave = GRAVE_IMPORTANT,
                    .why = "nothing can be seen in them",
                    .how = "cordon formats lists what is read, and how to export it" },
            "there is no sign-in in these logs", &said);
}

void check_reading(struct exam *x)
{
    const struct ledger *ledger = x->sum->ledger;
    not_read(x);
    for (uint32_t i = 0; ledger != NULL && i < ledger->count; i++)
        if (ledger_own_unparsed(ledger, &ledger->at[i]) > 0)
            not_understood(x, &ledger->at[i]);
    too_long(x);
    twice(x);
    forgotten(x);
    nothing_told(x);
}
