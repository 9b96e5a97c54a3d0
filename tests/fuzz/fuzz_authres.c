/* fuzz_authres.c - any Authentication-Results, ARC's and Received-SPF: what is read lies within the field or the arena,
 * and properties belong to one result. */
#include <stdlib.h>

#include "core/mailauth/authres.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena arena;

static void check_slice(struct slice s, struct slice in)
{
    struct slice ours = { arena.base, arena.cap };
    if (!slice_inside(s, in) && !slice_inside(s, ours))
        abort();
}

static void check(const struct authres *res, struct slice in)
{
    uint32_t properties = 0;
    check_slice(res->id, in);
    if (res->count > LIMIT_AUTHRES_RESULTS || res->properties_count > LIMIT_AUTHRES_PROPERTIES)
        abort();
    for (uint32_t i = 0; i < res->count; i++) {
        if (res->items[i].property != properties)
            abort();
        properties += res->items[i].properties;
        check_slice(res->items[i].method, in);
        check_slice(res->items[i].word, in);
        check_slice(res->items[i].reason, in);
    }
    if (properties != res->properties_count)
        abort();
    for (uint32_t i = 0; i < res->properties_count; i++)
        check_slice(res->properties[i].value, in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct authres res;
    struct slice in = { (const char *)data, size };
    struct received_spf spf;
    struct error err;
    if (arena.cap == 0 && arena_init(&arena, 65536, &err) != STATUS_OK)
        return 0;
    arena_reset(&arena);
    if (authres_read(in, &arena, &res))
        check(&res, in);
    arena_reset(&arena);
    if (authres_read_arc(in, &arena, &res))
        check(&res, in);
    arena_reset(&arena);
    if (received_spf_read(in, &arena, &spf)) {
        check_slice(spf.receiver, in);
        check_slice(spf.envelope, in);
    }
    return 0;
}
