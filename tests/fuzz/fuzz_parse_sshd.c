/* fuzz_parse_sshd.c - any message: what is taken from it lies within it. */
#include <stdlib.h>

#include "core/parse/sshd.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice msg = { (const char *)data, size };
    struct record rec = { .repeat = 1 };
    if (sshd_parse(msg, &rec) == TOLD_SIGNIN
            && (!(slice_inside(rec.account, msg) || slice_eq(rec.account, LIT("root")))
                    || rec.account.len > LIMIT_NAME || rec.repeat < 1 || rec.repeat > LIMIT_REPEAT))
        abort();
    rec = (struct record){ .repeat = 1 };
    if (pam_parse(msg, size % 2 == 0, &rec) == TOLD_SIGNIN
            && (!slice_inside(rec.account, msg) || rec.account.len > LIMIT_NAME || rec.repeat < 1
                    || rec.repeat > LIMIT_REPEAT))
        abort();
    return 0;
}
