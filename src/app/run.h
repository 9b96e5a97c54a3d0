/* run.h - what every command that reads logs does: open, read, detect, show.
 *
 * Layer   app.
 */
#pragma once

#include "app/options.h"
#include "app/pipeline.h"
#include "app/redact.h"
#include "core/base/out.h"
#include "core/engine/engine.h"
#include "core/export/export.h"
#include "core/view/terminal.h"

enum exit_code {
    EXIT_DONE = 0,
    EXIT_FOUND = 1,
    EXIT_USAGE = 2,
    EXIT_INCOMPLETE = 3,
    EXIT_INTERNAL = 4,
    EXIT_INTERRUPTED = 130
};

struct config; /* io/config */
struct doctor; /* core/doctor */
struct known;  /* app/known */
struct mail;   /* app/mail */
struct places; /* io/lookup */

struct run {
    const struct options *opt;
    struct config *config;
    struct inputs *inputs;
    struct interner *interner;
    struct redaction redact;
    struct engine *engine;
    struct known *known;   /* NULL: no --indicators */
    struct mail *mail;     /* NULL: there are no messages */
    struct doctor *doctor; /* NULL: nobody asked what is missing; owned by who did */
    struct incidents incidents;
    struct summary summary;
    struct reading reading;
    struct problems problems;
    struct places *places; /* NULL: none is asked */
    char **names;          /* of networks that places told */
    size_t names_count, names_room;
    bool interrupted;
    bool shows_places; /* it will be read by people: the system's own database of networks may be asked */
    bool is_loud;      /* an incident is at or above --fail-on */
};

/* Opens paths, reads the configuration. An exit code other than EXIT_DONE ends the command. */
enum exit_code run_open(struct run *run, const struct options *opt, const char *const *paths, size_t count);

/* Reads everything through the engine, or through `sink` when it is given (its progress may be NULL; the
 * interrupt key is heeded in any case). */
enum exit_code run_read(struct run *run, const struct pipeline_sink *sink);

/* Fills run->incidents: evidence read again, the summary, filters of the options. */
enum exit_code run_report(struct run *run);
/* The same, with networks and countries of the system's own database where the log tells none. */
enum exit_code run_report_for_people(struct run *run);

/* Problems on stderr; what the exit code is when `so_far` was otherwise reached. */
enum exit_code run_close(struct run *run, enum exit_code so_far);

/* Writes all of the buffer to stdout; EXIT_INTERNAL when it cannot take it. A reader that has seen enough
 * (`| head`) is no fault: what he did not want is dropped. */
enum exit_code write_out(struct out *out);
bool reader_is_gone(void);
unsigned run_threads(
        const struct options *opt); /* as asked for, else as many as there are processors; 1 .. 64 */
bool run_shows_progress(
        const struct options *opt); /* standard error is a terminal that can go back on a line */
bool run_is_interrupted(void);      /* the interrupt key was pressed */

struct screen screen_of(const struct options *opt);

/* The marking that was asked for, else that of the configuration, else `otherwise`. */
enum tlp run_tlp(const struct run *run, enum tlp otherwise);

/* What an export of this run says beside the facts. */
struct exporting exporting_of(const struct run *run, const struct form *form);
/* The input's name as it may be shown: with --redact without its folders, which tell who is at home there. */
const char *run_file_name(const struct run *run, uint32_t file);
/* As it was given. Files of messages are numbered behind the inputs of sign-ins. */
const char *run_path(const struct run *run, uint32_t file);
const char *run_shown_path(const struct run *run, const char *path);

/* 128-bit counts are not needed here: bytes as "1.2 GB". */
const char *bytes_text(uint64_t n, char buf[32]);
