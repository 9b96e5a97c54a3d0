/* fuzz_parse_auth0.c - any bytes as Auth0's logs: counts add up, no record points outside. */
#include "core/parse/identity.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&auth0_format, data, size);
    return 0;
}
