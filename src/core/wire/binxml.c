/* binxml.c - templates become forms, records the values that fill them. */
#include "core/wire/binxml.h"

#include "core/wire/le.h"
#include "core/wire/wide.h"

#define DEPTH_MAX 32u
#define NAME_MAX_CHARS 128u /* of an element or attribute; XML's of Windows end at some thirty */
#define WORK_MAX (2u * 65536u)
#define INSTANCE 10u /* bytes of a template instance before its definition or values */
#define DEFINITION 24u

/* Tokens, without the flag "more follows" (0x40). */
enum token {
    TOKEN_END,
    TOKEN_OPEN,
    TOKEN_OPENED,
    TOKEN_CLOSE_EMPTY,
    TOKEN_CLOSE,
    TOKEN_TEXT,
    TOKEN_ATTRIBUTE,
    TOKEN_CDATA,
    TOKEN_CHARACTER,
    TOKEN_ENTITY,
    TOKEN_PI_TARGET,
    TOKEN_PI_DATA,
    TOKEN_INSTANCE,
    TOKEN_VALUE,
    TOKEN_OPTIONAL,
    TOKEN_FRAGMENT,
    TOKEN_FLAG = 0x40,
};

struct compile {
    struct slice block;
    const struct binxml_places *places;
    size_t at, end;
    bool dependency;           /* elements have a dependency identifier: those of templates do */
    uint16_t place[DEPTH_MAX]; /* of the open elements */
    unsigned depth;
    uint16_t attribute; /* place of the attribute that is read; its element's own when none is */
    bool in_tag;        /* between the name of an element and what closes its tag */
    bool joined;        /* the next text goes on with the last part */
    unsigned count;
    struct binxml_part parts[BINXML_PARTS];
};

/* ---- bytes ---- */

static bool has(const struct compile *c, size_t n)
{
    return n <= c->end - c->at;
}

/* The name that stands at `offset` of the block; its last byte's end in *ret_end. */
static bool name_at(
        struct slice block, size_t offset, char buf[2 * NAME_MAX_CHARS], struct slice *ret, size_t *ret_end)
{
    if (offset >= block.len || block.len - offset < 8)
        return false;
    size_t chars = le16(block.at + offset + 6);
    if (chars > NAME_MAX_CHARS || block.len - offset - 8 < 2 * chars + 2)
        return false;
    *ret = (struct slice){ buf,
        wide_to_text((struct slice){ block.at + offset + 8, 2 * chars }, buf, 2 * NAME_MAX_CHARS) };
    *ret_end = offset + 8 + 2 * chars + 2;
    return true;
}

/* A reference to a name, which mostly stands right behind the first reference to it. */
static bool take_name(struct compile *c, char buf[2 * NAME_MAX_CHARS], struct slice *ret)
{
    size_t end;
    if (!has(c, 4))
        return false;
    size_t offset = le32(c->block.at + c->at);
    c->at += 4;
    if (!name_at(c->block, offset, buf, ret, &end))
        return false;
    if (offset != c->at)
        return true;
    c->at = end;
    return end <= c->end;
}

/* A text of counted characters. */
static bool take_wide(struct compile *c, struct slice *ret)
{
    if (!has(c, 2))
        return false;
    size_t len = 2 * (size_t)le16(c->block.at + c->at);
    c->at += 2;
    if (!has(c, len))
        return false;
    *ret = (struct slice){ c->block.at + c->at, len };
    c->at += len;
    return true;
}

/* ---- parts ---- */

static const char *add_part(struct compile *c, struct binxml_part part)
{
    part.place = c->in_tag ? c->attribute : c->depth > 0 ? c->place[c->depth - 1] : 0;
    if (part.place == 0 || part.place == BINXML_NAMES)
        return NULL;
    if (c->count == BINXML_PARTS)
        return "a template of at most 256 wanted parts";
    if (c->joined)
        c->parts[c->count - 1].more = true;
    c->parts[c->count++] = part;
    c->joined = true;
    return NULL;
}

