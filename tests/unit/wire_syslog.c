/* wire_syslog.c - every dress of a line; what is none is a message, never lost. */
#include "core/wire/syslog.h"
#include "help.h"

static const struct {
    const char *name, *in;
    const char *time; /* NULL: none told; with its Z when a zone was told; a year of 2000 stands for none */
    const char *host, *program;
    uint32_t pid;
    const char *message;
} cases[] = {
    { "RFC 3164", "Nov  9 02:10:00 web sshd[22]: hello", "2000-11-09T02:10:00", "web", "sshd", 22, "hello" },
    { "with a priority", "<38>Nov  9 02:10:00 web sshd[22]: hello", "2000-11-09T02:10:00", "web", "sshd", 22,
            "hello" },
    { "one space before the day", "Nov 9 02:10:00 web su: hello", "2000-11-09T02:10:00", "web", "su", 0,
            "hello" },
    { "a year before the time", "Nov  9 2026 02:10:00 web su: hello", "2026-11-09T02:10:00", "web", "su", 0,
            "hello" },
    { "a year behind the time", "Nov  9 02:10:00 2026 web su: hello", "2026-11-09T02:10:00", "web", "su", 0,
            "hello" },
    { "parts of a second", "Nov  9 02:10:00.123456 web su: hello", "2000-11-09T02:10:00", "web", "su", 0,
            "hello" },
    { "a leap day without its year", "Feb 29 02:10:00 web su: hello", "2000-02-29T02:10:00", "web", "su", 0,
            "hello" },
    { "no host", "Nov  9 02:10:00 sshd[22]: hello", "2000-11-09T02:10:00", "", "sshd", 22, "hello" },
    { "no program", "Nov  9 02:10:00 web hello there", "2000-11-09T02:10:00", "", "", 0, "web hello there" },
    { "an empty message", "Nov  9 02:10:00 web sshd[22]:", "2000-11-09T02:10:00", "web", "sshd", 22, "" },
    { "a stamp alone", "Nov  9 02:10:00", "2000-11-09T02:10:00", "", "", 0, "" },
    { "ISO with a zone", "2026-11-09T02:10:00.5+01:00 web sshd[22]: hello", "2026-11-09T01:10:00.500Z", "web",
            "sshd", 22, "hello" },
    { "ISO without", "2026-11-09 02:10:00 web sshd[22]: hello", "2026-11-09T02:10:00", "web", "sshd", 22,
            "hello" },
    { "RFC 5424", "<38>1 2026-11-09T02:10:00Z web sshd 22 - - hello", "2026-11-09T02:10:00Z", "web", "sshd",
            22, "hello" },
    { "RFC 5424 without a time", "<38>1 - web sshd 22 - - hello", NULL, "web", "sshd", 22, "hello" },
    { "RFC 5424 with a byte order mark", "<38>1 - web sshd 22 - - \xef\xbb\xbfhello", NULL, "web", "sshd", 22,
            "hello" },
    { "structured data", "<38>1 - web sshd 22 - [a b=\"c\"][d] hello", NULL, "web", "sshd", 22, "hello" },
    { "structured data holds a bracket", "<38>1 - web sshd 22 - [a b=\"\\\"] x\"] hello", NULL, "web", "sshd",
            22, "hello" },
    { "structured data never closes", "<38>1 - web sshd 22 - [a b=\"c] hello", NULL, "", "", 0,
            "1 - web sshd 22 - [a b=\"c] hello" },
    { "a bare message with a tag", "sshd[22]: hello", NULL, "", "sshd", 22, "hello" },
    { "a bare message", "hello there", NULL, "", "", 0, "hello there" },
    { "a message forges a stamp", "Nov  9 02:10:00 web sshd[22]: Dec 24 00:00:00 db su[1]: hello",
            "2000-11-09T02:10:00", "web", "sshd", 22, "Dec 24 00:00:00 db su[1]: hello" },
    { "a process id over 32 bits", "Nov  9 02:10:00 web sshd[4294967296]: x", "2000-11-09T02:10:00", "", "",
            0, "web sshd[4294967296]: x" },
    { "no process id in the brackets", "Nov  9 02:10:00 web sshd[]: x", "2000-11-09T02:10:00", "", "", 0,
            "web sshd[]: x" },
    { "a priority over its limit", "<192>Nov  9 02:10:00 web su: x", NULL, "", "", 0,
            "<192>Nov  9 02:10:00 web su: x" },
    { "30 February", "Feb 30 02:10:00 web su: x", NULL, "", "", 0, "Feb 30 02:10:00 web su: x" },
    { "29 February of a common year", "Feb 29 02:10:00 2026 web su: x", NULL, "", "", 0,
            "Feb 29 02:10:00 2026 web su: x" },
    { "hour 24", "Nov  9 24:00:00 web su: x", NULL, "", "", 0, "Nov  9 24:00:00 web su: x" },
    { "a month of no calendar", "Nox  9 02:10:00 web su: x", NULL, "", "", 0, "Nox  9 02:10:00 web su: x" },
    { "a stamp cut short", "Nov  9 02:10:0", NULL, "", "", 0, "Nov  9 02:10:0" },
    { "Cisco with a year", "<166>Nov 09 2026 02:10:00 fw01 : %ASA-6-113015: AAA", "2026-11-09T02:10:00",
            "fw01", "%ASA-6-113015", 0, "AAA" },
    { "Cisco without a name", "<166>Nov 09 2026 02:10:00: %FTD-6-113015: AAA", "2026-11-09T02:10:00", "",
            "%FTD-6-113015", 0, "AAA" },
    { "Cisco without a stamp", "<166>:: %ASA-auth-6-113005: AAA", NULL, "", "%ASA-auth-6-113005", 0, "AAA" },
    { "Cisco's name and colon", "May  5 19:02:25 fw01: %ASA-6-113004: AAA", "2000-05-05T19:02:25", "fw01",
            "%ASA-6-113004", 0, "AAA" },
    { "Cisco behind a relay", "Nov  9 02:10:01 192.0.2.1 Nov 09 2026 02:10:00 UTC: %ASA-6-113015: AAA",
            "2026-11-09T02:10:00Z", "192.0.2.1", "%ASA-6-113015", 0, "AAA" },
    { "Cisco behind a relay, named by both", "Nov  9 02:10:01 r1 : Nov 09 02:10:00 CET: %ASA-6-113015: AAA",
            "2000-11-09T02:10:01", "r1", "%ASA-6-113015", 0, "AAA" },
    { "Cisco with an ISO stamp", "<166>2026-11-09T02:10:00Z fw01 : %ASA-6-113015: AAA",
            "2026-11-09T02:10:00Z", "fw01", "%ASA-6-113015", 0, "AAA" },
    { "FortiGate", "<189>date=2026-11-09 time=02:10:00 devname=\"fw\"", NULL, "", "", 0,
            "date=2026-11-09 time=02:10:00 devname=\"fw\"" },
    { "FortiGate behind a relay", "Nov  9 02:10:01 192.0.2.1 date=2026-11-09 time=02:10:00",
            "2000-11-09T02:10:01", "192.0.2.1", "", 0, "date=2026-11-09 time=02:10:00" },
    { "PAN-OS", "Nov  9 02:10:01 fw01 1,2026/11/09 02:10:00,0123", "2000-11-09T02:10:01", "fw01", "", 0,
            "1,2026/11/09 02:10:00,0123" },
    { "PAN-OS without a host", "Nov  9 02:10:01 1,2026/11/09 02:10:00,0123", "2000-11-09T02:10:01", "", "", 0,
            "1,2026/11/09 02:10:00,0123" },
    { "NetScaler", "<132> 11/19/2026:02:10:00 GMT ns1 0-PPE-0 : default AAA x", "2026-11-19T02:10:00Z", "ns1",
            "0-PPE-0", 0, "default AAA x" },
    { "NetScaler without zone and host", "<132> 11/19/2026:02:10:00  0-PPE-0 : default AAA x",
            "2026-11-19T02:10:00", "", "0-PPE-0", 0, "default AAA x" },
    { "NetScaler, the day first", "<132> 19/11/2026:02:10:00 GMT ns1 0-PPE-0 : x", "2026-11-19T02:10:00Z",
            "ns1", "0-PPE-0", 0, "x" },
    { "NetScaler, the day told by a relay",
            "Nov  9 02:10:00 <local0.info> 192.0.2.1 09/11/2026:02:10:00 GMT ns1 "
            "0-PPE-0 : x",
            "2026-11-09T02:10:00Z", "ns1", "0-PPE-0", 0, "x" },
    { "NetScaler, no day of any calendar", "<132> 13/13/2026:02:10:00 GMT ns1 0-PPE-0 : x", NULL, "", "", 0,
            "13/13/2026:02:10:00 GMT ns1 0-PPE-0 : x" },
    { "OpenVPN's peer", "Mon Nov  9 02:10:00 2026 192.0.2.8:1194 TLS: x", "2026-11-09T02:10:00", "", "", 0,
            "192.0.2.8:1194 TLS: x" },
    { "OpenVPN's peer, ISO", "2026-11-09 02:10:00 bob/[2001:db8::8]:1194 AUTH: x", "2026-11-09T02:10:00", "",
            "", 0, "bob/[2001:db8::8]:1194 AUTH: x" },
    { "a host that is an IPv6 address", "Nov  9 02:10:16 2001:db8::1 sshd[18]: x", "2000-11-09T02:10:16",
            "2001:db8::1", "sshd", 18, "x" },
    { "FreeRADIUS", "Mon Nov  9 02:10:00 2026 : Auth: (7) Login OK: [bob] (from", "2026-11-09T02:10:00", "",
            "", 0, ": Auth: (7) Login OK: [bob] (from" },
    { "Java's comma", "2026-11-09 02:10:00,123 WARN  [org.example] (x) y", "2026-11-09T02:10:00.123", "", "",
            0, "WARN  [org.example] (x) y" },
    { "a tag over its limit",
            "Nov  9 02:10:00 web aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: x",
            "2000-11-09T02:10:00", "", "", 0,
            "web aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: x" },
};

