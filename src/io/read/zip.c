/* zip.c - the members of an archive, by its central directory.
 *
 * Source  PKWARE APPNOTE 6.3.10; ZIP64 where sizes need it. Stored and deflated members; encrypted ones
 *         and other methods are problems.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/limits.h"
#include "io/read/inside.h"

#define END_MAX (65557u) /* end record with the longest comment */

static uint32_t u16(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t u32(const unsigned char *p)
{
    return u16(p) | u16(p + 2) << 16;
}

static uint64_t u64(const unsigned char *p)
{
    return u32(p) | (uint64_t)u32(p + 4) << 32;
}

struct directory {
    uint64_t at, size, entries;
};

static bool read_at(int fd, uint64_t at, unsigned char *buf, size_t len)
{
    return pread(fd, buf, len, (off_t)at) == (ssize_t)len;
}

static bool find_directory64(int fd, uint64_t end_at, struct directory *dir)
{
    unsigned char buf[56];
    if (end_at < 20 || !read_at(fd, end_at - 20, buf, 20) || u32(buf) != 0x07064b50)
        return false;
    if (!read_at(fd, u64(buf + 8), buf, 56) || u32(buf) != 0x06064b50)
        return false;
    dir->entries = u64(buf + 32);
    dir->size = u64(buf + 40);
    dir->at = u64(buf + 48);
    return true;
}

static bool find_directory(int fd, uint64_t size, struct directory *dir)
{
    size_t len = size < END_MAX ? (size_t)size : END_MAX;
    unsigned char *tail = malloc(len + 1);
    bool found = false;
    if (tail != NULL && len >= 22 && read_at(fd, size - len, tail, len))
        for (size_t i = len - 22 + 1; i-- > 0 && !found;)
            if (u32(tail + i) == 0x06054b50) {
                *dir = (struct directory){ u32(tail + i + 16), u32(tail + i + 12), u16(tail + i + 10) };
                bool wide = dir->at == UINT32_MAX || dir->size == UINT32_MAX || dir->entries == 65535;
                found = !wide || find_directory64(fd, size - len + i, dir);
            }
    free(tail);
    return found && dir->at <= size && dir->size <= size - dir->at;
}

/* ZIP64 sizes stand in an extra field, in the order in which the short ones are all ones. */
static void widen(const unsigned char *extra, size_t len, uint64_t *unpacked, uint64_t *packed, uint64_t *at)
{
    while (len >= 4) {
        uint32_t id = u16(extra), n = u16(extra + 2);
        const unsigned char *p = extra + 4, *end = p + n;
        if (n > len - 4)
            return;
        if (id == 1) {
            uint64_t *wide[3] = { unpacked, packed, at };
            for (int i = 0; i < 3; i++)
                if (*wide[i] == UINT32_MAX && end - p >= 8) {
                    *wide[i] = u64(p);
                    p += 8;
                }
            return;
        }
        extra += 4 + n;
        len -= 4 + n;
    }
}

/* MS-DOS date and time, to two seconds, taken as UTC. */
static time_us dos_time(uint32_t time, uint32_t date)
{
    struct civil c = { .year = 1980 + (int)(date >> 9),
        .month = (int)(date >> 5 & 15),
        .day = (int)(date & 31),
        .hour = (int)(time >> 11),
        .minute = (int)(time >> 5 & 63),
        .second = (int)(time & 31) * 2 };
    return time_from_civil(&c);
}

static void add_member(struct inputs *inputs, const char *archive, const char *folder, const char *path,
        int fd, uint64_t size, const unsigned char *entry, const char *member)
{
    unsigned char local[30];
    uint64_t unpacked = u32(entry + 24), packed = u32(entry + 20), at = u32(entry + 42);
    uint32_t method = u16(entry + 10), flags = u16(entry + 8);
    struct input input = { .spool = -1, .mtime = dos_time(u16(entry + 12), u16(entry + 14)) };

    widen(entry + 46 + u16(entry + 28), u16(entry + 30), &unpacked, &packed, &at);
    if (asprintf(&input.name, "%s!%s", archive, member) < 0)
        return;
    if (flags & 1) {
        problems_add(inputs->problems, input.name, "is encrypted: unpack it first");
    } else if (method != 0 && method != 8) {
        problems_add(inputs->problems, input.name,
                "packing method %u is not known: expected stored or deflate", method);
    } else if (at > size || !read_at(fd, at, local, 30) || u32(local) != 0x04034b50
            || at + 30 + u16(local + 26) + u16(local + 28) + packed > size) {
        problems_add(
                inputs->problems, input.name, "the archive is damaged: this member does not lie within it");
    } else {
        input.start = at + 30 + u16(local + 26) + u16(local + 28);
        input.size = packed;
        input.packing = method == 8 ? PACKING_DEFLATE : PACKING_NONE;
        input.folder = strdup(folder);
        input.path = strdup(path);
        inputs_keep(inputs, &input);
        return;
    }
    free(input.name);
}

bool inputs_add_zip(
        struct inputs *inputs, const char *name, const char *folder, const char *path, int fd, uint64_t size)
{
    struct directory dir;
    unsigned char magic[4];
    if (!read_at(fd, 0, magic, 4) || (u32(magic) != 0x04034b50 && u32(magic) != 0x06054b50))
        return false;
    const uint64_t directory_max = 64u << 20;
    if (!find_directory(fd, size, &dir) || dir.size > directory_max) {
        problems_add(inputs->problems, name, "the archive is cut off or damaged: its directory is missing");
        return true;
    }
    unsigned char *all = malloc(dir.size + 1);
    if (all == NULL || !read_at(fd, dir.at, all, dir.size)) {
        problems_add(inputs->problems, name, "the archive's directory cannot be read");
        free(all);
        return true;
    }
    uint64_t members = 0;
    for (uint64_t i = 0; i + 46 <= dir.size && u32(all + i) == 0x02014b50;) {
        uint64_t name_len = u16(all + i + 28), len = 46 + name_len + u16(all + i + 30) + u16(all + i + 32);
        if (len > dir.size - i)
            break;
        char *member = strndup((const char *)all + i + 46, name_len);
        if (++members > LIMIT_ARCHIVE_MEMBERS) {
            problems_add(inputs->problems, name, "holds more than %u members: the rest is not read",
                    LIMIT_ARCHIVE_MEMBERS);
            free(member);
            break;
        }
        if (member != NULL && member[0] != '\0' && member[strlen(member) - 1] != '/')
            add_member(inputs, name, folder, path, fd, size, all + i, member);
        free(member);
        i += len;
    }
    free(all);
    return true;
}
