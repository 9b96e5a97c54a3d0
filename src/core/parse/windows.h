/* windows.h - what a Windows event means, the same in every syntax: .evtx, event XML, Winlogbeat, NXLog,
 * forwarded JSON.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 * Use     the syntax's parser asks windows_wants(provider, id) as soon as it knows both, fills the data by
 *         windows_datum_of(name) (once a template, not once an event, where the syntax allows), and calls
 *         windows_fill.
 * Source  Microsoft's pages of each event (learn.microsoft.com, "security auditing"); docs/formats.md lists them.
 */
#pragma once

#include "core/base/arena.h"
#include "core/model/record.h"

/* The named data that any of the events needs; WINDOWS_DATA is none. Names differ between providers: one datum
 * may have several (TargetUserName, SubjectUserName of AD FS ...). */
enum windows_datum {
    WINDOWS_TARGET_USER,
    WINDOWS_TARGET_DOMAIN,
    WINDOWS_TARGET_SID,
    WINDOWS_SUBJECT_USER,
    WINDOWS_SUBJECT_DOMAIN,
    WINDOWS_SUBJECT_SID,
    WINDOWS_STATUS,
    WINDOWS_SUB_STATUS,
    WINDOWS_FAILURE_REASON,
    WINDOWS_LOGON_TYPE,
    WINDOWS_LOGON_PROCESS,
    WINDOWS_AUTH_PACKAGE,
    WINDOWS_WORKSTATION,
    WINDOWS_IP_ADDRESS,
    WINDOWS_IP_PORT,
    WINDOWS_PROCESS,
    WINDOWS_SERVICE,     /* ServiceName */
    WINDOWS_TICKET_TYPE, /* TicketEncryptionType */
    WINDOWS_PRE_AUTH,    /* PreAuthType */
    WINDOWS_TARGET_SERVER,
    WINDOWS_NPS_USER,       /* SubjectUserName and FullyQualifiedSubjectUserName of NPS */
    WINDOWS_NPS_CALLER,     /* CallingStationID */
    WINDOWS_NPS_REASON,     /* ReasonCode */
    WINDOWS_NPS_CLIENT,     /* ClientName */
    WINDOWS_CLIENT_NAME,    /* RDP: ClientName */
    WINDOWS_CLIENT_ADDRESS, /* RDP: ClientAddress, ClientIP, IPString */
    WINDOWS_PAYLOAD,        /* OpenSSH: payload; its process stands in data of its own */
    WINDOWS_PROCESS_NAME,   /* OpenSSH: process */
    WINDOWS_UNNAMED,        /* 32 free data begin here: <Data> without a name, in their order */
    WINDOWS_DATA = WINDOWS_UNNAMED + 32,
};

struct windows_event {
    uint32_t id;
    uint64_t record; /* EventRecordID; 0: not told */
    time_us time;    /* TimeCreated; TIME_NONE when not told */
    uint32_t pid;    /* Execution ProcessID */
    struct slice provider, channel, computer;
    struct slice message; /* the rendered text, where the syntax has it; "" else */
    unsigned unnamed;     /* how many of the free data are filled */
    struct slice data[WINDOWS_DATA];
};

/* May events with this id of this provider be sign-ins? Cheap: asked of every event. An empty provider is any. */
bool windows_wants(struct slice provider, uint32_t id);

/* The datum with this name, WINDOWS_DATA when no event needs it; 'UserData' elements have names too. */
enum windows_datum windows_datum_of(struct slice name);

/* Fills the record but its position. NULL for a sign-in or access, "" for another matter, else what was
 * expected. */
const char *windows_fill(const struct windows_event *event, struct arena *scratch, struct record *rec);
