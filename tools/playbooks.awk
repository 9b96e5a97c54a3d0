# playbooks.awk - turns data/playbooks/*.yaml (flat keys, features with indented members) into C tables.
function quote(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); return "\"" s "\"" }
function value(line) { sub(/^[^:]*: */, "", line); return line }
function end_feature() {
    if (feature != "")
        features = features sprintf("        { %s, %s, %s, %s, %s, %s, %s, %s },\n", quote(feature), min, max, weight, must, quote(any), quote(yes), quote(no))
    feature = ""; any = ""; min = 0; max = 0; weight = 1; must = "false"; yes = ""; no = ""
}
function end_book() {
    end_feature()
    if (name != "") {
        printf "    { %s, %s, %s, %s, %s, {\n%s    } },\n", quote(name), quote(title), quote(summary), quote(actor), quote(sources), features
    }
    name = ""; sources = ""; features = ""
}
BEGIN { min = 0; max = 0; weight = 1; must = "false" }
/^#/ || /^$/ { next }
/^name:/ { end_book(); name = value($0); next }
/^title:/ { title = value($0); next }
/^summary:/ { summary = value($0); next }
/^actor:/ { actor = value($0); next }
/^source:/ { sources = sources (sources == "" ? "" : "\n") value($0); gsub(/\n/, "; ", sources); next }
/^feature:/ { end_feature(); feature = value($0); next }
/^  min:/ { min = value($0); next }
/^  max:/ { max = value($0); next }
/^  weight:/ { weight = value($0); next }
/^  must: yes$/ { must = "true"; next }
/^  any:/ { any = value($0); next }
/^  for:/ { yes = value($0); next }
/^  against:/ { no = value($0); next }
{ print FILENAME ":" FNR ": not understood: " $0 > "/dev/stderr"; exit 1 }
END { end_book() }
