#!/usr/bin/env python3
"""numbers.py SCAN ROWS ID: counts every number of one incident again from the rows that explain --rows names.

SCAN is of `cordon scan --format jsonl`, ROWS of `cordon explain ID --rows`. Says what differs; exit 1 when anything
does. Only the standard library is used.
"""
import ipaddress
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import datetime

RIGHT = {'ok', 'password_ok_stopped', 'mfa_denied'}
# Incidents of one account, whose sign-ins are not listed by what they were made with.
BY_ACCOUNT = {'same-failure-looping', 'emergency-account-used'}
wrong = []


def same(what, told, counted):
    if told != counted:
        wrong.append(f'{what}: told {told}, counted {counted}')


def near(what, told, counted, digits):
    """The told number is the counted one, rounded to so many digits."""
    if abs(told - counted) > 0.5 * 10 ** -digits + 1e-9:
        wrong.append(f'{what}: told {told}, counted {counted}')


def holds(what, condition):
    if not condition:
        wrong.append(what)


def seconds(text):
    at = datetime.fromisoformat(text.replace('Z', '+00:00'))
    return int(at.replace(microsecond=0).timestamp())


def day(row):
    return row['at'] // 86400


def total(rows):
    return sum(row['attempts'] for row in rows)


def network(source):
    ip = ipaddress.ip_network(source, strict=False)
    return ip.supernet(new_prefix=16 if ip.version == 4 else 32)


def load(scan, rows, name):
    inc = next(i for i in map(json.loads, open(scan, encoding='utf-8')) if i['id'] == name)
    listed = [json.loads(line) for line in open(rows, encoding='utf-8')]
    for row in listed:
        row['at'] = seconds(row['time'])
        row['who'] = row['account'], row.get('object')  # two people may have had the same name
    return inc, listed


