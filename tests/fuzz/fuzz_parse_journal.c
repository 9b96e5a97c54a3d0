/* fuzz_parse_journal.c - any bytes as the format of journal: counts add up, no record points outside. */
#include "core/parse/syslog.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&journal_format, data, size);
    fuzz_format(&journal_pretty_format, data, size);
    return 0;
}
