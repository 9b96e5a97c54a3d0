#!/bin/sh
# redact.sh CORDON SIMULATE - with --redact nobody's name leaves, by any exit, and pseudonyms stay. Prints TAP.
. "$(dirname "$0")/lib.sh"
XDG_STATE_HOME=$tmp/state HOME=$tmp LC_ALL=C.UTF-8
export XDG_STATE_HOME HOME LC_ALL
mkdir -p home/j.secret

"$simulate" 'life people=80 days=9 seed=7' 'attack low-and-slow day=6 days=3 hits=1' --out home/j.secret/auth.log || exit 2
"$simulate" 'life people=60 days=9 seed=8' 'attack spray day=6 days=2 hits=1' --format entra --out home/j.secret/entra.json || exit 2
log=home/j.secret/auth.log entra=home/j.secret/entra.json
# Here and there somebody's telephone bears its owner's name.
sed -E '1~40s/("userPrincipalName":"([^"@]*)@.*"userAgent":")[^"]*"/\1Phone of \2"/' "$entra" >named && mv named "$entra"
{ # an emergency account, one that is brute-forced, names that nobody should see or read
    cat "$log"
    minute=10
    while [ $minute -lt 59 ]; do
        printf 'Sep 15 23:%d:01 gate1 sshd[77%d]: Failed password for mara.secretperson from 198.51.100.9 port 2 ssh2\n' $minute $minute
        printf 'Sep 15 23:%d:02 gate1 sshd[88%d]: Failed password for invalid user Pa55word-typed-here from 198.51.100.9 port 2 ssh2\n' $minute $minute
        printf 'Sep 15 23:%d:03 gate1 sshd[99%d]: Failed password for invalid user <b>\033[31m=cmd from 198.51.100.9 port 2 ssh2\n' $minute $minute
        printf 'Sep 15 23:%d:04 gate1 sshd[66%d]: Failed password for root from 198.51.100.9 port 2 ssh2\n' $minute $minute
        minute=$((minute + 1))
    done
    printf 'Sep 15 23:59:30 gate1 sshd[2]: Accepted password for mara.secretperson from 198.51.100.9 port 2 ssh2\n'
    printf 'Sep 15 23:59:58 gate1 sshd[1]: Accepted password for glass.emergency from 198.51.100.77 port 2 ssh2\n'
} >home/j.secret/all.log
all=home/j.secret/all.log
printf 'break_glass: glass.emergency\n' >own.yaml

# Every name of both logs, but those that every system has.
"$cordon" events "$all" "$entra" 2>/dev/null | sed -n 's/.*"account":"\([^"]*\)".*/\1/p' | sort -u |
    grep -vxE 'root|admin|guest|test|oracle|user|ubuntu|postgres|git|mysql|' | sed 's/\\u001b.*//; s/@.*//' | sort -u >names
ok 'there are names to hide' [ "$(grep -c '\.' names)" -gt 120 ]
ok '... the victim among them' grep -qx mara.secretperson names
ok '... and telephones that tell them' grep -q '"userAgent":"Phone of' "$entra"

hides() { # FILE...: none of the names, and no folder
    if grep -n -i -F -f names "$@" >hit || grep -n 'j\.secret\|Pa55word' "$@" >>hit; then head -3 hit; return 1; fi
}
redacted() { "$cordon" "$@" --redact --config own.yaml; }

"$cordon" scan --format nonsense "$all" 2>err
scan_forms=$(sed -n 's/.*allowed are //p' err | sed 's/ and /, /; s/;.*//; s/,//g')
"$cordon" events --format nonsense "$all" 2>err
event_forms=$(sed -n 's/.*printed as //p' err | sed 's/,//g')
ok 'formats are known' [ -n "$scan_forms" ] && [ -n "$event_forms" ]
for form in $scan_forms; do
    redacted scan --format "$form" "$all" "$entra" >out 2>/dev/null
    ok "scan as $form: something" test -s out
    ok "scan as $form: nobody" hides out
done
for form in $event_forms; do
    redacted events --format "$form" "$all" "$entra" >out 2>/dev/null
    ok "events as $form: something" test -s out
    ok "events as $form: nobody" hides out
