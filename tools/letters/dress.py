"""dress.py - a letter's body as plain text and as HTML in the manner of some mailer.

The body is lines; an empty line ends a block. What a line may begin with:

    # heading        - item        | cell | cell        > quoted (a reply's)        ~ small print
    !hidden preheader (HTML only)  -- signature follows  %logo NAME                 %form LINK (a login form)
    [[label]](link)  a button on a line of its own; [text](link) a link within text; a bare URL is itself
"""
import html
import re

INLINE = re.compile(r'\[([^\]]+)\]\(([^)\s]+)\)|(https?://[^\s<>()]+[^\s<>().,;:!?])')
FONTS = ('Arial, Helvetica, sans-serif', "'Segoe UI', Tahoma, sans-serif", 'Verdana, Geneva, sans-serif',
         "-apple-system, BlinkMacSystemFont, 'Helvetica Neue', sans-serif", 'Georgia, serif', "'Open Sans', Arial")
COLOURS = ('#0067b8', '#1a73e8', '#00754a', '#c8102e', '#003b5c', '#f36f21', '#5b2c83', '#222222', '#006d77')


def blocks_of(body):
    """[(kind, lines)]: lines of one kind that stand together are one block."""
    out, kind_before = [], None
    for line in body.strip('\n').split('\n'):
        if not line.strip():
            kind_before = None
            continue
        kind, text = 'text', line
        for mark in ('# ', '- ', '| ', '> ', '~ ', '!', '%logo ', '%form '):
            if line.startswith(mark):
                kind, text = mark.strip(), line[len(mark):]
        if line == '--':
            kind, text = 'sign', ''
        elif line.startswith('[['):
            kind = 'button'
        if kind == kind_before and kind not in ('#', 'button', '%form'):
            out[-1][1].append(text)
        else:
            out.append((kind, [text]))
        kind_before = kind
    return out


def button_of(text):
    label, _, target = text[2:].rstrip(')').partition(']](')
    return label, target


def as_plain(body, links, width, rng):
    """The plain text, or the plain twin of an HTML letter."""
    def bare(text):
        return INLINE.sub(lambda m: m[3] or (f'{m[1]} <{links.get(m[2], m[2])}>' if not m[2].startswith('mailto:')
                                             else m[1]), text)
    out = []
    for kind, lines in blocks_of(body):
        if kind in ('!', '%logo', '%form'):
            continue
        if kind == 'button':
            label, target = button_of(lines[0])
            out.append(f'{label}: {links.get(target, target)}' if rng.random() < .6 else f'{label}\n{links.get(target, target)}')
        elif kind == '|':
            out.append('\n'.join('  '.join(c.strip() for c in row.split('|')) for row in map(bare, lines)))
        elif kind == '-':
            out.append('\n'.join('- ' + bare(text) for text in lines))
        elif kind == '>':
            out.append('\n'.join('> ' + bare(text) for text in lines))
        elif kind == '#':
            out.append(bare(lines[0]) + ('\n' + '=' * len(lines[0]) if rng.random() < .3 else ''))
        elif kind == 'sign':
            out.append('-- ' if rng.random() < .5 else '')
        else:
            out.append('\n'.join(fold(bare(text), width) for text in lines))
    return '\n\n'.join(out).replace('\n\n\n', '\n\n') + '\n'


def fold(text, width):
    if not width:
        return text
    lines, line = [], ''
    for word in text.split(' '):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f'{line} {word}' if line else word
    return '\n'.join(lines + [line])


