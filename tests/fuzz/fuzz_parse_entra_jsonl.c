/* fuzz_parse_entra_jsonl.c - any bytes as the format of entra_jsonl: counts add up, no record points outside. */
#include "core/parse/entra.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&entra_jsonl_format, data, size);
    return 0;
}
