# events.awk - Windows events as XML from lines "SECONDS ID COMPUTER [NAME=VALUE]...", in their order; '+' in a value is a
# space, a value without a name is <Data> without one. Seconds count from 2026-11-09T00:00:00Z, a Monday.
function two(n) { return sprintf("%02d", n) }
function escaped(s) {
    gsub(/\+/, " ", s)
    gsub(/&/, "\\&amp;", s)
    gsub(/</, "\\&lt;", s)
    return s
}
function stamp(s, day) {
    day = int(s / 86400)
    s -= day * 86400
    return "2026-" (day < 22 ? "11-" two(9 + day) : "12-" two(day - 21)) "T" two(int(s / 3600)) ":" two(int(s / 60) % 60) ":" two(s % 60) ".5Z"
}
BEGIN {
    provider[4] = "OpenSSH"
    provider[18456] = "MSSQLSERVER"
    provider[140] = "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS"
    provider[1102] = "Microsoft-Windows-Eventlog"
}
{
    name = $2 in provider ? provider[$2] : "Microsoft-Windows-Security-Auditing"
    printf "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='%s'/>", name
    printf "<EventID>%s</EventID><TimeCreated SystemTime='%s'/><EventRecordID>%d</EventRecordID>", $2, stamp($1), NR
    printf "<Channel>Security</Channel><Computer>%s.institute.example</Computer></System><EventData>", $3
    for (i = 4; i <= NF; i++) {
        eq = index($i, "=")
        if (eq > 1)
            printf "<Data Name='%s'>%s</Data>", substr($i, 1, eq - 1), escaped(substr($i, eq + 1))
        else
            printf "<Data>%s</Data>", escaped(substr($i, eq + 1))
    }
    print "</EventData></Event>"
}
