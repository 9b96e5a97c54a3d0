#!/bin/sh
# mail_auth.sh CORDON SIMULATE - who sent a message: what our servers wrote, what recorded answers prove, and forgeries of both.
# Prints TAP.
here=$(realpath "$(dirname "$0")")
. "$here/lib.sh"
XDG_STATE_HOME=$tmp/state HOME=$tmp LC_ALL=C.UTF-8
export XDG_STATE_HOME HOME LC_ALL

cat >cordon.yaml <<'EOF'
domains:
  - institute.example
authserv_ids:
  - mx.institute.example
EOF
cat >answers <<'EOF'
* NXDOMAIN
partner.example TXT "v=spf1 ip4:192.0.2.7 -all"
_dmarc.partner.example TXT "v=DMARC1; p=reject"
EOF
cat >few-answers <<'EOF'
partner.example TXT "v=spf1 ip4:192.0.2.7 -all"
EOF

letter() { # ADDRESS [TOP [BELOW]]: handed over by that host; fields above and below our own Received
    printf 'Return-Path: <jana@partner.example>\n%b' "${2:-}"
    printf 'Received: from mx.partner.example (unknown [%s]) by mx.institute.example with ESMTP; Mon, 9 Nov 2026 02:10:00 +0000\n' "$1"
    printf '%bFrom: Jana Meier <jana@partner.example>\nTo: lab@institute.example\nSubject: Results\n' "${3:-}"
    printf 'Date: Mon, 9 Nov 2026 02:09:58 +0000\nMessage-ID: <1@partner.example>\n\nSee the share.\n'
}
told='Authentication-Results: mx.institute.example; spf=pass smtp.mailfrom=partner.example; dmarc=pass header.from=partner.example\n'
failed='Authentication-Results: mx.institute.example; spf=fail smtp.mailfrom=partner.example; dmarc=fail header.from=partner.example\n'

letter 192.0.2.7 >plain.eml
letter 203.0.113.9 >spoof.eml
letter 192.0.2.7 "$told" >told.eml
letter 192.0.2.7 '' "$told" >below.eml
letter 203.0.113.9 "$failed" "$told" >forged.eml
letter 203.0.113.9 '' "Received: from a by evil.example; Mon, 9 Nov 2026 02:09:00 +0000\n$told" >deep.eml
letter 203.0.113.9 '' 'Received: from mx.partner.example (x [192.0.2.7]) by mx.institute.example with ESMTP; Mon, 9 Nov 2026 02:09:00 +0000\n' >hop.eml
letter 203.0.113.9 '' "Received: from a by mx.institute.example; Mon, 9 Nov 2026 02:09:00 +0000\n$told" >hop-told.eml
sed 's/by mx.institute.example/by mx.evil.example/' told.eml >stranger.eml

checked() { # WORDS FILE OPTION...
    want=$1 file=$2
    shift 2
    "$cordon" show --message "$file" --config cordon.yaml "$@" "$file" >out 2>err
    says "checked   $want" out
}

ok "nothing told, nothing asked" checked 'nobody whom you trust' plain.eml
ok "our server's word" checked 'SPF pass, DKIM unknown, DMARC pass, as told by mx.institute.example' told.eml
ok "our server's word below its Received" checked 'SPF pass, DKIM unknown, DMARC pass, as told by mx.institute.example' below.eml
ok "a pass below our server's failure" checked 'SPF fail, DKIM unknown, DMARC fail, as told by mx.institute.example' forged.eml
ok "a pass below a stranger's Received" checked 'nobody whom you trust' deep.eml
ok "no server of ours at all" checked 'nobody whom you trust' stranger.eml
ok "proved by recorded answers" checked 'SPF pass, DKIM none, DMARC pass' plain.eml --dns-answers answers
ok "a spoof, by recorded answers" checked 'SPF fail, DKIM none, DMARC fail' spoof.eml --dns-answers answers
ok "a forgery, by recorded answers" checked 'SPF fail, DKIM none, DMARC fail' deep.eml --dns-answers answers
ok "a hop that names us and the right client is not ours" checked 'SPF fail, DKIM none, DMARC fail' hop.eml --dns-answers answers
ok "nor is a result below it" checked 'nobody whom you trust' hop-told.eml
ok "what was told is kept" checked 'SPF fail, DKIM none, DMARC fail' forged.eml --dns-answers answers
ok "answers that are missing are a silence" checked 'SPF pass, DKIM none, DMARC temperror' plain.eml --dns-answers few-answers
ok "a resolver that is silent" checked 'SPF temperror, DKIM none, DMARC temperror' plain.eml --dns 127.0.0.1:1
ok "recorded answers before a resolver" checked 'SPF pass, DKIM none, DMARC pass' plain.eml --dns-answers answers --dns 127.0.0.1:1

printf 'partner.example TXT "v=spf1 -all"\npartner.example SRV 1\n' >bad-answers
ok "a line that is no answer is refused" exits 2 "$cordon" scan --messages --dns-answers bad-answers plain.eml
ok "and named" says 'bad-answers: line 2: unknown type' err
ok "no such file" exits 2 "$cordon" scan --messages --dns-answers nowhere plain.eml
ok "a resolver that is none" exits 2 "$cordon" scan --messages --dns 'the usual' plain.eml
ok "and what is allowed" says 'address:port' err
tidy
