/* fuzz_escapes.c - any text on its way out: no control byte reaches a terminal, quotes stay closed. */
#include <stdlib.h>
#include <string.h>

#include "core/base/out.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One line without controls, in which every backslash escapes something and the sign never stands alone. */
static void check_cef(struct slice s, char sign, const char *escapes)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7f || s.at[i] == sign)
            abort();
        if (s.at[i] == '\\' && (++i == s.len || s.at[i] == '\0' || strchr(escapes, s.at[i]) == NULL))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice all = { (const char *)data, size };
    struct out out = { 0 };
    size_t limit = size > 0 ? data[0] % 90u : 0;
    size_t wide = out_terminal(&out, all, limit, size % 2 == 0);
    if (limit > 0 && wide > limit)
        abort();
    for (size_t i = 0; i < out.len; i++)
        if ((unsigned char)out.at[i] < ' ' || out.at[i] == 0x7f)
            abort();
    out.len = 0;
    out_json(&out, all);
    if (out.len < 2 || out.at[0] != '"' || out.at[out.len - 1] != '"')
        abort();
    for (size_t i = 1; i + 1 < out.len; i++) {
        if ((unsigned char)out.at[i] < ' ' || out.at[i] == '"')
            abort();
        i += out.at[i] == '\\';
    }
    out.len = 0;
    out_html(&out, all);
    if (out.len > 0 && (memchr(out.at, '<', out.len) || memchr(out.at, '"', out.len)))
        abort();
    out.len = 0;
    out_csv(&out, all);
    if (out.len > 0 && strchr("=+-@\t\r", out.at[0]) != NULL)
        abort();
    out.len = 0;
    out_markdown(&out, all);
    if (out.len > 0 && (memchr(out.at, '\n', out.len) || memchr(out.at, '<', out.len)))
        abort();
    out.len = 0;
    out_markdown_more(&out, all);
    if (out.len > 0 && (memchr(out.at, '\n', out.len) || memchr(out.at, '<', out.len)))
        abort();
    out.len = 0;
    out_markdown_code(&out, all);
    if (out.len < 2 || out.at[0] != '`' || out.at[out.len - 1] != '`' || memchr(out.at, '\n', out.len))
        abort();
    out.len = 0;
    out_cef_header(&out, all);
    check_cef((struct slice){ out.at, out.len }, '|', "\\|");
    out.len = 0;
    out_cef(&out, all);
    check_cef((struct slice){ out.at, out.len }, '=', "\\=nr");
    out_done(&out);
    return 0;
}
