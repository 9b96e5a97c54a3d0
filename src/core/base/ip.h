/* ip.h - addresses, IPv4 and IPv6 in one 16-byte form, and networks.
 *
 * Layer   core/base. Pure.
 * Form    network byte order; IPv4 is ::ffff:a.b.c.d; all zero means "no address". A machine that a log knows by
 *         name alone is 00fd: and up to eighteen letters of six bits: 0000::/8 is nobody's address (RFC 4291),
 *         and take_ip refuses it, so that no text can look like one.
 * Source  RFC 4291, RFC 5952 (how to write them), IANA special-purpose registries.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/slice.h"

struct ip_addr {
    uint8_t b[16];
};

struct ip_net {
    struct ip_addr addr;
    uint8_t bits; /* 0..128; an IPv4 /n is 96+n */
};

#define IP_TEXT_MAX 64 /* enough for any address with prefix, and a NUL */

bool ip_is_none(struct ip_addr ip);
bool ip_is_v4(struct ip_addr ip);
bool ip_eq(struct ip_addr a, struct ip_addr b);
int ip_cmp(struct ip_addr a, struct ip_addr b);

/* Takes an address from the front of the input: dotted quad (no leading zeros beyond one digit are
 * guessed as octal: "010" is refused), IPv6 with :: and embedded IPv4, an optional %zone (dropped).
 * ::ffff:a.b.c.d is the IPv4 address. On failure nothing has changed. */
bool take_ip(struct slice *in, struct ip_addr *ret);

/* The whole slice is an address; brackets around IPv6, and a :port behind either, are allowed. */
bool ip_parse(struct slice s, struct ip_addr *ret);

/* "192.0.2.0/24", "2001:db8::/32" or a lone address. Bits behind the prefix are cleared. */
bool ip_net_parse(struct slice s, struct ip_net *ret);

/* What Cordon counts by: an IPv4 address itself, an IPv6 address's /64 with the rest cleared. */
struct ip_addr ip_source_key(struct ip_addr ip);

/* What stands for a machine that is known by its name alone, as NTLM's check of a password is: letters, digits,
 * '-' and '_' without case; what is longer than 18 or holds other bytes is its first ones, '~' and a hash. None for
 * the empty name. Written as the name. With a user it is that user's own of the machine, cut and hashed too. */
struct ip_addr ip_of_machine(struct slice name, struct slice user);
bool ip_is_machine(struct ip_addr ip);

/* The same for a host whose address the log replaced by a name of DNS: cut and hashed, so that nobody takes a machine's own name
 * by naming his address like it. None for what is no name: a cut address. */
struct ip_addr ip_of_host(struct slice name);

/* Such a name as it was written, in any case. */
bool ip_machine_parse(struct slice s, struct ip_addr *ret);

/* The first `bits` bits (IPv4: 96+n), the rest cleared; a machine as it is. */
struct ip_addr ip_mask(struct ip_addr ip, unsigned bits);
bool ip_in_net(struct ip_addr ip, struct ip_net net);

/* Loopback, link-local, RFC 1918, unique local, a machine's name: inside by definition. */
bool ip_is_private(struct ip_addr ip);

/* Canonical text; returns its length. An IPv6 source key is written as "2001:db8:1:2::/64" by
 * ip_format_source. buf holds IP_TEXT_MAX bytes. */
size_t ip_format(struct ip_addr ip, char buf[IP_TEXT_MAX]);
size_t ip_format_source(struct ip_addr key, char buf[IP_TEXT_MAX]);
