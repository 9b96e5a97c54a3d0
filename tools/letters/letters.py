#!/usr/bin/env python3
"""letters.py --part fit|held|service [--seed N] [--each N] --out DIR - writes made-up mail for fitting and for testing.

Every letter is synthetic: texts/ holds what is said, dress.py and services.py how it looks, envelope.py how it came.
DIR gets one folder a set (phish-own-fit, ham-own-fit; phish-own-held, ham-own-twins, ham-own-held; ham-own-service) and
labels-PART.tsv: file, class, language, part, template, pair. Same seed, same bytes. docs/mail-letters.md says which
part is for what.
"""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import envelope
import markup
import services
import words

HERE = pathlib.Path(__file__).resolve().parent
QUIET = ('quiet', 'people', 'service')  # the files of texts/ that hold no lures
EACH = {'fit': 8, 'held': 4, 'service': 3}
FREEMAIL = {
    'gmail.com': 'gmail',
    'yahoo.com': 'freemail',
    'yahoo.de': 'freemail',
    'yahoo.fr': 'freemail',
    'yahoo.it': 'freemail',
    'yahoo.es': 'freemail',
    'yahoo.com.br': 'freemail',
    'mail.ru': 'freemail',
}
MAILERS = {
    'outlook': ('Microsoft Outlook 16.0',),
    'apple': ('Apple Mail (2.3774.300.61.1.2)', 'iPhone Mail (20H19)'),
    'plain': ('Mozilla Thunderbird', 'Evolution 3.46.4', 'Roundcube Webmail/1.6.0'),
}


def read_all():
    letters = []
    for path in sorted((HERE / 'texts').glob('*.*.txt')):
        klass, lang, _ = path.name.split('.')
        letters += words.read_letters(path, klass, lang)
    return letters


def host_of(url):
    return url.partition('://')[2].partition('/')[0]


def complete(letter, draw):
    """The header lines expanded, and what is not told taken from what is."""
    if 'brand' in letter:
        draw.memo['brand'] = draw.expand(letter['brand'], 'brand')
    out = {
        key: draw.expand(value, key) if key not in ('id', 'body', 'class', 'lang', 'part') else value
        for key, value in letter.items()
    }
    rng = draw.rng('complete')
    name, addr = envelope.split_address(out['from'])
    domain = envelope.domain_of(addr)
    out['addr'], out['brand'] = addr, out.get('brand', name or domain)
    out['look'] = rng.choice(out.get('look', 'plain').split())
    serviced = out['look'] in ('service', 'card', 'loud', 'picture')
    out['via'] = rng.choice(out.get('via', FREEMAIL.get(domain, 'esp' if serviced else 'corp cloud')).split())
    bounce = {
        'esp': rng.choice(
            (
                f'bounces+{rng.randrange(16 ** 12):012x}@{rng.choice(("bounce", "em", "mail", "news"))}.{domain}',
                f'{rng.randrange(16 ** 24):024x}@{rng.choice(("bounce", "ret", "e"))}.{domain}',
            )
        ),
        'rented': rng.choice(
            (addr, f'www-data@{rng.choice(("web", "shop", "host"))}{rng.randint(2, 99)}.serverfarm.example')
        ),
    }
    out['envelope'] = out.get('envelope', bounce.get(out['via'], addr))
    out['auth'] = rng.choice(
        out.get('auth', 'none fail pass' if out['via'] == 'rented' else 'pass pass pass none').split()
    )
    return out


def footer(letter, draw, rng):
    """What services write below, in the letter's language; lures copy it. `footer: no` leaves it out."""
    if (
        letter['look'] not in ('service', 'card', 'loud')
        or letter.get('footer') == 'no'
        or '\n~ ' in letter['body']
        or rng.random() < 0.3
    ):
        return ''
    draw.memo['brand'] = letter['brand']
    lines = [draw.expand(draw.one('footer'), 'footer')] + (
        [draw.expand(draw.one('footer-address'), 'address')] if rng.random() < 0.7 else []
    )
    if letter['via'] == 'esp' and letter.get('unsubscribe') != 'no':
        lines.append(f'[{draw.one("unsubscribe")}](unsubscribe)')
    return '\n' + '\n'.join('~ ' + line for line in lines) + '\n'


