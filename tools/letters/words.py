"""words.py - from a template with alternatives to one text.

A template file (texts/CLASS.LANGUAGE.txt) holds letters, each begun by "== NAME [held]" ("== CLASS/NAME" where a file
holds several classes), then header lines "key: value", "--" or an empty line, and the body. In values and body stand

    {one|two|three}   one of them; they nest; an empty one is allowed
    {?lure|twin}      the first in a lure, the second in its genuine twin (held letters that have one)
    {field}           a word of lists.txt or of this letter's people, the same throughout one letter;
                      {field#2} is another draw, {field_} has _ for spaces, {field-} is lower case with -
    {n:10-99}         a number; {code:8} letters and digits; {hex:12}; {digits:4}
    {day+3} {time} {money:20-900}   in the manner of the letter's language

Draws hang on the seed, the letter's name and number, and the place in the text; never on the order of the letters.
So a twin draws what its lure drew.
"""

import datetime
import random
import re

LANGUAGES = ('en', 'de', 'fr', 'es', 'pt', 'it', 'nl')
MONTHS = {
    'en': 'January February March April May June July August September October November December',
    'de': 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
    'fr': 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    'es': 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
    'pt': 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
    'it': 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
    'nl': 'januari februari maart april mei juni juli augustus september oktober november december',
}
DAY_SHAPES = {
    'en': ('{d} {m} {y}', '{m} {d}, {y}', '{dd}/{mm}/{y}'),
    'de': ('{d}. {m} {y}', '{dd}.{mm}.{y}'),
    'fr': ('{d} {m} {y}', '{dd}/{mm}/{y}'),
    'es': ('{d} de {m} de {y}', '{dd}/{mm}/{y}'),
    'pt': ('{d} de {m} de {y}', '{dd}/{mm}/{y}'),
    'it': ('{d} {m} {y}', '{dd}/{mm}/{y}'),
    'nl': ('{d} {m} {y}', '{dd}-{mm}-{y}'),
}
PARTS = {'service': 'service'}
CODE = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'


def read_letters(path, klass, lang):
    """The letters of one file, as dictionaries: id, part, class, lang, body and the header lines."""
    letters, letter, in_body = [], None, False
    for number, line in enumerate(path.read_text('utf-8').splitlines(), 1):
        if line.startswith('== '):
            words = line[3:].split()
            own, _, name = words[0].rpartition('/')
            own = own or klass
            letter = {
                'id': f'{own}-{lang}-{name}',
                'part': words[1] if len(words) > 1 else PARTS.get(own, 'fit'),
                'class': own,
                'lang': lang,
                'body': '',
            }
            letters.append(letter)
            in_body = False
        elif letter is None:
            if line and not line.startswith('%'):
                raise SystemExit(f'{path.name}:{number}: text before the first "== NAME"')
        elif in_body:
            letter['body'] += line + '\n'
        elif line in ('', '--'):
            in_body = True
        else:
            key, colon, value = line.partition(':')
            if not colon:
                raise SystemExit(f'{path.name}:{number}: "{line[:40]}" is no "key: value"')
            letter[key.strip()] = value.strip()
    return letters


def read_lists(path):
    """key -> entries; "key.de" is the German one, "key" that of every language. Entries stand between ";"."""
    lists = {}
    for line in path.read_text('utf-8').splitlines():
        if line and not line.startswith('%'):
            key, _, value = line.partition(':')
            lists.setdefault(key.strip(), []).extend(e.strip() for e in value.split(';') if e.strip())
    return lists


def split_top(text):
    """The alternatives of a slot: "|" counts outside of inner braces only."""
    out, depth, start = [], 0, 0
    for at, c in enumerate(text):
        depth += (c == '{') - (c == '}')
        if c == '|' and depth == 0:
            out.append(text[start:at])
            start = at + 1
    return out + [text[start:]]


def plain_letters(text):
    """For addresses: ASCII, lower case."""
    for a, b in zip(
        'äöüßéèêëàâáãçñíîïóôõòúûùæøåñ',
        ('ae', 'oe', 'ue', 'ss') + tuple('eeeeaaaacniiiooooouuu') + ('ae', 'o', 'a', 'n'),
    ):
        text = text.replace(a, b).replace(a.upper(), b)
    return re.sub(r'[^a-z0-9.-]+', '', text.lower().replace(' ', '-'))


