/* syslog.h - the format "syslog": lines of any program, of which the sign-in programs' are read.
 *
 * Layer   core/parse. Pure.
 */
#pragma once

#include "core/parse/formats.h"

extern const struct format syslog_format;
extern const struct format journal_format; /* journalctl -o json */
extern const struct format journal_pretty_format;
