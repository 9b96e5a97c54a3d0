#!/usr/bin/env python3
"""forms.py FORM incidents|signins FILE [JSONL] - reads what a form wrote as its standard says it is read.

Only the standard library. JSONL is the same in Cordon's own form, with which numbers and names must agree.
Prints what is wrong, at most twenty lines, and exits with 1 then. A form that is not named here is read as JSON
or CSV, whichever it is.
"""
import csv
import datetime
import ipaddress
import json
import re
import sys

wrong = []


def must(condition, what, of=None):
    if not condition:
        wrong.append(what if of is None else f"{what}: {str(of)[:300]}")
    return bool(condition)


def no_twice(pairs):
    names = [name for name, _ in pairs]
    must(len(names) == len(set(names)), "a field stands twice", names)
    return dict(pairs)


def no_constant(name):
    raise ValueError(f"{name} is no JSON")


def read_json(text):
    return json.loads(text, object_pairs_hook=no_twice, parse_constant=no_constant)


def lines_of(data):
    must(data.endswith(b"\n") or not data, "the last line has no end")
    return data.decode("utf-8").split("\n")[:-1]


def is_address(text, version=None):
    try:
        got = ipaddress.ip_address(text)
    except ValueError:
        return False
    return version in (None, got.version)


def is_ms(value):
    return isinstance(value, int) and not isinstance(value, bool) and (value == 0 or 10**12 <= value < 10**13)


def ms_of(text):
    if not text:
        return None
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    epoch = datetime.datetime.fromtimestamp(0, datetime.timezone.utc)
    return (at - epoch) // datetime.timedelta(milliseconds=1)


def known(entry, fields, where):
    must(set(entry) <= set(fields), f"{where}: fields that the schema has not", set(entry) - set(fields))


def needs(entry, fields, where):
    must(all(entry.get(f) is not None for f in fields), f"{where}: lacks {[f for f in fields if f not in entry]}")


def walk(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, path + "[]")
    else:
        yield path, value


SEVERITIES = ["info", "low", "medium", "high", "critical"]

# ---- OCSF 1.8.0 ----

OCSF_BASE = """activity_id activity_name category_uid category_name class_uid class_name type_uid time severity_id
    severity status_id status metadata observables unmapped message""".split()
OCSF_OF_CLASS = {
    3002: """count status_code status_detail user src_endpoint service auth_protocol_id auth_protocol logon_type_id
        is_remote is_mfa auth_factors http_request""".split(),
    2004: """start_time end_time confidence_id confidence is_alert finding_info evidences resources
        remediation""".split(),
    2005: """start_time end_time confidence_id confidence desc priority_id priority impact_id impact
        is_suspected_breach assignee_group finding_info_list attacks""".split(),
}
OCSF_ENUMS = {
    "severity_id": range(1, 6),
    "confidence_id": range(4),
    "priority_id": range(5),
    "impact_id": range(5),
    "logon_type_id": (0, 3),
    "auth_protocol_id": (0, 99),
}
OCSF_EMAIL = re.compile(r"[a-zA-Z0-9!#$%&'*+\-/=?^_`{|}~.]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+")


