/* fuzz_message.c - any bytes as a message's features: everything points where it may, texts are UTF-8, what is counted fits,
 * work is bounded, the same twice. */
#include <stdlib.h>

#include "core/base/chars.h"
#include "core/base/limits.h"
#include "core/parse/message.h"
#include "core/wire/mime.h"

#define MUST(condition) ((condition) ? (void)0 : abort())
#define ARENA ((size_t)8 * 1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_utf8(struct slice s)
{
    while (s.len > 0) {
        size_t len;
        uint32_t c = char_next(s, &len);
        if (c == 0xfffd && len == 1)
            return false;
        s = slice_skip(s, len);
    }
    return true;
}

static void check_fields(const struct message *m)
{
    MUST(m->from_field == UINT32_MAX || m->from_field < m->fields_count);
    MUST(m->subject_field == UINT32_MAX || m->subject_field < m->fields_count);
    MUST(m->reply_field == UINT32_MAX || m->reply_field < m->fields_count);
    for (uint32_t i = 0; i < m->fields_count; i++)
        MUST(slice_inside(m->fields[i].raw, m->raw));
    MUST(is_utf8(m->subject) && is_utf8(m->from.name) && is_utf8(m->reply_to.name));
    MUST(m->to_count <= MESSAGE_RECIPIENTS && m->to_count <= m->to_total);
    for (uint32_t i = 0; i < m->to_count; i++)
        MUST(is_utf8(m->to[i].name));
    MUST(m->hops_count <= m->fields_count);
}

static void check_text(const struct message *m)
{
    MUST(is_utf8(m->text) && is_utf8(m->hidden) && is_utf8(m->plain_twin));
    MUST(m->links_count <= LIMIT_LINKS && m->forms_count <= LIMIT_LINKS);
    for (uint32_t i = 0; i < m->links_count; i++) {
        const struct message_link *link = &m->links[i];
        MUST((size_t)link->at + link->len <= m->text.len);
        MUST(link->registered.len <= link->host.len);
        if (link->kind == LINK_TEXT)
            MUST(link->len == link->target.len && link->len > 0);
    }
}

static void check_files(const struct message *m)
{
    MUST(m->files_count <= LIMIT_MIME_PARTS);
    for (uint32_t i = 0; i < m->files_count; i++) {
        const struct message_file *file = &m->files[i];
        size_t sum = strlen(file->sha256);
        MUST(file->type != NULL && file->head.len <= FILE_HEAD && is_utf8(file->name));
        MUST(sum == 0 || sum == 64);
        MUST(sum == 0 || file->size >= file->head.len);
    }
}

/* Whatever two readings must not differ in. */
static uint64_t digest(const struct message *m)
{
    uint64_t sum = m->text.len * 31 + m->hidden.len * 37 + m->links_count * 41 + m->files_count * 43
            + m->work * 47 + m->exhausted * 53 + m->defects * 59 + m->fields_count * 61 + m->to_total * 67;
    for (size_t i = 0; i < m->text.len; i++)
        sum = sum * 131 + (unsigned char)m->text.at[i];
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct message m, again;
    struct error err;
    struct slice raw = { (const char *)data, size };
    if (arena.base == NULL && arena_init(&arena, ARENA, &err) != STATUS_OK)
        abort();
    arena_reset(&arena);
    if (message_read(raw, &arena, &m, &err) != STATUS_OK)
        return 0;
    check_fields(&m);
    check_text(&m);
    check_files(&m);
    MUST(m.work <= 64 * (uint64_t)size + 4096);
    uint64_t first = digest(&m);
    arena_reset(&arena);
    MUST(message_read(raw, &arena, &again, &err) == STATUS_OK && digest(&again) == first);
    return 0;
}
