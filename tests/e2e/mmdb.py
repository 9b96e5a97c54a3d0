#!/usr/bin/env python3
"""mmdb.py FILE [NETWORK COUNTRY ASN NAME]...: a small database in the MaxMind DB format, for tests.

The format is that of https://maxmind.github.io/MaxMind-DB/ (version 2.0): a binary tree of 24-bit records, 16 zero
bytes, the data, and the metadata behind their marker. The date is fixed: 2026-09-01. "-" leaves a field out.
"""
import ipaddress
import sys

MADE = 1788220800


def control(kind, size):
    assert size < 29 + 256
    head = bytes([(kind << 5 if kind < 8 else 0) | min(size, 29)])
    return head + (bytes([kind - 7]) if kind > 7 else b'') + (bytes([size - 29]) if size >= 29 else b'')


def encode(val):
    if isinstance(val, str):
        return control(2, len(val.encode())) + val.encode()
    if isinstance(val, dict):
        return control(7, len(val)) + b''.join(encode(k) + encode(v) for k, v in val.items())
    if isinstance(val, list):
        return control(11, len(val)) + b''.join(encode(v) for v in val)
    kind, number = val
    raw = number.to_bytes((number.bit_length() + 7) // 8, 'big')
    return control(kind, len(raw)) + raw


def uint16(number):
    return 5, number


def uint32(number):
    return 6, number


def uint64(number):
    return 9, number


def bits_of(network):
    net = ipaddress.ip_network(network)
    width = 128 if net.version == 6 else 32
    bits = format(int(net.network_address), f'0{width}b')[:net.prefixlen]
    return bits if net.version == 6 else '0' * 96 + bits


def main():
    nodes, data = [[None, None]], b''
    for at in range(2, len(sys.argv), 4):
        network, country, asn, name = sys.argv[at:at + 4]
        place = {}
        if country != '-':
            place['country'] = {'iso_code': country}
        if asn != '-':
            place['autonomous_system_number'] = uint32(int(asn))
        if name != '-':
            place['autonomous_system_organization'] = name
        bits, node = bits_of(network), 0
        for bit in map(int, bits[:-1]):
            if nodes[node][bit] is None:
                nodes.append([None, None])
                nodes[node][bit] = len(nodes) - 1
            node = nodes[node][bit]
        nodes[node][int(bits[-1])] = ('data', len(data))
        data += encode(place)

    def record(val):
        number = len(nodes) if val is None else val if isinstance(val, int) else len(nodes) + 16 + val[1]
        return number.to_bytes(3, 'big')

    meta = {'node_count': uint32(len(nodes)), 'record_size': uint16(24), 'ip_version': uint16(6),
            'database_type': 'Example', 'languages': ['en'], 'binary_format_major_version': uint16(2),
            'binary_format_minor_version': uint16(0), 'build_epoch': uint64(MADE), 'description': {'en': 'for tests'}}
    with open(sys.argv[1], 'wb') as out:
        out.write(b''.join(record(val) for node in nodes for val in node) + bytes(16) + data)
        out.write(b'\xab\xcd\xefMaxMind.com' + encode(meta))


main()
