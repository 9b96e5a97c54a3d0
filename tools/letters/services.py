"""services.py - the HTML of services, shops and advertising."""

import html

import markup
from dress import Apple, Dress, Gmail, Outlook, Simple


def image(url, rest):
    return f'<img src="{html.escape(url)}" {rest}>'


class Service(Dress):
    """Tables in tables, a button, a hidden preheader, a pixel; three ways."""

    def __init__(self, *args):
        super().__init__(*args)
        r = self.rng
        self.way, self.preheader = r.randrange(3), ''
        self.style = (
            f'style="font-family:{self.font};font-size:{r.choice((14, 15, 16))}px;'
            f'line-height:{r.choice(("22px", "1.5", "24px"))};color:#333333;'
            f'padding:{r.choice(("0 0 16px", "8px 24px", "12px 32px"))}"'
        )

    def cell(self, inner):
        return f'<tr><td {self.style}>{inner}</td></tr>\n'

    def hidden(self, lines):
        self.preheader = (
            '<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0;max-width:0;opacity:0;'
            'overflow:hidden">'
            f'{html.escape(lines[0])}{"&nbsp;&zwnj;" * self.rng.choice((0, 12, 30))}</div>'
        )
        return ''

    def logo(self, lines):
        width = f'width="{self.rng.randint(90, 180)}" border="0" style="display:block"'
        shown = image(self.meta['logo'], f'alt="{html.escape(lines[0])}" {width}')
        return f'<tr><td align="{self.rng.choice(("left", "center"))}" style="padding:24px">{shown}</td></tr>\n'

    def head(self, lines):
        tag, size = f'h{1 + self.way}', self.rng.choice((20, 22, 24))
        return self.cell(f'<{tag} style="margin:0;font-size:{size}px;color:{self.colour}">{self.lines(lines)}</{tag}>')

    def text(self, lines):
        return self.cell(self.lines(lines, f' style="color:{self.colour}"'))

    quote = text

    def button(self, lines):
        label, url = self.button_parts(lines)
        a = (
            f'<a href="{url}" target="_blank" style="background:{self.colour};border-radius:4px;color:#ffffff;'
            f'display:inline-block;font-family:{self.font};font-weight:bold;padding:12px 24px;'
            f'text-decoration:none">{label}</a>'
        )
        if self.way:
            return f'<tr><td align="center" style="padding:20px 0">{a}</td></tr>\n'
        return (
            '<tr><td align="left" style="padding:16px 24px"><table role="presentation" cellspacing="0" cellpadding="0">'
            f'<tr><td bgcolor="{self.colour}" style="border-radius:3px">{a}</td></tr></table></td></tr>\n'
        )

    def table(self, lines):
        style = f'style="padding:6px 12px;border-bottom:1px solid #e5e5e5;font-family:{self.font};font-size:14px"'
        rows = (''.join(f'<td {style}>{self.inline(cell)}</td>' for cell in markup.cells_of(row)) for row in lines)
        inner = ''.join(f'<tr>{row}</tr>' for row in rows)
        return self.cell(f'<table width="100%" cellpadding="0" cellspacing="0">{inner}</table>')

    def items(self, lines):
        return self.cell('<ul>' + ''.join(f'<li>{self.inline(text)}</li>' for text in lines) + '</ul>')

    def small(self, lines):
        style = f'font-family:{self.font};font-size:{self.rng.choice((10, 11, 12))}px;color:#8a8a8a;padding:16px 24px'
        return (
            f'<tr><td style="{style}">{self.lines(lines, " style=" + chr(34) + "color:#8a8a8a" + chr(34))}</td></tr>\n'
        )

    def form(self, lines):
        return self.cell(super().form(lines))

    def around(self, parts):
        r, subject = self.rng, html.escape(self.meta['subject'])
        doctype = (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
            ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
            '<!doctype html>',
            '',
        )[self.way]
        css = (
            '<style type="text/css">@media only screen and (max-width:600px){.w{width:100%!important}}'
            f' a{{color:{self.colour}}}</style>'
        )
        pixel = image(self.meta['pixel'], 'width="1" height="1" alt="" style="display:none"')
        return (
            f'{doctype}<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{subject}</title>'
            f'{css if self.way else ""}</head>'
            f'<body style="margin:0;padding:0;background-color:{r.choice(("#f4f4f4", "#ffffff", "#eef1f5"))}">'
            f'{self.preheader}\n'
            '<table width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">'
            f'<table class="w" width="{r.choice((560, 600, 640))}" cellpadding="0" cellspacing="0" border="0"'
            ' bgcolor="#ffffff">\n'
            + ''.join(parts)
            + f'</table></td></tr></table>\n{pixel if r.random() < 0.7 else ""}</body></html>\n'
        )


