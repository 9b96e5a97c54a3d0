/* xml.h - reads XML token by token, without recursion and without building anything.
 *
 * Layer   core/wire: includes base only. Pure.
 * Form    XML 1.0 as logs hold it: elements, attributes, text, CDATA, the five entities and numbers of characters.
 *         Comments and processing instructions are passed over. A document type is refused: nothing is defined,
 *         nothing fetched, nothing grows. Prefixes are cut off (<e:Data> is Data).
 * Limits  XML_DEPTH elements within one another. End tags must match.
 * Memory  slices point into the input; text with entities is decoded into the caller's scratch.
 * Source  W3C, Extensible Markup Language (XML) 1.0, fifth edition.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"

#define XML_DEPTH 32u /* events nest six deep, AD FS audits five */

enum xml_kind {
    XML_OPEN,  /* <name attributes>; of <name/> a XML_CLOSE follows */
    XML_CLOSE, /* </name> */
    XML_TEXT,  /* between tags; space alone is passed over */
    XML_END,   /* of the input, with every element closed */
    XML_BROKEN /* no XML, cut, or over a limit; stays so */
};

struct xml_token {
    enum xml_kind kind;
    struct slice name;       /* of XML_OPEN and XML_CLOSE */
    struct slice attributes; /* of XML_OPEN, as written; see xml_attribute */
    struct slice text;       /* of XML_TEXT, as written; see xml_text */
    bool literal;            /* it is CDATA: nothing to decode */
};

struct xml {
    struct slice in; /* what is left */
    struct slice open[XML_DEPTH];
    unsigned depth;
    bool closing, broken; /* closing: <name/> has yet to be closed */
};

static inline void xml_begin(struct xml *xml, struct slice in)
{
    *xml = (struct xml){ .in = in };
}

struct xml_token xml_next(struct xml *xml);

/* The value of an attribute, decoded; empty when there is none. */
struct slice xml_attribute(struct slice attributes, struct slice name, struct arena *scratch);

/* The text, decoded; empty when it finds no room. */
struct slice xml_text(const struct xml_token *token, struct arena *scratch);
