#!/bin/sh
# windows.sh CORDON SIMULATE - attacks that Windows events tell, each by the events of one kind alone, and what is none.
# Prints TAP.
events=$(realpath "$(dirname "$0")/events.awk")
. "$(dirname "$0")/lib.sh"

# Sixty people at machines of their own on twelve days: tickets, slips of the pen, NTLM now and then.
life() {
    awk 'BEGIN { srand(3)
        for (day = 0; day < 12; day++)
            for (p = 0; p < 60 && day % 7 < 5; p++) {
                at = day * 86400 + 25200 + int(rand() * 7200)
                name = sprintf("TargetUserName=user%02d", p)
                more = "TargetSid=S-1-5-21-1-2-3-" 1100 + p " PreAuthType=2 IpAddress=::ffff:10.1.0." p + 10 " IpPort=50000"
                if (rand() < 0.06)
                    print at - 20, 4771, "dc1", name, "Status=0x18", more
                print at, 4768, "dc1", name, "Status=0x0", more
                if (rand() < 0.5)
                    print at + 9000, 4776, "dc1", name, "Workstation=PC" p, "Status=" (rand() < 0.1 ? "0xc000006a" : "0x0")
            }
    }'
}
night=874800 # the eleventh day, 03:00
attack() { # AWK-STATEMENT
    awk -v t=$night "BEGIN { $1 }"
}
# What is found in standard input: "KIND SEVERITY OUTCOME SOURCE ATTEMPTS" a line.
found() {
    sort -n -s -k1,1 | awk -f "$events" >in.xml
    "$cordon" scan --format jsonl in.xml >out.jsonl 2>err
    sed -n 's/.*"kind":"\([^"]*\)","severity":"\([^"]*\)","outcome":"\([^"]*\)".*"attempts":\([0-9]*\),"accounts":\[.*"sources":\[{"ip":"\([^"]*\)".*/\1 \2 \3 \5 \4/p' out.jsonl
}
is() { # WANTED: what is found in standard input
    found >got
    [ "$(cat got)" = "$1" ] || { echo "wanted: $1"; cat got; cat err; return 1; }
}
with_life() { # WANTED AWK-STATEMENT
    { life; attack "$2"; } | is "$1"
}
alone() {
    attack "$2" | is "$1"
}
of_life() { life | is ''; }

ok 'people are no attack' of_life

wrong='TargetSid=S-1-5-21-1-2-3-" 1100 + i " Status=0x18 PreAuthType=2 IpAddress=::ffff:10.9.8.7'
spray='for (i = 0; i < 60; i++) print t + i * 5, 4771, "dc1", sprintf("TargetUserName=user%02d", i), "'$wrong'"'
ok 'a spray over Kerberos: 4771 alone' with_life 'password-spray medium tried 10.9.8.7 60' "$spray"
ok '... that finds a password' with_life 'password-spray critical got-in 10.9.8.7 61' "$spray"'
    print t + 400, 4768, "dc1", "TargetUserName=user07", "TargetSid=S-1-5-21-1-2-3-1107 Status=0x0 PreAuthType=2 IpAddress=10.9.8.7"'
ok '... a ticket without proof is none' with_life 'password-spray medium tried 10.9.8.7 60' "$spray"'
    print t + 400, 4768, "dc1", "TargetUserName=user07", "TargetSid=S-1-5-21-1-2-3-1107 Status=0x0 PreAuthType=0 IpAddress=10.9.8.7"'

ntlm='for (i = 0; i < 60; i++) print t + i * 5, 4776, "dc1", sprintf("TargetUserName=user%02d", i), "Workstation=KALI Status=0xc000006a"'
ok 'a spray over NTLM: 4776 alone, and no address' with_life 'password-spray medium tried KALI 60' "$ntlm"
ok '... that finds a password' with_life 'password-spray critical got-in KALI 61' "$ntlm"'
    print t + 400, 4776, "dc1", "TargetUserName=user07 Workstation=KALI Status=0x0"'
ok '... nothing else in the log' alone 'password-spray medium tried KALI 60' "$ntlm"

