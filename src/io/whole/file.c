/* file.c - all bytes of a file, up to a limit. */
#include "io/whole/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/limits.h"

static enum status read_all(int fd, struct slice *ret, struct error *err)
{
    size_t room = 64 * 1024, len = 0;
    char *at = NULL;
    for (;;) {
        char *grown = at == NULL || len == room ? realloc(at, at == NULL ? room : (room *= 2)) : at;
        if (grown == NULL) {
            free(at);
            return fail(err, STATUS_NOMEM, "no memory for the file");
        }
        at = grown;
        ssize_t n = read(fd, at + len, room - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || len + (size_t)n > LIMIT_WHOLE_FILE) {
            enum status st = n < 0 ? fail(err, STATUS_IO, "%s", strerror(errno))
                                   : fail(err, STATUS_RANGE, "over %u MiB, which is the most that is read",
                                           LIMIT_WHOLE_FILE >> 20);
            free(at);
            return st;
        }
        if (n == 0)
            break;
        len += (size_t)n;
    }
    *ret = (struct slice){ at, len };
    return STATUS_OK;
}

enum status file_read(const char *path, struct slice *ret, struct error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(err, STATUS_MISSING, "%s", strerror(errno));
    enum status st = read_all(fd, ret, err);
    if (!is_stdin)
        (void)close(fd);
    return st;
}
