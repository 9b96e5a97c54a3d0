/* export_siem.c - what a SIEM is given, of every sample: lines, numbers and the fields that rules join on. Whether
 * JSON is JSON and has all that its standard asks for, tests/e2e/forms.py reads. */
#include "core/export/siem.h"

#include "signin_sample.h"

static const struct exporting x = { .version = "1.2.3", .organisation = "" };

static size_t count_of(struct slice s, const char *what)
{
    size_t n = 0, len = strlen(what);
    for (size_t i = 0; i + len <= s.len; i++)
        n += memcmp(s.at + i, what, len) == 0;
    return n;
}

static struct slice line_of(struct slice s, size_t number)
{
    for (; number > 0; number--)
        s = slice_skip(s, slice_find(s, '\n') + 1);
    return slice_first(s, slice_find(s, '\n'));
}

/* ---- incidents ---- */

static const struct {
    const char *form;
    size_t line;
    const char *says;
} told[] = {
    { "ocsf", 0, "\"class_uid\":2004," },
    { "ocsf", 0, "\"type_uid\":200401," },
    { "ocsf", 0, "\"time\":1794191467000," },
    { "ocsf", 0, "\"end_time\":1794280364250," },
    { "ocsf", 0, "\"severity_id\":5," },
    { "ocsf", 0, "\"confidence_id\":3," },
    { "ocsf", 0, "\"related_events_count\":1122," },
    { "ocsf", 0, "\"sub_technique\":{\"uid\":\"T1110.003\",\"name\":\"Password Spraying\"" },
    { "ocsf", 0, "\"email_addr\":\"a.roth@institute.example\"},\"src_endpoint\":{\"ip\":\"203.0.113.7\"}" },
    { "ocsf", 0, "\"src_endpoint\":{\"name\":\"2001:db8:1:2::/64\"}" },
    { "ocsf", 0, "\"playbook_match\":[{\"name\":\"strontium-2020\",\"similarity\":0.71," },
    { "ocsf", 1, "\"class_uid\":2005," },
    { "ocsf", 1, "\"type_uid\":200501," },
    { "ocsf", 1, "\"is_suspected_breach\":true," },
    { "ocsf", 1, "\"impact_id\":4," },
    { "ocsf", 2, "\"severity_id\":1," },
    { "ocsf", 2, "\"confidence_id\":0," },
    { "ocsf", 2, "\"is_alert\":false," },
    { "ecs", 0, "\"@timestamp\":\"2026-11-09T02:31:07Z\"," },
    { "ecs", 0, "\"kind\":\"alert\"," },
    { "ecs", 0, "\"severity\":5," },
    { "ecs", 0, "\"ip\":[\"203.0.113.7\"]" },
    { "ecs", 0, "\"subtechnique\":{\"id\":[\"T1110.003\"]," },
    { "ecs", 0, "\"technique\":{\"id\":[\"T1110\",\"T1078\"]," },
    { "cef", 0,
            "CEF:0|Cordon|Cordon|1.2.3|password-spray|Password spray from many sources: 1 account "
            "taken|10|rt=" },
    { "cef", 0, " duser=j.meier@institute.example src=203.0.113.7 " },
    { "cef", 0, " cs3Label=sources cs3=203.0.113.7, 2001:db8:1:2::/64 " },
    { "cef", 0, " cs4Label=evidence cs4=logs/signins.json:812, logs/signins.json:9120, logs/auth.log:77 " },
    { "cef", 0, " externalId=INC-7K2Q9F3MX2 cat=password-spray cnt=1122 outcome=success reason=got-in " },
    { "cef", 1, "CEF:0|Cordon|Cordon|1.2.3|stale-credential||1|rt=0 " },
    { "csv", 1,
            "1122,4,2,1,1,1,strontium-2020,0.71,T1110.003 T1078,203.0.113.7,NL,\"Example Hosting, Ltd.\"," },
    { "csv", 2, ",0,0,0,0,0,0,,,,,,,," },
    { "csv-accounts", 1, "INC-7K2Q9F3MX2,password-spray,critical,j.meier@institute.example,got-in,3," },
    { "csv-accounts", 3,
            ",traveller,tried,1,2026-11-09T05:00:00Z,2026-11-09T05:00:00Z,2026-11-09T09:00:00Z,"
            "198.51.100.77,yes,0.62,," },
    { "csv-accounts", 4, ",nobody,tried,1,2026-11-09T05:00:01Z,2026-11-09T05:00:01Z,,,,,,yes" },
    { "csv-sources", 1, ",203.0.113.7,800,8,1," },
    { "csv-sources", 2, ",2001:db8:1:2::/64,322,5,0,2026-11-09T02:11:00Z,2026-11-09T04:00:00Z,,,,0.7" },
    { "timesketch", 0, "\"datetime\":\"2026-11-09T02:10:00+00:00\",\"timestamp\":1794190200000000," },
    { "timesketch", 3, "\"datetime\":\"2026-11-10T03:12:44.250+00:00\"," },
    { "timesketch", 3, "\"message\":\"Attacker signed in: j.meier@institute.example from 203.0.113.7\"" },
    { "timesketch", 4, "\"timestamp_desc\":\"Password known to the attacker\"" },
    { "timesketch", 5, "\"timestamp_desc\":\"Sign-in to check\"" },
    { "timesketch", 6, "\"file\":\"logs/signins.json\",\"line\":812,\"sha256\":\"" SAMPLE_SHA256 "\"" },
};

