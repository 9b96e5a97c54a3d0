/* windows_codes.c - status codes from data/windows-status-codes.csv. */
#include "core/base/digit.h"
#include "core/parse/windows_inside.h"

static const struct code {
    enum windows_codes kind;
    uint32_t code;
    enum outcome outcome;
} codes[] = {
#include "windows_status_codes.inc"
};

#define CODES (sizeof codes / sizeof codes[0])

enum outcome windows_outcome(enum windows_codes kind, uint32_t code)
{
    size_t low = 0, high = CODES;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (codes[mid].kind < kind || (codes[mid].kind == kind && codes[mid].code < code))
            low = mid + 1;
        else
            high = mid;
    }
    bool found = low < CODES && codes[low].kind == kind && codes[low].code == code;
    return found ? codes[low].outcome : OUTCOME_OTHER_FAILURE;
}

static bool hex_number(struct slice s, uint32_t *ret)
{
    uint32_t val = 0;
    if (s.len == 0 || s.len > 8)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        int digit = digit_hex(s.at[i]);
        if (digit < 0)
            return false;
        val = val << 4 | (uint32_t)digit;
    }
    *ret = val;
    return true;
}

bool windows_number(struct slice s, uint32_t *ret)
{
    struct slice in = s;
    uint64_t val;
    if (take_lit(&in, LIT("0x")) || take_lit(&in, LIT("0X")))
        return hex_number(in, ret);
    bool negative = take_lit(&in, LIT("-"));
    if (!slice_to_uint(in, negative ? (uint64_t)INT32_MAX + 1 : UINT32_MAX, &val))
        return false;
    *ret = negative ? (uint32_t)(0 - val) : (uint32_t)val;
    return true;
}
