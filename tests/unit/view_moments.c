/* view_moments.c - what happened, in its order, of an incident and of one of its accounts. */
#include "core/view/moments.h"

#include <string.h>

#include "core/view/paint.h"
#include "tap.h"

#define START (1788998400 * TIME_SECOND) /* a full hour */

static struct incident_account accounts[] = {
    { .name = "late",
            .outcome = ACCESS_GOT_IN,
            .at = START + 9 * TIME_HOUR,
            .first = START + TIME_HOUR,
            .last = START + 9 * TIME_HOUR },
    { .name = "known", .outcome = ACCESS_PASSWORD_KNOWN, .at = START + 3 * TIME_HOUR },
    { .name = "ask, me", .check = true, .at = START + 2 * TIME_HOUR },
    { .name = "tried", .at = TIME_NONE },
};
static uint32_t hours[10] = { 1, 2, 9, 1, 0, 0, 0, 0, 0, 1 }, locks[10] = { 0, 0, 0, 4 };

static struct incident incident(void)
{
    struct incident inc = { .kind = KIND_PASSWORD_SPRAY,
        .first_seen = START + 10 * TIME_MINUTE,
        .opened_at = START + 5 * TIME_HOUR,
        .last_seen = START + 9 * TIME_HOUR + TIME_MINUTE,
        .accounts = accounts,
        .accounts_count = 4,
        .per_hour = hours,
        .hours = 10 };
    inc.lane[LANE_ATTEMPTS] = hours;
    return inc;
}

static const char *said(struct moments *moments, struct out *out)
{
    out->len = 0;
    for (size_t i = 0; i < moments->count; i++) {
        out_text(out, i ? "|" : "");
        moment_say(out, &moments->at[i]);
    }
    return paint_text(out);
}

static void test_order(struct out *out)
{
    struct moments moments;
    struct incident inc = incident();
    moments_of(&inc, NULL, &moments);
    OK(strcmp(said(&moments, out),
               "first attempt|the busiest hour, with 9 attempts|from a new place meanwhile, please check: "
               "\"ask, me\"|the right password, stopped by something else: known|noticed: what was known "
               "until then sufficed|signed in as late|last attempt")
                    == 0,
            "in their order, who was only tried is none");
    OK(!moment_is_grave(&moments.at[2]) && moment_is_grave(&moments.at[3]) && moment_is_grave(&moments.at[5]),
            "who got in and whose password is known is grave, who should be asked is not");
    moments_done(&moments);
    inc.lane[LANE_LOCKED] = locks;
    moments_of(&inc, NULL, &moments);
    OK(strstr(said(&moments, out), "first lock, in an hour with 4 of them|the right") != NULL,
            "a lock at its hour, before what came within it");
    moments_done(&moments);
}

static void test_hours(void)
{
    struct moments moments;
    struct incident inc = incident();
    uint32_t first[2] = { 5, 1 };
    inc.per_hour = first;
    inc.hours = 2;
    moments_of(&inc, NULL, &moments);
    OK(moments.at[0].kind == MOMENT_FIRST && moments.at[1].kind == MOMENT_BUSIEST
                    && moments.at[1].at == inc.first_seen,
            "the first hour does not begin before the first attempt");
    moments_done(&moments);
    inc.hours = 1;
    moments_of(&inc, NULL, &moments);
    OK(moments.count == 6 && moments.at[1].kind == MOMENT_CHECK, "of one hour none is the busiest");
    moments_done(&moments);
    inc.accounts_count = 0;
    moments_of(&inc, NULL, &moments);
    OK(moments.count == 3, "an incident without accounts");
    moments_done(&moments);
    OK(moments.at == NULL, "given back");
}

static void test_account(struct out *out)
{
    struct moments moments;
    struct incident inc = incident();
    moments_of(&inc, &accounts[0], &moments);
    OK(strcmp(said(&moments, out),
               "first attempt at late|noticed: what was known until then sufficed|signed in as late|last "
               "attempt at late")
                    == 0,
            "of one account");
    moments_done(&moments);
}

static void test_emergency(struct out *out)
{
    struct moments moments;
    struct incident_account glass = { .name = "glass", .check = true, .emergency = true, .at = START };
    struct incident inc = { .kind = KIND_ACCOUNT_TAKEOVER,
        .first_seen = START,
        .opened_at = START,
        .last_seen = START,
        .accounts = &glass,
        .accounts_count = 1 };
    moments_of(&inc, NULL, &moments);
    OK(strstr(said(&moments, out), "emergency account used: glass") != NULL, "an emergency account");
    moments_done(&moments);
}

int main(void)
{
    struct out out = { 0 };
    test_order(&out);
    test_hours();
    test_account(&out);
    test_emergency(&out);
    out_done(&out);
    return tap_done();
}
