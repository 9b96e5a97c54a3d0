#!/bin/sh
# emergency.sh CORDON SIMULATE - break_glass and domains of the configuration, end to end. Prints TAP.
. "$(dirname "$0")/lib.sh"

"$simulate" 'life people=80 days=9 seed=7' --out life.log || exit 2
"$simulate" 'life people=80 days=9 seed=7' 'attack low-and-slow day=6 days=3 hits=0' --out attack.log || exit 2
victim=$(grep -o 'authenticating user [a-z.0-9]* 203\.' attack.log | sort | uniq -c | sort -rn | awk 'NR == 1 { print $4 }')
line() { # LOG STAMP TEXT
    echo "$2 gate1 sshd[$$]: $3" >>"$1"
}
printf 'organisation: St Example Institute\nbreak_glass:\n  - emergency@institute.example\ndomains: institute.example\n' >own.yaml
printf 'break_glass: %s\n' "$victim" >victim.yaml

ok 'nobody used it: quiet' exits 0 "$cordon" scan --config own.yaml --fail-on medium life.log

cp life.log used.log
line used.log 'Sep 15 23:59:58' 'Accepted password for emergency from 198.51.100.77 port 50022 ssh2'
line used.log 'Sep 15 23:59:59' 'Accepted password for INSTITUTE\Emergency from 198.51.100.78 port 50023 ssh2'
ok 'used, and not configured: quiet' exits 0 "$cordon" scan --fail-on medium used.log
ok 'used: it is told' exits 1 "$cordon" scan --config own.yaml --fail-on medium used.log
ok '... by name' says 'Emergency account emergency was used' out
ok '... and whom to ask' says 'Ask the holders of emergency' out
ok '... and not as a traveller' sh -c '! grep -q "new place" out'
"$cordon" scan --config own.yaml --format jsonl used.log >used 2>/dev/null
ok 'one incident, of both spellings and addresses' [ "$(grep -c '"kind":"account-takeover".*"attempts":2,.*198.51.100.77.*198.51.100.78' used)" = 1 ]
ok '... its report asks by whom' sh -c '"$0" report --config own.yaml used.log 2>/dev/null | grep -q "1 emergency account was used: find out by whom. 3 things"' "$cordon"
ok '... medium, tried, to be checked' says '"severity":"medium","outcome":"tried"' used
ok '... with when and from where' says '"at":"2026-09-15T23:59:58Z","from":"198.51.100.77","check":true,"emergency":true' used
ok '... and the row that proves it' says '"role":"opening"' used
ok 'a worse one is asked for: exit 0' exits 0 "$cordon" scan --config own.yaml --fail-on high used.log

cp life.log guessed.log
for second in 1 2 3; do
    line guessed.log "Sep 15 23:59:5$second" 'Failed password for emergency from 198.51.100.77 port 50022 ssh2'
done
ok 'three failures alone: quiet' exits 0 "$cordon" scan --config own.yaml --fail-on medium guessed.log
line guessed.log 'Sep 15 23:59:58' 'Accepted password for emergency from 198.51.100.79 port 50022 ssh2'
ok 'guessed and used: high' exits 1 "$cordon" scan --config own.yaml --fail-on high guessed.log

"$cordon" scan --config victim.yaml --format jsonl attack.log >aimed 2>/dev/null
"$cordon" scan --format jsonl attack.log >plain 2>/dev/null
ok 'a campaign at it says so' says '"feature":"emergency-account-tried"' aimed
ok '... and names it first' says "\"accounts\":[{\"name\":\"$victim\"" aimed
ok 'without the setting nothing of it' sh -c '! grep -q emergency plain'

tidy
