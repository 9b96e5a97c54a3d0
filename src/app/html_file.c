/* html_file.c - refuses to overwrite; writes all or says why not. */
#include "app/html_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/view/html.h"

bool html_file_free(const struct options *opt)
{
    if (opt->html == NULL || opt->force || access(opt->html, F_OK) != 0)
        return true;
    fprintf(stderr, "cordon: %s exists: --force overwrites it\n", opt->html);
    return false;
}

enum exit_code html_file_write(const struct options *opt, const struct incidents *all)
{
    struct out out = { 0 };
    view_html(&out, all);
    FILE *file = out.failed ? NULL : fopen(opt->html, "wb");
    bool ok = file != NULL && fwrite(out.at, 1, out.len, file) == out.len;
    if (file != NULL)
        ok = fclose(file) == 0 && ok;
    if (!ok)
        fprintf(stderr, "cordon: cannot write %s: %s\n", opt->html,
                out.failed ? "no memory" : strerror(errno));
    out_done(&out);
    return ok ? EXIT_DONE : EXIT_INTERNAL;
}
