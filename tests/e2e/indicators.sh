#!/bin/sh
# indicators.sh CORDON SIMULATE - scan --indicators: every form of file, what was here, and hostile files. Prints TAP.
. "$(dirname "$0")/lib.sh"

"$simulate" 'life people=60 days=9 seed=5' 'attack spray day=5 days=2 hits=1' --format entra --out log.jsonl || exit 2
"$simulate" 'life people=40 days=4 seed=6' --out quiet.log || exit 2

cat >bundle.json <<'END'
{"type":"bundle","id":"bundle--1","objects":[
 {"type":"indicator","id":"indicator--1","pattern_type":"stix","pattern":"[ipv4-addr:value = '203.0.113.7' OR ipv4-addr:value ISSUBSET '203.0.113.8/31']"},
 {"type":"indicator","id":"indicator--2","pattern_type":"stix","pattern":"[x:user_agent LIKE '%python-req%']"},
 {"type":"indicator","id":"indicator--3","pattern_type":"stix","revoked":true,"pattern":"[ipv4-addr:value = '203.0.113.11']"},
 {"type":"indicator","id":"indicator--4","pattern_type":"stix","pattern":"[file:name = 'x']"},
 {"type":"malware","id":"malware--1","name":"x"},
 {"type":"ipv6-addr","id":"ipv6-addr--1","value":"2001:db8:ffff::1"}]}
END
cat >misp.json <<'END'
{"response":[{"Event":{"info":"x","Attribute":[
 {"type":"ip-src","value":"203.0.113.7","to_ids":true},
 {"type":"ip-dst|port","value":"203.0.113.9|443","to_ids":false},
 {"type":"sha256","value":"00","to_ids":true},
 {"type":"domain","value":"evil.example","to_ids":true,"deleted":true}],
 "Object":[{"name":"x","Attribute":[{"type":"hostname","value":"clinic.example","to_ids":true}]}]}}]}
END
printf 'uuid,event_id,category,type,value,comment,to_ids,date\n1,1,x,ip-src,203.0.113.7,"a, b",1,\n1,1,x,sha1,00,,1,\n' >misp.csv
printf '# bad\n203.0.113[.]7\nhxxp://192[.]0[.]2[.]254/x\n' >list.txt
printf '192.0.2.251\nevil.example\nagent:Bad/1\n' >none.txt

ok 'STIX: exit 0' exits 0 "$cordon" scan --indicators bundle.json log.jsonl
cp out stix
ok '... three of four were here' says '3 of 4 indicators from bundle.json were here' stix
ok '... an address with when and how often' sh -c 'grep -A1 "network 203.0.113.7" stix | grep -q "seen .*attempts:"'
ok '... within the incident' says 'within   INC-' stix
ok '... what was revoked is told' says '1 entry was taken back by the maker' stix
ok '... what no sign-in holds is told' says '1 entry is of a kind that no sign-in holds' stix
ok 'MISP: exit 0' exits 0 "$cordon" scan --indicators misp.json log.jsonl
cp out misp
ok '... what is not for detection is searched and told' says 'network 203.0.113.9 (its maker says: not for detection)' misp
ok '... a domain by the accounts' says 'domain clinic.example' misp
ok '... and what that means' says "accounts' domains only, until mail is read" misp
ok 'CSV and text together: exit 0' exits 0 "$cordon" scan --indicators misp.csv --indicators list.txt log.jsonl
ok '... one was told twice' says '1 of 2 indicators from 2 files was here' out
ok 'none was here: exit 0' exits 0 "$cordon" scan --indicators none.txt log.jsonl
ok '... and says so, between when' says 'none of the 3 indicators from none.txt was here between 07 Sep 2026' out
ok 'on a quiet log: exit 0' exits 0 "$cordon" scan --indicators none.txt --fail-on medium quiet.log
ok '... told too' says 'none of the 3 indicators' out

