/* options.c - the table of options. */
#define _GNU_SOURCE
#include "app/options.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum shape {
    SHAPE_TEXT,
    SHAPE_FLAG,
    SHAPE_INT,
    SHAPE_TIME,
    SHAPE_SEVERITY,
    SHAPE_WHEN,
    SHAPE_FOLDER,
    SHAPE_NO_COLOUR
};

#define AT(field) offsetof(struct options, field)

static const struct option {
    const char *name, *arg;
    enum shape shape;
    size_t field;
    int min, max;
    const char *help;
} table[] = {
    { "--format", "F", SHAPE_TEXT, AT(format), 0, 0, "table, json, jsonl, csv (scan), jsonl, csv (events)" },
    { "--html", "FILE", SHAPE_TEXT, AT(html), 0, 0, "also write one self-contained HTML file" },
    { "--force", NULL, SHAPE_FLAG, AT(force), 0, 0, "overwrite the file that --html names" },
    { "--config", "FILE", SHAPE_TEXT, AT(config), 0, 0,
            "what the organisation says of itself (cordon check-config FILE)" },
    { "--org", "NAME", SHAPE_TEXT, AT(org), 0, 0, "name of the organisation, where the log tells none" },
    { "--org-from", "folder", SHAPE_FOLDER, AT(org_from_folder), 0, 0, "one organisation per folder" },
    { "--since", "TIME", SHAPE_TIME, AT(since), 0, 0,
            "only sign-ins from then on: 2026-11-09 or 2026-11-09T02:10:00Z" },
    { "--until", "TIME", SHAPE_TIME, AT(until), 0, 0, "only sign-ins before then" },
    { "--account", "NAME", SHAPE_TEXT, AT(account), 0, 0, "only what concerns this account" },
    { "--source", "ADDR", SHAPE_TEXT, AT(source), 0, 0, "only what concerns this address or network" },
    { "--year", "N", SHAPE_INT, AT(year), 1970, 2999, "year of the newest line whose stamp tells none" },
    { "--input-tz", "ZONE", SHAPE_TEXT, AT(input_tz), 0, 0, "zone of stamps that tell none (UTC)" },
    { "--tz", "ZONE", SHAPE_TEXT, AT(tz), 0, 0, "zone of the times on the screen (UTC)" },
    { "--input-format", "F", SHAPE_TEXT, AT(input_format), 0, 0,
            "do not guess the inputs' format (cordon formats)" },
    { "--fail-on", "LEVEL", SHAPE_SEVERITY, AT(fail_on), 0, 0,
            "exit 1 when an incident is at least info, low, medium, high, critical" },
    { "--min-severity", "LEVEL", SHAPE_SEVERITY, AT(min_severity), 0, 0, "leave out what is below" },
    { "--threads", "N", SHAPE_INT, AT(threads), 1, 64, "threads (as many as there are processors)" },
    { "--width", "N", SHAPE_INT, AT(width), 40, 400, "columns of the screen" },
    { "--color", "WHEN", SHAPE_WHEN, AT(colour), 0, 0, "auto, always, never" },
    { "--no-color", NULL, SHAPE_NO_COLOUR, AT(colour), 0, 0, "like --color never" },
    { "--ascii", NULL, SHAPE_FLAG, AT(ascii), 0, 0, "no characters beyond ASCII on the screen" },
    { "--line", "TEXT", SHAPE_TEXT, AT(line), 0, 0, "explain: what is understood in this line" },
    { "--unparsed", NULL, SHAPE_FLAG, AT(unparsed), 0, 0,
            "explain: show a sample of rows that were not understood" },
    { "-q", NULL, SHAPE_FLAG, AT(quiet), 0, 0, "no progress and no notes" },
    { "-v", NULL, SHAPE_FLAG, AT(verbose), 0, 0, "say more" },
};

#define OPTIONS (sizeof table / sizeof table[0])

/* Changed, missing or extra letters between two short words. */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(b), row[64];
    if (n > 60 || strlen(a) > 60)
        return 99;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t up = row[j], cost = diagonal + (a[i - 1] != b[j - 1]);
            cost = up + 1 < cost ? up + 1 : cost;
            cost = row[j - 1] + 1 < cost ? row[j - 1] + 1 : cost;
            diagonal = up;
            row[j] = cost;
        }
    }
    return row[n];
}

const char *nearest_word(const char *word, const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t least = 3;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, words[i]);
        if (d < least) {
            least = d;
            best = words[i];
        }
    }
    return best;
}

static const struct option *option_named(const char *name, size_t len)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (strlen(table[i].name) == len && strncmp(table[i].name, name, len) == 0)
            return &table[i];
    return NULL;
}

