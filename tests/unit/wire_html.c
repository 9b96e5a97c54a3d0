/* wire_html.c - what is seen of a message in HTML. */
#include "core/wire/html.h"

#include "help.h"

static const struct {
    const char *name, *in, *text, *hidden;
} texts[] = {
    { "spaces", " a  b\n c ", "a b c", "" },
    { "blocks", "<p>a<p>b<div>c</div>d<br>e", "a\nb\nc\nd\ne", "" },
    { "cells", "<table><tr><td>a<td>b<tr><td>c</table>d", "a b\nc\nd", "" },
    { "references", "&lt;&amp;&#65;&#x42;&notit;&copy2&nosuch;&",
            "<&AB\xc2\xacit;\xc2\xa9"
            "2&nosuch;&",
            "" },
    { "Windows-1252 numbers", "&#128;&#146;&#0;", "\xe2\x82\xac\xe2\x80\x99\xef\xbf\xbd", "" },
    { "what begins no tag", "1 < 2 <3> a<b", "1 < 2 <3> a", "" },
    { "a tag that is cut off", "a<b title=\"x", "a", "" },
    { "display", "a<div style='display:none'>b<div>c</div>d</div>e", "a\ne", "b\nc\nd" },
    { "display with spaces, escapes and a comment",
            "<i style='d\\69splay : /*x*/ NONE !important;display:block'>b</i>", "", "b" },
    { "display by a class",
            "<style>@media x{.c{display:none}} .a, p.b{display:none}</style><p class='z b'>x</p><p class=c>y",
            "y", "x" },
    { "letters of no size", "<span style=font-size:0>a<b style='font-size:12px'>b</b></span>", "b", "a" },
    { "white on white", "<font color=white>a</font><td bgcolor=#000><font color=#fff>b</font>", "b", "a" },
    { "a colour that nobody told", "<td bgcolor=#000>a</td>", "a", "" },
    { "a ground that nobody knows", "<style>body{background:#000}</style><p style=color:#fff>a", "a", "" },
    { "a picture as the ground", "<td background=x.png><font color=white>a</font></td>", "a", "" },
    { "visibility comes back", "<p style=visibility:hidden>a<i style='visibility:visible'>b</i>c", "b",
            "a\nc" },
    { "a box of no height", "<div style='max-height:0;overflow:hidden'>a</div>b", "b", "a" },
    { "off the page", "<div style='position:absolute;left:-9999px'>a</div>b", "b", "a" },
    { "moved, but in its place", "<div style='left:-9999px'>a</div>b", "a\nb", "" },
    { "indented away", "<div style='text-indent:-9999px'>a</div>b", "b", "a" },
    { "clipped to nothing", "<div style='clip:rect(0 0 0 0)'>a</div><i style='clip-path:inset(50%)'>c</i>b",
            "b", "a\nc" },
    { "shrunk to nothing", "<div style='transform:scale(0)'>a</div><i style='transform:rotate(0deg)'>b</i>",
            "b", "a" },
    { "hidden", "<p hidden>a<p>b", "b", "a" },
    { "comments", "a<!-- b -->c<!-->d<!--->e<!-- x --!>f<!x>g<?y>h</ z>i", "acdefghi", "" },
    { "a comment that is not closed", "a<!-- b", "a", "" },
    { "shown to all but Outlook", "<!--[if !mso]><!-->a<!--<![endif]-->b<![if !mso]>c<![endif]>", "abc", "" },
    { "scripts and styles", "a<script>b</p><!--<script></script>--></script>c<style>d</style>e", "ace", "" },
    { "a title and a text field", "<title>x</title>a<textarea><b>&amp;</textarea>", "a<b>&", "" },
    { "no scripts run", "<noscript>a</noscript>b", "ab", "" },
    { "a field's words", "<input placeholder=Password type=password><input type=submit value='Sign in'>",
            "Password Sign in", "" },
    { "a document within", "<iframe srcdoc='&lt;p&gt;a&lt;iframe srcdoc=b&gt;'>x</iframe>c", "a\nc", "" },
    { "zero width in words", "pass\xe2\x80\x8bw&#8204;ord", "password", "" },
    { "nothing", "", "", "" },
};

