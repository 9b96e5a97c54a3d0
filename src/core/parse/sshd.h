/* sshd.h - what OpenSSH says about sign-ins, since 6.x.
 *
 * Layer   core/parse: includes base and model. Pure.
 * Names   are chosen by the attacker and may hold " from 192.0.2.1 port 2": the last one counts.
 */
#pragma once

#include "core/parse/line_source.h"

extern const struct line_source sshd_source, pam_source;

/* The message of a program called sshd, sshd-session or sshd-auth. Sets outcome, method, teller,
 * account, source, port and repeat. */
enum told sshd_parse(struct slice message, struct record *ret);

/* Does it begin as something that OpenSSH, or a library below it, says of other matters than an attempt? What
 * begins neither so nor as an attempt was not understood. */
bool sshd_is_no_attempt(struct slice message);

/* PAM's lines of any service: "pam_unix(sshd:auth): authentication failure; ...". `sshd`: it is sshd's
 * process that says so; of others, an attempt without a remote host is TOLD_CONTEXT: at the machine itself. */
enum told pam_parse(struct slice message, bool sshd, struct record *ret);

/* "sshd(pam_unix)[7]: authentication failure; ...": what stood behind the program until 2006. */
enum told pam_parse_old(struct slice message, bool sshd, struct record *ret);

/* The program as syslog names it: sshd, sshd-session, sshd-auth, or the unit of journalctl -o with-unit. */
bool sshd_is_program(struct slice program);

/* Does a line that names no program begin as only sshd's messages do? */
bool sshd_is_bare(struct slice message);