def ocsf_common(event):
    uid = event["class_uid"]
    if not must(uid in OCSF_OF_CLASS, "a class that Cordon does not write", uid):
        return
    known(event, OCSF_BASE + OCSF_OF_CLASS[uid], uid)
    needs(event, "activity_id category_uid class_uid type_uid time severity_id metadata".split(), uid)
    must(event["type_uid"] == uid * 100 + event["activity_id"], "type_uid is class and activity", event["type_uid"])
    must(event["category_uid"] == uid // 1000, "category_uid", event["category_uid"])
    must(is_ms(event["time"]), "time is in milliseconds", event["time"])
    for name, allowed in OCSF_ENUMS.items():
        must(name not in event or event[name] in allowed, name, event.get(name))
    meta = event["metadata"]
    must(meta["version"] == "1.8.0", "version of the schema", meta)
    needs(meta, ["product", "uid"], "metadata")
    needs(meta["product"], ["name", "vendor_name", "version"], "product")
    for seen in event.get("observables", []):
        must(seen["type_id"] in (2, 4, 12) and seen["name"] and isinstance(seen["value"], str), "observable", seen)
        must(seen["type_id"] != 2 or is_address(seen["value"]), "observable address", seen)
    for path, value in walk({k: v for k, v in event.items() if k != "unmapped"}):
        if path.endswith("src_endpoint.ip"):
            must(is_address(value), "an address", value)
        if path.endswith("email_addr"):
            must(OCSF_EMAIL.fullmatch(value), "an address for mail", value)
        if path.endswith("_time"):
            must(path.endswith("original_time") or is_ms(value), f"{path} in milliseconds", value)


def ocsf_signins(rows, own):
    for event in rows:
        ocsf_common(event)
        must(event["class_uid"] == 3002, "class of a sign-in", event["class_uid"])
        must(event["user"].get("name"), "user has a name", event["user"])
        must(event.get("service", {}).get("name"), "service or dst_endpoint", event.get("service"))
        must(event["status_id"] == (1 if event["status_code"] == "ok" else 2), "status_id", event["status_id"])
        must((event["status_code"] == "ok") == ("status_detail" not in event), "status_detail", event)
        must(set(event.get("src_endpoint", {"ip": 0})) & {"ip", "name"}, "endpoint says which", event)
    for event, want in zip(rows, own):
        must(event["status_code"] == want["outcome"] and event["count"] == want["attempts"], "agrees", event)
        must(event["time"] == ms_of(want["time"]), "time agrees", event)
        must(event["user"]["name"] == (want["account"] or "unknown"), "account agrees", event["user"])
        must(event["unmapped"]["line"] == want["line"], "line agrees", event)
    must(not own or len(rows) == len(own), "every sign-in", len(rows))


def ocsf_attack(attack):
    known(attack, ["version", "tactic", "technique", "sub_technique"], "attack")
    must(attack["version"] == "19", "ATT&CK's version", attack)
    must("tactic" not in attack or re.fullmatch(r"TA\d{4}", attack["tactic"]["uid"]), "tactic", attack)
    must("tactic" not in attack or re.fullmatch(r"T\d{4}", attack["technique"]["uid"]), "technique", attack)
    sub = attack.get("sub_technique")
    must(sub is None or sub["uid"].startswith(attack["technique"]["uid"] + "."), "sub-technique", attack)


def ocsf_info(info, inc):
    known(info, """uid title desc types created_time first_seen_time last_seen_time related_events_count analytic
        attacks traits tags product""".split(), "finding_info")
    must(info["uid"] == inc["id"] and info["title"] == inc["title"], "finding agrees", info)
    must(info["related_events_count"] == inc["attempts"], "attempts agree", info)
    must(info["created_time"] == ms_of(inc["opened_at"]), "opening agrees", info)
    must(info["analytic"]["type_id"] == 3 and info["analytic"]["uid"] == inc["kind"], "analytic", info["analytic"])
    must(len(info["attacks"]) == len(inc["techniques"]), "every technique", info["attacks"])
    for attack in info["attacks"]:
        ocsf_attack(attack)
    must(len(info["traits"]) == len(inc["reasons"]) + len(inc["counter"]), "every reason", info["traits"])
    for trait in info["traits"]:
        must(trait["name"] and isinstance(trait["values"], list), "trait", trait)
    must([tag["value"] for tag in info["tags"]] == [p["name"] for p in inc["playbooks"]], "playbooks", info["tags"])


def ocsf_evidence(evidence):
    known(evidence, ["name", "user", "src_endpoint", "data"], "evidences")
    data = evidence["data"]
    must(data["file"] and data["line"] > 0 and is_ms(data["time"]), "a row of evidence", data)
    must("sha256" not in data or re.fullmatch("[0-9a-f]{64}", data["sha256"]), "hash", data)


def ocsf_incidents(rows, own):
    must(len(rows) == 2 * len(own), "two findings an incident", len(rows))
    for detection, incident, inc in zip(rows[::2], rows[1::2], own):
        for event, uid in (detection, 2004), (incident, 2005):
            ocsf_common(event)
            must(event["class_uid"] == uid, "detection, then incident", event["class_uid"])
            must(event["metadata"]["correlation_uid"] == inc["id"], "both belong together", event["metadata"])
            must(event["severity_id"] == SEVERITIES.index(inc["severity"]) + 1, "severity agrees", event)
            must(event["status_id"] == 1 and event["time"] == ms_of(inc["opened_at"]), "new since", event)
        must(detection["is_alert"] is (inc["severity"] != "info"), "is_alert", detection["is_alert"])
        ocsf_info(detection["finding_info"], inc)
        must(len(incident["finding_info_list"]) == 1, "one finding", incident["finding_info_list"])
        ocsf_info(incident["finding_info_list"][0], inc)
        must(incident["assignee_group"]["name"] == "unassigned", "nobody has it yet", incident["assignee_group"])
        must(incident["is_suspected_breach"] is (inc["outcome"] == "got-in"), "breach", incident)
        for evidence in detection["evidences"]:
            ocsf_evidence(evidence)
        for name, listed in ("accounts", "resources"), ("evidences", "evidences"):
            must(len(detection[listed]) == detection["unmapped"][name + "_listed"] <= 100, name, inc["id"])
        total = detection["unmapped"]
        must(total["accounts_total"] == inc.get("accounts_total", len(inc["accounts"])), "accounts in all", total)
        must(total["sources_total"] == inc.get("sources_total", len(inc["sources"])), "sources in all", total)
        must(total["got_in"] == sum(a["outcome"] == "got-in" for a in inc["accounts"]), "got in", total["got_in"])
        cut = any(total[n + "_listed"] < total[n + "_total"] for n in ("accounts", "sources", "evidences"))
        must(detection["metadata"].get("is_truncated", False) is cut, "says that it was cut", total)
        must("actor" not in detection and "actor" not in incident, "nobody is accused")


# ---- ECS 9 ----

ECS_FIELDS = """@timestamp ecs observer event organization user source related service user_agent log cordon message
    rule threat""".split()


def ecs_common(event, kind, categories):
    known(event, ECS_FIELDS, "ECS")
    must(event["ecs"] == {"version": "9.0.0"}, "version", event["ecs"])
    must(ms_of(event["@timestamp"]) is not None, "@timestamp", event)
    must(event["event"]["kind"] == kind and event["event"]["category"] == categories, "kind and category", event)
    must(event["event"]["outcome"] in ("success", "failure"), "outcome", event["event"])
    must(isinstance(event["event"]["type"], list), "event.type is a list", event["event"])
    for path, value in walk(event):
        if path in (".source.ip", ".related.ip[]"):
            must(is_address(value), "fits a field of type ip", value)
        if path.endswith(".number") or path == ".event.severity":
            must(isinstance(value, int), "a number", value)


def ecs_signins(rows, own):
    for event in rows:
        ecs_common(event, "event", ["authentication"])
        must(event["event"]["type"] == ["start"], "type", event["event"])
        must((event["event"]["outcome"] == "success") == (event["event"]["reason"] == "ok"), "outcome", event)
    for event, want in zip(rows, own):
        must(event.get("user", {}).get("name", "") == want["account"], "account agrees", event)
        must(event.get("source", {}).get("address", want["source"]) == want["source"], "source agrees", event)
        must(event["cordon"]["attempts"] == want["attempts"] and event["cordon"]["line"] == want["line"], "agrees")
    must(not own or len(rows) == len(own), "every sign-in", len(rows))


def ecs_incidents(rows, own):
    must(len(rows) == len(own), "one alert an incident", len(rows))
    for alert, inc in zip(rows, own):
        ecs_common(alert, "alert", ["authentication", "intrusion_detection"])
        must(alert["event"]["id"] == inc["id"] and alert["message"] == inc["title"], "agrees", alert["event"])
        must(alert["event"]["severity"] == SEVERITIES.index(inc["severity"]) + 1, "severity", alert["event"])
        must(alert["@timestamp"] == inc["opened_at"], "opening", alert["@timestamp"])
        must(alert["rule"]["id"] == inc["kind"], "rule", alert["rule"])
        technique = alert.get("threat", {}).get("technique", {"id": [], "subtechnique": {"id": []}})
        for part in technique, technique["subtechnique"]:
            lists = [part[k] for k in ("id", "name", "reference") if k in part]
            must(len({len(entry) for entry in lists}) <= 1, "lists side by side", part)
        own_part = alert["cordon"]
        must(own_part["accounts_total"] == inc.get("accounts_total", len(inc["accounts"])), "accounts", own_part)
        must(len(own_part["accounts"]) == own_part["accounts_listed"] <= 100, "listed", own_part)
        must(alert["related"]["user"] == [a["name"] for a in inc["accounts"][:100]], "who", alert["related"])


# ---- CEF ----

CEF_KEYS = set("""rt start end externalId cat cnt outcome reason duser src msg destinationServiceName app
    requestClientApplication filePath cs1 cs2 cs3 cs4 cs5 cs6 cn1 cn2 cn3 flexNumber1 flexNumber2 flexString1
    flexString2 cfp1""".split())
CEF_NUMBERS = ["rt", "start", "end", "cnt", "cn1", "cn2", "cn3", "flexNumber1", "flexNumber2"]


def cef_unescape(text, escapes):
    must(re.fullmatch(r"(?:[^\\]|\\[%s])*" % re.escape(escapes), text, re.S), "a backslash that escapes nothing", text)
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m.group(1), m.group(1)), text)


