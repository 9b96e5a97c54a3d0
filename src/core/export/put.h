/* put.h - JSON as it grows: commas and quotes put where they belong, every text escaped.
 *
 * Layer   core/export. Pure: it only grows a buffer.
 * Use     put_open(out, NULL, '{'); put_text(out, "id", id); put_close(out, '}'); a key of NULL is an
 *         element of a list.
 */
#pragma once

#include "core/base/ip.h"
#include "core/base/out.h"
#include "core/base/time.h"

void put_key(struct out *out, const char *key); /* the comma if one is due, and the key unless NULL */
void put_open(struct out *out, const char *key, char bracket);
void put_close(struct out *out, char bracket);
void put_text(struct out *out, const char *key, const char *val); /* NULL is "" */
void put_slice(struct out *out, const char *key, struct slice val);
void put_textf(struct out *out, const char *key, const char *fmt, ...) PRINTF_LIKE(3, 4);
void put_number(struct out *out, const char *key, double val);
void put_count(struct out *out, const char *key, uint64_t val);
void put_bool(struct out *out, const char *key, bool val);
void put_time(struct out *out, const char *key, time_us t);               /* "2026-11-09T02:10:00Z" */
void put_time_ms(struct out *out, const char *key, time_us t);            /* 1794276600000, as OCSF has it */
void put_source(struct out *out, const char *key, struct ip_addr ip);     /* an address, or its /64 */
void put_list(struct out *out, const char *key, const char *const *list); /* NULL-terminated, or NULL */
