/* writer.h - Windows event logs made of nothing, for tests and measurements: whole ones, whose damage is up to the
 * caller.
 *
 * Form    as Windows writes it: templates stand in the first record of a block that needs them and are referred to by
 *         the others, names likewise; checksums are right.
 * Memory  a writer holds the file; ends with evtx_writer_done.
 */
#pragma once

#include "core/base/out.h"
#include "core/base/time.h"
#include "core/wire/evtx.h"

#define EVTX_FIELDS 40u

struct evtx_field {
    struct slice name;  /* empty: <Data> without a name */
    uint8_t type;       /* enum binxml_type */
    struct slice value; /* the bytes of the value */
};

/* How the event is laid out. */
enum evtx_shape {
    EVTX_MANIFEST, /* System and EventData are templates, one within the other: what manifests declare */
    EVTX_CLASSIC,  /* one template, whose <Data> is an array of texts: what was written by ReportEvent */
    EVTX_USER,     /* as MANIFEST, but UserData, whose elements have the names */
    EVTX_DIRECT,   /* no template at all */
    EVTX_ELEMENT,  /* System is a template, EventData an element within a value */
};

struct evtx_event {
    enum evtx_shape shape;
    uint32_t id, pid;
    uint64_t record;
    time_us time;
    struct slice provider, channel, computer;
    bool literal; /* the provider's name stands in the template itself */
    unsigned count;
    struct evtx_field fields[EVTX_FIELDS];
};

struct evtx_writer {
    struct out file;
    uint64_t records, first; /* written; number of the first of this block */
    uint32_t blocks, at, last;
    bool full;
    struct evtx_known { /* what stands in this block already */
        uint64_t what;
        uint32_t at;
    } names[256], forms[64];
    unsigned names_count, forms_count;
    char block[EVTX_BLOCK];
};

void evtx_writer_begin(struct evtx_writer *w);

/* False when the event is larger than a block. */
bool evtx_writer_add(struct evtx_writer *w, const struct evtx_event *event);

/* The next event begins a block. */
void evtx_writer_block(struct evtx_writer *w);

/* The whole file, which lives until evtx_writer_done. */
struct slice evtx_writer_end(struct evtx_writer *w);
void evtx_writer_done(struct evtx_writer *w);

/* Events as text: lines of key=value, a blank line between two events.
 *   id provider record time pid channel computer shape literal   of the event (shape: manifest classic user direct element)
 *   Name=text, Name:TYPE=value, =text                            its data; the last has no name
 *   text   UTF-8; \xHH is a byte, U+00HH where it is none of UTF-8
 *   TYPE   u8 u16 u32 u64 i32 hex32 hex64 sid guid time bool binary ansi null (ansi and binary: bytes as they are)
 * Adds them to the file; NULL, or the line that is wrong. */
const char *evtx_from_text(struct evtx_writer *w, struct slice text);
