/* windows.h - what a Windows event means, the same in every syntax: .evtx, event XML, Winlogbeat, NXLog,
 * forwarded JSON.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 * Use     the syntax's parser asks windows_wants(provider, id) as soon as it knows both, fills the data by
 *         windows_datum_of(name) (once a template, not once an event, where the syntax allows), and calls
 *         windows_fill.
 * Source  Microsoft's pages of each event (learn.microsoft.com, "security auditing"); docs/sources/windows.md lists
 *         them.
 */
#pragma once

#include "core/base/arena.h"
#include "core/model/record.h"

/* The named data that any of the events needs. Names differ between providers: one datum may have several. Order and
 * number matter to the parsers of JSON, where the data and what stands beside them share JSON_SLOTS. */
enum windows_datum {
    WINDOWS_TARGET_USER,   /* TargetUserName; AccountName of 4778; Param1 of RDP 1149 */
    WINDOWS_TARGET_DOMAIN, /* TargetDomainName; of 4740 the caller's computer */
    WINDOWS_TARGET_SID,    /* TargetUserSid, TargetSid */
    WINDOWS_SUBJECT_USER,
    WINDOWS_SUBJECT_SID,
    WINDOWS_STATUS, /* Status; ErrorCode of old 4776 */
    WINDOWS_SUB_STATUS,
    WINDOWS_LOGON_TYPE,
    WINDOWS_AUTH_PACKAGE,
    WINDOWS_WORKSTATION, /* WorkstationName, Workstation; ClientName of RDP */
    WINDOWS_IP_ADDRESS,  /* IpAddress; ClientAddress, ClientIP, IPString and Param3 of RDP */
    WINDOWS_IP_PORT,
    WINDOWS_PROCESS,     /* ProcessName: a path */
    WINDOWS_SERVICE,     /* ServiceName */
    WINDOWS_TICKET_TYPE, /* TicketEncryptionType */
    WINDOWS_PRE_AUTH,    /* PreAuthType */
    WINDOWS_TARGET_SERVER,
    WINDOWS_MEMBER_NAME, /* MemberName, MemberSid: who was put into a group */
    WINDOWS_NPS_CALLER,  /* CallingStationID */
    WINDOWS_NPS_REASON,  /* ReasonCode */
    WINDOWS_PAYLOAD,     /* OpenSSH: payload */
    WINDOWS_UNNAMED,     /* 16 free data begin here: <Data> without a name, in their order */
    WINDOWS_DATA = WINDOWS_UNNAMED + 16,
    WINDOWS_OTHER = WINDOWS_DATA, /* no event needs it */
};

struct windows_event {
    uint32_t id;
    uint64_t record; /* EventRecordID; 0: not told */
    time_us time;    /* TimeCreated; TIME_NONE when not told */
    uint32_t pid;    /* Execution ProcessID */
    uint8_t flags;   /* STAMP_NO_ZONE where the syntax tells a wall clock */
    struct slice provider, channel, computer;
    struct slice message; /* the rendered text, where the syntax has it; "" else */
    unsigned unnamed;     /* how many of the free data are filled */
    struct slice data[WINDOWS_DATA];
};

/* May events with this id of this provider be sign-ins? Cheap: asked of every event. An empty provider is any. */
bool windows_wants(struct slice provider, uint32_t id);

/* The datum with this name, WINDOWS_OTHER when no event needs it; 'UserData' elements have names too. */
enum windows_datum windows_datum_of(struct slice name);

/* Fills the record but its position. NULL for a sign-in or access, "" for another matter, else what was
 * expected. Texts of the record point into the event's. */
const char *windows_fill(const struct windows_event *event, struct arena *scratch, struct record *rec);
