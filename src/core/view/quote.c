/* quote.c - what is plain, and the quote within quotes. */
#include "core/view/quote.h"

#define VALUE_MAX 113u /* a user principal name: 64, @, 48 */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_plain(struct slice value)
{
    if (value.len == 0 || value.len > VALUE_MAX || !is_word(value.at[0]))
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (!is_word(value.at[i]) && memchr("._-@+'\\", value.at[i], 7) == NULL)
            return false;
    return true;
}

bool quote(struct out *out, enum shell shell, struct slice value)
{
    if (!is_plain(value))
        return false;
    out_text(out, "'");
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '\'')
            out_text(out, shell == SHELL_POSIX ? "'\\''" : "''");
        else
            out_bytes(out, (struct slice){ value.at + i, 1 });
    }
    out_text(out, "'");
    return true;
}
