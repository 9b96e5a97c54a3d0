#!/bin/sh
# report.sh CORDON SIMULATE - the report's files: what is written, what is refused, numbers that the rows have. Prints TAP.
. "$(dirname "$0")/lib.sh"

# A quiet week, then one address that tries their passwords, one of which is right.
{
    quiet_week
    pid=5000
    for round in 1 2 3 4 5 6; do
        who=10
        while [ $who -lt 30 ]; do
            pid=$((pid + 1))
            [ $((who % round)) -ne 0 ] || printf \
                'Nov  8 0%d:%d:00 gate sshd[%d]: Failed password for user%d from 192.0.2.7 port 2 ssh2\n' $round $who $pid $who
            who=$((who + 1))
        done
    done
    printf 'Nov  8 09:00:00 gate sshd[9999]: Accepted password for user12 from 192.0.2.7 port 2 ssh2\n'
} >auth.log
id=$("$cordon" scan --format jsonl auth.log 2>/dev/null | sed -n 's/^{"id":"\(INC-[A-Z0-9]*\)".*/\1/p' | head -1)
cp auth.log kept.log

# ---- forms ----
ok 'without a file the report is text on the screen' exits 0 "$cordon" report --width 80 auth.log
cp out report.txt
ok '... that begins with how things stand' says "1 account is in an attacker's hands." report.txt
ok '... and fits the screen' no_wider_than 80 report.txt
ok '--format md' sh -c '"$0" report --format md auth.log 2>/dev/null | head -1 | grep -q "^# Cordon report"' "$cordon"
ok '--format html' sh -c '"$0" report --format html auth.log 2>/dev/null | grep -q "<!DOCTYPE html>"' "$cordon"
ok '--format jsonl is none of a report' exits 2 "$cordon" report --format jsonl auth.log
ok '... and those that are' says 'html, md and text' err
ok 'files of three forms at once' exits 0 "$cordon" report --html r.html --md r.md --text r.txt auth.log
ok '... and nothing on the screen' sh -c '[ ! -s out ]'
ok '... the text is that of the screen' sh -c '"$0" report auth.log 2>/dev/null | cmp - r.txt' "$cordon"
ok 'scan writes them beside its result' exits 0 "$cordon" scan --md s.md --text s.txt auth.log
ok '... the same' same r.md s.md
ok '... and shows its own' says 'incident' out
ok 'the same twice is the same bytes' sh -c '"$0" report --format html auth.log 2>/dev/null | cmp - r.html' "$cordon"
ok 'one incident by the beginning of its id' exits 0 "$cordon" report "$(printf %.8s "$id")" auth.log
ok '... is in the title' says "Cordon report: $id" out
ok 'an id that no incident has' exits 2 "$cordon" report INC-UUUUUUUUUU auth.log
printf 'Nov  8 %02d:%02d:00 gate sshd[7]: Failed password for user10 from 198.51.100.10 port 2 ssh2\n' \
    $(awk 'BEGIN { for (i = 0; i < 600; i++) print int(i / 30) % 24, i % 30 * 2 }') >loop.log
stale=$({ quiet_week; cat loop.log; } >stale.log; "$cordon" scan --format jsonl stale.log 2>/dev/null |
    sed -n 's/^{"id":"\(INC-[A-Z0-9]*\)".*"kind":"stale-credential".*/\1/p')
ok 'an old password that keeps failing is no attack' exits 0 "$cordon" report stale.log
ok '... and says so' says 'No attack was found.' out
ok '... also when it is asked for' sh -c '"$0" report "$1" stale.log 2>/dev/null | grep -q "This is no attack"' "$cordon" "$stale"
ok 'times in another zone' sh -c '"$0" report --tz +02:00 auth.log 2>/dev/null | grep -q "11:00 +02:00 from 192.0.2.7"' "$cordon"

# ---- how far it may go, who is named, what was looked for ----
ok '--tlp stands above and below the text' sh -c '[ "$("$0" report --tlp amber auth.log 2>/dev/null | grep -c "^TLP:AMBER[.] ")" -eq 2 ]' "$cordon"
"$cordon" report --tlp amber+strict --html marked.html auth.log 2>/dev/null
ok '... on the page with what it means' says 'TLP:AMBER+STRICT. ' marked.html
ok '... its name alone on every printed sheet' says '@top-right{content:"TLP\3a AMBER\2b STRICT"}' marked.html
ok '... and such a report can be replaced' exits 0 "$cordon" report --tlp red --html marked.html --force auth.log
mkdir state
XDG_STATE_HOME=$tmp/state HOME=$tmp/state "$cordon" report --redact --account user12 --md hidden.md --text hidden.txt auth.log >/dev/null 2>&1
ok '--redact: nobody is named, not even by what was asked for' sh -c 'grep -q "person-" hidden.md && ! grep -q "user1" hidden.md hidden.txt'
ok '... and no hash tells the name' says 'withheld' hidden.md
printf '192.0.2.7\n192.0.2.200\n' >bad.txt
ok 'known badness: what was here' exits 0 "$cordon" report --width 200 --indicators bad.txt auth.log
ok '... and of how many' says '1 of 2 indicators from bad.txt was here.' out
ok '... within which incident' grep -q "^  network 192.0.2.7 .* $id\$" out

# ---- what is not overwritten ----
refuses() { # WORDS ARGUMENT...
    words=$1
    shift
    exits 2 "$cordon" report "$@" && says "$words" err
}
for form in html md text pdf; do
    ok "--$form does not overwrite a log, whatever the force" refuses 'not overwritten' --$form auth.log --force auth.log
