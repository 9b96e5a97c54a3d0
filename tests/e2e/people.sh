#!/bin/sh
# people.sh CORDON SIMULATE - drafts and letters as a person asks for them. Prints TAP.
. "$(dirname "$0")/lib.sh"
HOME=$tmp LC_ALL=C.UTF-8
unset XDG_STATE_HOME
export HOME LC_ALL

# A quiet week; then one address tries ten of them and some names, and gets in three times.
{
    quiet_week
    pid=5000
    for round in 1 2 3 4 5 6; do
        for name in user10 user11 user12 user13 user14 user15 "o'brien" 'x;touch pwned' '$(touch pwned)' \
            '`touch pwned`' "'; touch pwned; '" root; do
            pid=$((pid + 1))
            printf 'Nov  8 0%d:1%d:00 gate sshd[%d]: Failed password for %s from 192.0.2.7 port 2 ssh2\n' \
                $round $((pid % 6)) $pid "$name"
        done
    done
    for name in user11 "o'brien" 'x;touch pwned' '$(touch pwned)' '`touch pwned`' "'; touch pwned; '" root; do
        pid=$((pid + 1))
        printf 'Nov  8 09:00:00 gate sshd[%d]: Accepted password for %s from 192.0.2.7 port 2 ssh2\n' $pid "$name"
    done
} >one.log
"$cordon" scan -q --format jsonl one.log >found 2>/dev/null
id=$(sed -n 's/{"id":"\([^"]*\).*/\1/p' found | head -1)
ok 'there is an incident' [ -n "$id" ]

# ---- drafts ----
for kind in nis2-24h nis2-72h nis2-month gdpr hipaa; do
    ok "draft $kind" exits 0 "$cordon" draft $kind "$id" one.log --width 80
    ok "... says that it is one" says 'DRAFT, not sent' out
    ok "... is marked above and below" [ "$(grep -c '^TLP:AMBER' out)" = 2 ]
    ok "... names nobody" sh -c '! grep -qE "user1|brien|pwned" out'
    ok "... fits 80 columns" no_wider_than 80 out
    cp out again
    ok "... and again the same" sh -c '"$1" draft $2 "$3" one.log --width 80 2>/dev/null | cmp - again' - "$cordon" $kind "$id"
done
ok 'the clocks of --aware' exits 0 "$cordon" draft nis2-24h "${id#INC-}" one.log --aware 2026-11-09T08:30 --tz Europe/Berlin --width 200
ok '... in both zones' says 'until 2026-11-10 09:30 Europe/Berlin (2026-11-10 08:30 UTC), 24 hours after awareness' out
ok '... 72 hours' says 'until 2026-11-12 09:30 Europe/Berlin' out
ok 'no such draft' exits 2 "$cordon" draft nis2-24 "$id" one.log
ok '... with a suggestion' says 'did you mean nis2-24h' err
ok 'no such incident' exits 2 "$cordon" draft gdpr INC-0000000000 one.log
ok 'no such form' exits 2 "$cordon" draft gdpr "$id" one.log --format pdf
ok '... says which there are' says 'text, md or html' err
ok 'a time that is none' exits 2 "$cordon" draft gdpr "$id" one.log --aware yesterday
ok 'as a page' exits 0 "$cordon" draft gdpr "$id" one.log --format html
ok '... without a script' sh -c 'grep -qi "<!doctype html" out && ! grep -qi "<script" out'
ok 'as Markdown' exits 0 "$cordon" draft gdpr "$id" one.log --format md
ok '... with a heading' says '# DRAFT, not sent' out

printf 'organisation: St Example Hospital\nsector: hospital\ncontact: Security desk, ext. 99\ndpo: Data desk, ext. 98\nhelp_line: ext. 1234\nauthority: National CSIRT\ntlp: green\n' >house.yaml
# The organisation is part of what an incident's id is made of.
own=$("$cordon" scan -q --config house.yaml --format jsonl one.log 2>/dev/null | sed -n 's/{"id":"\([^"]*\).*/\1/p' | head -1)
ok 'what is configured is said' exits 0 "$cordon" draft gdpr "$own" one.log --config house.yaml --width 200
for said in 'Controller: St Example Hospital' 'Data desk, ext. 98' 'To: National CSIRT' 'TLP:GREEN'; do
    ok "... $said" says "$said" out