def cef_pairs(extension):
    parts = re.split(r"(?<!\\)=", re.sub(r"\\\\", "\0", extension))
    pairs, name = {}, parts[0]
    for i, part in enumerate(parts[1:], 1):
        value, space, following = (part, " ", "") if i == len(parts) - 1 else part.rpartition(" ")
        must(space, "a blank between pairs", part)
        must(name not in pairs, "a key stands twice", name)
        must(re.sub("Label$", "", name) in CEF_KEYS, "a key of the standard", name)
        pairs[name] = cef_unescape(value.replace("\0", "\\\\"), "\\=nr")
        name = following
    return pairs


def cef_line(line):
    must(not re.search(r"[\x00-\x1f\x7f]", line), "a control character", line)
    fields = re.match(r"CEF:0((?:\|(?:[^|\\]|\\.)*){6})\|(.*)$", line, re.S)
    if not must(fields, "a header of seven fields", line):
        return None
    header = [cef_unescape(f, "\\|") for f in re.split(r"(?<!\\)\|", fields.group(1).replace("\\\\", "\0"))[1:]]
    must(header[:2] == ["Cordon", "Cordon"], "who tells it", header)
    must(header[5].isdigit() and int(header[5]) <= 10, "severity", header)
    pairs = cef_pairs(fields.group(2))
    for key in CEF_NUMBERS:
        must(key not in pairs or pairs[key].isdigit(), f"{key} is a number", pairs.get(key))
    for key, value in pairs.items():
        must(len(value.encode()) <= (4000 if re.fullmatch("cs[1-6]", key) else 1023), f"{key} is too long", value)
        must(key not in pairs or not re.fullmatch(r"(cs|cn|cfp|flex\w+)\d", key) or key + "Label" in pairs, "label", key)
    must("src" not in pairs or is_address(pairs["src"], 4), "src is IPv4", pairs.get("src"))
    return header, pairs


