/* html_file.h - the file that --html names.
 *
 * Layer   app.
 */
#pragma once

#include "app/run.h"

/* May it be written? Says why not. True when none was asked for. */
bool html_file_free(const struct options *opt);
enum exit_code html_file_write(const struct options *opt, const struct incidents *all, const char *mark);
