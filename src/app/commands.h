/* commands.h - the commands, one file each (small ones share cmd_small.c).
 *
 * Layer   app.
 */
#pragma once

#include "app/run.h"

struct cmd {
    const char *name, *args, *help;
    size_t min_args, max_args;
    enum exit_code (*run)(const struct options *opt);
    const char *more; /* for `cordon help NAME`: examples, one a line */
};

enum exit_code cmd_scan(const struct options *opt);
enum exit_code cmd_show(const struct options *opt);
enum exit_code cmd_timeline(const struct options *opt);
enum exit_code cmd_explain(const struct options *opt);
enum exit_code cmd_report(const struct options *opt);
enum exit_code cmd_events(const struct options *opt);
enum exit_code cmd_compare(const struct options *opt);
enum exit_code cmd_demo(const struct options *opt);
enum exit_code cmd_draft(const struct options *opt);
enum exit_code cmd_notify(const struct options *opt);
enum exit_code cmd_unmask(const struct options *opt);
enum exit_code cmd_doctor(const struct options *opt);
enum exit_code cmd_formats(const struct options *opt);
enum exit_code cmd_playbooks(const struct options *opt);
enum exit_code cmd_check_config(const struct options *opt);

/* Scans paths and prints as the options say; what `scan` and `demo` share. */
enum exit_code scan_paths(const struct options *opt, const char *const *paths, size_t count, bool is_demo);

/* scan --messages; show --message */
enum exit_code messages_scan(const struct options *opt, const char *const *paths, size_t count);
enum exit_code message_show(const struct options *opt);

/* Ids are told apart by their letters: "INC-7K2Q", "inc-7k2q" and "7K2Q" are the same beginning. */
const char *id_letters(const char *id);

/* The incident of that id, or the only one whose id begins so; NULL after saying why not. */
const struct incident *incident_named(const struct incidents *all, const char *id);

enum incident_view { VIEW_INCIDENT, VIEW_EXPLAIN, VIEW_TIMELINE, VIEW_ROWS };

/* Prints the incident whose id is, or begins as, `id`; what `show`, `explain`, `timeline` and `demo` share. */
enum exit_code show_incident(const struct options *opt, const char *id, const char *const *paths,
        size_t count, enum incident_view view);
