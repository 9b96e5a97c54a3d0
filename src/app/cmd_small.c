/* cmd_small.c - cordon check-config, demo, playbooks. */
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
