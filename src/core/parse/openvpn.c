/* openvpn.c - OpenVPN's server, in its own file or by way of syslog; also pfSense's, OPNsense's, Access Server's.
 *
 * Source  OpenVPN 2.4 to 2.6, src/openvpn/ssl_verify.c, multi.c, push.c (the words); "Reference Manual For OpenVPN 2.6".
 * Names   "TLS Auth Error: Auth Username/Password verification failed for peer" tells the address and no account: it is
 *         empty then. What tells the account (AUTH-PAM, "could not authenticate") tells no address: context.
 * Joined  a right password, and the address that the peer is given, of one name and address are one success.
 * Peers   that show a bad certificate, or with whom no handshake comes about, tried to get in and guessed no password: other
 *         failures, once a connection (address and port) whatever number of lines tells of it.
 * Quiet   The rest of "TLS Error: ...", and packets that are no OpenVPN's, is no attempt of anybody: "cannot locate HMAC" is one
 *         datagram, whose address anybody may write.
 */
#include "core/base/hash.h"
#include "core/parse/vpn.h"

/* "[NAME/]192.0.2.8:1194 " or "[NAME/][2001:db8::8]:1194 "; NAME is the certificate's, or the user's. */
static bool take_peer(struct slice *in, struct slice *ret_name, struct record *ret)
{
    struct slice s = *in, word;
    uint64_t port;
    if (!take_word(&s, &word) || !take_lit(&s, LIT(" ")))
        return false;
    size_t slash = slice_find_last(word, LIT("/"));
    *ret_name = slice_first(word, slash < word.len ? slash : 0);
    struct slice addr = slash < word.len ? slice_skip(word, slash + 1) : word;
    size_t colon = slice_find_last(addr, LIT(":"));
    if (colon == addr.len || !slice_to_uint(slice_skip(addr, colon + 1), 65535, &port)
            || !ip_parse(slice_first(addr, colon), &ret->source))
        return false;
    ret->port = (uint16_t)port;
    *in = s;
    return true;
}

/* Of "C=NL, O=X, CN=bob" or "/C=NL/CN=bob": who the certificate says it is, verified or not. */
static struct slice common_name(struct slice subject)
{
    size_t at = slice_find_last(subject, LIT("CN="));
    struct slice name = slice_skip(subject, at + 3);
    if (at == subject.len)
        return (struct slice){ "", 0 };
    size_t comma = slice_find_slice(name, LIT(", "));
    return slice_first(name, at > 0 && subject.at[at - 1] == '/' ? slice_find(name, '/') : comma);
}

/* One connection's lines. */
static void of_connection(enum teller teller, struct record *ret)
{
    ret->pid = (uint32_t)hash_ip(ret->source, ret->port) | 1;
    ret->teller = (uint8_t)teller;
}

/* "VERIFY ERROR: depth=0, error=certificate has expired: C=NL, CN=bob[, serial=7]" */
static enum told verify_error(struct slice in, struct record *ret)
{
    struct slice error;
    bool of_peer = take_lit(&in, LIT("depth=0, error="));
    if (!take_until(&in, LIT(": "), &error))
        error = in;
    if (of_peer)
        vpn_account(common_name(in), ret);
    of_connection(TELLER_RESULT, ret);
    bool revoked = vpn_find(error, LIT("revoked")) < error.len;
    return vpn_told(ret, revoked ? OUTCOME_DISABLED : OUTCOME_OTHER_FAILURE, METHOD_OTHER);
}

/* "TLS: Username/Password authentication succeeded for username 'NAME' [CN SET]" */
static enum told succeeded(struct slice in, struct record *ret)
{
    size_t end = slice_find_last(in, LIT("'"));
    if (end == in.len)
        return TOLD_NOTHING;
    vpn_account(slice_first(in, end), ret);
    ret->teller = TELLER_SERVICE;
    return vpn_told(ret, OUTCOME_OK, METHOD_PASSWORD);
}

