/* message_files.c - attachments and inline files by name, first bytes and sum. */
#include <openssl/sha.h>

#include "core/base/digit.h"
#include "core/base/limits.h"
#include "core/parse/message_inside.h"
#include "core/wire/filetype.h"

/* Decoded bytes of one file that are looked at, for its sum; what is longer has none. */
#define FILE_WHOLE ((size_t)8 * 1024 * 1024)

/* Of a message of very many files the later heads are short: 1,000 whole ones would not fit in its memory. */
#define FILES_WHOLE_HEAD 32u
#define FILE_SHORT_HEAD ((size_t)4 * 1024)

static bool is_file(const struct mime *mime, uint32_t i)
{
    const struct mime_part *part = &mime->parts[i];
    if (part->is_multipart || part->is_message)
        return false;
    if (slice_eq(part->subtype, LIT("pgp-signature")) || slice_eq(part->subtype, LIT("pkcs7-signature"))
            || slice_eq(part->subtype, LIT("x-pkcs7-signature"))
            || slice_eq(part->subtype, LIT("pgp-encrypted")))
        return false;
    if (slice_eq(part->type, LIT("message"))) /* what a bounce tells */
        return part->name.len > 0;
    if (part_is_text(mime, i)) /* shown, and to be opened too when it has a name of its own */
        return part->name.len > 0 && i > 0;
    return i > 0 || part->is_attachment || part->name.len > 0 || !slice_eq(part->type, LIT("text"));
}

static struct slice declared(struct message_reading *r, const struct mime_part *part)
{
    size_t len = part->type.len + 1 + part->subtype.len;
    char *to = arena_take(r->arena, len);
    if (to == NULL)
        return part->type;
    memcpy(to, part->type.at, part->type.len);
    to[part->type.len] = '/';
    if (part->subtype.len > 0)
        memcpy(to + part->type.len + 1, part->subtype.at, part->subtype.len);
    return (struct slice){ to, len };
}

static void sum_of(struct slice bytes, char ret[65])
{
    unsigned char sum[SHA256_DIGEST_LENGTH];
    SHA256((const unsigned char *)bytes.at, bytes.len, sum);
    digits_put(sum, sizeof sum, ret);
    ret[64] = '\0';
}

static uint64_t size_guess(const struct mime_part *part)
{
    return part->encoding == MIME_BASE64 ? part->body.len / 78 * 57 + part->body.len % 78 * 3 / 4
                                         : part->body.len;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Of the decoded bytes only the head is kept: the arena is given back what lies behind it. */
static void read_bytes(struct message_reading *r, const struct mime_part *part, struct message_file *file)
{
    struct arena *arena = r->arena;
    size_t mark = arena->used, left = arena->cap - mark;
    bool cut = false;
    size_t keep = r->m->files_count <= FILES_WHOLE_HEAD ? FILE_HEAD : FILE_SHORT_HEAD;
    size_t most = smaller(FILE_WHOLE, left / 2);
    struct slice bytes = mime_decode(part, most, arena, &r->m->defects, &cut);
    bool whole = !cut && !(r->m->exhausted & MIME_BUDGET_MESSAGE);
    r->m->work += bytes.len;
    file->size = whole ? bytes.len : size_guess(part);
    file->type = filetype_of(bytes, file->name);
    file->is_encrypted = filetype_is_encrypted(bytes, file->type);
    if (whole && bytes.len > 0)
        sum_of(bytes, file->sha256);
    file->head = slice_first(bytes, keep);
    bool in_arena = bytes.len > 0 && bytes.at >= arena->base + mark && bytes.at < arena->base + arena->cap;
    if (in_arena && bytes.len > keep)
        arena->used = (size_t)(bytes.at - arena->base) + keep;
}

static void add_file(struct message_reading *r, uint32_t i, struct message_file *file)
{
    const struct mime_part *part = &r->mime.parts[i];
    *file = (struct message_file){ .name = part->name, .part = i, .type = "" };
    file->declared = declared(r, part);
    file->is_inline = !part->is_attachment
            && (part->content_id.len > 0 || part_is_text(&r->mime, i) || slice_eq(part->type, LIT("image")));
    read_bytes(r, part, file);
}

void message_read_files(struct message_reading *r)
{
    uint32_t room = 0;
    for (uint32_t i = 0; i < r->mime.parts_count; i++)
        room += is_file(&r->mime, i);
    if (room == 0)
        return;
    r->m->files = arena_take(r->arena, room * sizeof *r->m->files);
    if (r->m->files == NULL) {
        r->m->exhausted |= MIME_BUDGET_MEMORY;
        return;
    }
    for (uint32_t i = 0; i < r->mime.parts_count; i++)
        if (is_file(&r->mime, i))
            add_file(r, i, &r->m->files[r->m->files_count++]);
}
