/* told.h - the results that a believed server wrote, as the fields of message_auth.
 *
 * Layer   core/mailauth. Pure.
 * Rule    of each method the first result of the topmost field that has one; of several DKIM results the one that helps
 *         most: a pass of From's organisation, a pass, the first. DMARC's result counts only when it speaks of the
 *         domain that we read in From, where it tells the domain.
 */
#pragma once

#include "core/mailauth/authres.h"

void told_results(const struct authres *res, struct slice from_domain, struct message_auth *ret);

/* One of the passes is of From's organisational domain. */
bool told_is_aligned(const struct message_auth *auth, struct slice from_domain);