static void say_unknown(const char *name)
{
    const char *names[OPTIONS];
    for (size_t i = 0; i < OPTIONS; i++)
        names[i] = table[i].name;
    const char *near = nearest_word(name, names, OPTIONS);
    fprintf(stderr, "cordon: there is no option %s%s%s\n", name,
            near ? "; did you mean " : " (cordon help lists them)", near ? near : "");
}

static bool read_time(const char *val, time_us *ret)
{
    char with_clock[40];
    struct slice s = text(val);
    bool zoned;
    if (s.len == 10) {
        (void)snprintf(with_clock, sizeof with_clock, "%sT00:00:00Z", val);
        s = text(with_clock);
    }
    return take_time_iso(&s, ret, &zoned) && s.len == 0;
}

/* val is NULL where the option takes none. */
static bool set(struct options *opt, const struct option *o, const char *val)
{
    void *at = (char *)opt + o->field;
    const char *word = val != NULL ? val : "";
    uint64_t number;
    switch (o->shape) {
    case SHAPE_TEXT: memcpy(at, &val, sizeof val); return true;
    case SHAPE_FLAG: *(bool *)at = true; return true;
    case SHAPE_NO_COLOUR: opt->colour = WHEN_NEVER; return true;
    case SHAPE_FOLDER: opt->org_from_folder = strcmp(word, "folder") == 0; return opt->org_from_folder;
    case SHAPE_INT:
        if (!slice_to_uint(text(word), (uint64_t)o->max, &number) || number < (uint64_t)o->min) {
            fprintf(stderr, "cordon: %s is %s, allowed %d..%d\n", o->name, word, o->min, o->max);
            return false;
        }
        *(int *)at = (int)number;
        return true;
    case SHAPE_TIME: return read_time(word, at);
    case SHAPE_SEVERITY:
        opt->has_fail_on = opt->has_fail_on || o->field == AT(fail_on);
        return severity_from_name(text(word), at);
    case SHAPE_WHEN:
        opt->colour = strcmp(word, "always") == 0 ? WHEN_ALWAYS
                : strcmp(word, "never") == 0      ? WHEN_NEVER
                                                  : WHEN_AUTO;
        return opt->colour != WHEN_AUTO || strcmp(word, "auto") == 0;
    }
    return false;
}

static bool read_option(struct options *opt, int argc, char **argv, int *i)
{
    const char *arg = argv[*i], *equals = strchr(arg, '='), *val = equals ? equals + 1 : NULL;
    const struct option *o = option_named(arg, equals ? (size_t)(equals - arg) : strlen(arg));
    if (o == NULL) {
        say_unknown(arg);
        return false;
    }
    if (o->arg == NULL && val != NULL) {
        fprintf(stderr, "cordon: %s takes no value, given %s\n", o->name, val);
        return false;
    }
    if (o->arg != NULL && val == NULL) {
        if (*i + 1 >= argc) {
            fprintf(stderr, "cordon: %s needs %s: %s\n", o->name, o->arg, o->help);
            return false;
        }
        val = argv[++*i];
    }
    if (!set(opt, o, val)) {
        if (o->shape != SHAPE_INT)
            fprintf(stderr, "cordon: %s is %s, expected %s\n", o->name, val, o->help);
        return false;
    }
    return true;
}

bool options_read(struct options *opt, int argc, char **argv, const char *command)
{
    (void)command;
    *opt = (struct options){ .since = TIME_NONE, .until = TIME_NONE };
    opt->args = calloc((size_t)argc + 1, sizeof *opt->args);
    if (opt->args == NULL)
        return false;
    bool only_args = false;
    for (int i = 0; i < argc; i++) {
        if (!only_args && strcmp(argv[i], "--") == 0)
            only_args = true;
        else if (!only_args && argv[i][0] == '-' && argv[i][1] != '\0') {
            if (!read_option(opt, argc, argv, &i))
                return false;
        } else {
            opt->args[opt->args_count++] = argv[i];
        }
    }
    if (opt->source != NULL && !ip_net_parse(text(opt->source), &opt->source_net)) {
        fprintf(stderr, "cordon: --source is %s, expected an address or a network such as 192.0.2.0/24\n",
                opt->source);
        return false;
    }
    return true;
}

void options_done(struct options *opt)
{
    free(opt->args);
}

void options_help(void)
{
    for (size_t i = 0; i < OPTIONS; i++)
        printf("  %-14s %-7s %s\n", table[i].name, table[i].arg ? table[i].arg : "", table[i].help);
}
