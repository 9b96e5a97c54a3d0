/* secret.c - where a password begins, by what stands before it. */
#include "core/parse/secret.h"

/* What a password follows at once; in any case. */
static const char *const marks[] = {
    "given password: ",
    "password \"", /* "Login attempt with password "P"", "anon password "P"" */
    "password \\\"",
    "auth plain ",
    "auth login ",
    "auth xoauth2 ",
    "authenticate plain ",
    "authenticate login ",
    "authenticate xoauth2 ",
    "authorization: basic ",
    "resp=", /* Dovecot's auth_debug: the client's answer in base64 */
    "\"pass ",
    "\"message\":[", /* the journal's bytes as numbers */
    "\"message\" : [",
};

/* Names of a value, before what parts name and value. */
static const char *const keys[] = { "password", "passphrase", "passwd", "pwd" };

static bool begins(struct slice s, const char *words)
{
    struct slice w = text(words);
    return slice_eq_nocase(slice_first(s, w.len), w);
}

/* The bytes of `=`, ` :`, `":`, `">` and `",` behind a key; 0: there is none. */
static size_t sign_bytes(struct slice s)
{
    size_t n = 0;
    bool quoted = false;
    while (n < s.len && memchr(" \t\"'\\", s.at[n], 5) != NULL)
        quoted = s.at[n++] != ' ' || quoted;
    if (n < s.len && (memchr("=:>", s.at[n], 3) != NULL || (quoted && s.at[n] == ',')))
        return n + 1;
    return begins(slice_skip(s, n), "%3d") ? n + 3 : 0;
}

/* The bytes of the mark that `s` begins with; 0: it begins with none. */
static size_t mark_bytes(struct slice s)
{
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (begins(s, marks[i]))
            return strlen(marks[i]);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        size_t n = strlen(keys[i]), sign = begins(s, keys[i]) ? sign_bytes(slice_skip(s, n)) : 0;
        if (sign > 0)
            return n + sign;
    }
    return 0;
}

/* ---- FreeRADIUS: "VERDICT[ (REASON)]: [NAME/PASSWORD] (from client NAS port N ...)" ---- */

/* Behind the words that come first; s.len: there are none. */
static size_t find_verdict(struct slice s)
{
    static const char *const verdicts[] = { "Login OK", "Login incorrect", "Invalid user",
        "Rejected in post-auth", "Multiple logins" };
    size_t first = s.len;
    for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
        size_t at = slice_find_slice(s, text(verdicts[i]));
        first = at < first ? at : first;
    }
    return first;
}

/* One of the server's own words that stand where a password would. */
static bool is_no_password(struct slice s)
{
    return slice_eq(s, LIT("<no User-Password attribute>")) || slice_eq(s, LIT("<CHAP-Password>"))
            || (slice_starts(s, LIT("<via Auth-Type = ")) && slice_find(s, '>') == s.len - 1);
}

/* What stands behind the first '/' of the name, or the second of "host/PC"; false: nothing does. A reason that holds
 * a '[' makes it begin too early. */
static bool find_radius(struct slice row, size_t *ret_from, size_t *ret_to)
{
    size_t at = find_verdict(row);
    at += slice_find(slice_skip(row, at), '[') + 1;
    if (at >= row.len)
        return false;
    size_t to = at + slice_find_last(slice_skip(row, at), LIT("] (from client "));
    if (slice_starts(slice_skip(row, at), LIT("host/")))
        at += 5;
    at += slice_find(slice_skip(slice_first(row, to), at), '/') + 1;
    if (at >= to)
        return false;
    *ret_from = at;
    *ret_to = to;
    return true;
}

/* ---- a row ---- */

/* Where what follows the first mark begins; row.len: nothing does. */
static size_t find_marked(struct slice row)
{
    for (size_t i = 0; i < row.len; i++) {
        size_t n = mark_bytes(slice_skip(row, i));
        if (n > 0)
            return i + n;
    }
    return row.len;
}

static void quote_marked(struct slice row, struct out *out)
{
    size_t at = find_marked(row);
    out_bytes(out, slice_first(row, at));
    if (at < row.len)
        out_text(out, SECRET_BLANK);
}

void secret_quote(struct slice row, struct out *out)
{
    size_t from, to;
    if (!find_radius(row, &from, &to) || find_marked(slice_first(row, from)) < from) {
        quote_marked(row, out);
        return;
    }
    struct slice within = slice_first(slice_skip(row, from), to - from);
    out_bytes(out, slice_first(row, from));
    out_bytes(out, is_no_password(within) ? within : LIT(SECRET_BLANK));
    quote_marked(slice_skip(row, to), out);
}
