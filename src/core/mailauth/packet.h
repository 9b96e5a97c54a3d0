/* packet.h - an answer of the DNS as it comes over the wire, read.
 *
 * Layer   core/mailauth. Pure: bytes in, records out. io/dns has no other reader.
 * Method  one pass; the names of CNAMEs are followed among the records of the packet, at most LIMIT_DNS_CNAMES. A
 *         compressed name may only point backwards, so it ends; its labels keep their bytes, in lower case.
 * Names   a label with a dot in it cannot be told from two, so such an answer is not read.
 * Source  RFC 1035 4, RFC 2181, RFC 3596.
 */
#pragma once

#include "core/mailauth/dns.h"

/* Records lie in the arena. DNS_FAILED: the packet is broken, cut (TC), a failure of the server, or answers another
 * question. */
struct dns_answer packet_read(struct slice packet, const struct dns_question *question, struct arena *arena);
