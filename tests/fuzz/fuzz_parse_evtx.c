/* fuzz_parse_evtx.c - any bytes as an event log: counts add up, no record points outside. */
#include "core/parse/windows_formats.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&evtx_format, data, size);
    return 0;
}
