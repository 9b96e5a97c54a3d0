/* state_senders.c - what a corpus knows of its senders, in any order of messages. */
#include <stdlib.h>

#include "core/state/senders.h"
#include "tap.h"

#define DAY(n) ((n)*TIME_DAY + TIME_HOUR)

/* content, address, domain, id, answers, time */
static const struct sender_seen seen[] = {
    { 1, 10, 100, 501, 0, DAY(1) },
    { 2, 10, 100, 502, 0, DAY(1) },
    { 3, 10, 100, 503, 0, DAY(3) },
    { 3, 10, 100, 503, 0, DAY(3) }, /* a copy */
    { 4, 11, 100, 504, 0, DAY(5) },
    { 5, 12, 200, 505, 502, DAY(6) }, /* somebody answers */
    { 6, 13, 300, 506, 0, DAY(7) },
    { 7, 13, 300, 507, 506, DAY(8) }, /* who answers herself */
    { 8, 0, 0, 0, 0, TIME_NONE },     /* nobody */
    { 9, 0, 0, 0, 0, TIME_NONE },
};
#define COUNT (sizeof seen / sizeof seen[0])

static void test_order(bool backwards)
{
    struct senders *senders = NULL;
    struct error err;
    struct sender_history at[COUNT];
    bool answered[COUNT], ok = senders_new(&senders, &err) == STATUS_OK;
    for (size_t i = 0; ok && i < COUNT; i++)
        ok = senders_add(senders, &seen[backwards ? COUNT - 1 - i : i], &err) == STATUS_OK;
    ok = ok && senders_wrote(senders, 13, &err) == STATUS_OK && senders_wrote(senders, 99, &err) == STATUS_OK
            && senders_settle(senders, &err) == STATUS_OK;
    if (!OK(ok, backwards ? "the other way round" : "one way"))
        return;
    for (size_t i = 0; i < COUNT; i++) {
        uint32_t row = (uint32_t)(backwards ? COUNT - 1 - i : i);
        at[i] = senders_history(senders, row);
        answered[i] = senders_is_answered(senders, row);
    }
    OK(at[0].messages == 2 && at[2].messages == 2 && at[3].messages == 2,
            "others of the address, copies once");
    OK(at[0].days == 1 && at[4].days == 0, "other days");
    OK(at[0].domain_messages == 3 && at[4].domain_messages == 3 && at[4].domain_days == 2, "its domain");
    OK(at[0].answered == 1 && at[4].answered == 0, "answered counts for the address");
    OK(answered[1] && !answered[0], "and the message itself is known");
    OK(!answered[6] && at[6].answered == 1, "an answer to oneself is none; own people wrote to it");
    OK(at[8].messages == 0 && at[8].days == 0 && at[8].domain_messages == 0,
            "nobody is not the same as nobody");
    senders_free(&senders);
}

int main(void)
{
    test_order(false);
    test_order(true);
    struct senders *none = NULL;
    struct error err;
    OK(senders_new(&none, &err) == STATUS_OK && senders_settle(none, &err) == STATUS_OK, "no message at all");
    senders_free(&none);
    return tap_done();
}