static const char *text_token(struct compile *c)
{
    struct slice wide;
    char buf[2 * NAME_MAX_CHARS];
    if (!has(c, 1) || c->block.at[c->at++] != BINXML_WIDE || !take_wide(c, &wide))
        return "a text within its template";
    if (!c->in_tag || c->attribute != BINXML_NAMES)
        return add_part(c, (struct binxml_part){ .kind = BINXML_TEXT, .text = wide });
    struct slice name = { buf, wide_to_text(wide, buf, sizeof buf) };
    c->place[c->depth - 1] = c->places->named(c->places->ctx, c->place[c->depth - 1], name);
    return NULL;
}

static const char *cdata_token(struct compile *c)
{
    struct slice wide;
    if (!take_wide(c, &wide))
        return "a text within its template";
    return add_part(c, (struct binxml_part){ .kind = BINXML_TEXT, .text = wide });
}

static const char *character_token(struct compile *c)
{
    if (!has(c, 2))
        return "a character within its template";
    uint16_t code = le16(c->block.at + c->at);
    c->at += 2;
    if (code >= 0xd800 && code <= 0xdfff) /* half a pair */
        code = 0xfffd;
    return add_part(c, (struct binxml_part){ .kind = BINXML_CHARACTER, .index = code });
}

static const char *entity_token(struct compile *c)
{
    static const struct {
        const char *name;
        char is;
    } entities[] = { { "lt", '<' }, { "gt", '>' }, { "amp", '&' }, { "quot", '"' }, { "apos", '\'' } };
    char buf[2 * NAME_MAX_CHARS];
    struct slice name;
    if (!take_name(c, buf, &name))
        return "the name of an entity";
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++)
        if (slice_eq(name, text(entities[i].name)))
            return add_part(
                    c, (struct binxml_part){ .kind = BINXML_CHARACTER, .index = (uint16_t)entities[i].is });
    return NULL;
}

static const char *value_token(struct compile *c, enum token token)
{
    if (!has(c, 3))
        return "a value within its template";
    uint16_t index = le16(c->block.at + c->at);
    c->at += 3;
    return add_part(c,
            (struct binxml_part){
                    .kind = token == TOKEN_OPTIONAL ? BINXML_OPTIONAL : BINXML_VALUE, .index = index });
}

/* ---- elements ---- */

static const char *open_token(struct compile *c, bool attributes)
{
    char buf[2 * NAME_MAX_CHARS];
    struct slice name;
    if (c->depth == DEPTH_MAX)
        return "elements that nest at most 32 deep";
    size_t head = (c->dependency ? 2 : 0) + 4;
    if (!has(c, head))
        return "an element within its template";
    c->at += head;
    if (!take_name(c, buf, &name) || (attributes && !has(c, 4)))
        return "the name of an element";
    c->at += attributes ? 4 : 0;
    uint16_t within = c->depth > 0 ? c->place[c->depth - 1] : c->place[0];
    c->place[c->depth++] = within == 0 ? 0 : c->places->element(c->places->ctx, within, name);
    c->attribute = 0;
    c->in_tag = true;
    c->joined = false;
    return NULL;
}

static const char *attribute_token(struct compile *c)
{
    char buf[2 * NAME_MAX_CHARS];
    struct slice name;
    if (!c->in_tag || !take_name(c, buf, &name))
        return "the name of an attribute";
    uint16_t element = c->place[c->depth - 1];
    c->attribute = element == 0 ? 0 : c->places->attribute(c->places->ctx, element, name);
    c->joined = false;
    return NULL;
}

static const char *close_token(struct compile *c, enum token token)
{
    if (c->depth == 0 || c->in_tag == (token == TOKEN_CLOSE))
        return "elements that are opened and closed";
    c->in_tag = c->joined = false;
    c->depth -= token != TOKEN_OPENED;
    return NULL;
}

