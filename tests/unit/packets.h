/* packets.h - answers of the DNS as bytes, for tests: written apart from what reads them. */
#pragma once

#include <stdint.h>
#include <string.h>

#include "core/mailauth/dns.h"

struct packet {
    unsigned char at[65536];
    size_t len;
};

static inline void packet_16(struct packet *p, unsigned v)
{
    p->at[p->len++] = (unsigned char)(v >> 8);
    p->at[p->len++] = (unsigned char)v;
}

static inline void packet_bytes(struct packet *p, const void *bytes, size_t len)
{
    memcpy(p->at + p->len, bytes, len);
    p->len += len;
}

/* Without compression. */
static inline void packet_name(struct packet *p, struct slice name)
{
    while (name.len > 0) {
        size_t label = slice_find(name, '.');
        p->at[p->len++] = (unsigned char)label;
        packet_bytes(p, name.at, label);
        name = slice_skip(name, label + 1);
    }
    p->at[p->len++] = 0;
}

/* Header and question; flags: 0x8180 is a plain answer, its last digit the RCODE, 0x0200 means cut. */
static inline void packet_start(
        struct packet *p, unsigned id, unsigned flags, struct slice name, unsigned type, unsigned answers)
{
    p->len = 0;
    packet_16(p, id);
    packet_16(p, flags);
    packet_16(p, 1);
    packet_16(p, answers);
    packet_16(p, 0);
    packet_16(p, 0);
    packet_name(p, name);
    packet_16(p, type);
    packet_16(p, 1);
}

static inline void packet_text(struct packet *p, struct slice text)
{
    do {
        size_t part = text.len < 255 ? text.len : 255;
        p->at[p->len++] = (unsigned char)part;
        packet_bytes(p, text.at, part);
        text = slice_skip(text, part);
    } while (text.len > 0);
}

/* A record whose owner is the question's name: a pointer to it. */
static inline void packet_record(struct packet *p, enum dns_type type, const struct dns_record *record)
{
    packet_16(p, 0xc00c);
    packet_16(p, type);
    packet_16(p, 1);
    packet_16(p, 0);
    packet_16(p, 60);
    size_t len_at = p->len;
    packet_16(p, 0);
    if (type == DNS_A)
        packet_bytes(p, record->ip.b + 12, 4);
    else if (type == DNS_AAAA)
        packet_bytes(p, record->ip.b, 16);
    else if (type == DNS_TXT)
        packet_text(p, record->text);
    else {
        if (type == DNS_MX)
            packet_16(p, record->preference);
        packet_name(p, record->text);
    }
    size_t len = p->len - len_at - 2;
    p->at[len_at] = (unsigned char)(len >> 8);
    p->at[len_at + 1] = (unsigned char)len;
}
