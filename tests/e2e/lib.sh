# lib.sh - sourced with CORDON and SIMULATE: a folder of its own, and what a test can ask. Prints TAP.
set -u
cordon=$(realpath "$1") simulate=$(realpath "$2") count=0 bad=0
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
unset NO_COLOR COLUMNS

ok() { # NAME CONDITION...: the condition is a command
    count=$((count + 1))
    name=$1
    shift
    if "$@" >"$tmp/said" 2>&1; then
        echo "ok $count - $name"
    else
        bad=$((bad + 1))
        echo "not ok $count - $name"
        sed 's/^/# /' "$tmp/said" | head -20
    fi
}
skip() {
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}
exits() { # CODE COMMAND...
    want=$1
    shift
    "$@" >out 2>err
    got=$?
    [ "$got" -eq "$want" ] || { echo "exit $got, expected $want"; cat err; return 1; }
}
says() { # TEXT FILE
    grep -qF -- "$1" "$2" || { echo "no '$1' in:"; cat "$2"; return 1; }
}
same() { cmp "$1" "$2"; }
without_escapes() { ! grep -q "$(printf '\033')" "$1"; }
no_wider_than() { # COLUMNS FILE
    # Characters, not bytes; the longest line may fill the screen.
    widest=$(LC_ALL=C.UTF-8 wc -L <"$2")
    [ "$widest" -le "$1" ] || { echo "$widest columns"; return 1; }
}
forms_of() { # COMMAND: the forms for machines that it offers
    "$cordon" "$1" --format none /dev/null 2>&1 | sed 's/.*\(allowed are\|printed as\)//; s/; did.*//; s/,/ /g; s/ and / /g' |
        tr ' ' '\n' | grep -vx -e table -e html -e md -e text -e ''
}
quiet_week() { # twenty people who sign in once a day for a week, as sshd tells it
    day=1
    while [ $day -le 7 ]; do
        who=10
        while [ $who -lt 30 ]; do
            printf 'Nov %2d 08:%d:00 gate sshd[%d]: Accepted password for user%d from 198.51.100.%d port 2 ssh2\n' \
                $day $who $((day * 100 + who)) $who $who
            who=$((who + 1))
        done
        day=$((day + 1))
    done
}
tidy() { # the last line of a test
    echo "1..$count"
    [ $bad -eq 0 ]
}
