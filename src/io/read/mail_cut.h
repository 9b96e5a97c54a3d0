/* mail_cut.h - what is left out of a message that is too large: the inside of long encoded bodies.
 *
 * Layer   io/read. Pure: memory to memory.
 * Method  lines are counted since the last that begins with "--" (a boundary, mostly) or the message's begin; those
 *         beyond MAIL_CUT_RUN bytes are dropped. Nothing else is looked at, so it runs at the speed of memchr.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of one attachment so much is kept: more than any detector looks at. */
#define MAIL_CUT_RUN ((size_t)4 * 1024 * 1024)

struct mail_cut {
    size_t run;       /* bytes since the last boundary */
    bool is_mid_line; /* the bytes before ended within a line */
};

/* Leaves out in place; returns the bytes that are kept. */
size_t mail_cut_out(struct mail_cut *cut, char *at, size_t len);
