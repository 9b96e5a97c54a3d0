/* fuzz_parse_keycloak_log.c - any bytes as lines of Keycloak's log: what is told points into the line. */
#include "core/parse/identity.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice all = { (const char *)data, size };
    while (all.len > 0) {
        struct slice line = slice_first(all, slice_find(all, '\n'));
        struct record rec = { .repeat = 1 };
        if (keycloak_source.parse(slice_first(line, 0), line, &rec) == TOLD_SIGNIN) {
            fuzz_record(&rec, size);
            MUST(slice_inside(rec.account, line) && slice_inside(rec.account_id, line));
        }
        all = slice_skip(all, line.len + 1);
    }
    return 0;
}
