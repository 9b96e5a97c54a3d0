#!/bin/sh
# run.sh CORDON SIMULATE - the program as a person at a terminal meets it. Prints TAP.
. "$(dirname "$0")/lib.sh"

"$simulate" 'life people=200 days=9 seed=5' 'attack low-and-slow day=6 days=3 accounts=150' --out attack.log || exit 2
"$simulate" 'life people=60 days=5 seed=6' --format entra --out quiet.jsonl || exit 2

# ---- exit codes and what is said ----
ok 'no command: usage' exits 2 "$cordon"
ok 'an unknown command suggests' exits 2 "$cordon" scna
ok '... the near one' says 'did you mean scan' err
ok 'an unknown option suggests' exits 2 "$cordon" scan --thread 2 attack.log
ok '... the near one' says 'did you mean --threads' err
ok 'a flag with a value is refused' exits 2 "$cordon" scan --ascii=1 attack.log
ok 'a scan without paths is a usage error' exits 2 "$cordon" scan
ok 'quiet: exit 0' exits 0 "$cordon" scan quiet.jsonl --fail-on medium
ok '... and it says what was read' says '1 file' out
ok '... and that nothing asks for anybody' says 'no attack' out
ok 'an attack: exit 0 unless asked' exits 0 "$cordon" scan attack.log
ok 'an attack: exit 1 with --fail-on' exits 1 "$cordon" scan --fail-on high attack.log
ok 'a missing file: exit 3, the rest is scanned' exits 3 "$cordon" scan missing.log attack.log
ok '... it is named' says 'missing.log' err
ok '... the attack is still seen' says 'Password spray' out
ok 'help' exits 0 "$cordon" help
ok 'version' exits 0 "$cordon" version
ok 'formats' exits 0 "$cordon" formats
ok 'playbooks' exits 0 "$cordon" playbooks quad7

