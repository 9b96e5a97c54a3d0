/* person.h - is the account of a sign-in the mailbox of a message?
 *
 * Layer   core/incident. Pure.
 */
#pragma once

#include "core/model/own.h"

/* The same for all spellings of one person: any case, with or without one of the organisation's own domains; `own`
 * may be NULL. Two persons are alike by a chance of 2^-64. */
uint64_t person_hash(const struct own *own, struct slice name);
