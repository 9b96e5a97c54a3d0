/* paper_file.h - the report in files of its own: --html, --md, --text, --pdf.
 *
 * Layer   app.
 */
#pragma once

#include "app/run.h"
#include "core/view/report.h"

/* Can each of the files that were asked for be written, and is there what prints a PDF? Else why not, on stderr, before
 * anything is read. A file that exists is only replaced with --force, and only if it is empty or of the same kind: a slip
 * of the hand must not replace a log, which is evidence, by the report on it. */
bool paper_files_asked(const struct options *opt); /* is any named? */
enum exit_code paper_files_free(const struct options *opt);
enum exit_code paper_files_write(const struct run *run, const struct incidents *all, bool is_part);

/* "html", "md", "text". */
bool paper_form_named(const char *name, enum paper_form *ret);
/* The names, for a message; NULL-terminated. */
extern const char *const paper_forms[];

/* Where somebody said how far it may go, it stands above and below: "TLP:AMBER. For ..."; NULL where nobody did. */
const char *paper_mark(const struct run *run, char buf[TLP_MARK_MAX]);

/* The report on `all` in a form; paths as in struct screen. */
void paper_report(struct out *out, enum paper_form form, const struct run *run, const struct incidents *all,
        const char *paths, bool is_part);
