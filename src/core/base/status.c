/* status.c - building the one sentence of an error. */
#include "core/base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void mark_cut(char *message, size_t size, int wanted)
{
    if (wanted >= 0 && (size_t)wanted >= size)
        memcpy(message + size - 4, "...", 4);
}

enum status fail(struct error *err, enum status status, const char *fmt, ...)
{
    va_list args;

    if (err == NULL)
        return status;
    err->status = status;
    va_start(args, fmt);
    int wanted = vsnprintf(err->message, sizeof err->message, fmt, args);
    va_end(args);
    mark_cut(err->message, sizeof err->message, wanted);
    return status;
}

enum status fail_in(struct error *err, const char *fmt, ...)
{
    char said[sizeof err->message];
    va_list args;

    if (err == NULL)
        return STATUS_INTERNAL;
    memcpy(said, err->message, sizeof said);
    va_start(args, fmt);
    int where = vsnprintf(err->message, sizeof err->message, fmt, args);
    va_end(args);
    if (where < 0 || (size_t)where >= sizeof err->message)
        return err->status;
    size_t left = sizeof err->message - (size_t)where;
    int wanted = snprintf(err->message + where, left, ": %s", said);
    mark_cut(err->message + where, left > 4 ? left : 4, wanted);
    return err->status;
}
