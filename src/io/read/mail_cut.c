/* mail_cut.c - lines kept and dropped. */
#include "io/read/mail_cut.h"

#include <string.h>

size_t mail_cut_out(struct mail_cut *cut, char *at, size_t len)
{
    size_t kept = 0;
    for (size_t i = 0; i < len;) {
        const char *end = memchr(at + i, '\n', len - i);
        size_t n = end != NULL ? (size_t)(end - (at + i)) + 1 : len - i;
        if (!cut->is_mid_line && n >= 2 && at[i] == '-' && at[i + 1] == '-')
            cut->run = 0;
        if (cut->run < MAIL_CUT_RUN) {
            size_t keep = MAIL_CUT_RUN - cut->run < n && end == NULL ? MAIL_CUT_RUN - cut->run : n;
            memmove(at + kept, at + i, keep);
            kept += keep;
        }
        cut->run += n;
        cut->is_mid_line = end == NULL;
        i += n;
    }
    return kept;
}
