#!/bin/sh
# masked.sh CORDON SIMULATE - a gateway that hides the names of who failed: quiet life stays quiet, a spray is found.
# Prints TAP.
. "$(dirname "$0")/lib.sh"

# Two weeks of 2,000 people at home, each at an address of their own; one in twelve mistypes and soon signs in. From
# day 9 on, with attack=1, one hidden name every five minutes from sixty addresses, and one that gets in.
life() { # ATTACK
    awk -v attack="$1" 'BEGIN {
        srand(7)
        for (day = 0; day < 14; day++) {
            for (p = 0; p < 2000; p++)
                if (rand() < 0.7) {
                    t = day * 86400 + 21600 + int(rand() * 36000)
                    ip = sprintf("2001:db8:%x::8", p + 1)
                    if (rand() < 0.08)
                        say(t - 20, refused(ip))
                    say(t, sprintf("%%ASA-6-113039: Group <staff> User <u%04d> IP <%s> AnyConnect parent session started.", p, ip))
                }
            if (attack && day >= 8)
                for (t = day * 86400; t < (day + 1) * 86400; t += 300)
                    say(t, refused("203.0.113." (t / 300) % 60 + 1))
        }
        if (attack)
            say(12 * 86400 + 7, "%ASA-6-113039: Group <staff> User <u0044> IP <203.0.113.45> AnyConnect parent session started.")
    }
    function refused(ip) {
        return "%ASA-6-113005: AAA user authentication Rejected : reason = AAA failure : server = 192.0.2.1 : user = ***** : user IP = " ip
    }
    function say(t, words) {
        printf "%07d <166>Nov %02d 2026 %02d:%02d:%02d fw01 : %s\n", t, t / 86400 + 1, t % 86400 / 3600, t % 3600 / 60, t % 60, words
    }' | sort -s -k1,1 | cut -c9-
}

life 0 >quiet.log
life 1 >attack.log
ok "quiet life is quiet" exits 0 "$cordon" scan --format jsonl --fail-on low quiet.log
ok "and gives nothing" test ! -s out
ok "a spray is found" exits 1 "$cordon" scan --format jsonl --fail-on high attack.log
ok "once" test "$(wc -l <out)" -eq 1
ok "as one from many" grep -q '"kind":"password-spray"' out
ok "and who got in" grep -q '"name":"u0044","outcome":"got-in"' out
ok "alone" test "$(grep -o '"outcome":"got-in"' out | wc -l)" -eq 2
tidy
