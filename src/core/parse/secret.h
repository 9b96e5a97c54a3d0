/* secret.h - a row of a log as people may see it: without the passwords that stand in it.
 *
 * Layer   core/parse: includes base. Pure.
 * Method  a row that is quoted was not understood, so where a password ends is not known either: from a mark that
 *         says that one follows ("given password: ", "password=", AUTH PLAIN) all the rest of the row goes. In what
 *         FreeRADIUS writes the last "] (from client " is its own, and what stands behind it stays. Rather too much
 *         is blanked than too little: the file and the number of the line are told.
 * Limits  a password that nothing marks cannot be told from other words: one typed as a name, or "LOGIN NAME
 *         PASSWORD" of IMAP. A mark that is itself encoded (base64, \u0070) is not seen.
 * Source  Dovecot manual, auth_verbose_passwords; FreeRADIUS radiusd.conf, auth_badpass; RFC 4954, AUTH with an
 *         initial response; systemd's Journal Export Formats: a text of odd bytes is a list of numbers.
 */
#pragma once

#include "core/base/out.h"

#define SECRET_BLANK "(password not shown)"

/* Appends `row`, still to be escaped. It may be cut at its end, and have any dress: syslog, JSON, CSV, XML. */
void secret_quote(struct slice row, struct out *out);