static const char *instruction_token(struct compile *c, enum token token)
{
    char buf[2 * NAME_MAX_CHARS];
    struct slice ignored;
    return (token == TOKEN_PI_TARGET ? take_name(c, buf, &ignored) : take_wide(c, &ignored))
            ? NULL
            : "an instruction within its template";
}

static const char *one_token(struct compile *c, unsigned byte)
{
    enum token token = byte & ~(unsigned)TOKEN_FLAG;
    switch (token) {
    case TOKEN_OPEN: return open_token(c, byte & TOKEN_FLAG);
    case TOKEN_OPENED:
    case TOKEN_CLOSE_EMPTY:
    case TOKEN_CLOSE: return close_token(c, token);
    case TOKEN_TEXT: return text_token(c);
    case TOKEN_ATTRIBUTE: return attribute_token(c);
    case TOKEN_CDATA: return cdata_token(c);
    case TOKEN_CHARACTER: return character_token(c);
    case TOKEN_ENTITY: return entity_token(c);
    case TOKEN_PI_TARGET:
    case TOKEN_PI_DATA: return instruction_token(c, token);
    case TOKEN_VALUE:
    case TOKEN_OPTIONAL: return value_token(c, token);
    case TOKEN_FRAGMENT: c->at += has(c, 3) ? 3 : 0; return NULL;
    default: return "a token of binary XML";
    }
}

/* The walk over [at, end) with the elements of `within`. What follows the end of the file is padding. */
static const char *compile(struct compile *c, uint16_t within)
{
    const char *why = NULL;
    c->place[0] = within;
    while (why == NULL && c->at < c->end) {
        unsigned byte = (unsigned char)c->block.at[c->at++];
        if (byte == TOKEN_END)
            break;
        if (c->depth == 0)
            c->place[0] = within;
        why = one_token(c, byte);
    }
    return why != NULL || c->depth == 0 ? why : "the end of an element";
}

/* ---- forms ---- */

void binxml_begin(
        struct binxml *b, struct slice block, const struct binxml_places *places, struct arena *arena)
{
    b->block = block;
    b->places = places;
    b->arena = arena;
    b->work = 0;
    b->forms_count = 0;
    memset(b->table, 0, sizeof b->table);
}

static void keep_parts(struct binxml *b, const struct compile *c, struct binxml_form *form)
{
    struct binxml_part *parts = c->count > 0 ? arena_take(b->arena, c->count * sizeof *parts) : NULL;
    if (c->count > 0 && parts == NULL) {
        form->damage = "templates of at most the room that a block has";
        return;
    }
    if (c->count > 0)
        memcpy(parts, c->parts, c->count * sizeof *parts);
    form->parts = parts;
    form->count = (uint16_t)c->count;
    for (unsigned i = c->count; i-- > 0;)
        if (i < UINT8_MAX && parts[i].place < BINXML_FIRST)
            form->first[parts[i].place] = (uint8_t)(i + 1);
}

/* Walks what lies in [at, end) into the form. */
static void form_fill(
        struct binxml *b, struct binxml_form *form, size_t at, size_t end, uint16_t within, bool dependency)
{
    struct compile c;
    *form = (struct binxml_form){ .at = (uint16_t)at, .within = within };
    if (end - at > WORK_MAX - b->work) {
        form->damage = "templates that do not lie over each other";
        return;
    }
    b->work += end - at;
    c.block = b->block;
    c.places = b->places;
    c.at = at;
    c.end = end;
    c.dependency = dependency;
    c.depth = c.count = 0;
    c.attribute = 0;
    c.in_tag = c.joined = false;
    form->damage = compile(&c, within);
    if (form->damage == NULL)
        keep_parts(b, &c, form);
}

