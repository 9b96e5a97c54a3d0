/* flow_dedup.c - of one second's rows each is told as often as the input that tells it most often. */
#include "core/flow/dedup.h"

#include "help.h"

/* A row is a letter, its hash, behind the digit of its file: "0a1a0b". */
static const struct {
    const char *name, *in, *out;
} cases[] = {
    { "nothing", "", "" },
    { "all different", "0a0b1c", "0a0b1c" },
    { "two exports of the same", "0a0b1a1b", "0a0b" },
    { "order does not matter", "1a0b1b0a", "0b0a" },
    { "the same line twice is two attempts", "0a0a", "0a0a" },
    { "m and n: the greater of both", "0a0a1a", "0a0a" },
    { "whichever it is", "0a1a1a1a0a", "1a1a1a" },
    { "each row by itself", "0a0a1a0b1b1b", "0a0a1b1b" },
    { "three exports", "2a1a0a2b2b1b", "0a2b2b" },
    { "as often: the first file", "3a3a2a2a", "2a2a" },
    { "the others keep their place", "0c1a0d1b0a", "0c0d1b0a" },
};

static void test_case(size_t i)
{
    struct event events[16];
    uint32_t scratch[32];
    char got[33] = "";
    size_t count = strlen(cases[i].in) / 2;
    for (size_t k = 0; k < count; k++)
        events[k] = (struct event){ .file = (uint16_t)(cases[i].in[2 * k] - '0'),
            .row_hash = (uint64_t)(unsigned char)cases[i].in[2 * k + 1] << 56 };
    size_t kept = dedup_group(events, count, scratch);
    for (size_t k = 0; k < kept; k++) {
        got[2 * k] = (char)('0' + events[k].file);
        got[2 * k + 1] = (char)(events[k].row_hash >> 56);
    }
    IS(text(got), cases[i].out, cases[i].name);
}

/* Two exports, the second shuffled: what is kept is the same multiset, at any size. */
static void test_many(void)
{
    enum { ROWS = 3000 };
    static struct event events[2 * ROWS];
    static uint32_t scratch[4 * ROWS];
    uint64_t seed = 1, sum = 0, kept_sum = 0;
    for (size_t i = 0; i < ROWS; i++) {
        uint64_t hash = chance_next(&seed) % 1000; /* some three times each */
        events[i] = (struct event){ .row_hash = hash };
        events[2 * ROWS - 1 - i] = (struct event){ .row_hash = hash, .file = 1 };
        sum += hash;
    }
    size_t kept = dedup_group(events, (size_t)2 * ROWS, scratch);
    for (size_t i = 0; i < kept; i++)
        kept_sum += events[i].row_hash;
    OK(kept == ROWS && kept_sum == sum, "two exports of 3000 rows are 3000 rows");
}

int main(void)
{
    EACH(i, cases)
    test_case(i);
    test_many();
    return tap_done();
}
