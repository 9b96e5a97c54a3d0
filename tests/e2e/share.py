"""share.py stix|misp|navigator FILE INCIDENTS: checks what is given away field by field.

INCIDENTS is the jsonl of the same scan: the numbers must agree, and no name of an account may be in FILE.
"""
import json
import re
import sys
import uuid

STIX_SPACE = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
ID = re.compile(r"^[a-z][a-z0-9-]*--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
TLP_2_0 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
CORE = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
LABELS = {
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": "clear",
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "green",
    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": "amber",
    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": "amber+strict",
    "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": "red",
}
MITRE = {
    "attack-pattern--a93494bb-4b80-4ea1-8695-3236a49916fd",  # T1110
    "attack-pattern--09c4c11e-4fa1-4f8c-8dad-3cf8e69ad119",  # T1110.001
    "attack-pattern--692074ae-bb62-4a5e-a735-02cb6bde458c",  # T1110.003
    "attack-pattern--b2d03cea-aec1-45ca-9744-9ee583c1e1cc",  # T1110.004
    "attack-pattern--69f897fd-12a9-4c89-ad6a-46d2f3c38262",  # T1589.002
    "attack-pattern--b17a1a56-e99c-403c-8948-561df0cffe81",  # T1078
    "attack-pattern--954a1639-f2d6-407d-aef3-4917622ca493",  # T1621
    "intrusion-set--bef4c620-0787-42a8-a96d-b7eb6e85917c",  # G0007
    "campaign--e7511089-1076-4a3b-984d-1a0a8afe31e9",  # C0055
}
COMMON = {"type", "spec_version", "id", "created", "modified", "created_by_ref", "object_marking_refs"}
OBSERVABLE = {"type", "spec_version", "id", "object_marking_refs"}
REQUIRED = {
    "marking-definition": {"type", "spec_version", "id", "created", "name", "extensions"},
    "identity": {"type", "spec_version", "id", "created", "modified", "name", "identity_class", "sectors"},
    "incident": COMMON | {"name", "extensions", "external_references"},
    "indicator": COMMON | {"indicator_types", "pattern", "pattern_type", "valid_from", "valid_until", "confidence"},
    "sighting": COMMON | {"sighting_of_ref", "first_seen", "last_seen", "count", "summary", "where_sighted_refs"},
    "observed-data": COMMON | {"first_observed", "last_observed", "number_observed", "object_refs"},
    "relationship": COMMON | {"relationship_type", "source_ref", "target_ref"},
    "note": COMMON | {"content", "object_refs"},
    "course-of-action": COMMON | {"name", "description"},
    "ipv4-addr": OBSERVABLE | {"value"},
    "ipv6-addr": OBSERVABLE | {"value"},
    "autonomous-system": OBSERVABLE | {"number"},
    "user-account": OBSERVABLE | {"account_login"},
}
CONTRIBUTING = {"ipv4-addr": "value", "ipv6-addr": "value", "autonomous-system": "number", "user-account": "account_login"}
PATTERN = re.compile(r"^\[(ipv4-addr:value = '[0-9.]+'|ipv6-addr:value ISSUBSET '[0-9a-f:]+/64')\]$")
faults = []


def want(holds, what):
    if not holds:
        faults.append(what)


def canonical(key, val):  # RFC 8785 of one property; its escapes are Python's
    return json.dumps({key: val}, ensure_ascii=False, separators=(",", ":"))


def refs_of(obj):
    for key, val in obj.items():
        if key.endswith("_ref"):
            yield val
        if key.endswith("_refs"):
            yield from val


def check_object(obj):
    kind, where = obj["type"], obj.get("id", "?")
    want(kind in REQUIRED, f"{where}: its type is not expected")
    want(REQUIRED.get(kind, set()) <= obj.keys(), f"{where}: lacks {REQUIRED.get(kind, set()) - obj.keys()}")
    want(ID.match(where) and where.startswith(kind + "--"), f"{where}: no id")
    want(obj["spec_version"] == "2.1", f"{where}: spec_version")
    for key, val in obj.items():
        want(val not in ([], {}, None, ""), f"{where}.{key} is empty")
        if key in ("created", "modified", "valid_from", "valid_until") or key.endswith(("_seen", "_observed")):
            want(key == "number_observed" or STAMP.match(val), f"{where}.{key}: {val} is no stamp")
    for first, last in (("created", "modified"), ("first_seen", "last_seen"), ("first_observed", "last_observed")):
        want(obj.get(first, "") <= obj.get(last, "9"), f"{where}: {last} is before {first}")
    if kind in CONTRIBUTING:
        text = canonical(CONTRIBUTING[kind], obj[CONTRIBUTING[kind]])
        want(where == f"{kind}--{uuid.uuid5(STIX_SPACE, text)}", f"{where}: others give it another id")
    if kind == "indicator":
        want(PATTERN.match(obj["pattern"]), f"{where}: {obj['pattern']}")
        want(obj["valid_from"] < obj["valid_until"], f"{where}: ends before it begins")
        want(1 <= obj["confidence"] <= 99, f"{where}: confidence")
    if kind == "marking-definition":
        want(obj["extensions"][TLP_2_0]["tlp_2_0"] == LABELS[where], f"{where}: label")
    if kind == "relationship":
        want(obj["relationship_type"] != "attributed-to", f"{where}: a machine attributes")


def check_core(obj, row):
    core = obj["extensions"][CORE]
    outcomes = {"got-in": {"confirmed"}, "password-known": {"suspected"}, "tried": {"failed-attempt", "suspected"}}
    want(core["extension_type"] == "property-extension", "extension_type")
    want(core["determination"] in outcomes[row["outcome"]], f"{row['id']}: {core['determination']}")
    want(core["investigation_status"] == "new" and 0 <= core["criticality"] <= 100, "status, criticality")
    entered = sum(a["outcome"] != "tried" for a in row["accounts"])
    want(core["impacted_entity_counts"] == {"individual": entered}, f"{row['id']}: impacted")


def check_stix(data, rows):
    want(data["type"] == "bundle" and ID.match(data["id"]) and "spec_version" not in data, "bundle")
    objects = data.get("objects", [])
    ids = [obj["id"] for obj in objects]
    want(len(ids) == len(set(ids)), "an id stands twice")
    for obj in objects:
        check_object(obj)
        for ref in refs_of(obj):
            want(ref in ids or ref in MITRE, f"{obj['id']}: {ref} leads nowhere")
    incidents = [obj for obj in objects if obj["type"] == "incident"]
    want(len(incidents) == len(rows), "incidents")
    for obj, row in zip(incidents, rows):
        want(obj["external_references"][0]["external_id"] == row["id"], "order")
        check_core(obj, row)
    want(sum(o["type"] == "indicator" for o in objects) <= 500 * len(rows), "bounded")


def check_attribute(a, where, uuids):
    want({"uuid", "type", "category", "value", "to_ids", "timestamp"} <= a.keys(), f"{where}: attribute {a}")
    want(a["uuid"] not in uuids, f"{where}: {a['uuid']} stands twice")
    uuids.add(a["uuid"])
    want(isinstance(a["value"], str) and a["value"] != "", f"{where}: value")
    want(not a["to_ids"] or a["type"] == "ip-src", f"{where}: to_ids of {a['type']}")


def check_misp(data, rows):
    want(list(data) == ["response"] and len(data["response"]) == len(rows), "a list of events")
    uuids = set()
    for item, row in zip(data["response"], rows):
        event = item["Event"]
        where = row["id"]
        want(event["date"] == row["first_seen"][:10], f"{where}: date")
        want(event["threat_level_id"] in "1234" and event["analysis"] == "0", f"{where}: levels")
        want(event["distribution"] == "0" and event["published"] is False, f"{where}: goes too far")
        want(event["timestamp"].isdigit() and event["Orgc"]["uuid"], f"{where}: timestamp, Orgc")
        tags = [t["name"] for t in event["Tag"]]
        want("tlp:amber" in tags and any(t.startswith("PAP:") for t in tags), f"{where}: tags")
        for technique in row["techniques"]:
            want(any(t.endswith(f' - {technique}"') for t in tags), f"{where}: {technique}")
        for attribute in event["Attribute"]:
            check_attribute(attribute, where, uuids)
        for obj in event["Object"]:
            want(obj["name"] == "authentication-failure-report" and obj["template_version"] == "4", f"{where}: object")
            want(obj["template_uuid"] == "9b39afe0-9809-4fe0-8a0b-4cec2b140dd2", f"{where}: template")
            relations = {a["object_relation"] for a in obj["Attribute"]}
            want({"total", "type"} <= relations and relations & {"ip-src", "username"}, f"{where}: {relations}")
            for attribute in obj["Attribute"]:
                check_attribute(attribute, where, uuids)


def check_navigator(data, rows):
    want(data["domain"] == "enterprise-attack" and data["name"], "name, domain")
    want(data["versions"] == {"attack": "19", "navigator": "5.1.0", "layer": "4.5"}, "versions")
    scores = {t["techniqueID"]: t["score"] for t in data["techniques"] if "score" in t}
    counts = {}
    for row in rows:
        for technique in row["techniques"]:
            counts[technique] = counts.get(technique, 0) + 1
    want(scores == counts, f"scores {scores}, incidents {counts}")
    want(not any("tactic" in t for t in data["techniques"]), "no tactic")
    want(data["gradient"]["maxValue"] == max(counts.values(), default=1), "gradient")


def check_names(text, rows):
    words = set(re.findall(r"[^\s\",;:()']+", text))
    for row in rows:
        for account in row["accounts"]:
            name = account["name"]
            # A word of a sentence may be somebody's name too; one with a digit or a dot is no such word.
            if len(name) > 5 and re.search(r"[0-9.@_-]", name):
                want(name not in words and name.split("@")[0] not in words, f"{name} is named")


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        text = file.read()
    with open(sys.argv[3], encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    at_home = [row for row in rows if row["severity"] == "info"]
    rows = [row for row in rows if row not in at_home]
    for row in at_home:
        want(row["id"] not in text, f"{row['id']} is no news for others")
    {"stix": check_stix, "misp": check_misp, "navigator": check_navigator}[sys.argv[1]](json.loads(text), rows)
    check_names(text, rows)
    for fault in faults[:20]:
        print(fault)
    print(f"{len(rows)} incidents, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
