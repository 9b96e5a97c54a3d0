/* windows_xml.c - the format "windows-xml": events as wevtutil, Event Viewer and PowerShell write them.
 *
 * Source  Microsoft Learn, "Event Schema" (EventType, SystemPropertiesType, EventDataType, RenderingInfoType).
 */
#include "core/parse/windows_formats.h"
#include "core/parse/windows_inside.h"
#include "core/wire/xml.h"
#include "core/wire/xml_events.h"

/* ---- one event ---- */

enum part { PART_OTHER, PART_SYSTEM, PART_DATA, PART_RENDERED };

struct reading {
    struct windows_event event;
    struct arena *scratch;
    enum part part;
    enum windows_datum datum; /* of the open element; WINDOWS_OTHER: none */
    struct slice leaf;        /* name of the open element */
    bool unwanted;
};

static void open_system(struct reading *r, const struct xml_token *token)
{
    uint32_t pid;
    if (slice_eq(token->name, LIT("Provider"))) {
        r->event.provider = xml_attribute(token->attributes, LIT("Name"), r->scratch);
    } else if (slice_eq(token->name, LIT("TimeCreated"))) {
        struct slice stamp = xml_attribute(token->attributes, LIT("SystemTime"), r->scratch);
        bool zoned;
        if (take_time_iso(&stamp, &r->event.time, &zoned) && !zoned)
            r->event.flags |= STAMP_NO_ZONE;
    } else if (slice_eq(token->name, LIT("Execution"))) {
        if (windows_number(xml_attribute(token->attributes, LIT("ProcessID"), r->scratch), &pid))
            r->event.pid = pid;
    }
}

static void text_system(struct reading *r, struct slice text)
{
    uint64_t number;
    if (slice_eq(r->leaf, LIT("EventID"))) {
        if (slice_to_uint(slice_trim(text), UINT16_MAX, &number))
            r->event.id = (uint32_t)number;
        r->unwanted = !windows_wants(r->event.provider, r->event.id);
    } else if (slice_eq(r->leaf, LIT("EventRecordID"))) {
        if (slice_to_uint(slice_trim(text), UINT64_MAX, &number))
            r->event.record = number;
    } else if (slice_eq(r->leaf, LIT("Channel"))) {
        r->event.channel = text;
    } else if (slice_eq(r->leaf, LIT("Computer"))) {
        r->event.computer = text;
    }
}

/* <Data Name="x">, <Data>, or in UserData an element that is called as the datum is. */
static void open_data(struct reading *r, const struct xml_token *token)
{
    if (!slice_eq(token->name, LIT("Data"))) {
        r->datum = windows_datum_of(token->name);
        return;
    }
    struct slice name = xml_attribute(token->attributes, LIT("Name"), r->scratch);
    if (name.len > 0)
        r->datum = windows_datum_of(name);
    else
        r->datum = WINDOWS_UNNAMED + r->event.unnamed < WINDOWS_DATA ? WINDOWS_UNNAMED + r->event.unnamed++
                                                                     : WINDOWS_OTHER;
}

static void open_element(struct reading *r, const struct xml *xml, const struct xml_token *token)
{
    r->leaf = token->name;
    r->datum = WINDOWS_OTHER;
    if (xml->depth == 2)
        r->part = slice_eq(token->name, LIT("System")) ? PART_SYSTEM
                : slice_eq(token->name, LIT("EventData")) || slice_eq(token->name, LIT("UserData"))
                ? PART_DATA
                : slice_eq(token->name, LIT("RenderingInfo")) ? PART_RENDERED
                                                              : PART_OTHER;
    else if (r->part == PART_SYSTEM)
        open_system(r, token);
    else if (r->part == PART_DATA)
        open_data(r, token);
}

static void take_text(struct reading *r, const struct xml_token *token)
{
    if (r->part == PART_SYSTEM)
        text_system(r, xml_text(token, r->scratch));
    else if (r->part == PART_DATA && r->datum != WINDOWS_OTHER && r->event.data[r->datum].len == 0)
        r->event.data[r->datum] = xml_text(token, r->scratch);
    else if (r->part == PART_RENDERED && slice_eq(r->leaf, LIT("Message")) && r->event.message.len == 0)
        r->event.message = xml_text(token, r->scratch);
}

