/* writer.c - blocks, records, templates, values. */
#include "writer.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "core/base/hash.h"
#include "core/wire/binxml.h"

#define XMLNS "http://schemas.microsoft.com/win/2004/08/events/event"
#define NO_DEPENDENCY 0xffff

/* ---- bytes ---- */

static void put(struct evtx_writer *w, const void *bytes, size_t len)
{
    if (len > EVTX_BLOCK - w->at) {
        w->full = true;
        return;
    }
    if (len > 0)
        memcpy(w->block + w->at, bytes, len);
    w->at += (uint32_t)len;
}

static void put_number(struct evtx_writer *w, uint64_t n, unsigned bytes)
{
    char b[8];
    for (unsigned i = 0; i < bytes; i++)
        b[i] = (char)(n >> 8 * i);
    put(w, b, bytes);
}

static void set_number(char *at, uint64_t n, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (char)(n >> 8 * i);
}

/* UTF-8 becomes UTF-16; bytes that are none stand for themselves. Returns the characters. */
static unsigned put_wide(struct evtx_writer *w, struct slice s)
{
    unsigned chars = 0;
    for (size_t i = 0; i < s.len; chars++) {
        unsigned char c = (unsigned char)s.at[i];
        unsigned more = c >= 0xe0 ? 2 : c >= 0xc2 ? 1 : 0;
        uint32_t code = more == 2 ? c & 15u : more == 1 ? c & 31u : c;
        if (c >= 0xf0 || i + more >= s.len)
            more = 0, code = c;
        for (unsigned k = 1; k <= more; k++)
            code = code << 6 | ((unsigned char)s.at[i + k] & 63u);
        put_number(w, code, 2);
        i += more + 1;
    }
    return chars;
}

static void put_counted(struct evtx_writer *w, struct slice s)
{
    uint32_t count_at = w->at;
    put_number(w, 0, 2);
    unsigned chars = put_wide(w, s);
    if (!w->full)
        set_number(w->block + count_at, chars, 2);
}

static uint32_t known_at(const struct evtx_known *known, unsigned count, uint64_t what)
{
    for (unsigned i = 0; i < count; i++)
        if (known[i].what == what)
            return known[i].at;
    return 0;
}

/* A reference to a name, and the name where it is new to the block. */
static void put_name(struct evtx_writer *w, struct slice name)
{
    uint64_t what = hash_bytes(name, 1);
    uint32_t at = known_at(w->names, w->names_count, what), sum = 0;
    if (at != 0) {
        put_number(w, at, 4);
        return;
    }
    put_number(w, w->at + 4, 4);
    if (w->names_count < sizeof w->names / sizeof w->names[0])
        w->names[w->names_count++] = (struct evtx_known){ what, w->at };
    for (size_t i = 0; i < name.len; i++)
        sum = sum * 65599 + (unsigned char)name.at[i];
    put_number(w, 0, 4);
    put_number(w, sum & 0xffff, 2);
    put_counted(w, name);
    put_number(w, 0, 2);
}

/* ---- elements ---- */

struct tag {
    uint32_t size_at, attributes_at;
};

/* "<name", with attributes to follow or without. */
static struct tag open_tag(struct evtx_writer *w, const char *name, bool attributes, bool dependency)
{
    struct tag tag = { 0 };
    put_number(w, attributes ? 0x41 : 0x01, 1);
    if (dependency)
        put_number(w, NO_DEPENDENCY, 2);
    tag.size_at = w->at;
    put_number(w, 0, 4);
    put_name(w, text(name));
    tag.attributes_at = attributes ? w->at : 0;
    if (attributes)
        put_number(w, 0, 4);
    return tag;
}

static void attribute(struct evtx_writer *w, const char *name, bool more)
{
    put_number(w, more ? 0x46 : 0x06, 1);
    put_name(w, text(name));
}

static void literal(struct evtx_writer *w, struct slice s)
{
    put_number(w, 0x05, 1);
    put_number(w, BINXML_WIDE, 1);
    put_counted(w, s);
}

static void blank(struct evtx_writer *w, unsigned index, unsigned type, bool optional)
{
    put_number(w, optional ? 0x0e : 0x0d, 1);
    put_number(w, index, 2);
    put_number(w, type, 1);
}

static void tag_opened(struct evtx_writer *w, struct tag tag)
{
    if (tag.attributes_at != 0 && !w->full)
        set_number(w->block + tag.attributes_at, w->at - tag.attributes_at - 4, 4);
    put_number(w, 0x02, 1);
}