def links_of(letter, rng):
    links = {key[5:]: value for key, value in letter.items() if key.startswith('link.')}
    domain = envelope.domain_of(letter['addr'])
    first = host_of(next(iter(links.values()), '')) or domain
    assets = letter.get('assets') or (first if domain in FREEMAIL else domain)
    home, shelf = first, assets if assets[0].isdigit() else f'{rng.choice(("cdn", "static", "img", "assets"))}.{assets}'
    # Hosts that are somebody's get a path that is nobody's.
    home, shelf = (host if host.endswith('.example') else host + '/x-example' for host in (home, shelf))
    links.setdefault(
        'unsubscribe',
        f'https://{home}/{rng.choice(("unsubscribe", "u", "preferences", "optout"))}/{rng.randrange(16 ** 10):010x}',
    )
    meta = {
        'home': assets,
        'logo': f'https://{shelf}/{rng.choice(("logo.png", "img/logo@2x.png", "mail/header.png"))}',
        'pixel': f'https://{home}/{rng.choice(("o", "open", "wf/open", "t"))}/{rng.randrange(16 ** 14):014x}.gif',
        'picture': f'https://{home}/{rng.randrange(16 ** 6):06x}.{rng.choice(("jpg", "png"))}',
    }
    return links, meta


def headers(letter, draw, rng):
    """Header fields in the order of real mail: the newest on top."""
    received, mx = envelope.hops(letter, draw, rng)
    name, addr = envelope.split_address(letter['from'])
    out = [f'Return-Path: <{letter["envelope"]}>'] + [f'Received: {r}' for r in received]
    if rng.random() < 0.7:
        out.insert(2, f'Authentication-Results: {envelope.results(letter, mx, rng)}')
    tail = envelope.domain_of(addr) if letter['via'] != 'cloud' else 'AM6PR05MB0000.eurprd05.prod.outlook.com'
    mark = rng.choice(
        (
            f'{rng.randrange(16 ** 24):024X}',
            f'CA+{rng.randrange(36 ** 12)}',
            f'{draw.when:%Y%m%d%H%M%S}.{rng.randrange(16 ** 8):08x}',
        )
    )
    rest = [
        f'Date: {envelope.date(draw.when, rng)}',
        f'From: {envelope.address(letter["from"])}',
        f'Message-ID: <{mark}@{tail}>',
    ]
    to = letter.get('to', draw.memo['addr'])
    shown = (
        envelope.address(f'{draw.memo["me"]} <{to}>')
        if letter.get('to') is None and rng.random() < 0.5
        else to if '@' in to and '<' not in to else envelope.address(to) if '<' in to else to
    )
    rest += [f'To: {shown}', f'Subject: {envelope.word(letter["subject"])}']
    for key, field in (('reply', 'Reply-To'), ('sender', 'Sender'), ('cc', 'Cc')):
        if letter.get(key):
            rest.append(f'{field}: {envelope.address(letter[key])}')
    if letter.get('re'):
        before = f'<{rng.randrange(16 ** 20):020x}@{draw.memo["dom"]}>'
        rest += [f'In-Reply-To: {before}', f'References: {before}']
    if letter['via'] == 'esp' and rng.random() < 0.5:
        rest.append(f'List-Unsubscribe: <https://{envelope.domain_of(addr)}/lu/{rng.randrange(16 ** 12):012x}>')
    if letter['look'] in MAILERS and rng.random() < 0.4:
        rest.append(f'X-Mailer: {rng.choice(MAILERS[letter["look"]])}')
    rng.shuffle(rest)
    return out + rest


