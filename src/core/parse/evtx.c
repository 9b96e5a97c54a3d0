/* evtx.c - the format "evtx": Windows event logs as they lie on the disk.
 *
 * Method  the number of the event decides before anything of it is decoded; of a wanted one only the data that an
 *         event of Windows may need are.
 * Source  Microsoft Learn, "Event Schema" (what stands where); core/wire/evtx.h names those of the form.
 */
#include "core/wire/evtx.h"
#include "core/parse/windows.h"
#include "core/parse/windows_formats.h"
#include "core/wire/binxml.h"

#define RECORDS_MAX (EVTX_BLOCK / EVTX_RECORD_MIN) /* of one block */
#define NESTED_MAX 8u /* fragments within one event: EventData is one of its own */

/* ---- places ---- */

enum place {
    PLACE_PROVIDER = 1,
    PLACE_EVENT,
    PLACE_TIME,
    PLACE_RECORD,
    PLACE_PROCESS,
    PLACE_CHANNEL,
    PLACE_COMPUTER,
    PLACE_MESSAGE,
    PLACE_TOLD, /* up to here a value is read by the first part of its place */
    IN_FILE = PLACE_TOLD,
    IN_EVENT,
    IN_SYSTEM,
    IN_PROVIDER,
    IN_TIME,
    IN_EXECUTION,
    IN_DATA,
    IN_RENDERING,
    PLACE_FREE,  /* <Data> without a name */
    PLACE_DATUM, /* and its enum windows_datum */
};
_Static_assert(PLACE_TOLD <= BINXML_FIRST, "looked up by their first part");

static uint16_t place_of(struct slice name)
{
    enum windows_datum datum = windows_datum_of(name);
    return datum < WINDOWS_UNNAMED ? (uint16_t)(PLACE_DATUM + datum) : 0;
}

static uint16_t event_element(struct slice name)
{
    if (slice_eq(name, LIT("System")))
        return IN_SYSTEM;
    if (slice_eq(name, LIT("EventData")) || slice_eq(name, LIT("UserData")))
        return IN_DATA;
    return slice_eq(name, LIT("RenderingInfo")) ? IN_RENDERING : 0;
}

static uint16_t system_element(struct slice name)
{
    static const struct {
        const char *name;
        enum place place;
    } elements[] = {
        { "Provider", IN_PROVIDER },
        { "EventID", PLACE_EVENT },
        { "TimeCreated", IN_TIME },
        { "EventRecordID", PLACE_RECORD },
        { "Execution", IN_EXECUTION },
        { "Channel", PLACE_CHANNEL },
        { "Computer", PLACE_COMPUTER },
    };
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
        if (slice_eq(name, text(elements[i].name)))
            return (uint16_t)elements[i].place;
    return 0;
}

/* Of UserData an element has the datum's name, at any depth. */
static uint16_t data_element(struct slice name)
{
    if (slice_eq(name, LIT("Data")))
        return PLACE_FREE;
    uint16_t place = place_of(name);
    return place != 0 ? place : IN_DATA;
}

static uint16_t element(void *ctx, uint16_t within, struct slice name)
{
    (void)ctx;
    switch (within) {
    case IN_FILE: return slice_eq(name, LIT("Event")) ? IN_EVENT : 0;
    case IN_EVENT: return event_element(name);
    case IN_SYSTEM: return system_element(name);
    case IN_DATA: return data_element(name);
    case IN_RENDERING: return slice_eq(name, LIT("Message")) ? PLACE_MESSAGE : 0;
    default: return 0;
    }
}

static uint16_t attribute(void *ctx, uint16_t of, struct slice name)
{
    (void)ctx;
    if (of == IN_PROVIDER && slice_eq(name, LIT("Name")))
        return PLACE_PROVIDER;
    if (of == IN_TIME && slice_eq(name, LIT("SystemTime")))
        return PLACE_TIME;
    if (of == IN_EXECUTION && slice_eq(name, LIT("ProcessID")))
        return PLACE_PROCESS;
    return of == PLACE_FREE && slice_eq(name, LIT("Name")) ? BINXML_NAMES : 0;
}

static uint16_t named(void *ctx, uint16_t of, struct slice name)
{
    (void)ctx;
    return name.len > 0 ? place_of(name) : of;
}

static const struct binxml_places places = { element, attribute, named, NULL };

/* ---- one event ---- */

static const char no_room[] = "texts of at most 256 KiB in a block";

struct nested {
    struct binxml_value fragment;
    uint16_t within;
};

struct reading {
    struct binxml xml;
    struct windows_event event;
    struct nested nested[NESTED_MAX];
    unsigned nested_count;
    struct binxml_values values;
    const struct binxml_form *form;
    struct {
        struct slice wide, text; /* UTF-16 and UTF-8 */
        uint32_t id;
        bool is_wanted;
    } last; /* provider and number of the last event: mostly those of this one */
};

static const struct binxml_part *first_of(const struct reading *r, enum place place)
{
    return r->form->first[place] > 0 ? &r->form->parts[r->form->first[place] - 1] : NULL;
}