static void tag_end(struct evtx_writer *w, struct tag tag, unsigned token)
{
    if (token == 0x03 && tag.attributes_at != 0 && !w->full)
        set_number(w->block + tag.attributes_at, w->at - tag.attributes_at - 4, 4);
    put_number(w, token, 1);
    if (!w->full)
        set_number(w->block + tag.size_at, w->at - tag.size_at - 4, 4);
}

/* ---- what stands in System ---- */

enum blank_of {
    OF_LEVEL,
    OF_OPCODE,
    OF_TASK,
    OF_EVENT,
    OF_QUALIFIERS,
    OF_KEYWORDS,
    OF_TIME,
    OF_ACTIVITY,
    OF_PROCESS,
    OF_THREAD,
    OF_RECORD,
    OF_VERSION,
    OF_USER,
    OF_PROVIDER,
    OF_CHANNEL,
    OF_COMPUTER,
    OF_DATA, /* EventData, or what the array of a classic event holds */
    OF_COUNT,
};

static const uint8_t blank_types[OF_COUNT] = { BINXML_UINT8, BINXML_UINT8, BINXML_UINT16, BINXML_UINT16,
    BINXML_UINT16, BINXML_HEX64, BINXML_FILETIME, BINXML_GUID, BINXML_UINT32, BINXML_UINT32, BINXML_UINT64,
    BINXML_UINT8, BINXML_SID, BINXML_WIDE, BINXML_WIDE, BINXML_WIDE, BINXML_FRAGMENT };

static void leaf_blank(struct evtx_writer *w, const char *name, enum blank_of of)
{
    struct tag tag = open_tag(w, name, false, true);
    tag_opened(w, tag);
    blank(w, of, blank_types[of], of != OF_EVENT);
    tag_end(w, tag, 0x04);
}

static void put_provider(struct evtx_writer *w, const struct evtx_event *event)
{
    struct tag tag = open_tag(w, "Provider", true, true);
    attribute(w, "Name", false);
    if (event->literal)
        literal(w, event->provider);
    else
        blank(w, OF_PROVIDER, BINXML_WIDE, true);
    tag_end(w, tag, 0x03);
}

static void put_event_id(struct evtx_writer *w)
{
    struct tag tag = open_tag(w, "EventID", true, true);
    attribute(w, "Qualifiers", false);
    blank(w, OF_QUALIFIERS, BINXML_UINT16, true);
    tag_opened(w, tag);
    blank(w, OF_EVENT, BINXML_UINT16, false);
    tag_end(w, tag, 0x04);
}

static void put_attributes(struct evtx_writer *w, const char *name, const char *first, enum blank_of first_of,
        const char *second, enum blank_of second_of)
{
    struct tag tag = open_tag(w, name, true, true);
    attribute(w, first, second != NULL);
    blank(w, first_of, blank_types[first_of], true);
    if (second != NULL) {
        attribute(w, second, false);
        blank(w, second_of, blank_types[second_of], true);
    }
    tag_end(w, tag, 0x03);
}

static void put_system(struct evtx_writer *w, const struct evtx_event *event)
{
    struct tag tag = open_tag(w, "System", false, true);
    tag_opened(w, tag);
    put_provider(w, event);
    put_event_id(w);
    leaf_blank(w, "Version", OF_VERSION);
    leaf_blank(w, "Level", OF_LEVEL);
    leaf_blank(w, "Task", OF_TASK);
    leaf_blank(w, "Opcode", OF_OPCODE);
    leaf_blank(w, "Keywords", OF_KEYWORDS);
    put_attributes(w, "TimeCreated", "SystemTime", OF_TIME, NULL, 0);
    leaf_blank(w, "EventRecordID", OF_RECORD);
    put_attributes(w, "Correlation", "ActivityID", OF_ACTIVITY, NULL, 0);
    put_attributes(w, "Execution", "ProcessID", OF_PROCESS, "ThreadID", OF_THREAD);
    leaf_blank(w, "Channel", OF_CHANNEL);
    leaf_blank(w, "Computer", OF_COMPUTER);
    put_attributes(w, "Security", "UserID", OF_USER, NULL, 0);
    tag_end(w, tag, 0x04);
}

/* ---- templates ---- */

