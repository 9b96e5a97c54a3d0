#!/bin/sh
# share.sh CORDON SIMULATE - what is given away: by the standards' letter, complete, and without a name. Prints TAP.
here=$(realpath "$(dirname "$0")")
. "$here/lib.sh"
command -v python3 >/dev/null || { echo '1..0 # SKIP no python3'; exit 0; }

"$simulate" 'life people=80 days=9 seed=7' 'attack low-and-slow day=6 days=3 hits=1' --out spray.log || exit 2
"$simulate" 'life people=80 days=9 seed=7' --out quiet.log || exit 2
cp spray.log hostile.log
for n in 1 2 3 4 5 6 7 8 9; do # a name made of what JSON, STIX and MISP end texts by, tried till it is told
    for m in 1 2 3 4 5; do
        printf 'Sep 15 23:5%s:0%s gate1 sshd[%s]: Failed password for "}]\\u0000\047;DROP] from 203.0.113.250 port 5002%s ssh2\n' "$m" "$n" "$n$m" "$m"
    done
done | sort >>hostile.log

scan() { # NAME OPTIONS...
    name=$1
    shift
    "$cordon" scan "$@" --format jsonl >"$name.jsonl" 2>/dev/null
    for form in stix misp navigator; do
        "$cordon" scan "$@" --format $form >"$name.$form" 2>/dev/null
    done
}
scan spray --org 'St Example "Institute"' spray.log
scan quiet quiet.log
scan hostile hostile.log
"$cordon" demo --format jsonl >demo.jsonl 2>/dev/null
for form in stix misp navigator; do
    "$cordon" demo --format $form >demo.$form 2>/dev/null
done

for form in stix misp navigator; do
    for name in demo spray quiet hostile; do
        ok "$form of $name, field by field" python3 "$here/share.py" $form $name.$form $name.jsonl
    done
    "$cordon" scan --threads 3 --org 'St Example "Institute"' spray.log --format $form >again 2>/dev/null
    ok "$form: the same bytes again" same again spray.$form
done
ok 'somebody got in there' sh -c 'grep -q "\"outcome\":\"got-in\"" demo.jsonl'
first=$(grep -o '"accounts":\[{"name":"[^"]*","outcome":"got-in"' demo.jsonl | sed 's/.*"name":"//; s/".*//; q')
sed "s/automated-tool/$first/" demo.stix >named
ok 'his name would be found' sh -c "! python3 '$here/share.py' stix named demo.jsonl | grep -q ' 0 faults'"
ok 'the hostile name is in an incident' sh -c 'grep -q "DROP" hostile.jsonl'
ok '... and in nothing that is given away' sh -c '! grep -q DROP hostile.stix hostile.misp hostile.navigator'
ok 'a reference that leads nowhere would be found' sh -c "sed 's/\"target_ref\":\"identity--./\"target_ref\":\"identity--f/' spray.stix >lost && ! python3 '$here/share.py' stix lost spray.jsonl"
ok 'who reports is told' says 'St Example \"Institute\"' spray.stix
ok '... in MISP too' says 'St Example \"Institute\"' spray.misp

tidy
