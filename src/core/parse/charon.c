/* charon.c - strongSwan: EAP and XAuth of people; IKE_SAs that are established for one.
 *
 * Source  strongSwan 5.9 and 6.0: src/libcharon/sa/ikev2/authenticators/eap_authenticator.c, sa/ikev1/tasks/xauth.c, plugins
 *         /eap_mschapv2, sa/ike_sa.c (the words).
 * Names   a refusal tells the account and no address: the lines before it tell that, of the same connection.
 */
#include "core/parse/vpn.h"

#include "core/base/hash.h"

/* "06[IKE] <staff|83> " */
static void skip_thread(struct slice *in)
{
    struct slice s = *in, mark;
    uint64_t thread;
    if (!take_uint(&s, 9999, &thread) || !take_lit(&s, LIT("[")) || !take_until(&s, LIT("] "), &mark)
            || mark.len > 4)
        return;
    if (take_lit(&s, LIT("<")) && !take_until(&s, LIT("> "), &mark))
        return;
    *in = s;
}

/* Lines of one refusal name the same account; nothing else is known of them. */
static enum told refused(struct slice name, enum outcome outcome, enum teller teller, struct record *ret)
{
    vpn_account(name, ret);
    ret->teller = (uint8_t)teller;
    ret->pid = (uint32_t)hash_bytes(ret->account, 7) | 1;
    return vpn_told(ret, outcome, METHOD_PASSWORD);
}

/* "IKE_SA staff[83] established between 198.51.100.1[gw]...192.0.2.8[bob]"; the other side's identity stands last. */
static enum told established(struct slice in, struct record *ret)
{
    struct slice ours, addr;
    if (!take_until(&in, LIT("]..."), &ours) || !take_until(&in, LIT("["), &addr)
            || !slice_ends(in, LIT("]")))
        return TOLD_CONTEXT;
    if (!ip_parse(addr, &ret->source))
        return TOLD_NOTHING;
    vpn_account(slice_first(in, in.len - 1), ret);
    struct ip_addr peer;
    if (ip_parse(ret->account, &peer))
        return TOLD_CONTEXT; /* between two sites */
    return vpn_told(ret, OUTCOME_OK, METHOD_UNKNOWN);
}

static enum told charon_parse(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = message, head, name;
    (void)program;
    skip_thread(&in);
    ret->protocol = LIT("ipsec");
    if (take_lit(&in, LIT("EAP method ")) && take_until(&in, LIT(" failed for peer "), &head))
        return refused(in, OUTCOME_BAD_PASSWORD, TELLER_RESULT, ret);
    if (take_lit(&in, LIT("no EAP key found for hosts '")) && take_until(&in, LIT("' - '"), &head)
            && slice_ends(in, LIT("'")))
        return refused(slice_first(in, in.len - 1), OUTCOME_NO_SUCH_ACCOUNT, TELLER_NAME, ret);
    if (take_lit(&in, LIT("XAuth authentication of '")) && take_until_last(&in, LIT("' failed"), &name))
        return refused(name, OUTCOME_BAD_PASSWORD, TELLER_RESULT, ret);
    if (take_lit(&in, LIT("IKE_SA ")) && take_until(&in, LIT("] established between "), &head))
        return established(in, ret);
    return TOLD_CONTEXT;
}

static const char *const programs[] = { "charon", NULL };

const struct line_source charon_source = {
    .name = "strongswan",
    .family = FAMILY_VPN,
    .help = "strongSwan: EAP and XAuth of people, tunnels that are up",
    .versions = "strongSwan 5 and 6",
    .how = "journalctl -t charon -t charon-systemd -o json, or the file of charon { filelog }; level ike = 1",
    .sample = "Nov  9 02:10:02 gate charon[811]: 06[IKE] <staff|83> EAP method EAP_MSCHAPV2 failed for peer "
              "j.meier",
    .expected = "an IKE_SA whose other side has an address",
    .programs = programs,
    .parse = charon_parse,
};
