/* windows_json.c - the format "windows-json": Windows events as the collectors write them.
 *
 * Forms   Winlogbeat 7 and 8 and Elastic Agent (winlog.event_data.X, nested or with dotted names), NXLog and fluentd
 *         (flat), forwarded or converted XML (Event.System, Event.EventData: by name, as a list of names and texts, or as
 *         a list of texts), Azure Monitor's tables SecurityEvent and Event (flat, EventData as XML).
 * Source  Elastic, "Winlogbeat fields"; NXLog, "im_msvistalog"; Microsoft Learn, "SecurityEvent" and "Event" of the
 *         Azure Monitor reference; evtx_dump's form by its output.
 */
#include "core/parse/json_source.h"
#include "core/parse/windows_formats.h"
#include "core/parse/windows_inside.h"
#include "core/wire/json_split.h"
#include "core/wire/json_text.h"

/* The named data come first, by their own numbers. */
enum slot {
    SLOT_PARAM = WINDOWS_UNNAMED, /* param1 to param5 */
    SLOT_ID = SLOT_PARAM + 5,
    SLOT_PROVIDER,
    SLOT_CHANNEL,
    SLOT_COMPUTER,
    SLOT_RECORD,
    SLOT_TIME,
    SLOT_PID,
    SLOT_MESSAGE,
    SLOT_TEXTS,         /* a list of texts, or of names and texts */
    SLOT_XML,           /* <EventData> as text, or a list */
    SLOT_ACCOUNT,       /* AccountName: of NXLog the one that wrote the event, but of 4778 and 4779 */
    SLOT_AZURE_ACCOUNT, /* TargetAccount: DOMAIN\name */
};
_Static_assert(SLOT_AZURE_ACCOUNT < JSON_SLOTS, "values have room for all");

#define DATA(prefix)                                                                                        \
    { prefix "TargetUserName", WINDOWS_TARGET_USER }, { prefix "TargetDomainName", WINDOWS_TARGET_DOMAIN }, \
            { prefix "TargetUserSid", WINDOWS_TARGET_SID }, { prefix "TargetSid", WINDOWS_TARGET_SID },     \
            { prefix "SubjectUserName", WINDOWS_SUBJECT_USER },                                             \
            { prefix "SubjectUserSid", WINDOWS_SUBJECT_SID }, { prefix "Status", WINDOWS_STATUS },          \
            { prefix "SubStatus", WINDOWS_SUB_STATUS }, { prefix "LogonType", WINDOWS_LOGON_TYPE },         \
            { prefix "WorkstationName", WINDOWS_WORKSTATION },                                              \
            { prefix "Workstation", WINDOWS_WORKSTATION }, { prefix "ClientName", WINDOWS_WORKSTATION },    \
            { prefix "IpAddress", WINDOWS_IP_ADDRESS }, { prefix "IPString", WINDOWS_IP_ADDRESS },          \
            { prefix "ClientAddress", WINDOWS_IP_ADDRESS }, { prefix "IpPort", WINDOWS_IP_PORT },           \
            { prefix "ProcessName", WINDOWS_PROCESS }, { prefix "ServiceName", WINDOWS_SERVICE },           \
            { prefix "TicketEncryptionType", WINDOWS_TICKET_TYPE },                                         \
            { prefix "PreAuthType", WINDOWS_PRE_AUTH }, { prefix "MemberName", WINDOWS_MEMBER_NAME },       \
            { prefix "CallingStationID", WINDOWS_NPS_CALLER }, { prefix "ReasonCode", WINDOWS_NPS_REASON }, \
    {                                                                                                       \
        prefix "payload", WINDOWS_PAYLOAD                                                                   \
    }

#define PARAMS(prefix)                                                                \
    { prefix "param1", SLOT_PARAM }, { prefix "param2", SLOT_PARAM + 1 },             \
            { prefix "param3", SLOT_PARAM + 2 }, { prefix "param4", SLOT_PARAM + 3 }, \
    {                                                                                 \
        prefix "param5", SLOT_PARAM + 4                                               \
    }

