/* list.c - lines and rows. */
#include "core/known/list.h"

#include "core/known/entry.h"
#include "core/wire/csv.h"

/* Without what stands behind " #", or behind " ;" where addresses are listed. */
static struct slice without_comment(struct slice line)
{
    struct slice in = slice_trim(line);
    if (in.len == 0 || in.at[0] == '#')
        return (struct slice){ in.at, 0 };
    for (size_t i = 1; i < in.len; i++) {
        bool behind_space = in.at[i - 1] == ' ' || in.at[i - 1] == '\t';
        struct slice before = slice_trim(slice_first(in, i));
        struct ip_net net;
        if (behind_space && (in.at[i] == '#' || (in.at[i] == ';' && ip_net_parse(before, &net))))
            return before;
    }
    return in;
}

static bool next_line(struct slice *rest, struct slice *ret)
{
    if (rest->len == 0)
        return false;
    size_t end = slice_find(*rest, '\n');
    *ret = slice_first(*rest, end);
    if (ret->len > 0 && ret->at[ret->len - 1] == '\r')
        ret->len--;
    *rest = slice_skip(*rest, end + 1);
    return true;
}

static void take_lines(struct indicators *set, struct passage place, struct slice data)
{
    struct slice line;
    while (next_line(&data, &line)) {
        struct slice said = without_comment(line);
        if (said.len > 0)
            entry_take(set, &place, ENTRY_ANY, said);
        place.no++;
    }
}

/* ---- CSV ---- */

#define NO_COLUMN SIZE_MAX

struct columns {
    size_t type, value, for_ids;
    enum entry_type of_value; /* what the column's own name says */
};

static bool is_one_of(struct slice field, const char *const *names)
{
    for (; *names != NULL; names++)
        if (slice_eq_nocase(slice_trim(field), text(*names)))
            return true;
    return false;
}

static struct columns columns_of(const struct slice *fields, size_t count)
{
    static const char *const values[] = { "value", "indicator", "ioc", "ioc_value", "indicator_value",
        "pattern", "ip", "ip_address", "address", "network", "cidr", "domain", "hostname", "url",
        "user_agent", "user-agent", NULL };
    static const char *const kinds[] = { "type", "indicator_type", "ioc_type", NULL };
    static const char *const ids[] = { "to_ids", NULL };
    struct columns c = { NO_COLUMN, NO_COLUMN, NO_COLUMN, ENTRY_ANY };
    for (size_t i = 0; i < count; i++) {
        if (c.type == NO_COLUMN && is_one_of(fields[i], kinds))
            c.type = i;
        if (c.for_ids == NO_COLUMN && is_one_of(fields[i], ids))
            c.for_ids = i;
        if (c.value == NO_COLUMN && is_one_of(fields[i], values))
            c.value = i;
    }
    if (c.value != NO_COLUMN) {
        c.of_value = entry_type_named(fields[c.value]);
        if (c.of_value == ENTRY_FOREIGN)
            c.of_value = ENTRY_ANY;
    }
    return c;
}

static void take_row(struct indicators *set, struct passage place, const struct columns *c,
        const struct slice *fields, size_t count)
{
    static const char *const no[] = { "0", "false", "no", NULL };
    if (count == 1 && slice_trim(fields[0]).len == 0)
        return;
    if (c->value >= count) {
        indicators_bad(set, &place, "fewer columns than the header", fields[0]);
        return;
    }
    place.doubted = c->for_ids < count && is_one_of(fields[c->for_ids], no);
    enum entry_type type = c->type < count ? entry_type_named(fields[c->type]) : c->of_value;
    entry_take(set, &place, type, fields[c->value]);
}

static void take_rows(struct indicators *set, struct passage place, char separator, const struct columns *c,
        struct slice data, struct arena *scratch)
{
    struct slice row, fields[CSV_FIELDS];
    size_t used;
    while (data.len > 0) {
        arena_reset(scratch);
        if (!csv_next_row(data, &row, &used)) {
            indicators_bad(set, &place, "a quote without its end", slice_first(data, 80));
            return;
        }
        if (row.len > scratch->cap)
            indicators_bad(set, &place, "a row over 64 KiB", slice_first(row, 80));
        else if (row.len > 0 && row.at[0] != '#')
            take_row(set, place, c, fields, csv_fields(row, separator, scratch, fields));
        for (size_t i = 0; i < used; i++)
            place.no += data.at[i] == '\n';
        data = slice_skip(data, used);
    }
}

/* The header's columns, and the data behind it. */
static bool is_table(struct slice *data, struct passage *place, char *ret_separator, struct columns *ret,
        struct arena *scratch)
{
    struct slice rest = *data, line, fields[CSV_FIELDS];
    uint64_t lines = 0;
    do {
        if (!next_line(&rest, &line))
            return false;
        lines++;
    } while (without_comment(line).len == 0);
    if (line.len > scratch->cap)
        return false;
    *ret_separator = csv_separator(line);
    *ret = columns_of(fields, csv_fields(line, *ret_separator, scratch, fields));
    if (ret->value == NO_COLUMN)
        return false;
    *data = rest;
    place->no += lines;
    return true;
}

void list_take(struct indicators *set, uint32_t file, struct slice data)
{
    struct passage place = { .file = file, .no = 1 };
    struct arena scratch;
    struct columns columns;
    char separator;
    (void)take_lit(&data, LIT("\xef\xbb\xbf"));
    if (arena_init(&scratch, 65536, NULL) != STATUS_OK) {
        indicators_bad(set, &place, "no memory", slice_first(data, 0));
        return;
    }
    if (is_table(&data, &place, &separator, &columns, &scratch))
        take_rows(set, place, separator, &columns, data, &scratch);
    else
        take_lines(set, place, data);
    arena_done(&scratch);
}