done
"$cordon" scan --config own.yaml --format jsonl "$all" "$entra" 2>/dev/null | sed 's/{"id":"\([^"]*\).*/\1/' >ids
redacted scan --format jsonl "$all" "$entra" 2>/dev/null >hidden
sed 's/{"id":"\([^"]*\).*/\1/' hidden >ids2
ok 'there are several incidents' [ "$(wc -l <ids)" -ge 3 ]
ok 'their ids are the same' same ids ids2
for id in $(cat ids); do
    for cmd in show explain timeline 'explain --rows'; do
        redacted $cmd "$id" "$all" "$entra" >out 2>/dev/null
        ok "$cmd $id: something" grep -qE "$id|person-" out
        ok "$cmd $id: nobody" hides out
    done
    [ "$id" = "$(head -1 ids)" ] && forms='text md html' || forms=text
    for form in $forms; do
        for to in admin person cert management; do
            redacted notify --preview --to $to --format $form "$id" "$all" "$entra" >out 2>/dev/null
            ok "notify $to $id as $form: something" says "${id#INC-}" out
            ok "notify $to $id as $form: nobody" hides out
        done
    done
    redacted draft gdpr "$id" "$all" "$entra" >out 2>/dev/null
    ok "draft $id: something" says "$id" out
    ok "draft $id: nobody" hides out
done
echo 'Sep 15 23:59:59 gate1 sshd[7]: Failed password for mara.secretperson or so' >>"$all"
redacted explain --unparsed "$all" >out 2>/dev/null
ok 'a row not understood is told by its place' says 'all.log:' out
ok '... only' hides out
"$cordon" explain --redact --line 'Sep 15 23:59:59 gate1 sshd[7]: Failed password for mara.secretperson from 192.0.2.7 port 2 ssh2' >out
ok 'one line' says 'withheld' out
ok '... only' hides out
ok 'hashes of rows are withheld' sh -c '! grep -q "\"sha256\":\"[0-9a-f]" hidden'
ok '... and without --redact are not' sh -c '"$1" scan --format jsonl "$2" 2>/dev/null | grep -q "\"sha256\":\"[0-9a-f]"' - "$cordon" "$all"
ok 'root stays' says '"name":"root"' hidden

mkdir -p home-of-somebody
echo '203.0.113.0/24' >home-of-somebody/known.txt
for form in table html jsonl; do
    redacted scan --indicators "$PWD/home-of-somebody/known.txt" --format $form "$all" >out 2>/dev/null
    ok "the folder of indicators as $form" sh -c 'grep -q known.txt "$1" && ! grep -q home-of-somebody "$1"' - out
done

# ---- the same, and not the same ----
redacted events "$all" 2>/dev/null >one
redacted events "$all" 2>/dev/null >two
ok 'the same again' same one two
who=$(redacted scan --format jsonl "$all" 2>/dev/null | grep -o '"name":"person-[^"]*","outcome":"got-in"' | head -1 | cut -d'"' -f4)
ok 'somebody got in' [ -n "$who" ]
id=$(grep -m1 "\"name\":\"$who\",\"outcome\":\"got-in\"" hidden | sed 's/{"id":"\([^"]*\).*/\1/')
for cmd in show explain timeline; do
    redacted $cmd "$id" --account "$who" "$all" >out 2>/dev/null
    ok "$cmd of one by the pseudonym" says "$who" out
    ok "$cmd of one: nobody" hides out
    redacted $cmd "$id" --account mara.secretperson "$all" >out 2>/dev/null
    ok "$cmd of one by the name" says "$who" out
    ok "... by the pseudonym still" hides out