# ---- the same bytes ----
"$cordon" scan --format jsonl --threads 1 attack.log quiet.jsonl >one 2>/dev/null
"$cordon" scan --format jsonl --threads 3 attack.log quiet.jsonl >three 2>/dev/null
"$cordon" scan --format jsonl --threads 2 quiet.jsonl attack.log >turned 2>/dev/null
ok 'threads change nothing' same one three
ok 'the order of arguments changes nothing' same one turned
mkdir folder && cp attack.log quiet.jsonl folder/
(cd folder && "$cordon" scan --format jsonl . 2>/dev/null) | sed 's,"\./,",g' >infolder
ok 'a folder is its files' same one infolder
events() { "$cordon" events --format csv "$@" 2>/dev/null | sed 's/,[^,]*,[0-9]*,\([^,]*,[^,]*\)$/,\1/'; }
events attack.log >plain
gzip -kf attack.log && events attack.log.gz >packed
ok 'gzip' same plain packed
mkdir many && split -n r/300 attack.log many/part && touch -r attack.log many/* && gzip many/*
for threads in 1 2; do # three hundred at once: more than there are places to read into
    ok "as many, $threads threads" exits 0 timeout 120 "$cordon" scan --threads $threads --format jsonl many
    ok '... and the attack is seen' says '"kind":"password-spray"' out
done
for threads in 1 2 3; do "$cordon" scan --format jsonl --threads $threads attack.log.gz >packed$threads 2>/dev/null; done
ok 'threads change nothing where one unpacks' same packed1 packed2
ok '... nor where two wait for it' same packed1 packed3
events - <attack.log >piped
ok 'standard input' same plain piped
if command -v zstd >/dev/null; then
    zstd -qf attack.log -o attack.zst && events attack.zst >packed
    ok 'zstd' same plain packed
    zstd -q --long=31 -c - <attack.log >wide.zst
    ok 'a zstd with a huge window: exit 3' exits 3 "$cordon" scan wide.zst
    ok '... why' says 'window over 128 MiB' err
else
    skip 'zstd' 'no zstd command here'
fi
head -c 300000 attack.log >first && tail -c +300001 attack.log >second
cat first second | events - >pieces
ok 'pieces through a pipe' same plain pieces
cp attack.log again.log && events attack.log again.log >twice
ok 'the same log twice is told once' same plain twice
tac quiet.jsonl >newest.jsonl
events quiet.jsonl >plain && events newest.jsonl >newest
ok 'newest first is put in order' same plain newest
split -n l/5 quiet.jsonl part. && for part in part.a?; do tac $part >$part.newest; done
events part.a?.newest >newest
ok '... over several files' same plain newest
head -n 2000 quiet.jsonl | tac >overlap.newest
events part.a?.newest overlap.newest >newest
ok '... and told once where they overlap' same plain newest

# ---- what is only learned by reading on ----
# Twenty lines a day over three New Years; every tenth day one line comes two hours late.
awk 'BEGIN { split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", m)
    split("31 28 31 30 31 30 31 31 30 31 30 31", d)
    for (y = 2022; y <= 2025; y++) for (k = 1; k <= 12; k++) for (i = 1; i <= d[k]; i++) for (h = 1; h <= 20; h++) {
        late = h == 20 && i % 10 == 0 && y > 2023 ? 2 : 0
        printf "%s %2d %02d:00:00 gate sshd[%d]: Failed password for u%d from 192.0.2.%d port 2 ssh2\n",
            m[k], i, h - late, h, i, y % 100 } }' >years.log
touch -d 2026-01-01 years.log && gzip -k years.log
events years.log >plain && events years.log.gz >packed
ok 'years are told once: a row a line' sh -c '[ "$(wc -l <plain)" -eq 29201 ]'
ok '... from the first' sh -c 'sed -n 2p plain | grep -q ^2022-01-01T01'
ok '... to the last' sh -c 'tail -n 1 plain | grep -q ^2025-12-31T20'
ok '... in order' sh -c 'tail -n +2 plain | cut -d, -f1 | LC_ALL=C sort -c'
ok '... the same without a look ahead' same plain packed

# ---- bad input ----
head -c 20000 attack.log.gz >half.gz
ok 'half a gzip: exit 3' exits 3 "$cordon" scan half.gz
ok '... why' says 'ends early' err
ok '... what came before is scanned' says 'sign-ins' out
printf 'minutes of the meeting\n\n(nobody came)\n' >text.txt
ok 'text with an empty line is no log: exit 3' exits 3 "$cordon" scan text.txt
ok '... what it is' says 'text.txt: is text' err
head -c 100000 /dev/urandom >noise.bin
ok 'a binary file: exit 3' exits 3 "$cordon" scan noise.bin attack.log
ok '... what it is' says 'noise.bin' err
printf 'dear diary\nnothing happened\n' >diary.txt
ok 'no log at all: exit 3' exits 3 "$cordon" scan diary.txt
ok '... what was expected' says 'diary.txt' err
: >empty.log
ok 'an empty file is said' exits 3 "$cordon" scan empty.log
ok '... by name' says 'empty.log' err
ok 'a full disk is an error' sh -c '! "$0" scan attack.log >/dev/full 2>/dev/null' "$cordon"
{ head -c 1500000 /dev/zero | tr '\0' x; echo; cat attack.log; } >long.log
ok 'a line over the limit is skipped whole: exit 3' exits 3 "$cordon" scan --input-format syslog long.log
ok '... and counted' says 'over 1 MiB' err
ok '... also where what it is has to be guessed' exits 3 "$cordon" scan long.log
ok '... behind that line' says 'Password spray' out
ok 'an empty name: exit 3' exits 3 "$cordon" scan '' attack.log
ok '... is called so' says "'': is an empty name" err
ok '/dev/null: exit 3' exits 3 "$cordon" scan /dev/null
ok '... is empty' says '/dev/null: holds nothing' err
ok '... in one line' sh -c '[ "$(wc -l <err)" -eq 1 ]'
mkfifo pipe && { gzip -c attack.log >pipe & }
ok 'a pipe, packed' exits 1 "$cordon" scan --fail-on high pipe
ok '... is spooled' says 'Password spray' out
kill $! 2>/dev/null; wait
cat attack.log >pipe &
ok 'a full disk below a pipe: exit 3' exits 3 sh -c 'ulimit -f 100; exec "$0" scan pipe' "$cordon"
ok '... is said' says 'pipe: cannot spool' err
kill $! 2>/dev/null; wait
if [ "$(id -u)" -ne 0 ]; then
    mkdir shut && chmod 0 shut
    ok 'a folder that is shut: exit 3' exits 3 "$cordon" scan shut
    chmod 700 shut
else
    skip 'a folder that is shut: exit 3' 'root may read everything'
fi

# ---- the screen ----
for columns in 60 80 120 200; do
    "$cordon" scan --width $columns attack.log >screen 2>/dev/null
    ok "no line is wider than $columns" no_wider_than $columns screen
    ok "at $columns columns nothing is lost" says 'Password spray' screen
done
"$cordon" scan attack.log >screen 2>/dev/null
ok 'piped: no colours' without_escapes screen
"$cordon" scan --color always attack.log >screen 2>/dev/null
ok 'colours when asked for' grep -q "$(printf '\033')" screen
NO_COLOR=1 "$cordon" scan attack.log >screen 2>/dev/null
ok 'NO_COLOR' without_escapes screen
"$cordon" scan --ascii attack.log >screen 2>/dev/null
ok '--ascii: nothing beyond ASCII' sh -c '! LC_ALL=C grep -n "[^ -~]" screen'
printf 'Nov  9 02:10:00 gate sshd[1]: Failed password for invalid user \033[2Jx from 192.0.2.7 port 2 ssh2\n' >escape.log
"$cordon" events --format csv escape.log >screen 2>/dev/null
"$cordon" explain --line "$(cat escape.log)" >>screen 2>/dev/null
ok 'what an attacker wrote moves no cursor' without_escapes screen

# ---- other commands ----
id=$("$cordon" scan --format jsonl attack.log 2>/dev/null | sed -n 's/.*"id":"\(INC-[A-Z0-9]*\)".*/\1/p' | head -1)
ok 'show one incident' exits 0 "$cordon" show "$id" attack.log
ok '... with its number' says "$id" out
ok 'explain one incident' exits 0 "$cordon" explain "$id" attack.log
ok 'an incident that is not there' exits 2 "$cordon" show INC-AAAAAAAAAA attack.log
ok 'html' exits 0 "$cordon" scan --html page.html attack.log
ok '... loads nothing from elsewhere' sh -c '! grep -Ei "(src|href)=.?(https?:)?//" page.html'
ok '... is not overwritten' exits 2 "$cordon" scan --html page.html attack.log
ok '... unless forced' exits 0 "$cordon" scan --html page.html --force attack.log
printf 'own_networks:\n  - 192.0.2.0/24\nvpm:\n  - 198.51.100.9\n' >cordon.yaml
ok 'a configuration with a slip' exits 2 "$cordon" check-config cordon.yaml
ok '... line and suggestion' says 'cordon.yaml:3' err
if command -v python3 >/dev/null; then
    ok 'jsonl is JSON' python3 -c 'import json,sys; [json.loads(l) for l in open(sys.argv[1])]' one
else
    skip 'jsonl is JSON' 'no python3 here'
fi

# ---- more than is sorted in memory ----
"$simulate" --flood 3000000 --out flood.log
head -n 1600000 flood.log | tac >newest.log
ok 'a full disk while sorting: exit 4' exits 4 sh -c 'ulimit -f 1000; exec "$0" events --format csv newest.log' "$cordon"
ok '... where, and what to do' says 'set TMPDIR' err

# ---- interrupted ----
"$cordon" scan flood.log >out 2>err &
pid=$!
sleep 0.3
kill -INT $pid 2>/dev/null
wait $pid
code=$?
ok 'interrupted: exit 130 (or it was done already)' sh -c "[ $code -eq 130 ] || [ $code -eq 0 ]"

tidy
