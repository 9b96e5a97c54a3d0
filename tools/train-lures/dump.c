/* dump.c - the features of the messages in folders, a line each. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/base/limits.h"
#include "core/detect/mail/features.h"
#include "core/parse/message.h"

static char *raw;
static size_t raw_cap = 40u << 20;
static struct arena arena;

static void one(const char *path)
{
    struct error err;
    struct message m;
    static struct mail_features f;
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return;
    size_t n = fread(raw, 1, raw_cap, in);
    fclose(in);
    struct slice s = { raw, n };
    if (slice_starts(s, LIT("From ")))
        s = slice_skip(s, slice_find(s, '\n') + 1);
    arena_reset(&arena);
    if (message_read(s, &arena, &m, &err) != STATUS_OK
            || features_of(&m, NULL, &arena, &f, &err) != STATUS_OK) {
        fprintf(stderr, "%s: not read\n", path);
        return;
    }
    printf("%s\t%u", path, m.exhausted);
    for (unsigned i = 0; i < FEATURES_COUNT; i++)
        if (f.value[i] > 0.0005f)
            printf("\t%s=%.3f", feature_name((enum feature)i), (double)f.value[i]);
    putchar('\n');
}

static int not_dot(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    struct error err;
    raw = malloc(raw_cap);
    if (raw == NULL || arena_init(&arena, LIMIT_MESSAGE_ARENA + (8u << 20), &err) != STATUS_OK)
        return 1;
    for (int i = 1; i < argc; i++) {
        struct dirent **list;
        int n = scandir(argv[i], &list, not_dot, alphasort);
        for (int k = 0; k < n; k++) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", argv[i], list[k]->d_name);
            one(path);
            free(list[k]);
        }
        if (n >= 0)
            free(list);
        else
            one(argv[i]);
    }
    arena_done(&arena);
    free(raw);
    return 0;
}
