#!/bin/sh
# numbers.sh CORDON SIMULATE - every number of a report is counted again from the rows that explain names. Prints TAP.
numbers=$(realpath "$(dirname "$0")/numbers.py")
. "$(dirname "$0")/lib.sh"
demo=$(dirname "$simulate")

command -v python3 >/dev/null || { echo '1..0 # SKIP no python3 here'; exit 0; }
LC_ALL=C.UTF-8
export LC_ALL

follow() { # WHAT [OPTION...] PATH...: every incident of these logs
    what=$1
    shift
    "$cordon" scan --format jsonl "$@" >scan.jsonl 2>/dev/null
    ids=$(sed -n 's/^{"id":"\(INC-[A-Z0-9]*\)".*/\1/p' scan.jsonl)
    kinds=''
    for id in $ids; do
        "$cordon" explain "$id" --rows "$@" >rows.jsonl 2>err
        kind=$(sed -n 's/^{"id":"'"$id"'".*"kind":"\([a-z-]*\)".*/\1/p' scan.jsonl)
        kinds="$kinds $kind"
        ok "$what: the numbers of a $kind" python3 "$numbers" scan.jsonl rows.jsonl "$id"
    done
}
has() { case "$kinds " in *" $1 "*) true ;; *) echo "only:$kinds"; false ;; esac }

follow 'the demo' "$demo/demo-signins.jsonl" "$demo/demo-auth.log"
ok '... a spray and a loop' has stale-credential

plan() { # FILE FORMAT LINE...
    file=$1 format=$2
    shift 2
    "$simulate" "$@" --format "$format" --out "$file" || exit 2
}
plan slow.log sshd 'life people=120 days=9 seed=5 noise=40' 'attack low-and-slow day=6 days=3 accounts=90'
follow 'a slow spray among scanners' slow.log
ok '... a spray' has password-spray
plan spray.jsonl entra 'life people=60 days=9 seed=7' 'attack spray day=6 hits=3'
follow 'a spray' spray.jsonl
ok '... is one' has password-spray
ok '... whose rows tell the id of the account' grep -q '"object":"[0-9a-f-]' rows.jsonl
echo 'a secret of more than thirty-two bytes' >key
chmod 600 key
"$cordon" explain "$id" --rows --redact --redact-key key spray.jsonl >hidden.jsonl 2>err
ok '... but not under --redact' sh -c 'test -s hidden.jsonl && ! grep -q "\"object\"" hidden.jsonl'
plan brute.log sshd 'life people=60 days=6 seed=3' 'attack brute-force day=3 days=1 hits=1'
follow 'brute force' brute.log
ok '... is one' has brute-force
plan stuffing.jsonl entra 'life people=120 days=8 seed=4' 'attack stuffing day=5 hits=2'
follow 'stuffing' stuffing.jsonl
ok '... is it' has credential-stuffing
plan noise.log sshd 'life people=40 days=5 seed=9 noise=600'
follow 'background' noise.log
ok '... is told as it is' has user-enumeration
plan two.jsonl entra 'life people=200 days=12 seed=2' 'attack low-and-slow day=6 days=5' 'attack stuffing day=7 hits=2'
follow 'two at once' two.jsonl

# One source at a crowd of accounts, one account from many sources, and an emergency account.
crowd() {
    python3 - "$1" <<'PY'
import sys
from datetime import datetime, timedelta
at, lines = datetime(2026, 9, 7, 8), []
def line(minutes, words):
    lines.append((at + timedelta(minutes=minutes), words))
for day in range(3):
    for who in range(40):
        line(day * 1440 + who * 7, f'Accepted password for user{who:02} from 192.0.2.{who + 1} port 4000 ssh2')
for i in range(30):
    line(2880 + 600 + i / 3, f'Failed password for user{i:02} from 198.51.100.9 port {5000 + i} ssh2')
line(2880 + 615, 'Accepted password for user07 from 198.51.100.9 port 5100 ssh2')
for i in range(40):
    line(2880 + 700 + i * 2, f'Failed password for user33 from 203.0.113.{i + 1} port {6000 + i} ssh2')
for i in range(9):
    line(2880 + 790 + i, f'Failed password for glass from 203.0.113.{90 + i % 3} port {6100 + i} ssh2')
for i in range(2):
    line(2880 + 800 + i, f'Accepted password for glass from 203.0.113.99 port {6200 + i} ssh2')
with open(sys.argv[1], 'w') as out:
    for n, (when, words) in enumerate(sorted(lines)):
        out.write(f'{when.isoformat()}Z door sshd[{1000 + n}]: {words}\n')
PY
}
crowd crowd.log
printf 'break_glass: glass\n' >cordon.yaml
follow 'one source, one account, one emergency' --config cordon.yaml crowd.log
ok '... a spray' has password-spray
ok '... brute force' has brute-force
ok '... an emergency account' has account-takeover