static bool text_of(struct reading *r, enum place place, struct slice *ret)
{
    const struct binxml_part *part = first_of(r, place);
    return part == NULL || binxml_text(&r->xml, part, &r->values, ret);
}

static uint64_t number_of(struct reading *r, enum place place)
{
    const struct binxml_part *part = first_of(r, place);
    uint64_t n;
    return part != NULL && binxml_number(&r->xml, part, &r->values, &n) ? n : 0;
}

/* A FILETIME; where there is no template it may be written out. */
static time_us time_of(struct reading *r)
{
    const struct binxml_part *part = first_of(r, PLACE_TIME);
    const struct binxml_value *value = part != NULL ? binxml_value(part, &r->values) : NULL;
    struct slice stamp = { NULL, 0 };
    time_us time;
    bool zoned;
    if (value != NULL && value->type == BINXML_FILETIME)
        return binxml_time(number_of(r, PLACE_TIME));
    if (!text_of(r, PLACE_TIME, &stamp) || !take_time_iso(&stamp, &time, &zoned))
        return TIME_NONE;
    return time;
}

/* What stands in System, but the number and provider, which are known. */
static const char *take_system(struct reading *r, const struct evtx_record *row)
{
    struct windows_event *event = &r->event;
    event->record = number_of(r, PLACE_RECORD);
    if (event->record == 0)
        event->record = row->number;
    event->time = time_of(r);
    if (event->time == TIME_NONE)
        event->time = binxml_time(row->written);
    event->pid = (uint32_t)number_of(r, PLACE_PROCESS);
    return text_of(r, PLACE_CHANNEL, &event->channel) && text_of(r, PLACE_COMPUTER, &event->computer)
                    && text_of(r, PLACE_MESSAGE, &event->message)
            ? NULL
            : no_room;
}

/* A datum without a name; an array of texts is as many of them. */
static const char *take_free(struct reading *r, const struct binxml_part *part)
{
    struct windows_event *event = &r->event;
    const struct binxml_value *value = binxml_value(part, &r->values);
    struct binxml_value item;
    size_t pos = 0;
    if (value == NULL || (value->type & BINXML_ARRAY) == 0 || value->len == 0) {
        if (event->unnamed == WINDOWS_DATA - WINDOWS_UNNAMED)
            return NULL;
        return binxml_text(&r->xml, part, &r->values, &event->data[WINDOWS_UNNAMED + event->unnamed++])
                ? NULL
                : no_room;
    }
    while (event->unnamed < WINDOWS_DATA - WINDOWS_UNNAMED && binxml_item(&r->xml, value, &pos, &item))
        if (!binxml_value_text(&r->xml, &item, &event->data[WINDOWS_UNNAMED + event->unnamed++]))
            return no_room;
    return NULL;
}

static const char *take_part(struct reading *r, const struct binxml_part *part)
{
    const struct binxml_value *value = binxml_value(part, &r->values);
    if (value != NULL && value->type == BINXML_FRAGMENT) {
        if (value->len > 0 && r->nested_count < NESTED_MAX)
            r->nested[r->nested_count++] = (struct nested){ *value, part->place };
        return NULL;
    }
    if (part->kind == BINXML_OPTIONAL && (value == NULL || value->type == BINXML_NULL))
        return NULL; /* its element is not there */
    if (part->place == PLACE_FREE)
        return take_free(r, part);
    if (part->place < PLACE_DATUM || r->event.data[part->place - PLACE_DATUM].len > 0)
        return NULL;
    return binxml_text(&r->xml, part, &r->values, &r->event.data[part->place - PLACE_DATUM]) ? NULL : no_room;
}

static const char *take_parts(struct reading *r)
{
    const char *why = NULL;
    for (unsigned i = 0; i < r->form->count && why == NULL; i++) {
        const struct binxml_part *part = &r->form->parts[i];
        if (part->place >= IN_EVENT)
            why = take_part(r, part);
        while (part->more)
            part = &r->form->parts[++i];
    }
    return why;
}

/* The event's own template, then the fragments that stand in it. */
static const char *take_data(struct reading *r)
{
    const char *why = take_parts(r);
    for (unsigned i = 0; i < r->nested_count && why == NULL; i++) {
        const struct nested n = r->nested[i];
        why = binxml_open(&r->xml, n.fragment.at, n.fragment.at + (size_t)n.fragment.len, n.within, &r->form,
                &r->values);
        if (why == NULL)
            why = take_parts(r);
    }
    return why;
}

/* Whose event it is. Its text is kept while the next record tells the same. */
static bool take_provider(struct reading *r)
{
    const struct binxml_part *part = first_of(r, PLACE_PROVIDER);
    const struct binxml_value *value = part != NULL ? binxml_value(part, &r->values) : NULL;
    struct slice wide = { NULL, 0 };
    if (value != NULL && value->type == BINXML_WIDE)
        wide = (struct slice){ r->xml.block.at + value->at, value->len };
    else if (part != NULL && part->kind == BINXML_TEXT && !part->more)
        wide = part->text;
    if (wide.len > 0 && slice_eq(wide, r->last.wide)) {
        r->event.provider = r->last.text;
        return true;
    }
    if (!text_of(r, PLACE_PROVIDER, &r->event.provider))
        return false;
    r->last.wide = wide;
    r->last.text = r->event.provider;
    r->last.id = UINT32_MAX;
    return true;
}

