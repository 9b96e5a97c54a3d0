/* tnef.c - attributes and MAPI properties of a winmail.dat. */
#include "core/wire/tnef.h"

#include "core/wire/le.h"
#include "core/wire/tnef_inside.h"
#include "core/wire/wide.h"

#define SIGNATURE 0x223e9f78u

enum attribute {
    ATT_BODY = 0x0002800c,
    ATT_TITLE = 0x00018010,
    ATT_DATA = 0x0006800f,
    ATT_RENDERING = 0x00069002,
    ATT_PROPERTIES = 0x00069003,
    ATT_ATTACHMENT = 0x00069005,
    ATT_CODE_PAGE = 0x00069007,
};

enum property {
    PROP_BODY = 0x1000,
    PROP_RTF = 0x1009,
    PROP_HTML = 0x1013,
    PROP_ATTACH_DATA = 0x3701,
    PROP_ATTACH_NAME = 0x3704,
    PROP_ATTACH_LONG_NAME = 0x3707,
    PROP_ATTACH_TYPE = 0x370e,
};

enum property_type {
    TYPE_SHORT = 0x0002,
    TYPE_OBJECT = 0x000d,
    TYPE_STRING = 0x001e,
    TYPE_WIDE = 0x001f,
    TYPE_GUID = 0x0048,
    TYPE_BINARY = 0x0102,
    TYPE_MANY = 0x1000,
};

struct tnef {
    struct arena *arena;
    struct tnef_item *to;
    uint32_t count, room;
    size_t most;
    struct slice charset;
    struct tnef_item file;
    bool has_file, has_long_name, broken, more;
};

bool tnef_begins(struct slice data)
{
    return data.len >= 6 && le32(data.at) == SIGNATURE;
}

static bool take(struct slice *in, size_t len, struct slice *ret)
{
    if (len > in->len)
        return false;
    *ret = slice_first(*in, len);
    *in = slice_skip(*in, len);
    return true;
}

static bool take_le32(struct slice *in, uint32_t *ret)
{
    struct slice four;
    if (!take(in, 4, &four))
        return false;
    *ret = le32(four.at);
    return true;
}

static void item_add(struct tnef *t, struct tnef_item item)
{
    if (t->count == t->room) {
        t->more = true;
        return;
    }
    t->to[t->count++] = item;
}

static void file_end(struct tnef *t)
{
    if (t->has_file)
        item_add(t, t->file);
    t->has_file = t->has_long_name = false;
}

static struct slice without_nuls(struct slice s)
{
    while (s.len && s.at[s.len - 1] == '\0')
        s.len--;
    return s;
}

static struct slice charset_of(uint32_t code_page)
{
    static const struct {
        uint32_t page;
        struct slice charset;
    } pages[] = { { 874, LIT("windows-874") }, { 932, LIT("shift_jis") }, { 936, LIT("gbk") },
        { 949, LIT("ks_c_5601") }, { 950, LIT("big5") }, { 1250, LIT("windows-1250") },
        { 1251, LIT("windows-1251") }, { 1252, LIT("windows-1252") }, { 1253, LIT("windows-1253") },
        { 1254, LIT("windows-1254") }, { 1255, LIT("windows-1255") }, { 1256, LIT("windows-1256") },
        { 1257, LIT("windows-1257") }, { 1258, LIT("windows-1258") }, { 20866, LIT("koi8-r") },
        { 65001, LIT("utf-8") } };
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (pages[i].page == code_page)
            return pages[i].charset;
    return (struct slice){ "", 0 };
}

/* ---- MAPI properties ---- */

struct value {
    uint32_t property, type;
    struct slice bytes;
    struct slice charset;
};

static bool has_length(uint32_t type)
{
    return type == TYPE_OBJECT || type == TYPE_STRING || type == TYPE_WIDE || type == TYPE_BINARY;
}

static size_t fixed_size(uint32_t type)
{
    return type == TYPE_GUID                                                                         ? 16
            : type == 0x0005 || type == 0x0006 || type == 0x0007 || type == 0x0014 || type == 0x0040 ? 8
                                                                                                     : 4;
}

/* A named property's name stands before its value. */
static bool skip_name(struct slice *in)
{
    struct slice skipped;
    uint32_t kind, len;
    if (!take(in, 16, &skipped) || !take_le32(in, &kind) || !take_le32(in, &len))
        return false;
    return kind == 0 || take(in, ((size_t)len + 3) & ~(size_t)3, &skipped);
}

static bool take_value(struct slice *in, uint32_t type, struct slice *ret)
{
    uint32_t len;
    struct slice padded;
    if (!has_length(type))
        return take(in, fixed_size(type), ret);
    if (!take_le32(in, &len))
        return false;
    size_t whole = ((size_t)len + 3) & ~(size_t)3;
    if (whole > in->len && len <= in->len)
        whole = len; /* the last one is not always filled up */
    if (!take(in, whole, &padded))
        return false;
    *ret = slice_first(padded, len);
    return true;
}

