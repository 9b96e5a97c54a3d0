/* parse_hops.c - who took a message from whom, in the words of several servers; what clients write into them. */
#include "core/parse/message_inside.h"
#include "tap.h"

static const struct {
    const char *of, *value, *from, *by, *ip, *time;
    bool with_auth;
} cases[] = {
    { "Postfix",
            "from mail.example (mail.example [192.0.2.7]) by mx.institute.example (Postfix) with ESMTPS id "
            "4X; Mon, 9 "
            "Nov 2020 02:10:00 +0000 (UTC)",
            "mail.example", "mx.institute.example", "192.0.2.7", "2020-11-09T02:10:00Z", false },
    { "Exim",
            "from [203.0.113.5] (helo=pc) by mx.example with esmtpsa (TLS1.2) id 1k; 9 Nov 2020 02:10:00 "
            "+0100",
            "[203.0.113.5]", "mx.example", "203.0.113.5", "2020-11-09T01:10:00Z", true },
    { "sendmail with IPv6", "from a.example (a.example [IPv6:2001:db8::7]) by b.example with ESMTP",
            "a.example", "b.example", "2001:db8::7", "", false },
    { "qmail", "from unknown (HELO mail.example) (192.0.2.9) by 0 with SMTP; 9 Nov 2020 02:10:00 -0000",
            "unknown", "0", "192.0.2.9", "2020-11-09T02:10:00Z", false },
    { "Exchange",
            "from A.example (2001:db8::1) by B.example (2001:db8::2) with Microsoft SMTP Server id 15.20.1; "
            "Mon, 9 Nov "
            "2020 02:10:00 +0000",
            "A.example", "B.example", "2001:db8::1", "2020-11-09T02:10:00Z", false },
    { "a client that calls itself an address",
            "from [198.51.100.1] (unknown [203.0.113.5]) by mx.example with SMTP", "[198.51.100.1]",
            "mx.example", "203.0.113.5", "", false },
    { "a client that writes an address in its name",
            "from x[198.51.100.1] (x.example [203.0.113.5]) by mx.example with SMTP", "x[198.51.100.1]",
            "mx.example", "203.0.113.5", "", false },
    { "an address behind by is not the client's", "from a.example (a.example) by mx.example ([192.0.2.1])",
            "a.example", "mx.example", "", "", false },
    { "only by", "by mx.example (Postfix, from userid 1000) id 4; 9 Nov 2020 02:10:00 +0000", "",
            "mx.example", "", "2020-11-09T02:10:00Z", false },
    { "authentication in the client's name", "from ESMTPA (a.example [192.0.2.1]) by mx.example with SMTP",
            "ESMTPA", "mx.example", "192.0.2.1", "", false },
    { "parentheses that do not close", "from a (((((((", "a", "", "", "", false },
    { "nothing", "", "", "", "", "", false },
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char ip[IP_TEXT_MAX] = "", time[TIME_TEXT_MAX] = "";
        struct hop hop = hop_read(text(cases[i].value));
        if (!ip_is_none(hop.ip))
            ip_format(hop.ip, ip);
        if (hop.time != TIME_NONE)
            time_format(hop.time, time);
        bool ok = slice_eq(hop.from, text(cases[i].from)) && slice_eq(hop.by, text(cases[i].by))
                && strcmp(ip, cases[i].ip) == 0 && strcmp(time, cases[i].time) == 0
                && hop.with_auth == cases[i].with_auth;
        if (!OK(ok, cases[i].of))
            printf("# from %.*s by %.*s ip %s time %s auth %d\n", (int)hop.from.len,
                    hop.from.at ? hop.from.at : "", (int)hop.by.len, hop.by.at ? hop.by.at : "", ip, time,
                    hop.with_auth);
    }
    return tap_done();
}
