/* text.c - events as people write them down. */
#include <stdlib.h>

#include "core/wire/binxml.h"
#include "writer.h"

struct draft {
    struct evtx_event event;
    char bytes[32768]; /* of the values that are not texts */
    size_t used;
};

static struct slice keep(struct draft *d, const char *bytes, size_t len)
{
    struct slice s = { d->bytes + d->used, len };
    if (len > sizeof d->bytes - d->used)
        return (struct slice){ NULL, 0 };
    memcpy(d->bytes + d->used, bytes, len);
    d->used += len;
    return s;
}

static struct slice keep_number(struct draft *d, uint64_t n, unsigned len)
{
    char b[8];
    for (unsigned i = 0; i < len; i++)
        b[i] = (char)(n >> 8 * i);
    return keep(d, b, len);
}

/* "S-1-5-21-1-2-3-1104" */
static struct slice keep_sid(struct draft *d, const char *s)
{
    char b[8 + 4 * 15] = { 1 };
    unsigned parts = 0;
    char *end;
    b[7] = (char)strtoul(s + 4, &end, 10);
    while (*end == '-' && parts < 15) {
        uint32_t n = (uint32_t)strtoul(end + 1, &end, 10);
        for (unsigned i = 0; i < 4; i++)
            b[8 + 4 * parts + i] = (char)(n >> 8 * i);
        parts++;
    }
    b[1] = (char)parts;
    return keep(d, b, 8 + 4 * (size_t)parts);
}

static bool time_of(const char *s, time_us *ret)
{
    struct slice in = text(s);
    bool zoned;
    return take_time_iso(&in, ret, &zoned);
}

static const struct {
    const char *name;
    uint8_t type, bytes;
} types[] = {
    { "u8", BINXML_UINT8, 1 },
    { "u16", BINXML_UINT16, 2 },
    { "u32", BINXML_UINT32, 4 },
    { "u64", BINXML_UINT64, 8 },
    { "i32", BINXML_INT32, 4 },
    { "hex32", BINXML_HEX32, 4 },
    { "hex64", BINXML_HEX64, 8 },
    { "bool", BINXML_BOOL, 4 },
    { "sid", BINXML_SID, 0 },
    { "time", BINXML_FILETIME, 0 },
    { "guid", BINXML_GUID, 0 },
    { "binary", BINXML_BINARY, 0 },
    { "ansi", BINXML_ANSI, 0 },
    { "null", BINXML_NULL, 0 },
};

/* NUL-ended, as all that comes from a line. */
static bool set_value(struct draft *d, struct evtx_field *field, const char *type, const char *value)
{
    size_t i = 0;
    time_us t;
    while (i < sizeof types / sizeof types[0] && strcmp(type, types[i].name) != 0)
        i++;
    if (i == sizeof types / sizeof types[0])
        return false;
    field->type = types[i].type;
    if (types[i].bytes > 0)
        field->value = keep_number(d, strtoull(value, NULL, 0), types[i].bytes);
    else if (field->type == BINXML_SID)
        field->value = keep_sid(d, value);
    else if (field->type == BINXML_FILETIME && time_of(value, &t))
        field->value = keep_number(d, (uint64_t)(t * 10) + 116444736000000000u, 8);
    else if (field->type == BINXML_GUID)
        field->value = keep(d, "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10", 16);
    else
        field->value = keep(d, value, field->type == BINXML_NULL ? 0 : strlen(value));
    return true;
}