/* False when it is no whole event. Stops early at one that cannot be a sign-in. */
static bool read_event(struct reading *r, struct slice text)
{
    struct xml xml;
    xml_begin(&xml, text);
    while (!r->unwanted) {
        struct xml_token token = xml_next(&xml);
        switch (token.kind) {
        case XML_OPEN: open_element(r, &xml, &token); break;
        case XML_TEXT: take_text(r, &token); break;
        case XML_CLOSE: r->leaf = slice_first(r->leaf, 0), r->datum = WINDOWS_OTHER; break;
        case XML_END: return true;
        case XML_BROKEN: return false;
        }
    }
    return true;
}

void windows_xml_data(struct slice text, struct arena *scratch, struct windows_event *event)
{
    struct reading r = { .event = *event, .scratch = scratch, .part = PART_DATA, .datum = WINDOWS_OTHER };
    struct xml xml;
    xml_begin(&xml, text);
    for (;;) {
        struct xml_token token = xml_next(&xml);
        if (token.kind == XML_END || token.kind == XML_BROKEN)
            break;
        if (token.kind == XML_TEXT)
            take_text(&r, &token);
        r.datum = WINDOWS_OTHER;
        if (token.kind == XML_OPEN)
            open_data(&r, &token);
    }
    *event = r.event;
}

/* ---- all events ---- */

static void take_event(struct slice text, uint64_t offset, uint32_t line, struct batch *out)
{
    struct record *rec = batch_next(out);
    struct reading r = { .event = { .time = TIME_NONE }, .scratch = &out->scratch, .datum = WINDOWS_OTHER };
    rec->offset = offset;
    rec->length = (uint32_t)text.len;
    rec->line = line;
    const char *why = "a whole event";
    if (read_event(&r, text))
        why = r.unwanted || r.event.id == 0 ? "" : windows_fill(&r.event, &out->scratch, rec);
    bool context = why != NULL && why[0] == '\0' && !r.unwanted && r.event.id != 0;
    batch_told(out, why, offset, text.len, line);
    out->context += context; /* understood, and no attempt */
    out->irrelevant -= context;
}

static size_t windows_xml_parse(
        const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    size_t pos = 0, done = 0;
    uint32_t line = 0;
    struct slice event;
    (void)reader;
    while (xml_next_event(data, &pos, &event)) {
        size_t start = (size_t)(event.at - data.at);
        if (out->count == out->cap)
            return done;
        line += (uint32_t)slice_lines((struct slice){ data.at + done, start - done });
        take_event(event, offset + start, line, out);
        line += (uint32_t)slice_lines(event);
        done = pos;
    }
    if (pos < data.len) { /* the input ends within an event */
        out->lines++;
        batch_unparsed(out, offset + pos, data.len - pos, line, "the end of an event");
    }
    return data.len;
}

static int windows_xml_sniff(struct slice head)
{
    struct slice first = slice_first(head, 4096);
    size_t at = slice_find_slice(first, LIT("<Event "));
    bool schema = slice_find_slice(first, LIT("schemas.microsoft.com/win/2004/08/events/event")) < first.len;
    return at < first.len && (schema || slice_find_slice(first, LIT("<System>")) < first.len) ? 95 : 0;
}

const struct format windows_xml_format = {
    .name = "windows-xml",
    .help = "Windows events as XML: Security, AD FS, NPS, OpenSSH, SQL Server, Remote Desktop",
    .versions = "Windows Server 2008 and later, Windows Vista and later",
    .how = "wevtutil qe Security /f:xml > security.xml; or Event Viewer, Save All Events As, XML",
    .sample = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider "
              "Name='Microsoft-Windows-Security-Auditing'/><EventID>4625</EventID><TimeCreated "
              "SystemTime='2026-11-09T02:10:00.1234567Z'/><EventRecordID>101</"
              "EventRecordID><Channel>Security</Channel>"
              "<Computer>file1.institute.example</Computer></System><EventData><Data "
              "Name='TargetUserName'>j.meier</Data><Data Name='Status'>0xc000006d</Data><Data "
              "Name='SubStatus'>0xc000006a</Data><Data Name='LogonType'>3</Data><Data "
              "Name='IpAddress'>192.0.2.7</Data></EventData></Event>",
    .family = FAMILY_WINDOWS,
    .gives = GIVES_BOTH,
    .framing = FRAME_XML,
    .sniff = windows_xml_sniff,
    .parse = windows_xml_parse,
};
