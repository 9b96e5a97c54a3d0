/* fuzz_spf.c - the first line is MAIL FROM, each further one the record of the next domain that is asked: few terms,
 * bounded work, twice the same, and the term that decided lies within its record. */
#include <stdlib.h>

#include "core/mailauth/spf.h"
#include "mail_answers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool check(struct slice sender, struct slice records, struct arena *arena, struct spf_result *ret)
{
    struct mail_answers known = { .lines = records };
    struct spf_query query = { .ip = { { [10] = 0xff, 0xff, 192, 0, 2, 9 } },
        .sender = sender,
        .helo = LIT("mx.institute.example"),
        .time = TIME_NONE,
        .wants_explanation = true };
    arena_reset(arena);
    struct dns_asker asker = { .answers = mail_answers_of(&known), .arena = arena };
    return spf_check(&query, &asker, ret);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct slice all = { (const char *)data, size };
    struct spf_result first, second;
    struct error err;
    size_t used;
    if (arena.cap == 0 && arena_init(&arena, (size_t)2 << 20, &err) != STATUS_OK)
        return 0;
    struct slice sender = slice_line(all, &used), records = slice_skip(all, used);
    if (!check(sender, records, &arena, &first)) /* everything is answered at once */
        abort();
    if (first.lookups > LIMIT_SPF_TERMS + 1 || first.voids > LIMIT_SPF_VOID + 1
            || !slice_inside(first.term, records) || first.explanation.len > LIMIT_SPF_EXPANDED)
        abort();
    if (first.work > (uint64_t)(LIMIT_SPF_TERMS + 2) * LIMIT_SPF_RECORD * 200)
        abort();
    if (first.result == AUTH_UNKNOWN || (first.explanation.len > 0 && first.result != AUTH_FAIL))
        abort();
    if (!check(sender, records, &arena, &second) || second.result != first.result
            || second.work != first.work)
        abort();
    return 0;
}
