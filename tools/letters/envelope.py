"""envelope.py - the way a letter came: hops, identifiers, results of checks, MIME parts.

Hosts have addresses of the documentation ranges only. Lures and quiet mail of one `via` have the same envelope: the
way a letter is carried says nothing about what it is.
"""

import base64
import datetime
import email.header
import email.utils
import quopri

NETS = ('192.0.2', '198.51.100', '203.0.113')
# The first bytes by which a type is known, and nothing that could run.
HEADS = {
    'pdf': b'%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    'zip': b'PK\x03\x04\x14\x00\x00\x00\x08\x00',
    'ole': b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(16),
    'lockedzip': b'PK\x03\x04\x14\x00\x01\x00\x08\x00',
    'ooxml': b'PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00\x21\x00' + bytes(12) + b'\x13\x00\x08\x02[Content_Types].xml',
    'rtf': b'{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\n',
    'iso': bytes(32769) + b'CD001\x01\x00' + bytes(64),
    'html': (
        b'<html><head><title>Document</title></head><body><form action="https://portal.example/in" method="post">'
        b'<input name="user"><input type="password" name="pass"></form></body></html>\n'
    ),
    'page': b'<html><head><title>Report</title></head><body><h1>Report</h1><p>See the table.</p></body></html>\n',
    'lnk': b'L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00F',
    'exe': b'MZ\x90\x00\x03\x00\x00\x00',
    'rar': b'Rar!\x1a\x07\x01\x00',
    '7z': b"7z\xbc\xaf'\x1c\x00\x04",
    'jpeg': b'\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01',
    'png': b'\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR',
    'ics': b'',
    'vcf': b'',
    'csv': b'name;value\r\na;1\r\n',
    'txt': b'See the letter.\r\n',
    'js': b'// inert\r\nvar text = "nothing";\r\n',
}
TYPES = {
    'pdf': 'application/pdf',
    'zip': 'application/zip',
    'doc': 'application/msword',
    'xls': 'application/vnd.ms-excel',
    'docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'htm': 'text/html',
    'html': 'text/html',
    'jpg': 'image/jpeg',
    'png': 'image/png',
    'ics': 'text/calendar',
    'csv': 'text/csv',
    'txt': 'text/plain',
    'vcf': 'text/vcard',
    'rtf': 'application/rtf',
}


def domain_of(address):
    return address.rpartition('@')[2].strip('> ')


def split_address(text):
    name, _, rest = text.rpartition('<')
    return (name.strip(), rest.rstrip('> ')) if rest.endswith('>') else ('', text.strip())


def word(text):
    """A display name or a subject as mailers write it."""
    if text.isascii():
        return text
    return email.header.Header(text, 'utf-8', maxlinelen=70).encode()


def address(text):
    name, addr = split_address(text)
    if not name:
        return addr
    if name.isascii() and any(c in name for c in '@,.()<>:;"'):
        name = '"' + name.replace('"', '') + '"'
    return f'{word(name)} <{addr}>'


def date(when, rng, zone=None):
    """`when` is UTC."""
    if zone is None:
        zone = rng.choice(('+0000', '+0100', '+0200', '-0400', '-0500', '+0000'))
    ahead = int(zone[:3])
    return (when + datetime.timedelta(hours=ahead)).strftime('%a, %d %b %Y %H:%M:%S ') + zone


def hosts(via, sender, dom, rng):
    """[(name, named by)] of the sending side, the last one speaks to the recipient's server."""
    n = rng.randint(1, 60)
    if via == 'gmail':
        return [(f'mail-{rng.choice(("wr1", "ej1", "lf1", "ot1", "pj1"))}-f{rng.randint(40, 190)}.google.com', 'SMTP')]
    if via == 'freemail':
        return [(f'sonic{rng.randint(300, 330)}-{n}.consmr.mail.{domain_of(sender)}', 'HTTP')]
    if via == 'esp':
        esp = rng.choice(
            ('smtp-out.mailcarrier.example', 'ptr.sendhost.example', 'mta.lettershop.example', 'out.bulkpost.example')
        )
        inner = [(f'{rng.choice(("app", "worker", "filterdrecv"))}-{n}.internal', 'HTTP')] if rng.random() < 0.5 else []
        return inner + [(f'{rng.choice("abo")}{n}-{rng.randint(1, 250)}.{esp}', 'ESMTP')]
    if via == 'cloud':
        site, zone = rng.choice(('AM6', 'DB5', 'HE1', 'VI1')), rng.randint(1, 5)
        tail = 'outbound.protection.outlook.com'
        return [
            (f'EUR0{zone}-{site}-obe.{tail}', 'mapi'),
            (f'mail-{site.lower()}eur0{zone}on{rng.randint(2000, 2140)}.{tail}', 'ESMTPS'),
        ]
    if via == 'rented':
        inner = [(rng.choice(('localhost', f'user{n}.local', f'desktop-{n}')), 'ESMTPA')] if rng.random() < 0.5 else []
        return inner + [
            (
                rng.choice(
                    (
                        f'vps-{rng.randint(10000, 99999)}.hosting.example',
                        f'host{n}.serverfarm.example',
                        f'srv{n}.webspace.example',
                    )
                ),
                'ESMTP',
            )
        ]
    if via == 'own':
        return [(f'ex{rng.randint(1, 4):02}.{dom}', 'mapi')]
    return [
        (f'ws{n}.intern.{domain_of(sender)}', 'ESMTPSA'),
        (
            f'{rng.choice(("mail", "mx", "smtp", "relay", "mout"))}{rng.choice(("", "1", "02"))}.{domain_of(sender)}',
            'ESMTPS',
        ),
    ]


