/* cmd_scan.c - cordon scan: from logs to incidents on the screen. */
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "app/html_file.h"
#include "core/export/jsonl.h"

static bool print_incidents(const struct run *run, const char *format, struct out *out)
{
    const struct incidents *all = &run->incidents;
    struct screen screen = screen_of(run->opt);
    if (strcmp(format, "table") == 0) {
        view_summary(out, all, &screen);
        return true;
    }
    bool csv = strcmp(format, "csv") == 0, json = strcmp(format, "json") == 0;
    if (!csv && !json && strcmp(format, "jsonl") != 0)
        return false;
    if (csv)
        csv_incident_header(out);
    if (json)
        out_text(out, "[");
    for (size_t i = 0; i < all->count; i++) {
        if (json && i > 0)
            out_text(out, ",");
        if (csv)
            csv_incident(out, &all->at[i]);
        else
            jsonl_incident(out, &all->at[i]);
    }
    if (json)
        out_text(out, "]\n");
    return true;
}

static bool is_known_format(const char *format)
{
    static const char *const known[] = { "table", "json", "jsonl", "csv" };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(format, known[i]) == 0)
            return true;
    fprintf(stderr, "cordon: --format is %s, allowed table, json, jsonl, csv\n", format);
    return false;
}

enum exit_code scan_paths(const struct options *opt, const char *const *paths, size_t count)
{
    const char *format = opt->format ? opt->format : "table";
    struct run run = { 0 };
    struct out out = { 0 };
    if (!is_known_format(format) || !html_file_free(opt))
        return EXIT_USAGE;
    enum exit_code code = run_open(&run, opt, paths, count);
    if (code == EXIT_DONE)
        code = run_read(&run, NULL);
    if (code == EXIT_DONE)
        code = run_report(&run);
    if (code == EXIT_DONE) {
        (void)print_incidents(&run, format, &out);
        code = write_out(&out);
        if (code == EXIT_DONE && opt->html != NULL)
            code = html_file_write(opt, &run.incidents);
    }
    out_done(&out);
    run.opt = opt;
    return run_close(&run, code);
}

enum exit_code cmd_scan(const struct options *opt)
{
    return scan_paths(opt, opt->args, opt->args_count);
}
