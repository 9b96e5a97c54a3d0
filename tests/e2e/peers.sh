#!/bin/sh
# peers.sh CORDON SIMULATE - OpenVPN's peers with a bad line or a wrong certificate raise no alarm; passwords guessed do.
# Prints TAP.
. "$(dirname "$0")/lib.sh"

peers() { # COUNT HOSTS WORDS: a peer a minute from so many addresses, beside two weeks of people at work
    awk -v count="$1" -v hosts="$2" -v words="$3" 'BEGIN {
        for (day = 0; day < 14; day++)
            for (p = 0; p < 20; p++)
                say(day * 86400 + 25200 + p * 60, sprintf("u%02d/192.0.2.%d:5000 MULTI: primary virtual IP for u%02d/192.0.2.%d:5000: 10.8.0.%d", p, p + 1, p, p + 1, p + 2))
        for (n = 0; n < count; n++)
            say(10 * 86400 + n * 60, sprintf("198.51.100.%d:%d %s", n % hosts + 1, 10000 + n, words))
    }
    function say(t, words) {
        printf "2026-11-%02d %02d:%02d:%02d %s\n", t / 86400 + 1, t % 86400 / 3600, t % 3600 / 60, t % 60, words
    }' | sort
}
quiet() { # NAME HOSTS WORDS
    peers 200 "$2" "$3" >openvpn.log
    ok "$1" exits 0 "$cordon" scan --format jsonl --fail-on medium openvpn.log
    exits 0 "$cordon" events --format jsonl openvpn.log
    ok "and they are failures" test "$(grep -c '"outcome":"other_failure"' out)" -eq 200
}

quiet "200 handshakes that fail, one address" 1 "TLS Error: TLS handshake failed"
quiet "from a hundred addresses" 100 "TLS Error: TLS handshake failed"
quiet "200 wrong certificates" 1 "VERIFY ERROR: depth=1, error=self signed certificate in certificate chain: CN=Some CA"
peers 200 1 "TLS Auth Error: Auth Username/Password verification failed for peer" >openvpn.log
ok "passwords guessed are told" exits 1 "$cordon" scan --format jsonl --fail-on low openvpn.log
tidy
