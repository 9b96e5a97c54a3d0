# confusables.awk - turns data/confusables.txt into the rows of a C table, ordered by code point.
/^#/ || NF < 3 { next }
{
    key = sprintf("%6s", $1)
    if (key <= last) { print "confusables.txt: " $1 " is out of order" > "/dev/stderr"; exit 1 }
    last = sprintf("%6s", $2)
    printf "    { 0x%s, 0x%s, \"%s\", %s },\n", $1, $2, $3, $4 == "+" ? "true" : "false"
}
