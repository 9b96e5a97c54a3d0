#!/bin/sh
# screens.sh CORDON SIMULATE - what a person asks for, misspells and is told; every screen fits. Prints TAP.
. "$(dirname "$0")/lib.sh"

"$simulate" 'life people=120 days=9 seed=5' 'attack low-and-slow day=6 days=3 accounts=90' --out attack.log || exit 2
"$simulate" 'life people=60 days=15 seed=6' --format entra --out quiet.jsonl || exit 2
"$simulate" 'life people=60 days=9 seed=7' 'attack spray day=6 hits=3' --format entra --out taken.jsonl || exit 2
LC_ALL=C.UTF-8
export LC_ALL
id_of() { "$cordon" scan --format jsonl "$1" 2>/dev/null | sed -n 's/^{"id":"\(INC-[A-Z0-9]*\)".*/\1/p' | head -1; }
id=$(id_of attack.log)
taken=$(id_of taken.jsonl)

# ---- help ----
ok 'help of one command' exits 0 "$cordon" show --help
ok '... with its own options' says '--by' out
ok '... and no others' sh -c '! grep -q -e "^  --fail-on" out'
ok 'help COMMAND is the same' sh -c '"$0" help show >other && cmp out other' "$cordon"
for columns in 60 80; do
    ok "help fits $columns columns" sh -c '"$0" help --width '$columns' | LC_ALL=C.UTF-8 wc -L | { read -r n; [ "$n" -le '$columns' ]; }' "$cordon"
done

# ---- playbooks ----
books=$("$cordon" playbooks | sed -n 's/^\([a-z0-9-]*\)  .*/\1/p')
for columns in 60 80; do
    # shellcheck disable=SC2016 # for the inner shell
    ok "playbooks fit $columns columns" sh -c 'for b in "" $1; do "$0" playbooks $b --width '$columns'; done | LC_ALL=C.UTF-8 wc -L | { read -r n; [ "$n" -le '$columns' ]; }' \
        "$cordon" "$books"
done
ok 'each is listed' [ "$(echo "$books" | wc -w)" -eq 15 ]
ok 'one in full' exits 0 "$cordon" playbooks strontium-2020
ok '... what is published' says '6,912 accounts' out
ok '... where it is published' says 'Microsoft Security Blog' out
ok '... and what is not' says 'user agents' out
ok '... and that it names nobody' says 'never an attribution' out

# ---- what is refused, and with which words ----
refuses() { # WORDS ARGUMENT...: exit 2, nothing on standard output
    words=$1
    shift
    exits 2 "$cordon" "$@" && says "$words" err && [ ! -s out ]
}
ok 'an option of another command' refuses '--html is not for events' events --html page.html attack.log
ok 'an option before the command' refuses 'the command comes first' -q scan attack.log
ok 'too many arguments' refuses 'usage: cordon formats' formats syslog sshd
ok 'a time' refuses '--since is soon, expected a time such as' scan --since soon attack.log
ok 'a level' refuses '--fail-on is HIGH, expected info, low' scan --fail-on HIGH attack.log
ok 'an empty value' refuses '--html is empty' scan --html '' attack.log
ok 'since behind until' refuses 'nothing lies between' scan --since 2026-09-10 --until 2026-09-09 attack.log
ok 'a zone that is none' refuses 'no time zone is called Mars/Base' scan --tz Mars/Base attack.log
ok 'an offset that is none' refuses 'no time zone is called +15' scan --tz +15 attack.log
ok 'an offset' exits 0 "$cordon" scan --tz +05:45 attack.log
ok '... is what the screen shows' says '07 Sep 2026 05:45' out
ok 'a zone that is a folder of zones' refuses 'no time zone is called Europe' scan --tz Europe attack.log
ok 'a playbook that nobody wrote' refuses 'there is no playbook quad8' playbooks quad8
ok 'a format that nobody has' refuses 'allowed are table, html, md, text' scan --format parchment attack.log
ok 'a format with a slip' refuses 'did you mean jsonl' scan --format josnl attack.log
ok 'events as a table' refuses 'events are printed as' events --format table attack.log
ok 'columns by week' refuses 'expected day or hour' show --by week "$id" attack.log

