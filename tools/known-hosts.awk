# known-hosts.awk - turns data/shorteners.txt and its like into the rows of a C table, ordered by name; the kind is the
# file's name. Give it the files in any order.
/^#/ || NF == 0 { next }
FNR == 1 || FILENAME != file { file = FILENAME; last = "" }
{
    kind = FILENAME; sub(/^.*\//, "", kind); sub(/\.txt$/, "", kind); gsub(/-/, "_", kind)
    if ("x" $1 <= "x" last) { print FILENAME ": " $1 " is out of order" > "/dev/stderr"; failed = 1; exit 1 }
    last = $1
    kinds[$1] = kinds[$1] (kinds[$1] == "" ? "" : " | ") "HOST_" toupper(kind)
    if (!seen[$1]++) names[++count] = $1
}
END {
    if (failed) exit 1
    for (gap = int(count / 2); gap > 0; gap = int(gap / 2)) # Shell's sort: no sort in POSIX awk
        for (i = gap + 1; i <= count; i++) {
            name = names[i]
            for (j = i; j > gap && "x" names[j - gap] > "x" name; j -= gap) names[j] = names[j - gap]
            names[j] = name
        }
    for (i = 1; i <= count; i++) printf "    { \"%s\", %s },\n", names[i], kinds[names[i]]
}
