/* walk.c - arguments and folders become inputs. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/read/inside.h"

#define WALK_DEPTH 64u /* folders within folders; links are not followed, so only a hostile tree is deeper */

static char *join(const char *a, const char *b)
{
    char *to = NULL;
    size_t n = strlen(a);
    if (asprintf(&to, "%s%s%s", a, n && a[n - 1] == '/' ? "" : "/", b) < 0)
        return NULL;
    return to;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int not_dots(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static void walk_entry(
        struct inputs *inputs, const char *name, const char *folder, const char *path, unsigned depth)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        problems_add(inputs->problems, name, "%s", strerror(errno));
    else if (S_ISDIR(st.st_mode))
        inputs_walk(inputs, name, path, depth + 1);
    else if (S_ISREG(st.st_mode))
        inputs_add_file(inputs, name, folder, path);
}

/* A folder with "cur", "new" and "tmp". */
static bool is_maildir(struct dirent **entries, int count)
{
    static const char *const wanted[] = { "cur", "new", "tmp" };
    size_t found = 0;
    for (int i = 0; i < count && found < 3; i++) /* both in order of names */
        found += strcmp(entries[i]->d_name, wanted[found]) == 0;
    return found == 3;
}

/* What is no message of a Maildir: those that are not whole yet, and what servers keep beside them. */
static bool is_maildirs_own(const char *name)
{
    static const char *const begins[] = { "dovecot", "maildir", "courier", "subscriptions", ".uidvalidity",
        ".subscriptions" };
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (strncmp(name, begins[i], strlen(begins[i])) == 0)
            return true;
    return strcmp(name, "tmp") == 0;
}

void inputs_walk(struct inputs *inputs, const char *name, const char *path, unsigned depth)
{
    struct dirent **entries;
    int n = depth < WALK_DEPTH ? scandir(path, &entries, not_dots, by_name) : -1;
    if (n < 0) {
        problems_add(inputs->problems, name, "%s",
                depth < WALK_DEPTH ? strerror(errno) : "folders nest deeper than 64");
        return;
    }
    if (n == 0 && depth == 0)
        problems_add(inputs->problems, name, "the folder is empty: expected files with sign-ins or messages");
    bool maildir = is_maildir(entries, n);
    for (int i = 0; i < n; i++) {
        if (maildir && is_maildirs_own(entries[i]->d_name)) {
            free(entries[i]);
            continue;
        }
        char *sub = join(name, entries[i]->d_name), *file = join(path, entries[i]->d_name);
        if (sub != NULL && file != NULL)
            walk_entry(inputs, sub, name, file, depth);
        free(sub);
        free(file);
        free(entries[i]);
    }
    free(entries);
}

/* ---- standard input and pipes ---- */

static int spool_file(const struct input_options *options)
{
    const char *dir = options->spool_dir ? options->spool_dir : getenv("TMPDIR");
    char *path = join(dir && *dir ? dir : "/tmp", "cordon-XXXXXX");
    int fd = path ? mkostemp(path, O_CLOEXEC) : -1;
    if (fd >= 0)
        unlink(path);
    free(path);
    return fd;
}

static bool copy_all(int from, int to)
{
    char buf[65536];
    for (;;) {
        ssize_t n = read(from, buf, sizeof buf);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        for (ssize_t done = 0; done < n;) {
            ssize_t w = write(to, buf + done, (size_t)(n - done));
            if (w <= 0)
                return false;
            done += w;
        }
    }
}

/* What can be read once is kept in a file, for evidence and for a second reading. */
static void add_spooled(struct inputs *inputs, const char *name, int from)
{
    int fd = spool_file(inputs->options);
    if (fd < 0 || !copy_all(from, fd)) {
        problems_add(inputs->problems, name, "cannot spool: %s", strerror(errno));
        if (fd >= 0)
            close(fd);
        return;
    }
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    inputs_add_file(inputs, name, "", path);
    const struct mail_source *mail = inputs->mails_count > 0 ? &inputs->mails[inputs->mails_count - 1] : NULL;
    if (inputs->count > 0 && strcmp(inputs->at[inputs->count - 1]->path, path) == 0)
        inputs->at[inputs->count - 1]->spool = fd;
    else if (mail != NULL && mail->path != NULL && strcmp(mail->path, path) == 0)
        inputs->mails[inputs->mails_count - 1].spool = fd;
    else
        close(fd);
}

/* "<(zcat auth.log.gz)", or a pipe of mkfifo */
static void add_pipe(struct inputs *inputs, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        problems_add(inputs->problems, path, "%s", strerror(errno));
        return;
    }
    add_spooled(inputs, path, fd);
    close(fd);
}

