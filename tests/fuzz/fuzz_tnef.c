/* fuzz_tnef.c - any bytes as TNEF: what is found lies within the data or the arena, and never more than asked for; and as
 * RTF. */
#include <stdlib.h>

#include "core/base/limits.h"
#include "core/wire/rtf.h"
#include "core/wire/tnef.h"

#define MUST(condition) ((condition) ? (void)0 : abort())
#define ITEMS 50

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct error err;
    struct tnef_item items[ITEMS];
    bool broken, more;
    struct slice in = { (const char *)data, size };
    if (arena.base == NULL)
        MUST(arena_init(&arena, LIMIT_MIME_INNER, &err) == STATUS_OK);
    arena_reset(&arena);
    (void)tnef_begins(in);
    uint32_t count = tnef_read(in, &arena, 1 << 20, items, ITEMS, &broken, &more);
    struct slice held = { arena.base, arena.used };
    MUST(count <= ITEMS);
    for (uint32_t i = 0; i < count; i++) {
        MUST(slice_inside(items[i].bytes, in) || slice_inside(items[i].bytes, held));
        MUST(slice_inside(items[i].name, in) || slice_inside(items[i].name, held));
    }
    MUST(arena.used <= 16 * size + (1 << 20));
    bool is_html;
    arena_reset(&arena);
    struct slice said = rtf_text(in, 1 << 20, &arena, &is_html);
    MUST(said.at != NULL && said.len <= 3 * size + 8 && said.len <= 1 << 20);
    return 0;
}