def hops(letter, draw, rng):
    """Received fields, topmost first."""
    dom, chain = draw.memo['dom'], hosts(letter['via'], letter['envelope'], draw.memo['dom'], rng)
    net = rng.choice(NETS)
    mx, store = f'mx{rng.randint(1, 3)}.{dom}', rng.choice((f'imap.{dom}', f'mbx{rng.randint(1, 9)}.{dom}'))
    names = [name for name, _ in chain] + [mx, store]
    when, out = draw.when, []
    for at, name in enumerate(names[:-1]):
        when += datetime.timedelta(seconds=rng.randint(0, 4))
        ip = (
            f'10.{rng.randint(0, 60)}.{rng.randint(0, 250)}.{rng.randint(2, 250)}'
            if at == len(names) - 2 or (at == 0 and len(chain) > 1)
            else f'{net}.{rng.randint(2, 250)}'
        )
        protocol = chain[at][1] if at < len(chain) else rng.choice(('ESMTP', 'LMTP', 'ESMTPS'))
        tls = (
            ' (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)'
            if protocol == 'ESMTPS' and rng.random() < 0.5
            else ''
        )
        for_me = f'\r\n\tfor <{draw.memo["addr"]}>' if names[at + 1] == mx and rng.random() < 0.6 else ''
        out.insert(
            0,
            f'from {name} ({name} [{ip}])\r\n\tby {names[at + 1]} ({rng.choice(("Postfix", "Exim 4.96", "8.15.2"))})'
            f' with {protocol} id {rng.randrange(16 ** 10):010X}{tls}{for_me};\r\n\t{date(when, rng, "+0000")}',
        )
    return out, mx


def encode_part(data, how):
    """Text or bytes as a part's body with its transfer encoding."""
    if how == 'base64':
        text = base64.b64encode(data).decode()
        return '\r\n'.join(text[i : i + 76] for i in range(0, len(text), 76)) + '\r\n'
    if how == 'quoted-printable':
        return quopri.encodestring(data.replace(b'\r\n', b'\n')).decode().replace('\r\n', '\n').replace('\n', '\r\n')
    return data.decode('utf-8').replace('\r\n', '\n').replace('\n', '\r\n')


def text_part(kind, text, rng):
    ascii_short = text.isascii() and max(map(len, text.split('\n'))) < 900
    how = rng.choice(
        ('7bit', 'quoted-printable', '7bit') if ascii_short else ('quoted-printable', 'quoted-printable', 'base64')
    )
    charset = 'us-ascii' if how == '7bit' and rng.random() < 0.3 else 'utf-8'
    if not text.isascii() and rng.random() < 0.15 and text.encode('cp1252', 'ignore').decode('cp1252') == text:
        charset = (
            rng.choice(('windows-1252', 'iso-8859-1'))
            if text.encode('latin-1', 'ignore').decode('latin-1') == text
            else 'windows-1252'
        )
    quoted = rng.choice((charset, f'"{charset}"', charset.upper()))
    return f'Content-Type: {kind}; charset={quoted}\r\nContent-Transfer-Encoding: {how}\r\n\r\n' + encode_part(
        text.encode(charset if how != '7bit' else 'ascii'), how
    )


def file_part(spec, rng):
    """ "Offer.docx ooxml": a name and what its first bytes are."""
    name, _, kind = spec.rpartition(' ')
    data = HEADS[kind] + (
        rng.randbytes(rng.randint(200, 1200)) if kind not in ('html', 'page', 'csv', 'txt', 'js', 'ics') else b''
    )
    mime = TYPES.get(name.rpartition('.')[2].lower(), 'application/octet-stream')
    shown = name if name.isascii() else email.header.Header(name, 'utf-8').encode()
    return (
        f'Content-Type: {mime}; name="{shown}"\r\nContent-Disposition: attachment; filename="{shown}"\r\n'
        'Content-Transfer-Encoding: base64\r\n\r\n' + encode_part(data, 'base64')
    )


def join(kind, parts, rng):
    mark = rng.choice(
        (
            f'----=_Part_{rng.randrange(10 ** 6)}_{rng.randrange(10 ** 9)}.{rng.randrange(10 ** 12)}',
            f'000000000000{rng.randrange(16 ** 16):016x}',
            f'_000_{rng.randrange(16 ** 24):024X}_',
            f'Apple-Mail=_{rng.randrange(16 ** 16):016X}',
            f'b1_{rng.randrange(16 ** 24):024x}',
        )
    )
    return (
        f'Content-Type: multipart/{kind}; boundary="{mark}"\r\n\r\n'
        + ''.join(f'--{mark}\r\n{part}\r\n' for part in parts)
        + f'--{mark}--\r\n'
    )


def results(letter, mx, rng):
    """Authentication-Results of the recipient's server, as `auth` of the letter says: pass, fail, none."""
    env, own, auth = domain_of(letter['envelope']), domain_of(split_address(letter['from'])[1]), letter['auth']
    if auth == 'pass':
        sel = rng.choice(('s1', 'selector1', 'k1', '20230601', 'mail'))
        return (
            f'{mx};\r\n\tspf=pass smtp.mailfrom={env};\r\n\tdkim=pass header.d={own} header.s={sel};\r\n\tdmarc=pass'
            f' header.from={own}'
        )
    if auth == 'fail':
        return (
            f'{mx};\r\n\tspf={rng.choice(("fail", "softfail", "none"))}'
            f' smtp.mailfrom={env};\r\n\tdkim=none;\r\n\tdmarc=fail header.from={own}'
        )
    return (
        f'{mx};\r\n\tspf={rng.choice(("none", "neutral", "pass"))} smtp.mailfrom={env};\r\n\tdkim=none;\r\n\tdmarc=none'
        f' header.from={own}'
    )
