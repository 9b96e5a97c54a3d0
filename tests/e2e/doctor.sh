#!/bin/sh
# doctor.sh - what is missing, as the program tells it: exits, forms, columns, hostile names, the same for any threads.
# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

"$simulate" 'life people=60 days=20 seed=3' --out auth.log >/dev/null || exit 2
"$simulate" 'life people=60 days=20 seed=3' --format entra --out signins.jsonl >/dev/null || exit 2

# ---- what it says ----
ok 'something important is missing: exit 1' exits 1 "$cordon" doctor auth.log signins.jsonl
for words in 'what was given' 'entra-json' 'sshd at gate1' 'no Microsoft 365 audit log' 'Search-UnifiedAuditLog' \
    'less than a month is covered'; do
    ok "it says: $words" says "$words" out
done
ok 'the gravest first' sh -c '[ "$(grep -n "^ important" out | tail -1 | cut -d: -f1)" -lt "$(grep -n "^ worth" out | head -1 | cut -d: -f1)" ]'
ok 'no incident is told' sh -c '! grep -q INC- out'

grep -v Accepted auth.log >refused.log
ok 'a filtered log' exits 1 "$cordon" doctor refused.log
ok '... is told' says 'sshd: there is no successful sign-in' out
grep -E 'Accepted' auth.log >let-in.log
ok 'the other half' exits 1 "$cordon" doctor let-in.log
ok '... is told too' says 'sshd: there is no refused sign-in' out
{
    cat auth.log
    sed 's/ gate1 / gate2 /' auth.log | awk '$2 < 15'
} >two.log
"$cordon" doctor two.log >out 2>/dev/null
ok 'a machine that fell silent' says 'sshd at gate2: it fell silent' out
ok 'and the other did not' sh -c '! grep -q "gate1: it fell" out'

# ---- forms ----
ok 'jsonl' sh -c '"$0" doctor --format jsonl auth.log signins.jsonl 2>/dev/null | python3 -c "
import json, sys
rows = [json.loads(line) for line in sys.stdin]
assert {row[\"type\"] for row in rows} == {\"source\", \"missing\"}, rows
for row in rows:
    need = (\"check\", \"grave\", \"source\", \"host\", \"what\", \"why\", \"how\", \"noticed\") if row[\"type\"] == \"missing\" else (
        \"source\", \"host\", \"family\", \"signins\", \"successes\", \"failures\", \"accesses\", \"first\", \"last\")
    assert all(key in row for key in need), row
    assert row[\"type\"] == \"source\" or all(row[key] for key in (\"what\", \"why\", \"how\", \"noticed\")), row"' "$cordon"
ok 'Markdown' sh -c '"$0" doctor --format md auth.log 2>/dev/null | grep -q "^# What is missing in these logs"' "$cordon"
ok 'no other form' exits 2 "$cordon" doctor --format html auth.log
ok '... and says which there are' says 'allowed are table, md and jsonl' err
for columns in 40 80 120; do
    "$cordon" doctor --width $columns two.log signins.jsonl >screen 2>/dev/null
    ok "$columns columns" no_wider_than $columns screen
    ok "$columns columns: no colour in a pipe" without_escapes screen
done
"$cordon" doctor --color always auth.log >screen 2>/dev/null
ok 'colours, where asked for' grep -q "$(printf '\033')" screen
NO_COLOR=1 "$cordon" doctor auth.log >screen 2>/dev/null
ok 'NO_COLOR' without_escapes screen

# ---- the same whatever the threads and the order ----
"$cordon" doctor --threads 1 auth.log signins.jsonl >one 2>/dev/null
"$cordon" doctor --threads 4 signins.jsonl auth.log >four 2>/dev/null
ok 'threads and order change nothing' same one four
sort -R --random-source=/dev/zero auth.log >mixed.log
"$cordon" doctor --format jsonl auth.log 2>/dev/null | grep '"missing"' >in-order
"$cordon" doctor --format jsonl mixed.log 2>/dev/null | grep '"missing"' >out-of-order
ok 'lines in no order' same in-order out-of-order

# ---- what attackers write ----
evil=$(printf 'g\033[31m\342\200\256te')
sed "s/ gate1 / $evil /" auth.log >evil.log
for form in table md jsonl; do
    "$cordon" doctor --format $form evil.log >screen 2>/dev/null
    ok "$form: a machine's name moves no cursor" without_escapes screen
    ok "$form: nor turns the direction" sh -c '! grep -q "$(printf "\342\200\256")" screen'
done

# ---- nothing, and what cannot be read ----
: >empty.log
ok 'nothing in it: exit 3, as of a scan' exits 3 "$cordon" doctor empty.log
ok '... is told' says 'there is no sign-in in these logs' out
head -c 3000 /dev/urandom >rubbish.bin
ok 'rubbish: exit 3 goes before 1' exits 3 "$cordon" doctor rubbish.bin auth.log
ok '... is told' says 'inputs that were not read' out
ok 'no path' exits 2 "$cordon" doctor
ok 'a path that is not there' exits 3 "$cordon" doctor nowhere.log
tidy
