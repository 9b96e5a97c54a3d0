/* report.h - campaigns and their participants as incidents that can be shown.
 *
 * Layer   core/incident: includes base, model, names, state and detect. Pure.
 * Memory  everything in *ret lives in one chain of blocks that incidents_free releases.
 */
#pragma once

#include "core/incident/draft.h"
#include "core/names/pseudonym.h"

/* Gathers and finishes the draft of campaign `number`; *ret_real is false when nobody takes part in it. */
enum status report_one(struct draft *draft, const struct watch *watch, uint32_t number, bool *ret_real)
        MUST_USE;

/* names: what accounts are called instead; NULL: by their names. */
enum status report_incidents(const struct campaigns *campaigns, const struct watch *watch,
        const struct pseudonyms *names, struct incidents *ret, struct error *err) MUST_USE;
