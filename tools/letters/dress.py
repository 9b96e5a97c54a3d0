"""dress.py - a letter's body as HTML in the manner of some mailer: the common part, and people's mailers.

A manner is a class with a method for each kind of block (markup.py) and one for the page around them.
"""

import html

import markup

FONTS = (
    'Arial, Helvetica, sans-serif',
    "'Segoe UI', Tahoma, sans-serif",
    'Verdana, Geneva, sans-serif',
    "-apple-system, BlinkMacSystemFont, 'Helvetica Neue', sans-serif",
    'Georgia, serif',
    "'Open Sans', Arial",
)
COLOURS = ('#0067b8', '#1a73e8', '#00754a', '#c8102e', '#003b5c', '#f36f21', '#5b2c83', '#222222', '#006d77')


class Dress:
    """One letter's dress; `rng` chooses colours, fonts and widths."""

    def __init__(self, links, rng, meta):
        self.links, self.rng, self.meta = links, rng, meta
        self.font, self.colour = rng.choice(FONTS), rng.choice(COLOURS)

    def url(self, target):
        return html.escape(self.links.get(target, target))

    def inline(self, text, style=''):
        """Text with its links; `style` is an attribute of each link."""
        out, at = [], 0
        for m in markup.INLINE.finditer(text):
            shown, target = m[1] or m[3], m[2] or m[3]
            out.append(html.escape(text[at : m.start()], False))
            out.append(f'<a href="{self.url(target)}"{style}>{html.escape(shown, False)}</a>')
            at = m.end()
        return ''.join(out) + html.escape(text[at:], False)

    def lines(self, lines, style='', between='<br>'):
        return between.join(self.inline(text, style) for text in lines)

    def button_parts(self, lines):
        label, target = markup.button_of(lines[0])
        return html.escape(label), self.url(target)

    def form(self, lines):
        return (
            f'<form action="{self.url(lines[0])}" method="post">'
            f'<input type="text" name="user" value="{html.escape(self.meta["to"])}"><br>'
            '<input type="password" name="pass"><br><input type="submit" value="OK"></form>'
        )

    def nothing(self, lines):
        return ''

    hidden = logo = sign = nothing

    def small(self, lines):
        return self.text(lines)

    def head(self, lines):
        return self.text(lines)

    def page(self, body):
        blocks = markup.blocks_of(body)
        return self.around([getattr(self, kind)(lines) for kind, lines in blocks])


class Mailer(Dress):
    """What a person's mailer makes of typed text: paragraphs, the quoted letter below."""

    open, close = '<p>', '</p>'
    quote_open, quote_close = '<blockquote>', '</blockquote>'
    sign_mark = '<br>'

    def text(self, lines):
        return f'{self.open}{self.lines(lines)}{self.close}'

    def head(self, lines):
        return f'{self.open}<b>{self.lines(lines)}</b>{self.close}'

    def small(self, lines):
        return f'{self.open}<font size="1">{self.lines(lines)}</font>{self.close}'

    def button(self, lines):
        label, url = self.button_parts(lines)
        return f'{self.open}<a href="{url}">{label}</a>{self.close}'

    def items(self, lines):
        return '<ul>' + ''.join(f'<li>{self.inline(text)}</li>' for text in lines) + '</ul>'

    def table(self, lines):
        rows = (''.join(f'<td>{self.inline(cell)}</td>' for cell in markup.cells_of(row)) for row in lines)
        return (
            '<table border="1" cellspacing="0" cellpadding="4">'
            + ''.join(f'<tr>{row}</tr>' for row in rows)
            + '</table>'
        )

    def sign(self, lines):
        return self.sign_mark

    def quote(self, lines):
        return self.quote_open + self.lines(lines, between='<br>\n') + self.quote_close


class Simple(Mailer):
    def around(self, parts):
        return '<html><body>\n' + '\n'.join(parts) + '\n</body></html>\n'


class Outlook(Mailer):
    open, close = '<p class="MsoNormal">', '<o:p></o:p></p>'
    quote_open = (
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">'
    )
    quote_close = '</p></div>'
    sign_mark = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'

    def around(self, parts):
        return (
            '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
            ' xmlns="http://www.w3.org/TR/REC-html40"><head>'
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
            '<meta name="Generator" content="Microsoft Word 15 (filtered medium)"><style><!--\n'
            'p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}\n'
            '--></style></head>'
            '<body lang="EN-GB" link="#0563C1" vlink="#954F72"><div class="WordSection1">\n'
            + '\n'.join(parts)
            + '\n</div></body></html>\n'
        )


class Gmail(Mailer):
    open, close = '<div>', '</div><div><br></div>'
    quote_open = (
        '<br><div class="gmail_quote"><blockquote class="gmail_quote"'
        ' style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">'
    )
    quote_close = '</blockquote></div>'
    sign_mark = '<div class="gmail_signature">--</div>'

    def around(self, parts):
        return '<div dir="ltr">' + '\n'.join(parts) + '</div>\n'


class Apple(Mailer):
    open, close = '<div>', '</div><div><br></div>'
    quote_open, quote_close = '<div><br><blockquote type="cite"><div>', '</div></blockquote></div>'
    sign_mark = '<div><br></div>'

    def around(self, parts):
        return (
            '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>'
            '<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'
            + '\n'.join(parts)
            + '</body></html>\n'
        )
