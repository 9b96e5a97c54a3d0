#!/usr/bin/env python3
"""letters.py TOOLS_LETTERS_DIR - the made-up mail is what docs/mail-letters.md says it is. Prints TAP."""

import collections
import email
import email.policy
import hashlib
import html.parser
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
tools = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(tools))
import letters
import words

LURES = {'recruiter', 'health-authority', 'credential', 'invoice', 'delivery', 'extortion', 'malware', 'fraud'}
PLACES = re.compile(r'^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$')
count = bad = 0


def ok(name, found):
    """`found`: what speaks against it; empty is good."""
    global count, bad
    found = list(found)
    count += 1
    bad += bool(found)
    print(f'{"not ok" if found else "ok"} {count} - {name}')
    for line in found[:10]:
        print(f'# {line}')


def write(part, out, *more):
    subprocess.run([sys.executable, str(tools / 'letters.py'), '--part', part, '--out', str(out), *more], check=True)
    rows = [line.split('\t') for line in (out / f'labels-{part}.tsv').read_text('utf-8').splitlines()[1:]]
    return {row[0]: dict(zip(('class', 'language', 'part', 'template', 'pair'), row[1:])) for row in rows}


def digest(folder):
    h = hashlib.sha256()
    for path in sorted(folder.rglob('*')):
        if path.is_file():
            h.update(str(path.relative_to(folder)).encode() + b'\0' + path.read_bytes())
    return h.hexdigest()


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links = []

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ('href', 'src', 'action') and value]


