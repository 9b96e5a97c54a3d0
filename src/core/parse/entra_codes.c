/* entra_codes.c - result codes from data/entra-result-codes.csv. */
#include "core/parse/entra.h"

static const struct code {
    int32_t code;
    enum outcome outcome;
    const char *text; /* "" or what the reason must hold */
} codes[] = {
#include "entra_result_codes.inc"
};

#define CODES (sizeof codes / sizeof codes[0])

enum outcome entra_outcome(int64_t code, struct slice reason)
{
    size_t low = 0, high = CODES;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (codes[mid].code < code)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < CODES && codes[low].code == code; low++)
        if (codes[low].text[0] == '\0' || slice_find_slice(reason, text(codes[low].text)) < reason.len)
            return codes[low].outcome;
    return OUTCOME_OTHER_FAILURE;
}