/* What is said of a peer whose address is known. */
static enum told of_peer(struct slice in, struct slice name, struct record *ret)
{
    if (take_lit(&in, LIT("TLS Auth Error: "))) {
        bool password = slice_starts(in, LIT("Auth Username/Password"));
        vpn_account(name, ret);
        return vpn_told(ret, password ? OUTCOME_BAD_PASSWORD : OUTCOME_OTHER_FAILURE,
                password ? METHOD_PASSWORD : METHOD_OTHER);
    }
    if (take_lit(&in, LIT("TLS: Username/Password authentication succeeded for username '")))
        return succeeded(in, ret);
    if (take_lit(&in, LIT("VERIFY ERROR: ")))
        return verify_error(in, ret);
    if (slice_eq(in, LIT("TLS Error: TLS handshake failed"))) {
        of_connection(TELLER_NAME, ret);
        return vpn_told(ret, OUTCOME_OTHER_FAILURE, METHOD_UNKNOWN);
    }
    if (slice_starts(in, LIT("AUTH: Received control message: AUTH_FAILED"))) {
        vpn_account(name, ret);
        return vpn_told(ret, OUTCOME_BAD_PASSWORD, METHOD_PASSWORD);
    }
    if (slice_starts(in, LIT("MULTI: primary virtual IP for ")) && name.len > 0) {
        vpn_account(name, ret);
        return vpn_told(ret, OUTCOME_OK, METHOD_UNKNOWN);
    }
    return TOLD_CONTEXT;
}

/* Access Server: "[OVPN 0] OUT: '2026-11-09 02:10:00 192.0.2.8:1194 ...'" */
static struct slice unwrapped(struct slice in)
{
    struct slice s = in, number;
    struct slice stamp;
    if (!take_lit(&s, LIT("[OVPN ")) || !take_until(&s, LIT("] OUT: '"), &number))
        return in;
    if (slice_ends(s, LIT("'")))
        s.len--;
    time_us time;
    bool zoned;
    if (take_time_iso(&s, &time, &zoned)) {
        (void)take_lit(&s, LIT(" "));
    } else if (s.len > 25 && s.at[3] == ' ' && s.at[24] == ' ') {
        stamp = slice_first(s, 24); /* "Mon Nov  9 02:10:00 2026" */
        s = slice_skip(s, stamp.len + 1);
    }
    return s;
}

static enum told openvpn_parse(struct slice program, struct slice message, struct record *ret)
{
    struct slice in = unwrapped(message), name;
    (void)program;
    ret->protocol = LIT("openvpn");
    return take_peer(&in, &name, ret) ? of_peer(in, name, ret) : TOLD_CONTEXT;
}

/* Its own file names no program: a peer, and words that OpenVPN begins with. */
static bool openvpn_knows(struct slice program, struct slice message)
{
    static const char *const begins[] = { "TLS", "VERIFY ", "MULTI", "SENT CONTROL ",
        "PUSH: ", "PLUGIN_CALL: ", "WARNING: ", "Connection reset", "Control Channel", "peer info: ", "[",
        "AUTH", "SIG", "Peer Connection ", "TCP connection ", "Outgoing ", "Incoming ", "Data Channel",
        "Re-using ", "LZO ", "OPTIONS IMPORT", "Inactivity ", "Timers: ", "Protocol options",
        "Authenticate/Decrypt", "OpenSSL: ", "Delayed exit" };
    struct slice in = message, name;
    struct record unused;
    if (program.len > 0 || message.len == 0)
        return false;
    if (message.at[0] == 'O')
        return slice_starts(message, LIT("OpenVPN 2."));
    if (!take_peer(&in, &name, &unused))
        return false;
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (slice_starts(in, text(begins[i])))
            return true;
    return false;
}

static const char *const programs[] = { "openvpn", "ovpn", "stdout#info", NULL };

const struct line_source openvpn_source = {
    .name = "openvpn",
    .help = "OpenVPN's server: passwords, certificates that are refused, who got an address",
    .versions = "OpenVPN 2.3 to 2.6, also on pfSense, OPNsense and below Access Server",
    .how = "the file of log or log-append in the server's configuration, or syslog; verb 3",
    .sample = "2026-11-09 02:10:00 192.0.2.8:5122 TLS Auth Error: Auth Username/Password verification failed "
              "for peer",
    .family = FAMILY_VPN,
    .expected = "a message that OpenVPN's server is known to write",
    .programs = programs,
    .knows = openvpn_knows,
    .untagged = true,
    .parse = openvpn_parse,
};
