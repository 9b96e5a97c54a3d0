/* parse_secret.c - passwords that a row holds are not shown; what stands before and behind them is. */
#include "core/parse/secret.h"

#include "help.h"

#define BLANK SECRET_BLANK
#define CLIENT "] (from client vpn1 port 0 cli 192.0.2.8)"

static const struct {
    const char *name, *row, *shown;
} cases[] = {
    /* FreeRADIUS */
    { "behind a name", "Login incorrect: [ida/S3cret-Pass" CLIENT, "Login incorrect: [ida/" BLANK CLIENT },
    { "with a reason", "(7) Login incorrect (pap: no): [ida/S3cret-Pass" CLIENT,
            "(7) Login incorrect (pap: no): [ida/" BLANK CLIENT },
    { "right ones", "Login OK: [ida/S3cret-Pass" CLIENT, "Login OK: [ida/" BLANK CLIENT },
    { "of a machine", "Login OK: [host/pc.example/S3cret-Pass" CLIENT,
            "Login OK: [host/pc.example/" BLANK CLIENT },
    { "with slashes and brackets", "Login OK: [ida/a/]S3cret-Pass[" CLIENT, "Login OK: [ida/" BLANK CLIENT },
    { "that forges a client", "Login OK: [ida/a] (from client x port 0) S3cret-Pass" CLIENT,
            "Login OK: [ida/" BLANK CLIENT },
    { "a name with brackets", "Login OK: [i]d[a/S3cret-Pass" CLIENT, "Login OK: [i]d[a/" BLANK CLIENT },
    { "a name with slashes", "Login OK: [WARD/ida/S3cret-Pass" CLIENT, "Login OK: [WARD/" BLANK CLIENT },
    { "a name that is a verdict", "Login OK: [Login OK: [x/S3cret-Pass" CLIENT,
            "Login OK: [Login OK: [x/" BLANK CLIENT },
    { "a reason with a bracket and a slash", "Login incorrect (a [b/c]): [ida/S3cret-Pass" CLIENT,
            "Login incorrect (a [b/" BLANK CLIENT },
    { "one that begins as the server's words", "Login OK: [ida/<CHAP-Password>S3cret-Pass" CLIENT,
            "Login OK: [ida/" BLANK CLIENT },
    { "without a client", "Login OK: [ida/S3cret-Pass]", "Login OK: [ida/" BLANK },
    { "cut", "Login OK: [ida/S3cret-Pa", "Login OK: [ida/" BLANK },
    { "in JSON", "{\"MESSAGE\":\"Login OK: [ida\\/S3cret-Pass" CLIENT "\"}",
            "{\"MESSAGE\":\"Login OK: [ida\\/" BLANK CLIENT "\"}" },
    { "once more behind the client", "Login OK: [ida/S3cret-Pass" CLIENT " password=S3cret-Pass",
            "Login OK: [ida/" BLANK CLIENT " password=" BLANK },
    { "a mark before it", "password=S3cret-Pass Login OK: [ida/S3cret-Pass" CLIENT, "password=" BLANK },
    { "none: a tunnel", "Login OK: [ida/<via Auth-Type = eap>" CLIENT, NULL },
    { "none: CHAP", "Login incorrect: [ida/<CHAP-Password>" CLIENT, NULL },
    { "none: no attribute", "Login incorrect: [ida/<no User-Password attribute>" CLIENT, NULL },
    { "none: no slash", "Login OK: [ida" CLIENT, NULL },
    { "none: a slash in the client's name", "Login OK: [ida] (from client vpn/1 port 0)", NULL },
    { "none: nothing behind the slash", "Login OK: [ida/" CLIENT, NULL },
    { "none: no name", "Login incorrect", NULL },
    /* Dovecot */
    { "given", "auth: sql(ida,192.0.2.8): Password mismatch (given password: S3cret-Pass)",
            "auth: sql(ida,192.0.2.8): Password mismatch (given password: " BLANK },
    { "its sum", "auth: sql(ida,192.0.2.8): Password mismatch (SHA1 of given password: 5ec1)",
            "auth: sql(ida,192.0.2.8): Password mismatch (SHA1 of given password: " BLANK },
    { "with brackets", "x (given password: a) (b) S3cret-Pass)", "x (given password: " BLANK },
    { "an answer", "auth: Debug: client in: AUTH 1 PLAIN resp=AGlkYQBTM2NyZXQ=",
            "auth: Debug: client in: AUTH 1 PLAIN resp=" BLANK },
    /* others */
    { "AUTH with an answer", "SMTP protocol error in \"AUTH PLAIN AGlkYQBTM2NyZXQ=\" H=x [192.0.2.8]",
            "SMTP protocol error in \"AUTH PLAIN " BLANK },
    { "in any case", "a1 authenticate Plain AGlkYQBTM2NyZXQ=", "a1 authenticate Plain " BLANK },
    { "of a query", "POST /x user=ida&Password=S3cret-Pass 443", "POST /x user=ida&Password=" BLANK },
    { "of a query in a query", "GET /x to=y%3Fpwd%3DS3cret-Pass 443", "GET /x to=y%3Fpwd%3D" BLANK },
    { "of an attribute", "User-Password := \"S3cret-Pass\"", "User-Password :" BLANK },
    { "of JSON", "{\"user\":\"ida\",\"password\": \"S3cret-Pass\"}",
            "{\"user\":\"ida\",\"password\":" BLANK },
    { "of JSON in JSON", "{\"a\":\"{\\\"passwd\\\":\\\"S3cret-Pass\\\"}\"}",
            "{\"a\":\"{\\\"passwd\\\":" BLANK },
    { "of a list of names and values", "{\"Name\":\"Password\",\"Value\":\"S3cret-Pass\"}",
            "{\"Name\":\"Password\"," BLANK },
    { "of XML", "<Data Name=\"Password\">S3cret-Pass</Data>", "<Data Name=\"Password\">" BLANK },
    { "quoted", "Login attempt with password \"S3cret-Pass\" (11 bytes)",
            "Login attempt with password \"" BLANK },
    { "as bytes of the journal", "{\"MESSAGE\":[83,51,99],\"_PID\":\"1\"}", "{\"MESSAGE\":[" BLANK },
    { "cut behind the mark", "x (given password: ", NULL },
    { "none: the word", "Failed password for ida from 192.0.2.8 port 5122 ssh2", NULL },
    { "none: another word", "Password mismatch, password expired; passwords are old", NULL },
    { "none: a method", "{\"method\":\"password\"}", NULL },
    { "none: nothing", "", NULL },
};

static void shows(const char *name, const char *row, const char *shown)
{
    struct out out = { 0 };
    secret_quote(text(row), &out);
    IS(((struct slice){ out.at, out.len }), shown != NULL ? shown : row, name);
    out_done(&out);
}

/* Of a row that is cut anywhere no letter of the password is shown. */
static void cut_anywhere(const char *row)
{
    bool is_kept = true;
    for (size_t len = 0; len <= strlen(row); len++) {
        struct out out = { 0 };
        secret_quote(slice_first(text(row), len), &out);
        is_kept = is_kept && slice_find((struct slice){ out.at, out.len }, 'Q') == out.len;
        out_done(&out);
    }
    OK(is_kept, "cut anywhere");
}

int main(void)
{
    EACH(i, cases)
    shows(cases[i].name, cases[i].row, cases[i].shown);
    cut_anywhere("Login OK: [ida/Q/]Q" CLIENT);
    cut_anywhere("auth: sql(ida,192.0.2.8): Password mismatch (given password: QQ)");
    return tap_done();
}
