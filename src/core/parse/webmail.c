/* webmail.c - Roundcube and SOGo: who signed in at a web face of a mail server.
 *
 * Source  Roundcube 1.0 to 1.6 (log_driver, log_logins, rcube_imap, userlogins.log); SOGo 2 to 5 (SOGoRootPage, sogo.log).
 * Names   are the client's and stand before the address; behind it an IMAP server's answer may hold the name again. So one line
 *         that has " from ADDR" with two addresses is not believed.
 * Joined  Roundcube's id of a session in "<...>": "IMAP Error" and "Failed login" are one attempt.
 * Proxies SOGo writes X-Forwarded-For as it came: its last address from outside is the nearest proxy's word.
 */
#include "core/base/hash.h"
#include "core/parse/mail.h"

/* ---- Roundcube ---- */

/* An address up to a space, a parenthesis or the end; a full stop may follow. */
static bool begins_with_address(struct slice in, struct ip_addr *ret)
{
    in = slice_first(in, slice_find(in, ' '));
    in = slice_first(in, slice_find(in, '('));
    if (slice_ends(in, LIT(".")))
        in.len--;
    return ip_parse(in, ret);
}

/* The only address behind " from ", and what stands before the first. */
static bool take_from(struct slice in, struct slice *ret_name, struct record *ret)
{
    struct slice before;
    bool found = false;
    const char *begin = in.at;
    while (take_until(&in, LIT(" from "), &before)) {
        struct ip_addr addr;
        if (!begins_with_address(in, &addr))
            continue;
        if (found && !ip_eq(addr, ret->source))
            return false;
        if (!found)
            *ret_name = (struct slice){ begin, (size_t)(before.at + before.len - begin) };
        ret->source = addr;
        found = true;
    }
    return found;
}

static bool take_verdict(struct slice *in, enum teller *ret_teller, enum outcome *ret_outcome)
{
    static const struct {
        const char *words;
        enum outcome outcome;
        enum teller teller;
    } rows[] = {
        { "IMAP Error: Login failed for ", OUTCOME_BAD_PASSWORD, TELLER_NAME },
        { "Failed login for ", OUTCOME_BAD_PASSWORD, TELLER_RESULT },
        { "FAILED login for ", OUTCOME_BAD_PASSWORD, TELLER_RESULT },
        { "Successful login for ", OUTCOME_OK, TELLER_RESULT },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!take_lit(in, text(rows[i].words)))
            continue;
        *ret_teller = rows[i].teller;
        *ret_outcome = rows[i].outcome;
        return true;
    }
    return false;
}

/* "<ID> " at the front. */
static struct slice take_id(struct slice *in)
{
    struct slice s = *in, id;
    if (!take_lit(&s, LIT("<")) || !take_until(&s, LIT("> "), &id) || id.len > 64)
        return slice_first(*in, 0);
    *in = s;
    return id;
}

static enum told roundcube_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, name;
    struct slice id = take_id(&in);
    enum teller teller = TELLER_SOLE;
    enum outcome outcome = OUTCOME_OTHER_FAILURE;
    (void)program;
    if (!take_verdict(&in, &teller, &outcome))
        return TOLD_CONTEXT;
    if (!take_from(in, &name, ret))
        return TOLD_NOTHING;
    if (outcome == OUTCOME_OK && slice_ends(name, LIT(")")))
        name = slice_first(name, slice_find_last(name, LIT(" (ID: ")));
    else
        name = slice_first(name, slice_find_last(name, LIT(" against ")));
    mail_account(name, ret);
    ret->protocol = LIT("http");
    if (id.len > 0) {
        ret->pid = (uint32_t)hash_bytes(id, 0) | 1;
        ret->teller = (uint8_t)teller;
    }
    return mail_told(ret, outcome);
}

/* Its own files name no program. */
static bool roundcube_knows(struct slice program, struct slice message)
{
    enum teller teller;
    enum outcome outcome;
    (void)take_id(&message);
    return program.len == 0 && take_verdict(&message, &teller, &outcome);
}