static void test_time(size_t i, const struct syslog_line *line)
{
    char buf[TIME_TEXT_MAX] = "";
    if (!OK(line->has_time == (cases[i].time != NULL), "a time was told") || !line->has_time)
        return;
    size_t len = time_format(line->time, buf);
    IS(((struct slice){ buf, line->has_zone ? len : len - 1 }), cases[i].time, "time");
    OK(line->has_year == (strncmp(cases[i].time, "2000", 4) != 0), "a year was told");
}

/* The second time with what the first has left in the memo. */
static void test_case(struct syslog_memo *memo, size_t i)
{
    printf("# %s\n", cases[i].name);
    for (int again = 0; again < 2; again++) {
        struct syslog_line line;
        if (!OK(syslog_parse_line(text(cases[i].in), memo, &line), "a line"))
            return;
        test_time(i, &line);
        IS(line.host, cases[i].host, "host");
        IS(line.program, cases[i].program, "program");
        IS(line.message, cases[i].message, "message");
        OK(line.pid == cases[i].pid, "process id");
    }
}

/* What was remembered of one stamp is never given to another one. */
static void test_memo(void)
{
    struct syslog_memo memo = { 0 };
    struct syslog_line line;
    (void)syslog_parse_line(LIT("2026-11-09T02:10:00.5+01:00 web su: x"), &memo, &line);
    time_us first = line.time;
    (void)syslog_parse_line(LIT("2026-11-09T02:10:00.75Z web su: x"), &memo, &line);
    OK(line.time == first + TIME_HOUR + TIME_SECOND / 4, "fraction and zone are read each time");
    (void)syslog_parse_line(LIT("2026-11-09T02:10:01+01:00 web su: x"), &memo, &line);
    OK(line.time == first + TIME_SECOND / 2, "another second");
    (void)syslog_parse_line(LIT("Nov  9 02:10:00 web su: x"), &memo, &line);
    OK(line.has_time && !line.has_year && !line.has_zone, "another dress");
    (void)syslog_parse_line(LIT("Nov  9 02:10:00 2026 web su: x"), &memo, &line);
    OK(line.has_year, "a year behind a stamp that is remembered without");
}

int main(void)
{
    struct syslog_memo memo = { 0 };
    struct syslog_line line;
    OK(!syslog_parse_line(LIT(""), &memo, &line), "an empty line is none");
    EACH(i, cases)
    test_case(&memo, i);
    test_memo();
    return tap_done();
}
