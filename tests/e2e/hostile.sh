#!/bin/sh
# hostile.sh CORDON SIMULATE - names that an attacker chose come out harmless and in line at every exit. Prints TAP.
here=$(realpath "$(dirname "$0")")
. "$(dirname "$0")/lib.sh"

# A quiet week, then one address that tries names nobody should have to read.
quiet_week >quiet.log
long=$(printf 'a%.0s' $(seq 300))
marks=$(printf 'Z'; printf '\314\265%.0s' $(seq 60))
tab=$(printf '\t')
set -- 'plain' "=cmd|' /C calc'!A0" '<script>alert(1)</script>' "$(printf '\033[31mred')" "$(printf '\342\200\256rtl')" \
    '日本語の名前' "$(printf 'e\314\201te\314\201')" "$long" 'q"uote\' '-1+2' '@sum' 'x;=1+1' "x${tab}@y" \
    'root from 192.0.2.9; GOT IN admin' "$(printf '\342\200\213zero')" '한글' '😀smile' "$marks" \
    "$(printf 'caf\351')" "$(printf 'so\302\255ft')"
{
    cat quiet.log
    pid=5000
    for round in 1 2 3 4 5 6; do
        minute=10
        for name in "$@"; do
            pid=$((pid + 1))
            printf 'Nov  8 0%d:%d:00 gate sshd[%d]: Failed password for %s from 192.0.2.7 port 2 ssh2\n' \
                $round $minute $pid "$name"
            minute=$((minute + 1))
        done
    done
    printf 'Nov  8 09:00:00 gate sshd[9999]: Accepted password for root from 192.0.2.9; GOT IN admin from 192.0.2.7 port 2 ssh2\n'
} >hostile.log
LC_ALL=C.UTF-8
export LC_ALL
only_text() { # no controls but line ends and tabs, no direction changes, no invalid bytes
    ! LC_ALL=C grep -n "$(printf '[\001-\010\013\014\016-\037\177]')" "$1" &&
        ! LC_ALL=C grep -nF -e "$(printf '\342\200\256')" -e "$(printf '\342\200\213')" -e "$(printf '\303\255')" "$1" &&
        iconv -f UTF-8 -t UTF-8 "$1" >/dev/null
}
id=$("$cordon" scan --format jsonl hostile.log 2>/dev/null | sed -n 's/^{"id":"\(INC-[A-Z0-9]*\)".*/\1/p' | head -1)
"$cordon" scan --width 80 hostile.log >scan.out 2>/dev/null
"$cordon" show --width 80 "$id" hostile.log >show.out 2>/dev/null
"$cordon" explain --width 80 "$id" hostile.log >explain.out 2>/dev/null
"$cordon" events --format csv hostile.log >events.csv 2>/dev/null
"$cordon" events hostile.log >events.jsonl 2>/dev/null
"$cordon" scan --format csv hostile.log >scan.csv 2>/dev/null
"$cordon" scan --format jsonl hostile.log >scan.jsonl 2>/dev/null
"$cordon" scan --html page.html hostile.log >/dev/null 2>&1
"$cordon" report --width 80 --md report.md --text report.txt hostile.log >/dev/null 2>&1
for file in report.md report.txt scan.out show.out explain.out page.html; do
    ok "$file: nothing moves a cursor or turns the text" only_text $file
done
# Every form for machines: text that moves nothing, and still what its readers take: JSON, one line of CEF, no formula.
forms_py=$(realpath "$here/forms.py") odd="$tmp/=1+1;@a|b"
mkdir "$odd" && cp hostile.log "$odd/$(printf 'x=y|\033]0;\t\\z.log')"
"$cordon" scan --format jsonl "$odd" >odd.scan.jsonl 2>/dev/null
"$cordon" events --format jsonl "$odd" >odd.events.jsonl 2>/dev/null
for cmd in scan events; do
    what=$([ $cmd = scan ] && echo incidents || echo signins)
    for form in $(forms_of $cmd); do
        "$cordon" $cmd --format "$form" hostile.log >"$cmd.$form" 2>/dev/null
        "$cordon" $cmd --format "$form" "$odd" >"odd.$cmd.$form" 2>/dev/null
        for file in "$cmd.$form" "odd.$cmd.$form"; do
            own=$([ $file = $cmd.$form ] && echo $cmd.jsonl || echo odd.$cmd.jsonl)
            ok "$file: nothing moves a cursor or turns the text" only_text "$file"
            ok "$file: is read as what it is" python3 "$forms_py" "$form" $what "$file" $own
        done
    done
done
aligned() { # every row of the matrix ends in the same column
    sed -n '/^accounts by/,/none, x/p' show.out | sed '1,2d;$d' |
        sed 's/ *← .*//' | while IFS= read -r row; do printf '%s\n' "$row" | wc -L; done | sort -u >ends
    [ "$(wc -l <ends)" -eq 1 ] || { cat ends show.out; return 1; }
}
ok 'the table of accounts: every row ends in the same column' aligned
ok '... and no line is wider than the screen' no_wider_than 80 show.out
ok 'explain: no line is wider than the screen' no_wider_than 80 explain.out
ok 'a name that holds a sentence is quoted' says 'GOT IN "root from 192.0.2.9; GOT IN admin"' scan.out
ok 'marks without end are not stacked' says '\u{335}' show.out
ok 'csv: a formula is text' says ",'=cmd" events.csv
ok '... also where a semicolon begins a cell' says ";'=1+1" events.csv
ok '... and a tab' says "$tab'@y" events.csv
printf '[{"createdDateTime":"2026-09-09T10:00:00Z","userPrincipalName":"a\\n=1+1\\r\\n@x.example","ipAddress":"192.0.2.1","userAgent":"%s","appDisplayName":"x","clientAppUsed":"Browser","status":{"errorCode":50126},"id":"a1","userId":"00000000-0000-0000-0000-000000000001"}]' \
    '\u001b[2J' >lines.json
"$cordon" events --format csv lines.json >lines.csv 2>/dev/null
ok 'csv: a name makes no row of its own' sh -c '[ "$(wc -l <lines.csv)" -eq 2 ]'
ok '... nor a formula' says "\\u{a}'=1+1" lines.csv
ok 'json: what turns the direction is escaped' says '\u202e' events.jsonl
ok 'report: no line is wider than the screen' no_wider_than 80 report.txt
ok 'Markdown: no element comes from a name' sh -c '! sed "s/\`[^\`]*\`//g" report.md | grep -qi "<script"'
even_tables() { # a bar that is escaped cuts no cell
    sed 's/\\|//g' report.md | awk -F'|' '!/^[|]/ { cells = 0; next } cells && NF != cells { print; bad = 1 } { cells = NF } END { exit bad }'
}
ok '... nor a cell of a table' even_tables
ok '... no heading' sh -c '! grep -E "^#+ " report.md | grep -qv -e "^# Cordon" -e "^### [A-Z]" -e "^## "'
ok '... a name is code' says '`<script>alert(1)</script>`' report.md
ok 'html: no element comes from a name' sh -c '! grep -qi "<script" page.html'

tidy
