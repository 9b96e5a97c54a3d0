/* evtx_quote.c - a record of an event log as people read it: everything that it tells, name=value. */
#include "core/parse/windows_formats.h"
#include "core/wire/binxml.h"
#include "core/wire/evtx.h"

#define NAMES_MAX 200u
#define NAME_LEN 48u
#define SCRATCH (192u * 1024)

/* Places are numbers: those of names that were met. */
enum { IN_FILE = 1, IN_SYSTEM, FIRST_NAME };

struct naming {
    unsigned count;
    char names[NAMES_MAX][NAME_LEN];
};

static uint16_t place_named(struct naming *n, struct slice name)
{
    if (n->count == NAMES_MAX)
        return 0;
    char *to = n->names[n->count];
    size_t len = name.len < NAME_LEN - 1 ? name.len : NAME_LEN - 1;
    if (len > 0)
        memcpy(to, name.at, len);
    to[len] = '\0';
    return (uint16_t)(FIRST_NAME + n->count++);
}

static uint16_t element(void *ctx, uint16_t within, struct slice name)
{
    if (within == IN_FILE && (slice_eq(name, LIT("Event")) || slice_eq(name, LIT("System"))))
        return slice_eq(name, LIT("Event")) ? IN_FILE : IN_SYSTEM;
    return place_named(ctx, name);
}

static uint16_t attribute(void *ctx, uint16_t of, struct slice name)
{
    if (of < FIRST_NAME || slice_eq(name, LIT("xmlns")))
        return 0;
    struct naming *n = ctx;
    bool provider = strcmp(n->names[of - FIRST_NAME], "Provider") == 0;
    if (slice_eq(name, LIT("Name")) && !provider)
        return BINXML_NAMES;
    return place_named(n, slice_eq(name, LIT("Name")) ? LIT("Provider") : name);
}

static uint16_t named(void *ctx, uint16_t of, struct slice name)
{
    uint16_t place = name.len > 0 ? place_named(ctx, name) : of;
    return place != 0 ? place : of;
}

/* ---- parts ---- */

struct quoting {
    struct binxml xml;
    struct naming naming;
    struct binxml_values values;
    const struct binxml_form *form;
    struct binxml_value nested;
    uint16_t nested_within;
    struct out *out;
};

static void put_part(struct quoting *q, const struct binxml_part *part)
{
    const size_t used = q->xml.arena->used;
    const struct binxml_value *value = binxml_value(part, &q->values);
    struct slice says;
    if (value != NULL && value->type == BINXML_FRAGMENT) {
        q->nested = *value;
        q->nested_within = part->place;
        return;
    }
    if (part->place >= FIRST_NAME && binxml_text(&q->xml, part, &q->values, &says) && says.len > 0) {
        out_text(q->out, q->out->len > 0 ? ", " : "");
        out_printf(q->out, "%s=", q->naming.names[part->place - FIRST_NAME]);
        out_bytes(q->out, says);
    }
    q->xml.arena->used = used;
}

/* The event, and what stands in it as a fragment of its own; two such are enough for any. */
static const char *put_record(struct quoting *q, size_t at, size_t end)
{
    const char *why = binxml_open(&q->xml, at, end, IN_FILE, &q->form, &q->values);
    for (unsigned depth = 0; why == NULL; depth++) {
        q->nested.len = 0;
        for (unsigned i = 0; i < q->form->count; i++) {
            put_part(q, &q->form->parts[i]);
            while (q->form->parts[i].more)
                i++;
        }
        if (q->nested.len == 0 || depth == 2)
            return NULL;
        const struct binxml_value inner = q->nested;
        why = binxml_open(
                &q->xml, inner.at, inner.at + (size_t)inner.len, q->nested_within, &q->form, &q->values);
    }
    return why;
}

void evtx_quote(struct slice block, size_t at, size_t len, struct out *out)
{
    struct arena arena;
    struct error err;
    struct quoting q;
    const struct binxml_places places = { element, attribute, named, &q.naming };
    const char *why = "no memory";
    if (arena_init(&arena, SCRATCH, &err) == STATUS_OK) {
        q.naming.count = 0;
        q.out = out;
        binxml_begin(&q.xml, block, &places, &arena);
        why = evtx_is_record(block, at, len) ? put_record(&q, at + EVTX_RECORD_HEAD, at + len - 4)
                                             : "it is no whole record";
        arena_done(&arena);
    }
    if (out->len == 0)
        out_printf(out, "(%zu bytes: %s)", len, why != NULL ? why : "nothing is told");
}
