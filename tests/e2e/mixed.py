"""mixed.py CORDON - a folder with a file of every format, made of the samples that `cordon formats` shows, with junk and
packed ones beside: one scan reads all. Then each of them damaged in every way that logs are. A new format is covered by
its row. Prints TAP."""
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

CORDON = os.path.abspath(sys.argv[1])
COUNT = BAD = 0
SAID = re.compile(r"^cordon: (  )?(\S+) +([\d,-]+) +([\d,-]+) +([\d,-]+) +([\d,-]+) +([\d,-]+) +([\d,-]+)$")


def ok(right, name, why=""):
    global COUNT, BAD
    COUNT += 1
    BAD += not right
    print(f"{'' if right else 'not '}ok {COUNT} - {name}")
    if not right:
        print("\n".join("# " + line for line in str(why).splitlines()[:12]))


def run(*args):
    done = subprocess.run([CORDON, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def number(cell):
    return 0 if cell == "-" else int(cell.replace(",", ""))


def table(err):
    """-v: {(format, program or None): (lines, told, unread)}; what belongs and what is of others is left out"""
    rows, form = {}, None
    for line in err.splitlines():
        m = SAID.match(line)
        if not m:
            continue
        lines, signins, actions, _, _, unread = map(number, m.groups()[2:])
        form = form if m[1] else m[2]
        rows[(form, m[2] if m[1] else None)] = (lines, signins + actions, unread)
    return rows


def rows_of(row, times):
    """The sample several times, as a file of its format holds it."""
    sample = row["sample"]
    if row["framing"] in ("csv", "w3c") or sample.startswith("#"):
        *head, last = sample.split("\n")
        return "\n".join(head + [last] * times) + "\n"
    return (sample + "\n") * times


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    return path


def scan(*paths):
    return run("scan", "-v", "--format", "jsonl", *paths)


def is_sane(code):
    return code in (0, 1, 3)


def test_alone(folder, rows):
    """Each by itself: what it tells is what the mixed folder must count."""
    told = {}
    for row in rows:
        code, _, err = scan(write(folder, row["name"] + ".log", rows_of(row, 5)))
        counts = table(err)
        form = [key for key in counts if key[1] is None]
        key = (form[0][0], row["name"]) if row["kind"] == "lines" and form else (row["name"], None)
        got = counts.get(key, (0, 0, 0))
        ok(code == 0 and got[1] >= 5 and got[2] == 0, f"{row['name']}: five of its sample are read", f"exit {code}\n{err}")
        told[row["name"]] = (key, got)
    return told


def junk(folder):
    os.mkdir(os.path.join(folder, "junk"))
    write(folder, "junk/notes.txt", "Shopping: milk, bread\nand nothing else\n" * 20)
    write(folder, "junk/picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    write(folder, "junk/list.json", json.dumps([{"a": 1}] * 50))
    write(folder, "junk/empty.log", b"")


def test_mixed(folder, rows, told):
    """All at once; every second one packed."""
    whole = os.path.join(folder, "all")
    os.mkdir(whole)
    with zipfile.ZipFile(os.path.join(whole, "some.zip"), "w") as pack:
        for i, row in enumerate(rows):
            data = rows_of(row, 5).encode()
            if i % 3 == 0:
                write(whole, row["name"] + ".log", data)
            elif i % 3 == 1:
                write(whole, row["name"] + ".log.gz", gzip.compress(data, mtime=0))
            else:
                pack.writestr(row["name"] + ".log", data)
    code, _, err = scan(whole)
    counts = table(err)
    ok(code == 0, "a folder with all formats is read in one go", f"exit {code}\n{err}")
    want = {}
    for key, got in told.values():
        want[key] = tuple(a + b for a, b in zip(want.get(key, (0, 0, 0)), got))
    for key, sum_of in sorted(want.items(), key=str):
        if key[1] is None and key[0] in ("syslog", "journal-json", "journal-json-pretty"):
            continue  # holds the programs' too
        got = counts.get(key, (0, 0, 0))
        ok(got[1] >= sum_of[1] and got[2] == 0, f"mixed: {key[1] or key[0]} counts as by itself", f"{got}, alone {sum_of}")
    junk(whole)
    code, _, err = scan(whole)
    ok(code == 3, "with junk beside: exit 3", f"exit {code}\n{err}")
    ok({key: val for key, val in table(err).items()} == counts, "and the same counts", err)
    one, two = run("scan", "--threads", "1", "--format", "jsonl", whole), run("scan", "--threads", "4", "--format", "jsonl", whole)
    ok(one[:2] == two[:2], "whatever the threads")
    code, out, err = run("doctor", "--format", "jsonl", whole)
    ok(is_sane(code) and all(json.loads(line) for line in out.splitlines()), "the doctor reads it too", err)


def damaged(row):
    """(name, bytes, must it be told?): truncated, interleaved, wrong encoding and zone, fields missing or huge."""
    text = rows_of(row, 5)
    data = text.encode()
    sample = row["sample"].encode()
    yield "cut in the middle", data[: len(data) - len(sample) // 2], False
    yield "cut behind a few bytes", data[:17], False
    yield "without its last line end", data.rstrip(b"\n"), False
    half = len(sample) // 2
    yield "two writers in one line", data + sample[:half] + sample + b"\n" + sample[half:] + b"\n" + data, False
    yield "UTF-16 little-endian", b"\xff\xfe" + text.encode("utf-16-le"), False
    yield "UTF-16 big-endian", b"\xfe\xff" + text.encode("utf-16-be"), False
    yield "UTF-8 with its mark", b"\xef\xbb\xbf" + data, False
    yield "Latin-1 names", data.replace(b"meier", b"m\xfcller").replace(b"bob", b"b\xf6b"), False
    yield "zeros", data + b"\0" * 5000 + data, False
    yield "CR LF", data.replace(b"\n", b"\r\n"), False
    yield "another zone", re.sub(rb"(\d\d:\d\d:\d\d(?:\.\d+)?)(Z|\+00:00)", rb"\1+13:45", data), False
    yield "no address", re.sub(rb"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b", b"", data), False
    yield "no address that is one", re.sub(rb"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b", b"999.1.1.1", data), False
    yield "a name of a megabyte", re.sub(rb"j\.meier|bob|\bsa\b", b"x" * 1100000, data, count=1), False
    yield "a name of a hundred kilobytes", re.sub(rb"j\.meier|bob|\bsa\b", b"x" * 100000, data, count=1), False
    yield "fields gone", re.sub(rb'"(?:[A-Za-z_]*(?:ser|ame|ime)[A-Za-z_]*)":"[^"]*",?', b"", data), False


def test_damaged(folder, row):
    worst = []
    for name, data, _ in damaged(row):
        path = write(folder, "damaged.log", data)
        code, _, err = scan("--input-format", row["name"] if row["kind"] == "format" else "syslog", path)
        free, _, free_err = scan(path)
        rows = table(err)
        lines = sum(val[0] for key, val in rows.items() if key[1] is None)
        told = sum(val[1] + val[2] for key, val in rows.items() if key[1] is None)
        if not is_sane(code) or not is_sane(free) or "Sanitizer" in err + free_err or "runtime error" in err + free_err:
            worst.append(f"{name}: exit {code}, {free}\n{(err + free_err)[-600:]}")
        elif code == 0 and lines > 0 and told > lines:
            worst.append(f"{name}: {told} told of {lines}")
    ok(not worst, f"{row['name']}: damaged in {len(list(damaged(row)))} ways, never crashes, and is counted", "\n".join(worst))


def test_cut_is_told(folder, row):
    """JSON and XML that break off within a record never read as clean."""
    data = rows_of(row, 5).encode()
    code, _, err = scan(write(folder, "cut.log", data[: len(data) - len(row["sample"]) // 2]))
    ok(code == 3, f"{row['name']}: a record that breaks off is told", f"exit {code}\n{err}")


def main():
    code, out, _ = run("formats", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    # A message is no row of a log: tests/e2e/messages.sh has those.
    rows = [row for row in rows if row["sample"] and row["family"] != "messages"]
    ok(code == 0 and len(rows) > 5, "the table of what is read")
    with tempfile.TemporaryDirectory() as folder:
        told = test_alone(folder, rows)
        test_mixed(folder, rows, told)
        for row in rows:
            test_damaged(folder, row)
            if row["framing"] in ("json", "xml"):
                test_cut_is_told(folder, row)
    print(f"1..{COUNT}")
    return BAD > 0


sys.exit(main())
