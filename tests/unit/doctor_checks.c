/* doctor_checks.c - what the doctor says of invented lives, and where it stays quiet. */
#include <string.h>

#include "core/doctor/doctor.h"
#include "help.h"

#define DAY_HOURS 24
static const time_us begin = INT64_C(1794182400) * TIME_SECOND; /* 2026-11-09, a Monday */

static struct format entra = { .name = "entra-json", .family = FAMILY_ENTRA };
static struct format m365 = { .name = "m365-json", .family = FAMILY_M365 };
static struct format windows = { .name = "windows-xml", .family = FAMILY_WINDOWS };
static struct format vpn = { .name = "vpn-csv", .family = FAMILY_VPN };
static struct format syslog_lines = { .name = "syslog", .family = FAMILY_LINUX };

static struct doctor *doctor;
static struct diagnosis found;
static struct ledger ledger;

/* What one record says; what is not named is usual. */
struct said {
    enum outcome outcome;
    const char *account, *host, *agent, *protocol;
    bool no_address, no_zone;
    enum method method;
    enum teller teller;
    enum action action;
};

static void tell(const struct format *format, const char *source, time_us t, struct said said)
{
    struct record rec = { .time = t, .outcome = (uint8_t)said.outcome, .method = (uint8_t)said.method };
    struct batch batch = { .at = &rec, .count = 1, .cap = 1, .sources = 2, .of[1].name = source };
    rec.of = source != NULL;
    rec.teller = (uint8_t)said.teller;
    rec.action = (uint8_t)said.action;
    rec.flags = said.no_zone ? STAMP_NO_ZONE : 0;
    rec.account = text(said.account ? said.account : "ida");
    rec.host = text(said.host ? said.host : "");
    rec.agent = text(said.agent ? said.agent : "Mozilla/5.0");
    rec.protocol = text(said.protocol ? said.protocol : "");
    if (!said.no_address)
        (void)ip_parse(LIT("192.0.2.7"), &rec.source);
    doctor_look(doctor, format, &batch);
}

/* Office hours, five days a week: 07:00 to 19:00, four successes an hour and a slip each noon. `shift` in hours. */
static void office(const struct format *format, const char *source, int days, int shift, struct said how)
{
    for (int day = 0; day < days; day++)
        for (int hour = 7; day % 7 < 5 && hour < 19; hour++)
            for (int i = 0; i < 4 + (hour == 12); i++) {
                time_us t = begin + ((int64_t)day * DAY_HOURS + hour + shift) * TIME_HOUR + i * TIME_MINUTE;
                how.outcome = i < 4 ? OUTCOME_OK : OUTCOME_BAD_PASSWORD;
                tell(format, source, t, how);
            }
}

static void many(const struct format *format, const char *source, int n, struct said how)
{
    for (int i = 0; i < n; i++)
        tell(format, source, begin + i * 10 * TIME_MINUTE, how);
}

static void start(void)
{
    doctor_reset(doctor);
    ledger = (struct ledger){ .count = 0 };
}

static void examine(struct summary sum)
{
    struct error err;
    sum.ledger = &ledger;
    diagnosis_done(&found);
    if (doctor_report(doctor, &sum, &found, &err) != STATUS_OK)
        OK(false, err.message);
}

static const struct lack *lack(const char *check, const char *source, const char *host)
{
    for (size_t i = 0; i < found.count; i++)
        if (strcmp(found.lacks[i].check, check) == 0 && strcmp(found.lacks[i].source, source) == 0
                && strcmp(found.lacks[i].host, host) == 0)
            return &found.lacks[i];
    return NULL;
}

static bool says(const char *check, const char *source)
{
    return lack(check, source, "") != NULL;
}

static size_t times(const char *check)
{
    size_t n = 0;
    for (size_t i = 0; i < found.count; i++)
        n += strcmp(found.lacks[i].check, check) == 0;
    return n;
}

/* Sixty days of everything that belongs together: nothing is missing. */
static void test_quiet(void)
{
    start();
    office(&entra, NULL, 60, 0, (struct said){ .method = METHOD_PASSWORD });
    many(&entra, NULL, 100, (struct said){ .outcome = OUTCOME_OK, .method = METHOD_TOKEN });
    office(&m365, NULL, 60, 0, (struct said){ .action = ACTION_MAIL_READ });
    office(&syslog_lines, "sshd", 60, 0, (struct said){ .host = "gate", .teller = TELLER_RESULT });
    office(&vpn, NULL, 60, 0, (struct said){ .host = "fw" });
    examine((struct summary){ .signins = 10000 });
    for (size_t i = 0; i < found.count; i++)
        printf("# %s %s: %s\n", found.lacks[i].check, found.lacks[i].source, found.lacks[i].noticed);
    OK(found.count == 0, "nothing is missing where nothing is");
    OK(found.sources_count == 4, "each source is listed");
}

