/* outcome.c - names of outcome classes and methods. */
#include "core/model/outcome.h"

static const char *const outcome_names[OUTCOME_COUNT] = {
    [OUTCOME_OTHER_FAILURE] = "other_failure",
    [OUTCOME_OK] = "ok",
    [OUTCOME_BAD_PASSWORD] = "bad_password",
    [OUTCOME_NO_SUCH_ACCOUNT] = "no_such_account",
    [OUTCOME_PASSWORD_OK_STOPPED] = "password_ok_stopped",
    [OUTCOME_LOCKED] = "locked",
    [OUTCOME_DISABLED] = "disabled",
    [OUTCOME_MFA_DENIED] = "mfa_denied",
    [OUTCOME_NOT_AN_ATTEMPT] = "not_an_attempt",
};

static const char *const method_names[METHOD_COUNT] = {
    [METHOD_UNKNOWN] = "unknown",
    [METHOD_PASSWORD] = "password",
    [METHOD_PUBLICKEY] = "publickey",
    [METHOD_KEYBOARD] = "keyboard-interactive",
    [METHOD_TOKEN] = "token",
    [METHOD_OTHER] = "other",
};

const char *outcome_name(enum outcome outcome)
{
    return outcome_names[outcome < OUTCOME_COUNT ? outcome : OUTCOME_OTHER_FAILURE];
}

const char *outcome_says(enum outcome outcome)
{
    static const char *const words[OUTCOME_COUNT] = {
        [OUTCOME_OTHER_FAILURE] = "failed otherwise",
        [OUTCOME_OK] = "signed in",
        [OUTCOME_BAD_PASSWORD] = "wrong password",
        [OUTCOME_NO_SUCH_ACCOUNT] = "no such account",
        [OUTCOME_PASSWORD_OK_STOPPED] = "right password, stopped",
        [OUTCOME_LOCKED] = "locked",
        [OUTCOME_DISABLED] = "disabled",
        [OUTCOME_MFA_DENIED] = "right password, second factor denied",
        [OUTCOME_NOT_AN_ATTEMPT] = "no attempt",
    };
    return words[outcome < OUTCOME_COUNT ? outcome : OUTCOME_OTHER_FAILURE];
}

const char *method_name(enum method method)
{
    return method_names[method < METHOD_COUNT ? method : METHOD_UNKNOWN];
}

bool outcome_from_name(struct slice name, enum outcome *ret)
{
    for (int i = 0; i < OUTCOME_COUNT; i++)
        if (slice_eq(name, text(outcome_names[i]))) {
            *ret = (enum outcome)i;
            return true;
        }
    return false;
}

bool outcome_is_right(enum outcome outcome)
{
    return outcome == OUTCOME_OK || outcome == OUTCOME_PASSWORD_OK_STOPPED || outcome == OUTCOME_MFA_DENIED;
}
