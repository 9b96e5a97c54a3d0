/* quote.h - a value within a command that somebody will copy into a shell.
 *
 * Layer   core/view. Pure.
 * Method  a value is letters, digits and . _ - @ + ' \ only, begins with a letter or digit (so that it is no
 *         option), and is as long as a name may be; then it stands in single quotes, in which neither shell
 *         reads anything but the quote. Any other value is no part of a command.
 */
#pragma once

#include "core/base/out.h"

enum shell { SHELL_POSIX, SHELL_POWERSHELL };

/* Appends 'value'; false, and nothing, where the value is not plain. */
bool quote(struct out *out, enum shell shell, struct slice value);