/* "" where the event is of no use, else NULL or what was expected. */
static const char *open_event(struct reading *r, const struct evtx_record *row)
{
    const struct slice any = { NULL, 0 };
    struct windows_event *event = &r->event;
    uint64_t id;
    const char *why = binxml_open(
            &r->xml, row->at + EVTX_RECORD_HEAD, row->at + row->len - 4, IN_FILE, &r->form, &r->values);
    if (why != NULL)
        return why;
    const struct binxml_part *part = first_of(r, PLACE_EVENT);
    if (part == NULL || !binxml_number(&r->xml, part, &r->values, &id))
        return "an event with its number (EventID)";
    if (id > UINT16_MAX || !windows_wants(any, (uint32_t)id))
        return "";
    *event = (struct windows_event){ .id = (uint32_t)id, .time = TIME_NONE };
    if (!take_provider(r))
        return no_room;
    if (r->last.id != event->id) {
        r->last.id = event->id;
        r->last.is_wanted = windows_wants(event->provider, event->id);
    }
    return r->last.is_wanted ? NULL : "";
}

/* ---- blocks ---- */

static uint32_t line_of(uint64_t number)
{
    return number == 0 ? 0 : number - 1 < UINT32_MAX ? (uint32_t)(number - 1) : UINT32_MAX;
}

static const char *fill_record(struct reading *r, const struct evtx_record *row, struct record *rec)
{
    const char *why = take_system(r, row);
    rec->line = line_of(r->event.record);
    if (why == NULL)
        why = take_data(r);
    return why != NULL ? why : windows_fill(&r->event, r->xml.arena, rec);
}

static void take_record(struct reading *r, const struct evtx_record *row, uint64_t offset, struct batch *out)
{
    struct record *rec;
    r->nested_count = 0;
    const char *why = open_event(r, row);
    if (why == NULL && (rec = batch_next(out)) != NULL) {
        rec->offset = offset;
        rec->length = (uint32_t)row->len;
        why = fill_record(r, row, rec);
        batch_told(out, why, offset, row->len, rec->line);
        return;
    }
    out->lines++;
    if (why != NULL && why[0] == '\0') {
        out->irrelevant++;
    } else {
        batch_unparsed(out, offset, row->len, line_of(row->number), why ? why : "records that fit a block");
    }
}

static void take_block(struct slice block, uint64_t offset, struct batch *out)
{
    struct reading r;
    struct evtx_walk walk;
    struct evtx_record row;
    enum evtx_found found;
    binxml_begin(&r.xml, block, &places, &out->scratch);
    r.last.wide.len = 0;
    r.last.id = UINT32_MAX;
    evtx_walk_begin(&walk, block);
    while ((found = evtx_next(&walk, &row)) != EVTX_END) {
        if (found == EVTX_RECORD) {
            take_record(&r, &row, offset + row.at, out);
            continue;
        }
        out->lines++;
        batch_unparsed(out, offset + row.at, row.len, line_of(walk.last + 1), "whole records");
    }
}

/* Does another block find room, whatever it holds? */
static bool has_room(const struct batch *out)
{
    return out->cap - out->count >= RECORDS_MAX
            && out->scratch.cap - out->scratch.used >= out->scratch.cap / 2;
}

static size_t evtx_parse(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    (void)reader;
    size_t at = offset == 0 ? evtx_begin(data) : 0;
    if (at > data.len) {
        out->lines++;
        batch_unparsed(out, offset, data.len, 0, "a header of 4,096 bytes");
        return data.len;
    }
    while (at < data.len && (out->count == 0 || has_room(out))) {
        struct slice block = slice_first(slice_skip(data, at), EVTX_BLOCK);
        take_block(block, offset + at, out);
        at += block.len;
    }
    return at;
}

static int evtx_sniff(struct slice head)
{
    return evtx_is(head) ? 100 : 0;
}

const struct format evtx_format = {
    .name = "evtx",
    .help = "Windows event logs (.evtx): Security, AD FS, NPS, OpenSSH, SQL Server, Remote Desktop; damaged "
            "ones too",
    .versions = "Windows Server 2008 and later, Windows Vista and later",
    .how = "Event Viewer, Save All Events As, .evtx; or wevtutil epl Security security.evtx; or copies of "
           "C:\\Windows\\System32\\winevt\\Logs",
    .family = FAMILY_WINDOWS,
    .gives = GIVES_BOTH,
    .framing = FRAME_BLOCKS,
    .sniff = evtx_sniff,
    .parse = evtx_parse,
    .quote = evtx_quote,
};
