# codes.awk - turns data/entra-result-codes.csv into the rows of a C table, ordered by code, and within
# a code the row with a text first (it is the narrower one).
BEGIN { FS = "," }
/^#/ || NF < 4 { next }
{
    if ($1 + 0 < last) { print "entra-result-codes.csv: " $1 " is out of order" > "/dev/stderr"; exit 1 }
    last = $1 + 0
    name = toupper($2)
    printf "    { %s, OUTCOME_%s, \"%s\" },\n", $1, name, $3
}
