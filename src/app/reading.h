/* reading.h - what became of the lines, told to people: by format and program, and a sample of what was not understood.
 *
 * Layer   app.
 */
#pragma once

#include "app/run.h"

/* On stderr: which programs and formats wrote what was not understood. Nothing when there is none. */
void reading_say(const struct run *run);

/* On stderr: all of them, with every class of line (-v). */
void reading_say_all(const struct run *run);

/* The sample, by program. */
void reading_unparsed(struct run *run, struct out *out);
