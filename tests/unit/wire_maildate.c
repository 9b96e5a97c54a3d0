/* wire_maildate.c - dates of mail headers. */
#include "core/wire/maildate.h"
#include "tap.h"

static const struct {
    const char *date, *is;
} cases[] = {
    { "Mon, 9 Nov 2020 02:10:00 +0100", "2020-11-09T01:10:00Z" },
    { "9 Nov 2020 02:10:00 -0530", "2020-11-09T07:40:00Z" },
    { "Mon, 09 Nov 2020 02:10:00 +0000 (GMT (not summer))", "2020-11-09T02:10:00Z" },
    { "Mon,9 Nov 20 02:10 EST", "2020-11-09T07:10:00Z" },
    { "Mon Nov  9 02:10:00 2020", "2020-11-09T02:10:00Z" },
    { "Mon Nov  9 02:10:00 CET 2020", "2020-11-09T01:10:00Z" },
    { "Mon, 9 Nov 1999 02:10:00", "1999-11-09T02:10:00Z" },
    { "Thu, 31 Dec 1998 23:59:60 +0000", "1999-01-01T00:00:00Z" },
    { "Mon, 31 Apr 2020 02:10:00 +0000", "" },
    { "Mon, 9 Nov 2020", "" },
    { "yesterday", "" },
    { "", "" },
    { "(((((((((((((((((((", "" },
    { "Mon, 9 Nov 20201 02:10:00 +0000", "" },
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char buf[TIME_TEXT_MAX] = "";
        time_us t = maildate_read(text(cases[i].date));
        if (t != TIME_NONE)
            time_format(t, buf);
        if (!OK(strcmp(buf, cases[i].is) == 0, cases[i].date))
            printf("# got %s\n", buf);
    }
    return tap_done();
}