static void test_text(size_t i, struct arena *arena)
{
    struct html html;
    html_read(text(texts[i].in), arena, &html);
    IS(html.text, texts[i].text, texts[i].name);
    IS(html.hidden, texts[i].hidden, "hidden");
    OK(html.work <= HTML_WORK * texts[i].in[0] + HTML_WORK * strlen(texts[i].in), "work");
}

static const struct {
    const char *name, *in;
    enum html_link_kind kind;
    const char *target, *text;
    bool is_hidden, has_image;
} links[] = {
    { "a", "x <a href=\"https://a.example/?b=1&amp;c=2&copy=3\"> y <b>z</b> </a>", HTML_A,
            "https://a.example/?b=1&c=2&copy=3", "y z", false, false },
    { "not closed", "<a href=b>y<a href=c>z", HTML_A, "b", "y", false, false },
    { "the first href counts", "<a href=b href=c>y</a>", HTML_A, "b", "y", false, false },
    { "line ends within", "<a href='ht\ntps://x.example/\t'>y</a>", HTML_A, "https://x.example/", "y", false,
            false },
    { "hidden", "<div style=display:none><a href=b>y</a></div>", HTML_A, "b", "", true, false },
    { "an image", "<a href=b><img src=c width=600></a>", HTML_A, "b", "", false, true },
    { "a base", "<base href='https://x.example/a/b?c'><a href='d'>y</a>", HTML_A, "https://x.example/a/d",
            "y", false, false },
    { "a base and a root", "<base href='https://x.example/a/b'><a href='/d'>y</a>", HTML_A,
            "https://x.example/d", "y", false, false },
    { "a base that comes later", "<a href='//y.example/'>y</a><base href='https://x.example/a/b'>", HTML_A,
            "https://y.example/", "y", false, false },
    { "refresh", "<meta http-equiv=Refresh content=\"0; url='b'\">", HTML_REFRESH, "b", "", false, false },
    { "ground", "<td background=b>", HTML_IMAGE, "b", "", false, false },
    { "style", "<p style=\"background:url('b')\">", HTML_STYLE, "b", "", false, false },
    { "frame", "<iframe src=b></iframe>", HTML_FRAME, "b", "", false, false },
    { "form", "<form action=b><input></form>", HTML_FORM, "b", "", false, false },
    { "Outlook alone", "<!--[if mso]><v:rect href=b><![endif]-->", HTML_A, "b", "", false, false },
    { "what Outlook opens, it closes", "<a href=b>y<!--[if mso]><a href=c>z<![endif]-->y</a>", HTML_A, "b",
            "yy", false, false },
    { "a document within has links of its own", "<a href=b>y<iframe srcdoc='</a><a href=c>z'></iframe>w</a>",
            HTML_A, "b", "y\nz\nw", false, false },
    { "svg", "<svg><a xlink:href=b>y</a></svg>", HTML_A, "b", "y", false, false },
};

static void test_link(size_t i, struct arena *arena)
{
    struct html html;
    html_read(text(links[i].in), arena, &html);
    if (!OK(html.links_count > 0, links[i].name))
        return;
    const struct html_link *link = &html.links[0];
    OK(link->kind == links[i].kind, "kind");
    IS(link->target, links[i].target, "target");
    IS(slice_first(slice_skip(html.text, link->at), link->len), links[i].text, "text");
    OK(link->is_hidden == links[i].is_hidden && link->has_image == links[i].has_image, "seen, image");
}

int main(void)
{
    struct arena arena;
    struct error err;
    if (!OK(arena_init(&arena, 1024 * 1024, &err) == STATUS_OK, "room"))
        return tap_done();
    EACH(i, texts)
    {
        arena_reset(&arena);
        test_text(i, &arena);
    }
    EACH(i, links)
    {
        arena_reset(&arena);
        test_link(i, &arena);
    }
    arena_done(&arena);
    return tap_done();
}
