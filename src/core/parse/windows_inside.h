/* windows_inside.h - what the files of windows_fill.c share.
 *
 * Layer   core/parse. Private to windows_*.c.
 */
#pragma once

#include "core/parse/windows.h"

enum windows_codes { WINDOWS_KERBEROS, WINDOWS_NPS, WINDOWS_NT };

/* Class of a code of one kind; OUTCOME_OTHER_FAILURE when it is not listed. */
enum outcome windows_outcome(enum windows_codes kind, uint32_t code);

/* "0xC000006A", "3221225578" or "-1073741718". */
bool windows_number(struct slice s, uint32_t *ret);

/* The datum without space around it; empty for "-". */
struct slice windows_datum(const struct windows_event *event, enum windows_datum which);

/* Is it a person's account, or one that a person may guess? Not machines (NAME$) nor Windows' own. */
bool windows_is_person(struct slice name, struct slice sid);

/* The account and its SID. */
void windows_account(struct slice name, struct slice sid, struct record *rec);

/* The address; where none is told, or the machine itself, the name of the machine: `name`, else the computer that
 * wrote the event. */
void windows_source(
        const struct windows_event *event, struct slice address, struct slice name, struct record *rec);

/* A machine as others know it: "ward-7.clinic.example" and "\\WARD-7" are WARD-7. */
struct ip_addr windows_machine(struct slice name);

/* The data of "<EventData><Data Name=...>..." that stands as text by itself, into what is empty yet. */
void windows_xml_data(struct slice text, struct arena *scratch, struct windows_event *event);

/* Each fills what one family of events says; as windows_fill. */
const char *windows_fill_logon(
        const struct windows_event *event, struct record *rec); /* 4624, 4625, 4648 ... */
const char *windows_fill_kerberos(
        const struct windows_event *event, struct record *rec); /* 4768, 4769, 4771 */
/* 4720 ... 1102 */
const char *windows_fill_access(const struct windows_event *event, struct arena *scratch, struct record *rec);
const char *windows_fill_remote(
        const struct windows_event *event, struct record *rec); /* NPS, RDP, OpenSSH */
const char *windows_fill_adfs(const struct windows_event *event, struct arena *scratch, struct record *rec);
const char *windows_fill_iis(const struct windows_event *event, struct record *rec);
const char *windows_fill_mssql(const struct windows_event *event, struct record *rec);