/* An input like any empty file. */
static bool is_dev_null(const struct stat *st)
{
    struct stat null;
    return S_ISCHR(st->st_mode) && stat("/dev/null", &null) == 0 && null.st_rdev == st->st_rdev;
}

static void add_path(struct inputs *inputs, const char *path)
{
    struct stat st;
    if (*path == '\0')
        problems_add(inputs->problems, "''", "is an empty name: expected that of a file or folder");
    else if (strcmp(path, "-") == 0)
        add_spooled(inputs, "-", STDIN_FILENO);
    else if (stat(path, &st) != 0)
        problems_add(
                inputs->problems, path, "%s", errno == ENOENT ? "no such file or folder" : strerror(errno));
    else if (S_ISDIR(st.st_mode))
        inputs_walk(inputs, path, path, 0);
    else if (S_ISREG(st.st_mode))
        inputs_add_file(inputs, path, "", path);
    else if (S_ISFIFO(st.st_mode))
        add_pipe(inputs, path);
    else if (!is_dev_null(&st))
        problems_add(inputs->problems, path,
                "is a device or socket: expected a file, a folder, a pipe or - for standard input");
}

static int by_input(const void *a, const void *b)
{
    return strcmp((*(struct input *const *)a)->name, (*(struct input *const *)b)->name);
}

static int by_file(const void *a, const void *b)
{
    const struct input *x = *(struct input *const *)a, *y = *(struct input *const *)b;
    if (x->dev != y->dev)
        return x->dev < y->dev ? -1 : 1;
    if (x->ino != y->ino)
        return x->ino < y->ino ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return strcmp(x->name, y->name);
}

static bool is_same_file(const struct input *a, const struct input *b)
{
    return a->dev == b->dev && a->ino == b->ino && a->start == b->start;
}

void input_free(struct input *input);

enum status inputs_open(const char *const *paths, size_t count, const struct input_options *options,
        struct inputs **ret, struct problems *problems, struct error *err)
{
    struct inputs *inputs = calloc(1, sizeof *inputs);
    if (inputs == NULL)
        return fail(err, STATUS_NOMEM, "no memory to open %zu paths", count);
    if (count == 0) {
        free(inputs);
        return fail(err, STATUS_MISSING, "no input: name files or folders, or - for standard input");
    }
    inputs->options = options;
    inputs->problems = problems;
    for (size_t i = 0; i < count; i++)
        add_path(inputs, paths[i]);
    size_t kept = 0;
    if (inputs->count > 0)
        qsort(inputs->at, inputs->count, sizeof(struct input *), by_file);
    for (size_t i = 0; i < inputs->count; i++) {
        if (kept > 0 && is_same_file(inputs->at[kept - 1], inputs->at[i]))
            input_free(inputs->at[i]);
        else
            inputs->at[kept++] = inputs->at[i];
    }
    inputs->count = kept;
    inputs_sort_mails(inputs);
    if (kept == 0 && inputs->mails_count == 0 && problems->count == 0)
        problems_add(problems, paths[0], "holds nothing: expected sign-ins or messages (cordon formats)");
    if (kept > 0)
        qsort(inputs->at, kept, sizeof(struct input *), by_input);
    inputs_share_marks(inputs);
    *ret = inputs;
    return STATUS_OK;
}