static void test_outcomes(void)
{
    start();
    many(&entra, NULL, 60, (struct said){ .outcome = OUTCOME_BAD_PASSWORD });
    many(&vpn, NULL, 49, (struct said){ .outcome = OUTCOME_BAD_PASSWORD });
    many(&windows, NULL, 600, (struct said){ .outcome = OUTCOME_OK });
    many(&m365, NULL, 499, (struct said){ .outcome = OUTCOME_OK });
    examine((struct summary){ .signins = 1 });
    OK(says("only-failures", "entra-json") && !says("only-failures", "vpn-csv"),
            "only failures, when there are many");
    OK(says("only-successes", "windows-xml") && !says("only-successes", "m365-json"),
            "only successes as well");
    OK(found.lacks[0].grave == GRAVE_IMPORTANT, "the gravest first");

    start();
    many(&syslog_lines, "sshd", 600, (struct said){ .outcome = OUTCOME_OK, .host = "a" });
    many(&syslog_lines, "sshd", 10, (struct said){ .outcome = OUTCOME_BAD_PASSWORD, .host = "b" });
    examine((struct summary){ .signins = 1 });
    OK(lack("only-successes", "sshd", "a") != NULL && !says("only-successes", "sshd"),
            "one machine of several that tells no failure");
}

static void test_programs(void)
{
    start();
    *ledger_of(&ledger, "syslog",
            "freeradius") = (struct ledger_row){ .format = "syslog", .source = "freeradius", .lines = 30 };
    *ledger_of(&ledger, "syslog",
            "postfix") = (struct ledger_row){ .format = "syslog", .source = "postfix", .lines = 30 };
    *ledger_of(&ledger, "syslog", "dovecot") =
            (struct ledger_row){ .format = "syslog", .source = "dovecot", .lines = 30, .signins = 1 };
    examine((struct summary){ .lines = 90, .inputs = 1 });
    const struct lack *radius = lack("no-signins", "freeradius", "");
    OK(radius != NULL && strstr(radius->how, "auth = yes") != NULL, "FreeRADIUS without auth = yes");
    OK(!says("no-signins", "postfix"), "a Postfix that checks no passwords");
    OK(!says("no-signins", "dovecot"), "a Dovecot that tells one");
    OK(says("no-signins-at-all", ""), "there is nothing at all");

    start();
    many(&syslog_lines, "sshd", 30, (struct said){ .outcome = OUTCOME_BAD_PASSWORD, .teller = TELLER_PAM });
    examine((struct summary){ .signins = 1 });
    OK(says("sshd-is-quiet", "sshd"), "PAM speaks, sshd does not");
    tell(&syslog_lines, "sshd", begin, (struct said){ .teller = TELLER_RESULT });
    examine((struct summary){ .signins = 1 });
    OK(!says("sshd-is-quiet", "sshd"), "both do");
}

static void test_fields(void)
{
    start();
    many(&vpn, NULL, 60, (struct said){ .account = "*****", .no_address = true });
    many(&windows, NULL, 60, (struct said){ .account = "", .outcome = OUTCOME_OK });
    many(&windows, NULL, 200, (struct said){ .outcome = OUTCOME_BAD_PASSWORD });
    many(&entra, NULL, 60, (struct said){ .agent = "", .account = "****ida" });
    many(&syslog_lines, "sshd", 60, (struct said){ .agent = "" });
    examine((struct summary){ .signins = 1 });
    const struct lack *names = lack("no-names", "vpn-csv", ""), *fewer = lack("no-names", "windows-xml", "");
    OK(names != NULL && names->grave == GRAVE_IMPORTANT && strstr(names->noticed, "60 of 60 (100 %)") != NULL,
            "masked names");
    OK(fewer != NULL && fewer->grave == GRAVE_WORTH, "names that are left out now and then");
    OK(!says("no-names", "entra-json"), "stars before a name mask nothing");
    OK(says("no-addresses", "vpn-csv") && !says("no-addresses", "windows-xml"), "addresses");
    OK(says("no-agents", "entra-json") && !says("no-agents", "sshd"), "agents, of what tells them");
}

