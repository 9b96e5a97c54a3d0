/* fuzz_mbox.c - any bytes as an mbox: places rise, and are the same whatever pieces the bytes come in. */
#include <stdlib.h>

#include "core/wire/mbox.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A sum of the places where messages begin, when `piece` bytes come at a time. */
static uint64_t places(struct slice in, size_t piece)
{
    size_t at = 0, seen = piece < in.len ? piece : in.len, begin, body;
    bool may_begin = true;
    uint64_t sum = 0;
    for (;;) {
        struct slice part = slice_first(in, seen);
        if (mbox_next(part, at, may_begin, seen == in.len, &begin, &body)) {
            MUST(begin >= at && body > begin && body <= seen);
            sum = sum * 31 + begin * 7 + body;
            at = body;
            may_begin = false;
            continue;
        }
        MUST(begin >= at || seen < in.len);
        if (seen == in.len)
            return sum;
        may_begin = may_begin && begin == at;
        at = begin;
        seen = piece < in.len - seen ? seen + piece : in.len;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = { (const char *)data, size };
    uint64_t whole = places(in, size ? size : 1);
    MUST(places(in, 1 + size / 3) == whole);
    if (size < 2000)
        MUST(places(in, 7) == whole);
    MUST(mbox_hinted_end(in, true) <= size && mbox_hinted_end(in, false) <= size);
    return 0;
}
