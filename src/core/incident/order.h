/* order.h - the order in which incidents are told, and how they are called.
 *
 * Layer   core/incident. Pure.
 */
#pragma once

#include "core/model/incident.h"

/* By severity falling, then opening, then id. */
void incidents_order(struct incidents *incidents);

/* "INC-" and ten letters of Crockford's base 32: 50 bits of a hash of what was known at opening. */
void incident_id(uint64_t hash, char ret[INCIDENT_ID_MAX]);