# ---- what is printed of rows ----
id=$("$cordon" scan --format jsonl spray.jsonl 2>/dev/null | sed -n 's/^{"id":"\(INC-[A-Z0-9]*\)".*/\1/p' | head -1)
"$cordon" explain "$id" --rows spray.jsonl >rows.jsonl
who=$(sed -n '1s/.*"account":"\([^"]*\)".*/\1/p' rows.jsonl)
where=$(sed -n '1s/.*"source":"\([^"]*\)".*/\1/p' rows.jsonl)
ok 'rows of one account' sh -c '"$0" explain "$1" --rows --account "$2" spray.jsonl >some && [ -s some ] &&
    ! grep -v "\"account\":\"$2\"" some && [ $(wc -l <some) = $(grep -c "\"account\":\"$2\"" rows.jsonl) ]' "$cordon" "$id" "$who"
ok 'rows of one source' sh -c '"$0" explain "$1" --rows --source "$2" spray.jsonl >some && [ -s some ] &&
    ! grep -v "\"source\":\"$2\"" some' "$cordon" "$id" "$where"
"$cordon" explain "$id" --rows --format csv spray.jsonl >rows.csv
lines() { [ "$(wc -l <"$1")" -eq $(($(wc -l <"$2") + $3)) ] || { wc -l "$1" "$2"; return 1; }; }
ok 'rows as CSV: as many, and a head' lines rows.csv rows.jsonl 1
ok '... for a spreadsheet' says 'file,line,sha256,time,account' rows.csv
"$cordon" explain "$id" --rows --format table --width 80 spray.jsonl >rows.txt
ok 'rows as a table fit 80 columns' no_wider_than 80 rows.txt
ok 'another format is refused' exits 2 "$cordon" explain "$id" --rows --format html spray.jsonl
ok '... with those that there are' says 'jsonl, csv or table' err
ok '--format without --rows is refused' exits 2 "$cordon" explain "$id" --format csv spray.jsonl
sum_of() { sed -n "$(sed -n '1s/.*"line":\([0-9]*\).*/\1/p' rows.jsonl)p" spray.jsonl | tr -d '\n' | sha256sum | cut -c1-64; }
ok 'the sum is that of the line in the file' sh -c '[ "$0" = "$1" ]' "$(sum_of)" "$(sed -n '1s/.*"sha256":"\([^"]*\)".*/\1/p' rows.jsonl)"
gzip -k spray.jsonl
"$cordon" explain "$id" --rows spray.jsonl.gz 2>/dev/null | sed 's/spray.jsonl.gz/spray.jsonl/' >packed
ok 'rows of a packed log are the same' same packed rows.jsonl
"$cordon" explain "$id" --rows --threads 1 spray.jsonl >one
ok 'the number of threads changes nothing' same one rows.jsonl
"$cordon" explain "$id" --rows - <spray.jsonl 2>/dev/null | sed 's/"file":"-"/"file":"spray.jsonl"/' >piped
ok 'rows of standard input are the same' same piped rows.jsonl

# ---- the count itself is tested: each of these must be seen ----
"$cordon" scan --format jsonl spray.jsonl >scan.jsonl 2>/dev/null
sees() { # SED: a number that is changed so differs
    sed "$1" scan.jsonl >changed.jsonl
    cmp -s changed.jsonl scan.jsonl && { echo 'nothing was changed'; return 1; }
    ! python3 "$numbers" changed.jsonl rows.jsonl "$id"
}
python3 "$numbers" scan.jsonl rows.jsonl "$id" >/dev/null || echo '# the numbers differ already'
ok 'an attempt too many is seen' sees 's/"attempts":[0-9]*,"accounts":\[/"attempts":1,"accounts":[/'
ok 'another time is seen' sees 's/"last_seen":"2026-09-1/"last_seen":"2026-08-1/'
ok 'another network is seen' sees 's/"networks":\([0-9]*\)/"networks":1\1/'
ok 'another value of a reason is seen' sees 's/"feature":"accounts-a-day","value":\([0-9]\)/"feature":"accounts-a-day","value":1\1/'
ok 'a row too few is seen' sh -c 'sed 1d rows.jsonl >less && ! python3 "$0" scan.jsonl less "$1"' "$numbers" "$id"
ok 'a row told twice is seen' sh -c 'sed 1p rows.jsonl >more && ! python3 "$0" scan.jsonl more "$1"' "$numbers" "$id"
tidy
