/* fuzz_parse_keycloak.c - any bytes as Keycloak's events: counts add up, no record points outside. */
#include "core/parse/identity.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&keycloak_format, data, size);
    return 0;
}