def shown(text):
    """A name as CEF's readers get it: with what is not to be seen as code points."""
    return re.sub(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\u202e\u2028\U000e0041\u200b\u00ad]",
                  lambda m: "\\u{%x}" % ord(m.group()), text)


def cef_signins(lines, own):
    for i, line in enumerate(lines):
        header, pairs = cef_line(line) or ([], {})
        must(pairs.get("cat") == "authentication", "category", pairs)
        if i < len(own):
            must(pairs["reason"] == own[i]["outcome"] and int(pairs["cnt"]) == own[i]["attempts"], "agrees", line)
            must(len(own[i]["account"]) > 40 or pairs.get("duser", "") == shown(own[i]["account"]), "duser", line)
    must(not own or len(lines) == len(own), "every sign-in", len(lines))


def cef_incidents(lines, own):
    must(len(lines) == len(own), "one line an incident", len(lines))
    for line, inc in zip(lines, own):
        header, pairs = cef_line(line) or ([], {})
        must(pairs["externalId"] == inc["id"] and header[3] == inc["kind"], "agrees", line)
        must(int(header[5]) == [1, 3, 5, 8, 10][SEVERITIES.index(inc["severity"])], "severity", header)
        must(int(pairs["cn1"]) == inc.get("accounts_total", len(inc["accounts"])), "accounts", pairs["cn1"])
        must(int(pairs["cnt"]) == inc["attempts"] and int(pairs["rt"]) == ms_of(inc["opened_at"]), "agrees", pairs)


# ---- CSV ----

def csv_any(data):
    text = data.decode("utf-8")
    rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
    must(text.count("\r\n") == text.count("\n") == len(rows), "one line a row, ended as RFC 4180 says", len(rows))
    for row in rows:
        must(len(row) == len(rows[0]), "as many cells as the head", row)
        for cell in row:
            must(not re.match(r"[=+\-@\t\r]", cell), "a formula", cell)
            must(not re.search(r"[;\t][=+\-@]", cell), "a formula where another country begins a cell", cell)
            must(not re.search(r"[\x00-\x08\x0a-\x1f\x7f\u202a-\u202e\u200b]", cell), "a control", cell)
    return [dict(zip(rows[0], row)) for row in rows[1:]]


