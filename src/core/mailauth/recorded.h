/* recorded.h - DNS answers in a file: for tests, for machines without a network, and to see again what was seen.
 *
 * Layer   core/mailauth. Pure: the text is given.
 * Form    one answer a line, fields between spaces or tabs; `#` begins a comment where a field may begin.
 *             NAME TYPE [TTL] VALUE          TYPE: A AAAA MX PTR TXT CNAME
 *             NAME TYPE NXDOMAIN|NODATA|TIMEOUT
 *             NAME NXDOMAIN|TIMEOUT          for every type
 *             * NXDOMAIN|TIMEOUT             every name that stands nowhere in the file
 *         VALUE is an address; a name ("." is the root); for MX a number and a name; for TXT one or more strings in
 *         double quotes, which are joined, or a bare word. In a string \\ \" and \DDD (a byte, decimal) are escapes.
 *         TTL is a number of seconds; it is read and means nothing. NAME may be quoted like a string.
 *         A name that has records has no others: a type that is not there is NODATA. Without a `*` line other names
 *         were not asked (DNS_NOT_ASKED).
 * Memory  some 64 bytes a line and its text. The file's text is not kept.
 */
#pragma once

#include "core/base/out.h"
#include "core/mailauth/dns.h"

struct recorded; /* opaque */

/* STATUS_INVALID with "line 7: ..." when a line cannot be read. */
enum status recorded_new(struct slice file, struct recorded **ret, struct error *err) MUST_USE;
void recorded_free(struct recorded **recorded);

/* What dns_ask takes; `recorded` outlives it. */
struct dns_answers recorded_answers(const struct recorded *recorded);

/* An answer as lines of such a file, so that what was asked can be recorded. DNS_NOT_ASKED: nothing. */
void recorded_write(struct out *out, const struct dns_question *question, const struct dns_answer *answer);