static void test_kinds(void)
{
    start();
    many(&windows, NULL, 300, (struct said){ .outcome = OUTCOME_OK, .protocol = "NTLM" });
    many(&entra, NULL, 60, (struct said){ .method = METHOD_PASSWORD });
    examine((struct summary){ .signins = 1 });
    OK(says("no-kerberos", ""), "no domain controller's events");
    OK(says("no-non-interactive", "") && says("no-audit", ""),
            "half of Entra ID, and nothing of Microsoft 365");
    many(&windows, NULL, 300, (struct said){ .outcome = OUTCOME_OK, .protocol = "Kerberos" });
    many(&entra, NULL, 60, (struct said){ .method = METHOD_TOKEN });
    many(&m365, NULL, 1, (struct said){ .action = ACTION_CONSENT });
    examine((struct summary){ .signins = 1 });
    OK(!says("no-kerberos", "") && says("no-kerberos-failures", ""), "tickets, none refused");
    OK(!says("no-non-interactive", "") && !says("no-audit", ""), "both halves, and the audit log");
    many(&windows, NULL, 1, (struct said){ .outcome = OUTCOME_BAD_PASSWORD, .protocol = "Kerberos" });
    examine((struct summary){ .signins = 1 });
    OK(!says("no-kerberos-failures", ""), "one refused ticket is an audit policy");
    many(&windows, NULL, 100, (struct said){ .outcome = OUTCOME_OK, .protocol = "radius" });
    examine((struct summary){ .signins = 1 });
    OK(says("no-nps-refusals", ""), "NPS that refuses nobody");
    many(&windows, NULL, 1, (struct said){ .outcome = OUTCOME_BAD_PASSWORD, .protocol = "radius" });
    examine((struct summary){ .signins = 1 });
    OK(!says("no-nps-refusals", ""), "but one");

    start();
    many(&vpn, NULL, 60, (struct said){ .outcome = OUTCOME_OK });
    examine((struct summary){ .signins = 1 });
    OK(says("no-directory", ""), "a VPN without its directory");
    many(&windows, NULL, 10, (struct said){ .outcome = OUTCOME_OK });
    examine((struct summary){ .signins = 1 });
    OK(!says("no-directory", ""), "with it");
}

static void test_days(void)
{
    start();
    office(&vpn, NULL, 10, 0, (struct said){ .host = "fw" });
    examine((struct summary){ .signins = 500, .visible_per_day = 7.3 });
    const struct lack *few = lack("few-days", "", "");
    OK(few != NULL && few->grave == GRAVE_IMPORTANT && strstr(few->noticed, "about 7 accounts a day") != NULL,
            "less than two weeks");
    start();
    office(&vpn, NULL, 20, 0, (struct said){ .host = "fw" });
    examine((struct summary){ .signins = 500 });
    few = lack("few-days", "", "");
    OK(few != NULL && few->grave == GRAVE_WORTH, "less than a month");
    start();
    office(&vpn, NULL, 60, 0, (struct said){ .host = "fw" });
    for (int i = 0; i < 100; i++)
        tell(&windows, NULL, begin + 55 * TIME_DAY + i * TIME_HOUR, (struct said){ .outcome = OUTCOME_OK });
    examine((struct summary){ .signins = 500 });
    OK(!says("few-days", "") && says("begins-late", "windows-xml"), "one keeps less than the others");
}