# ---- the simulator's plans ----
manner='attack spray day=3 days=5 per-day=24 accounts=8 hours=4-17.5 week=sun-thu agent=Go-http_1.1|Other asn=16509 dormant=1 hits=0'
"$simulate" 'life people=20 days=9' "$manner" --format entra --out manner.jsonl --labels labels
attack() { awk -F '\t' -v re="$1" '$5 == "attack" && $1 ~ re' labels | wc -l; }
ok 'an attack keeps its hours' [ "$(attack 'T(0[4-9]|1[0-7]):')" -gt 300 ]
ok '... and makes none outside' [ "$(attack 'T(0[0-3]|1[89]|2):')" -eq 0 ]
ok '... nor on Friday and Saturday' [ "$(attack '^2026-09-1[12]')" -eq 0 ]
ok '... with both agents' sh -c 'grep -q "\"Go-http 1.1\".*:16509}" manner.jsonl && grep -q "\"Other\"" manner.jsonl'
ok '... at accounts that nobody uses' sh -c '! grep "	spray$" labels | grep -v test.training'
"$simulate" 'life people=20 days=9 agents=0' "$manner" --format entra --out manner.jsonl
ok 'a log without agents' sh -c '! grep -q "userAgent\":\"[^\"]" manner.jsonl'
for word in week=sun week=sun-xyz hours=17-4 hours=4 'agent=a"b' inside=2 asn=0; do
    ok "refused: $word" exits 2 "$simulate" "attack spray $word"
done

# ---- the page ----
ok '--format html is the page' sh -c '"$0" scan --format html attack.log 2>/dev/null | head -c 15 | grep -q "<!DOCTYPE html>"' "$cordon"
"$cordon" scan --format html taken.jsonl 2>/dev/null >page.html
ok '... who was taken, when and from where' grep -Eq '(Got in|Password known[^<]*)</strong>: <span class="name">[^<]*</span>, <time [^>]*>[-0-9: ]* UTC</time> from <span class="name">[0-9a-f:.]+' page.html
ok '... and what could not be seen' says 'What could not be seen' page.html
cp attack.log evidence.log
ok 'a log is not overwritten, whatever the force' refuses 'is no page' scan --html evidence.log --force evidence.log
ok '... it is as it was' same attack.log evidence.log
ok 'a page in a folder that is not there: told before the reading' refuses 'No such file' scan --html no/page.html attack.log
ok 'a page that is a folder' refuses 'is a folder' scan --html . attack.log
ok 'a page on a full disk: exit 4' exits 4 "$cordon" scan --html /dev/full --force attack.log
ok '... why' says 'No space left' err