class Draw:
    """The draws of one letter."""

    def __init__(self, seed, letter, number, lists, is_twin=False):
        self.key = f'{seed}/{letter["id"]}/{number}'
        self.lang, self.lists, self.is_twin = letter['lang'], lists, is_twin
        years = [int(y) for y in letter.get('years', '2020-2026').split('-')]
        first = datetime.datetime(years[0], 3 if years[0] == 2020 else 1, 1, 6, 0, 0)
        last = datetime.datetime(years[-1], 10 if years[-1] == 2026 else 12, 20)
        rng = self.rng('date')
        self.when = first + datetime.timedelta(
            days=rng.randrange((last - first).days), seconds=rng.randrange(13 * 3600)
        )
        self.memo = {}
        self._people()

    def rng(self, place):
        return random.Random(f'{self.key}/{place}')

    def list_of(self, key):
        return self.lists.get(f'{key}.{self.lang}') or self.lists.get(key)

    def one(self, key, place=''):
        entries = self.list_of(key)
        if not entries:
            raise SystemExit(f'{self.key}: nothing is called {{{key}}} in {self.lang}')
        return self.rng(f'{key}{place}').choice(entries)

    def _people(self):
        """me: the recipient; s: who writes; c: a colleague. Each with first and last name and a way to greet."""
        for who in ('me', 's', 'c'):
            sex = self.rng('sex' + who).choice('fm')
            free = [name for name in self.list_of('first-' + sex) if name not in self.memo.values()]
            first, last = self.rng('first' + who).choice(free), self.one('last', who)
            self.memo[who + '.first'], self.memo[who + '.last'] = first, last
            self.memo[who] = f'{first} {last}'
            self.memo[who + '.user'] = plain_letters(f'{first[0]}.{last}')
            self.memo[who + '.full'] = plain_letters(f'{first}.{last}')
            self.memo[who + '.under'] = plain_letters(first) + '_' + plain_letters(last)
            self.memo[who + '.dear'] = self.one('dear-' + sex, who).replace('NAME', last)
        org, _, dom = self.one('institute').partition('=')
        self.memo['org'], self.memo['dom'] = org, dom
        self.memo['addr'] = f'{self.memo["me.user"]}@{dom}'
        self.memo['year'] = str(self.when.year)

    def field(self, name):
        shape = name[-1] if name[-1] in '_-' else ''
        base = name.rstrip('_-')
        if base not in self.memo:
            self.memo[base] = self._make(base)
        value = self.memo[base]
        return value.replace(' ', '_') if shape == '_' else plain_letters(value) if shape == '-' else value

    def _make(self, name):
        key, _, arg = name.partition(':')
        rng = self.rng(name)
        if key.startswith('n') and key.partition('#')[0] == 'n' and arg:
            low, high = (int(x) for x in arg.split('-'))
            return str(rng.randint(low, high))
        if key.partition('#')[0] in ('code', 'hex', 'digits') and arg:
            letters = {'code': CODE, 'hex': '0123456789abcdef', 'digits': '0123456789'}[key.partition('#')[0]]
            return ''.join(rng.choice(letters) for _ in range(int(arg)))
        if key.partition('#')[0] == 'money':
            low, high = (int(x) for x in arg.split('-'))
            return self.money(rng.randint(low, high), rng.choice((0, 0, 50, 90, 99, 25, 75, 40)), rng)
        if key.startswith('day'):
            return self.day(int(key[3:] or 0))
        if key.partition('#')[0] == 'time':
            hour, minute = rng.randint(8, 17), rng.choice((0, 0, 10, 15, 20, 30, 40, 45))
            return {
                'fr': f'{hour}h{minute:02}',
                'de': f'{hour:02}:{minute:02} Uhr',
                'nl': f'{hour:02}.{minute:02} uur',
            }.get(self.lang, f'{hour:02}:{minute:02}')
        if name.endswith('.dom'):  # a name and its domain belong together: {shop} and {shop.dom}
            self.field(name[:-4])
            return self.memo[name]
        made = self.one(key.partition('#')[0], name)
        if '=' in made:
            made, _, self.memo[name + '.dom'] = made.partition('=')
        return self.expand(made, name)

    def day(self, ahead):
        when = self.when + datetime.timedelta(days=ahead)
        shape = self.rng('dayshape').choice(DAY_SHAPES[self.lang])
        return shape.format(
            d=when.day,
            m=MONTHS[self.lang].split()[when.month - 1],
            y=when.year,
            dd=f'{when.day:02}',
            mm=f'{when.month:02}',
        )

    def money(self, whole, cents, rng):
        if self.lang == 'en':
            return f'{rng.choice(("£", "$", "€"))}{whole:,}.{cents:02}'
        group = {'fr': ' '}.get(self.lang, '.')
        text = f'{whole:,}'.replace(',', group) + f',{cents:02}'
        return {'nl': f'€ {text}', 'pt': rng.choice((f'R$ {text}', f'{text} €'))}.get(self.lang, f'{text} €')

    def expand(self, text, place):
        out, at, slot = [], 0, 0
        while at < len(text):
            if text[at] != '{':
                nxt = text.find('{', at)
                nxt = len(text) if nxt < 0 else nxt
                out.append(text[at:nxt])
                at = nxt
                continue
            depth, end = 1, at + 1
            while depth:
                if end >= len(text):
                    raise SystemExit(f'{self.key}: a brace is not closed: {text[at:at + 60]!r}')
                depth += (text[end] == '{') - (text[end] == '}')
                end += 1
            out.append(self._slot(text[at + 1 : end - 1], f'{place}/{slot}'))
            slot += 1
            at = end
        return ''.join(out)

    def _slot(self, inner, place):
        if inner.startswith('?'):
            sides = split_top(inner[1:])
            return self.expand(sides[1] if self.is_twin and len(sides) > 1 else sides[0], place)
        ways = split_top(inner)
        if len(ways) > 1:
            way = self.rng(place).randrange(len(ways))
            return self.expand(ways[way], f'{place}.{way}')
        return self.expand(inner, place) if '{' in inner or ' ' in inner else self.field(inner)
