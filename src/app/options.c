/* options.c - the table of options. */
#define _GNU_SOURCE
#include "app/options.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/tz.h"
#include "core/base/word.h"
#include "core/view/paint.h"

enum shape {
    SHAPE_TEXT,
    SHAPE_FLAG,
    SHAPE_INT,
    SHAPE_TIME,
    SHAPE_SEVERITY,
    SHAPE_TLP,
    SHAPE_WHEN,
    SHAPE_BY,
    SHAPE_FOLDER,
    SHAPE_INDICATORS,
    SHAPE_SHEET,
    SHAPE_NO_COLOUR
};

/* Whom an option serves. */
enum { SCAN = 1, SHOW = 2, EXPLAIN = 4, EVENTS = 8, DEMO = 16, COMPARE = 32, TIMELINE = 64, REPORT = 128 };
enum { UNMASK = 0x100, DRAFT = 0x200, NOTIFY = 0x400, FORMATS = 0x800, DOCTOR = 0x1000 };
#define PEOPLE (DRAFT | NOTIFY)
#define WRITERS (SCAN | DEMO | REPORT)
#define PRINTERS (SCAN | REPORT | SHOW | EXPLAIN | TIMELINE | EVENTS | DEMO | PEOPLE)
#define READERS (PRINTERS | UNMASK | DOCTOR)
#define ALL 0xffffu

static const struct {
    const char *name;
    unsigned bit;
} served[] = { { "scan", SCAN }, { "report", REPORT }, { "show", SHOW }, { "explain", EXPLAIN },
    { "timeline", TIMELINE }, { "events", EVENTS }, { "compare", COMPARE }, { "demo", DEMO },
    { "unmask", UNMASK }, { "draft", DRAFT }, { "notify", NOTIFY }, { "formats", FORMATS },
    { "doctor", DOCTOR } };

#define AT(field) offsetof(struct options, field)

