/* fuzz_parse_m365_csv.c - any bytes as the unified audit log in csv: counts add up, no record points outside. */
#include "core/parse/m365.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&m365_csv_format, data, size);
    return 0;
}
