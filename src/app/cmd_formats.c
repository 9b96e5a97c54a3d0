/* cmd_formats.c - cordon formats: what is read, how to come by it, and what --format writes. */
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "core/export/put.h"
#include "core/parse/line_source.h"
#include "core/view/paint.h"

/* One row of what is read, of either table. */
struct source {
    const char *name, *help, *versions, *how, *sample;
    enum family family;
    enum gives gives;
    bool lines; /* within the formats that hold lines of many programs */
    const struct format *format;
};

#define SOURCES_MAX 256u

struct sources {
    struct source at[SOURCES_MAX];
    size_t count;
};

static void add(struct sources *all, struct source one)
{
    if (all->count < SOURCES_MAX)
        all->at[all->count++] = one;
}

static void gather(struct sources *all)
{
    all->count = 0;
    for (size_t i = 0; formats[i] != NULL; i++) {
        const struct format *f = formats[i];
        add(all,
                (struct source){
                        f->name, f->help, f->versions, f->how, f->sample, f->family, f->gives, false, f });
    }
    for (size_t i = 0; line_sources[i] != NULL; i++) {
        const struct line_source *s = line_sources[i];
        add(all,
                (struct source){
                        s->name, s->help, s->versions, s->how, s->sample, s->family, s->gives, true, NULL });
    }
}

/* ---- what is read ---- */

static size_t widest_name(const struct sources *all)
{
    size_t most = 0;
    for (size_t i = 0; i < all->count; i++)
        most = strlen(all->at[i].name) > most ? strlen(all->at[i].name) : most;
    return most;
}

static void list_family(
        struct out *out, const struct screen *s, const struct sources *all, enum family family, size_t names)
{
    bool titled = false;
    for (size_t i = 0; i < all->count; i++) {
        if (all->at[i].family != family)
            continue;
        if (!titled)
            paint_section(out, s, family_title(family));
        titled = true;
        out_printf(out, "  %-*s  ", (int)names, all->at[i].name);
        paint_wrapped(out, s, names + 4, names + 4, all->at[i].help);
    }
}

static void list_read(struct out *out, const struct screen *s, const struct sources *all)
{
    size_t names = widest_name(all);
    paint(out, s, BOLD, "what is read");
    out_text(out, "  ");
    paint_wrapped(out, s, 14, 2, "(cordon formats NAME: versions, how to export it, a sample)");
    for (int family = 1; family <= FAMILY_COUNT; family++) /* those that name none come last */
        list_family(out, s, all, family < FAMILY_COUNT ? (enum family)family : FAMILY_OTHER, names);
    out_text(out, "\n");
    paint_wrapped(out, s, 0, 0,
            "Told by the content, never by the name; plain or packed by gzip, zstd or zip. --input-format "
            "NAME decides where the guess is wrong. Programs of a syslog or journal are told line by line.");
}

/* What --format takes: for people, then the table of forms, each with the commands that write it. */
static void list_forms(struct out *out, const struct screen *screen)
{
    static const struct {
        const char *name, *help;
    } for_people[] = { { "table", "the screen (scan, doctor, demo, compare, explain --rows)" },
        { "text", "plain text (scan, demo, report, draft, notify)" },
        { "md", "Markdown (scan, doctor, demo, report, draft, notify)" },
        { "html", "a page that needs nothing beside itself (scan, demo, report, draft, notify)" } };
    struct out help = { 0 };
    paint_section(out, screen, "what is written (--format)");
    for (size_t i = 0; i < sizeof for_people / sizeof for_people[0]; i++) {
        out_printf(out, "%-19s ", for_people[i].name);
        paint_wrapped(out, screen, 20, 20, for_people[i].help);
    }
    for (size_t i = 0; forms[i] != NULL; i++) {
        out_printf(out, "%-19s ", forms[i]->name);
        help.len = 0;
        out_printf(&help, "%s (%s%s%s)", forms[i]->help, forms[i]->incidents ? "scan, demo" : "",
                forms[i]->incidents && forms[i]->event ? ", " : "", forms[i]->event ? "events" : "");
        paint_wrapped(out, screen, 20, 20, paint_text(&help));
    }
    out_done(&help);
}

/* ---- one ---- */

static void field(struct out *out, const struct screen *s, const char *label, const char *words)
{
    if (words == NULL)
        return;
    out_printf(out, "  %-9s ", label);
    paint_wrapped(out, s, 12, 12, words);
}

