/* sshd_other.c - what OpenSSH and the libraries below it say that is no attempt. */
#include "core/parse/sshd.h"

/* By their first letter, the beginnings of messages, each ended by a bar; the frequent ones stand first. After
 * what sshd, sshd-session and sshd-auth write at LogLevel VERBOSE and less, 3.x to 10.x. */
static const char *const upper[26] = {
    ['A' - 'A'] = "Address |Authentication refused: |Authentication complete|Authentication key "
                  "|Authenticated |Attempt |Authorized |"
                  "Allocated |Applying |Allowing |",
    ['B' - 'A'] = "Bad protocol version identification |Bad |Bind |Broken pipe|Banner |",
    ['C' - 'A'] = "Connection |Close session: |Closing connection |Corrupted |Could not |Cannot |Can't |"
                  "Certificate |Changed |Client |Caught |Compression |Command |Child |CA key |",
    ['D' - 'A'] = "Did not receive |Disconnect|Disabling |Deprecated |Deny |Denied |DNS |Deferring |",
    ['E' - 'A'] = "Exiting |Entering |Excess |Environment |Executing |Expected |",
    ['F' - 'A'] = "Found matching |Forced command|Forking|Forked |Forcing |Forward|Fssh_|Failing |Filter |",
    ['G' - 'A'] = "Generating |GSSAPI |Generated |Given |Group |Got |",
    ['H' - 'A'] = "Host |Hostbased |Hm, |Hostname |",
    ['I' - 'A'] = "Ignoring |Ignored |Incoming |Inconsistent |Input |Internal |Invalid |Illegal |I/O error",
    ['K' - 'A'] = "Key |Kerberos |Killed |Keyboard-interactive |",
    ['L' - 'A'] = "Local |Login restricted |Listening |Listener |Lost |Limit |",
    ['M' - 'A'] = "Magic value check |Missing |MaxStartups |Maximum |Monitor |Match |Message |",
    ['N' - 'A'] = "Nasty PTR |No |Non-|Need |Network |NOTICE|Not |Now |",
    ['P' - 'A'] =
            "Postponed |Protocol |Packet |Port |Permission |Privilege |Privileges |Parent |Pseudo-|Public |"
            "Possible |Proxy |Password change |Password expired|Pid |Penalty |Partially |",
    ['R' - 'A'] =
            "Received |Read |Root login |ROOT LOGIN |Remote |Restarting|RSA |Rekey|Reset|Reloading|Refus|"
            "Remov|Running |Request |Re-exec|Rhosts |Reverse mapping |",
    ['S' - 'A'] =
            "Server |Starting |Set |SSH: |Session |Setting |Scanned |Stopping|Server; |Service |SELinux|"
            "Skipping |SSH |Spawn|Subsystem |Sending |Sent |Socket |System |Shell |Sftp |Server's |"
            "Shutting |Stopped |Started |Scheduled |Succeeded|",
    ['T' - 'A'] = "Timeout|Transferred: |Terminating |Tunnel |Trying |Too many |Trusted |Terminated |"
                  "TCP |Token |Temporar|",
    ['U' - 'A'] = "Unable |User |Unknown |Unexpected |Unsupported |Usage|Use |UseLogin |Using |Unhandled |"
                  "Unsafe |Unrecognized |Uid |",
    ['W' - 'A'] = "Write |WARNING|Warning|Wrong |Writing |Waiting |Wrote |",
    ['X' - 'A'] = "X11 |",
};

