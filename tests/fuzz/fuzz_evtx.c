/* fuzz_evtx.c - any bytes as a block: the walk ends, records and values lie within, no text is larger than told. */
#include <stdlib.h>

#include "core/base/hash.h"
#include "core/wire/binxml.h"
#include "core/wire/evtx.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Everything is wanted. */
static uint16_t element(void *ctx, uint16_t within, struct slice name)
{
    (void)ctx;
    return (uint16_t)(1 + (hash_bytes(name, within) & 31));
}

static uint16_t attribute(void *ctx, uint16_t of, struct slice name)
{
    (void)ctx;
    return name.len > 0 && name.at[0] == 'N' ? BINXML_NAMES : (uint16_t)(of + 1);
}

static uint16_t named(void *ctx, uint16_t of, struct slice name)
{
    (void)ctx;
    return (uint16_t)(1 + (hash_bytes(name, of) & 31));
}

static void read_values(struct binxml *xml, size_t at, size_t end, unsigned depth)
{
    static const struct binxml_form *form;
    struct binxml_values values;
    struct slice says;
    uint64_t n;
    if (binxml_open(xml, at, end, 1, &form, &values) != NULL)
        return;
    MUST(values.count <= BINXML_VALUES && form->count <= BINXML_PARTS);
    for (unsigned i = 0; i < form->count; i++) {
        const struct binxml_part *part = &form->parts[i];
        const struct binxml_value *value = binxml_value(part, &values);
        const size_t used = xml->arena->used;
        MUST(part->place != 0 && (!part->more || i + 1 < form->count));
        if (value != NULL)
            MUST(value->at <= xml->block.len && value->len <= xml->block.len - value->at);
        if (binxml_text(xml, part, &values, &says)) {
            MUST(hash_bytes(says, 0) != 1);
            MUST(says.len <= 8 * BINXML_TEXT_MAX);
        }
        (void)binxml_number(xml, part, &values, &n);
        xml->arena->used = used;
    }
    for (unsigned i = 0; depth < 2 && i < values.count; i++)
        if (values.at[i].type == BINXML_FRAGMENT)
            read_values(xml, values.at[i].at, values.at[i].at + (size_t)values.at[i].len, depth + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    static struct binxml xml;
    static const struct binxml_places places = { element, attribute, named, NULL };
    struct error err;
    struct evtx_walk walk;
    struct evtx_record row;
    enum evtx_found found;
    const struct slice all = { (const char *)data, size };
    size_t behind = 0;
    if (arena.cap == 0 && arena_init(&arena, 65536, &err) != STATUS_OK)
        return 0;
    struct slice block = slice_first(slice_skip(all, evtx_begin(all)), EVTX_BLOCK);
    arena_reset(&arena);
    binxml_begin(&xml, block, &places, &arena);
    evtx_walk_begin(&walk, block);
    while ((found = evtx_next(&walk, &row)) != EVTX_END) {
        MUST(row.at >= behind && row.at <= block.len && row.len <= block.len - row.at);
        behind = row.at + row.len;
        if (found == EVTX_RECORD) {
            MUST(row.len >= EVTX_RECORD_MIN);
            read_values(&xml, row.at + EVTX_RECORD_HEAD, row.at + row.len - 4, 0);
        }
    }
    MUST(xml.work <= 2u * 65536u);
    return 0;
}
