/* ledger.h - what became of the lines, by format and by the program that wrote them.
 *
 * Layer   core/model. Pure.
 * Rows    a format's row holds everything of its inputs; behind it stand the programs within it, as parts of it.
 * Memory  fixed. More rows than there is room for (there are fewer formats and programs) count for the last.
 */
#pragma once

#include "core/model/record.h"

#define LEDGER_ROWS 256u

struct ledger_row {
    const char *format, *source; /* static texts; source NULL: the format */
    uint64_t inputs;             /* of a format */
    uint64_t lines, signins, accesses, context, irrelevant, unparsed, oversize;
};

struct ledger {
    struct ledger_row at[LEDGER_ROWS];
    uint32_t count;
};

/* The row of the format or of a program within it; makes it when there is none. */
struct ledger_row *ledger_of(struct ledger *ledger, const char *format, const char *source);

void ledger_batch(struct ledger *ledger, const char *format, const struct batch *batch);

/* What neither the format's own row nor a program understood: of a format, less that of its programs. */
uint64_t ledger_own_unparsed(const struct ledger *ledger, const struct ledger_row *row);

/* In the order of formats and, within one, of names; so that the same inputs give the same table whichever program
 * spoke first. `order` has room for ledger->count. */
void ledger_order(const struct ledger *ledger, uint32_t *order);
