#!/bin/sh
# run.sh CORDON BIG OUT - makes pages of every kind and looks at them in Chromium. Prints TAP; screenshots are in OUT.
#
# Skipped where Chromium or python3 is missing; the part by axe-core where that cannot be had from npm.
set -u
here=$(cd "$(dirname "$0")" && pwd) cordon=$1 big=$2 out=$3
command -v python3 >/dev/null || { echo '1..0 # SKIP no python3'; exit 0; }
python3 -c 'import sys; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True
import browser; sys.exit(browser.find() is None)' "$here" || { echo '1..0 # SKIP no Chromium'; exit 0; }
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/pages"
"$cordon" demo -q --html "$tmp/pages/demo.html" >/dev/null 2>&1
"$big" "$tmp/pages" >/dev/null || exit 2

# Fetched once for a build folder; never a part of Cordon.
axe=$out/axe.min.js
if [ ! -s "$axe" ] && command -v npm >/dev/null; then
    mkdir -p "$out"
    (cd "$tmp" && timeout 30 npm pack axe-core@4 --silent >/dev/null 2>&1 && tar -xzOf axe-core-*.tgz package/axe.min.js >axe.js &&
        mv axe.js "$axe") 2>/dev/null
fi
[ -s "$axe" ] || axe=
PYTHONDONTWRITEBYTECODE=1 python3 "$here/check.py" "$tmp/pages" "$out" ${axe:+"$axe"}
