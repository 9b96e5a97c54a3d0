/* fuzz_xml.c - any bytes as XML: tokens lie within, what opens closes, the reader ends, and events are cut where a cut may
 * begin again. */
#include <stdlib.h>

#include "core/wire/xml.h"
#include "core/wire/xml_events.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(struct slice in, struct arena *scratch)
{
    struct xml xml;
    unsigned depth = 0;
    xml_begin(&xml, in);
    for (size_t i = 0;; i++) {
        struct xml_token token = xml_next(&xml);
        MUST(i <= 2 * in.len + 1); /* a tag is two tokens at most */
        MUST(slice_inside(token.name, in) && slice_inside(token.text, in)
                && slice_inside(token.attributes, in));
        if (token.kind == XML_BROKEN) {
            MUST(xml_next(&xml).kind == XML_BROKEN);
            return;
        }
        if (token.kind == XML_END) {
            MUST(depth == 0);
            return;
        }
        depth += token.kind == XML_OPEN;
        depth -= token.kind == XML_CLOSE;
        MUST(depth == xml.depth && depth <= XML_DEPTH);
        arena_reset(scratch);
        MUST(xml_text(&token, scratch).len <= in.len);
        MUST(xml_attribute(token.attributes, LIT("Name"), scratch).len <= in.len);
    }
}

/* As many events, whether the data come at once or up to a cut and then the rest. */
static size_t events_of(struct slice in)
{
    struct slice event;
    size_t pos = 0, n = 0;
    while (xml_next_event(in, &pos, &event)) {
        MUST(slice_inside(event, in) && pos <= in.len);
        n++;
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena scratch;
    struct error err;
    struct slice in = { (const char *)data, size };
    if (scratch.base == NULL)
        MUST(arena_init(&scratch, 1 << 20, &err) == STATUS_OK);
    read_all(in, &scratch);
    size_t cut = xml_events_cut(in);
    MUST(cut <= size);
    MUST(events_of(in) == events_of(slice_first(in, cut)) + events_of(slice_skip(in, cut)));
    return 0;
}