def check_whole(inc, counted):
    same('attempts', inc['attempts'], total(counted))
    same('first_seen', seconds(inc['first_seen']), min(r['at'] for r in counted))
    same('last_seen', seconds(inc['last_seen']), max(r['at'] for r in counted))
    hours = Counter()
    for row in counted:
        hours[row['at'] // 3600 - seconds(inc['first_seen']) // 3600] += row['attempts']
    if inc['per_hour']:
        same('per_hour', inc['per_hour'], [hours[h] for h in range(max(hours) + 1)])
    days = Counter()
    for row in counted:
        days[row['who'], day(row)] += row['attempts']
    if inc['per_hour']:
        same('max_tries_per_account_day', inc['max_tries_per_account_day'], max(days.values()))
    same('networks', inc['networks'], len({network(r['source']) for r in counted}))
    worst = {'tried': 0, 'password-known': 1, 'got-in': 2}
    same('outcome', worst[inc['outcome']], max(worst[a['outcome']] for a in inc['accounts']))


def check_accounts(inc, listed, counted):
    attempts, told = Counter(), defaultdict(list)
    for row in counted:
        attempts[row['who']] += row['attempts']
    for account in inc['accounts']:
        told[account['name']].append(account['attempts'])
    for name, numbers in told.items():
        same(f'attempts at {name}', sorted(n for n in numbers if n > 0),
             sorted(attempts.pop(who) for who in list(attempts) if who[0] == name))
    for account in inc['accounts']:
        name = account['name']
        if 'at' not in account:
            same(f'outcome of {name}', account['outcome'], 'tried')
            continue
        at = [r for r in listed if r['account'] == name and r['source'] == account['from']
              and r['at'] == seconds(account['at']) and r['outcome'] in RIGHT]
        holds(f'{name} at {account["at"]} from {account["from"]}: no row tells it', at)
        if account['outcome'] == 'got-in':
            holds(f'{name}: none of the rows is a success', any(r['outcome'] == 'ok' for r in at))
        if account['outcome'] == 'password-known':
            holds(f'{name}: the row is a success', all(r['outcome'] != 'ok' for r in at))
        if account['outcome'] != 'tried':
            holds(f'{name}: no row decides', any(r['role'] == 'deciding' for r in at))
    same('accounts that are not listed', dict(attempts), {})
    for name in (a['name'] for a in inc['accounts'] if a.get('missing')):
        told = {r['outcome'] for r in counted if r['account'] == name}
        holds(f'{name} is missing, and its rows say {told}', not told & (RIGHT | {'bad_password'}))


def check_sources(inc, counted):
    by = defaultdict(list)
    for row in counted:
        by[row['source']].append(row)
    for source in inc['sources']:
        rows = by.pop(source['ip'], [])
        same(f'attempts of {source["ip"]}', source['attempts'], total(rows))
        same(f'accounts of {source["ip"]}', source['accounts'], len({r['who'] for r in rows}))
        same(f'successes of {source["ip"]}', source['successes'], sum(r['outcome'] == 'ok' and r['attempts']
                                                                      for r in rows))
    same('sources that are not listed', sorted(by), [])


def check_clients(inc, counted):
    by = Counter()
    for row in counted:
        by[row['agent'], row['application'], row['protocol']] += row['attempts']
    for client in inc['clients']:
        key = client['agent'], client['application'], client['protocol']
        same(f'attempts with {key}', client['attempts'], by.pop(key, 0))
    if len(inc['clients']) < 50:
        same('clients that are not listed', dict(by), {})


def check_evidence(inc, listed):
    sums = {(r['file'], r['line']): r['sha256'] for r in listed}
    for row in inc['evidence']:
        same(f'sha256 of {row["file"]}:{row["line"]}', row['sha256'], sums.get((row['file'], row['line'])))


# ---- reasons ----

def opening_period(inc, reason, opening):
    """Where its sentence says that counting began and ended, in seconds."""
    said = re.search(r'from (\S+Z) until (\S+Z)', reason['how'])
    first, last = (seconds(said[1]), seconds(said[2])) if said else (None, seconds(inc['opened_at']))
    same(f'{reason["feature"]}: its end', last, seconds(inc['opened_at']))
    for row in opening:
        holds(f'{reason["feature"]}: row at {row["time"]} lies outside', (first or 0) <= row['at'] <= last)
    return first, last


def check_usual(reason):
    said = re.search(r'Usual here: (2 x )?\((\S+) \+ (\S+)\) / \((\S+) \+ (\S+)\) x ([0-9.e+-]+)\.', reason['how'])
    holds(f'{reason["feature"]}: its usual value cannot be counted: {reason["how"]}', said)
    if said:
        prior, events, weight, units, times = (float(said[i]) for i in range(2, 7))
        usual = (2 if said[1] else 1) * (prior + events) / (weight + units) * times
        holds(f'{reason["feature"]}: told {reason["baseline"]}, counted {usual}',
              abs(reason['baseline'] - usual) <= 0.006 + usual / 100)


def check_surge(inc, reason, opening, least):
    first, last = opening_period(inc, reason, opening)
    near(reason['feature'], reason['value'], len(opening) / max((last - first) / 3600, least), 2)
    check_usual(reason)


def check_reason(inc, reason, listed, counted):
    feature, value = reason['feature'], reason['value']
    opening = [r for r in listed if r['role'] == 'opening']
    account_days = Counter()
    for row in counted:
        account_days[row['who'], day(row)] += row['attempts']
    span = (seconds(inc['last_seen']) - seconds(inc['first_seen'])) / 86400
    if feature in ('unexplained-failures', 'fresh-failures'):
        check_surge(inc, reason, opening, 1 / 60)
    elif feature == 'sources-like-nobody':
        check_surge(inc, reason, opening, 1)
        same(f'{feature}: sources', len({r['source'] for r in opening}), len(opening))
    elif feature == 'accounts-a-day':
        near(feature, value, len(account_days) / max(span, 1), 1)
        check_usual(reason)
    elif feature == 'one-try-each':
        near(feature, value, 100 * sum(n == 1 for n in account_days.values()) / len(account_days), 1)
    elif feature == 'accounts-per-source':
        pairs = {(r['who'], r['source']) for r in counted}
        near(feature, value, len(pairs) / len({r['source'] for r in counted}), 1)
    elif feature == 'names-that-do-not-exist':
        near(feature, value, 100 * sum(a.get('missing', False) for a in inc['accounts']) / len(inc['accounts']), 1)
    elif feature == 'rare-agent':
        most = Counter()
        for row in counted:
            most[row['agent'], row['application'], row['protocol']] += row['attempts']
        near(feature, value, 100 * max(most.values()) / total(counted), 1)
    elif feature == 'accounts-at-one-source':
        opening_period(inc, reason, opening)
        same(feature, value, len({r['who'] for r in opening}))
        same(f'{feature}: sources', 1, len({r['source'] for r in opening}))
        same(f'{feature}: one row an account', len(opening), len({r['who'] for r in opening}))
    elif feature == 'failures-in-a-row':
        opening_period(inc, reason, opening)
        same(feature, value, total(opening))
        same(f'{feature}: the last', max(r['at'] for r in opening), seconds(inc['opened_at']))
    elif feature in ('sources-at-one-account', 'system-account'):
        opening_period(inc, reason, opening)
        same(feature, value, len({r['source'] for r in opening}))
        same(f'{feature}: accounts', 1, len({r['account'] for r in opening}))
    elif feature in BY_ACCOUNT:
        same(feature, value, total(counted))
    elif feature == 'emergency-account-tried':
        names = {a['name'] for a in inc['accounts'] if a.get('emergency')}
        guesses = [r for r in listed if r['role'] == 'guess']
        same(feature, value, total(guesses) if inc['kind'] == 'account-takeover'
             else total(r for r in counted if r['account'] in names))
    elif feature in ('got-in', 'password-known'):
        same(feature, value, sum(a['outcome'] == feature for a in inc['accounts']))
    else:
        wrong.append(f'{feature}: nobody counts it again')
    for at in reason['rows']:
        holds(f'{feature}: row {at} of {len(inc["evidence"])}', at < len(inc['evidence']))


def main():
    inc, listed = load(*sys.argv[1:])
    counted = [r for r in listed if r['counted']]
    check_whole(inc, counted)
    check_accounts(inc, listed, counted)
    check_sources(inc, counted)
    check_evidence(inc, listed)
    if not BY_ACCOUNT & {r['feature'] for r in inc['reasons']}:
        check_clients(inc, counted)
    for reason in inc['reasons']:
        check_reason(inc, reason, listed, counted)
    for reason in inc['reasons']:
        near(f'weight of {reason["feature"]}', reason['weight'],
             reason['nats'] / sum(r['nats'] for r in inc['reasons']), 2)
    print('\n'.join(wrong[:20]))
    return bool(wrong)


sys.exit(main())