static void test_told(size_t i)
{
    struct incidents all = sample_incidents();
    struct out out = { 0 };
    form_named(told[i].form)->incidents(&out, &all, &x);
    struct slice line = line_of((struct slice){ out.at, out.len }, told[i].line);
    if (!OK(count_of(line, told[i].says) == 1, told[i].says))
        printf("# %s, line %zu: %.*s\n", told[i].form, told[i].line, (int)line.len, line.at);
    out_done(&out);
}

static const struct {
    const char *form;
    size_t lines; /* of the three samples */
} lines[] = {
    { "ocsf", 6 },
    { "ecs", 3 },
    { "cef", 3 },
    { "csv", 4 },
    { "csv-accounts", 7 },
    { "csv-sources", 4 },
    { "timesketch", 9 + 4 + 4 },
};

static void test_lines(size_t i)
{
    struct incidents all = sample_incidents(), none = { 0 };
    const struct form *form = form_named(lines[i].form);
    struct out out = { 0 };
    form->incidents(&out, &all, &x);
    OK(count_of((struct slice){ out.at, out.len }, "\n") == lines[i].lines, lines[i].form);
    OK(!out.failed, "and nothing was too long for it");
    out.len = 0;
    form->incidents(&out, &none, &x);
    bool has_head = strncmp(lines[i].form, "csv", 3) == 0;
    OK(count_of((struct slice){ out.at, out.len }, "\n") == has_head, "of no incident only the head");
    out_done(&out);
}

/* ---- lists ---- */

/* An incident of more accounts than an event may list says how many there were. */
static void test_long(void)
{
    static struct incident_account accounts[250];
    struct incident inc = sample_rich();
    struct incidents all = { .at = &inc, .count = 1 };
    struct out out = { 0 };
    for (size_t i = 0; i < COUNT(accounts); i++)
        accounts[i] = (struct incident_account){ .name = "somebody.with.a.name@institute.example",
            .at = TIME_NONE };
    inc.accounts = accounts;
    inc.accounts_count = COUNT(accounts);
    inc.accounts_total = 2000000;
    form_named("ocsf")->incidents(&out, &all, &x);
    struct slice line = line_of((struct slice){ out.at, out.len }, 0);
    OK(count_of(line, "\"role_id\"") == LISTED_MAX, "OCSF: as many as one event may hold");
    OK(count_of(line, "\"accounts_listed\":100,\"accounts_total\":2000000,") == 1, "... and their number");
    OK(count_of(line, "\"is_truncated\":true") == 1, "... and that there are more");
    out.len = 0;
    form_named("ecs")->incidents(&out, &all, &x);
    line = line_of((struct slice){ out.at, out.len }, 0);
    OK(count_of(line, "\"accounts_listed\":100,\"accounts_total\":2000000,") == 1, "ECS: the same");
    out.len = 0;
    form_named("cef")->incidents(&out, &all, &x);
    line = line_of((struct slice){ out.at, out.len }, 0);
    OK(count_of(line, " and 1999924 more ") == 1, "CEF: what does not fit is counted");
    out.len = 0;
    form_named("csv-accounts")->incidents(&out, &all, &x);
    OK(count_of((struct slice){ out.at, out.len }, "\n") == 251, "CSV: every account has its row");
    out_done(&out);
}

/* ---- sign-ins ---- */

