/* cmd_compare.c - cordon compare A.jsonl B.jsonl: the same campaign at two organisations? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "core/compare/compare.h"
#include "core/export/compare_json.h"
#include "core/view/compare.h"
#include "io/whole/incidents.h"

#define PAIRS_MAX 10000u /* 7 KiB each */

static bool read_side(const char *path, struct told_file *ret, enum exit_code *code)
{
    struct error err;
    enum status st = incidents_read(path, ret, &err);
    if (st != STATUS_OK) {
        fprintf(stderr, "cordon: %s: %s\n", path, err.message);
        *code = st == STATUS_NOMEM ? EXIT_INTERNAL : EXIT_USAGE;
        return false;
    }
    if (ret->bad > 0) {
        fprintf(stderr, "cordon: %s:%zu: %s\n", path, ret->bad_line, ret->bad_why.message);
        if (ret->bad > 1)
            fprintf(stderr, "cordon: %s: and %zu more lines that were not understood\n", path, ret->bad - 1);
        *code = EXIT_INCOMPLETE;
    }
    return true;
}

static int by_probability(const void *a, const void *b)
{
    const struct comparison *x = a, *y = b;
    if (x->nats != y->nats)
        return x->nats > y->nats ? -1 : 1;
    int order = strcmp(x->a->id, y->a->id);
    return order != 0 ? order : strcmp(x->b->id, y->b->id);
}

static bool compare_all(const struct told_file *a, const struct told_file *b, struct comparison *pairs)
{
    size_t n = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (!compare(&a->at[i], &b->at[k], &pairs[n++]))
                return false;
    if (n > 0)
        qsort(pairs, n, sizeof *pairs, by_probability);
    return true;
}

static void say_empty(const struct options *opt, const struct told_file sides[2])
{
    for (int i = 0; i < 2; i++)
        if (sides[i].count == 0 && !opt->quiet)
            fprintf(stderr, "cordon: %s holds no attack%s\n", opt->args[i],
                    sides[i].advice > 0 ? ", only advice about old passwords" : "");
}

static enum exit_code print_all(const struct options *opt, const struct told_file sides[2], bool json)
{
    size_t count = sides[0].count * sides[1].count;
    struct out out = { 0 };
    struct screen screen = screen_of(opt);
    if (count > PAIRS_MAX) {
        fprintf(stderr, "cordon: %zu and %zu incidents are over %u pairs; compare fewer\n", sides[0].count,
                sides[1].count, PAIRS_MAX);
        return EXIT_USAGE;
    }
    struct comparison *pairs = malloc((count + 1) * sizeof *pairs);
    if (pairs == NULL || !compare_all(&sides[0], &sides[1], pairs)) {
        free(pairs);
        fprintf(stderr, "cordon: no memory to compare\n");
        return EXIT_INTERNAL;
    }
    say_empty(opt, sides);
    if (json)
        put_comparisons(&out, pairs, count);
    else
        view_comparisons(&out, pairs, count, &screen);
    enum exit_code code = write_out(&out);
    out_done(&out);
    free(pairs);
    return code;
}

enum exit_code cmd_compare(const struct options *opt)
{
    const char *format = opt->format ? opt->format : "table";
    bool json = strcmp(format, "json") == 0;
    if (!json && strcmp(format, "table") != 0) {
        fprintf(stderr, "cordon: --format is %s; for compare table and json are allowed\n", format);
        return EXIT_USAGE;
    }
    struct told_file sides[2] = { 0 };
    enum exit_code read = EXIT_DONE, code = EXIT_DONE;
    if (read_side(opt->args[0], &sides[0], &read) && read_side(opt->args[1], &sides[1], &read))
        code = print_all(opt, sides, json);
    told_file_done(&sides[0]);
    told_file_done(&sides[1]);
    return code != EXIT_DONE ? code : read;
}
