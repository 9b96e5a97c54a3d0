# lure-model.awk - turns data/lure-model.txt into the members of src/core/detect/mail/model.c.
# "name<TAB>number", or "class:feature<TAB>number" for one lure class. A feature that does not exist stops the compiler.
BEGIN {
    FS = "\t"
    split("bias phish suspicious scale shift", plain, " "); for (i in plain) is_plain[plain[i]] = 1
    history["sender-known"] = 0; history["sender-answered"] = 1; history["domain-known"] = 2
}
function up(s) { s = toupper(s); gsub(/-/, "_", s); return s }
/^#/ || NF == 0 { next }
NF != 2 || $2 !~ /^-?[0-9]+(\.[0-9]+)?$/ { print FILENAME ":" FNR ": not \"name<TAB>number\": " $0 > "/dev/stderr"; exit 1 }
$1 in seen { print FILENAME ":" FNR ": told twice: " $1 > "/dev/stderr"; exit 1 }
{ seen[$1] = 1 }
$1 in is_plain { print "." $1 " = " $2 ","; next }
$1 in history { print ".history[" history[$1] "] = " $2 ","; next }
$1 ~ /:/ {
    split($1, of, ":")
    if (of[2] == "bias") print ".lure_bias[LURE_" up(of[1]) "] = " $2 ","
    else print ".lure_weight[LURE_" up(of[1]) "][FEATURE_" up(of[2]) "] = " $2 ","
    next
}
{ print ".weight[FEATURE_" up($1) "] = " $2 "," }