class Card(Dress):
    """Services of the test set: blocks and classes instead of tables."""

    preheader = ''

    def hidden(self, lines):
        style = 'color:transparent;display:none!important;height:0;opacity:0;visibility:hidden;mso-hide:all'
        self.preheader = f'<span class="preheader" style="{style}">{html.escape(lines[0])}</span>'
        return ''

    def logo(self, lines):
        size = f'alt="{html.escape(lines[0])}" height="{self.rng.randint(24, 48)}"'
        return f'<div class="head">{image(self.meta["logo"], size)}</div>'

    def head(self, lines):
        return f'<h2 class="title">{self.lines(lines)}</h2>'

    def text(self, lines):
        return f'<p>{self.lines(lines, between="<br/>")}</p>'

    quote = text

    def button(self, lines):
        label, url = self.button_parts(lines)
        return (
            '<!--[if mso]><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml"'
            f' href="{url}" style="height:40px;v-text-anchor:middle;width:200px" arcsize="10%"'
            f' fillcolor="{self.colour}">'
            f'<center>{label}</center></v:roundrect><![endif]--><!--[if !mso]><!-- -->'
            f'<p class="cta"><a class="btn" href="{url}"><span>{label}</span></a></p><!--<![endif]-->'
        )

    def table(self, lines):
        rows = [[self.inline(cell) for cell in markup.cells_of(row)] for row in lines]
        return '<dl>' + ''.join(f'<dt>{row[0]}</dt><dd>{" ".join(row[1:])}</dd>' for row in rows) + '</dl>'

    def items(self, lines):
        return '<ol>' + ''.join(f'<li>{self.inline(text)}</li>' for text in lines) + '</ol>'

    def small(self, lines):
        home = f'https://{html.escape(self.meta["home"])}'
        social = ''.join(f'<a href="{home}/s/{n}">{image(f"{home}/i/{n}.png", "width=20")}</a>' for n in ('a', 'b'))
        inner = ''.join(f'<p>{self.inline(text)}</p>' for text in lines)
        return f'<footer class="foot">{self.rng.choice((social, ""))}{inner}</footer>'

    def around(self, parts):
        r = self.rng
        css = (
            f'.wrap{{max-width:{r.choice((520, 580, 620))}px;margin:0 auto;font-family:{self.font};color:#2d2d2d}}'
            f'.btn{{background:{self.colour};color:#fff!important;padding:10px 22px;'
            f'border-radius:{r.choice((0, 6, 22))}px;'
            'text-decoration:none}.foot p{font-size:11px;color:#777}dt{float:left;width:130px;color:#666}'
            'dd{margin:0 0 6px 140px}@media (prefers-color-scheme:dark){.wrap{background:#1b1b1b;color:#eee}}'
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{r.choice(("en", "de", "fr", "und"))}"><head><meta charset="utf-8">'
            '<meta name="color-scheme" content="light dark"><meta name="x-apple-disable-message-reformatting">'
            f'<style>{css}</style></head><body class="bg">{self.preheader}<div class="wrap">\n'
            + '\n'.join(parts)
            + f'\n</div>{image(self.meta["pixel"], "width=1 height=1")}</body></html>\n'
        )


class Loud(Dress):
    """Advertising: everything in the middle, large and coloured."""

    def head(self, lines):
        return f'<font size="6" color="{self.colour}"><b>{self.lines(lines)}</b></font><br><br>'

    def text(self, lines):
        size = self.rng.choice((15, 16, 18))
        return f'<p style="font:{size}px {html.escape(self.font)}">{self.lines(lines)}</p>'

    items = table = quote = text

    def small(self, lines):
        colour = self.rng.choice(('#cccccc', '#999999', '#fefefe'))
        return f'<p style="font-size:9px;color:{colour}">{self.lines(lines)}</p>'

    hidden = small

    def button(self, lines):
        label, url = self.button_parts(lines)
        style = f'font:bold 22px {html.escape(self.font)};padding:14px 40px;border-radius:30px;text-decoration:none'
        return f'<a href="{url}" style="background:{self.colour};color:#fff;{style}">{label}</a><br><br>'

    def around(self, parts):
        ground = self.rng.choice(('#ffffff', '#fffbe6', '#f2f2f2'))
        return f'<html><body bgcolor="{ground}"><center>\n' + '\n'.join(parts) + '\n</center></body></html>\n'


class Picture(Dress):
    """One large picture that is a link, as advertising is often sent; of the text, two lines are left."""

    def page(self, body):
        blocks = markup.blocks_of(body)
        links = [self.button_parts(lines)[1] for kind, lines in blocks if kind == 'button'] or ['']
        texts = [self.inline(text) for kind, lines in blocks if kind in ('text', 'head') for text in lines] + ['', '']
        small = [self.inline(text) for kind, lines in blocks if kind == 'small' for text in lines]
        return (
            f'<html><body><center><a href="{links[0]}">{texts[0]}</a><br>'
            f'<a href="{links[0]}">{image(self.meta["picture"], "border=0")}</a><br><p>{texts[1]}</p>'
            f'<p style="font-size:10px">{"<br>".join(small)}</p></center></body></html>\n'
        )


LOOKS = {
    'service': Service,
    'card': Card,
    'loud': Loud,
    'picture': Picture,
    'simple': Simple,
    'outlook': Outlook,
    'gmail': Gmail,
    'apple': Apple,
}