static const struct option {
    const char *name, *arg;
    enum shape shape;
    size_t field;
    int min, max;
    unsigned of; /* which commands take it */
    const char *help;
} table[] = {
    { "--format", "F", SHAPE_TEXT, AT(format), 0, 0,
            SCAN | REPORT | EVENTS | EXPLAIN | COMPARE | DEMO | PEOPLE | FORMATS | DOCTOR,
            "how it is written: table, html, md, text, json, jsonl, csv or a form for other programs; "
            "`cordon formats` lists which command has which" },
    { "--html", "FILE", SHAPE_TEXT, AT(html), 0, 0, WRITERS,
            "write the report as a page that needs nothing beside itself" },
    { "--md", "FILE", SHAPE_TEXT, AT(md), 0, 0, WRITERS, "write the report as Markdown" },
    { "--text", "FILE", SHAPE_TEXT, AT(text), 0, 0, WRITERS, "write the report as plain text" },
    { "--pdf", "FILE", SHAPE_TEXT, AT(pdf), 0, 0, WRITERS,
            "write the report as a PDF, by a Chromium that is installed" },
    { "--paper", "SIZE", SHAPE_SHEET, AT(sheet), 0, 0, WRITERS,
            "sheets of the page and the PDF: a4 or letter (as the printer has it)" },
    { "--force", NULL, SHAPE_FLAG, AT(force), 0, 0, WRITERS,
            "overwrite the files that these name, if they are reports" },
    { "--by", "UNIT", SHAPE_BY, AT(by), 0, 0, SHOW | TIMELINE, "columns: day, or hour (show: of the day)" },
    { "--line", "TEXT", SHAPE_TEXT, AT(line), 0, 0, EXPLAIN, "what is understood in this line" },
    { "--messages", NULL, SHAPE_FLAG, AT(messages), 0, 0, SCAN,
            "one verdict a message, with its reasons (table, jsonl, csv), and no incidents" },
    { "--message", "WHICH", SHAPE_TEXT, AT(message), 0, 0, SHOW,
            "one message with its evidence marked: an id (MSG-7K2Q), FILE or FILE#N" },
    { "--dns-answers", "FILE", SHAPE_TEXT, AT(dns_answers), 0, 0, SCAN | SHOW | EXPLAIN | REPORT | TIMELINE,
            "check who sent a message against these recorded DNS answers; no network is asked" },
    { "--dns", "WHOM", SHAPE_TEXT, AT(dns), 0, 0, SCAN | SHOW | EXPLAIN | REPORT | TIMELINE,
            "check who sent a message by asking the DNS: system, or a resolver's address" },
    { "--rows", NULL, SHAPE_FLAG, AT(rows), 0, 0, EXPLAIN,
            "print every row that its numbers are counted from" },
    { "--unparsed", NULL, SHAPE_FLAG, AT(unparsed), 0, 0, EXPLAIN,
            "a sample of the rows that were not understood" },
    { "--indicators", "FILE", SHAPE_INDICATORS, AT(indicators), 0, 0, WRITERS,
            "were these addresses, agents and domains ever here? Text, CSV, STIX or MISP; may be repeated" },
    { "--fail-on", "LEVEL", SHAPE_SEVERITY, AT(fail_on), 0, 0, WRITERS,
            "exit with 1 when an incident is at least info, low, medium, high or critical" },
    { "--min-severity", "LEVEL", SHAPE_SEVERITY, AT(min_severity), 0, 0, WRITERS,
            "leave out incidents below this; they are counted" },
    { "--account", "NAME", SHAPE_TEXT, AT(account), 0, 0, PRINTERS & ~DRAFT,
            "only what concerns this account (a name, or its pseudonym)" },
    { "--preview", NULL, SHAPE_FLAG, AT(preview), 0, 0, NOTIFY, "show it; nothing is sent" },
    { "--to", "WHOM", SHAPE_TEXT, AT(to), 0, 0, NOTIFY, "person, admin, cert or management (admin)" },
    { "--source", "ADDR", SHAPE_TEXT, AT(source), 0, 0, PRINTERS & ~PEOPLE,
            "only what concerns this address or network" },
    { "--redact", NULL, SHAPE_FLAG, AT(redact), 0, 0, PRINTERS,
            "people under pseudonyms, always the same ones, and no folders of files" },
    { "--redact-key", "FILE", SHAPE_TEXT, AT(redact_key), 0, 0, READERS,
            "the secret behind them (made on first use below ~/.local/state/cordon)" },
    { "--names", NULL, SHAPE_FLAG, AT(names), 0, 0, SCAN | DEMO,
            "formats that are made for sharing name accounts as well" },
    { "--tlp", "LABEL", SHAPE_TLP, AT(tlp), 0, 0, WRITERS | PEOPLE,
            "how far it may go: clear, green, amber, amber+strict or red (TLP 2.0)" },
    { "--aware", "TIME", SHAPE_TIME, AT(aware), 0, 0, PEOPLE,
            "when somebody of yours knew of it: the clocks of the law run from then" },
    { "--since", "TIME", SHAPE_TIME, AT(since), 0, 0, READERS,
            "only sign-ins from then on: 2026-11-09, 2026-11-09T02:10 or 2026-11-09T02:10:00Z" },
    { "--until", "TIME", SHAPE_TIME, AT(until), 0, 0, READERS, "only sign-ins before then" },
    { "--config", "FILE", SHAPE_TEXT, AT(config), 0, 0, READERS,
            "what is yours: networks, shared exits, scanners (cordon check-config FILE)" },
    { "--geo", "FILE", SHAPE_TEXT, AT(geo), 0, 0, WRITERS | SHOW | EXPLAIN,
            "database of networks and countries (libloc, MMDB; several with commas); none: do not look" },
    { "--org", "NAME", SHAPE_TEXT, AT(org), 0, 0, READERS, "the organisation, where the log tells none" },
    { "--org-from", "folder", SHAPE_FOLDER, AT(org_from_folder), 0, 0, READERS,
            "one organisation for each folder" },
    { "--year", "N", SHAPE_INT, AT(year), 1970, 2999, READERS,
            "year of the newest line, for stamps without one" },
    { "--input-tz", "ZONE", SHAPE_TEXT, AT(input_tz), 0, 0, READERS,
            "zone of stamps without one (UTC): Europe/Berlin, +02:00" },
    { "--input-format", "F", SHAPE_TEXT, AT(input_format), 0, 0, READERS,
            "do not guess how the inputs are written (cordon formats lists the names)" },
    { "--tz", "ZONE", SHAPE_TEXT, AT(tz), 0, 0, WRITERS | SHOW | EXPLAIN | TIMELINE | PEOPLE,
            "zone of the times on the screen (UTC)" },
    { "--threads", "N", SHAPE_INT, AT(threads), 1, 64, READERS,
            "threads that may parse (as many as there are processors)" },
    { "--width", "N", SHAPE_INT, AT(width), 40, 400, ALL, "columns of the screen" },
    { "--color", "WHEN", SHAPE_WHEN, AT(colour), 0, 0, ALL, "auto, always or never" },
    { "--no-color", NULL, SHAPE_NO_COLOUR, AT(colour), 0, 0, ALL, "as --color never" },
    { "--ascii", NULL, SHAPE_FLAG, AT(ascii), 0, 0, ALL, "no characters beyond ASCII on the screen" },
    { "-q", NULL, SHAPE_FLAG, AT(quiet), 0, 0, ALL, "no progress and no notes" },
    { "-v", NULL, SHAPE_FLAG, AT(verbose), 0, 0, ALL, "tell on standard error what became of every line" },
};

