/* wire_xml.c - tokens of XML, and what is none. */
#include "core/wire/xml.h"

#include "core/wire/xml_events.h"
#include "help.h"

/* Tokens are written as +name, -name, "text"; ! is broken, . the end. */
static const struct {
    const char *name, *in, *out;
} cases[] = {
    { "an element", "<a>x</a>", "+a\"x\"-a." },
    { "an empty one", "<a/>", "+a-a." },
    { "attributes and space", "<a b = 'c>d' e=\"'\" >\n</a >", "+a-a." },
    { "within one another", "<a><b>x</b><b/>y</a>", "+a+b\"x\"-b+b-b\"y\"-a." },
    { "a prefix", "<p:a>x</p:a>", "+a\"x\"-a." },
    { "entities", "<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x2014;</a>", "+a\"<&>\"'A\xe2\x80\x94\"-a." },
    { "what is no entity stays", "<a>&b; & &#0; &#xd800; &#x110000; &averylongname;</a>",
            "+a\"&b; & &#0; &#xd800; &#x110000; &averylongname;\"-a." },
    { "CDATA is as it stands", "<a><![CDATA[<b>&amp;]]></a>", "+a\"<b>&amp;\"-a." },
    { "comments and instructions", "<?xml version='1.0'?><!-- <a> --><a><!-- x --></a>", "+a-a." },
    { "a byte order mark is text outside", "\xef\xbb\xbf<a/>", "!" },
    { "a document type is refused", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "!" },
    { "text outside", "x<a/>", "!" },
    { "not closed", "<a><b></a>", "+a+b!" },
    { "closed twice", "<a></a></a>", "+a-a!" },
    { "cut in a tag", "<a b='c", "!" },
    { "cut in text", "<a>x", "+a\"x\"!" },
    { "cut in CDATA", "<a><![CDATA[x</a>", "+a!" },
    { "cut in a comment", "<a><!-- x</a>", "+a!" },
    { "no name", "<a>< b></b></a>", "+a!" },
    { "nothing", "", "." },
};

static void say(char *to, size_t room, const struct xml_token *token, struct arena *scratch)
{
    size_t len = strlen(to);
    struct slice text = token->kind == XML_TEXT ? xml_text(token, scratch) : token->name;
    const char *before = token->kind == XML_OPEN ? "+" : token->kind == XML_CLOSE ? "-" : "\"";
    if (token->kind == XML_BROKEN || token->kind == XML_END)
        (void)snprintf(to + len, room - len, "%s", token->kind == XML_END ? "." : "!");
    else
        (void)snprintf(to + len, room - len, "%s%.*s%s", before, (int)text.len, text.at,
                token->kind == XML_TEXT ? "\"" : "");
}

static void test_case(size_t i, struct arena *scratch)
{
    char got[512] = "";
    struct xml xml;
    struct xml_token token;
    xml_begin(&xml, text(cases[i].in));
    do {
        token = xml_next(&xml);
        say(got, sizeof got, &token, scratch);
    } while (token.kind != XML_END && token.kind != XML_BROKEN);
    IS(text(got), cases[i].out, cases[i].name);
}

static void test_depth(void)
{
    char in[4 * (XML_DEPTH + 1)] = "";
    struct xml xml;
    unsigned open = 0;
    for (unsigned i = 0; i <= XML_DEPTH; i++)
        memcpy(in + 3 * (size_t)i, "<a>", 4);
    xml_begin(&xml, text(in));
    while (xml_next(&xml).kind == XML_OPEN)
        open++;
    OK(open == XML_DEPTH, "no deeper than there is room");
}

static void test_attributes(struct arena *scratch)
{
    struct slice all = LIT(" Name='a&amp;b' other = \"c\" x=y z='w'");
    IS(xml_attribute(all, LIT("Name"), scratch), "a&b", "decoded");
    IS(xml_attribute(all, LIT("other"), scratch), "c", "space around the sign");
    IS(xml_attribute(all, LIT("ame"), scratch), "", "a whole name");
    IS(xml_attribute(all, LIT("z"), scratch), "", "nothing behind what is none");
}

static const struct {
    const char *name, *in;
    size_t events, cut;
} layouts[] = {
    { "one a line", "<Event>a</Event>\n<Event>b</Event>\n", 2,
            16 }, /* what follows the last may yet be its outer one */
    { "a root", "<Events><Event>a</Event></Events>", 1, 24 },
    { "longer names", "<EventData></EventData><Event a='b'></Event>x", 1, 44 },
    { "one within another", "<Event><UserData><Event></Event></UserData></Event>x", 1, 51 },
    { "cut before it shows that it is within another", "<Event><UserData><Event></Event> </User", 0, 0 },
    { "no end", "<Event>", 0, 0 },
};

static void test_layout(size_t i)
{
    struct slice in = text(layouts[i].in), event;
    size_t pos = 0, events = 0;
    while (xml_next_event(in, &pos, &event))
        events++;
    if (layouts[i].cut > 0 || layouts[i].events == 0)
        OK(xml_events_cut(in) == layouts[i].cut, layouts[i].name);
    OK(events >= layouts[i].events, "events");
}

int main(void)
{
    struct arena scratch;
    struct error err;
    if (!OK(arena_init(&scratch, 65536, &err) == STATUS_OK, "room"))
        return tap_done();
    EACH(i, cases)
    test_case(i, &scratch);
    test_depth();
    test_attributes(&scratch);
    EACH(i, layouts)
    test_layout(i);
    arena_done(&scratch);
    return tap_done();
}