static void put_classic_data(struct evtx_writer *w)
{
    struct tag data = open_tag(w, "EventData", false, true), tag;
    tag_opened(w, data);
    tag = open_tag(w, "Data", false, true);
    tag_opened(w, tag);
    blank(w, OF_DATA, BINXML_ARRAY | BINXML_WIDE, false);
    tag_end(w, tag, 0x04);
    tag_end(w, data, 0x04);
}

static void put_event_form(struct evtx_writer *w, const struct evtx_event *event)
{
    struct tag tag = open_tag(w, "Event", true, true);
    attribute(w, "xmlns", false);
    literal(w, LIT(XMLNS));
    tag_opened(w, tag);
    put_system(w, event);
    if (event->shape == EVTX_CLASSIC)
        put_classic_data(w);
    else
        blank(w, OF_DATA, BINXML_FRAGMENT, true);
    tag_end(w, tag, 0x04);
}

static void put_field_form(struct evtx_writer *w, const struct evtx_field *field, unsigned index, bool user)
{
    char name[128] = "Data";
    if (user)
        (void)snprintf(name, sizeof name, "%.*s", (int)field->name.len, field->name.at);
    bool has_name = !user && field->name.len > 0;
    struct tag tag = open_tag(w, name, has_name, true);
    if (has_name) {
        attribute(w, "Name", false);
        literal(w, field->name);
    }
    tag_opened(w, tag);
    blank(w, index, field->type, false);
    tag_end(w, tag, 0x04);
}

static void put_data_form(struct evtx_writer *w, const struct evtx_event *event)
{
    bool user = event->shape == EVTX_USER;
    struct tag tag = open_tag(w, user ? "UserData" : "EventData", false, true), inner = { 0 };
    tag_opened(w, tag);
    if (user) {
        inner = open_tag(w, "EventXML", false, true);
        tag_opened(w, inner);
    }
    for (unsigned i = 0; i < event->count; i++)
        put_field_form(w, &event->fields[i], i, user);
    if (user)
        tag_end(w, inner, 0x04);
    tag_end(w, tag, 0x04);
}

/* A fragment's head and the reference; the definition where the block has none yet. */
static void put_instance(struct evtx_writer *w, uint64_t what, const struct evtx_event *event,
        void (*form)(struct evtx_writer *w, const struct evtx_event *event))
{
    put_number(w, 0x0001010f, 4);
    put_number(w, 0x010c, 2);
    put_number(w, what, 4);
    uint32_t at = known_at(w->forms, w->forms_count, what);
    if (at != 0) {
        put_number(w, at, 4);
        return;
    }
    at = w->at + 4;
    put_number(w, at, 4);
    put_number(w, 0, 4);
    put_number(w, what, 8); /* a GUID */
    put_number(w, what * 31, 8);
    put_number(w, 0, 4);
    put_number(w, 0x0001010f, 4);
    form(w, event);
    put_number(w, 0, 1);
    if (w->full)
        return;
    set_number(w->block + at + 20, w->at - at - 24, 4);
    if (w->forms_count < sizeof w->forms / sizeof w->forms[0])
        w->forms[w->forms_count++] = (struct evtx_known){ what, at };
}

/* ---- values ---- */

/* The same shape and names are the same template. */
static uint64_t form_of_data(const struct evtx_event *event)
{
    uint64_t what = hash_pair(event->shape, event->count);
    for (unsigned i = 0; i < event->count; i++)
        what = hash_pair(what, hash_bytes(event->fields[i].name, event->fields[i].type));
    return what;
}

static void describe(struct evtx_writer *w, uint32_t *descriptor, uint32_t begin, unsigned type)
{
    if (!w->full)
        set_number(w->block + *descriptor, (w->at - begin) | (uint64_t)type << 16, 4);
    *descriptor += 4;
}

/* Numbers and zeros for `count` values; returns where the first stands. */
static uint32_t put_descriptors(struct evtx_writer *w, unsigned count)
{
    put_number(w, count, 4);
    uint32_t at = w->at;
    for (unsigned i = 0; i < count; i++)
        put_number(w, 0, 4);
    return at;
}

static void put_field(struct evtx_writer *w, const struct evtx_field *field)
{
    if (field->type == BINXML_WIDE)
        (void)put_wide(w, field->value);
    else
        put(w, field->value.at, field->value.len);
}

