/* evtx.c - records one behind the other, and found again where they are not. */
#include "core/wire/evtx.h"

#include <zlib.h>

#include "core/wire/le.h"

static const char file_magic[8] = "ElfFile", block_magic[8] = "ElfChnk", record_magic[4] = "**\0";

static bool stands_at(struct slice s, size_t at, const char magic[8])
{
    return s.len >= at + 8 && memcmp(s.at + at, magic, 8) == 0;
}

size_t evtx_begin(struct slice head)
{
    return stands_at(head, 0, block_magic) ? 0 : EVTX_HEADER;
}

bool evtx_is(struct slice head)
{
    return stands_at(head, 0, file_magic) || stands_at(head, 0, block_magic)
            || stands_at(head, EVTX_HEADER, block_magic);
}

size_t evtx_whole(size_t begin, uint64_t offset, size_t len)
{
    const uint64_t end = offset + len;
    if (end < begin)
        return 0;
    uint64_t cut = begin + (end - begin) / EVTX_BLOCK * EVTX_BLOCK;
    return cut > offset ? (size_t)(cut - offset) : 0;
}

/* Of everything in the head but itself and the flags before it. */
static bool head_is_sound(const char *head)
{
    const Bytef *bytes = (const Bytef *)head;
    uLong sum = crc32(crc32(0, bytes, 120), bytes + 128, EVTX_BLOCK_HEAD - 128);
    return le32(head + 124) == (uint32_t)sum;
}

void evtx_walk_begin(struct evtx_walk *walk, struct slice block)
{
    *walk = (struct evtx_walk){ .block = block, .end = SIZE_MAX };
    if (block.len < EVTX_BLOCK_HEAD || !stands_at(block, 0, block_magic))
        return;
    walk->at = EVTX_BLOCK_HEAD;
    uint32_t free_space = le32(block.at + 48);
    if (free_space >= EVTX_BLOCK_HEAD && free_space <= EVTX_BLOCK && head_is_sound(block.at))
        walk->end = free_space;
}

/* The record that stands at this place of the block, by its magic and two sizes. */
static bool record_at(struct slice block, size_t at, struct evtx_record *ret)
{
    if (block.len - at < EVTX_RECORD_MIN || memcmp(block.at + at, record_magic, 4) != 0)
        return false;
    const char *record = block.at + at;
    size_t len = le32(record + 4);
    if (len < EVTX_RECORD_MIN || len > block.len - at || le32(record + len - 4) != len)
        return false;
    *ret = (struct evtx_record){ at, len, le64(record + 8), le64(record + 16) };
    return true;
}

bool evtx_is_record(struct slice block, size_t at, size_t len)
{
    struct evtx_record record;
    return at <= block.len && record_at(block, at, &record) && record.len == len;
}

static bool is_zero(struct slice s)
{
    return s.len == 0 || (s.at[0] == 0 && memcmp(s.at, s.at + 1, s.len - 1) == 0);
}

/* Goes on at the next record before `limit`, or at `limit`. True when what was passed over is more than zeros. */
static bool pass_damage(struct evtx_walk *walk, size_t limit, struct evtx_record *ret)
{
    const struct slice magic = { record_magic, 4 };
    struct evtx_record next;
    size_t from = walk->at, at = from;
    do {
        at++;
        at += slice_find_slice(slice_skip(slice_first(walk->block, limit), at), magic);
    } while (at < limit && !record_at(walk->block, at, &next));
    walk->at = at < limit ? at : limit;
    struct slice gap = slice_skip(slice_first(walk->block, walk->at), from);
    *ret = (struct evtx_record){ .at = from, .len = gap.len };
    if (is_zero(gap))
        return false;
    if (walk->at == walk->block.len)
        walk->end = 0; /* that it was cut is told by this */
    return true;
}

enum evtx_found evtx_next(struct evtx_walk *walk, struct evtx_record *ret)
{
    size_t limit = walk->end < walk->block.len ? walk->end : walk->block.len;
    while (walk->at < walk->block.len) {
        if (record_at(walk->block, walk->at, ret)) {
            /* Behind the end lie records of a time before the block was used again, or such as the head does not
             * know yet. */
            if (walk->at >= walk->end && ret->number != walk->last + 1)
                return EVTX_END;
            walk->last = ret->number;
            walk->at += ret->len;
            return EVTX_RECORD;
        }
        if (walk->at >= limit)
            return EVTX_END;
        if (pass_damage(walk, limit, ret))
            return EVTX_LOST;
    }
    if (walk->end == SIZE_MAX || walk->at >= walk->end)
        return EVTX_END;
    *ret = (struct evtx_record){ .at = walk->at }; /* cut between two records */
    walk->end = 0;
    return EVTX_LOST;
}
