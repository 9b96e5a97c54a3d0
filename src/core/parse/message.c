/* message.c - structure, fields, text, links, files: one after the other. */
#include "core/parse/message.h"

#include "core/base/limits.h"
#include "core/parse/message_inside.h"
#include "core/wire/language.h"

#define LANGUAGE_LOOKED ((size_t)16 * 1024) /* bytes of text; its first 600 words count */

enum status message_read(struct slice raw, struct arena *arena, struct message *ret, struct error *err)
{
    struct message_reading *r = arena_take(arena, sizeof *r);
    if (r == NULL)
        return fail(err, STATUS_NOMEM, "no memory to read a message of %zu bytes", raw.len);
    uint64_t refused = arena->refused;
    *ret = (struct message){ .raw = raw, .date = TIME_NONE, .received = TIME_NONE };
    *r = (struct message_reading){ .arena = arena, .m = ret };
    enum status st = mime_read(raw, arena, &r->mime, err);
    if (st != STATUS_OK)
        return st;
    ret->exhausted = r->mime.exhausted;
    ret->defects = r->mime.defects;
    ret->work = r->mime.work;
    message_read_fields(r);
    message_read_text(r);
    message_read_links(r);
    message_read_files(r);
    ret->language = language_of(slice_first(ret->text, LANGUAGE_LOOKED));
    if (arena->refused != refused)
        ret->exhausted |= MIME_BUDGET_MEMORY;
    return STATUS_OK;
}
