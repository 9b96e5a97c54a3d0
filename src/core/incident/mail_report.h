/* mail_report.h - mailings become incidents, beside those of sign-ins and joined with them.
 *
 * Layer   core/incident: includes base, model, names. Pure.
 * Causal  An incident of mail opens with its first message whose verdict is phish, at that message's time.
 * Memory  in the incidents' own chain of blocks.
 */
#pragma once

#include "core/base/status.h"
#include "core/model/incident.h"
#include "core/model/own.h"
#include "core/names/pseudonym.h"

struct mail_told {
    const char *organisation;       /* "" when none is known */
    const struct pseudonyms *names; /* what recipients are called instead; NULL: by their addresses */
    const struct own *own;          /* NULL: nothing was told of it */
};

/* Adds the mailings of `letters` to what the sign-ins gave (engine_report), joins those that concern the same people
 * (mail_join.h), and puts all in order. */
enum status mail_report(const struct letters *letters, const struct mail_told *told, struct incidents *io,
        struct error *err) MUST_USE;