static bool set_shape(struct evtx_event *event, const char *value)
{
    static const char *const shapes[] = { "manifest", "classic", "user", "direct", "element" };
    for (unsigned i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        if (strcmp(value, shapes[i]) == 0) {
            event->shape = (enum evtx_shape)i;
            return true;
        }
    return false;
}

/* A key of the event itself; false when it is none. */
static bool set_event(struct evtx_event *event, const char *key, struct slice value, bool *ret_ok)
{
    const struct {
        const char *name;
        struct slice *to;
    } texts[] = { { "provider", &event->provider }, { "channel", &event->channel },
        { "computer", &event->computer } };
    *ret_ok = true;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(key, texts[i].name) == 0) {
            *texts[i].to = value;
            return true;
        }
    if (strcmp(key, "id") == 0)
        event->id = (uint32_t)strtoul(value.at, NULL, 10);
    else if (strcmp(key, "pid") == 0)
        event->pid = (uint32_t)strtoul(value.at, NULL, 10);
    else if (strcmp(key, "record") == 0)
        event->record = strtoull(value.at, NULL, 10);
    else if (strcmp(key, "literal") == 0)
        event->literal = value.at[0] == '1';
    else if (strcmp(key, "time") == 0)
        *ret_ok = time_of(value.at, &event->time);
    else if (strcmp(key, "shape") == 0)
        *ret_ok = set_shape(event, value.at);
    else
        return false;
    return true;
}

/* "\\x0a" is a byte; in place. Returns the bytes. */
static size_t unescape(char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; n++) {
        char hex[3] = { 0 }, *end = hex;
        if (len - i >= 4 && s[i] == '\\' && s[i + 1] == 'x')
            memcpy(hex, s + i + 2, 2);
        unsigned long byte = hex[0] ? strtoul(hex, &end, 16) : 0;
        bool is_byte = end == hex + 2;
        s[n] = is_byte ? (char)byte : s[i];
        i += is_byte ? 4 : 1;
    }
    s[n] = '\0';
    return n;
}

/* The line is a copy of its own. */
static bool take_line(struct draft *d, char *line, size_t len)
{
    struct evtx_event *event = &d->event;
    char *equals = memchr(line, '=', len);
    bool ok;
    if (equals == NULL)
        return false;
    *equals = '\0';
    struct slice value = { equals + 1, unescape(equals + 1, len - (size_t)(equals + 1 - line)) };
    if (set_event(event, line, value, &ok))
        return ok;
    char *type = strchr(line, ':');
    if (event->count == EVTX_FIELDS)
        return false;
    struct evtx_field *field = &event->fields[event->count++];
    *field = (struct evtx_field){ .type = BINXML_WIDE, .value = value };
    if (type != NULL)
        *type++ = '\0';
    field->name = text(line);
    return type == NULL || set_value(d, field, type, value.at);
}

static void draft_begin(struct draft *d)
{
    memset(&d->event, 0, sizeof d->event);
    d->event.provider = LIT("Microsoft-Windows-Security-Auditing");
    d->event.channel = LIT("Security");
    d->event.computer = LIT("dc1.institute.example");
    d->used = 0;
}

static bool draft_end(struct draft *d, struct evtx_writer *w)
{
    if (d->event.id == 0)
        return true;
    if (d->event.record == 0)
        d->event.record = w->records + 1;
    return evtx_writer_add(w, &d->event);
}

/* Of a copy, whose lines may be changed. */
static const char *take_lines(struct draft *d, struct evtx_writer *w, char *copy, size_t all)
{
    size_t len;
    draft_begin(d);
    for (size_t at = 0; at < all; at += len + 1) {
        len = slice_find((struct slice){ copy + at, all - at }, '\n');
        copy[at + len] = '\0';
        if (!(len > 0 ? take_line(d, copy + at, len) : draft_end(d, w)))
            return copy + at;
        if (len == 0)
            draft_begin(d);
    }
    return draft_end(d, w) ? NULL : copy;
}

const char *evtx_from_text(struct evtx_writer *w, struct slice text)
{
    char *copy = calloc(1, text.len + 1);
    struct draft *d = malloc(sizeof *d);
    const char *wrong = text.at;
    if (copy != NULL && d != NULL) {
        if (text.len > 0)
            memcpy(copy, text.at, text.len);
        wrong = take_lines(d, w, copy, text.len);
        if (wrong != NULL)
            wrong = text.at + (wrong - copy);
    }
    free(copy);
    free(d);
    return wrong;
}
