/* fuzz_parse_entra_json.c - any bytes as the format of entra_json: counts add up, no record points outside. */
#include "core/parse/entra.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&entra_json_format, data, size);
    return 0;
}
