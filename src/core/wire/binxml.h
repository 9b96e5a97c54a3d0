/* binxml.h - Windows' binary XML: a form of named places, compiled once a block, and the values that fill it.
 *
 * Layer   core/wire: includes base. Pure.
 * Method  a record is a reference to a template within its block and the values of its blanks. The template is walked
 *         once: what stands in a wanted place becomes a part, a literal text or the number of a value. A record then
 *         is a look at the few parts that are asked for.
 * Limits  no recursion; elements nest 32 deep; 128 templates and 256 parts of each a block. Templates of an honest
 *         block do not overlap: not more than two blocks of them are walked, whatever is referred to.
 * Source  libyal's "Windows XML Event Log (EVTX) format"; Microsoft's [MS-EVEN6] 2.2.12.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/time.h"

#define BINXML_NAMES 0xffffu /* the place of an attribute whose text names its element */
#define BINXML_FORMS 128u
#define BINXML_PARTS 256u
#define BINXML_VALUES 256u /* of a record; events have at most some forty */
#define BINXML_FIRST 16u
#define BINXML_TEXT_MAX 8192u /* characters of one value that are read */

/* What the caller calls the places it wants; 0: neither wanted nor anything within. */
struct binxml_places {
    uint16_t (*element)(void *ctx, uint16_t within, struct slice name);
    uint16_t (*attribute)(void *ctx, uint16_t element, struct slice name);
    uint16_t (*named)(
            void *ctx, uint16_t element, struct slice text); /* its place when a BINXML_NAMES was read */
    void *ctx;
};

enum binxml_type {
    BINXML_NULL,
    BINXML_WIDE, /* UTF-16 */
    BINXML_ANSI,
    BINXML_INT8,
    BINXML_UINT8,
    BINXML_INT16,
    BINXML_UINT16,
    BINXML_INT32,
    BINXML_UINT32,
    BINXML_INT64,
    BINXML_UINT64,
    BINXML_REAL32,
    BINXML_REAL64,
    BINXML_BOOL,
    BINXML_BINARY,
    BINXML_GUID,
    BINXML_SIZE,
    BINXML_FILETIME,
    BINXML_SYSTEMTIME,
    BINXML_SID,
    BINXML_HEX32,
    BINXML_HEX64,
    BINXML_FRAGMENT = 0x21,
    BINXML_XML = 0x23,
    BINXML_ARRAY = 0x80, /* of the type that it is added to */
};

enum binxml_kind {
    BINXML_TEXT,
    BINXML_CHARACTER, /* `index` is its code */
    BINXML_VALUE,
    BINXML_OPTIONAL, /* as VALUE; where the value is null its element is not there */
};

struct binxml_part {
    struct slice text; /* UTF-16, of TEXT */
    uint16_t place, index;
    uint8_t kind;
    bool more; /* the text goes on with the next part */
};

struct binxml_form {
    uint16_t at, within, count;
    uint8_t first[BINXML_FIRST]; /* number of the first part of each of the first places, and one */
    const struct binxml_part *parts;
    const char *damage; /* why it cannot be used; NULL: it can */
};

struct binxml {
    struct slice block;
    const struct binxml_places *places;
    struct arena *arena;
    size_t work; /* bytes of templates that were walked */
    unsigned forms_count;
    uint8_t table[2 * BINXML_FORMS]; /* by place: its number and one */
    struct binxml_form forms[BINXML_FORMS], direct;
};

struct binxml_value {
    uint32_t at; /* within the block */
    uint16_t len;
    uint8_t type;
};

struct binxml_values {
    unsigned count; /* at most BINXML_VALUES */
    struct binxml_value at[BINXML_VALUES];
};

void binxml_begin(
        struct binxml *b, struct slice block, const struct binxml_places *places, struct arena *arena);

/* The fragment in [at, end) of the block, whose elements stand `within` a place. NULL, or why it cannot be read.
 * The form stays until the next call that finds a fragment without a template. */
const char *binxml_open(struct binxml *b, size_t at, size_t end, uint16_t within,
        const struct binxml_form **ret_form, struct binxml_values *ret_values);

/* The value that the part asks for; NULL for a literal, and where there are not so many values. */
static inline const struct binxml_value *binxml_value(
        const struct binxml_part *part, const struct binxml_values *values)
{
    return part->kind >= BINXML_VALUE && part->index < values->count ? &values->at[part->index] : NULL;
}

/* The text of the parts from `part` on, as UTF-8 within the arena; false when that is full. A literal may need two,
 * of an array it is the items between commas. */
bool binxml_text(struct binxml *b, const struct binxml_part *part, const struct binxml_values *values,
        struct slice *ret);

/* The next item of an array of texts, from *pos on; false behind the last. */
bool binxml_item(
        const struct binxml *b, const struct binxml_value *value, size_t *pos, struct binxml_value *ret);

/* One value's text, as Windows writes it in XML. */
bool binxml_value_text(struct binxml *b, const struct binxml_value *value, struct slice *ret);

/* A whole number, whichever type it has; false when it is none. */
bool binxml_number(
        struct binxml *b, const struct binxml_part *part, const struct binxml_values *values, uint64_t *ret);

/* A FILETIME, tenths of microseconds since 1601; TIME_NONE for 0 and for what no calendar of four digits holds. */
time_us binxml_time(uint64_t filetime);
