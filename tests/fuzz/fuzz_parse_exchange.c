/* fuzz_parse_exchange.c - any bytes as protocol logs of Exchange: counts add up, no record points outside. */
#include "core/parse/exchange.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_format(&exchange_format, data, size);
    return 0;
}
