/* evidence.h - the rows behind an incident, read again and hashed.
 *
 * Layer   app.
 */
#pragma once

#include "app/run.h"

/* Fills file_name and sha256 of all evidence; a row that is gone keeps an empty sum and is a problem. */
void evidence_fill(struct run *run);
