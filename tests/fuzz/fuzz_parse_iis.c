/* fuzz_parse_iis.c - any bytes as an IIS log: counts add up, no record points outside. */
#include "core/parse/iis.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&iis_format, data, size);
    return 0;
}
