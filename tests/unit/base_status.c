/* base_status.c - an error is one sentence: where, what; cut with "..." when it is too long. */
#include "core/base/status.h"
#include "help.h"

static void test_long(void)
{
    char name[600];
    struct error err;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    OK(fail(&err, STATUS_MISSING, "%s", name) == STATUS_MISSING, "a long one");
    OK(strlen(err.message) == sizeof err.message - 1, "fills the room");
    OK(slice_ends(text(err.message), LIT("nnn...")), "and says that it was cut");
    OK(fail_in(&err, "%s", "sign-ins.log:7") == STATUS_MISSING, "where it was keeps what it was");
    OK(slice_starts(text(err.message), LIT("sign-ins.log:7: nnn")), "where comes first");
    OK(slice_ends(text(err.message), LIT("...")), "still cut");
    OK(fail_in(&err, "%s", name) == STATUS_MISSING && strlen(err.message) == sizeof err.message - 1,
            "a place that leaves no room for the reason");
}

int main(void)
{
    struct error err;
    OK(fail(&err, STATUS_RANGE, "%d is over %d", 11, 10) == STATUS_RANGE, "fail returns its status");
    IS(text(err.message), "11 is over 10", "the sentence");
    OK(fail_in(&err, "conf:%d", 3) == STATUS_RANGE, "the status travels up");
    IS(text(err.message), "conf:3: 11 is over 10", "with the place before it");
    OK(fail(NULL, STATUS_IO, "nobody listens") == STATUS_IO, "nobody needs the sentence");
    test_long();
    return tap_done();
}
