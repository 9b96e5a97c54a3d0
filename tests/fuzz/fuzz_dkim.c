/* fuzz_dkim.c - any key record (the first line) and any message behind it: signatures are few, what is shown of them
 * lies within the message, and the work is bounded by its size; twice the same. */
#include <stdlib.h>

#include "core/mailauth/dkim.h"
#include "mail_answers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct slice record, struct slice raw, struct arena *arena, struct dkim_result *ret)
{
    struct mail_answers known = { .lines = record };
    struct auth_fields fields;
    struct signature *signatures;
    struct dkim_job job;
    uint32_t count;
    arena_reset(arena);
    struct dns_asker asker = { .answers = mail_answers_of(&known), .arena = arena };
    auth_fields_read(raw, arena, &fields);
    if (!dkim_job_init(&job, &fields, &dkim_rules, 1700000000 * TIME_SECOND))
        abort();
    (void)dkim_ask(&fields, &dkim_rules, &asker, &signatures, &count, &ret->total);
    dkim_check(&job, signatures, count, &asker, ret);
    if (job.work > (uint64_t)(LIMIT_DKIM_SIGNATURES * 2) * (raw.len + 1) * (LIMIT_DKIM_NAMES + 2))
        abort();
    dkim_job_done(&job);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct dkim_result first, second;
    struct slice all = { (const char *)data, size };
    struct error err;
    size_t used;
    if (arena.cap == 0 && arena_init(&arena, (size_t)2 << 20, &err) != STATUS_OK)
        return 0;
    struct slice record = slice_line(all, &used), raw = slice_skip(all, used);
    check(record, raw, &arena, &first);
    check(record, raw, &arena, &second);
    if (first.count > LIMIT_DKIM_SIGNATURES || first.count > first.total || first.count != second.count)
        abort();
    for (uint32_t i = 0; i < first.count; i++) {
        const struct dkim_verdict *v = &first.at[i];
        if (v->result == AUTH_UNKNOWN || (v->result == AUTH_PASS) != (v->why == NULL)
                || !slice_inside(v->domain, raw) || v->result != second.at[i].result
                || v->why != second.at[i].why)
            abort();
    }
    return 0;
}