/* The form of the template whose definition stands at this place of the block. */
static const struct binxml_form *form_of(struct binxml *b, size_t at, uint16_t within)
{
    size_t slot = (at ^ at >> 8 ^ within * 31u) % sizeof b->table;
    for (; b->table[slot] != 0; slot = (slot + 1) % sizeof b->table) {
        const struct binxml_form *form = &b->forms[b->table[slot] - 1];
        if (form->at == at && form->within == within)
            return form;
    }
    if (b->forms_count == BINXML_FORMS)
        return NULL;
    struct binxml_form *form = &b->forms[b->forms_count++];
    b->table[slot] = (uint8_t)b->forms_count;
    *form = (struct binxml_form){
        .at = (uint16_t)at, .within = within, .damage = "a template within its block"
    };
    if (at > b->block.len || b->block.len - at < DEFINITION)
        return form;
    size_t size = le32(b->block.at + at + 20), begin = at + DEFINITION;
    if (size <= b->block.len - begin)
        form_fill(b, form, begin, begin + size, within, true);
    form->at = (uint16_t)at;
    return form;
}

/* ---- fragments ---- */

/* The array of sizes and types, behind which the values lie. */
static const char *read_values(struct binxml *b, size_t at, size_t end, struct binxml_values *ret)
{
    const char *block = b->block.at;
    if (end - at < 4)
        return "values within their record";
    size_t count = le32(block + at), data;
    at += 4;
    if (count > (end - at) / 4)
        return "values within their record";
    data = at + 4 * count;
    ret->count = (unsigned)(count < BINXML_VALUES ? count : BINXML_VALUES);
    for (unsigned i = 0; i < ret->count; i++, at += 4) {
        unsigned len = le16(block + at);
        ret->at[i] = (struct binxml_value){ (uint32_t)data, (uint16_t)len, (uint8_t)block[at + 2] };
        data += len;
    }
    return data <= end ? NULL : "values within their record";
}

static const char *open_instance(struct binxml *b, size_t at, size_t end, uint16_t within,
        const struct binxml_form **ret_form, struct binxml_values *ret_values)
{
    if (end - at < INSTANCE)
        return "a reference to a template";
    size_t definition = le32(b->block.at + at + 6);
    at += INSTANCE;
    if (definition == at) { /* it stands here, for this record and those to come */
        if (end - at < DEFINITION)
            return "a template within its record";
        size_t size = le32(b->block.at + at + 20);
        if (size > end - at - DEFINITION)
            return "a template within its record";
        at += DEFINITION + size;
    }
    if (definition >= b->block.len)
        return "a template within its block";
    const struct binxml_form *form = form_of(b, definition, within);
    if (form == NULL)
        return "at most 128 templates in a block";
    *ret_form = form;
    return form->damage != NULL ? form->damage : read_values(b, at, end, ret_values);
}

/* Does an element without a dependency identifier stand here? Then its size fits and its name is where it says. */
static bool is_plain_element(const struct binxml *b, size_t at, size_t end)
{
    char buf[2 * NAME_MAX_CHARS];
    struct slice name;
    size_t behind;
    return end - at >= 9 && le32(b->block.at + at + 1) <= end - at - 5
            && name_at(b->block, le32(b->block.at + at + 5), buf, &name, &behind);
}

const char *binxml_open(struct binxml *b, size_t at, size_t end, uint16_t within,
        const struct binxml_form **ret_form, struct binxml_values *ret_values)
{
    while (end - at >= 4 && b->block.at[at] == TOKEN_FRAGMENT)
        at += 4;
    if (at < end && b->block.at[at] == TOKEN_INSTANCE)
        return open_instance(b, at, end, within, ret_form, ret_values);
    if (at == end || (b->block.at[at] & ~TOKEN_FLAG) != TOKEN_OPEN)
        return "a template or an element";
    form_fill(b, &b->direct, at, end, within, !is_plain_element(b, at, end));
    *ret_form = &b->direct;
    ret_values->count = 0;
    return b->direct.damage;
}