static void test_silence(void)
{
    start();
    office(&vpn, NULL, 40, 0, (struct said){ .host = "fw-a" });
    office(&vpn, NULL, 29, 0, (struct said){ .host = "fw-b" });
    examine((struct summary){ .signins = 500 });
    const struct lack *silent = lack("silent", "vpn-csv", "fw-b");
    OK(silent != NULL && strstr(silent->noticed, "longest pause was 60 hours") != NULL,
            "a machine that fell silent");
    OK(times("silent") == 1 && times("hole") == 0, "and no other");

    start();
    office(&syslog_lines, "sshd", 36, 0, (struct said){ .host = "always" });
    for (int i = 0; i < 40 * 24; i++)
        tell(&vpn, NULL, begin + i * TIME_HOUR, (struct said){ .host = "fw" });
    examine((struct summary){ .signins = 500 });
    OK(times("silent") == 0, "Friday evening to Sunday is no silence where it is usual");

    start();
    office(&syslog_lines, "sshd", 5, 0, (struct said){ .host = "new" });
    for (int i = 0; i < 7 * 24; i++)
        tell(&vpn, NULL, begin + i * TIME_HOUR, (struct said){ .host = "fw" });
    examine((struct summary){ .signins = 500 });
    OK(times("silent") == 0, "nor is the first weekend that is seen");

    start();
    for (int i = 0; i < 40 * 24; i++)
        if (i < 500 || i >= 530)
            tell(&vpn, NULL, begin + i * TIME_HOUR, (struct said){ .host = "fw" });
    examine((struct summary){ .signins = 500 });
    const struct lack *hole = lack("hole", "vpn-csv", "fw");
    OK(hole != NULL && strstr(hole->noticed, "nothing for 30 hours") != NULL, "a hole in a steady log");

    start();
    for (int i = 39 * 24; i >= 0; i--)
        tell(&vpn, NULL, begin + i * TIME_HOUR, (struct said){ .host = "fw" });
    examine((struct summary){ .signins = 500 });
    OK(times("hole") == 0 && times("silent") == 0, "newest first is the same");
}

static void test_clocks(void)
{
    start();
    office(&entra, NULL, 20, 0, (struct said){ .method = METHOD_PASSWORD });
    office(&vpn, NULL, 20, 2, (struct said){ .no_zone = true });
    office(&windows, NULL, 20, -7, (struct said){ .no_zone = false });
    office(&m365, NULL, 20, 0, (struct said){ .no_zone = true });
    examine((struct summary){ .signins = 500 });
    const struct lack *zone = lack("zone", "vpn-csv", ""), *clock = lack("clock", "windows-xml", "");
    OK(zone != NULL && strstr(zone->noticed, "2 hours later") != NULL, "local time without a zone");
    OK(clock != NULL && strstr(clock->noticed, "7 hours earlier") != NULL, "a clock that is wrong");
    OK(!says("zone", "m365-json"), "no zone told, and none needed");
}

static void test_reading(void)
{
    start();
    *ledger_of(&ledger, "syslog", "sshd") = (struct ledger_row){
        .format = "syslog", .source = "sshd", .lines = 1000, .signins = 900, .unparsed = 3
    };
    many(&vpn, NULL, 10, (struct said){ .outcome = OUTCOME_OK });
    examine((struct summary){
            .signins = 100, .problems = 2, .oversize = 1, .duplicates = 50, .evictions = 5 });
    const struct lack *odd = lack("not-understood", "sshd", "");
    OK(odd != NULL && odd->grave == GRAVE_WORTH && strcmp(odd->noticed, "3 of 1,000") == 0, "a few lines");
    OK(says("not-read", "") && says("too-long", "") && says("twice", "") && says("forgotten", ""),
            "what was not read, too long, twice, forgotten");
}

/* A flood of machines' names, as anybody may write into a syslog: the sources stay, and everything is counted. */
static void test_flood(void)
{
    start();
    for (int i = 0; i < 5000; i++) {
        char host[16];
        (void)snprintf(host, sizeof host, "host-%d", i);
        tell(&syslog_lines, "sshd", begin + i * TIME_MINUTE, (struct said){ .host = host });
    }
    tell(&vpn, NULL, begin, (struct said){ .host = "\033[31m" });
    tell(&vpn, NULL, begin,
            (struct said){ .host = "a-name-of-a-machine-that-is-longer-than-any-name-of-a-machine-may-be-"
                                   "by-the-book-and-longer" });
    tell(&vpn, NULL, INT64_MAX, (struct said){ .host = "" });
    tell(&vpn, NULL, INT64_MIN + 1, (struct said){ .host = "" });
    examine((struct summary){ .signins = 5000 });
    uint64_t signins = 0;
    for (size_t i = 0; i < found.sources_count; i++)
        signins += found.sources[i].signins;
    OK(signins == 5004 && found.sources_count <= 512, "capped, and nothing lost");
    OK(found.count <= 200, "and so is what is said of it");
}

int main(void)
{
    struct error err;
    if (!OK(doctor_new(&doctor, &err) == STATUS_OK, "made"))
        return tap_done();
    test_quiet();
    test_outcomes();
    test_programs();
    test_fields();
    test_kinds();
    test_days();
    test_silence();
    test_clocks();
    test_reading();
    test_flood();
    diagnosis_done(&found);
    doctor_free(&doctor);
    return tap_done();
}