"$cordon" scan --format jsonl log.jsonl >plain 2>err
"$cordon" scan --format jsonl --indicators bundle.json log.jsonl >with 2>err
ok 'jsonl: the incidents are as without' sh -c 'head -n $(wc -l <plain) with | cmp - plain'
ok '... then what was asked' says '{"indicators":{"files":["bundle.json"],"asked":4,"sighted":3,' with
ok '... then each sighting' [ "$(grep -c '^{"sighting":{"kind":' with)" = 3 ]
ok '... with its incident' sh -c 'grep -q "\"incidents\":\[\"INC-" with'
"$cordon" scan --format json --indicators bundle.json log.jsonl >list 2>err
if command -v jq >/dev/null; then
    ok 'json is one list' sh -c 'jq -e "length >= 4 and (.[-1].sighting.value | length > 0)" list'
else
    skip 'json is one list' 'no jq'
fi
for threads in 1 4; do
    "$cordon" scan --threads $threads --indicators bundle.json log.jsonl >by$threads 2>err
done
ok 'the number of threads changes nothing' same by1 by4
ok 'nothing is wider than the screen' sh -c '"$0" scan --width 80 --indicators misp.json log.jsonl >w80' "$cordon"
ok '... of 80 columns' no_wider_than 80 w80

# ---- what is refused, and what is told ----
refused() { # NAME TEXT: the file refused.bad is no list
    ok "$1: exit 2" exits 2 "$cordon" scan --indicators refused.bad log.jsonl
    ok '... with the reason' says "$2" err
    ok '... and no result' [ ! -s out ]
}
ok 'no file: exit 2' exits 2 "$cordon" scan --indicators absent log.jsonl
ok '... with the reason' says 'absent: No such file' err
ok 'a folder: exit 2' exits 2 "$cordon" scan --indicators . log.jsonl
: >refused.bad
refused 'an empty file' 'holds no indicators'
printf '# only a comment\n' >refused.bad
refused 'only comments' 'holds no indicators'
printf '{"a":1}' >refused.bad
refused 'other JSON' 'neither a STIX bundle nor a MISP event'
printf '{"type":"bundle","objects":[' >refused.bad
refused 'JSON that is cut off' 'the end is missing'
printf '{"type":"bundle","type":"bundle","objects":[]}' >refused.bad
refused 'a key twice' 'stands twice'
head -c 200000 /dev/zero | tr '\0' '[' | sed 's/^/{"a":/' >refused.bad
refused 'brackets without end' 'within each other'
{ printf '{"type":"bundle","objects":['; yes '{},' | head -n 2500000 | tr -d '\n'; printf '{}]}'; } >refused.bad
refused 'millions of empty objects' 'values'
{ printf '192.0.2.7\n'; head -c 40000000 /dev/zero; } >refused.bad
refused 'a file over the limit' 'over 32 MiB'
printf '0.0.0.0/0\n::/0\n' >refused.bad
refused 'only networks that are too wide' 'no address, network, domain or user agent among 2 entries'
printf '\0\0\0\n\377\376\n' >refused.bad
refused 'only rubbish' 'among 2 entries'

printf '203.0.113.7\n0.0.0.0/0\nrubb\033[31mish \0x\n\377\n' >part.txt
ok 'entries that are not understood: exit 3' exits 3 "$cordon" scan --indicators part.txt log.jsonl
ok '... each with its line' says 'part.txt:2: so wide a network says nothing' err
ok '... counted on the screen' says '3 entries were not understood' out
ok '... and no escape gets through' without_escapes err
cat >and.json <<'END'
[{"type":"indicator","id":"indicator--1","pattern_type":"stix","pattern":"[ipv4-addr:value = '203.0.113.7' AND file:size = 1]"},
 {"type":"indicator","id":"indicator--2","pattern_type":"yara","pattern":"rule x {}"},
 {"type":"ipv4-addr","id":"ipv4-addr--1","value":"203.0.113.8"}]
END
ok 'patterns that are not understood: exit 3' exits 3 "$cordon" scan --indicators and.json log.jsonl
ok '... the first' says 'and.json:1: AND, FOLLOWEDBY' err
ok '... the second' says 'and.json:2: a pattern in another language than STIX: yara' err
ok '--fail-on is as without' exits 0 "$cordon" scan --fail-on critical --indicators none.txt quiet.log
ok 'other commands refuse it' exits 2 "$cordon" events --indicators none.txt quiet.log

tidy
