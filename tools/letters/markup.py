"""markup.py - what the lines of a letter's body mean, and the body as plain text.

An empty line ends a block. What a line may begin with:

    # heading        - item        | cell | cell        > quoted (a reply's)        ~ small print
    !hidden preheader (HTML only)  -- signature follows  %logo NAME                 %form LINK (a login form)
    [[label]](link)  a button on a line of its own; [text](link) a link within text; a bare URL is itself
"""

import re

INLINE = re.compile(r'\[([^\]]+)\]\(([^)\s]+)\)|(https?://[^\s<>()]+[^\s<>().,;:!?])')
KINDS = {
    '# ': 'head',
    '- ': 'items',
    '| ': 'table',
    '> ': 'quote',
    '~ ': 'small',
    '!': 'hidden',
    '%logo ': 'logo',
    '%form ': 'form',
}


def blocks_of(body):
    """[(kind, lines)]: lines of one kind that stand together are one block."""
    out, before = [], None
    for line in body.strip('\n').split('\n'):
        if not line.strip():
            before = None
            continue
        mark = next((m for m in KINDS if line.startswith(m)), '')
        kind, text = (KINDS[mark], line[len(mark) :]) if mark else ('text', line)
        if line == '--':
            kind, text = 'sign', ''
        elif line.startswith('[['):
            kind = 'button'
        if kind == before and kind not in ('head', 'button', 'form'):
            out[-1][1].append(text)
        else:
            out.append((kind, [text]))
        before = kind
    return out


def button_of(text):
    """(label, link) of "[[label]](link)"."""
    label, _, target = text[2:].rstrip(')').partition(']](')
    return label, target


def cells_of(row):
    return [cell.strip() for cell in row.split('|')]


def fold(text, width):
    """Lines of at most `width`, where words allow; 0: one line."""
    lines, line = [], ''
    for word in text.split(' '):
        if width and line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f'{line} {word}' if line else word
    return '\n'.join(lines + [line])


def as_plain(body, links, width, rng):
    """The plain text, or the plain twin of an HTML letter."""

    def bare(text):
        return INLINE.sub(lambda m: m[3] or f'{m[1]} <{links.get(m[2], m[2])}>', text)

    def button(lines):
        label, target = button_of(lines[0])
        return f'{label}{rng.choice((": ", ": ", chr(10)))}{links.get(target, target)}'

    ways = {
        'button': button,
        'table': lambda lines: '\n'.join('  '.join(cells_of(bare(row))) for row in lines),
        'items': lambda lines: '\n'.join('- ' + bare(text) for text in lines),
        'quote': lambda lines: '\n'.join('> ' + bare(text) for text in lines),
        'head': lambda lines: bare(lines[0]) + rng.choice(('', '', '\n' + '=' * len(lines[0]))),
        'sign': lambda lines: rng.choice(('-- ', '')),
    }
    out = []
    for kind, lines in blocks_of(body):
        if kind not in ('hidden', 'logo', 'form'):
            out.append(ways.get(kind, lambda lines: '\n'.join(fold(bare(text), width) for text in lines))(lines))
    return '\n\n'.join(out).replace('\n\n\n', '\n\n') + '\n'
