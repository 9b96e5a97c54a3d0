# playbooks.awk - turns data/playbooks/*.yaml into the rows of src/core/model/playbook.c.
# Flat keys; `feature:` begins one, its members are indented by two. docs/playbooks.md tells what each means.
function quote(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); return "\"" s "\"" }
function value(line) { sub(/^[^:]*: */, "", line); return line }
function wrong(why) { print FILENAME ":" FNR ": " why ": " $0 > "/dev/stderr"; failed = 1; exit 1 }
function number(s) { if (s !~ /^[0-9]+(\.[0-9]+)?$/) wrong("not a number"); return s }
function put(field, s) { members = members ", ." field " = " s }
function lines(so_far, s) { return so_far == "" ? s : so_far "\\n" s }
function half_hours(s, p) {
    if (split(s, p, ":") != 2 || p[1] !~ /^[0-9][0-9]$/ || p[2] !~ /^[03]0$/ || p[1] > 24) wrong("not a half hour")
    return p[1] * 2 + (p[2] == "30")
}
function week(s, p, i, bits, from, to) {
    split(s, p, "-"); from = index("montuewedthufrisatsun", p[1]); to = index("montuewedthufrisatsun", p[2])
    if (s !~ /^[a-z][a-z][a-z]-[a-z][a-z][a-z]$/ || from % 3 != 1 || to % 3 != 1) wrong("not two days, as in sun-thu")
    from = (from - 1) / 3; to = (to - 1) / 3
    for (i = from; ; i = (i + 1) % 7) { bits += 2 ^ i; if (i == to) return bits }
}
function end_feature() {
    if (feature == "") return
    if (usual == "") wrong("feature " feature " of " name " has no usual; found before")
    if (!(usual > 0 && usual < holds && holds < 1)) wrong("0 < usual < holds < 1 does not hold of " feature " of " name)
    if (++count > 14) wrong("more than 14 features")
    if (min == "") min = any ? 0.5 : 0
    features = features sprintf("        { .name = %s, .min = %s, .max = %s, .holds = %s, .usual = %s, .weight = %s%s },\n",
        quote(feature), min, max, holds, usual, weight, members)
    feature = ""
}
function end_book() {
    end_feature()
    if (name != "")
        printf "    { .name = %s, .title = %s, .summary = %s, .actor = %s, .of_mail = %s,\n        .sources = \"%s\", .unpublished = \"%s\", .features = {\n%s    } },\n",
            quote(name), quote(title), quote(summary), quote(actor), of_mail ? "true" : "false", sources, unpublished, features
    name = sources = unpublished = features = title = summary = actor = ""; count = of_mail = 0
}
function text_of(s) { s = quote(s); return substr(s, 2, length(s) - 2) }
/^ *#/ || /^$/ { next }
/^name:/ { end_book(); name = value($0); next }
/^title:/ { title = value($0); next }
/^summary:/ { summary = value($0); next }
/^actor:/ { actor = value($0); next }
/^source:/ { sources = lines(sources, text_of(value($0))); next }
/^of: mail$/ { of_mail = 1; next }
/^unpublished:/ { unpublished = lines(unpublished, text_of(value($0))); next }
/^feature:/ { end_feature(); feature = value($0); members = usual = min = ""; any = 0; max = "1e9"; holds = 0.9; weight = 1; next }
/^  min:/ { min = number(value($0)); next }
/^  max:/ { max = number(value($0)); next }
/^  or_min:/ { put("or_min", number(value($0))); next }
/^  or_max:/ { put("or_max", number(value($0))); next }
/^  holds:/ { holds = number(value($0)); next }
/^  usual:/ { usual = number(value($0)); next }
/^  assumed:/ { usual = number(value($0)); put("assumed", "true"); next }
/^  weight:/ { weight = number(value($0)); next }
/^  doubt:/ { put("doubt", number(value($0))); next }
/^  must: yes$/ { put("must", "true"); next }
/^  week:/ { put("week", week(value($0))); next }
/^  hours:/ {
    if (split(value($0), ends, "-") != 2) wrong("not two times, as in 04:00-17:00")
    put("from", half_hours(ends[1])); put("to", half_hours(ends[2])); next
}
/^  any:/ { any = 1; put("any", quote(value($0))); next }
/^  published:/ { put("published", quote(value($0))); next }
/^  for:/ { put("yes", quote(value($0))); next }
/^  against:/ { put("no", quote(value($0))); next }
/^  unknown:/ { put("unknown", quote(value($0))); next }
{ wrong("not understood") }
END { if (!failed) end_book() }