static void put_data_values(struct evtx_writer *w, const struct evtx_event *event)
{
    uint32_t descriptor = put_descriptors(w, event->count);
    for (unsigned i = 0; i < event->count; i++) {
        uint32_t begin = w->at;
        put_field(w, &event->fields[i]);
        describe(w, &descriptor, begin, event->fields[i].type);
    }
}

static void put_array(struct evtx_writer *w, const struct evtx_event *event)
{
    for (unsigned i = 0; i < event->count; i++) {
        (void)put_wide(w, event->fields[i].value);
        put_number(w, 0, 2);
    }
}

/* EventData as an element that stands in a value, or in the record itself. */
static void put_data_element(struct evtx_writer *w, const struct evtx_event *event)
{
    struct tag data = open_tag(w, "EventData", false, false);
    tag_opened(w, data);
    for (unsigned i = 0; i < event->count; i++) {
        const struct evtx_field *field = &event->fields[i];
        struct tag tag = open_tag(w, "Data", field->name.len > 0, false);
        if (field->name.len > 0) {
            attribute(w, "Name", false);
            literal(w, field->name);
        }
        tag_opened(w, tag);
        literal(w, field->value);
        tag_end(w, tag, 0x04);
    }
    tag_end(w, data, 0x04);
}

static void put_blank(struct evtx_writer *w, const struct evtx_event *event, enum blank_of of)
{
    switch (of) {
    case OF_EVENT: put_number(w, event->id, 2); break;
    case OF_KEYWORDS: put_number(w, 0x8010000000000000u, 8); break;
    case OF_TIME: put_number(w, (uint64_t)(event->time * 10) + 116444736000000000u, 8); break;
    case OF_PROCESS:
    case OF_THREAD: put_number(w, event->pid, 4); break;
    case OF_RECORD: put_number(w, event->record, 8); break;
    case OF_CHANNEL: (void)put_wide(w, event->channel); break;
    case OF_COMPUTER: (void)put_wide(w, event->computer); break;
    case OF_PROVIDER:
        if (!event->literal)
            (void)put_wide(w, event->provider);
        break;
    case OF_LEVEL:
    case OF_OPCODE:
    case OF_VERSION: put_number(w, 0, 1); break;
    case OF_TASK: put_number(w, 12544, 2); break;
    case OF_DATA:
        if (event->shape == EVTX_CLASSIC) {
            put_array(w, event);
        } else if (event->shape == EVTX_ELEMENT) {
            put_number(w, 0x0001010f, 4);
            put_data_element(w, event);
            put_number(w, 0, 1);
        } else {
            put_instance(w, form_of_data(event), event, put_data_form);
            put_data_values(w, event);
        }
        break;
    default: break;
    }
}

static void put_event_values(struct evtx_writer *w, const struct evtx_event *event)
{
    uint32_t descriptor = put_descriptors(w, OF_COUNT);
    for (unsigned i = 0; i < OF_COUNT; i++) {
        uint32_t begin = w->at;
        put_blank(w, event, (enum blank_of)i);
        unsigned type = i == OF_DATA && event->shape == EVTX_CLASSIC ? BINXML_ARRAY | BINXML_WIDE
                                                                     : blank_types[i];
        describe(w, &descriptor, begin, w->at == begin ? BINXML_NULL : type);
    }
}

/* ---- without templates ---- */

static void leaf(struct evtx_writer *w, const char *name, struct slice value)
{
    struct tag tag = open_tag(w, name, false, false);
    tag_opened(w, tag);
    literal(w, value);
    tag_end(w, tag, 0x04);
}

static void leaf_attribute(struct evtx_writer *w, const char *name, const char *key, struct slice value)
{
    struct tag tag = open_tag(w, name, true, false);
    attribute(w, key, false);
    literal(w, value);
    tag_end(w, tag, 0x03);
}

static void put_direct(struct evtx_writer *w, const struct evtx_event *event)
{
    char number[32], when[TIME_TEXT_MAX];
    put_number(w, 0x0001010f, 4);
    struct tag tag = open_tag(w, "Event", false, false), system;
    tag_opened(w, tag);
    system = open_tag(w, "System", false, false);
    tag_opened(w, system);
    leaf_attribute(w, "Provider", "Name", event->provider);
    (void)snprintf(number, sizeof number, "%u", event->id);
    leaf(w, "EventID", text(number));
    leaf_attribute(w, "TimeCreated", "SystemTime", (struct slice){ when, time_format(event->time, when) });
    (void)snprintf(number, sizeof number, "%llu", (unsigned long long)event->record);
    leaf(w, "EventRecordID", text(number));
    leaf(w, "Channel", event->channel);
    leaf(w, "Computer", event->computer);
    tag_end(w, system, 0x04);
    put_data_element(w, event);
    tag_end(w, tag, 0x04);
    put_number(w, 0, 1);
}

