#!/bin/sh
# schema.sh CORDON SIMULATE - what is written is what docs/schema says, and nothing else. Prints TAP.
here=$(realpath "$(dirname "$0")")
. "$here/lib.sh"
command -v python3 >/dev/null || { echo '1..0 # SKIP no python3'; exit 0; }
schemas=$(realpath "$here/../../docs/schema")

fits() { # SCHEMA FILE
    python3 "$here/schema.py" "$schemas/$1.schema.json" "$2"
}
breaks() { # SCHEMA FILE SED: the first row, spoiled so
    sed -n 1p "$2" | sed -e "$3" >spoiled
    cmp -s spoiled "$2" && { echo "nothing was spoiled"; return 1; }
    ! fits "$1" spoiled
}

"$simulate" 'life people=80 days=9 seed=7' 'attack low-and-slow day=6 days=3 hits=1' --out ssh.log || exit 2
"$simulate" 'life people=80 days=9 seed=7' 'attack low-and-slow day=6 days=3 hits=1' --format entra --out entra.json || exit 2
printf '%s\n' 'Sep 15 23:59:58 gate1 sshd[9]: Failed password for "a\b' >>ssh.log
printf 'break_glass: root\n' >own.yaml
"$cordon" demo --format jsonl >demo.jsonl 2>/dev/null
"$cordon" demo --format json >demo.json 2>/dev/null
"$cordon" scan --config own.yaml --format jsonl ssh.log >ssh.jsonl 2>/dev/null
"$cordon" scan --format jsonl entra.json >entra.jsonl 2>/dev/null
"$cordon" events --format jsonl ssh.log >ssh.events 2>/dev/null
"$cordon" events --format jsonl entra.json >entra.events 2>/dev/null

for file in demo.jsonl demo.json ssh.jsonl entra.jsonl; do
    ok "incidents of $file are as described" fits incident $file
done
for file in ssh.events entra.events; do
    ok "sign-ins of $file are as described" fits signin $file
done

ok 'a field that is missing is a fault' breaks incident demo.jsonl 's/"severity":"[a-z]*",//'
ok 'a word that is not one of them' breaks incident demo.jsonl 's/"severity":"[a-z]*"/"severity":"awful"/'
ok 'a number as a text' breaks incident demo.jsonl 's/"networks":\([0-9]*\)/"networks":"\1"/'
ok 'a time without a zone' breaks incident demo.jsonl 's/\("opened_at":"[^"]*\)Z"/\1"/'
ok 'a field that nobody described' breaks incident demo.jsonl 's/"role":"opening"/"role":"opening","colour":1/'
ok 'a date without its place' breaks incident demo.jsonl 's/,"from":"[^"]*"//'
ok 'a share over one' breaks incident demo.jsonl 's/"similarity":0/"similarity":3/'
ok 'a sign-in without its source' breaks signin ssh.events 's/"source":"[^"]*",//'
ok 'a sign-in with another outcome' breaks signin ssh.events 's/"outcome":"[a-z_]*"/"outcome":"fine"/'

tidy
