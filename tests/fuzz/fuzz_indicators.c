/* fuzz_indicators.c - any list, table, tree or pattern: what is taken is no wider than allowed and is found again. */
#include <stdlib.h>

#include "core/known/entry.h"
#include "io/whole/indicators.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void found_again(const struct indicators *set, size_t no)
{
    static uint32_t hits[HITS_MAX];
    const struct indicator *one = &set->at[no];
    size_t n = 0, i = 0;
    char name[LIMIT_NAME + 2] = "@";
    if (one->kind == INDICATOR_NETWORK) {
        if (one->net.bits < 16 || (!ip_is_v4(one->net.addr) && one->net.bits > 64))
            abort();
        n = indicators_of_source(set, one->net.addr, hits);
    } else if (one->kind == INDICATOR_DOMAIN) {
        memcpy(name + 1, one->text.at, one->text.len);
        n = indicators_of_account(set, (struct slice){ name, one->text.len + 1 }, hits);
    } else {
        n = indicators_of_agent(set, one->text, hits);
    }
    if (n > HITS_MAX)
        abort();
    while (i < n && hits[i] != no)
        i++;
    if (i == n)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct indicators set = { 0 };
    struct slice all = { (const char *)data, size };
    struct passage place = { .no = 1 };
    struct error err;
    enum status st = indicators_take(all, 0, &set, &err);
    if (st == STATUS_OK && set.count + set.foreign + set.bad + set.withdrawn == 0)
        abort(); /* a file of nothing is refused */
    size_t before = set.count + set.foreign + set.bad;
    entry_take(&set, &place, ENTRY_STIX, all);
    if (set.count + set.foreign + set.bad <= before || set.sampled > MISREAD_KEPT)
        abort(); /* a pattern is taken or told */
    indicators_seal(&set);
    if (set.first[INDICATOR_KINDS] != set.count)
        abort();
    for (size_t i = 0; i < set.count && i < 64; i++)
        found_again(&set, i);
    indicators_done(&set);
    return 0;
}