/* ---- records and blocks ---- */

static void put_record(struct evtx_writer *w, const struct evtx_event *event)
{
    uint32_t begin = w->at;
    put_number(w, 0x2a2a, 4);
    put_number(w, 0, 4);
    put_number(w, w->records + 1, 8);
    put_number(w, (uint64_t)(event->time * 10) + 116444736000000000u, 8);
    if (event->shape == EVTX_DIRECT) {
        put_direct(w, event);
    } else {
        uint64_t what = hash_pair(
                event->shape == EVTX_CLASSIC, event->literal ? hash_bytes(event->provider, 2) : 1);
        put_instance(w, what, event, put_event_form);
        put_event_values(w, event);
    }
    while (!w->full && (w->at - begin) % 8 != 4)
        put_number(w, 0, 1);
    put_number(w, w->at - begin + 4, 4);
    if (w->full)
        return;
    set_number(w->block + begin + 4, w->at - begin, 4);
    w->last = begin;
    w->records++;
}

static void block_open(struct evtx_writer *w)
{
    memset(w->block, 0, sizeof w->block);
    w->at = EVTX_BLOCK_HEAD;
    w->last = 0;
    w->names_count = w->forms_count = 0;
    w->first = w->records + 1;
    w->full = false;
}

static void block_close(struct evtx_writer *w)
{
    char *b = w->block;
    memcpy(b, "ElfChnk", 8);
    set_number(b + 8, w->first, 8);
    set_number(b + 16, w->records, 8);
    set_number(b + 24, w->first, 8);
    set_number(b + 32, w->records, 8);
    set_number(b + 40, 128, 4);
    set_number(b + 44, w->last, 4);
    set_number(b + 48, w->at, 4);
    const Bytef *bytes = (const Bytef *)b;
    set_number(b + 52, crc32(0, bytes + EVTX_BLOCK_HEAD, w->at - EVTX_BLOCK_HEAD), 4);
    set_number(b + 124, crc32(crc32(0, bytes, 120), bytes + 128, EVTX_BLOCK_HEAD - 128), 4);
    out_bytes(&w->file, (struct slice){ b, EVTX_BLOCK });
    w->blocks++;
}

void evtx_writer_begin(struct evtx_writer *w)
{
    static const char zeros[EVTX_HEADER];
    memset(&w->file, 0, sizeof w->file);
    w->records = 0;
    w->blocks = 0;
    out_bytes(&w->file, (struct slice){ zeros, sizeof zeros });
    block_open(w);
}

void evtx_writer_block(struct evtx_writer *w)
{
    block_close(w);
    block_open(w);
}

bool evtx_writer_add(struct evtx_writer *w, const struct evtx_event *event)
{
    for (unsigned tries = 0; tries < 2; tries++) {
        uint32_t begin = w->at;
        unsigned names = w->names_count, forms = w->forms_count;
        put_record(w, event);
        if (!w->full)
            return true;
        memset(w->block + begin, 0, EVTX_BLOCK - begin);
        w->at = begin;
        w->names_count = names;
        w->forms_count = forms;
        w->full = false;
        if (begin == EVTX_BLOCK_HEAD)
            return false;
        evtx_writer_block(w);
    }
    return false;
}

struct slice evtx_writer_end(struct evtx_writer *w)
{
    block_close(w);
    char *h = w->file.at;
    if (h == NULL)
        return (struct slice){ NULL, 0 };
    memcpy(h, "ElfFile", 8);
    set_number(h + 16, w->blocks - 1, 8);
    set_number(h + 24, w->records + 1, 8);
    set_number(h + 32, 128, 4);
    set_number(h + 36, 1, 2);
    set_number(h + 38, 3, 2);
    set_number(h + 40, EVTX_HEADER, 2);
    set_number(h + 42, w->blocks, 2);
    set_number(h + 124, crc32(0, (const Bytef *)h, 120), 4);
    return (struct slice){ w->file.at, w->file.len };
}

void evtx_writer_done(struct evtx_writer *w)
{
    out_done(&w->file);
}
