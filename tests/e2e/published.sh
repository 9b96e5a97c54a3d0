#!/bin/sh
# published.sh CORDON SIMULATE - what is given away, read by what others publish to read it. Prints TAP.
# Needs Python with the modules stix2validator, pymisp and mitreattack, in python3 or in $CORDON_PYTHON; what is
# not there is skipped. Nothing of theirs lies here.
here=$(realpath "$(dirname "$0")")
. "$here/lib.sh"
python=${CORDON_PYTHON:-python3}
can() { "$python" -c "import $1" 2>/dev/null; }
can stix2validator || can pymisp || can mitreattack || {
    echo '1..0 # SKIP none of the Python modules stix2validator, pymisp, mitreattack is installed'
    exit 0
}
"$simulate" 'life people=80 days=9 seed=7' --out quiet.log || exit 2
for form in stix misp navigator; do
    "$cordon" demo --format $form >demo.$form 2>/dev/null
    "$cordon" scan --org 'St Example' --format $form quiet.log >quiet.$form 2>/dev/null
    "$cordon" scan --min-severity critical --format $form quiet.log >empty.$form 2>/dev/null
done

# Ids are of version 5, so that the same incident is the same object; 103 wants chance. 202 does not know the
# relationships of the Incident Core extension.
cat >stix.py <<'EOF'
import sys
from stix2validator import ValidationOptions, validate_file
import stix2
options = ValidationOptions(version="2.1", disabled=["103", "202"])
result = validate_file(sys.argv[1], options)
for part in result.object_results:
    for said in part.errors + part.warnings:
        print(said)
with open(sys.argv[1], encoding="utf-8") as file:
    bundle = stix2.parse(file, allow_custom=True)
print(len(bundle.get("objects", [])), "objects")
sys.exit(not result.is_valid or any(part.warnings for part in result.object_results))
EOF
cat >misp.py <<'EOF'
import json
import sys
from pymisp import MISPEvent, MISPObject
with open(sys.argv[1], encoding="utf-8") as file:
    items = json.load(file)["response"]
for item in items:
    event = MISPEvent()
    info = item["Event"]["info"]
    event.load({"response": [item]})
    for told in event.objects[:50]:
        known = MISPObject(told.name, strict=True)
        assert known.template_uuid == told.template_uuid, told.template_uuid
        assert str(known.template_version) >= str(told.template_version), told.template_version
        for a in told.attributes:
            known.add_attribute(a.object_relation, value=a.value, type=a.type)
        assert json.loads(known.to_json(strict=True))
    assert json.loads(event.to_json())["info"] == info
print(len(items), "events")
EOF
cat >navigator.py <<'EOF'
import sys
from mitreattack.navlayers import Layer
layer = Layer(strict=True)
layer.from_file(sys.argv[1])
assert layer.layer is not None and layer.layer.get_dict()["versions"]["layer"] == "4.5"
print(len(layer.layer.get_dict().get("techniques", [])), "techniques")
EOF

read_by() { # MODULE FORM
    for name in demo quiet empty; do
        if can "$1"; then
            ok "$2 of $name, read by $1" "$python" "$2.py" "$name.$2"
        else
            skip "$2 of $name, read by $1" 'it is not installed'
        fi
    done
}
read_by stix2validator stix
read_by pymisp misp
read_by mitreattack navigator

tidy
