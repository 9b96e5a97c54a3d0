/* html_file.c - looks before the reading whether the page can be written; writes all or says why not. */
#include "app/html_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/view/html.h"

/* Only pages and empty files are overwritten: a slip of the hand must not replace the log, which is
 * evidence, by the report on it. */
static bool is_page(const char *path)
{
    static const char start[] = "<!doctype html";
    char had[sizeof start] = "";
    FILE *file = fopen(path, "rb");
    size_t n = file != NULL ? fread(had, 1, sizeof start - 1, file) : 0;
    if (file != NULL)
        fclose(file);
    return file != NULL && (n == 0 || strncasecmp(had, start, sizeof start - 1) == 0);
}

static bool refuse(const char *path, const char *why)
{
    fprintf(stderr, "cordon: --html %s: %s\n", path, why);
    return false;
}

static bool can_create(const char *path)
{
    char folder[4096] = ".";
    const char *slash = strrchr(path, '/');
    if (slash != NULL && (size_t)(slash - path) < sizeof folder)
        (void)snprintf(folder, sizeof folder, "%.*s", slash == path ? 1 : (int)(slash - path), path);
    return access(folder, W_OK | X_OK) == 0 || refuse(path, strerror(errno));
}

bool html_file_free(const struct options *opt)
{
    struct stat st;
    if (opt->html == NULL)
        return true;
    if (stat(opt->html, &st) != 0)
        return errno == ENOENT ? can_create(opt->html) : refuse(opt->html, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return refuse(opt->html, "is a folder: name a file");
    if (!opt->force)
        return refuse(opt->html, "exists: --force overwrites it");
    if (S_ISREG(st.st_mode) && !is_page(opt->html))
        return refuse(opt->html, "exists and is no page: it is not overwritten");
    return access(opt->html, W_OK) == 0 || refuse(opt->html, strerror(errno));
}

enum exit_code html_file_write(const struct options *opt, const struct incidents *all, const char *mark)
{
    struct out out = { 0 };
    struct stat st;
    view_html(&out, all, mark);
    FILE *file = out.failed ? NULL : fopen(opt->html, "wb");
    bool ok = file != NULL && fwrite(out.at, 1, out.len, file) == out.len;
    if (file != NULL)
        ok = fclose(file) == 0 && ok;
    if (!ok) {
        fprintf(stderr, "cordon: cannot write %s: %s\n", opt->html,
                out.failed ? "no memory" : strerror(errno));
        if (file != NULL && stat(opt->html, &st) == 0 && S_ISREG(st.st_mode))
            (void)unlink(opt->html); /* half a page would look like a whole one */
    } else if (!opt->quiet) {
        fprintf(stderr, "cordon: the page is %s\n", opt->html);
    }
    out_done(&out);
    return ok ? EXIT_DONE : EXIT_INTERNAL;
}
