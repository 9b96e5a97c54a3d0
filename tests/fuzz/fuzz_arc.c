/* fuzz_arc.c - any key record (the first line) and any message behind it: a chain has at most fifty sets, and passes
 * only whole. */
#include <stdlib.h>

#include "core/mailauth/arc.h"
#include "mail_answers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct slice all = { (const char *)data, size };
    struct auth_fields fields;
    struct arc_chain chain;
    struct arc_result result;
    struct dkim_job job;
    struct error err;
    size_t used;
    if (arena.cap == 0 && arena_init(&arena, (size_t)2 << 20, &err) != STATUS_OK)
        return 0;
    arena_reset(&arena);
    struct mail_answers known = { .lines = slice_line(all, &used) };
    struct slice raw = slice_skip(all, used);
    struct dns_asker asker = { .answers = mail_answers_of(&known), .arena = &arena };
    auth_fields_read(raw, &arena, &fields);
    if (!dkim_job_init(&job, &fields, &dkim_rules, TIME_NONE))
        abort();
    (void)arc_ask(&fields, &asker, &chain);
    arc_check(&job, &chain, &asker, &result);
    dkim_job_done(&job);
    if (result.sets > LIMIT_ARC_SETS || !slice_inside(result.sealer, raw))
        abort();
    if (result.result == AUTH_PASS && (result.sets == 0 || result.results == NULL || result.why != NULL))
        abort();
    if (!chain.has_fields && result.result != AUTH_NONE)
        abort();
    return 0;
}
