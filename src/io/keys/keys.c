/* keys.c - reading with a look at who else may; making by link(), which never replaces. */
#define _GNU_SOURCE
#include "io/keys/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/digit.h"

static enum status check(const char *path, struct key *key, struct error *err)
{
    while (key->len > 0 && strchr(" \t\r\n", key->bytes[key->len - 1]) != NULL)
        key->len--;
    if (key->len >= KEY_BYTES_MIN && key->len <= KEY_BYTES_MAX)
        return STATUS_OK;
    size_t len = key->len;
    key_forget(key);
    return fail(err, STATUS_INVALID, "%s holds %s%zu bytes, a key has %u to %u", path,
            len > KEY_BYTES_MAX ? "over " : "", len > KEY_BYTES_MAX ? len - 1 : len, KEY_BYTES_MIN,
            KEY_BYTES_MAX);
}

static bool read_all(int fd, struct key *key)
{
    while (key->len < sizeof key->bytes) {
        ssize_t n = read(fd, key->bytes + key->len, sizeof key->bytes - key->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            break;
        key->len += (size_t)n;
    }
    return true;
}

enum status key_read(const char *path, struct key *ret, struct error *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(err, errno == ENOENT ? STATUS_MISSING : STATUS_IO, "%s: %s", path, strerror(errno));
    *ret = (struct key){ 0 };
    bool ok = fstat(fd, &st) == 0;
    if (ok && !S_ISREG(st.st_mode)) {
        close(fd);
        return fail(err, STATUS_INVALID, "%s: a key is a plain file", path);
    }
    ok = ok && read_all(fd, ret);
    int why = errno;
    close(fd);
    if (!ok)
        return fail(err, STATUS_IO, "%s: %s", path, strerror(why));
    ret->open_to_others = (st.st_mode & (S_IRWXG | S_IRWXO)) != 0;
    return check(path, ret, err);
}

void key_forget(struct key *key)
{
    explicit_bzero(key, sizeof *key);
}

/* ---- making ---- */

/* The folders above the file; those that are there stay as they are. */
static bool make_folders(const char *path)
{
    char *copy = strdup(path);
    bool ok = copy != NULL;
    for (char *at = copy; ok && (at = strchr(at + 1, '/')) != NULL; *at = '/') {
        *at = '\0';
        ok = mkdir(copy, 0700) == 0 || errno == EEXIST;
    }
    free(copy);
    return ok;
}

static bool draw(char hex[2 * KEY_BYTES_MIN + 1])
{
    unsigned char raw[KEY_BYTES_MIN];
    if (getrandom(raw, sizeof raw, 0) != (ssize_t)sizeof raw)
        return false;
    digits_put(raw, sizeof raw, hex);
    hex[2 * KEY_BYTES_MIN] = '\n';
    explicit_bzero(raw, sizeof raw);
    return true;
}

static bool write_key(int fd)
{
    char hex[2 * KEY_BYTES_MIN + 1];
    bool ok = fchmod(fd, 0600) == 0 && draw(hex) && write(fd, hex, sizeof hex) == (ssize_t)sizeof hex
            && fsync(fd) == 0;
    explicit_bzero(hex, sizeof hex);
    return ok;
}

enum status key_make(const char *path, struct error *err)
{
    char *beside = NULL;
    if (asprintf(&beside, "%s.XXXXXX", path) < 0)
        return fail(err, STATUS_NOMEM, "no memory to make a key");
    int fd = make_folders(path) ? mkostemp(beside, O_CLOEXEC) : -1;
    bool ok = fd >= 0 && write_key(fd) && (link(beside, path) == 0 || errno == EEXIST);
    int why = errno;
    if (fd >= 0) {
        (void)unlink(beside);
        close(fd);
    }
    free(beside);
    return ok ? STATUS_OK : fail(err, STATUS_IO, "%s: a key cannot be made: %s", path, strerror(why));
}

char *key_default_path(const char *name)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    char *path = NULL;
    int n = -1;
    if (state != NULL && *state == '/')
        n = asprintf(&path, "%s/cordon/%s", state, name);
    else if (home != NULL && *home == '/')
        n = asprintf(&path, "%s/.local/state/cordon/%s", home, name);
    return n < 0 ? NULL : path;
}
