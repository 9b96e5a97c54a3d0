/* fuzz_incidents.c - results of somebody else: whatever they say, a comparison is a probability and is the same from
 * either side. */
#include <math.h>
#include <stdlib.h>

#include "core/compare/compare.h"
#include "io/whole/incidents.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare_two(const struct told *a, const struct told *b)
{
    struct comparison there = { 0 }, back = { 0 };
    if (!compare(a, b, &there) || !compare(b, a, &back))
        return;
    if (!(there.probability >= 0 && there.probability <= 1) || !isfinite(there.nats))
        abort();
    if (fabs(there.nats - back.nats) > 1e-6)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct told_file file;
    struct error err;
    struct slice all = { (const char *)data, size };
    if (incidents_take(all, "fuzz", &file, &err) != STATUS_OK)
        return 0;
    for (size_t i = 0; i < file.count && i < 4; i++)
        for (size_t k = 0; k < file.count && k < 4; k++)
            compare_two(&file.at[i], &file.at[k]);
    told_file_done(&file);
    return 0;
}
