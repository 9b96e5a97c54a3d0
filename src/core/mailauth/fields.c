/* fields.c - header fields from the first byte to the empty line. */
#include "core/mailauth/fields.h"

#include "core/base/hash.h"
#include "core/base/limits.h"
#include "core/mailauth/tags.h"

uint64_t field_name_hash(struct slice name)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a: names are short */
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 0x100000001b3u;
    }
    return h;
}

bool field_is(const struct auth_field *field, const char *name)
{
    return slice_eq_nocase(field->name, text(name));
}

static bool is_continued(struct slice rest)
{
    return rest.len > 0 && (rest.at[0] == ' ' || rest.at[0] == '\t');
}

/* The field at the front with its folded lines, without the last line end. */
static struct slice take_field(struct slice *in)
{
    size_t len = 0, used;
    struct slice rest = *in, line;
    do {
        line = slice_line(rest, &used);
        len = (size_t)(line.at - in->at) + line.len;
        rest = slice_skip(rest, used);
    } while (is_continued(rest));
    struct slice field = slice_first(*in, len);
    *in = rest;
    return field;
}

static void fill(struct slice raw, struct auth_field *ret)
{
    size_t colon = slice_find(raw, ':');
    *ret = (struct auth_field){ .raw = raw, .name = { raw.at, 0 }, .value = raw };
    if (colon < raw.len) {
        ret->name = trim_fws(slice_first(raw, colon));
        ret->value = slice_skip(raw, colon + 1);
    }
    ret->hash = field_name_hash(ret->name);
}

/* One pass that counts, or with `at` fills. Returns false over a limit. */
static bool walk(struct slice raw, struct auth_field *at, uint32_t *ret_count, struct slice *ret_body)
{
    struct slice rest = raw;
    size_t used;
    uint32_t count = 0;
    if (slice_starts(rest, LIT("From "))) {
        (void)slice_line(rest, &used);
        rest = slice_skip(rest, used);
    }
    while (rest.len > 0) {
        if (slice_line(rest, &used).len == 0) {
            rest = slice_skip(rest, used);
            break;
        }
        struct slice field = take_field(&rest);
        if (count == LIMIT_MIME_FIELDS || (size_t)(rest.at - raw.at) > LIMIT_MIME_HEADER)
            return false;
        if (at != NULL)
            fill(field, &at[count]);
        count++;
    }
    *ret_count = count;
    *ret_body = rest;
    return true;
}

void auth_fields_read(struct slice raw, struct arena *arena, struct auth_fields *ret)
{
    *ret = (struct auth_fields){ .why = NULL };
    if (!walk(raw, NULL, &ret->count, &ret->body)) {
        ret->count = 0;
        ret->why = "the header has more than 2,000 fields or 256 kB";
        return;
    }
    ret->at = arena_take(arena, (size_t)ret->count * sizeof *ret->at);
    if (ret->at != NULL || ret->count == 0) {
        (void)walk(raw, ret->at, &ret->count, &ret->body);
        return;
    }
    ret->count = 0;
    ret->why = "no memory left for the header";
}
