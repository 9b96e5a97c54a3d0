/* fuzz_json.c - any JSON: the values of a record are readable, records lie within the data, cuts are kept. */
#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/wire/json.h"
#include "core/wire/json_split.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct json_plan *plan;
static struct arena scratch;

static bool take(void *ctx, struct json_value values[JSON_SLOTS])
{
    uint64_t *read = ctx;
    for (unsigned i = 0; i < JSON_SLOTS; i++)
        *read ^= hash_bytes(values[i].text, values[i].kind);
    (void)json_read_array(plan, values[3].text, &scratch, take, read); /* "list", as deep as may be */
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct json_path paths[] = { { "id", 0 }, { "a.b", 1 }, { "properties.status.errorCode", 2 },
        { "properties.id", 0 }, { "list", 3 }, { "a", 4 } };
    struct error err;
    uint64_t read = 0;
    if (plan == NULL
            && (json_plan_new(paths, sizeof paths / sizeof paths[0], &plan, &err) != STATUS_OK
                    || arena_init(&scratch, 65536, &err) != STATUS_OK))
        abort();
    char *copy = malloc(size + LIMIT_PADDING);
    if (copy == NULL)
        abort();
    if (size > 0)
        memcpy(copy, data, size);
    memset(copy + size, '}', LIMIT_PADDING);
    struct slice all = { copy, size }, record;
    arena_reset(&scratch);
    (void)json_read(plan, all, &scratch, take, &read);
    size_t pos = 0, last = 0, cut = json_split_cut(all);
    while (json_next_record(all, &pos, &record)) {
        if (!slice_inside(record, all) || pos <= last || record.len < 2 || record.at[0] != '{')
            abort();
        last = pos;
    }
    /* What is cut off is whole: everything before the cut can be read alone. */
    if (cut > size || (last > 0 && cut < last))
        abort();
    free(copy);
    return 0;
}
