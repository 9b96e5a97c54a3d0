/* messages.h - all files below some folders, in memory, and a clock: what benchmarks of mail share.
 *
 * Use     one benchmark a program: the messages are its own.
 */
#pragma once

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "core/base/slice.h"

static struct {
    struct slice *at;
    size_t count, room, bytes;
} messages;

static void *need(void *memory)
{
    if (memory == NULL) {
        fputs("no memory\n", stderr);
        exit(4);
    }
    return memory;
}

static void add_message(char *at, size_t size)
{
    if (messages.count == messages.room) {
        messages.room = messages.room ? messages.room * 2 : 1024;
        messages.at = need(realloc(messages.at, messages.room * sizeof *messages.at));
    }
    messages.at[messages.count++] = (struct slice){ at, size };
    messages.bytes += size;
}

static void add_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return;
    char *at = need(malloc(size + 1));
    size = fread(at, 1, size, file);
    (void)fclose(file);
    add_message(at, size);
}

/* Files and folders below, depth first; the order does not matter here. */
static void add_path(const char *path, int depth)
{
    struct stat st;
    DIR *dir;
    if (stat(path, &st) != 0)
        return;
    if (!S_ISDIR(st.st_mode)) {
        add_file(path, (size_t)st.st_size);
        return;
    }
    if (depth > 8 || (dir = opendir(path)) == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char below[4096];
        if (entry->d_name[0] != '.' && snprintf(below, sizeof below, "%s/%s", path, entry->d_name) > 0)
            add_path(below, depth + 1);
    }
    (void)closedir(dir);
}

static inline double now(void)
{
    struct timespec ts;
    (void)clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}
