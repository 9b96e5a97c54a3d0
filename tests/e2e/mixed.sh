#!/bin/sh
# mixed.sh - a folder with every format that there is, in one scan; and every format damaged. The cases are made of the
# table that `cordon formats` prints: mixed.py.
exec python3 "$(dirname "$0")/mixed.py" "$1"