done
ok '... it is as it was' same auth.log kept.log
printf 'Cordon reported\nNov  8 09:00:00 gate sshd[1]: Failed\n' >like.log
ok 'a report is overwritten by one of its kind' exits 0 "$cordon" report --html r.html --md r.md --text r.txt --force auth.log
ok '... not by one of another' refuses 'is no page' --html r.md --force auth.log
ok '... nor the other way' refuses 'is no Markdown' --md r.txt --force auth.log
ok '... and not without --force' refuses '--force overwrites it' --md r.md auth.log
ok 'two forms in one file' refuses 'named twice' --md new --text new auth.log
ok '... nothing was written' sh -c '[ ! -e new ]'
ok 'a folder that is not there: told before the reading' refuses 'No such file' --md no/r.md auth.log
ok 'a full disk: exit 4' exits 4 "$cordon" report --md /dev/full --force auth.log
ok 'paper that nobody sells' refuses 'expected a4 or letter' --paper a5 --html p.html auth.log
ok 'paper that they do' exits 0 "$cordon" report --paper Letter --html p.html auth.log
ok '... is in the page' says 'size:letter' p.html

# ---- every number can be found in the rows ----
rows=$(grep -c 'from 192.0.2.7' auth.log)
ok 'attempts: as many as there are rows' grep -Eq "^From .*: $rows attempts at 20 accounts" report.txt
each_account() {
    sed -n '/^Who was tried/,/^From where/s/^  \(user[0-9]*\) .* \([0-9]*\)  [^ ]*$/\1 \2/p' report.txt >told
    [ "$(wc -l <told)" -eq 20 ] || { cat told; return 1; }
    while read -r name told; do
        n=$(grep -c "password for $name from 192.0.2.7" auth.log)
        [ "$n" -eq "$told" ] || { echo "$name: $told told, $n rows"; return 1; }
    done <told
}
ok '... of each account too' each_account
each_hash() { # as the report says how
    sed -n 's/^  - [0-9]*; role .*/&/p; s/^  *[0-9][0-9]*  *\(opening\|deciding\|sample\) .*/&/p' report.txt | grep -q . || return 1
    "$cordon" report --format md auth.log 2>/dev/null |
        sed -n 's/^| [0-9]* | \(opening\|deciding\|sample\) | \([0-9]*\) .* | `\([0-9a-f]\{64\}\)` |$/\2 \3/p' >told
    [ -s told ] || return 1
    while read -r line hash; do
        [ "$(sed -n "${line}p" auth.log | tr -d '\n' | sha256sum)" = "$hash  -" ] || { echo "$line"; return 1; }
    done <told
}
ok '... and every hash is that of its row, by the command that the report names' each_hash

# ---- pdf ----
ok 'no browser: exit 4' exits 4 env CORDON_BROWSER=/no/browser "$cordon" report --pdf r.pdf auth.log
ok '... told before the reading, and nothing is left' sh -c '[ ! -e r.pdf ] && grep -q "CORDON_BROWSER is /no/browser" err'
ok 'none installed: what to do' sh -c 'PATH=/nowhere "$0" report --pdf r.pdf auth.log 2>&1 | grep -q "apt install chromium"' "$cordon"
fake() { # BODY: a browser of our own
    printf '#!/bin/sh\n%s\n' "$1" >browser
    chmod +x browser
    mkdir -p private
    TMPDIR=$tmp/private CORDON_BROWSER=$tmp/browser "$cordon" report -q --pdf r.pdf --force auth.log >out 2>err
}
target='for a; do case $a in --print-to-pdf=*) to=${a#*=} ;; file:*) page=${a#file://} ;; esac; done'
printf '#!/bin/sh\n%s\nenv >"%s/env"\necho %%PDF >"$to"\n' "$target" "$tmp" >asks
printf '#!/bin/sh\n%s\necho "$page" >"%s/url"\n' "$target" "$tmp" >tells
chmod +x asks tells
ok 'a browser that prints' fake "$target; ls -ld \"\${to%/*}\" >'$tmp/folder'; cp \"\$page\" '$tmp/page.html'; echo %PDF-1.4 >\"\$to\""
ok '... its file is the report' says '%PDF-1.4' r.pdf
ok '... it saw the page' says 'Cordon report' page.html
ok '... in a folder of its own' grep -q '^drwx------' folder
ok '... that is gone' sh -c '[ -z "$(ls private)" ]'
ok '... without what is none of its business' sh -c 'export SECRET=1; "$@"; grep -q HOME= env && ! grep -q SECRET env' sh env \
    TMPDIR="$tmp/private" CORDON_BROWSER="$tmp/asks" "$cordon" report -q --pdf e.pdf auth.log
fails() { # WORDS BODY
    printf old >r.pdf
    : >r.pdf
    fake "$2"
    [ $? -eq 4 ] && says "$1" err && [ ! -s r.pdf ] && [ -z "$(ls private)" ]
}
ok 'one that leaves no PDF: exit 4' fails 'left no PDF' "$target; echo '<html>' >\"\$to\""
ok '... with what it said' fails 'it said: no display' "echo no display >&2; exit 1"
ok 'one that is killed' fails 'ended by signal 9' 'kill -9 $$'
odd="$tmp/private/a b#c"
mkdir -p "$odd"
TMPDIR=$odd CORDON_BROWSER=$tmp/tells "$cordon" report -q --pdf u.pdf auth.log >/dev/null 2>&1
ok 'a folder whose name a URL must escape' says 'private/a%20b%23c/' url

tidy