def calendar(letter, draw):
    return (
        'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//calendar.example//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n'
        f'UID:{draw.field("hex:20")}@calendar.example\r\nDTSTAMP:{draw.when:%Y%m%dT%H%M%SZ}\r\n'
        f'DTSTART:{draw.when:%Y%m%dT%H0000Z}\r\nDURATION:PT1H\r\nSUMMARY:{letter["subject"]}\r\n'
        f'ORGANIZER:mailto:{letter["addr"]}\r\nATTENDEE;RSVP=TRUE:mailto:{draw.memo["addr"]}\r\n'
        'END:VEVENT\r\nEND:VCALENDAR\r\n'
    )


def compose(template, seed, number, lists, is_twin):
    """One letter as bytes, and its text as a person would read it."""
    draw = words.Draw(seed, template, number, lists, is_twin)
    letter = complete(template, draw)
    rng = draw.rng('dress')
    links, meta = links_of(letter, rng)
    body = draw.expand(template['body'], 'body')
    letter['body'] = body
    body += footer(letter, draw, draw.rng('footer'))
    meta.update(subject=letter['subject'], to=draw.memo['addr'])
    plain = markup.as_plain(body, links, rng.choice((0, 0, 72, 76)), rng)
    if letter['look'] == 'plain':
        part = envelope.text_part('text/plain', plain, rng)
    else:
        page = envelope.text_part('text/html', services.LOOKS[letter['look']](links, rng, meta).page(body), rng)
        alone = rng.random() < {'service': 0.35, 'card': 0.35, 'loud': 0.7, 'picture': 0.8}.get(letter['look'], 0.15)
        part = (
            page if alone else envelope.join('alternative', [envelope.text_part('text/plain', plain, rng), page], rng)
        )
    side = 'twin.' if is_twin else 'lure.'
    files = [draw.expand(template[key], key) for key in sorted(template) if key.removeprefix(side).startswith('file')]
    parts = [envelope.file_part(f, rng) for f in files]
    if letter.get('invite'):
        parts.append(
            'Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
            + calendar(letter, draw)
        )
    if parts:
        part = envelope.join('mixed', [part] + parts, rng)
    text = '\r\n'.join(headers(letter, draw, rng) + ['MIME-Version: 1.0', part])
    return text.replace('\r\n', '\n').encode('utf-8'), plain


def sets_of(template, part):
    """[(folder, is_twin)] of what one template makes in one part."""
    quiet = template['class'] in QUIET
    if part == 'service':
        return [('ham-own-service', False)]
    if quiet:
        return [(f'ham-own-{part}', False)]
    return [(f'phish-own-{part}', False)] + ([('ham-own-twins', True)] if template.get('twin') else [])


def main():
    args = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    args.add_argument('--part', choices=sorted(EACH), required=True)
    args.add_argument('--seed', type=int, default=1)
    args.add_argument('--each', type=int, help='letters a template; without it %s' % EACH)
    args.add_argument('--out', type=pathlib.Path, required=True)
    opt = args.parse_args()
    lists = words.read_lists(HERE / 'texts' / 'lists.txt')
    rows = []
    for template in (t for t in read_all() if t['part'] == opt.part):
        for folder, is_twin in sets_of(template, opt.part):
            (opt.out / folder).mkdir(parents=True, exist_ok=True)
            for number in range(opt.each or int(template.get('times', EACH[opt.part]))):
                name = f'{template["id"]}-{number:02}.eml'
                data, _ = compose(template, opt.seed, number, lists, is_twin)
                (opt.out / folder / name).write_bytes(data)
                klass = 'none' if is_twin or template['class'] in QUIET else template['class']
                rows.append(
                    (
                        f'{folder}/{name}',
                        klass,
                        template['lang'],
                        opt.part,
                        template['id'],
                        f'{template["id"]}-{number:02}' if template.get('twin') else '-',
                    )
                )
    (opt.out / f'labels-{opt.part}.tsv').write_text(
        'file\tclass\tlanguage\tpart\ttemplate\tpair\n' + ''.join('\t'.join(r) + '\n' for r in sorted(rows)), 'utf-8'
    )


if __name__ == '__main__':
    main()
