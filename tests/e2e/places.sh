#!/bin/sh
# places.sh CORDON SIMULATE - networks and countries that the log does not tell, from a database. Prints TAP.
mmdb=$(realpath "$(dirname "$0")/mmdb.py")
. "$(dirname "$0")/lib.sh"

command -v python3 >/dev/null || { echo '1..0 # SKIP no python3 here'; exit 0; }
"$simulate" 'life people=60 days=7 seed=3' 'attack brute-force day=3 days=1 hits=1' --out told-not.log || exit 2
"$simulate" 'life people=60 days=9 seed=7' 'attack spray day=6 hits=3' --format entra --out told.jsonl || exit 2
python3 "$mmdb" places.mmdb 203.0.113.0/25 NL 64511 'Example Net <b>' 2001:db8::/32 DE 64510 'Six' \
    198.51.100.0/24 'x"' - - 203.0.113.128/25 - - -
"$cordon" scan --geo places.mmdb --format jsonl told-not.log >with.jsonl 2>err
if grep -q 'built without' err; then
    echo '1..0 # SKIP built without libmaxminddb'
    exit 0
fi
ok 'a source gets network, number and country' grep -q '"ip":"203\.0\.113\.[0-9]*","attempts":[0-9]*,"accounts":[0-9]*,"successes":[0-9]*,"asn":64511,"country":"NL","network":"Example Net <b>"' with.jsonl
ok 'which database told it is said' says '"places":"places.mmdb of 2026-09-01"' with.jsonl
"$cordon" scan --geo none --format jsonl told-not.log >without.jsonl
ok '--geo none: nothing' sh -c '! grep -q "\"asn\":" without.jsonl && ! grep -q "\"places\":" without.jsonl'
ok '... and nothing else is different' sh -c 'sed "s/,\"asn\":[0-9]*,\"country\":\"..\",\"network\":\"[^\"]*\"//g; s/\"places\":\"[^\"]*\",//" with.jsonl >less && cmp less without.jsonl'
"$cordon" scan --geo places.mmdb --format jsonl told.jsonl >with.jsonl
"$cordon" scan --geo none --format jsonl told.jsonl >without.jsonl
ok 'what the log tells stays' same with.jsonl without.jsonl
"$cordon" scan --geo places.mmdb --width 200 told-not.log >screen
ok 'the summary says which' says 'places.mmdb of 2026-09-01' screen
ok 'the page says it safely' sh -c '"$0" scan --geo places.mmdb --format html told-not.log | grep -q "<b>" && exit 1; true' "$cordon"
printf 'geo: places.mmdb\n' >cordon.yaml
"$cordon" scan --config cordon.yaml --width 200 told-not.log >screen
ok 'geo of the configuration' says 'places.mmdb of 2026-09-01' screen
ok '... is in force' sh -c '"$0" check-config cordon.yaml | grep -Eq "^geo +places.mmdb +# line 1"' "$cordon"
"$cordon" scan --config cordon.yaml --geo none --width 200 told-not.log >screen
ok '--geo goes before it' sh -c '! grep -q places.mmdb screen'
python3 "$mmdb" first.mmdb 203.0.113.0/24 - 64499 First
"$cordon" scan --geo first.mmdb,places.mmdb --format jsonl told-not.log >both.jsonl
ok 'several: each tells what those before do not' says '"asn":64499,"country":"NL","network":"First"' both.jsonl
ok '... and all are named' says 'first.mmdb of 2026-09-01, places.mmdb of 2026-09-01' both.jsonl

refuses() { exits 2 "$cordon" scan --geo "$2" told-not.log && says "$1" err && [ ! -s out ]; }
ok 'a database that is not there: exit 2' refuses '--geo: nowhere.mmdb: No such file' nowhere.mmdb
ok 'a file that is none: exit 2' refuses 'is no database' told-not.log
head -c 100 places.mmdb >cut.mmdb
ok 'half a database: exit 2' refuses 'is no database' cut.mmdb
: >empty.mmdb
ok 'an empty one: exit 2' refuses 'is no database' empty.mmdb
printf 'LOCDBXX' >cut.db
ok 'half a database of libloc: exit 2' refuses 'libloc' cut.db
printf 'geo: nowhere.mmdb\n' >cordon.yaml
ok 'geo of the configuration that is not there: exit 2' exits 2 "$cordon" scan --config cordon.yaml told-not.log
ok '... and says where' says 'geo: nowhere.mmdb' err
# A database whose bytes are anybody's must not be able to do more than be wrong.
python3 - <<'PY'
import random, subprocess, sys
random.seed(5)
whole = open('places.mmdb', 'rb').read()
for n in range(60):
    bad = bytearray(whole)
    for _ in range(1 + n % 9):
        bad[random.randrange(len(bad))] = random.randrange(256)
    open(f'bad{n}.mmdb', 'wb').write(bad)
PY
survives() {
    for file in bad*.mmdb; do
        "$cordon" scan --geo "$file" --format jsonl told-not.log >out 2>err
        code=$?
        [ $code -eq 0 ] || [ $code -eq 2 ] || { echo "$file: exit $code"; cat err; return 1; }
    done
}
ok 'sixty spoiled databases: none does harm' survives
tidy
