/* fuzz_parse_authentik.c - any bytes as authentik's log: counts add up, no record points outside. */
#include "core/parse/identity.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&authentik_format, data, size);
    return 0;
}