static const struct {
    const char *form;
    size_t signin;
    const char *says;
} signins[] = {
    { "ocsf", OUTCOME_OK, "\"type_uid\":300201," },
    { "ocsf", OUTCOME_OK, "\"status_id\":1,\"status\":\"Success\"" },
    { "ocsf", OUTCOME_OK, "\"time\":1794182401000," },
    { "ocsf", OUTCOME_OK, "\"email_addr\":\"j.meier@institute.example\"" },
    { "ocsf", OUTCOME_NO_SUCH_ACCOUNT, "\"status_detail\":\"USER_DOES_NOT_EXIST\"" },
    { "ocsf", OUTCOME_PASSWORD_OK_STOPPED, "\"status_id\":2," },
    { "ocsf", OUTCOME_MFA_DENIED, "\"is_mfa\":true," },
    { "ocsf", SIGNIN_UNTOLD,
            "\"user\":{\"name\":\"unknown\",\"type_id\":0},\"service\":{\"name\":\"unknown\"}" },
    { "ocsf", SIGNIN_UNTOLD, "\"account_untold\":true" },
    { "ocsf", SIGNIN_NETWORK, "\"src_endpoint\":{\"name\":\"2001:db8:1:2::/64\"}" },
    { "ocsf", SIGNIN_MANY, "\"count\":65535," },
    { "ocsf", SIGNIN_METHODS + METHOD_PASSWORD, "\"factor_type_id\":11," },
    { "ocsf", SIGNIN_METHODS + METHOD_PUBLICKEY, "\"factor_type_id\":99,\"factor_type\":\"publickey\"" },
    { "ecs", OUTCOME_OK, "\"outcome\":\"success\",\"reason\":\"ok\"" },
    { "ecs", OUTCOME_LOCKED, "\"outcome\":\"failure\",\"reason\":\"locked\"" },
    { "ecs", OUTCOME_OK, "\"source\":{\"address\":\"203.0.113.7\",\"ip\":\"203.0.113.7\"}" },
    { "ecs", SIGNIN_NETWORK, "\"source\":{\"address\":\"2001:db8:1:2::/64\"}" },
    { "ecs", SIGNIN_UNTOLD, "\"service\":{\"name\":\"unknown\"}" },
    { "ecs", SIGNIN_METHODS, "\"@timestamp\":\"2026-11-09T00:00:00.123456Z\"" },
    { "cef", OUTCOME_OK, "CEF:0|Cordon|Cordon|1.2.3|ok|Sign-in|1|rt=1794182401000 " },
    { "cef", OUTCOME_BAD_PASSWORD, "|bad_password|Failed sign-in|3|" },
    { "cef", SIGNIN_NETWORK, " cs5Label=sourceNetwork cs5=2001:db8:1:2::/64 " },
    { "cef", SIGNIN_HOSTILE, " duser=\\=1+1|a\\\\b\"c'd,e;f\\=g\\\\u{9}h\\r\\ni<b>\\\\u{1b}[2J" },
    { "timesketch", SIGNIN_METHODS, "\"timestamp\":1794182400123456," },
    { "timesketch", SIGNIN_UNTOLD, "\"message\":\"Sign-in bad_password: (no account)\"" },
};

static void test_signin(size_t i)
{
    struct interner *names = NULL;
    struct event events[SAMPLE_SIGNINS_MAX];
    struct error err;
    struct out out = { 0 };
    if (!OK(interner_new(&interner_default_caps, 1, &names, &err) == STATUS_OK, signins[i].form))
        return;
    (void)sample_signins(names, events);
    const struct event *ev = &events[signins[i].signin];
    const struct sign_in in = { names, ev, SAMPLE_FILE, interner_account(names, ev->account) };
    form_named(signins[i].form)->event(&out, &in, &x);
    struct slice line = { out.at, out.len };
    OK(count_of(line, "\n") == 1 && line.at[line.len - 1] == '\n', "one line");
    if (!OK(count_of(line, signins[i].says) == 1, signins[i].says))
        printf("# %.*s", (int)line.len, line.at);
    out_done(&out);
    interner_free(&names);
}

/* ---- small questions ---- */

static const struct {
    const char *in;
    bool is_mail;
} mails[] = {
    { "j.meier@institute.example", true },
    { "a+b_c%d-e@x-y.example", true },
    { "root", false },
    { "", false },
    { "@institute.example", false },
    { "a@", false },
    { "a@b", false },
    { "a@b.", false },
    { "a@.b", false },
    { "a@b@c.example", false },
    { "a b@c.example", false },
    { "a@c.example\n", false },
    { "a@\xc3\xbc.example", false },
    { "a\"@c.example", false },
};

static void test_mail(size_t i)
{
    OK(is_mail_address(text(mails[i].in)) == mails[i].is_mail,
            mails[i].in[0] ? "an address or none" : "nothing");
}

int main(void)
{
    EACH(i, told)
    test_told(i);
    EACH(i, lines)
    test_lines(i);
    test_long();
    EACH(i, signins)
    test_signin(i);
    EACH(i, mails)
    test_mail(i);
    return tap_done();
}
