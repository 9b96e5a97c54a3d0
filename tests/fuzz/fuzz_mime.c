/* fuzz_mime.c - any bytes as a message: parts lie where they must, children stand behind parents and within them, texts
 * are UTF-8, work is bounded, the same twice. */
#include <stdlib.h>

#include "core/base/limits.h"
#include "core/wire/mime.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct slice used(const struct arena *arena)
{
    return (struct slice){ arena->base, arena->used };
}

static bool is_utf8(struct slice s)
{
    size_t i = 0;
    while (i < s.len) {
        uint8_t c = (uint8_t)s.at[i];
        size_t len = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
        if (len == 0 || len > s.len - i)
            return false;
        for (size_t k = 1; k < len; k++)
            if (((uint8_t)s.at[i + k] & 0xc0) != 0x80)
                return false;
        i += len;
    }
    return true;
}

static bool has_control(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((uint8_t)s.at[i] < ' ' || s.at[i] == 127)
            return true;
    return false;
}

static void check_part(const struct mime *mime, uint32_t index, const struct arena *arena)
{
    const struct mime_part *part = &mime->parts[index];
    bool in_raw = slice_inside(part->body, mime->raw);
    MUST(in_raw || slice_inside(part->body, used(arena)));
    MUST(part->field + part->fields <= mime->fields_count || part->fields == 0);
    MUST(part->type.len && part->subtype.len);
    MUST(part->depth <= LIMIT_MIME_DEPTH);
    MUST(is_utf8(part->name) && !has_control(part->name));
    if (index == 0) {
        MUST(part->parent == MIME_NO_PART && part->depth == 0);
        return;
    }
    MUST(part->parent < index);
    const struct mime_part *parent = &mime->parts[part->parent];
    MUST(part->depth == parent->depth + 1);
    if (in_raw && part->body.len && slice_inside(parent->body, mime->raw))
        MUST(slice_inside(part->body, parent->body));
}

static void check_texts(const struct mime *mime, struct arena *arena)
{
    unsigned exhausted = 0, defects = 0;
    bool cut;
    for (uint32_t i = 0; i < mime->fields_count && i < 50; i++) {
        MUST(slice_inside(mime->fields[i].name, mime->raw)
                || slice_inside(mime->fields[i].name, used(arena)));
        struct slice text = mime_field_text(&mime->fields[i], arena, &exhausted);
        MUST(is_utf8(text) && !has_control(text));
        MUST(text.len <= 3 * mime->fields[i].value.len + 8);
    }
    for (uint32_t i = 0; i < mime->parts_count && i < 50; i++) {
        const struct mime_part *part = &mime->parts[i];
        struct slice few = mime_decode(part, 10, arena, &defects, &cut);
        MUST(few.len <= 10);
        struct slice all = mime_decode(part, LIMIT_MIME_TEXT, arena, &defects, &cut);
        MUST(few.len <= all.len);
        MUST(is_utf8(mime_to_utf8(all, part->charset, arena, &defects)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct error err;
    struct mime mime, again;
    if (arena.base == NULL)
        MUST(arena_init(&arena, LIMIT_MESSAGE_ARENA, &err) == STATUS_OK);
    arena_reset(&arena);
    MUST(mime_read((struct slice){ (const char *)data, size }, &arena, &mime, &err) == STATUS_OK);
    MUST(mime.parts_count >= 1 && mime.parts_count <= LIMIT_MIME_PARTS);
    MUST(mime.fields_count <= LIMIT_MIME_FIELDS);
    MUST(mime.work <= (LIMIT_MIME_DEPTH + 8) * (uint64_t)(size + arena.used) + 1000);
    for (uint32_t i = 0; i < mime.parts_count; i++)
        check_part(&mime, i, &arena);
    MUST(mime_read(mime.raw, &arena, &again, &err) == STATUS_OK);
    MUST(again.parts_count == mime.parts_count && again.fields_count == mime.fields_count
            && again.exhausted == mime.exhausted && again.defects == mime.defects && again.work == mime.work);
    check_texts(&mime, &arena);
    return 0;
}
