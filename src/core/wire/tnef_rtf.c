/* tnef_rtf.c - RTF as Outlook compresses it: MS-OXRTFCP, references into a ring of 4,096 bytes. */
#include "core/wire/le.h"
#include "core/wire/tnef_inside.h"

#define RING 4096u
#define COMPRESSED 0x75465a4cu /* "LZFu" */
#define STORED 0x414c454du     /* "MELA" */

/* What the ring holds at the start (MS-OXRTFCP 2.1.2.1). */
static const char start[] =
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
        "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0"
        "\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

struct ring {
    char at[RING];
    uint32_t next;
    char *to;
    size_t len, room;
};

static void put(struct ring *ring, char c)
{
    ring->at[ring->next] = c;
    ring->next = (ring->next + 1) % RING;
    ring->to[ring->len++] = c;
}

/* One reference: 12 bits of place, 4 of length. False: the end, or no room. */
static bool copy(struct ring *ring, uint32_t reference)
{
    uint32_t from = reference >> 4, count = (reference & 15) + 2;
    if (from == ring->next)
        return false;
    for (; count > 0 && ring->len < ring->room; count--, from = (from + 1) % RING)
        put(ring, ring->at[from]);
    return count == 0;
}

static void uncompress(struct ring *ring, struct slice in)
{
    const unsigned char *at = (const unsigned char *)in.at, *end = at + in.len;
    while (at < end) {
        unsigned flags = *at++;
        for (int bit = 0; bit < 8 && at < end; bit++, flags >>= 1) {
            if (ring->len == ring->room)
                return;
            if (!(flags & 1)) {
                put(ring, (char)*at++);
                continue;
            }
            if (end - at < 2 || !copy(ring, (uint32_t)at[0] << 8 | at[1]))
                return;
            at += 2;
        }
    }
}

bool tnef_rtf(struct slice in, struct arena *arena, size_t most, struct slice *ret)
{
    if (in.len < 16)
        return false;
    uint32_t size = le32(in.at + 4), kind = le32(in.at + 8);
    struct slice packed = slice_skip(in, 16);
    if (kind == STORED) {
        *ret = slice_first(packed, size);
        return true;
    }
    /* Seventeen bytes come of two at most, so a size that is told too large takes no memory. */
    size_t room = packed.len * 9 < size ? packed.len * 9 : size;
    room = room < most ? room : most;
    struct ring ring = { .next = sizeof start - 1, .room = room };
    if (kind != COMPRESSED || room == 0 || (ring.to = arena_take(arena, room)) == NULL)
        return false;
    memcpy(ring.at, start, sizeof start - 1);
    uncompress(&ring, packed);
    *ret = (struct slice){ ring.to, ring.len };
    return ring.len == size;
}