def faults(path):
    """What a reader of mail would object to."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    for part in message.walk():
        yield from (f'{path.name}: {type(d).__name__}' for d in part.defects)
    for field in ('From', 'To', 'Date', 'Subject', 'Message-ID', 'Return-Path', 'Received'):
        if not message[field]:
            yield f'{path.name}: no {field}'
    text = ''
    for part in message.walk():
        if part.get_content_type() in ('text/plain', 'text/html') and not part.get_filename():
            text += part.get_content()
    if len(text.split()) < 4:
        yield f'{path.name}: says nothing'
    if re.search(r'[{}]', re.sub(r'<style.*?</style>', '', text, flags=re.S)):
        yield f'{path.name}: a brace is left over'
    to = str(message['To'])
    if '@' in to and not re.search(r'\.example>?$', to):
        yield f'{path.name}: to {to}'


def links(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    for part in message.walk():
        if part.get_filename():
            continue
        if part.get_content_type() == 'text/html':
            tags = Tags()
            tags.feed(part.get_content())
            yield from tags.links
        elif part.get_content_type() == 'text/plain':
            yield from re.findall(r'https?://[^\s<>]+', part.get_content())


def unknown_fields(template, lists):
    """Fields of ways that no draw has gone yet, too."""
    draw = words.Draw(1, template, 0, lists)
    draw.memo['brand'] = 'x'
    for key, value in template.items():
        for name in re.findall(r'\{([^{}|?\s]+)\}', value):
            try:
                draw.field(name)
            except SystemExit as why:
                yield f'{template["id"]}: {key}: {why}'


def sentences(template):
    """The longer lines of a template: no two parts may share one."""
    return {line for line in template['body'].splitlines() if len(line) > 60}


with tempfile.TemporaryDirectory() as tmp:
    tmp = pathlib.Path(tmp)
    labels = {}
    for part in letters.EACH:
        labels.update(write(part, tmp / 'one'))
        write(part, tmp / 'two')
    files = {name: tmp / 'one' / name for name in labels}
    ok('the same seed writes the same bytes', [] if digest(tmp / 'one') == digest(tmp / 'two') else ['they differ'])
    write('held', tmp / 'three', '--seed', '2')
    same = [
        n
        for n, l in labels.items()
        if l['part'] == 'held' and files[n].read_bytes() == (tmp / 'three' / n).read_bytes()
    ]
    ok('another seed writes other letters', same)
    ok('every letter parses and says something', (f for path in files.values() for f in faults(path)))

    have = collections.Counter((l['part'], l['class'], l['language']) for l in labels.values())
    ok(
        'each lure in each language, for fitting and held back; quiet mail in each',
        [
            f'{part} {klass} {lang}: none'
            for part in ('fit', 'held')
            for klass in LURES
            for lang in words.LANGUAGES
            if not have[part, klass, lang]
        ]
        + [f'{p} none {lang}: none' for p in letters.EACH for lang in words.LANGUAGES if not have[p, 'none', lang]],
    )
    quiet = [l for l in labels.values() if l['part'] == 'service']
    ok(
        'at least 200 letters of 70 services',
        (
            [f'{len(quiet)} letters, {len({l["template"] for l in quiet})} templates']
            if len(quiet) < 200 or len({l['template'] for l in quiet}) < 70
            else []
        ),
    )

    templates = letters.read_all()
    lists = words.read_lists(tools / 'texts' / 'lists.txt')
    ok('every field that a template names is known', (f for t in templates for f in unknown_fields(t, lists)))
    parts = collections.defaultdict(set)
    for t in templates:
        parts[t['part']] |= sentences(t)
    ids = collections.Counter(t['id'] for t in templates)
    ok('no two templates have one name', [i for i, n in ids.items() if n > 1])
    ok(
        'what is held back shares no wording with what is fitted',
        (parts['fit'] & parts['held']) | (parts['fit'] & parts['service']) | (parts['held'] & parts['service']),
    )

    lures = {
        l['template']
        for l in labels.values()
        if l['part'] == 'held' and l['class'] in ('recruiter', 'health-authority')
    }
    twins = {n.split('/')[1]: l for n, l in labels.items() if n.startswith('ham-own-twins/')}
    ok(
        'each held-back recruiter and health letter has its genuine twin',
        [t for t in lures if not any(l['template'] == t for l in twins.values())]
        + [
            n
            for n, l in twins.items()
            if f'phish-own-held/{n}' not in labels or labels[f'phish-own-held/{n}']['pair'] != l['pair']
        ],
    )
    ok(
        'a twin is not its lure',
        [n for n in twins if files[f'ham-own-twins/{n}'].read_bytes() == files[f'phish-own-held/{n}'].read_bytes()],
    )

    def elsewhere(name):
        for link in links(files[name]):
            host = link.partition('://')[2].partition('/')[0].partition('?')[0].partition(':')[0].lower()
            if host and not host.endswith('.example') and not PLACES.match(host) and 'x-example' not in link:
                yield f'{name}: {link}'

    ok(
        'a link leads to *.example, to a documentation address, or to x-example at a host whose kind matters',
        (f for n in labels for f in elsewhere(n)),
    )
    # A label over 30 letters cannot be had at web.app, two hyphens not at github.io.
    ok(
        'names at free hosts cannot be somebody\'s',
        (
            f'{n}: {link}'
            for n, l in labels.items()
            if l['class'] != 'none'
            for link in links(files[n])
            for label, host in re.findall(r'https://([^/.]+)\.(web\.app|github\.io)', link)
            if not (len(label) > 30 if host == 'web.app' else '--' in label)
        ),
    )
    ok(
        'free mailboxes cannot be somebody\'s',
        (
            f'{n}: {box}'
            for n in labels
            for box in re.findall(
                rb'^(?:From|Reply-To|Return-Path):[^\n]*<([^<>@\s]+)@gmail\.com>',
                files[n].read_bytes().partition(b'\n\n')[0],
                re.M,
            )
            if b'_' not in box
        ),
    )

written = pathlib.Path(__file__).resolve().parent / 'verdicts'
rows = [line.split('\t') for line in (written / 'expect.tsv').read_text('utf-8').splitlines()[1:]]
ok(
    'each letter written by hand has its expected verdict',
    {row[0] for row in rows} ^ {path.name for path in written.glob('*.eml')},
)
ok('they parse and say something', (f for row in rows for f in faults(written / row[0])))
ok(
    'they cover each lure, each language, and as much quiet as loud',
    (LURES - {'fraud'} - {row[2] for row in rows})
    | {f'{verdict} {lang}' for verdict in ('phish', 'clean') for lang in words.LANGUAGES}
    - {f'{row[1]} {row[3]}' for row in rows}
    | ({'too few quiet ones'} if 2 * sum(row[1] == 'clean' for row in rows) < 0.9 * len(rows) else set()),
)

print(f'1..{count}')
sys.exit(bad > 0)
