#!/bin/sh
# compare.sh CORDON SIMULATE - cordon compare: one campaign at two organisations, two campaigns, hostile files. Prints TAP.
. "$(dirname "$0")/lib.sh"

scan() { # FILE PEOPLE SEED ATTACK
    "$simulate" "life people=$2 days=16 seed=$3" "attack $4" --format entra --out log.jsonl || exit 2
    "$cordon" scan --format jsonl log.jsonl >"$1" 2>/dev/null
}
scan ours 120 1 'low-and-slow day=6 hits=0 campaign=7'
scan same 150 2 'low-and-slow day=6.5 hits=0 campaign=7'
scan alike 150 3 'low-and-slow day=6.5 hits=0 campaign=8'
scan other 150 4 'brute-force day=12 hits=0 campaign=9'
"$simulate" 'life people=40 days=4 seed=6' --format entra --out log.jsonl || exit 2
"$cordon" scan --format jsonl log.jsonl >quiet 2>/dev/null

ok 'the same attacker: exit 0' exits 0 "$cordon" compare ours same
ok '... is the same campaign' says 'the same campaign: probability' out
ok '... because of the addresses' sh -c 'grep -q "for  *+[0-9.]* .*addresses came to both" out'
ok '... with what speaks against it' sh -c 'grep -q "   against  -" out'
ok '... and no attribution' says 'never whose it is' out
ok 'another with the same kit: exit 0' exits 0 "$cordon" compare ours alike
ok '... is not the same campaign' sh -c '! grep -q "the same campaign: probability" out'
ok 'another with another: exit 0' exits 0 "$cordon" compare ours other
ok '... nothing ties them' says 'nothing ties them: probability' out
ok 'nothing to compare: exit 0' exits 0 "$cordon" compare ours quiet
ok '... and says so' says 'quiet holds no attack' err
ok '... with no pair' says '0 pairs of incidents compared' out

sed 's/"name":"[^"]*@/"name":"person-7K2Q@/g' ours >redacted
ok 'pseudonyms: exit 0' exits 0 "$cordon" compare redacted same
ok '... still the same campaign' says 'the same campaign: probability' out
ok '... and the names are said to be unknown' says 'some accounts are pseudonyms' out

"$cordon" compare --width 80 ours same >first
"$cordon" compare --width 80 ours same >second
ok 'the same twice' same first second
ok 'no wider than 80 columns' no_wider_than 80 first
ok 'json: exit 0' exits 0 "$cordon" compare --format json ours same
ok '... with the result' says '"result":"the same campaign"' out
ok '... and each reason' says '"feature":"shared-sources"' out
if command -v jq >/dev/null; then
    ok '... is JSON' sh -c 'jq -e ".pairs[0].reasons[0].nats > 0" out'
    "$cordon" scan --format jsonl log.jsonl >/dev/null 2>&1
    jq -s . ours >list
    ok 'a list is read like lines' exits 0 "$cordon" compare list same
else
    skip '... is JSON' 'no jq'
fi
printf '192.0.2.251\n' >bad.txt
"$simulate" 'life people=40 days=4 seed=6' --format entra --out log.jsonl || exit 2
"$cordon" scan --format jsonl --indicators bad.txt log.jsonl >sighted 2>/dev/null
ok 'lines of --indicators are no incidents: exit 0' exits 0 "$cordon" compare ours sighted

ok 'one argument: exit 2' exits 2 "$cordon" compare ours
ok 'no file: exit 2' exits 2 "$cordon" compare ours absent
ok '... with the reason' says 'absent: No such file' err
ok 'a log is no result: exit 2' exits 2 "$cordon" compare ours log.jsonl
ok '... with what is expected' says 'as scan --format jsonl writes' err
ok 'another format: exit 2' exits 2 "$cordon" compare --format csv ours same
printf '{"id":"INC-1"\n' >cut
ok 'cut off: exit 2' exits 2 "$cordon" compare ours cut
{ cat same; printf '{"id":"INC-1"}\nrubbish\n'; } >part
ok 'partly understood: exit 3' exits 3 "$cordon" compare ours part
ok '... with the line' says 'part:3: no incident' err
ok '... and the rest is compared' says 'the same campaign: probability' out
head -c 100000 /dev/zero | tr '\0' '[' >deep
ok 'brackets without end: exit 2' exits 2 "$cordon" compare ours deep
cat >hostile <<'END'
{"id":"INC-\u001b[31mX","kind":"password-\u001b[2Jspray","organisation":"a\nb\u202e","first_seen":"2026-09-13T00:00:00Z","last_seen":"2026-09-14T00:00:00Z","attempts":1e300,"accounts":[{"name":"\u0000","attempts":-5,"missing":true},{"name":5},7,null],"sources":[{"ip":"x"},{"ip":7},{"ip":"192.0.2.7","asn":1e300},{"ip":"0.0.0.0/0"}],"clients":[{"agent":"\u001b]0;x\u0007","application":"y","attempts":1,"people":-1}],"per_hour":[-1,1e308,"x",null]}
{"id":"INC-2","kind":"","first_seen":"2026-09-13T00:00:00Z","last_seen":"2026-09-12T00:00:00Z"}
{"id":"INC-3","kind":"x","first_seen":"0001-01-01T00:00:00Z","last_seen":"9999-12-31T00:00:00Z","per_hour":[]}
END
ok 'hostile numbers and texts: exit 3' exits 3 "$cordon" compare hostile hostile
ok '... no escape gets through' without_escapes out
"$cordon" compare --format json hostile hostile >out 2>err
ok '... nor any in JSON' without_escapes out
ok '... and no number that is none' sh -c '! grep -qi "nan\|inf[^r]" out'

tidy
