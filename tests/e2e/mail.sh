#!/bin/sh
# mail.sh CORDON SIMULATE - messages: found, one verdict each, shown with their evidence; whatever is thrown at it. Prints TAP.
here=$(realpath "$(dirname "$0")")
. "$here/lib.sh"
XDG_STATE_HOME=$tmp/state HOME=$tmp LC_ALL=C.UTF-8
export XDG_STATE_HOME HOME LC_ALL

mail() { # FROM TO SUBJECT DAY TEXT
    printf 'Received: from mail.example (mail.example [192.0.2.7]) by mx.institute.example with ESMTPS id %s; Mon, %s Nov 2026 02:10:00 +0000\n' "$4" "$4"
    printf 'From: %s\nTo: %s\nSubject: %s\nDate: Mon, %s Nov 2026 02:09:58 +0000\nMessage-ID: <%s.%s@mail.example>\n\n%b\n' "$1" "$2" "$3" "$4" "$4" "${#3}" "$5"
}

mkdir -p all/Maildir/cur all/Maildir/new all/Maildir/tmp all/mh
mail 'Personnel <jobs@mail.example>' j.meier@institute.example 'A position for you' 9 'Dear Dr Meier, see https://login.evil.example/job today.' >all/one.eml
mail 'b@mail.example' m.braun@institute.example 'Lunch' 10 'At noon?' >all/Maildir/cur/1604887800.M1P2.host:2,RS
mail 'c@mail.example' m.braun@institute.example 'Minutes' 11 'Attached.' >all/Maildir/new/1604887900.M1P3.host
mail 'd@mail.example' m.braun@institute.example 'Not delivered yet' 11 'x' >all/Maildir/tmp/1604887999.M1P4.host
printf 'x' >all/Maildir/dovecot-uidlist
mail 'e@mail.example' j.meier@institute.example 'An old one' 12 'Folder of MH.' >all/mh/17
{
    printf 'From f@mail.example Mon Nov  9 02:10:00 2026\n'
    mail 'f@mail.example' j.meier@institute.example 'First of three' 13 'one\n\n>From here on it is quoted.'
    printf '\nFrom g@mail.example Mon Nov  9 02:10:00 2026\n'
    mail 'g@mail.example' j.meier@institute.example 'Second of three' 14 'two'
    printf '\nFrom h@mail.example Mon Nov  9 02:10:00 2026\n'
    mail 'h@mail.example' j.meier@institute.example 'Third of three' 15 'three'
} >all/inbox
gzip -nc all/inbox >all/packed.mbox.gz
python3 - <<'EOF'
import zipfile
with zipfile.ZipFile('all/saved.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr(zipfile.ZipInfo('a/in.zip.eml'), open('all/one.eml').read().replace('A position', 'Another position'))
EOF

messages() { "$cordon" scan --messages --format jsonl "$@"; }
field() { # NAME: of all lines
    python3 -c 'import json,sys
for l in sys.stdin: print(json.loads(l)[sys.argv[1]])' "$1"
}

# ---- found ----
ok 'a folder of all kinds' exits 0 messages all
cp out all.jsonl
ok 'one line a message, those of tmp left out' [ "$(wc -l <all.jsonl)" -eq 11 ]
field subject <all.jsonl | sort >subjects
ok '... each its own' sh -c "grep -qx 'Lunch' subjects && grep -qx 'An old one' subjects && grep -qx 'Another position for you' subjects && [ \$(grep -c 'of three' subjects) -eq 6 ]"
ok 'where they lie' sh -c "grep -q '\"file\":\"all/inbox\",\"index\":2' all.jsonl && grep -q '\"file\":\"all/saved.zip!a/in.zip.eml\",\"index\":0' all.jsonl"
ok 'ids' sh -c "! grep -v '\"id\":\"MSG-[0-9A-HJKMNP-TV-Z]\{10\}\"' all.jsonl"
ok 'a copy has the same id' [ "$(field id <all.jsonl | sort | uniq -d | wc -l)" -eq 3 ]
ok 'standard input' sh -c '"$0" scan --messages --format jsonl - <all/inbox >stdin.jsonl && [ $(wc -l <stdin.jsonl) -eq 3 ]' "$cordon"
ok 'a mailbox that is packed' sh -c '"$0" scan --messages --format jsonl - <all/packed.mbox.gz >stdin.jsonl && [ $(wc -l <stdin.jsonl) -eq 3 ]' "$cordon"

# ---- the same bytes ----
messages all/inbox all/one.eml all/Maildir >a.jsonl 2>/dev/null
messages all/Maildir all/one.eml all/inbox >b.jsonl 2>/dev/null
ok 'the order of arguments does not matter' same a.jsonl b.jsonl
mkdir many
n=0
while [ $n -lt 400 ]; do
    mail "s$((n % 7))@mail.example" j.meier@institute.example "Number $n" "$((n % 28 + 1))" 'Text of the message, see https://a.example/ and enter your password.' >many/$n.eml
    n=$((n + 1))
done
messages --threads 1 many all >one.jsonl
messages --threads 2 many all >two.jsonl
messages --threads 5 many all >five.jsonl
ok 'threads do not matter' same one.jsonl two.jsonl
ok '... however many' same one.jsonl five.jsonl
ok 'all of them' [ "$(wc -l <one.jsonl)" -eq 411 ]

# ---- what is no message ----
mkdir beside
cp all/one.eml beside/
printf 'This folder holds mail.\nNothing else.\n' >beside/README
: >beside/empty.eml
ok 'a text beside messages is told, and the rest goes on' exits 3 messages beside
ok '... which it is' says 'beside/README' err
ok '... every message has its line' [ "$(wc -l <out)" -eq 2 ]
ok 'an empty file is no clean message' grep -q '"file":"beside/empty.eml".*"verdict":"unscannable".*the file is empty' out
mkdir nothing
ok 'an empty folder' exits 3 messages nothing
ok 'a folder that is not there' exits 3 messages nowhere
ok 'no such form' exits 2 "$cordon" scan --messages --format html all
ok '... which there are' says 'allowed are table, jsonl and csv' err
if [ "$(id -u)" -ne 0 ]; then
    mail a@mail.example b@institute.example x 9 y >beside/locked.eml
    chmod 0 beside/locked.eml
    ok 'one that may not be read' exits 3 messages beside/locked.eml
    ok '... has a verdict' says '"verdict":"unscannable"' out
else
    skip 'one that may not be read' 'root may read everything'
fi

# ---- beside sign-ins ----
quiet_week >auth.log
ok 'sign-ins and messages at once' exits 0 "$cordon" scan --year 2026 auth.log all
ok '... are counted' grep -q '8 files.*140 sign-ins.*11 messages' out
"$cordon" scan --year 2026 auth.log --format jsonl >without.jsonl
"$cordon" events --year 2026 auth.log all >events.jsonl 2>/dev/null
ok '... and a message is no sign-in' [ "$(wc -l <events.jsonl)" -eq 140 ]

# ---- a mailing is an incident ----
mkdir mailing
for n in 1 2 3 4 5 6; do
    mail 'IT Help Desk <help@mail-verify.example>' "p$n@institute.example" 'Your mailbox is almost full: verify your password' $n \
        "Dear user,\n\nyour mailbox has exceeded its limit and will be suspended within 24 hours. Verify your password at once:\nhttp://203.0.113.5/login.php?u=p$n" >mailing/$n.eml
done
"$cordon" scan --format jsonl mailing >mailing.jsonl 2>/dev/null
ok 'a mailing is found' [ -s mailing.jsonl ]
inc=$(field id <mailing.jsonl | head -1)
ok 'a mailing is one incident' [ "$(wc -l <mailing.jsonl)" -eq 1 ]
ok '... its evidence has sums' sh -c 'python3 -c "import json; e = json.load(open(\"mailing.jsonl\"))[\"evidence\"]; assert e and all(len(x[\"sha256\"]) == 64 for x in e)"'
want=$(sha256sum <mailing/1.eml | cut -c1-64)
ok '... which are those of the files' says "$want" mailing.jsonl
ok '... show' exits 0 "$cordon" show "$inc" mailing
ok '... of one recipient' exits 0 "$cordon" show --account p3 "$inc" mailing
ok '... of somebody else' exits 2 "$cordon" show --account nobody "$inc" mailing
ok '... its rows are messages' exits 2 "$cordon" explain --rows "$inc" mailing
ok '... says so' says 'cordon scan --messages' err
ok '... scan of one recipient' sh -c '[ "$("$0" scan --format jsonl --account p3 mailing | wc -l)" -eq 1 ]' "$cordon"

# ---- narrowed ----
ok 'of one recipient' sh -c '[ "$("$0" scan --messages --format jsonl --account m.braun all | wc -l)" -eq 2 ]' "$cordon"
ok 'of some days' sh -c '[ "$("$0" scan --messages --format jsonl --since 2026-11-10 --until 2026-11-12 all | wc -l)" -eq 2 ]' "$cordon"
ok 'of one client' sh -c '[ "$("$0" scan --messages --format jsonl --source 198.51.100.0/24 all | wc -l)" -eq 0 ]' "$cordon"

# ---- as described ----
if command -v python3 >/dev/null; then
    ok 'verdicts are as docs/schema describes them' python3 "$here/schema.py" "$here/../../docs/schema/message.schema.json" all.jsonl
    sed -n 1p all.jsonl | sed 's/"verdict":"[a-z]*"/"verdict":"maybe"/' >spoiled.jsonl
    ok '... and no others' sh -c '! python3 "$0"/schema.py "$0"/../../docs/schema/message.schema.json spoiled.jsonl' "$here"
fi

# ---- for people ----
printf 'From: "\033[31mred\342\200\256" <x@mail.example>\nTo: j.meier@institute.example\nSubject: \033]0;title\007 =cmd|calc\nDate: Mon, 9 Nov 2026 02:09:58 +0000\n\nenter your password at https://a.example/ \033[2J now, %s\n' \
    "$(printf 'w%.0s' $(seq 300))" >hostile.eml
ok 'the table' exits 0 "$cordon" scan --messages --width 80 hostile.eml all
ok '... fits' no_wider_than 80 out
ok '... moves no cursor' without_escapes out
ok 'CSV' exits 0 "$cordon" scan --messages --format csv hostile.eml
ok '... without escapes' without_escapes out
ok 'JSON' exits 0 messages hostile.eml
ok '... that can be read' sh -c 'python3 -m json.tool <out >/dev/null'

# ---- one in full ----
ok 'a message by its file' exits 0 "$cordon" show --message all/one.eml
ok '... its sender' says 'Personnel <jobs@mail.example>' out
ok '... a link that nobody opens by accident' says 'hxxps://login[.]evil[.]example/job' out
ok '... its text' grep -q '^  Dear ' out
mail 'IT Service <x@mail.example>' j.meier@institute.example 'Your mailbox is full' 16 'Dear user,\nyour account will be suspended today. Verify your password at https://login.evil.example/verify now.' >lure.eml
"$cordon" show --message lure.eml >lure.out
ok 'evidence is marked and numbered' grep -q '\[\([0-9]*\)>.*<\1\]' lure.out
"$cordon" show --color always --message lure.eml >lure.colour
ok '... in colour without brackets' sh -c '! grep -q "\[[0-9]*>" lure.colour && grep -q "\[[0-9]*\]" lure.colour'
ok 'one of a mailbox' exits 0 "$cordon" show --message all/inbox#1
ok '... which' says 'Second of three' out
ok 'one that is packed' exits 0 "$cordon" show --message all/packed.mbox.gz#2
ok '... which' says 'Third of three' out
id=$(field id <all.jsonl | tail -1)
ok 'by its id' exits 0 "$cordon" show --message "$id" all
ok 'by the beginning of its id' exits 0 "$cordon" show --message "$(echo "$id" | cut -c1-10)" all
ok 'no such id' exits 2 "$cordon" show --message MSG-UUUUUUUUUU all
ok 'no such number' exits 2 "$cordon" show --message all/inbox#9
ok 'an id without a path' exits 2 "$cordon" show --message "$id"
ok 'a hostile one' exits 0 "$cordon" show --width 80 --message hostile.eml
ok '... fits' no_wider_than 80 out
ok '... moves no cursor' without_escapes out
ok 'with --redact there is nothing to show' exits 2 "$cordon" show --redact --message all/one.eml

# ---- nobody's name ----
printf 'domains: institute.example\n' >own.yaml
"$cordon" scan --messages --format jsonl --redact --config own.yaml all >redacted.jsonl 2>/dev/null
ok 'redacted: one line a message' [ "$(wc -l <redacted.jsonl)" -eq 11 ]
ok '... no names of ours' sh -c '! grep -i -e meier -e braun -e "all/" redacted.jsonl'
ok '... no subjects' sh -c '! grep -e Lunch -e Minutes redacted.jsonl'

# ---- hostile ----
python3 - <<'EOF'
import os
os.mkdir('bad')
def put(name, *pieces):
    with open('bad/' + name, 'w') as f:
        f.write('From: a@mail.example\nTo: b@institute.example\nSubject: x\nMessage-ID: <1@mail.example>\n')
        for p in pieces: f.write(p)
put('parts.eml', 'Content-Type: multipart/mixed; boundary=b\n\n', '--b\n\nx\n' * 1000000)
put('deep.eml', ''.join('Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n' % (i, i) for i in range(100000)))
put('inner.eml', 'Content-Type: message/rfc822\n\n' * 100000)
put('fields.eml', 'X: y\n' * 1000000, '\nx')
put('params.eml', 'Content-Type: text/plain', ''.join('; p%d=x' % i for i in range(100000)), '\n\nx')
put('header.eml', 'X: ' + 'y' * 10000000 + '\n\nx')
put('tags.eml', 'Content-Type: text/html\n\n', '<div>' * 200000, 'x')
put('links.eml', 'Content-Type: text/html\n\n', ''.join('<a href="https://a%d.example/">x</a>' % i for i in range(50000)))
put('words.eml', 'Subject: ', '=?utf-8?q?x?= ' * 20000, '\n\nx')
EOF
ok 'made to cost much' exits 0 timeout 60 "$cordon" scan --messages --format jsonl bad
ok '... each has a verdict, none is clean' sh -c '[ $(wc -l <out) -eq 9 ] && ! grep "\"verdict\":\"clean\"" out'
cp out bad.jsonl
ok '... and says what was too much' sh -c '! grep -v "\"reasons\":\[{" bad.jsonl'
for of in parts deep inner fields params header links; do
    ok "... $of: not to be looked at whole" sh -c "grep 'bad/$of.eml' bad.jsonl | grep -q '\"verdict\":\"unscannable\"'"
done
{
    printf 'From: a@mail.example\nTo: b@institute.example\nSubject: large\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntext before\n--b\nContent-Disposition: attachment; filename=a.bin\nContent-Transfer-Encoding: base64\n\n'
    yes 'QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB' | head -c 100000000
    printf '\n--b\n\ntext behind\n--b--\n'
} >large.eml
ok 'an attachment of 100 MB' exits 0 timeout 60 "$cordon" scan --messages --format jsonl large.eml
ok '... is told to be too large' says '"verdict":"unscannable"' out
ok '... and shown' sh -c '"$0" show --message large.eml | grep -q "text behind"' "$cordon"
tidy