twice='for (i = 0; i < 60; i++) {
        print t + i * 5, 4776, "dc1", sprintf("TargetUserName=user%02d", i), "Workstation=KALI Status=0xc000006a"
        print t + i * 5, 4625, "file1", sprintf("TargetUserName=user%02d", i), "TargetUserSid=S-1-0-0 Status=0xc000006d SubStatus=0xc000006a LogonType=3 AuthenticationPackageName=NTLM WorkstationName=KALI IpAddress=203.0.113.9 IpPort=" 40000 + i
    }'
ok 'told by two machines: one attempt, and the address' with_life 'password-spray medium tried 203.0.113.9 60' "$twice"

names='for (i = 0; i < 80; i++) print t + i, 4768, "dc1", sprintf("TargetUserName=guess%02d", i), "Status=0x6 PreAuthType=- IpAddress=::ffff:10.9.8.7"'
ok 'names are asked for from inside: 4768 alone' with_life 'user-enumeration medium tried 10.9.8.7 80' "$names"
ok '... nothing else in the log' alone 'user-enumeration medium tried 10.9.8.7 80' "$names"

rdp='TargetUserName=administrator TargetUserSid=S-1-0-0 Status=0xc000006d SubStatus=0xc000006a LogonType=3 AuthenticationPackageName=NTLM WorkstationName=- IpAddress=203.0.113.9 IpPort=0'
ok 'Remote Desktop is guessed: 4625' with_life 'brute-force medium tried 203.0.113.9 400' \
    'for (i = 0; i < 400; i++) print t + i * 3, 4625, "rds1", "'"$rdp"'"'
ok '... 140, which tells no name' with_life 'brute-force medium tried 203.0.113.9 300' \
    'for (i = 0; i < 300; i++) print t + i * 3, 140, "rds1", "IPString=203.0.113.9"'
ok '... both: one attempt each' with_life 'brute-force medium tried 203.0.113.9 300' \
    'for (i = 0; i < 300; i++) { print t + i * 5, 140, "rds1", "IPString=203.0.113.9"; print t + i * 5, 4625, "rds1", "'"$rdp"'" }'

ok 'SQL Server is guessed' alone 'brute-force medium tried 192.0.2.9 300' \
    'for (i = 0; i < 300; i++) print t + i * 3, 18456, "sql1", "=sa =+Reason:+Password+did+not+match+that+for+the+login+provided. =+[CLIENT:+192.0.2.9]"'

other='SubjectUserName=user07 SubjectUserSid=S-1-5-21-1-2-3-1107'
explicit() {
    attack 'for (n = 0; n < 3; n++) for (i = 0; i < 40; i++) print t + n * 50 + i, 4648, "pc7", "'"$other"' TargetUserName=user" i + 10, "TargetServerName=dc1 IpAddress=-"' | found >got
    grep -q '^password-spray medium tried PC7~[A-Z0-9]* 120$' got || { cat got; return 1; }
}
ok 'one user tries the passwords of forty: 4648 alone' explicit
jump() {
    awk 'BEGIN { for (day = 0; day < 12; day++) for (i = 0; i < 15; i++) for (n = 0; n < 3; n++)
        print day * 86400 + 30000 + i * 100 + n, 4648, "jump", "SubjectUserName=user" i, "SubjectUserSid=S-1-5-21-1-2-3-" 1100 + i, "TargetUserName=adm" i, "TargetServerName=srv" n, "IpAddress=-"
    }' | is ''
}
ok 'administrators who use their other accounts are none' jump
slow() {
    awk 'BEGIN { for (day = 0; day < 12; day++) for (i = 0; i < 48; i++)
        print day * 86400 + i * 1800, 4625, "file1", "TargetUserName=svc-backup TargetUserSid=S-1-0-0 Status=0xc000006d SubStatus=0xc000006a LogonType=3 AuthenticationPackageName=NTLM WorkstationName=NAS1 IpAddress=10.1.1.9 IpPort=0"
    }' | is 'stale-credential info tried 10.1.1.9 576'
}
ok 'an old password in a machine inside is advice' slow

tidy
