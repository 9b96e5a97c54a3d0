/* fuzz_html.c - any bytes as HTML: what comes out is UTF-8, ranges lie within the text, work is bounded, and limits are
 * told. */
#include <stdlib.h>

#include "core/base/chars.h"
#include "core/base/limits.h"
#include "core/wire/html.h"
#include "core/wire/html_style.h"
#include "core/wire/mime.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_text(struct slice s)
{
    for (size_t i = 0, len; i < s.len; i += len) {
        uint32_t c = char_next(slice_skip(s, i), &len);
        MUST(c != 0xfffd || len == 3); /* one that stands there is three bytes */
        MUST(c == '\n' || !char_is_unseen(c));
    }
    MUST(s.len == 0
            || (s.at[0] != ' ' && s.at[0] != '\n' && s.at[s.len - 1] != ' ' && s.at[s.len - 1] != '\n'));
}

static void must_be_links(const struct html *html)
{
    MUST(html->links_count <= LIMIT_LINKS && html->forms_count <= HTML_FORMS
            && html->scripts_count <= HTML_SCRIPTS);
    for (uint32_t i = 0; i < html->links_count; i++) {
        const struct html_link *link = &html->links[i];
        MUST(link->at <= html->text.len + 1 && (link->len == 0 || link->at + link->len <= html->text.len));
        MUST(link->len == 0 || (!link->is_hidden && link->kind == HTML_A));
        for (size_t k = 0; k < link->target.len; k++)
            MUST(link->target.at[k] != '\n' && link->target.at[k] != '\r' && link->target.at[k] != '\t');
    }
    for (uint32_t i = 0; i < html->forms_count; i++)
        MUST(!html->forms[i].has_password || html->forms[i].inputs > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena; /* taken once: most of the time would go into it */
    struct error err;
    struct html html;
    struct html_style style;
    struct html_look look;
    unsigned defects = 0;
    MUST(arena.base != NULL || arena_init(&arena, 8 * 1024 * 1024, &err) == STATUS_OK);
    arena_reset(&arena);
    struct slice utf8 = mime_to_utf8(
            (struct slice){ (const char *)data, size }, LIT("utf-8"), &arena, &defects);
    html_read(utf8, &arena, &html);
    must_be_text(html.text);
    must_be_text(html.hidden);
    must_be_text(html.outlook);
    must_be_text(html.alt);
    must_be_text(html.title);
    must_be_links(&html);
    MUST(html.work <= HTML_WORK * (uint64_t)utf8.len + (uint64_t)LIMIT_LINKS * 2048);
    MUST(html.exhausted == (html.over != 0) && html.tiny_images <= html.images && html.tables <= html.tags);
    html_style_begin(&style);
    html_style_read(utf8, &style);
    html_look_begin(&look);
    html_look_apply(&look, &style);
    MUST(look.font >= 0 && look.font <= 1e4f);
    return 0;
}
