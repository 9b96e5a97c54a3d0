/* format.h - what must hold for every format, whatever the bytes.
 *
 * Use   fuzz_format(&syslog_format, data, size) from LLVMFuzzerTestOneInput.
 */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/parse/formats.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

static inline void fuzz_record(const struct record *rec, size_t size)
{
    const struct slice texts[] = { rec->account, rec->account_id, rec->host, rec->organisation, rec->agent,
        rec->application, rec->protocol, rec->device };
    volatile uint64_t read = 0;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        read ^= hash_bytes(texts[i], 0); /* the address sanitizer sees what may not be read */
    (void)read;
    MUST(rec->account.len <= LIMIT_NAME);
    MUST(rec->outcome < OUTCOME_COUNT && rec->method < METHOD_COUNT && rec->action < ACTION_COUNT);
    MUST(rec->repeat >= 1 && rec->repeat <= LIMIT_REPEAT);
    MUST(rec->offset <= size && rec->length <= size - rec->offset);
}

static inline void fuzz_format(const struct format *format, const uint8_t *data, size_t size)
{
    static struct batch batch;
    struct reader *reader = NULL;
    struct error err;
    if (batch.at == NULL) {
        batch.cap = LIMIT_BATCH;
        batch.at = calloc(batch.cap, sizeof *batch.at);
        MUST(batch.at != NULL && arena_init(&batch.scratch, LIMIT_SCRATCH, &err) == STATUS_OK);
    }
    /* Behind the data lie readable bytes that mean nothing. */
    char *copy = malloc(size + LIMIT_PADDING);
    MUST(copy != NULL);
    if (size > 0)
        memcpy(copy, data, size);
    memset(copy + size, '"', LIMIT_PADDING);
    struct slice all = { copy, size };
    int sure = format->sniff(all);
    MUST(sure >= 0 && sure <= 100);
    if (format->open == NULL || format->open(format, all, &reader, &err) == STATUS_OK) {
        for (size_t at = 0; at < size;) {
            struct batch fresh = { .at = batch.at, .cap = batch.cap, .scratch = batch.scratch };
            arena_reset(&fresh.scratch);
            memset(batch.at, 0xee, 8 * sizeof *batch.at);
            size_t used = format->parse(reader, slice_skip(all, at), at, &fresh);
            MUST(used <= size - at && fresh.count <= fresh.cap);
            MUST(used == size - at || fresh.count > 0 || used > 0);
            MUST(fresh.signins + fresh.accesses + fresh.context + fresh.irrelevant + fresh.unparsed
                            + fresh.oversize
                    == fresh.lines);
            MUST(fresh.count == fresh.signins + fresh.accesses);
            for (size_t i = 0; i < fresh.count; i++)
                fuzz_record(&fresh.at[i], size);
            batch.scratch = fresh.scratch;
            if (used == 0)
                break; /* one record wants more than an empty batch */
            at += used;
        }
        if (format->close != NULL)
            format->close(&reader);
    }
    free(copy);
}
