/* page.c - the frame of a page and its one style. */
#include "core/view/page.h"

#include <openssl/evp.h>

static const char style[] =
#include "page_style.inc"
        ;

/* A string of CSS (CSS Syntax 3, 4.3.5): what is no letter or digit is written as its number, so that no quote,
 * line end or "</style" gets through. */
static void css_string(struct out *out, struct slice words)
{
    out_text(out, "\"");
    for (size_t i = 0; i < words.len; i++) {
        unsigned char c = (unsigned char)words.at[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80)
            out_bytes(out, (struct slice){ words.at + i, 1 });
        else
            out_printf(out, "\\%02x ", c);
    }
    out_text(out, "\"");
}

static void margin_box(struct out *out, const char *box, const char *words, char stop)
{
    if (words == NULL)
        return;
    out_printf(out, "@%s{content:", box);
    css_string(out, slice_first(text(words), slice_find(text(words), stop)));
    out_text(out, "}");
}

/* What stands around every printed page. FIRST, TLP 2.0: the mark in head and foot, on the right, 12 points or more. */
static void paper_rules(struct out *out, const struct page *page)
{
    out_text(out, "@page{");
    if (page->sheet != NULL)
        out_printf(out, "size:%s;", page->sheet);
    margin_box(out, "top-left", page->title, '\0');
    margin_box(out, "top-right", page->mark, '.');
    margin_box(out, "bottom-left", page->foot, '\0');
    out_text(out, "@bottom-center{content:\"page \" counter(page) \" of \" counter(pages)}");
    margin_box(out, "bottom-right", page->mark, '.');
    out_text(out, "}\n");
}

static void policy(struct out *out, struct slice styles)
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned char base[64];
    unsigned len = 0;
    EVP_Digest(styles.at, styles.len, sum, &len, EVP_sha256(), NULL);
    EVP_EncodeBlock(base, sum, (int)len);
    out_printf(out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
            "'sha256-%s'; base-uri 'none'; form-action 'none'\">",
            (char *)base);
}

static void mark_line(struct out *out, const char *mark)
{
    if (mark == NULL)
        return;
    out_text(out, "<p class=\"mark\">");
    out_html(out, text(mark));
    out_text(out, "</p>\n");
}

void page_begin(struct out *out, const struct page *page)
{
    struct out styles = { 0 };
    out_text(&styles, style);
    paper_rules(&styles, page);
    out_text(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    policy(out, (struct slice){ styles.at, styles.len });
    out_text(out,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" "
            "content=\"no-referrer\"><title>");
    out_html(out, text(page->title));
    out_text(out, "</title><style>");
    out_bytes(out, (struct slice){ styles.at, styles.len });
    out_text(out, "</style></head><body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
    out->failed = out->failed || styles.failed;
    out_done(&styles);
    out_text(out, "<header>\n");
    mark_line(out, page->mark);
    out_text(out, "</header><main id=\"content\" tabindex=\"-1\">\n");
}

void page_end(struct out *out, const char *mark)
{
    out_text(out, "</main><footer>\n");
    mark_line(out, mark);
    out_text(out, "</footer></body></html>\n");
}
