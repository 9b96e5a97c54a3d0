# references.awk - turns data/html-references.txt into the rows of a C table, ordered by name.
/^#/ || NF < 2 { next }
{
    if (last != "" && !("x" last < "x" $1)) { print "html-references.txt: " $1 " is out of order" > "/dev/stderr"; exit 1 }
    last = $1
    printf "    { \"%s\", %d, 0x%s, %s },\n", $1, length($1), $2, $3 == "bare" ? "true" : "false"
}