static const struct json_path paths[] = {
    /* Winlogbeat, Elastic Agent */
    { "@timestamp", SLOT_TIME },
    { "winlog.event_id", SLOT_ID },
    { "winlog.provider_name", SLOT_PROVIDER },
    { "winlog.channel", SLOT_CHANNEL },
    { "winlog.computer_name", SLOT_COMPUTER },
    { "winlog.record_id", SLOT_RECORD },
    { "winlog.process.pid", SLOT_PID },
    DATA("winlog.event_data."),
    { "winlog.event_data.AuthenticationPackageName", WINDOWS_AUTH_PACKAGE },
    { "winlog.event_data.AccountName", WINDOWS_TARGET_USER },
    PARAMS("winlog.event_data."),
    DATA("winlog.user_data."),
    /* XML turned into JSON: attributes as #attributes, @Name or Name_attributes */
    { "Event.System.EventID", SLOT_ID },
    { "Event.System.EventID.#text", SLOT_ID },
    { "Event.System.Provider.@Name", SLOT_PROVIDER },
    { "Event.System.Provider.Name", SLOT_PROVIDER },
    { "Event.System.Provider.#attributes.Name", SLOT_PROVIDER },
    { "Event.System.Provider_attributes.Name", SLOT_PROVIDER },
    { "Event.System.TimeCreated.@SystemTime", SLOT_TIME },
    { "Event.System.TimeCreated.SystemTime", SLOT_TIME },
    { "Event.System.TimeCreated.#attributes.SystemTime", SLOT_TIME },
    { "Event.System.TimeCreated_attributes.SystemTime", SLOT_TIME },
    { "Event.System.Execution.@ProcessID", SLOT_PID },
    { "Event.System.Execution.#attributes.ProcessID", SLOT_PID },
    { "Event.System.Execution_attributes.ProcessID", SLOT_PID },
    { "Event.System.EventRecordID", SLOT_RECORD },
    { "Event.System.Channel", SLOT_CHANNEL },
    { "Event.System.Computer", SLOT_COMPUTER },
    DATA("Event.EventData."),
    { "Event.EventData.AuthenticationPackageName", WINDOWS_AUTH_PACKAGE },
    { "Event.EventData.AccountName", WINDOWS_TARGET_USER },
    { "Event.EventData.Data", SLOT_TEXTS },
    { "Event.EventData.Data.#text", SLOT_TEXTS },
    { "Event.UserData.Event.EventData.Data", SLOT_TEXTS },
    { "Event.UserData.EventXML.SubjectUserName", WINDOWS_SUBJECT_USER },
    { "Event.UserData.LogFileCleared.SubjectUserName", WINDOWS_SUBJECT_USER },
    { "Event.UserData.LogFileCleared.SubjectUserSid", WINDOWS_SUBJECT_SID },
    { "Event.RenderingInfo.Message", SLOT_MESSAGE },
    /* NXLog, fluentd, Azure Monitor */
    { "EventID", SLOT_ID },
    { "EventTime", SLOT_TIME },
    { "TimeCreated", SLOT_TIME },
    { "TimeGenerated", SLOT_TIME },
    { "SourceName", SLOT_PROVIDER },
    { "ProviderName", SLOT_PROVIDER },
    { "EventSourceName", SLOT_PROVIDER },
    { "Source", SLOT_PROVIDER },
    { "Channel", SLOT_CHANNEL },
    { "EventLog", SLOT_CHANNEL },
    { "Hostname", SLOT_COMPUTER },
    { "Computer", SLOT_COMPUTER },
    { "RecordNumber", SLOT_RECORD },
    { "EventRecordID", SLOT_RECORD },
    { "ExecutionProcessID", SLOT_PID },
    { "ProcessID", SLOT_PID },
    { "Message", SLOT_MESSAGE },
    { "EventData", SLOT_XML },
    { "AccountName", SLOT_ACCOUNT },
    { "TargetAccount", SLOT_AZURE_ACCOUNT },
    { "AuthenticationPackageName", WINDOWS_AUTH_PACKAGE },
    DATA(""),
};

