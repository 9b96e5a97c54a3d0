/* mail.h - what the parsers of mail and file servers share.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 * Names   are the client's to choose; what a server puts behind them is not, so parsers look from the end.
 */
#pragma once

#include "core/parse/line_source.h"

extern const struct line_source dovecot_source, postfix_source, samba_source, cyrus_source, exim_source,
        courier_source, sendmail_source, ftp_source, roundcube_source, sogo_source;

/* The outcome, and a method that a wrong one would have had: a sign-in by password, names without case. */
enum told mail_told(struct record *ret, enum outcome outcome);

/* The account as told, without spaces around it, at most LIMIT_NAME bytes. */
void mail_account(struct slice told, struct record *ret);

/* How a SASL mechanism proves who one is: "PLAIN", "cram-md5", "XOAUTH2", "EXTERNAL". */
enum method mail_mechanism(struct slice name);

/* "HOST[ADDR]" or "[ADDR]", also "[ADDR]:PORT": the last brackets of `s` hold the address, nothing but a port is
 * behind them. */
bool mail_bracketed(struct slice s, struct record *ret);

/* "message repeated N times: [ MESSAGE]": leaves MESSAGE; else 1. rsyslog writes it for lines that are the same. */
uint16_t mail_repeated(struct slice *in);

/* Offset of the needle in any case, or s.len; within the first 512 bytes. */
size_t mail_find(struct slice s, struct slice needle);

static inline bool mail_has(struct slice s, const char *needle)
{
    return mail_find(s, text(needle)) < s.len;
}