/* One line of it, broken where the screen ends: `--format jsonl` has it as it stands. */
static void sample_line(struct out *out, const struct screen *s, struct slice line)
{
    const size_t columns = s->width - 2;
    do {
        out_text(out, "  ");
        out_terminal(out, slice_first(line, columns), 0, s->ascii);
        out_text(out, "\n");
        line = slice_skip(line, line.len < columns ? line.len : columns);
    } while (line.len > 0);
}

static void sample(struct out *out, const struct screen *s, const char *words)
{
    struct slice rest = text(words);
    paint_section(out, s, "a sample, made up");
    while (rest.len > 0) {
        size_t end = slice_find(rest, '\n');
        sample_line(out, s, slice_first(rest, end));
        rest = slice_skip(rest, end < rest.len ? end + 1 : end);
    }
}

static void show_one(struct out *out, const struct screen *s, const struct source *one)
{
    paint(out, s, BOLD, one->name);
    out_text(out, "  ");
    paint_wrapped(out, s, strlen(one->name) + 2, 2, one->help);
    out_text(out, "\n");
    field(out, s, "of", family_title(one->family));
    field(out, s, "versions", one->versions);
    field(out, s, "gives", gives_says(one->gives));
    field(out, s, "stands in",
            one->lines ? "lines of syslog (format syslog) or the journal (journal-json)" : NULL);
    field(out, s, "export", one->how);
    field(out, s, "more", family_page(one->family));
    if (one->sample != NULL)
        sample(out, s, one->sample);
}

static const struct source *named(const struct sources *all, const char *name)
{
    const char *names[SOURCES_MAX];
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->at[i].name, name) == 0)
            return &all->at[i];
        names[i] = all->at[i].name;
    }
    const char *near = nearest_word(name, names, all->count);
    fprintf(stderr, "cordon: nothing that is read is called %s%s%s\n", name,
            near ? "; did you mean " : " (cordon formats lists them)", near ? near : "");
    return NULL;
}

/* ---- for machines ---- */

static void put_one(struct out *out, const struct source *one)
{
    static const char *const framings[] = { [FRAME_LINES] = "lines",
        [FRAME_JSON] = "json",
        [FRAME_JSON_OR_LINES] = "json",
        [FRAME_BLOCKS] = "blocks",
        [FRAME_CSV] = "csv",
        [FRAME_MESSAGES] = "messages",
        [FRAME_XML] = "xml" };
    out_text(out, "{");
    put_text(out, "name", one->name);
    put_text(out, "kind", one->lines ? "lines" : "format");
    put_text(out, "family", family_name(one->family));
    put_text(out, "help", one->help);
    put_text(out, "versions", one->versions);
    put_text(out, "how", one->how);
    put_bool(out, "signins", one->gives == GIVES_SIGNINS || one->gives == GIVES_BOTH);
    put_bool(out, "accesses", one->gives == GIVES_ACCESSES || one->gives == GIVES_BOTH);
    put_bool(out, "messages", one->gives == GIVES_MESSAGES);
    put_text(out, "framing", one->lines ? "lines" : framings[one->format->framing]);
    put_text(out, "page", family_page(one->family));
    put_text(out, "sample", one->sample);
    out_text(out, "}\n");
}

static bool is_form_known(const struct options *opt)
{
    if (opt->format == NULL || strcmp(opt->format, "table") == 0 || strcmp(opt->format, "jsonl") == 0)
        return true;
    fprintf(stderr, "cordon: --format is %s; allowed are table and jsonl\n", opt->format);
    return false;
}

enum exit_code cmd_formats(const struct options *opt)
{
    static struct sources all;
    struct out out = { 0 };
    struct screen screen = screen_of(opt);
    bool machine = opt->format != NULL && strcmp(opt->format, "jsonl") == 0;
    if (!is_form_known(opt))
        return EXIT_USAGE;
    gather(&all);
    const struct source *one = opt->args_count > 0 ? named(&all, opt->args[0]) : NULL;
    if (opt->args_count > 0 && one == NULL)
        return EXIT_USAGE;
    for (size_t i = 0; machine && i < all.count; i++)
        if (one == NULL || one == &all.at[i])
            put_one(&out, &all.at[i]);
    if (!machine && one != NULL)
        show_one(&out, &screen, one);
    if (!machine && one == NULL) {
        list_read(&out, &screen, &all);
        list_forms(&out, &screen);
    }
    enum exit_code code = write_out(&out);
    out_done(&out);
    return code;
}