/* Dotted names at the top, as searches in Kibana are exported. '!' says that the dots belong to the name. */
static const struct json_path dotted_paths[] = {
    { "@timestamp", SLOT_TIME },
    { "!winlog.event_id", SLOT_ID },
    { "!winlog.provider_name", SLOT_PROVIDER },
    { "!winlog.channel", SLOT_CHANNEL },
    { "!winlog.computer_name", SLOT_COMPUTER },
    { "!winlog.record_id", SLOT_RECORD },
    { "!winlog.process.pid", SLOT_PID },
    { "message", SLOT_MESSAGE },
    DATA("!winlog.event_data."),
    PARAMS("!winlog.event_data."),
};

/* <Data> as an object: its name and its text. */
enum nested { NESTED_NAME, NESTED_TEXT };

static const struct json_path nested_paths[] = {
    { "@Name", NESTED_NAME },
    { "Name", NESTED_NAME },
    { "#attributes.Name", NESTED_NAME },
    { "#text", NESTED_TEXT },
    { "Text", NESTED_TEXT },
    { "Value", NESTED_TEXT },
};

/* ---- data as a list ---- */

static void put_unnamed(struct windows_event *event, struct slice text)
{
    if (WINDOWS_UNNAMED + event->unnamed < WINDOWS_DATA)
        event->data[WINDOWS_UNNAMED + event->unnamed++] = text;
}

static bool put_named(void *ctx, struct json_value values[JSON_SLOTS])
{
    struct windows_event *event = ctx;
    enum windows_datum datum = windows_datum_of(values[NESTED_NAME].text);
    if (values[NESTED_NAME].text.len == 0)
        put_unnamed(event, values[NESTED_TEXT].text);
    else if (datum != WINDOWS_OTHER && event->data[datum].len == 0)
        event->data[datum] = values[NESTED_TEXT].text;
    return false;
}

/* "[\"a\",\"b\"]": the texts in their order. */
static void put_texts(struct windows_event *event, struct slice list, struct arena *scratch)
{
    for (size_t i = 1; i < list.len; i++) {
        size_t from = i + 1;
        struct slice text;
        if (list.at[i] != '"')
            continue;
        for (i++; i < list.len && list.at[i] != '"'; i++)
            i += list.at[i] == '\\';
        if (i < list.len && json_text((struct slice){ list.at + from, i - from }, scratch, &text))
            put_unnamed(event, text);
    }
}

/* A list of objects or of texts, or one text alone. */
static void put_list(struct windows_event *event, struct json_value value, const struct json_plan *nested,
        struct arena *scratch)
{
    struct slice row;
    size_t pos = 0;
    if (value.kind == JSON_TEXT) {
        put_unnamed(event, value.text);
        return;
    }
    struct slice first = slice_trim(slice_skip(value.text, 1));
    if (!slice_starts(first, LIT("{"))) {
        put_texts(event, value.text, scratch);
        return;
    }
    while (json_next_record(value.text, &pos, &row))
        (void)json_read(nested, row, scratch, put_named, event);
}

/* ---- the event ---- */

static uint64_t number_of(struct json_value value)
{
    uint64_t number = 0;
    (void)slice_to_uint(slice_trim(value.text), UINT64_MAX, &number);
    return number;
}

static bool read_time(struct slice stamp, struct windows_event *event)
{
    bool zoned;
    if (!take_time_iso(&stamp, &event->time, &zoned))
        return false;
    event->flags |= (uint8_t)(zoned ? 0 : STAMP_NO_ZONE);
    return true;
}

/* Azure's TargetAccount where TargetUserName has no column: the name behind the last '\'. */
static struct slice behind_domain(struct slice account)
{
    size_t at = slice_find_last(account, LIT("\\"));
    return at < account.len ? slice_skip(account, at + 1) : account;
}

