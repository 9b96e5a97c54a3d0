/* fuzz_parse_mssql.c - any bytes as the format of mssql: counts add up, no record points outside. */
#include "core/parse/mssql.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&mssql_format, data, size);
    return 0;
}
