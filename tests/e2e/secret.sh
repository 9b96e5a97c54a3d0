#!/bin/sh
# secret.sh CORDON SIMULATE - a password that a log holds comes out nowhere: no command, no form, no stream. Prints TAP.
. "$(dirname "$0")/lib.sh"

secret=S3cret-Pass

# Guessing at thirty accounts from one address: FreeRADIUS with auth_badpass, Dovecot with auth_verbose_passwords.
guesses() {
    quiet_week
    n=10
    while [ $n -lt 60 ]; do
        pass=$secret
        [ $((n % 5)) -eq 0 ] && pass="a/]b) $secret"
        [ $((n % 7)) -eq 0 ] && pass="x] (from client y port 0) $secret"
        printf 'Nov  9 02:%d:00 gate radiusd[8]: (%d) Login incorrect (pap: wrong): [user%d/%s] (from client vpn1 port 0 cli 203.0.113.7)\n' \
            $n $n $((n % 30 + 10)) "$pass"
        printf 'Nov  9 02:%d:10 gate dovecot: auth: sql(user%d,203.0.113.7,<s%d>): Password mismatch (given password: %s)\n' \
            $n $((n % 30 + 10)) $n "$pass"
        printf 'Nov  9 02:%d:20 gate dovecot: auth: sql(user%d,203.0.113.7,<t%d>): Password mismatch (SHA1 of given password: %s)\n' \
            $n $((n % 30 + 10)) $n "$pass"
        n=$((n + 1))
    done
    printf 'Nov  9 03:10:00 gate radiusd[8]: (99) Login OK: [user11/%s] (from client vpn1 port 0 cli 203.0.113.7)\n' $secret
}
# Lines that are not understood.
broken() {
    printf 'Nov  9 03:11:00 gate radiusd[8]: (1) Login incorrect: [user12/%s] (from client vpn1 without a number)\n' $secret
    printf 'Nov  9 03:12:00 gate radiusd[8]: (2) Login incorrect: [us]e[r/1/%s] (from client x port 0)] (from client vpn1)\n' $secret
    printf 'Nov  9 03:13:00 gate radiusd[8]: (3) Login OK: [host/pc.example/%s\n' $secret
    printf 'Nov  9 03:14:00 mail exim[9]: SMTP protocol error in "AUTH PLAIN %s" H=x AUTH command used when not advertised\n' $secret
    printf 'Nov  9 03:15:00 mail dovecot: imap-login: Login: user=<ida>, method=PLAIN, no address (given password: %s)\n' $secret
}
guesses >good.log
broken >bad.log
cat good.log bad.log >all.log
sed "s/$secret/another/" bad.log >other.log

nowhere() { ! grep -rn -- "$secret" "$tmp/shown" "$tmp/heard" "$tmp/files" "$@"; }
runs() { # COMMAND...: it runs, and says nothing secret
    "$cordon" "$@" >"$tmp/shown" 2>"$tmp/heard"
    got=$?
    [ $got -le 3 ] && [ $got -ne 2 ] || { echo "exit $got"; cat "$tmp/heard"; return 1; }
    nowhere
}
mkdir files

ok "the logs hold it" test "$(grep -c "$secret" all.log)" -gt 100
runs scan --format jsonl all.log
inc=$(grep -o '"id":"INC-[^"]*"' shown | head -1 | cut -d'"' -f4)
ok "an incident is found" test -n "$inc"
for form in $(forms_of scan) table html md; do
    ok "scan as $form" runs scan --format "$form" all.log
done
for form in $(forms_of events); do
    ok "events as $form" runs events --format "$form" all.log
    [ "$form" = jsonl ] && ok "accounts are told" says user11 shown
done
for form in jsonl csv table; do
    ok "rows as $form" runs explain "$inc" --rows --format "$form" all.log
done
ok "rows are told" says user11 shown
ok "explain" runs explain "$inc" all.log
ok "an account of it" runs explain "$inc" --account user11 all.log
ok "show" runs show "$inc" all.log
ok "timeline" runs timeline "$inc" all.log
ok "report" runs report all.log
for form in html md text; do
    ok "report as $form" runs report --format $form all.log
done
ok "report's page" runs report "$inc" --html files/report.html all.log
for kind in nis2-24h nis2-72h nis2-month gdpr hipaa; do
    ok "draft $kind" runs draft $kind "$inc" all.log
done
for whom in admin cert management; do
    ok "letter to $whom" runs notify --preview --to $whom "$inc" all.log
done
ok "letter to a person" runs notify --preview --to person --account user11 "$inc" all.log
ok "doctor" runs doctor all.log
ok "verbose" runs scan -v all.log
ok "unparsed" runs explain --unparsed all.log
ok "quotes all but it" test "$(grep -c 'password not shown' shown)" -eq 5
ok "and what stands around it" says "[user12/(password not shown)] (from client vpn1 without a number)" shown
ok "names with brackets and slashes" says "[us]e[r/(password not shown)] (from client vpn1)" shown
"$cordon" explain --unparsed bad.log >one 2>/dev/null
"$cordon" explain --unparsed other.log 2>/dev/null | sed s/other.log/bad.log/ >two
ok "nothing depends on it" same one two
n=0
while IFS= read -r line; do
    n=$((n + 1))
    ok "line $n" runs explain --line "$line"
done <<END
$(tail -n 4 good.log; cat bad.log)
END
tidy