CSV_FIRST = """id kind severity outcome title organisation first_seen last_seen opened_at attempts accounts sources
    got_in""".split()


def csv_incidents(data, own):
    rows = csv_any(data)
    must(len(rows) == len(own), "one row an incident", len(rows))
    for row, inc in zip(rows, own):
        must(list(row)[:len(CSV_FIRST)] == CSV_FIRST, "columns keep their place", list(row))
        must(row["id"] == inc["id"] and int(row["attempts"]) == inc["attempts"], "agrees", row)
        must(int(row["please_check"]) == sum(a.get("check", False) for a in inc["accounts"]), "please_check", row)
        known_too = sum(a["outcome"] == "password-known" for a in inc["accounts"])
        must(int(row["password_known"]) == known_too, "password_known", row)


def csv_signins(data, own):
    rows = csv_any(data)
    must(not own or len(rows) == len(own), "every sign-in", len(rows))


def csv_accounts(data, own):
    rows, want = csv_any(data), [(inc, a) for inc in own for a in inc["accounts"]]
    must(len(rows) == len(want), "every account", len(rows))
    for row, (inc, account) in zip(rows, want):
        must(row["incident"] == inc["id"] and row["outcome"] == account["outcome"], "agrees", row)
        must((row["please_check"] == "yes") == account.get("check", False), "check", row)
        must(row["decided_at"] == account.get("at", ""), "when", row)


def csv_sources(data, own):
    rows, want = csv_any(data), [(inc, s) for inc in own for s in inc["sources"]]
    must(len(rows) == len(want), "every source", len(rows))
    for row, (inc, source) in zip(rows, want):
        must(row["source"] == source["ip"] and int(row["attempts"]) == source["attempts"], "agrees", row)


# ---- Timesketch ----

def timesketch_common(rows):
    for row in rows:
        for name in "message", "datetime", "timestamp_desc":
            must(isinstance(row.get(name), str) and row[name], f"{name} is mandatory", row)
        must(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", row["datetime"]), "datetime", row)
        must(ms_of(row["datetime"]) == row["timestamp"] // 1000, "timestamp is the same moment", row)


def timesketch_signins(rows, own):
    timesketch_common(rows)
    must(not own or len(rows) == len(own), "every sign-in", len(rows))
    for row, want in zip(rows, own):
        must(all(row[k] == want[k] for k in ("account", "outcome", "agent", "line", "attempts")), "agrees", row)


def timesketch_incidents(rows, own):
    timesketch_common(rows)
    for inc in own:
        mine = [row for row in rows if row["incident"] == inc["id"]]
        said = [row["timestamp_desc"] for row in mine]
        must(said[:3] == ["First attempt", "Incident opened", "Last attempt"], "when it began and ended", said)
        for desc, outcome in ("Attacker signed in", "got-in"), ("Password known to the attacker", "password-known"):
            want = [a["name"] for a in inc["accounts"] if a["outcome"] == outcome and "at" in a]
            must([r["account"] for r in mine if r["timestamp_desc"] == desc] == want, desc, want)
        proof = [(r["file"], r["line"], r["sha256"]) for r in mine if r["timestamp_desc"] == "Evidence"]
        must(proof == [(e["file"], e["line"], e["sha256"]) for e in inc["evidence"]], "every row of evidence", proof)


# ---- any other ----

def other(data):
    text = data.decode("utf-8")
    try:
        read_json(text)
    except ValueError:
        for line in lines_of(data):
            read_json(line)


READERS = {
    "ocsf": (ocsf_incidents, ocsf_signins), "ecs": (ecs_incidents, ecs_signins),
    "timesketch": (timesketch_incidents, timesketch_signins), "cef": (cef_incidents, cef_signins),
    "csv": (csv_incidents, csv_signins), "csv-accounts": (csv_accounts, None), "csv-sources": (csv_sources, None),
}


def main(form, what, path, own_path=None):
    with open(path, "rb") as file:
        data = file.read()
    own = []
    if own_path is not None:
        with open(own_path, "rb") as file:
            own = [read_json(line) for line in lines_of(file.read())]
    reader = READERS.get(form, (None, None))[what == "signins"]
    if reader is None:
        csv_any(data) if form.startswith("csv") else other(data)
    elif form.startswith("csv"):
        reader(data, own)
    elif form == "cef":
        reader(lines_of(data), own)
    else:
        reader([read_json(line) for line in lines_of(data)], own)
    for line in wrong[:20]:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