# ---- one incident ----
short=$(printf '%.7s' "$id")
ok 'a beginning of an id' exits 0 "$cordon" show "$short" attack.log
ok '... is the incident' says "$id" out
ok '... without INC and in small letters as well' exits 0 "$cordon" explain "$(echo "${short#INC-}" | tr A-Z a-z)" attack.log
ok 'a beginning of several: exit 2' exits 2 "$cordon" show INC- attack.log
ok '... which are named' says "$id" err
ok 'none of that name: those that there are' refuses "$id" show INC-UUUUUUUUUU attack.log
"$cordon" show --width 100 "$taken" taken.jsonl >show.out 2>/dev/null
ok 'show: when, what and the result' grep -Eq 'GOT IN|PASSWORD KNOWN' show.out
ok 'show: accounts by day' says 'accounts by day' show.out
ok 'show: the moment beside the row' grep -Eq '← (in|password known) 1' show.out
ok 'show: networks where they are told' says 'AS645' show.out
"$cordon" show --width 100 --by hour "$taken" taken.jsonl >hour.out 2>/dev/null
ok 'show: accounts by hour' says 'accounts by hour of the day' hour.out
"$cordon" show --width 100 --by hour --tz +02:00 "$taken" taken.jsonl >later.out 2>/dev/null
turned() { # the row of the first account, two columns on
    first=$(sed -n '/^accounts by/,$p' hour.out | sed -n 3p | tr -s ' ' | cut -d ' ' -f 3-26 | tr -d ' ')
    second=$(sed -n '/^accounts by/,$p' later.out | sed -n 3p | tr -s ' ' | cut -d ' ' -f 3-26 | tr -d ' ')
    python3 -c 'import sys; a, b = sys.argv[1:]; sys.exit(len(a) != 24 or a[-2:] + a[:-2] != b)' "$first" "$second"
}
if command -v python3 >/dev/null; then
    ok '... in the zone that was asked for' turned
else
    skip '... in the zone that was asked for' 'no python3 here'
fi
"$cordon" explain --width 80 "$taken" taken.jsonl >explain.out 2>/dev/null
for words in 'nats' 'share' 'here usually' 'how ' 'rows ' 'opening' 'deciding' 'sha256' 'bad_password from' \
    'the level is' 'cannot be seen' 'no audit log was read' 'benign' "cordon explain $taken --rows"; do
    ok "explain: $words" says "$words" explain.out
done

# ---- one account or source of it ----
row=$("$cordon" explain "$taken" --rows taken.jsonl 2>/dev/null | grep '"role":"deciding"' | head -1)
who=$(echo "$row" | sed 's/.*"account":"\([^"]*\)".*/\1/')
where=$(echo "$row" | sed 's/.*"source":"\([^"]*\)".*/\1/')
"$cordon" explain --account "$who" --width 200 "$taken" taken.jsonl >account.out 2>/dev/null
for words in 'the account' "$who" 'the sources it was tried from' "$where"', ' 'deciding'; do
    ok "explain --account: $words" says "$words" account.out
done
ok '... in capitals is the same' exits 0 "$cordon" explain --account "$(echo "$who" | tr a-z A-Z)" "$taken" taken.jsonl
"$cordon" explain --source "$where" --width 200 "$taken" taken.jsonl >source.out 2>/dev/null
for words in 'the source' "$where" 'takes part' 'its marks' 'the accounts it tried' "$who"', '; do
    ok "explain --source: $words" says "$words" source.out
done
ok 'show --account: its row of the days' exits 0 "$cordon" show --width 200 --account "$who" "$taken" taken.jsonl
ok '... and no other' sh -c '[ "$(grep -c "@clinic.example  " out)" -le 1 ] && grep -q "accounts by day" out'
ok 'an account that it does not have: exit 2' refuses "$taken lists no account nobody" explain --account nobody "$taken" taken.jsonl
ok 'a source that it does not have: exit 2' refuses "$taken lists no source 192.0.2.77" show --source 192.0.2.77 "$taken" taken.jsonl
ok 'timeline of none: exit 2' refuses "lists no account" timeline --account nobody "$taken" taken.jsonl
ok 'timeline: exit 0' exits 0 "$cordon" timeline --width 100 "$taken" taken.jsonl
for words in 'attempts' 'locked' 'stopped' 'signed in' 'first attempt' 'noticed' 'last attempt' 'actions' \
    'Cordon changed nothing' 'a column is'; do
    ok "timeline: $words" says "$words" out
done
ok '... every attempt is on it' says "$("$cordon" scan --format jsonl taken.jsonl 2>/dev/null | head -1 |
    sed 's/.*"attempts":\([0-9]*\),"accounts":\[.*/\1/' | sed 's/\(...\)$/,\1/')" out
ok 'timeline by day' sh -c '"$0" timeline --by day "$1" taken.jsonl | grep -q "a column is 1 day,"' "$cordon" "$taken"
ok 'timeline by hour' sh -c '"$0" timeline --width 200 --by hour "$1" taken.jsonl | grep -q "a column is 1 hour,"' "$cordon" "$taken"

# ---- what is read ----
ok 'formats: all of one' exits 0 "$cordon" formats entra-csv
for words in 'Entra ID sign-ins' 'versions' 'Download, CSV' 'docs/sources/entra.md' 'Date (UTC),Request ID'; do
    ok "formats entra-csv: $words" says "$words" out