static const char *fill(struct json_value values[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    struct windows_event event = { .time = TIME_NONE };
    uint64_t id = number_of(values[SLOT_ID]);
    event.provider = values[SLOT_PROVIDER].text;
    if (id > UINT16_MAX || !windows_wants(event.provider, (uint32_t)id))
        return "";
    event.id = (uint32_t)id;
    event.record = number_of(values[SLOT_RECORD]);
    event.pid = (uint32_t)number_of(values[SLOT_PID]);
    event.channel = values[SLOT_CHANNEL].text;
    event.computer = values[SLOT_COMPUTER].text;
    event.message = values[SLOT_MESSAGE].text;
    if (!read_time(values[SLOT_TIME].text, &event))
        return "a time (@timestamp, SystemTime, EventTime or TimeGenerated)";
    for (unsigned i = 0; i < WINDOWS_UNNAMED; i++)
        event.data[i] = values[i].text;
    for (unsigned i = 0; i < 5 && values[SLOT_PARAM + i].kind != JSON_ABSENT; i++)
        put_unnamed(&event, values[SLOT_PARAM + i].text);
    if (values[SLOT_TEXTS].kind != JSON_ABSENT)
        put_list(&event, values[SLOT_TEXTS], nested, scratch);
    if (slice_starts(values[SLOT_XML].text, LIT("<")))
        windows_xml_data(values[SLOT_XML].text, scratch, &event);
    else if (values[SLOT_XML].kind == JSON_OTHER)
        put_list(&event, values[SLOT_XML], nested, scratch);
    if (id == 4778 && event.data[WINDOWS_TARGET_USER].len == 0)
        event.data[WINDOWS_TARGET_USER] = values[SLOT_ACCOUNT].text;
    if (event.data[WINDOWS_TARGET_USER].len == 0)
        event.data[WINDOWS_TARGET_USER] = behind_domain(values[SLOT_AZURE_ACCOUNT].text);
    return windows_fill(&event, scratch, rec);
}

#define SOURCE(of)                                                                  \
    {                                                                               \
        .paths = of, .count = sizeof of / sizeof of[0], .nested = nested_paths,     \
        .nested_count = sizeof nested_paths / sizeof nested_paths[0], .fill = fill, \
        .expected = "a whole JSON object of a Windows event"                        \
    }

static const struct json_source source = SOURCE(paths), dotted_source = SOURCE(dotted_paths);

static enum status windows_json_open(
        const struct format *format, struct slice head, struct reader **ret, struct error *err)
{
    (void)format;
    bool dotted = json_has_key(json_first_record(head), "winlog.event_id");
    return json_source_open(dotted ? &dotted_source : &source, head, ret, err);
}

static int windows_json_sniff(struct slice head)
{
    struct slice first = json_first_record(head);
    bool beat = json_has_key(first, "winlog") && json_has_key(first, "event_id");
    bool xml = json_has_key(first, "Event") && json_has_key(first, "EventRecordID");
    bool flat = json_has_key(first, "EventID")
            && (json_has_key(first, "SourceName") || json_has_key(first, "ProviderName")
                    || json_has_key(first, "EventSourceName") || json_has_key(first, "EventLog"));
    return beat || xml || flat || json_has_key(first, "winlog.event_id") ? 92 : 0;
}

const struct format windows_json_format = {
    .name = "windows-json",
    .help = "Windows events as JSON: Winlogbeat, Elastic Agent, NXLog, fluentd, converted XML, Azure Monitor",
    .versions = "Winlogbeat 7 and 8, Elastic Agent 8, NXLog 2 to 6, SecurityEvent of Azure Monitor",
    .how = "Winlogbeat: output.file; NXLog: om_file with to_json(); Log Analytics: SecurityEvent, Export, "
           "JSON",
    .sample = "{\"@timestamp\":\"2026-11-09T02:10:00.123Z\",\"winlog\":{\"event_id\":\"4625\",\"provider_"
              "name\":"
              "\"Microsoft-Windows-Security-Auditing\",\"computer_name\":\"file1.institute.example\","
              "\"record_id\":101,"
              "\"event_data\":{\"TargetUserName\":\"j.meier\",\"Status\":\"0xc000006d\",\"SubStatus\":"
              "\"0xc000006a\","
              "\"LogonType\":\"3\",\"IpAddress\":\"192.0.2.7\",\"IpPort\":\"50000\"}}}",
    .family = FAMILY_WINDOWS,
    .gives = GIVES_BOTH,
    .framing = FRAME_JSON_OR_LINES,
    .sniff = windows_json_sniff,
    .open = windows_json_open,
    .close = json_source_close,
    .parse = json_source_parse,
};
