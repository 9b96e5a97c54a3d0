#!/bin/sh
# evtx.sh CORDON SIMULATE EVTX - event logs whole, packed, cut, damaged, without their header, twice. Prints TAP.
write=$(realpath "$3")
. "$(dirname "$0")/lib.sh"

fails() { # FIRST COUNT
    awk -v first="$1" -v count="$2" 'BEGIN { for (i = first; i < first + count; i++)
        printf "id=4625\nrecord=%d\ntime=2026-11-10T%02d:%02d:%02dZ\nTargetUserName=j.meier\nTargetDomainName=INSTITUTE\nTargetUserSid:sid=S-1-0-0\nStatus:hex32=0xc000006d\nSubStatus:hex32=0xc000006a\nLogonType:u32=3\nIpAddress=203.0.113.7\nIpPort=50123\n\n", 1000 + i, 2 + i / 3600, i / 60 % 60, i % 60 }'
}
noise() { # COUNT
    awk -v count="$1" 'BEGIN { for (i = 0; i < count; i++)
        printf "id=4688\nrecord=%d\ntime=2026-11-10T01:00:00Z\nNewProcessName=C:\\Windows\\System32\\svchost.exe\nCommandLine=svchost.exe -k netsvcs -p -s Schedule\n\n", i }'
}
good='id=4624
record=9000
time=2026-11-10T03:30:00Z
TargetUserName=j.meier
TargetDomainName=INSTITUTE
TargetUserSid:sid=S-1-5-21-1-2-3-1104
LogonType:u32=3
IpAddress=203.0.113.7
'
{ noise 300; fails 0 400; echo "$good"; } | "$write" >Security.evtx || exit 2
size=$(stat -c %s Security.evtx)
blocks=$(((size - 4096) / 65536))
ok 'the log has several blocks' test "$blocks" -gt 3

ok 'a log is read' exits 0 "$cordon" scan --format jsonl Security.evtx
cp out whole.jsonl
ok 'what it shows is told' grep -q '"kind":"brute-force".*"outcome":"got-in"' whole.jsonl
ok 'nothing is missing' sh -c '! grep -q "not understood" err'
cp err summary
ok 'what is no sign-in is counted as that' sh -c '"$0" events --format jsonl Security.evtx | wc -l | grep -qx 401' "$cordon"

id=$(sed -n 's/.*"id":"\(INC-[0-9A-Z]*\)".*"kind":"brute-force".*/\1/p' whole.jsonl | head -1)
"$cordon" explain "$id" --rows --format jsonl Security.evtx >rows
line=$(sed -n '1s/.*"line":\([0-9]*\).*/\1/p' rows) sum=$(sed -n '1s/.*"sha256":"\([0-9a-f]*\)".*/\1/p' rows)
ok 'the line of a row is its EventRecordID' test "$line" -ge 1000 -a "$line" -le 9000

# The bytes of the record: found by its number, which stands behind its magic in the second half of its values.
"$cordon" events --format jsonl Security.evtx >events
ok 'a row is the bytes of the record' python3 - "$line" "$sum" <<'PYTHON'
import hashlib, struct, sys
data, line = open('Security.evtx', 'rb').read(), int(sys.argv[1])
at = 0
while (at := data.find(b'**\0\0', at)) >= 0:
    size, number = struct.unpack('<IQ', data[at + 4:at + 16])
    record = data[at:at + size]
    if struct.pack('<Q', line) in record[24:] and hashlib.sha256(record).hexdigest() == sys.argv[2]:
        sys.exit(0)
    at += 4
sys.exit('no record has this sum')
PYTHON

gzip -k Security.evtx && mv Security.evtx.gz packed.evtx.gz
ok 'packed it is the same' exits 0 "$cordon" scan --format jsonl packed.evtx.gz
ok '... but for its name' sh -c 'sed "s/packed.evtx.gz/Security.evtx/g" out | cmp - whole.jsonl'
"$cordon" scan --format jsonl --threads 1 Security.evtx >one.jsonl
"$cordon" scan --format jsonl --threads 4 Security.evtx >four.jsonl
ok 'the number of threads changes nothing' same one.jsonl four.jsonl

mkdir twice && cp Security.evtx twice/a.evtx && cp Security.evtx twice/b.evtx
ok 'two copies are one log' sh -c '"$0" events --format jsonl twice | wc -l | grep -qx 401' "$cordon"

tail -c +4097 Security.evtx >headless.evtx
ok 'blocks without a header are read' sh -c '"$0" events --format jsonl headless.evtx | wc -l | grep -qx 401' "$cordon"
{ head -c 4096 /dev/zero; tail -c +4097 Security.evtx; } >blank.evtx
ok 'a header of zeros does not matter' sh -c '"$0" events --format jsonl blank.evtx | wc -l | grep -qx 401' "$cordon"
{ cat Security.evtx; head -c 262144 /dev/zero; } >grown.evtx
ok 'free blocks behind are free' exits 0 "$cordon" events --format jsonl grown.evtx

half=$((size / 2))
head -c "$half" Security.evtx >cut.evtx
ok 'a cut log is incomplete' exits 3 "$cordon" scan --format jsonl cut.evtx
ok '... and what was before the cut is read' sh -c '"$0" events --format jsonl cut.evtx | wc -l | grep -qE "^[1-9][0-9]+$"' "$cordon"
ok 'what was cut is shown' exits 3 "$cordon" explain --unparsed cut.evtx
ok '... by what was expected' says 'expected whole records' out
ok '... and no bytes of it reach the terminal' without_escapes out

cp Security.evtx broken.evtx
printf '\033]0;owned\007' | dd of=broken.evtx bs=1 seek=$((4096 + 65536 * 2 + 512)) conv=notrunc 2>/dev/null
ok 'a damaged record is told' exits 3 "$cordon" explain --unparsed broken.evtx
ok '... and is not printed' without_escapes out
printf 'id=4625\ntime=2026-11-10T02:00:00Z\nTargetUserName=\\x1b]0;owned\\x07\nIpAddress=203.0.113.7\n' | "$write" >odd.evtx
ok 'an event that lacks its status is shown by its fields' exits 3 "$cordon" explain --unparsed odd.evtx
ok '... name and value' says 'IpAddress=203.0.113.7' out
ok '... safely' without_escapes out

printf 'ElfFile' >tiny.evtx
ok 'a log of seven bytes is incomplete' exits 3 "$cordon" scan --format jsonl tiny.evtx
"$write" </dev/null >empty.evtx
ok 'a log without records is complete' exits 0 "$cordon" scan --format jsonl empty.evtx
tidy
