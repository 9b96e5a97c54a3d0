# windows-codes.awk - turns data/windows-status-codes.csv into the rows of a C table, ordered by kind and code.
BEGIN { FS = "," }
/^#/ || NF < 4 { next }
{
    if ($1 $2 <= last) { print "windows-status-codes.csv: " $1 " " $2 " is out of order" > "/dev/stderr"; exit 1 }
    last = $1 $2
    printf "    { WINDOWS_%s, %su, OUTCOME_%s },\n", toupper($1), $2, toupper($3)
}
