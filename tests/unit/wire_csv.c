/* wire_csv.c - quotes decide what a separator and a line end are; scratch decides how much is decoded. */
#include "core/wire/csv.h"
#include "help.h"

#define SCRATCH 64u

static const struct {
    const char *name, *in;
    bool ok;
    const char *row, *rest;
} rows[] = {
    { "one line", "a,b\nc", true, "a,b", "c" },
    { "as Windows writes", "a,b\r\nc", true, "a,b", "c" },
    { "the last without its end", "a,b", true, "a,b", "" },
    { "blank", "\nx", true, "", "x" },
    { "blank, as Windows writes", "\r\nx", true, "", "x" },
    { "a line end in quotes", "a,\"b\r\nc\"\nd", true, "a,\"b\r\nc\"", "d" },
    { "doubled quotes close nothing", "\"a\"\"\nb\"\nc", true, "\"a\"\"\nb\"", "c" },
    { "quotes that never close", "a,\"b\nc,d\n", false, "", "" },
    { "a stray quote swallows no row", "a\"b,c\nd", true, "a\"b,c", "d" },
    { "nor one behind closed quotes", "\"a\"b\",c\nd", true, "\"a\"b\",c", "d" },
    { "quotes behind a semicolon open", "a;\"b\nc\"\nd", true, "a;\"b\nc\"", "d" },
    { "nothing", "", false, "", "" },
};

static void test_row(size_t i)
{
    struct slice row = LIT("");
    size_t used = 0;
    bool ok = csv_next_row(text(rows[i].in), &row, &used);
    if (!OK(ok == rows[i].ok, rows[i].name) || !ok)
        return;
    IS(row, rows[i].row, "row");
    IS(slice_skip(text(rows[i].in), used), rows[i].rest, "rest");
}

static const struct {
    const char *name, *in;
    char separator;
    size_t count;
    const char *fields[4];
} cuts[] = {
    { "plain", "a,b,c", ',', 3, { "a", "b", "c" } },
    { "empty ones", ",a,", ',', 3, { "", "a", "" } },
    { "a blank row has one", "", ',', 1, { "" } },
    { "semicolons, as spreadsheets save", "a,b;c", ';', 2, { "a,b", "c" } },
    { "tabs", "a\tb c", '\t', 2, { "a", "b c" } },
    { "a separator in quotes", "\"a,b\",c", ',', 2, { "a,b", "c" } },
    { "doubled quotes", "\"a\"\"b\",c", ',', 2, { "a\"b", "c" } },
    { "nothing but doubled quotes", "\"\"\"\"", ',', 1, { "\"" } },
    { "empty quotes", "\"\",x", ',', 2, { "", "x" } },
    { "what follows the quotes is dropped", "\"a\"b,c", ',', 2, { "a", "c" } },
    { "quotes within are text", "a\"b,c", ',', 2, { "a\"b", "c" } },
    { "spaces are text", " a , b ", ',', 2, { " a ", " b " } },
    { "a byte order mark is text",
            "\xef\xbb\xbf"
            "a,b",
            ',', 2,
            { "\xef\xbb\xbf"
              "a",
                    "b" } },
    { "quotes that never close", "a,\"b,c", ',', 2, { "a", "b,c" } },
    { "a lone quote", "\"", ',', 1, { "" } },
};

static void test_cut(struct arena *scratch, size_t i)
{
    struct slice fields[CSV_FIELDS];
    arena_reset(scratch);
    size_t count = csv_fields(text(cuts[i].in), cuts[i].separator, scratch, fields);
    OK(count == cuts[i].count, cuts[i].name);
    for (size_t k = 0; k < count && k < cuts[i].count; k++)
        IS(fields[k], cuts[i].fields[k], "field");
}

static const struct {
    const char *name, *header;
    char separator;
} headers[] = {
    { "commas", "a,b,c", ',' },
    { "semicolons", "a;b;c", ';' },
    { "tabs", "a\tb\tc", '\t' },
    { "commas within quotes do not count", "\"a,b,c,d\";e;f", ';' },
    { "one column", "a", ',' },
    { "nothing", "", ',' },
};

/* More fields than are kept, and more to decode than there is room for. */
static void test_limits(struct arena *scratch)
{
    struct slice fields[CSV_FIELDS];
    char many[2 * CSV_FIELDS], quoted[2 * SCRATCH + 4];
    memset(many, ',', sizeof many);
    OK(csv_fields((struct slice){ many, sizeof many }, ',', scratch, fields) == CSV_FIELDS,
            "the fields beyond the limit are dropped");
    memset(quoted, '"', sizeof quoted);
    memcpy(quoted + sizeof quoted - 2, ",x", 2);
    arena_reset(scratch);
    OK(csv_fields((struct slice){ quoted, sizeof quoted }, ',', scratch, fields) == 2
                    && fields[0].len == SCRATCH,
            "quotes that just fit");
    OK(csv_fields((struct slice){ quoted, sizeof quoted }, ',', scratch, fields) == 2, "and again");
    IS(fields[0], "", "what does not fit is empty");
    IS(fields[1], "x", "what needs no room is there");
}

int main(void)
{
    struct arena scratch;
    struct error err;
    if (!OK(arena_init(&scratch, SCRATCH, &err) == STATUS_OK, "scratch"))
        return tap_done();
    EACH(i, rows)
    test_row(i);
    EACH(i, cuts)
    test_cut(&scratch, i);
    EACH(i, headers)
    OK(csv_separator(text(headers[i].header)) == headers[i].separator, headers[i].name);
    test_limits(&scratch);
    arena_done(&scratch);
    return tap_done();
}