done
ok '... and not to be filled in' sh -c '! grep -q "fill in: the organisation" out'
ok 'an option is above it' exits 0 "$cordon" draft gdpr "$own" one.log --config house.yaml --tlp amber+strict
ok '... in the mark' says 'TLP:AMBER+STRICT' out
ok 'check-config knows the settings' exits 0 "$cordon" check-config house.yaml
ok '... all of them' [ "$(grep -c '# line [1-7]:' out)" = 7 ]
printf 'tlp: purple\n' >bad.yaml
ok 'a label that is none' exits 2 "$cordon" check-config bad.yaml
ok '... says which there are' says 'amber+strict or red' err

# ---- letters ----
ok 'notify sends nothing' exits 2 "$cordon" notify "$id" one.log
ok '... and says so' says 'sending comes in a later version' err
for to in person admin cert management; do
    ok "letter to $to" exits 0 "$cordon" notify --preview --to $to "$id" one.log --width 80
    ok "... is none that was sent" says 'PREVIEW, not sent' out
    ok "... fits 80 columns" no_wider_than 80 out
    ok "... nothing that a terminal obeys" without_escapes out
done
ok 'to the CERT without names' exits 0 "$cordon" notify --preview --to cert "$id" one.log
ok '... of anybody' sh -c '! grep -qE "user1|brien|pwned" out'
ok 'to one person' exits 0 "$cordon" notify --preview --account user11 "$id" one.log --width 80
ok '... about this account' says 'your account user11' out
ok '... and no other' sh -c '! grep -qE "user1[02-9]|brien|pwned" out'
ok 'to one who was only tried' exits 0 "$cordon" notify --preview --account user12 "$id" one.log
ok '... says that nobody got in' says 'They did not get in' out
ok 'to somebody else' exits 2 "$cordon" notify --preview --account user29 "$id" one.log
ok '... whom it does not concern' says 'does not concern user29' err
ok 'the others are about all' exits 2 "$cordon" notify --preview --to cert --account user11 "$id" one.log
ok 'to nobody known' exits 2 "$cordon" notify --preview --to press "$id" one.log

# ---- commands, as the administrator would run them: with what runs them replaced ----
"$cordon" notify --preview "$id" one.log >letter 2>/dev/null
{
    echo 'usermod() { for word; do :; done; echo "$word" >>ran; }'
    echo 'loginctl() { echo "$2" >>ran; }'
    echo 'nft() { cat >>ran; }'
    grep -E '^    (usermod|loginctl) ' letter
    sed -n "/^    nft -f/,/^    END/s/^    //p" letter
} >commands
: >ran
ok 'the commands run' sh -e commands
ok '... nothing that a name holds' [ ! -e pwned ]
ok '... the name with an apostrophe is whole' grep -qx "o'brien" ran
ok '... user11 is there' grep -qx user11 ran
ok '... root is not' sh -c '! grep -qx root ran'
ok '... the address is blocked for a day' says '192.0.2.7 timeout 24h' ran
ok '... and no name with more than letters' sh -c '! grep -q touch ran'
ok '... what is left out is said' says 'no safe part of a command' letter

# ---- quiet: a machine with an old password is no attack ----
"$simulate" 'life people=80 days=12 seed=7' --out life.log || exit 2
"$cordon" scan -q --format jsonl life.log 2>/dev/null | grep '"kind":"stale-credential"' | sed -n 's/{"id":"\([^"]*\).*/\1/p' >stale
stale=$(head -1 stale)
ok 'there is an old password' [ -n "$stale" ]
for kind in nis2-24h nis2-72h nis2-month gdpr hipaa; do
    ok "draft $kind of it" exits 0 "$cordon" draft $kind "$stale" life.log
    ok "... says that there is nothing to report" says 'This is no attack' out
done
ok 'no letter to the person' exits 0 "$cordon" notify --preview --to person "$stale" life.log
ok '... but a call' says 'needs a call, not a warning' out
ok 'no commands for it' exits 0 "$cordon" notify --preview "$stale" life.log
ok '... none' sh -c '! grep -qE "usermod|nft|Revoke" out'
ok 'nothing for the CERT' exits 0 "$cordon" notify --preview --to cert "$stale" life.log
ok '... it says' says 'nothing for a CERT' out

# ---- the marking of a scan ----
ok 'no mark unless it is asked for' sh -c '! "$1" scan one.log 2>/dev/null | grep -q TLP' - "$cordon"
ok 'a mark' exits 0 "$cordon" scan --tlp red one.log
ok '... above and below' [ "$(grep -c '^TLP:RED' out)" = 2 ]
ok 'on a page' exits 0 "$cordon" scan --tlp green --format html one.log
ok '... too' says 'class="mark">TLP:GREEN' out
ok 'a label that is none' exits 2 "$cordon" scan --tlp purple one.log

tidy
