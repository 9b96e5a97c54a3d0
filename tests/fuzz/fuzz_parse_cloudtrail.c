/* fuzz_parse_cloudtrail.c - any bytes as records of CloudTrail: counts add up, no record points outside. */
#include "core/parse/identity.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&cloudtrail_format, data, size);
    return 0;
}
