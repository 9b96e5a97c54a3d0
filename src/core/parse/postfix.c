/* postfix.c - Postfix's SMTP server: AUTH, refused or taken.
 *
 * Source  Postfix 2.5 to 3.10, smtpd (SASL glue, log of a new message), SASL_README; RFC 4954; Cyrus SASL's error texts.
 * Decides "SASL M authentication failed: WHY"; a message that came with sasl_username= is a sign-in that succeeded:
 *         Postfix logs the message, not the sign-in, so one session may count more than once or not at all.
 * Names   sasl_username= is the client's and stands last; the host's name is checked by Postfix and holds no brackets.
 */
#include "core/parse/mail.h"

/* Nothing was checked: the service that knows was not there, or the client gave up. */
static bool is_no_verdict(struct slice why)
{
    static const char *const words[] = { "connection lost to authentication server",
        "temporary authentication failure", "invalid authentication mechanism", "no mechanism available",
        "bad protocol", "remote authentication server", "mechanism too weak", "encryption needed",
        "authentication server unavailable", "malformed" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (mail_has(why, words[i]))
            return true;
    return false;
}

static enum outcome outcome_of(struct slice why)
{
    static const struct {
        const char *words;
        enum outcome outcome;
    } rows[] = {
        { "user not found", OUTCOME_NO_SUCH_ACCOUNT },
        { "unknown user", OUTCOME_NO_SUCH_ACCOUNT },
        { "account disabled", OUTCOME_DISABLED },
        { "user disabled", OUTCOME_DISABLED },
        { "expired", OUTCOME_PASSWORD_OK_STOPPED },
        { "authorization failure", OUTCOME_OTHER_FAILURE },
        { "generic failure", OUTCOME_OTHER_FAILURE },
        { "rate limit", OUTCOME_OTHER_FAILURE },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (mail_has(why, rows[i].words))
            return rows[i].outcome;
    return OUTCOME_BAD_PASSWORD; /* nothing, "authentication failure", or the last question in base64 */
}

/* Behind "warning: ": "HOST[ADDR][:PORT]: SASL M authentication failed: WHY[, sasl_username=NAME]" */
static enum told refused(struct slice in, struct record *ret)
{
    struct slice client, mechanism, why = in;
    if (!take_until(&why, LIT(": SASL "), &client))
        return TOLD_CONTEXT;
    if (!take_until(&why, LIT(" authentication failed:"), &mechanism))
        return TOLD_CONTEXT; /* aborted */
    if (!mail_bracketed(client, ret))
        return TOLD_NOTHING;
    struct slice before, name = why;
    if (take_until(&name, LIT(", sasl_username="), &before)) {
        mail_account(name, ret);
        why = before;
    }
    if (is_no_verdict(why))
        return TOLD_CONTEXT;
    ret->method = (uint8_t)mail_mechanism(mechanism);
    return mail_told(ret, outcome_of(why));
}

/* "QUEUEID: client=HOST[ADDR][:PORT], sasl_method=M, sasl_username=NAME[, sasl_sender=S][, orig_...]" */
static enum told new_message(struct slice in, struct record *ret)
{
    static const char *const behind[] = { ", sasl_sender=", ", orig_queue_id=", ", orig_client=" };
    struct slice queue, client, mechanism;
    if (!take_until(&in, LIT(": client="), &queue) || queue.len > 32 || slice_find(queue, ' ') < queue.len)
        return TOLD_CONTEXT;
    if (!take_until(&in, LIT(", sasl_method="), &client)
            || !take_until(&in, LIT(", sasl_username="), &mechanism))
        return TOLD_CONTEXT; /* nobody signed in */
    if (!mail_bracketed(slice_first(client, slice_find(client, ',')), ret))
        return TOLD_NOTHING;
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++)
        in = slice_first(in, slice_find_slice(in, text(behind[i])));
    mail_account(in, ret);
    ret->method = (uint8_t)mail_mechanism(mechanism);
    return mail_told(ret, OUTCOME_OK);
}

static enum told postfix_line(struct slice program, struct slice message, struct record *ret)
{
    if (slice_starts(program, LIT("saslauthd")))
        return TOLD_CONTEXT; /* "do_auth : auth failure: [user=u] ...": no address; who asked it tells the same */
    if (!slice_ends(program, LIT("smtpd")))
        return slice_ends(program, LIT("postscreen")) ? TOLD_CONTEXT : TOLD_ELSEWHERE;
    uint16_t times = mail_repeated(&message);
    enum told told = take_lit(&message, LIT("warning: ")) ? refused(message, ret) : new_message(message, ret);
    ret->repeat = times;
    ret->protocol = LIT("smtp");
    return told;
}

static const char *const programs[] = { "postfix", "saslauthd", NULL };

/* An instance may have a name of its own: "mx-out/smtpd", "mx-out/submission/smtpd". */
static bool postfix_knows(struct slice program, struct slice message)
{
    (void)message;
    return slice_ends(program, LIT("/smtpd"));
}

const struct line_source postfix_source = {
    .name = "postfix",
    .help = "Postfix: AUTH at its SMTP server, refused, or taken by a message; any instance, submission, "
            "smtps",
    .versions = "2.5 to 3.10; a refused name is told since 3.6",
    .how = "/var/log/mail.log or maillog, maillog_file, or: journalctl -t postfix/smtpd -t "
           "postfix/submission/smtpd -o "
           "json",
    .sample = "Nov  9 02:10:02 mail postfix/submission/smtpd[811]: warning: unknown[192.0.2.8]: SASL LOGIN "
              "authentication "
              "failed: (reason unavailable), sasl_username=j.meier@institute.example",
    .family = FAMILY_MAIL,
    .expected = "a host and an address in brackets before what SASL says",
    .programs = programs,
    .knows = postfix_knows,
    .begins = "",
    .parse = postfix_line,
};
