/* options.h - what was asked for on the command line: one table, one struct.
 *
 * Layer   app.
 */
#pragma once

#include "core/base/ip.h"
#include "core/base/time.h"
#include "core/model/incident.h"
#include "core/model/tlp.h"
#include "core/view/terminal.h"

enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

enum by { BY_ITSELF, BY_DAY, BY_HOUR };

#define INDICATOR_FILES_MAX 64u

struct options {
    const char *format, *html, *md, *text, *pdf, *sheet, *config, *org, *account, *source, *input_tz, *tz,
            *input_format, *line, *message, *dns_answers, *dns;
    const char *redact_key, *to, *geo;
    struct zone zone; /* of tz; owned */
    enum by by;
    bool messages, org_from_folder, force, quiet, verbose, ascii, unparsed, rows, redact, names, preview;
    enum when colour;
    int year, threads, width;
    time_us since, until, aware;
    enum severity fail_on, min_severity;
    bool has_fail_on, has_tlp;
    enum tlp tlp;
    struct ip_net source_net;
    const char *indicators[INDICATOR_FILES_MAX]; /* files */
    size_t indicators_count;
    const char **args; /* what is no option; owned */
    size_t args_count;
};

/* Reads argv behind the command's name. On failure, also for an option of another command, prints what is
 * allowed to stderr and returns false. */
bool options_read(struct options *opt, int argc, char **argv, const char *command);
void options_done(struct options *opt);

/* The options of a command; of all when it is NULL. */
void options_help(struct out *out, const struct screen *screen, const char *command);

/* The word that is meant, if any is near: fewest changed letters, at most two. */
const char *nearest_word(const char *word, const char *const *words, size_t count);
