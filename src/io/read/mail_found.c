/* mail_found.c - files of messages as they are found. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "io/read/inside.h"

static void forget(struct mail_source *source)
{
    if (source->spool >= 0)
        close(source->spool);
    free(source->name);
    free(source->path);
}

void inputs_keep_mail(struct inputs *inputs, struct mail_source *source)
{
    if (inputs->mails_count == inputs->mails_cap) {
        size_t cap = inputs->mails_cap ? inputs->mails_cap * 2 : 256;
        struct mail_source *grown = realloc(inputs->mails, cap * sizeof *grown);
        if (grown == NULL) {
            problems_add(inputs->problems, source->name, "%s", strerror(errno));
            forget(source);
            return;
        }
        inputs->mails = grown;
        inputs->mails_cap = cap;
    }
    inputs->mails[inputs->mails_count++] = *source;
}

/* ---- names ---- */

static const char *base_of(const char *name)
{
    const char *slash = strrchr(name, '/'), *member = strrchr(name, '!');
    const char *last = slash != NULL && (member == NULL || slash > member) ? slash : member;
    return last != NULL ? last + 1 : name;
}

/* "1604887800.M1P2.host,S=2043:2,RS" */
static const char *maildir_flags(const char *base)
{
    const char *flags = strstr(base, ":2,");
    return *base >= '0' && *base <= '9' && strchr(base, '.') != NULL ? flags : NULL;
}

static bool is_in_maildir(const char *name, const char *base)
{
    size_t before = (size_t)(base - name);
    return before >= 5 && (strncmp(base - 5, "/cur/", 5) == 0 || strncmp(base - 5, "/new/", 5) == 0)
            && *base >= '0' && *base <= '9' && strchr(base, '.') != NULL;
}

bool mail_is_named(const char *name)
{
    const char *base = base_of(name), *dot = strrchr(base, '.');
    return (dot != NULL && (strcasecmp(dot, ".eml") == 0 || strcasecmp(dot, ".emlx") == 0))
            || is_in_maildir(name, base);
}

bool mail_is_answered(const char *name)
{
    const char *flags = maildir_flags(base_of(name));
    return flags != NULL && strchr(flags + 3, 'R') != NULL;
}

/* ---- order ---- */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct mail_source *)a)->name, ((const struct mail_source *)b)->name);
}

static int by_file(const void *a, const void *b)
{
    const struct mail_source *x = a, *y = b;
    if (x->dev != y->dev)
        return x->dev < y->dev ? -1 : 1;
    if (x->ino != y->ino)
        return x->ino < y->ino ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return by_name(a, b);
}

void inputs_sort_mails(struct inputs *inputs)
{
    struct mail_source *at = inputs->mails;
    size_t kept = 0;
    if (inputs->mails_count == 0)
        return;
    qsort(at, inputs->mails_count, sizeof *at, by_file);
    for (size_t i = 0; i < inputs->mails_count; i++) {
        bool same = kept > 0 && at[kept - 1].ino == at[i].ino && at[kept - 1].dev == at[i].dev
                && at[kept - 1].start == at[i].start && !at[i].is_lost;
        if (same)
            forget(&at[i]);
        else
            at[kept++] = at[i];
    }
    inputs->mails_count = kept;
    qsort(at, kept, sizeof *at, by_name);
}

void inputs_free_mails(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->mails_count; i++)
        forget(&inputs->mails[i]);
    free(inputs->mails);
    inputs->mails = NULL;
    inputs->mails_count = 0;
}

size_t inputs_mails(const struct inputs *inputs)
{
    return inputs->mails_count;
}

const struct mail_source *inputs_mail(const struct inputs *inputs, size_t i)
{
    return &inputs->mails[i];
}
