/* lure.c - names of verdicts and lures. */
#include "core/model/lure.h"

const char *verdict_name(enum verdict_kind kind)
{
    static const char *const names[] = { "clean", "suspicious", "phish", "unscannable" };
    return names[kind];
}

const char *lure_name(enum lure lure)
{
    static const char *const names[LURES] = { "none", "recruiter", "health-authority", "credential",
        "invoice", "delivery", "extortion", "malware" };
    return names[lure];
}
