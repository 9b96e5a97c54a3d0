#!/usr/bin/env python3
"""sources.py CORDON README [--write] - the list of what is read in docs/sources/README.md is that of `cordon formats`."""
import json
import os
import subprocess
import sys

BEGIN, END = "<!-- begin: cordon formats -->\n", "<!-- end -->\n"
TITLES = {"entra": "Entra ID sign-ins", "m365": "Microsoft 365", "windows": "Windows and its servers",
          "identity": "Other identity providers and clouds", "vpn": "VPN and remote access", "mail": "Mail servers",
          "linux": "Linux, Unix and SSH", "files": "File servers", "other": "Others"}


def listing(rows):
    text = ""
    for family, title in TITLES.items():
        those = [row for row in rows if row["family"] == family]
        if not those:
            continue
        page = os.path.basename(those[0]["page"])
        text += f"\n### [{title}]({page})\n\n| name | what | versions |\n|---|---|---|\n"
        for row in those:
            cells = [row["help"], row["versions"] or ""]
            text += f"| `{row['name']}` | " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
    return text + "\n"


def main():
    cordon, readme = sys.argv[1:3]
    out = subprocess.run([cordon, "formats", "--format", "jsonl"], check=True, stdout=subprocess.PIPE).stdout
    rows = [json.loads(line) for line in out.decode().splitlines()]
    with open(readme, encoding="utf-8") as file:
        text = file.read()
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    whole = head + BEGIN + listing(rows) + END + tail
    if "--write" in sys.argv:
        with open(readme, "w", encoding="utf-8") as file:
            file.write(whole)
    bad = 0
    pages = sorted({row["page"] for row in rows})
    print(f"1..{1 + len(pages)}")
    if whole != text and "--write" not in sys.argv:
        print("not", end=" ")
        bad = 1
    print("ok 1 - docs/sources/README.md lists what `cordon formats` does (tests/e2e/sources.py CORDON README --write)")
    for number, page in enumerate(pages):
        there = os.path.exists(os.path.join(os.path.dirname(readme), "..", "..", page))
        print(f"{'' if there else 'not '}ok {number + 2} - {page} is there")
        bad |= not there
    return bad


sys.exit(main())