#define OPTIONS (sizeof table / sizeof table[0])

static unsigned bit_of(const char *command)
{
    for (size_t i = 0; i < sizeof served / sizeof served[0]; i++)
        if (strcmp(served[i].name, command) == 0)
            return served[i].bit;
    return 0x8000u; /* in ALL and in no other set */
}

const char *nearest_word(const char *word, const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t least = 3;
    for (size_t i = 0; i < count; i++) {
        size_t d = word_distance(word, words[i]);
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

/* Without a zone it is UTC, as everywhere. */
static bool read_time(const char *val, time_us *ret)
{
    char whole[48];
    struct slice s = text(val);
    bool zoned;
    if (s.len == 10) {
        (void)snprintf(whole, sizeof whole, "%sT00:00:00Z", val);
        s = text(whole);
    } else if (s.len == 16) {
        (void)snprintf(whole, sizeof whole, "%s:00Z", val);
        s = text(whole);
    }
    return take_time_iso(&s, ret, &zoned) && s.len == 0;
}

static const char *expected(const struct option *o)
{
    switch (o->shape) {
    case SHAPE_TIME: return "a time such as 2026-11-09, 2026-11-09T02:10 or 2026-11-09T02:10:00Z";
    case SHAPE_SEVERITY: return "info, low, medium, high or critical";
    case SHAPE_TLP: return "clear, green, amber, amber+strict or red";
    case SHAPE_WHEN: return "auto, always or never";
    case SHAPE_BY: return "day or hour";
    case SHAPE_FOLDER: return "the word folder";
    case SHAPE_INDICATORS: return "a file, at most 64 times";
    case SHAPE_SHEET: return "a4 or letter";
    default: return o->arg;
    }
}

/* val is NULL where the option takes none. */
static bool set(struct options *opt, const struct option *o, const char *val)
{
    void *at = (char *)opt + o->field;
    const char *word = val != NULL ? val : "";
    uint64_t number;
    switch (o->shape) {
    case SHAPE_TEXT: memcpy(at, &val, sizeof val); return *word != '\0' || o->field == AT(line);
    case SHAPE_FLAG: *(bool *)at = true; return true;
    case SHAPE_NO_COLOUR: opt->colour = WHEN_NEVER; return true;
    case SHAPE_FOLDER: opt->org_from_folder = strcmp(word, "folder") == 0; return opt->org_from_folder;
    case SHAPE_INDICATORS:
        if (*word == '\0' || opt->indicators_count == INDICATOR_FILES_MAX)
            return false;
        opt->indicators[opt->indicators_count++] = val;
        return true;
    case SHAPE_SHEET:
        opt->sheet = strcasecmp(word, "a4") == 0 ? "A4" : strcasecmp(word, "letter") == 0 ? "letter" : NULL;
        return opt->sheet != NULL;
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
    case SHAPE_TLP: opt->has_tlp = true; return tlp_from_name(text(word), at);
    case SHAPE_WHEN:
        opt->colour = strcmp(word, "always") == 0 ? WHEN_ALWAYS
                : strcmp(word, "never") == 0      ? WHEN_NEVER
                                                  : WHEN_AUTO;
        return opt->colour != WHEN_AUTO || strcmp(word, "auto") == 0;
    case SHAPE_BY:
        opt->by = strcmp(word, "hour") == 0 ? BY_HOUR : BY_DAY;
        return opt->by == BY_HOUR || strcmp(word, "day") == 0;
    }
    return false;
}

static void say_misplaced(const struct option *o, const char *command)
{
    fprintf(stderr, "cordon: %s is not for %s; it is for", o->name, command);
    for (size_t i = 0, n = 0; i < sizeof served / sizeof served[0]; i++)
        if (o->of & served[i].bit)
            fprintf(stderr, "%s %s", n++ ? "," : "", served[i].name);
    fprintf(stderr, "\n");
}

static bool read_option(struct options *opt, int argc, char **argv, int *i, const char *command)
{
    const char *arg = argv[*i], *equals = strchr(arg, '='), *val = equals ? equals + 1 : NULL;
    const struct option *o = option_named(arg, equals ? (size_t)(equals - arg) : strlen(arg));
    if (o == NULL) {
        say_unknown(arg);
        return false;
    }
    if (!(o->of & bit_of(command))) {
        say_misplaced(o, command);
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
            fprintf(stderr, "cordon: %s is %s, expected %s\n", o->name, val != NULL && *val ? val : "empty",
                    expected(o));
        return false;
    }
    return true;
}

/* What only several options together can get wrong, and what is read out of their texts. */
static bool finish(struct options *opt)
{
    struct error err;
    struct ip_net one = { .bits = 128 };
    if (opt->source != NULL && ip_machine_parse(text(opt->source), &one.addr))
        opt->source_net = one;
    else if (opt->source != NULL && !ip_net_parse(text(opt->source), &opt->source_net)) {
        fprintf(stderr,
                "cordon: --source is %s, expected an address, a network such as 192.0.2.0/24, or a machine's "
                "name as "
                "Cordon writes it\n",
                opt->source);
        return false;
    }
    if (opt->since != TIME_NONE && opt->until != TIME_NONE && opt->since >= opt->until) {
        fprintf(stderr, "cordon: --since is not before --until: nothing lies between them\n");
        return false;
    }
    if (opt->tz != NULL && tz_load(opt->tz, &opt->zone, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: --tz: %s\n", err.message);
        return false;
    }
    return true;
}

bool options_read(struct options *opt, int argc, char **argv, const char *command)
{
    *opt = (struct options){ .since = TIME_NONE, .until = TIME_NONE, .aware = TIME_NONE };
    opt->args = calloc((size_t)argc + 1, sizeof *opt->args);
    if (opt->args == NULL)
        return false;
    bool only_args = false;
    for (int i = 0; i < argc; i++) {
        if (!only_args && strcmp(argv[i], "--") == 0)
            only_args = true;
        else if (!only_args && argv[i][0] == '-' && argv[i][1] != '\0') {
            if (!read_option(opt, argc, argv, &i, command))
                return false;
        } else {
            opt->args[opt->args_count++] = argv[i];
        }
    }
    return finish(opt);
}

void options_done(struct options *opt)
{
    free(opt->args);
    tz_done(&opt->zone);
}

void options_help(struct out *out, const struct screen *screen, const char *command)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        if (command != NULL && !(table[i].of & bit_of(command)))
            continue;
        char head[40];
        (void)snprintf(head, sizeof head, "  %-14s %-7s ", table[i].name, table[i].arg ? table[i].arg : "");
        out_text(out, head);
        paint_wrapped(out, screen, strlen(head), 25, table[i].help);
    }
}
