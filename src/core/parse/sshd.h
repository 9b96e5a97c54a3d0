/* sshd.h - what OpenSSH says about sign-ins, since 6.x.
 *
 * Layer   core/parse: includes base and model. Pure.
 * Names   are chosen by the attacker and may hold " from 192.0.2.1 port 2": the last one counts.
 */
#pragma once

#include "core/model/record.h"

enum told {
    TOLD_SIGNIN,   /* *ret is filled */
    TOLD_CONTEXT,  /* understood, and no attempt */
    TOLD_NOTHING,  /* a sign-in program's line of unknown shape */
    TOLD_ELSEWHERE /* of another matter */
};

/* The message of a program called sshd, sshd-session or sshd-auth. Sets outcome, method, teller,
 * account, source, port and repeat. */
enum told sshd_parse(struct slice message, struct record *ret);

/* PAM's and pam_faillock's lines of any service: "pam_unix(sshd:auth): authentication failure; ...". */
enum told pam_parse(struct slice message, struct record *ret);
