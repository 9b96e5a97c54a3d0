/* fuzz_syslog.c - any line: host, program and message lie within it, in this order; the memo of the line
 * before changes nothing. */
#include <stdlib.h>

#include "core/wire/syslog.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice line = { (const char *)data, size };
    struct syslog_memo memo = { .len = 0 };
    struct syslog_line first, again;
    if (syslog_parse_line(line, &memo, &first) != (size > 0))
        abort();
    if (size == 0)
        return 0;
    if (!slice_inside(first.host, line) || !slice_inside(first.program, line)
            || !slice_inside(first.message, line))
        abort();
    (void)syslog_parse_line(line, &memo, &again);
    if (again.time != first.time || again.has_time != first.has_time
            || !slice_eq(again.message, first.message) || !slice_eq(again.program, first.program)
            || again.pid != first.pid)
        abort();
    return 0;
}