static const char *const roundcube_programs[] = { "roundcube", NULL };

const struct line_source roundcube_source = {
    .name = "roundcube",
    .help = "Roundcube: sign-ins, refused and taken",
    .versions = "1.0 to 1.6",
    .how = "config.inc.php: log_logins = true; logs/userlogins.log and errors.log, or the journal where "
           "log_driver "
           "is syslog",
    .sample = "Nov  9 02:10:02 web roundcube[811]: <1a2b3c4d> Failed login for j.meier from 192.0.2.8 in "
              "session "
              "1a2b3c4d5e6f7a8b (error: 0)",
    .family = FAMILY_MAIL,
    .expected = "one address behind from",
    .programs = roundcube_programs,
    .knows = roundcube_knows,
    .begins = "<IFS",
    .untagged = true,
    .parse = roundcube_line,
};

/* ---- SOGo ---- */

static bool sogo_client(struct slice list, struct record *ret)
{
    struct ip_addr addr;
    bool found = false;
    for (int n = 0; n < 16; n++) {
        size_t comma = slice_find_last(list, LIT(","));
        struct slice last = slice_trim(comma < list.len ? slice_skip(list, comma + 1) : list);
        if (!ip_parse(last, &addr))
            return found;
        if (!found || !ip_is_private(addr))
            ret->source = addr;
        found = true;
        if (!ip_is_private(addr) || comma == list.len)
            return true;
        list = slice_first(list, comma);
    }
    return found;
}

/* What the policy of an LDAP server said; 65535: nothing. */
static enum outcome sogo_policy(struct slice behind)
{
    uint64_t code;
    if (!take_uint(&behind, 65535, &code))
        return OUTCOME_BAD_PASSWORD;
    return code == 1                 ? OUTCOME_LOCKED
            : code == 0 || code == 2 ? OUTCOME_PASSWORD_OK_STOPPED
                                     : OUTCOME_BAD_PASSWORD;
}

/* "SOGoRootPage Login from 'ADDR[, ADDR]' for user 'NAME' might not have worked - password policy: N  grace: ..." and
 * "SOGoRootPage successful login from 'ADDR' for user 'NAME' - expire = ...": the address comes first. It is the header's text, so
 * what is no list of addresses is not believed. */
static enum told sogo_line(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, list, name;
    (void)program;
    if (!take_lit(&in, LIT("SOGoRootPage ")))
        return TOLD_CONTEXT;
    bool bad = take_lit(&in, LIT("Login from '"));
    if (!bad && !take_lit(&in, LIT("successful login from '")))
        return TOLD_CONTEXT;
    if (!take_until(&in, LIT("' for user '"), &list) || !sogo_client(list, ret)
            || !take_until_last(&in,
                    bad ? LIT("' might not have worked - password policy: ") : LIT("' - expire = "), &name))
        return TOLD_NOTHING;
    mail_account(name, ret);
    ret->protocol = LIT("http");
    return mail_told(ret, bad ? sogo_policy(in) : OUTCOME_OK);
}

static bool sogo_knows(struct slice program, struct slice message)
{
    (void)program;
    return slice_starts(message, LIT("SOGoRootPage "));
}

static const char *const sogo_programs[] = { "sogod", "sogo", NULL };

const struct line_source sogo_source = {
    .name = "sogo",
    .help = "SOGo: sign-ins at its web face",
    .versions = "2 to 5",
    .how = "/var/log/sogo/sogo.log, or the journal",
    .sample = "Nov 09 02:10:02 sogod [811]: SOGoRootPage Login from '192.0.2.8' for user 'j.meier' might not "
              "have "
              "worked - "
              "password policy: 65535  grace: -1  expire: -1  bound: 0",
    .family = FAMILY_MAIL,
    .expected = "an address and a user in quotes behind Login from",
    .programs = sogo_programs,
    .knows = sogo_knows,
    .begins = "S",
    .parse = sogo_line,
};
