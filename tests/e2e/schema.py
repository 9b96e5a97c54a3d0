"""schema.py SCHEMA [FILE]: checks each row of JSON lines, or each element of a list, against a JSON schema.

Reads the keywords that Cordon's own schemas use, of draft 2020-12, and refuses a schema with others: a rule that
is not understood must not pass as kept. Beyond the draft it wants every key to be described: a field that nobody
wrote down is a fault of the schema.
"""
import json
import re
import sys

TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool) or isinstance(v, float) and v.is_integer(),
}
SAYS_NOTHING = {"$schema", "$id", "$defs", "title", "description", "additionalProperties"}


def at_least(val, rule):
    return not TYPES["number"](val) or val >= rule


def at_most(val, rule):
    return not TYPES["number"](val) or val <= rule


def same(a, b):
    return type(a) is type(b) and a == b


def has_all(val, rule):
    return not isinstance(val, dict) or all(key in val for key in rule)


def depends(val, rule):
    return not isinstance(val, dict) or all(has_all(val, keys) for key, keys in rule.items() if key in val)


RULES = {
    "type": lambda v, r: TYPES[r](v),
    "enum": lambda v, r: any(same(v, e) for e in r),
    "const": same,
    "pattern": lambda v, r: not isinstance(v, str) or re.search(r, v) is not None,
    "minimum": at_least,
    "maximum": at_most,
    "maxItems": lambda v, r: not isinstance(v, list) or len(v) <= r,
    "required": has_all,
    "dependentRequired": depends,
}


class Schema:
    def __init__(self, root):
        self.root, self.faults = root, []
        self.understand(root, "schema")

    def understand(self, schema, where):
        for word, rule in schema.items():
            if word in ("properties", "$defs"):
                for key, sub in rule.items():
                    if word == "properties" and not sub.get("description"):
                        raise SystemExit(f"{where}.{key} is not described")
                    self.understand(sub, f"{where}.{key}")
            elif word == "items":
                self.understand(rule, where + "[]")
            elif word not in RULES and word not in SAYS_NOTHING and word != "$ref":
                raise SystemExit(f"{where}: the keyword {word} is not known here")
            if word == "additionalProperties" and rule is not True:
                raise SystemExit(f"{where}: fields are added; none may be forbidden")

    def check(self, val, schema, where):
        if "$ref" in schema:
            self.check(val, self.root["$defs"][schema["$ref"].removeprefix("#/$defs/")], where)
        for word, rule in schema.items():
            if word in RULES and not RULES[word](val, rule):
                self.faults.append(f"{where}: {word} {json.dumps(rule)[:80]} does not hold for {json.dumps(val)[:80]}")
        if isinstance(val, dict) and "properties" in schema:
            for key, sub in val.items():
                if key in schema["properties"]:
                    self.check(sub, schema["properties"][key], f"{where}.{key}")
                else:
                    self.faults.append(f"{where}.{key} is not in the schema")
        if isinstance(val, list) and "items" in schema:
            for i, sub in enumerate(val):
                self.check(sub, schema["items"], f"{where}[{i}]")


def rows_of(text):
    if text.lstrip().startswith("["):
        return json.loads(text)
    return [json.loads(line) for line in text.splitlines() if line]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = Schema(json.load(file))
    with open(sys.argv[2], encoding="utf-8") as file:
        rows = rows_of(file.read())
    for i, row in enumerate(rows):
        schema.check(row, schema.root, f"row {i + 1}")
    for fault in schema.faults[:20]:
        print(fault)
    print(f"{len(rows)} rows, {len(schema.faults)} faults")
    return 1 if schema.faults or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
