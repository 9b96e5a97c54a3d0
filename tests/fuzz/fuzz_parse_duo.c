/* fuzz_parse_duo.c - any bytes as Duo's logs: counts add up, no record points outside. */
#include "core/parse/identity.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&duo_format, data, size);
    return 0;
}
