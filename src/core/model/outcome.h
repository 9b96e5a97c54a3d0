/* outcome.h - how a sign-in ended: DESIGN's outcome classes and how a sign-in was made.
 *
 * Layer   core/model. Pure.
 */
#pragma once

#include "core/base/slice.h"

enum outcome {
    OUTCOME_OTHER_FAILURE = 0, /* never read as success */
    OUTCOME_OK,
    OUTCOME_BAD_PASSWORD,
    OUTCOME_NO_SUCH_ACCOUNT,
    OUTCOME_PASSWORD_OK_STOPPED, /* right password, stopped by MFA, policy or expiry */
    OUTCOME_LOCKED,
    OUTCOME_DISABLED,
    OUTCOME_MFA_DENIED,
    OUTCOME_NOT_AN_ATTEMPT,
    OUTCOME_COUNT,
};

enum method {
    METHOD_UNKNOWN = 0,
    METHOD_PASSWORD,
    METHOD_PUBLICKEY,
    METHOD_KEYBOARD, /* keyboard-interactive, PAM conversations */
    METHOD_TOKEN,    /* refresh token, federated assertion: no secret was typed */
    METHOD_OTHER,
    METHOD_COUNT,
};

/* Was the password right, whatever came then? */
bool outcome_is_right(enum outcome outcome);

const char *outcome_name(enum outcome outcome); /* "bad_password" */
const char *outcome_says(enum outcome outcome); /* "wrong password" */
const char *method_name(enum method method);    /* "password" */
bool outcome_from_name(struct slice name, enum outcome *ret);