static const char *const lower[26] = {
    ['a' - 'a'] = "authorized |authentication |attempt |audit |accept |accept: |auth-|auth2-|auth.c|agent |"
                  "address |",
    ['b' - 'a'] = "banner |bad |beginning MaxStartups |bind|bogus |buffer |",
    ['c' - 'a'] = "cannot |can't |channel |close|connect|could not |cert|chroot|child |compat|chown|chdir|"
                  "chmod|client |command |corrupted |check|chan|cipher |",
    ['d' - 'a'] = "debug|drop connection |dropped |dropping |disconnect|deprecated |deny |dispatch|detach|"
                  "daemon|dup|did not |",
    ['e' - 'a'] = "error: |exited MaxStartups |exec|expired |event |exit|env|",
    ['f' - 'a'] = "fatal: |forced-close |forced close |forward|fork|file |fd |fcntl|from |filter |flush|",
    ['g' - 'a'] = "getpeername|getsockname|getpw|getgr|getaddrinfo|getnameinfo|gss|get|global |",
    ['h' - 'a'] = "hostbased |host |hostkey|hmac|",
    ['i' - 'a'] =
            "ignoring |ignored |invalid |internal |initgroups|input |inetd |ioctl|info: |illegal |incorrect "
            "|input|",
    ['k' - 'a'] = "kex|key |keys |key:|kill|krb5|kernel|",
    ['l' - 'a'] = "last message repeated |lastlog|local |login_|libwrap |listen|limit|listening |lookup |",
    ['m' - 'a'] = "main: |monitor |mm|match|mkdir|missing |module|maximum |mux|",
    ['n' - 'a'] = "no |nss|not |no_|negotiat|notice: |need|",
    ['o' - 'a'] = "open|options |option |out of |obsolete |",
    ['p' - 'a'] =
            "penalty|penalised |pam|packet|protocol |private |permanently_|pipe|poll|ppoll|procctl|process|"
            "pselect|pty |ptrace|proxy|publickey |public |parse|password change|probed |port |",
    ['r' - 'a'] = "reverse mapping |refused |rekey|reexec|rexec|reset |received |read|recv|request|restart|"
                  "remote |rsa |remove|require|reprocess|rcvd |revoked |retrying |resource|",
    ['s' - 'a'] =
            "subsystem request |session |set|ssh|send|sent |server |select|socket|srclimit|sftp|status |"
            "stat |starting |signal|skip|syslogin|shadow|secure|sigaction|sysconf|shutdown|signature |"
            "sandbox|signal |stopping |syslog |setup|",
    ['t' - 'a'] = "timeout|trying |tcp|tun|tty|terminat|too |timed out|",
    ['u' - 'a'] = "userauth|unable |unknown |unexpected |user |unsupported |utmp|unlink|usage|using |",
    ['v' - 'a'] = "verbose: |version |vasprintf|vsnprintf|value |",
    ['w' - 'a'] = "warning: |write|wait|wtmp|wrong |worker |",
    ['x' - 'a'] = "xauth|x11|xmalloc|xcalloc|xrealloc|",
    ['z' - 'a'] = "zlib|",
};

static bool begins_with_one(struct slice s, const char *begins)
{
    while (begins != NULL && *begins != '\0') {
        size_t n = 0, len = strcspn(begins, "|");
        while (n < len && n < s.len && s.at[n] == begins[n])
            n++;
        if (n == len)
            return true;
        begins += len + (begins[len] == '|');
    }
    return false;
}

/* "kex_exchange_identification: ", "do_pam_session(): ": a function has its say before the message. */
static bool names_function(struct slice s)
{
    size_t n = 0;
    bool joined = false;
    for (; n < s.len && n < 64; n++) {
        char c = s.at[n];
        if (c == '_')
            joined = true;
        else if ((c < 'a' || c > 'z') && (c < '0' || c > '9'))
            break;
    }
    return joined && n < s.len && (s.at[n] == ':' || s.at[n] == '(' || s.at[n] == ' ');
}

bool sshd_is_no_attempt(struct slice message)
{
    if (message.len == 0)
        return true;
    char c = message.at[0];
    if (c >= 'A' && c <= 'Z')
        return begins_with_one(message, upper[c - 'A']);
    if (c >= 'a' && c <= 'z')
        return begins_with_one(message, lower[c - 'a']) || names_function(message);
    return false;
}
