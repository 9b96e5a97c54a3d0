/* places.h - networks and countries of an incident's sources, where the log does not tell them.
 *
 * Layer   app.
 */
#pragma once

#include "app/run.h"

/* Opens what --geo or the configuration names, so that a slip is told before the reading. False after saying what is
 * wrong. */
bool places_ready(struct run *run);

/* Fills what the log left empty of public addresses; what it told stays. */
void places_fill(struct run *run);
