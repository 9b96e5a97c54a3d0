/* vpn.h - what the parsers of gateways share: names that may be hidden, reasons in words, lines of one attempt.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 */
#pragma once

#include "core/parse/line_source.h"

extern const struct line_source asa_source, fortigate_source, globalprotect_source, netscaler_source,
        ivanti_source, openvpn_source, freeradius_source, charon_source, guacamole_source;

/* The account as told; empty, and marked ACCOUNT_MASKED, where the device hides it ("*****"); empty for "N/A". Names of
 * gateways are the same in any case: nearly all come from a directory. */
void vpn_account(struct slice told, struct record *ret);

/* Lines without a process that tell of one attempt are joined by address and account: sets pid and teller. */
void vpn_join(enum teller teller, struct record *ret);

/* What a refusal's reason means: the first of the words that it holds, in any case; other_failure when none is. */
enum outcome vpn_reason(struct slice reason);

/* Offset of the needle in any case, or s.len; of the first LIMIT_NAME bytes. */
size_t vpn_find(struct slice s, struct slice needle);

/* An address at the front that is whole: what follows is no part of one. */
bool vpn_take_ip(struct slice *in, struct record *ret);

static inline enum told vpn_told(struct record *ret, enum outcome outcome, enum method method)
{
    ret->outcome = (uint8_t)outcome;
    ret->method = (uint8_t)method;
    return TOLD_SIGNIN;
}
