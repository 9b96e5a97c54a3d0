/* cmd_small.c - cordon formats, check-config, demo, playbooks. */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/commands.h"
#include "core/view/books.h"
#include "core/view/paint.h"
#include "io/config/config.h"

/* What --format takes: for people, then the table of forms, each with the commands that write it. */
static void list_forms(struct out *out, const struct screen *screen)
{
    static const struct {
        const char *name, *help;
    } for_people[] = { { "table", "the screen (scan, demo, compare, explain --rows)" },
        { "text", "plain text (scan, demo, report, draft, notify)" },
        { "md", "Markdown (scan, demo, report, draft, notify)" },
        { "html", "a page that needs nothing beside itself (scan, demo, report, draft, notify)" } };
    struct out help = { 0 };
    out_text(out, "\nwhat is written (--format)\n");
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

enum exit_code cmd_formats(const struct options *opt)
{
    struct out out = { 0 };
    struct screen screen = screen_of(opt);
    size_t names = 0;
    out_text(&out, "what is read\n");
    for (size_t i = 0; formats[i] != NULL; i++)
        names = strlen(formats[i]->name) > names ? strlen(formats[i]->name) : names;
    for (size_t i = 0; formats[i] != NULL; i++) {
        out_printf(&out, "%-*s ", (int)names, formats[i]->name);
        paint_wrapped(&out, &screen, names + 1, names + 1, formats[i]->help);
    }
    out_text(&out, "\n");
    paint_wrapped(&out, &screen, 0, 0,
            "Told by the content, never by the name; plain or packed by gzip, zstd or zip. --input-format "
            "NAME "
            "decides where the guess is wrong.");
    list_forms(&out, &screen);
    enum exit_code code = write_out(&out);
    out_done(&out);
    return code;
}

enum exit_code cmd_check_config(const struct options *opt)
{
    struct config *config;
    struct error err;
    struct out out = { 0 };
    if (config_load(opt->args[0], &config, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return EXIT_USAGE;
    }
    config_print(config, &out);
    enum exit_code code = write_out(&out);
    out_done(&out);
    config_free(&config);
    return code;
}

enum exit_code cmd_playbooks(const struct options *opt)
{
    struct out out = { 0 };
    struct screen screen = screen_of(opt);
    bool found = true;
    if (opt->args_count == 0)
        view_playbooks(&out, &screen);
    else
        found = view_playbook(&out, opt->args[0], &screen);
    enum exit_code code = write_out(&out);
    out_done(&out);
    if (!found) {
        fprintf(stderr, "cordon: there is no playbook %s (cordon playbooks lists them)\n", opt->args[0]);
        return EXIT_USAGE;
    }
    return code;
}

/* The sample lies beside the program in the build folder, or where it was installed. */
static char *find_demo(const char *name)
{
    char self[PATH_MAX], *path = NULL;
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    static const char *const places[] = { "/../../tools/simulate", "/../share/cordon/demo" };
    if (n <= 0)
        return NULL;
    self[n] = '\0';
    char *slash = strrchr(self, '/');
    if (slash != NULL)
        *slash = '\0';
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (asprintf(&path, "%s%s/%s", self, places[i], name) < 0)
            return NULL;
        if (access(path, R_OK) == 0)
            return path;
        free(path);
    }
    return NULL;
}

enum exit_code cmd_demo(const struct options *opt)
{
    char *paths[2] = { find_demo("demo-signins.jsonl"), find_demo("demo-auth.log") };
    enum exit_code code = EXIT_INTERNAL;
    if (paths[0] == NULL || paths[1] == NULL) {
        fprintf(stderr,
                "cordon: the bundled sample is not installed: expected demo-signins.jsonl beside the "
                "program\n");
    } else {
        if (!opt->quiet)
            fprintf(stderr,
                    "cordon: this is the bundled sample, an invented institute; your own logs: cordon scan "
                    "PATH...\n");
        code = opt->args_count > 0
                ? show_incident(opt, opt->args[0], (const char *const *)paths, 2, VIEW_INCIDENT)
                : scan_paths(opt, (const char *const *)paths, 2, true);
    }
    free(paths[0]);
    free(paths[1]);
    return code;
}