class Dress:
    """One manner; `rng` chooses its colours and fonts."""

    def __init__(self, look, links, rng, meta):
        self.look, self.links, self.rng, self.meta = look, links, rng, meta
        self.font, self.colour = rng.choice(FONTS), rng.choice(COLOURS)

    def inline(self, text, style=''):
        def one(m):
            shown, target = m[1] or m[3], m[2] or m[3]
            return f'<a href="{html.escape(self.links.get(target, target))}"{style}>{html.escape(shown, False)}</a>'
        out, at = [], 0
        for m in INLINE.finditer(text):
            out += [html.escape(text[at:m.start()], False), one(m)]
            at = m.end()
        return ''.join(out) + html.escape(text[at:], False)

    def page(self, body):
        return getattr(self, '_' + self.look)(blocks_of(body))

    # ---- services: tables, buttons, a hidden preheader, a pixel ----
    def _service(self, blocks):
        c, f, r = self.colour, self.font, self.rng
        way = r.randrange(3)
        cell = f'style="font-family:{f};font-size:{r.choice((14, 15, 16))}px;line-height:{r.choice(("22px", "1.5", "24px"))};color:#333333;padding:{r.choice(("0 0 16px", "8px 24px", "12px 32px"))}"'
        rows, hidden = [], ''
        for kind, lines in blocks:
            if kind == '!':
                hidden = (f'<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0;max-width:0;'
                          f'opacity:0;overflow:hidden">{html.escape(lines[0])}{"&nbsp;&zwnj;" * r.choice((0, 12, 30))}</div>')
            elif kind == '%logo':
                rows.append(f'<td align="{r.choice(("left", "center"))}" style="padding:24px"><img src="{html.escape(self.meta["logo"])}" '
                            f'alt="{html.escape(lines[0])}" width="{r.randint(90, 180)}" border="0" style="display:block"></td>')
            elif kind == '#':
                rows.append(f'<td {cell}><h{1 + way} style="margin:0;font-size:{r.choice((20, 22, 24))}px;color:{c}">{self.inline(lines[0])}</h{1 + way}></td>')
            elif kind == 'button':
                label, target = button_of(lines[0])
                url = html.escape(self.links.get(target, target))
                a = (f'<a href="{url}" target="_blank" style="background:{c};border-radius:4px;color:#ffffff;display:inline-block;font-family:{f};'
                     f'font-weight:bold;padding:12px 24px;text-decoration:none">{html.escape(label)}</a>')
                rows.append(f'<td align="center" style="padding:20px 0">{a}</td>' if way else
                            f'<td align="left" style="padding:16px 24px"><table role="presentation" cellspacing="0" cellpadding="0"><tr><td bgcolor="{c}" style="border-radius:3px">{a}</td></tr></table></td>')
            elif kind == '|':
                trs = ''.join('<tr>' + ''.join(f'<td style="padding:6px 12px;border-bottom:1px solid #e5e5e5;font-family:{f};font-size:14px">{self.inline(x.strip())}</td>'
                                               for x in row.split('|')) + '</tr>' for row in lines)
                rows.append(f'<td {cell}><table width="100%" cellpadding="0" cellspacing="0">{trs}</table></td>')
            elif kind == '-':
                rows.append(f'<td {cell}><ul>' + ''.join(f'<li>{self.inline(x)}</li>' for x in lines) + '</ul></td>')
            elif kind == '~':
                rows.append(f'<td style="font-family:{f};font-size:{r.choice((10, 11, 12))}px;color:#8a8a8a;padding:16px 24px">' +
                            '<br>'.join(self.inline(x, ' style="color:#8a8a8a"') for x in lines) + '</td>')
            elif kind == '%form':
                rows.append(f'<td {cell}>{self.form(lines[0])}</td>')
            elif kind != 'sign':
                rows.append(f'<td {cell}>' + '<br>'.join(self.inline(x, f' style="color:{c}"') for x in lines) + '</td>')
        table = ''.join(f'<tr>{row}</tr>\n' for row in rows)
        pixel = f'<img src="{html.escape(self.meta["pixel"])}" width="1" height="1" alt="" style="display:none">' if r.random() < .7 else ''
        head = ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
                f'<title>{html.escape(self.meta["subject"])}</title>' +
                (f'<style type="text/css">@media only screen and (max-width:600px){{.w{{width:100%!important}}}} a{{color:{c}}}</style>' if way else ''))
        doctype = ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
                   '<!doctype html>', '')[way]
        return (f'{doctype}<html><head>{head}</head><body style="margin:0;padding:0;background-color:{r.choice(("#f4f4f4", "#ffffff", "#eef1f5"))}">{hidden}\n'
                f'<table width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center"><table class="w" width="{r.choice((560, 600, 640))}" '
                f'cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff">\n{table}</table></td></tr></table>\n{pixel}</body></html>\n')

    def form(self, target):
        return (f'<form action="{html.escape(self.links.get(target, target))}" method="post"><input type="text" name="user" value="{html.escape(self.meta["to"])}"><br>'
                '<input type="password" name="pass"><br><input type="submit" value="OK"></form>')

    # ---- services of the test set: blocks and classes instead of tables ----
    def _card(self, blocks):
        r, c = self.rng, self.colour
        out, hidden = [], ''
        for kind, lines in blocks:
            if kind == '!':
                hidden = f'<span class="preheader" style="color:transparent;display:none!important;height:0;opacity:0;visibility:hidden;mso-hide:all">{html.escape(lines[0])}</span>'
            elif kind == '%logo':
                out.append(f'<div class="head"><img src="{html.escape(self.meta["logo"])}" alt="{html.escape(lines[0])}" height="{r.randint(24, 48)}"></div>')
            elif kind == '#':
                out.append(f'<h2 class="title">{self.inline(lines[0])}</h2>')
            elif kind == 'button':
                label, target = button_of(lines[0])
                url = html.escape(self.links.get(target, target))
                out.append(f'<!--[if mso]><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" href="{url}" style="height:40px;v-text-anchor:middle;width:200px" arcsize="10%" fillcolor="{c}">'
                           f'<center>{html.escape(label)}</center></v:roundrect><![endif]--><!--[if !mso]><!-- --><p class="cta"><a class="btn" href="{url}"><span>{html.escape(label)}</span></a></p><!--<![endif]-->')
            elif kind == '|':
                out.append('<dl>' + ''.join(f'<dt>{self.inline(row.split("|")[0].strip())}</dt><dd>{" ".join(self.inline(x.strip()) for x in row.split("|")[1:])}</dd>' for row in lines) + '</dl>')
            elif kind == '-':
                out.append('<ol>' + ''.join(f'<li>{self.inline(x)}</li>' for x in lines) + '</ol>')
            elif kind == '~':
                social = ''.join(f'<a href="https://{html.escape(self.meta["home"])}/s/{n}"><img src="https://{html.escape(self.meta["home"])}/i/{n}.png" width="20" alt="{n}"></a>' for n in ('a', 'b')) if r.random() < .5 else ''
                out.append(f'<footer class="foot">{social}' + ''.join(f'<p>{self.inline(x)}</p>' for x in lines) + '</footer>')
            elif kind != 'sign':
                out.append('<p>' + '<br/>'.join(self.inline(x) for x in lines) + '</p>')
        css = (f'.wrap{{max-width:{r.choice((520, 580, 620))}px;margin:0 auto;font-family:{self.font};color:#2d2d2d}}.btn{{background:{c};color:#fff!important;padding:10px 22px;border-radius:{r.choice((0, 6, 22))}px;text-decoration:none}}'
               '.foot p{font-size:11px;color:#777}dt{float:left;width:130px;color:#666}dd{margin:0 0 6px 140px}@media (prefers-color-scheme:dark){.wrap{background:#1b1b1b;color:#eee}}')
        return (f'<!DOCTYPE html>\n<html lang="{r.choice(("en", "de", "fr", "und"))}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="x-apple-disable-message-reformatting">'
                f'<style>{css}</style></head><body class="bg">{hidden}<div class="wrap">\n' + '\n'.join(out) + f'\n</div><img src="{html.escape(self.meta["pixel"])}" alt="" width="1" height="1"></body></html>\n')

    # ---- people's mailers ----
    def _flow(self, blocks, open_p, close_p, quote, sign):
        out, quoted = [], []
        for kind, lines in blocks:
            if kind in ('!', '%logo'):
                continue
            if kind == 'button':
                label, target = button_of(lines[0])
                out.append(f'{open_p}<a href="{html.escape(self.links.get(target, target))}">{html.escape(label)}</a>{close_p}')
            elif kind == '-':
                out.append('<ul>' + ''.join(f'<li>{self.inline(x)}</li>' for x in lines) + '</ul>')
            elif kind == '|':
                out.append('<table border="1" cellspacing="0" cellpadding="4">' + ''.join(
                    '<tr>' + ''.join(f'<td>{self.inline(x.strip())}</td>' for x in row.split('|')) + '</tr>' for row in lines) + '</table>')
            elif kind == '>':
                quoted += [f'{self.inline(x)}' for x in lines] + ['']
            elif kind == '#':
                out.append(f'{open_p}<b>{self.inline(lines[0])}</b>{close_p}')
            elif kind == '%form':
                out.append(self.form(lines[0]))
            elif kind == 'sign':
                out.append(sign)
            else:
                small = ('<font size="1">', '</font>') if kind == '~' else ('', '')
                out.append(open_p + small[0] + '<br>'.join(self.inline(x) for x in lines) + small[1] + close_p)
        return '\n'.join(out) + ('\n' + quote[0] + '<br>\n'.join(quoted) + quote[1] if quoted else '')

    def _outlook(self, blocks):
        body = self._flow(blocks, '<p class="MsoNormal">', '<o:p></o:p></p>',
                          ('<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">', '</p></div>'),
                          '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>')
        return ('<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">'
                '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="Generator" content="Microsoft Word 15 (filtered medium)">'
                '<style><!--\np.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}\n--></style></head>'
                f'<body lang="EN-GB" link="#0563C1" vlink="#954F72"><div class="WordSection1">\n{body}\n</div></body></html>\n')

    def _gmail(self, blocks):
        body = self._flow(blocks, '<div>', '</div><div><br></div>',
                          ('<br><div class="gmail_quote"><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">', '</blockquote></div>'),
                          '<div class="gmail_signature">--</div>')
        return f'<div dir="ltr">{body}</div>\n'

    def _apple(self, blocks):
        body = self._flow(blocks, '<div>', '</div><div><br></div>', ('<div><br><blockquote type="cite"><div>', '</div></blockquote></div>'),
                          '<div><br></div>')
        return ('<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; '
                f'-webkit-nbsp-mode: space; line-break: after-white-space;">{body}</body></html>\n')

    def _simple(self, blocks):
        return f'<html><body>\n{self._flow(blocks, "<p>", "</p>", ("<blockquote>", "</blockquote>"), "<br>")}\n</body></html>\n'

    # ---- advertising: everything in the middle, large and coloured ----
    def _loud(self, blocks):
        out, r = [], self.rng
        for kind, lines in blocks:
            text = '<br>'.join(self.inline(x) for x in lines)
            if kind == 'button':
                label, target = button_of(lines[0])
                out.append(f'<a href="{html.escape(self.links.get(target, target))}" style="background:{self.colour};color:#fff;font:bold 22px {html.escape(self.font)};padding:14px 40px;border-radius:30px;text-decoration:none">{html.escape(label)}</a><br><br>')
            elif kind == '#':
                out.append(f'<font size="6" color="{self.colour}"><b>{text}</b></font><br><br>')
            elif kind in ('~', '!'):
                out.append(f'<p style="font-size:9px;color:{r.choice(("#cccccc", "#999999", "#fefefe"))}">{text}</p>')
            elif kind != '%logo':
                out.append(f'<p style="font:{r.choice((15, 16, 18))}px {html.escape(self.font)}">{text}</p>')
        return f'<html><body bgcolor="{r.choice(("#ffffff", "#fffbe6", "#f2f2f2"))}"><center>\n' + '\n'.join(out) + '\n</center></body></html>\n'

    # ---- one large picture that is a link, as advertising is often sent ----
    def _picture(self, blocks):
        targets = [button_of(lines[0])[1] for kind, lines in blocks if kind == 'button'] or ['']
        url = html.escape(self.links.get(targets[0], targets[0]))
        texts = [self.inline(x) for kind, lines in blocks if kind in ('text', '#') for x in lines][:2]
        small = [self.inline(x) for kind, lines in blocks if kind == '~' for x in lines]
        return (f'<html><body><center><a href="{url}">{texts[0] if texts else ""}</a><br><a href="{url}"><img src="{html.escape(self.meta["picture"])}" border="0"></a><br>'
                + (f'<p>{texts[1]}</p>' if len(texts) > 1 else '') + f'<p style="font-size:10px">{"<br>".join(small)}</p></center></body></html>\n')
