/* fuzz_parse_entra_audit_csv.c - any bytes as Entra's audit in CSV: counts add up, no record points outside. */
#include "core/parse/entra.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&entra_audit_csv_format, data, size);
    return 0;
}
