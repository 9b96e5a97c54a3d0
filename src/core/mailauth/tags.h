/* tags.h - "v=1; a=rsa-sha256; ...": the lists of DKIM, ARC and DMARC.
 *
 * Layer   core/mailauth. Pure; slices of the text.
 * Source  RFC 6376 3.2. Bytes over 127 are let through within values (RFC 8616).
 */
#pragma once

#include "core/base/limits.h"
#include "core/base/slice.h"

struct tag {
    struct slice name, value; /* value: without white space at its ends; folds within stay */
    struct slice span;        /* from = to ; as it stands */
};

struct tags {
    struct tag at[LIMIT_DKIM_TAGS];
    uint32_t count;
};

/* NULL, or what is wrong: a part that is no tag, the same tag twice, more than LIMIT_DKIM_TAGS. */
const char *tags_read(struct slice in, struct tags *ret);

/* NULL when there is none. Names have their case. */
const struct tag *tags_get(const struct tags *tags, const char *name);
/* Its value, or `otherwise`. */
struct slice tags_value(const struct tags *tags, const char *name, const char *otherwise);

/* The next item of "a:b:c", trimmed; false at the end. An empty list has one empty item. */
struct tag_items {
    struct slice rest;
    bool is_done;
};
bool tag_item_next(struct tag_items *items, struct slice *ret);
/* Is `word` among them, in any case? */
bool tag_list_has(struct slice list, const char *word);

/* A decimal number of up to 12 digits, as t= and x= have. */
bool tag_number(struct slice value, uint64_t *ret);

/* Base64 with white space anywhere (RFC 6376 2.10), strict otherwise: the right letters, the right number of them.
 * Returns the bytes written; false: no base64, empty, or more than cap bytes. */
bool tag_base64(struct slice value, unsigned char *buf, size_t cap, size_t *ret_len);

/* White space of a field: space, tab, CR, LF. */
static inline bool is_fws(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
struct slice trim_fws(struct slice s);
