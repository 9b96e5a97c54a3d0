/* guacamole.c - Apache Guacamole, the clientless gateway to RDP and SSH, in Tomcat's log.
 *
 * Source  Apache Guacamole Manual, "Authentication" and "Viewing logs"; AuthenticationService.java of guacamole-client 0.9
 *         to 1.5 (the words).
 */
#include "core/parse/vpn.h"

/* "192.0.2.8" or "[192.0.2.8, 10.0.0.1]", the first of which is the client. */
static bool take_client(struct slice *in, struct record *ret)
{
    struct slice rest, s = *in;
    bool several = take_lit(&s, LIT("["));
    if (!vpn_take_ip(&s, ret) || (several && !take_until(&s, LIT("]"), &rest)))
        return false;
    *in = s;
    return true;
}

/* "Authentication attempt from ADDR for user "NAME" failed." */
static enum told failed(struct slice in, struct record *ret)
{
    struct slice name;
    if (!take_client(&in, ret))
        return TOLD_NOTHING;
    if (take_lit(&in, LIT(" for user \""))) {
        if (!take_until_last(&in, LIT("\" failed"), &name))
            return TOLD_NOTHING;
        if (!slice_eq(name, LIT("null")))
            vpn_account(name, ret);
    } else if (!take_lit(&in, LIT(" failed"))) {
        return TOLD_NOTHING;
    }
    return vpn_told(ret, OUTCOME_BAD_PASSWORD, METHOD_PASSWORD);
}

/* "User "NAME" successfully authenticated from ADDR." */
static enum told succeeded(struct slice in, struct record *ret)
{
    struct slice name;
    if (!take_until_last(&in, LIT("\" successfully authenticated from "), &name))
        return TOLD_CONTEXT;
    if (!take_client(&in, ret))
        return TOLD_NOTHING;
    vpn_account(name, ret);
    return vpn_told(ret, OUTCOME_OK, METHOD_PASSWORD);
}

#define LONGEST_HEAD 160 /* of thread, level and class */

static bool skip_to(struct slice *in, struct slice words)
{
    size_t at = slice_find_slice(slice_first(*in, LONGEST_HEAD), words);
    if (at >= LONGEST_HEAD || at + words.len > in->len || !slice_starts(slice_skip(*in, at), words))
        return false;
    *in = slice_skip(*in, at + words.len);
    return true;
}

static enum told guacamole_parse(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message;
    (void)program;
    ret->protocol = LIT("guacamole");
    if (skip_to(&in, LIT("Authentication attempt from ")))
        return failed(in, ret);
    return skip_to(&in, LIT("User \"")) ? succeeded(in, ret) : TOLD_ELSEWHERE;
}

/* Log4j's or java.util.logging's line; Tomcat serves others too. */
static bool guacamole_knows(struct slice program, struct slice message)
{
    struct slice in = message, head = slice_first(message, LONGEST_HEAD);
    if (message.len == 0
            || (program.len > 0 && !slice_starts(program, LIT("tomcat"))
                    && !slice_starts(program, LIT("WARNING")) && !slice_starts(program, LIT("INFO"))
                    && !slice_starts(program, LIT("guacamole")) && !slice_starts(program, LIT("server"))))
        return false;
    return skip_to(&in, LIT("Authentication attempt from "))
            || (slice_find_slice(head, LIT("AuthenticationService")) < head.len
                    && skip_to(&in, LIT("User \"")));
}

const struct line_source guacamole_source = {
    .name = "guacamole",
    .help = "Apache Guacamole: sign-ins to remote desktops by the browser",
    .versions = "Guacamole 0.9 to 1.5",
    .how = "catalina.out of Tomcat, or: journalctl -u tomcat10 -o json, or: docker logs CONTAINER",
    .sample = "02:10:00.907 [http-nio-8080-exec-10] WARN  o.a.g.r.auth.AuthenticationService - "
              "Authentication attempt "
              "from 192.0.2.8 for user \"j.meier\" failed.",
    .family = FAMILY_VPN,
    .expected = "an attempt with its address and user",
    .knows = guacamole_knows,
    .begins = "0123456789[AWUI",
    .parse = guacamole_parse,
};
