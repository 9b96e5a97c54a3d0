# text.awk - a style as the lines of a C string, without comments, indents and empty lines.
/^[ \t]*\/\*/ { comment = 1 }
comment { if (/\*\//) comment = 0; next }
{
    sub(/^[ \t]+/, "")
    if ($0 == "")
        next
    gsub(/\\/, "\\\\")
    gsub(/"/, "\\\"")
    print "\"" $0 "\\n\""
}
