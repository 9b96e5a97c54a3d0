/* message.c - names of what authentication came to. */
#include "core/model/message.h"

const char *auth_result_name(enum auth_result result)
{
    static const char *const names[] = { "unknown", "none", "pass", "fail", "softfail", "neutral",
        "temperror", "permerror" };
    return (unsigned)result < sizeof names / sizeof names[0] ? names[result] : "unknown";
}