done
ok 'formats: a line source tells where it stands' sh -c '"$0" formats sshd | grep -q "lines of syslog"' "$cordon"
ok 'formats: what was meant' refuses 'nothing that is read is called entra-cvs; did you mean entra-csv' formats entra-cvs
ok 'formats: no such form' refuses 'allowed are table and jsonl' formats --format csv
ok 'formats: one object a line' sh -c '"$0" formats --format jsonl | python3 -c "
import json, sys
rows = [json.loads(line) for line in sys.stdin]
need = {\"name\", \"kind\", \"family\", \"help\", \"versions\", \"how\", \"framing\", \"page\", \"sample\"}
assert len(rows) > 5 and all(need <= set(row) for row in rows), rows
assert len({row[\"name\"] for row in rows}) == len(rows)"' "$cordon"

# ---- what was not understood, by program ----
{
    n=0
    while [ $n -lt 100 ]; do
        n=$((n + 1))
        echo "Nov  9 02:10:02 gate sshd[811]: Failed pasword number $n for bob from 192.0.2.8 port 5122 ssh2"
    done
    echo 'Nov  9 02:10:03 gate cron[1]: nothing to do with it'
} >odd.log
echo '{"time":"2026-11-09T02:10:00Z","category":"SignInLogs","resultType":"50126","properties":{"id":"a1","createdDateTime":"never","userPrincipalName":"a@clinic.example","ipAddress":"192.0.2.7","status":{"errorCode":50126}}}' >odd.json
ok 'two sources that were not understood' exits 3 "$cordon" scan -v odd.log odd.json
for words in '  sshd, in syslog: 100 of 100 lines' '  entra-json: 1 of 1 line'; do
    ok "on standard error: $words" says "$words" err
done
ok '-v: every class of line' grep -Eq '^cordon:   sshd +100 +- +- +- +- +100$' err
ok 'explained' exits 3 "$cordon" explain --unparsed odd.log odd.json
for words in 'sshd, in syslog: 100 of 100 lines were not understood' 'odd.log:8: expected' 'Failed pasword number 8' \
    'and 92 more' 'entra-json: 1 of 1 line was not understood' 'odd.json:1: expected'; do
    ok "explain --unparsed: $words" says "$words" out
done
ok 'explain --unparsed: the first eight of each' sh -c '[ "$(grep -c "^odd.log:" out)" -eq 8 ]'

j='{"__REALTIME_TIMESTAMP":"1794190200000000","_HOSTNAME":"gate","SYSLOG_IDENTIFIER":"sshd","_PID":"8","MESSAGE":"'
printf '%sFailed password for ida from 192.0.2.7 port 2 ssh2"}\n%scut\n' "$j" "$j" >odd-journal.json
ok 'a broken object counts for the journal, not for the program before it' sh -c \
    '"$0" explain --unparsed odd-journal.json 2>&1 | grep -q "^journal-json: 1 of 2 lines was"' "$cordon"

# ---- everything fits ----
for columns in 40 60 80 100 200; do
    for what in "scan attack.log" "scan quiet.jsonl" "show $id attack.log" "show $taken taken.jsonl" \
        "show --by hour $taken taken.jsonl" "explain $taken taken.jsonl" "explain --account $who $taken taken.jsonl" \
        "explain --source $where $taken taken.jsonl" "timeline $taken taken.jsonl" "timeline $id attack.log" \
        "timeline --by hour --account $who $taken taken.jsonl" "explain --rows --format table $taken taken.jsonl" \
        formats "formats syslog"; do
        # shellcheck disable=SC2086 # words
        "$cordon" $what --width $columns >screen 2>/dev/null
        ok "$columns columns: $what" no_wider_than $columns screen
    done
done
for what in show explain timeline; do
    ok "--ascii: nothing beyond ASCII in $what" \
        sh -c '"$0" "$2" --ascii "$1" taken.jsonl 2>/dev/null >screen && ! LC_ALL=C grep -n "[^ -~]" screen' "$cordon" "$taken" "$what"
done

# ---- what the summary says ----
"$cordon" scan quiet.jsonl >screen 2>/dev/null
for words in '1 file' 'sign-ins, ' ' 2026 ' 'no attack found' 'accounts' 'addresses' 'unseen'; do
    ok "nothing found: $words" says "$words" screen
done
"$cordon" scan attack.log >screen 2>/dev/null
tr -s '\n ' ' ' <screen >joined
ok 'accounts to be checked: the likeliest, with time and place' \
    grep -Eq 'please check [a-z0-9.]+ [0-9]+ Sep [0-9:]+ from [0-9a-f.:/]+; [a-z0-9.]+ [0-9]+ Sep' joined
ok 'the next command can be copied' says "cordon show $id attack.log" screen
"$cordon" scan --tz Europe/Berlin attack.log >screen 2>/dev/null
ok 'summer time of the day that is shown, not of today' says '07 Sep 2026 02:00' screen
"$cordon" scan --min-severity critical attack.log >screen 2>/dev/null
ok 'left out by an option: not called clean' sh -c '! grep -q "no attack" screen'
ok '... but counted' says 'left out by --min-severity' screen
ok '... and --fail-on sees them' exits 1 "$cordon" scan --min-severity critical --fail-on high attack.log
"$cordon" scan quiet.jsonl missing.log >screen 2>/dev/null
ok 'something could not be read: not called clean' says 'not a clean result' screen
ok '... and counted' says '1 input could not be read' screen
"$cordon" scan --until 2020-01-01 quiet.jsonl >screen 2>/dev/null
ok 'a period without sign-ins' says 'no sign-ins lie between' screen

# ---- the configuration ----
config() { # WORDS LINES: refused with these words
    printf "$2" >cordon.yaml
    refuses "$1" check-config cordon.yaml
}
ok 'a letter too few' config 'cordon.yaml:1: no setting is called own_network; did you mean own_networks' 'own_network: 192.0.2.0/24\n'
ok 'half a name' config 'did you mean own_networks' 'networks: 192.0.2.0/24\n'
ok 'a tab' config 'cordon.yaml:2: found character that cannot start any token: a tab?' 'vpn:\n\t- 192.0.2.0/24\n'
ok 'a key without a value' config 'own_networks holds nothing' 'own_networks:\n'
ok 'a list without keys' config 'expected settings, one a line' '[192.0.2.0/24]\n'
ok 'two documents' config 'cordon.yaml:2: a second document' 'vpn: 192.0.2.0/24\n---\nvpn: 192.0.2.0/24\n'
ok 'scanners that are everybody' config 'hardly any attack' 'scanners: 0.0.0.0/0\n'
ok 'a folder' refuses 'Is a directory' check-config .
printf 'organisation: Example\nvpn: 198.51.100.0/26\n' >cordon.yaml
ok 'a good one: exit 0' exits 0 "$cordon" check-config cordon.yaml
ok '... what is in force, and from where' grep -Eq '^organisation +Example +# line 1' out

mkdir -p orgs/east orgs/west && cp attack.log orgs/east/ && cp quiet.jsonl orgs/west/
"$cordon" scan --org-from folder orgs >screen 2>/dev/null
ok 'several organisations: how many' says '2 organisations' screen
ok '... and whose an incident is' says 'orgs/east' screen
printf '{"x":1}\n' >other.json
ok 'nothing readable: not called understood' exits 3 "$cordon" explain --unparsed other.json
ok '... but what it is' says 'that could be read' out

# ---- the reader goes, the key is pressed ----
# shellcheck disable=SC2016 # for the inner shell
ok 'a reader that has seen enough is no fault' \
    sh -c '{ "$0" events attack.log; echo $? >code; } | head -1 >/dev/null; [ "$(cat code)" = 0 ]' "$cordon"
ok 'help to a full disk is told' sh -c '! "$0" help >/dev/full 2>err && grep -q "No space" err' "$cordon"
"$simulate" --flood 2000000 --out flood.log
"$cordon" events flood.log >rows 2>err &
pid=$!
# What is printed cannot be taken back, so all is read once before the first row.
while [ ! -s rows ] && kill -0 $pid 2>/dev/null; do sleep 0.05; done
kill -INT $pid 2>/dev/null
wait $pid
code=$?
whole() { tail -c 1 rows | od -c | grep -q '\\n'; }
ok 'events: interrupted' sh -c "[ $code -eq 130 ] || [ $code -eq 0 ]"
ok '... the last line is whole' whole
ok '... before the end' sh -c "[ $code -eq 0 ] || [ \$(wc -l <rows) -lt 2000000 ]"

tidy
