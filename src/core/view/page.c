/* page.c - the frame of a page and its one style. */
#include "core/view/page.h"

#include <openssl/evp.h>

static const char style[] =
        ":root{color-scheme:light "
        "dark;--ink:#1a1c1e;--soft:#51565c;--line:#c9ced4;--paper:#fff;--bad:#a3160d;--warn:#7a4a00;--good:#"
        "0b5d2a}"
        "@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a9b0b7;--line:#42484f;--paper:#16181b;"
        "--bad:#ff9b90;--warn:#ffc46b;--good:#7ddf9b}}"
        "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 "
        "auto;padding:1rem;max-width:60rem}"
        "h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.5rem;border-top:2px solid "
        "var(--line);padding-top:1rem;overflow-wrap:anywhere}"
        "h3{font-size:1rem;margin-bottom:.3rem}p,li{overflow-wrap:anywhere}.state{font-size:1.15rem;font-"
        "weight:600}"
        ".critical,.high{color:var(--bad)}.medium{color:var(--warn)}.good{color:var(--good)}.soft{color:var(-"
        "-soft)}"
        ".scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}caption{text-align:left;"
        "color:var(--soft)}"
        "th,td{border:1px solid var(--line);padding:.15rem "
        ".5rem;text-align:left;vertical-align:top;white-space:nowrap}"
        "th[scope=row],td.free{white-space:normal;overflow-wrap:anywhere;min-width:11rem;max-width:26rem}"
        ".scroll:focus{outline:2px solid var(--soft)}"
        "th[scope=col]{background:color-mix(in srgb,var(--line) "
        "30%,transparent)}.n{text-align:right}.in{font-weight:700;color:var(--bad)}"
        "svg{width:100%;height:3rem;display:block}svg rect{fill:currentColor}"
        "@media "
        "print{body{max-width:none;font-size:11pt}h2{break-before:page}h2:first-of-type{break-before:auto}"
        "table{break-inside:auto;font-size:8pt}tr{break-inside:avoid}h3{break-after:avoid}"
        ".scroll{overflow:visible}th,td{white-space:normal;overflow-wrap:anywhere;padding:.1rem "
        ".25rem}th[scope=row],td.free{min-width:0}}"
        "@media(max-width:40rem){body{padding:.6rem}th,td{padding:.1rem "
        ".3rem}th[scope=row]{min-width:10rem}}";

static void policy(struct out *out)
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned char base[64];
    unsigned len = 0;
    EVP_Digest(style, sizeof style - 1, sum, &len, EVP_sha256(), NULL);
    EVP_EncodeBlock(base, sum, (int)len);
    out_printf(out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
            "'sha256-%s'\">",
            (char *)base);
}

void page_begin(struct out *out, const char *title, const char *mark)
{
    out_text(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    policy(out);
    out_text(out,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" "
            "content=\"no-referrer\"><title>");
    out_html(out, text(title));
    out_text(out, "</title><style>");
    out_text(out, style);
    out_text(out, "</style></head><body>");
    if (mark != NULL) {
        out_text(out, "<p class=\"mark\">");
        out_html(out, text(mark));
        out_text(out, "</p>");
    }
    out_text(out, "<main>\n");
}

void page_end(struct out *out)
{
    out_text(out, "</main></body></html>\n");
}
