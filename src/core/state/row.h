/* row.h - where a row stands, so that it can be shown and hashed.
 *
 * Layer   core/state. Pure.
 */
#pragma once

#include "core/model/event.h"

struct row {
    uint64_t offset;
    uint32_t length, line;
    uint16_t file;
    uint8_t outcome;
    uint8_t unused[5];
};

static inline struct row row_of(const struct event *ev)
{
    return (struct row){
        .offset = ev->offset, .length = ev->length, .line = ev->line, .file = ev->file, .outcome = ev->outcome
    };
}