/* A property and its first value; the others are passed over. */
static bool take_property(struct slice *in, struct value *ret)
{
    struct slice head, value;
    uint32_t count = 1;
    if (!take(in, 4, &head))
        return false;
    *ret = (struct value){ .type = le16(head.at), .property = le16(head.at + 2) };
    if (ret->property >= 0x8000 && !skip_name(in))
        return false;
    uint32_t type = ret->type & ~(uint32_t)TYPE_MANY;
    if ((has_length(type) || (ret->type & TYPE_MANY)) && !take_le32(in, &count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!take_value(in, type, &value))
            return false;
        if (i == 0)
            ret->bytes = value;
    }
    ret->type = type;
    return true;
}

/* A text in UTF-8 where it was wide; else as it stands, in the file's code page. */
static struct slice text_of(struct tnef *t, const struct value *value, struct slice *ret_charset)
{
    *ret_charset = t->charset;
    if (value->type != TYPE_WIDE)
        return without_nuls(value->bytes);
    size_t cap = value->bytes.len / 2 * 3 + 4;
    char *to = cap > t->most ? NULL : arena_take(t->arena, cap);
    *ret_charset = LIT("utf-8");
    if (to == NULL) {
        t->more = true;
        return (struct slice){ "", 0 };
    }
    return (struct slice){ to, wide_to_text(value->bytes, to, cap) };
}

static void body_property(struct tnef *t, const struct value *value)
{
    struct tnef_item item = { .kind = value->property == PROP_BODY ? TNEF_TEXT : TNEF_HTML };
    if (value->property == PROP_RTF) {
        item.kind = TNEF_RTF;
        t->broken |= !tnef_rtf(value->bytes, t->arena, t->most, &item.bytes);
    } else if (value->property == PROP_BODY || value->property == PROP_HTML) {
        item.bytes = text_of(t, value, &item.charset);
    }
    if (item.bytes.len)
        item_add(t, item);
}

/* IID_IMessage, {00020307-0000-0000-C000-000000000046}. */
static const char message_iid[16] = "\x07\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";

static void file_property(struct tnef *t, const struct value *value)
{
    struct slice charset;
    if (value->property == PROP_ATTACH_LONG_NAME
            || (value->property == PROP_ATTACH_NAME && !t->has_long_name)) {
        t->file.name = text_of(t, value, &t->file.charset);
        t->has_long_name |= value->property == PROP_ATTACH_LONG_NAME;
    } else if (value->property == PROP_ATTACH_TYPE) {
        t->file.type = text_of(t, value, &charset);
    } else if (value->property == PROP_ATTACH_DATA && value->type == TYPE_OBJECT && value->bytes.len > 16) {
        t->file.bytes = slice_skip(value->bytes, 16);
        if (memcmp(value->bytes.at, message_iid, 16) == 0)
            t->file.kind = TNEF_MESSAGE;
    } else if (value->property == PROP_ATTACH_DATA && value->type == TYPE_BINARY) {
        t->file.bytes = value->bytes;
    }
}

static void read_properties(struct tnef *t, struct slice in, bool of_file)
{
    uint32_t count;
    struct value value;
    if (!take_le32(&in, &count))
        return;
    for (uint32_t i = 0; i < count; i++) {
        if (!take_property(&in, &value)) {
            t->broken = true;
            return;
        }
        if (of_file)
            file_property(t, &value);
        else
            body_property(t, &value);
    }
}

/* ---- attributes ---- */

static void read_attribute(struct tnef *t, uint32_t id, struct slice bytes)
{
    switch (id) {
    case ATT_CODE_PAGE: t->charset = bytes.len >= 4 ? charset_of(le32(bytes.at)) : t->charset; break;
    case ATT_BODY:
        item_add(t,
                (struct tnef_item){ .kind = TNEF_TEXT, .charset = t->charset, .bytes = without_nuls(bytes) });
        break;
    case ATT_PROPERTIES: read_properties(t, bytes, false); break;
    case ATT_RENDERING:
        file_end(t);
        t->has_file = true;
        t->file = (struct tnef_item){ .kind = TNEF_FILE, .charset = t->charset };
        break;
    case ATT_TITLE:
        if (!t->has_long_name)
            t->file.name = without_nuls(bytes);
        t->has_file = true;
        break;
    case ATT_DATA:
        t->file.bytes = bytes;
        t->has_file = true;
        break;
    case ATT_ATTACHMENT: read_properties(t, bytes, true); break;
    default: break;
    }
}

uint32_t tnef_read(struct slice data, struct arena *arena, size_t most, struct tnef_item *to, uint32_t room,
        bool *ret_broken, bool *ret_more)
{
    struct tnef t = { .arena = arena, .to = to, .room = room, .most = most, .charset = { "", 0 } };
    struct slice in = slice_skip(data, 6), head, bytes, sum;
    while (in.len && !t.more) {
        if (!take(&in, 9, &head)) {
            t.broken = true;
            break;
        }
        uint32_t len = le32(head.at + 5);
        if (!take(&in, len, &bytes)) {
            t.broken = true;
            bytes = in; /* what there is of it: a file that was cut is a file */
            in.len = 0;
        }
        read_attribute(&t, le32(head.at + 1), bytes);
        if (in.len && !take(&in, 2, &sum))
            in.len = 0;
    }
    file_end(&t);
    *ret_broken = t.broken;
    *ret_more = t.more;
    return t.count;
}