done
ok '... and is called so in events too' grep -qF "$who" one
ok '... and is found by it' sh -c '[ "$("$1" events --redact --account "$2" "$3" 2>/dev/null | grep -c "$2")" -gt 0 ]' - "$cordon" "$who" "$all"
ok 'who it is' exits 3 "$cordon" unmask "$who" "$all"
real=$(cut -d' ' -f1 out)
ok '... one of the people' grep -qx "$real" names
ok '... told once' [ "$(wc -l <out)" = 1 ]
"$cordon" scan --format jsonl "$all" 2>/dev/null | grep -o '"name":"[^"]*","outcome":"got-in"' >taken
ok '... the one that got in' says "\"$real\"" taken
ok 'in small letters too' exits 3 "$cordon" unmask "$(echo "$who" | tr A-Z a-z)" "$all"
ok 'a pseudonym of nobody' exits 2 "$cordon" unmask person-0000000000 "$log"
ok 'no pseudonym' exits 2 "$cordon" unmask mara.secretperson "$log"

# ---- the key ----
key=$tmp/state/cordon/redact.key
ok 'the key was made' test -f "$key"
ok '... for its owner only' [ "$(stat -c %a "$key")" = 600 ]
ok '... in a folder of his own' [ "$(stat -c %a "$tmp/state/cordon")" = 700 ]
ok '... and nothing beside it' [ "$(ls "$tmp/state/cordon")" = redact.key ]
XDG_STATE_HOME=$tmp/other "$cordon" events --redact "$all" 2>err >three
ok 'a new key is told of' says 'other/cordon/redact.key' err
ok 'with another key others' sh -c '! cmp -s one three && ! grep -qF -f "$1" three' - "$(echo "$who" >who.txt; echo who.txt)"
XDG_STATE_HOME=$tmp/other "$cordon" events --redact --redact-key "$key" "$all" 2>err >four
ok 'by the option, the first one' cmp one four
ok '... silently' sh -c '! grep -q "key" err'
printf 'redact_key: %s\n' "$key" >key.yaml
XDG_STATE_HOME=$tmp/other "$cordon" events --redact --config key.yaml "$all" 2>err >five
ok 'by the configuration too' cmp one five
chmod 644 "$key"
"$cordon" events --redact "$log" 2>err >/dev/null
ok 'one that others may read: told' says 'may be read by others' err
chmod 600 "$key"
ok 'a named key that is not there is not made' exits 2 "$cordon" scan --redact --redact-key nowhere.key "$log"
ok '... it is said' says 'nowhere.key' err
ok '... and so it is' [ ! -e nowhere.key ]
printf 'short' >short.key
ok 'too short a key' exits 2 "$cordon" scan --redact --redact-key short.key "$log"
ok '... says what is allowed' says 'a key has 32 to 4096' err
ok 'a folder is no key' exits 2 "$cordon" scan --redact --redact-key "$tmp" "$log"
ok 'no home for it' exits 2 env -u XDG_STATE_HOME -u HOME "$cordon" scan --redact "$log"
ok '... says what to do' says '--redact-key' err
touch "$tmp/plain"
ok 'a home that is a file' exits 2 env XDG_STATE_HOME="$tmp/plain" "$cordon" scan --redact "$log"
ok 'without --redact no key' sh -c 'XDG_STATE_HOME=$1/none "$2" scan "$3" >/dev/null 2>&1; [ ! -e "$1/none" ]' - "$tmp" "$cordon" "$log"
ok '--names is for formats, --redact not for check-config' exits 2 "$cordon" check-config --redact own.yaml

# Rules and mailboxes are called by people, and after them: what was done is told, not to what.
cat >audit.json <<'END'
[{"CreationTime":"2026-11-09T02:20:00","Id":"b1","Operation":"New-InboxRule","RecordType":1,"ResultStatus":"True","UserId":"j.meier@institute.example","UserKey":"j","ClientIP":"192.0.2.8","Workload":"Exchange","Parameters":[{"Name":"Name","Value":"Dr Meier"},{"Name":"ForwardTo","Value":"drop@example.net"}]}]
END
head -c 32 /dev/zero | tr '\0' k >acts.key
ok 'an action as it is names its object' sh -c '"$1" events --format jsonl audit.json | grep -q drop@example.net' - "$cordon"
ok '... redacted it is told without' sh -c '"$1" events --redact --redact-key acts.key --format jsonl audit.json >acts.out &&
    grep -q "\"action\":\"forwarding\"" acts.out && ! grep -q -i -e meier -e drop@ acts.out' - "$cordon"

tidy
