/* fuzz_parse_evtx.c - any bytes as an event log: counts add up, no record points outside; every row has its quote. */
#include "core/parse/windows_formats.h"
#include "core/wire/evtx.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void quote_all(struct slice block)
{
    struct evtx_walk walk;
    struct evtx_record row;
    evtx_walk_begin(&walk, block);
    while (evtx_next(&walk, &row) != EVTX_END) {
        struct out says = { 0 };
        evtx_quote(block, row.at, row.len, &says);
        MUST(says.len > 0);
        out_done(&says);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct slice all = { (const char *)data, size };
    fuzz_format(&evtx_format, data, size);
    quote_all(slice_first(slice_skip(all, evtx_begin(all)), EVTX_BLOCK));
    return 0;
}
