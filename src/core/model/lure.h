/* lure.h - what a message is taken for, and what it lures with.
 *
 * Layer   core/model. Pure.
 */
#pragma once

enum verdict_kind { VERDICT_CLEAN, VERDICT_SUSPICIOUS, VERDICT_PHISH, VERDICT_UNSCANNABLE };

enum lure {
    LURE_NONE,
    LURE_RECRUITER,
    LURE_HEALTH_AUTHORITY,
    LURE_CREDENTIAL,
    LURE_INVOICE,
    LURE_DELIVERY,
    LURE_EXTORTION,
    LURE_MALWARE,
    LURES
};

const char *verdict_name(enum verdict_kind kind); /* "phish" */
const char *lure_name(enum lure lure);            /* "health-authority"; "none" */
