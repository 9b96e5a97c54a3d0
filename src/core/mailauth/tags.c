/* tags.c - name=value between semicolons. */
#include "core/mailauth/tags.h"
#include "core/base/digit.h"

struct slice trim_fws(struct slice s)
{
    while (s.len > 0 && is_fws(s.at[0]))
        s = slice_skip(s, 1);
    while (s.len > 0 && is_fws(s.at[s.len - 1]))
        s.len--;
    return s;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_tag_name(struct slice name)
{
    if (name.len == 0 || !is_alnum(name.at[0]) || (name.at[0] >= '0' && name.at[0] <= '9'))
        return false;
    for (size_t i = 1; i < name.len; i++)
        if (!is_alnum(name.at[i]) && name.at[i] != '_')
            return false;
    return true;
}

static bool is_tag_value(struct slice value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];
        if ((c < 0x21 && !is_fws((char)c)) || c == 0x7f)
            return false;
    }
    return true;
}

static const char *add(struct tags *tags, struct slice part)
{
    size_t sign = slice_find(part, '=');
    struct tag tag = { .name = trim_fws(slice_first(part, sign)), .span = slice_skip(part, sign + 1) };
    tag.value = trim_fws(tag.span);
    if (sign == part.len || !is_tag_name(tag.name) || !is_tag_value(tag.value))
        return "a part is no tag=value";
    for (uint32_t i = 0; i < tags->count; i++)
        if (slice_eq(tags->at[i].name, tag.name))
            return "a tag stands twice";
    if (tags->count == LIMIT_DKIM_TAGS)
        return "more than 32 tags";
    tags->at[tags->count++] = tag;
    return NULL;
}

const char *tags_read(struct slice in, struct tags *ret)
{
    ret->count = 0;
    in = trim_fws(in);
    while (in.len > 0) {
        size_t end = slice_find(in, ';');
        const char *wrong = add(ret, slice_first(in, end));
        if (wrong != NULL)
            return wrong;
        in = slice_skip(in, end + 1);
        if (trim_fws(in).len == 0)
            break;
    }
    return NULL;
}

const struct tag *tags_get(const struct tags *tags, const char *name)
{
    for (uint32_t i = 0; i < tags->count; i++)
        if (slice_eq(tags->at[i].name, text(name)))
            return &tags->at[i];
    return NULL;
}

struct slice tags_value(const struct tags *tags, const char *name, const char *otherwise)
{
    const struct tag *tag = tags_get(tags, name);
    return tag ? tag->value : text(otherwise);
}

bool tag_item_next(struct tag_items *items, struct slice *ret)
{
    if (items->is_done)
        return false;
    size_t end = slice_find(items->rest, ':');
    *ret = trim_fws(slice_first(items->rest, end));
    items->is_done = end == items->rest.len;
    items->rest = slice_skip(items->rest, end + 1);
    return true;
}

bool tag_list_has(struct slice list, const char *word)
{
    struct tag_items items = { list, false };
    struct slice item;
    while (tag_item_next(&items, &item))
        if (slice_eq_nocase(item, text(word)))
            return true;
    return false;
}

bool tag_number(struct slice value, uint64_t *ret)
{
    return value.len <= 12 && slice_to_uint(value, UINT64_MAX, ret);
}

bool tag_base64(struct slice value, unsigned char *buf, size_t cap, size_t *ret_len)
{
    uint32_t bits = 0;
    size_t letters = 0, pads = 0, len = 0;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (is_fws(c))
            continue;
        if (c == '=') {
            pads++;
            continue;
        }
        int six = digit_base64(c);
        if (six < 0 || pads > 0)
            return false;
        bits = bits << 6 | (uint32_t)six;
        if (++letters % 4 == 1)
            continue;
        if (len == cap)
            return false;
        unsigned shift = letters % 4 == 2 ? 4 : letters % 4 == 3 ? 2 : 0;
        buf[len++] = (unsigned char)(bits >> shift);
    }
    if (len == 0 || letters % 4 == 1 || (pads != 0 && (letters + pads) % 4 != 0) || pads > 2)
        return false;
    *ret_len = len;
    return true;
}
