#!/bin/sh
# forms.sh CORDON SIMULATE SAMPLES - every form of --format is read as its standard says, with Python's standard
# library alone: the samples of tests/unit, the demo's incidents, and sign-ins of both kinds of log. Prints TAP.
samples=$(realpath "$3") here=$(realpath "$(dirname "$0")")
. "$(dirname "$0")/lib.sh"

reads() { # FORM incidents|signins FILE [JSONL]
    [ -s "$3" ] || { echo "$3 is empty"; return 1; }
    python3 "$here/forms.py" "$@"
}
same_twice() { # FORM
    "$cordon" demo --format "$1" >again 2>/dev/null
    cmp again "demo.$1"
}

incidents=$(forms_of scan) signins=$(forms_of events)
ok 'forms of incidents are offered' sh -c "echo '$incidents' | grep -qx ocsf"
ok 'forms of sign-ins are offered' sh -c "echo '$signins' | grep -qx ocsf"

"$samples" jsonl incidents >own.incidents
"$samples" jsonl signins >own.signins
"$cordon" demo --format jsonl >demo.jsonl 2>/dev/null
for form in $incidents; do
    "$samples" "$form" incidents >sample
    ok "$form: the samples, also the hostile one" reads "$form" incidents sample own.incidents
    "$cordon" demo --format "$form" >"demo.$form" 2>/dev/null
    ok "$form: the demo's incidents" reads "$form" incidents "demo.$form" demo.jsonl
    ok "$form: ... twice the same" same_twice "$form"
done

for kind in sshd entra; do
    "$simulate" 'life people=60 days=3 seed=3 noise=50' --format $kind --out $kind.log >/dev/null 2>&1
    "$cordon" events --format jsonl $kind.log >own.$kind 2>/dev/null
done
for form in $signins; do
    "$samples" "$form" signins >sample
    ok "$form: sign-ins of every outcome, and hostile ones" reads "$form" signins sample own.signins
    for kind in sshd entra; do
        "$cordon" events --format "$form" $kind.log >events 2>/dev/null
        ok "$form: sign-ins of $kind" reads "$form" signins events own.$kind
    done
done

# The published schema, where it can be imported (PyPI: ocsf-json-schema, jsonschema).
cat >schema.py <<'PY'
import json, sys
import jsonschema
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
schema, readers, bad = OcsfJsonSchemaEmbedded(get_ocsf_schema(version="1.8.0")), {}, 0
for path in sys.argv[1:]:
    for line in list(open(path, encoding="utf-8"))[:500]:
        event = json.loads(line)
        uid = event["class_uid"]
        if uid not in readers:
            name = schema.lookup_class_name_from_uid(class_uid=uid)
            readers[uid] = jsonschema.Draft202012Validator(schema.get_class_schema(name, profiles=[]))
        for error in readers[uid].iter_errors(event):
            bad += 1
            print(uid, list(error.absolute_path), error.message[:200])
sys.exit(bad > 0)
PY
if python3 -c 'import jsonschema, ocsf_json_schema' 2>/dev/null; then
    "$samples" ocsf incidents >sample.i
    "$samples" ocsf signins >sample.s
    "$cordon" events --format ocsf entra.log >events.ocsf 2>/dev/null
    ok 'ocsf: valid by the published schema' python3 schema.py sample.i sample.s demo.ocsf events.ocsf
else
    skip 'ocsf: valid by the published schema' 'ocsf-json-schema is not installed'
fi

tidy
