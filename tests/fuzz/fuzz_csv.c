/* fuzz_csv.c - any table: rows and fields lie within the data or the scratch, reading ends. */
#include <stdlib.h>

#include "core/base/hash.h"
#include "core/wire/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena scratch;
    struct slice rest = { (const char *)data, size }, row, fields[CSV_FIELDS];
    struct error err;
    size_t used;
    volatile uint64_t read = 0;
    if (scratch.cap == 0 && arena_init(&scratch, 65536, &err) != STATUS_OK)
        return 0;
    char separator = csv_separator(rest);
    while (rest.len > 0 && csv_next_row(rest, &row, &used)) {
        arena_reset(&scratch);
        if (!slice_inside(row, rest) || used == 0 || used > rest.len)
            abort();
        size_t n = csv_fields(row, separator, &scratch, fields);
        if (n > CSV_FIELDS)
            abort();
        for (size_t i = 0; i < n; i++)
            read ^= hash_bytes(fields[i], 0);
        rest = slice_skip(rest, used);
    }
    (void)read;
    return 0;
}
