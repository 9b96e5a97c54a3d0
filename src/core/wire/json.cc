/* json.cc - the one file of C++: simdjson On-Demand behind json.h. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <simdjson.h>
#pragma GCC diagnostic pop

#include <cstdlib>
#include <new>

extern "C" {
#include "core/base/limits.h"
#include "core/wire/json.h"
}

using namespace simdjson;

namespace {

constexpr unsigned max_nodes = 12, max_keys = 40;
constexpr int no_slot = -1, no_child = -1;

struct key_entry {
    char name[40]; /* lower case */
    uint8_t len;
    int8_t slot;  /* no_slot: none */
    int8_t child; /* node of the object's members, or no_child */
};

struct node {
    key_entry keys[max_keys];
    uint8_t count;
    uint8_t first[64]; /* bucket of (length, first letter) -> key + 1 of a chain */
    uint8_t next[max_keys];
};

unsigned bucket(size_t len, char c)
{
    return (unsigned)(len * 5 + (unsigned char)(c | 0x20)) & 63;
}

} // namespace

struct json_plan {
    node nodes[max_nodes];
    unsigned count;
};

static bool same_nocase(const char *lower, const char *at, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = at[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if (c != lower[i])
            return false;
    }
    return true;
}

static const key_entry *find_key(const node &n, const char *at, size_t len)
{
    if (len == 0)
        return nullptr;
    for (unsigned i = n.first[bucket(len, at[0])]; i != 0; i = n.next[i - 1])
        if (n.keys[i - 1].len == len && same_nocase(n.keys[i - 1].name, at, len))
            return &n.keys[i - 1];
    return nullptr;
}

/* The key's entry, made when new; nullptr when a table of the plan is full. */
static key_entry *put_key(node &n, const char *at, size_t len)
{
    for (unsigned i = 0; i < n.count; i++)
        if (n.keys[i].len == len && same_nocase(n.keys[i].name, at, len))
            return &n.keys[i];
    if (n.count == max_keys || len == 0 || len >= sizeof n.keys[0].name)
        return nullptr;
    key_entry &k = n.keys[n.count];
    for (size_t i = 0; i < len; i++)
        k.name[i] = (char)(at[i] >= 'A' && at[i] <= 'Z' ? at[i] | 0x20 : at[i]);
    k.len = (uint8_t)len;
    k.slot = no_slot;
    k.child = no_child;
    uint8_t &head = n.first[bucket(len, k.name[0])];
    n.next[n.count] = head;
    head = ++n.count;
    return &k;
}

static bool put_path(json_plan &plan, const json_path &path)
{
    unsigned at = 0;
    for (const char *s = path.path;;) {
        const char *dot = strchr(s, '.');
        key_entry *k = put_key(plan.nodes[at], s, dot ? (size_t)(dot - s) : strlen(s));
        if (k == nullptr || path.slot >= JSON_SLOTS)
            return false;
        if (dot == nullptr) {
            k->slot = (int8_t)path.slot;
            return true;
        }
        if (k->child == no_child) {
            if (plan.count == max_nodes)
                return false;
            k->child = (int8_t)plan.count++;
        }
        at = (unsigned char)k->child;
        s = dot + 1;
    }
}

enum status json_plan_new(
        const struct json_path *paths, size_t count, struct json_plan **ret, struct error *err)
{
    json_plan *plan = static_cast<json_plan *>(calloc(1, sizeof *plan));
    if (plan == nullptr)
        return fail(err, STATUS_NOMEM, "no memory for a plan of %zu paths", count);
    plan->count = 1;
    for (size_t i = 0; i < count; i++)
        if (!put_path(*plan, paths[i])) {
            free(plan);
            return fail(err, STATUS_INTERNAL, "the path %s does not fit into a plan", paths[i].path);
        }
    *ret = plan;
    return STATUS_OK;
}

void json_plan_free(struct json_plan **plan)
{
    free(*plan);
    *plan = nullptr;
}

/* ---- strings ---- */

static int hex4(const char *at)
{
    int val = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
        if (d < 0)
            return -1;
        val = val * 16 + d;
    }
    return val;
}

static size_t put_utf8(char *to, unsigned c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3f));
        to[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3f));
    to[2] = (char)(0x80 | (c >> 6 & 0x3f));
    to[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

/* \uXXXX, with its second half when it is a surrogate; a lone half becomes U+FFFD. Returns bytes read
 * behind the u, 0 when it is none. */
static size_t unescape_u(const char *at, size_t len, char *to, size_t &written)
{
    int hi = len >= 4 ? hex4(at) : -1;
    if (hi < 0)
        return 0;
    if (hi >= 0xd800 && hi < 0xdc00 && len >= 10 && at[4] == '\\' && at[5] == 'u') {
        int lo = hex4(at + 6);
        if (lo >= 0xdc00 && lo < 0xe000) {
            written += put_utf8(to, 0x10000u + ((unsigned)(hi - 0xd800) << 10) + (unsigned)(lo - 0xdc00));
            return 10;
        }
    }
    written += put_utf8(to, hi >= 0xd800 && hi < 0xe000 ? 0xfffdu : (unsigned)hi);
    return 4;
}

static bool unescape(const char *at, size_t len, arena *scratch, slice &ret)
{
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    char *to = static_cast<char *>(arena_take(scratch, len));
    size_t n = 0;
    if (to == nullptr)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (at[i] != '\\') {
            to[n++] = at[i];
            continue;
        }
        if (++i == len)
            return false;
        if (at[i] == 'u') {
            size_t used = unescape_u(at + i + 1, len - i - 1, to + n, n);
            if (used == 0)
                return false;
            i += used;
            continue;
        }
        const char *hit = strchr(from, at[i]);
        if (hit == nullptr || at[i] == '\0')
            return false;
        to[n++] = into[hit - from];
    }
    ret = { to, n };
    return true;
}

/* From behind the opening quote to the closing one. simdjson has seen that it is closed. */
static bool take_string(const char *at, const char *end, arena *scratch, slice &ret)
{
    const char *p = at;
    bool escaped = false;
    while (p < end && *p != '"') {
        if (*p == '\\') {
            escaped = true;
            p++;
        }
        p++;
    }
    if (p >= end)
        return false;
    ret = { at, (size_t)(p - at) };
    return !escaped || unescape(at, ret.len, scratch, ret);
}

/* ---- reading ---- */

namespace {
struct reading {
    const json_plan *plan;
    const char *end;
    arena *scratch;
    json_take take;
    void *ctx;
};
} // namespace

static bool take_value(const reading &in, ondemand::value val, json_value &to)
{
    ondemand::json_type type;
    if (val.type().get(type))
        return false;
    switch (type) {
    case ondemand::json_type::string: {
        ondemand::raw_json_string raw;
        if (val.get_raw_json_string().get(raw) || !take_string(raw.raw(), in.end, in.scratch, to.text))
            return false;
        to.kind = JSON_TEXT;
        return true;
    }
    case ondemand::json_type::number: {
        std::string_view token = val.raw_json_token();
        to.text = { token.data(), token.size() };
        while (to.text.len && (unsigned char)to.text.at[to.text.len - 1] <= ' ')
            to.text.len--;
        int64_t whole;
        to.number = val.get_int64().get(whole) ? 0 : whole;
        to.kind = JSON_NUMBER;
        return true;
    }
    case ondemand::json_type::boolean: {
        bool b;
        if (val.get_bool().get(b))
            return false;
        to.kind = b ? JSON_TRUE : JSON_FALSE;
        return true;
    }
    case ondemand::json_type::null: to.kind = JSON_NULL; return true;
    case ondemand::json_type::array: {
        ondemand::array list;
        std::string_view all;
        if (val.get_array().get(list) || list.raw_json().get(all))
            return false;
        to.text = { all.data(), all.size() };
        to.kind = JSON_OTHER;
        return true;
    }
    default: to.kind = JSON_OTHER; return true;
    }
}

static bool read_members(
        const reading &in, ondemand::object &object, const node &n, json_value *values, bool root);

static bool read_elements(const reading &in, ondemand::array &array)
{
    for (auto element : array) {
        ondemand::object object;
        json_value values[JSON_SLOTS] = {};
        if (element.get_object().get(object) || !read_members(in, object, in.plan->nodes[0], values, false))
            return false;
        if (!in.take(in.ctx, values))
            return true;
    }
    return true;
}

static bool is_container_key(const char *at, size_t len)
{
    return (len == 7 && same_nocase("records", at, 7)) || (len == 5 && same_nocase("value", at, 5));
}

/* Depth is bounded by the plan: only wanted objects are entered. */
static bool read_members(
        const reading &in, ondemand::object &object, const node &n, json_value *values, bool root)
{
    bool contained = false;
    for (auto field : object) {
        ondemand::raw_json_string raw;
        ondemand::value val;
        if (field.key().get(raw) || field.value().get(val))
            return false;
        const char *key = raw.raw();
        const char *quote = static_cast<const char *>(memchr(key, '"', (size_t)(in.end - key)));
        if (quote == nullptr)
            return false;
        size_t len = (size_t)(quote - key);
        ondemand::json_type type;
        if (root && is_container_key(key, len) && !val.type().get(type)
                && type == ondemand::json_type::array) {
            ondemand::array array;
            if (val.get_array().get(array) || !read_elements(in, array))
                return false;
            contained = true;
            continue;
        }
        const key_entry *k = find_key(n, key, len);
        if (k == nullptr)
            continue;
        if (k->child != no_child && !val.type().get(type) && type == ondemand::json_type::object) {
            ondemand::object inner;
            if (val.get_object().get(inner)
                    || !read_members(in, inner, in.plan->nodes[k->child], values, false))
                return false;
        } else if (k->slot != no_slot && values[k->slot].kind == JSON_ABSENT) {
            if (!take_value(in, val, values[k->slot]))
                return false;
        }
    }
    if (root && contained)
        values[0].kind = JSON_OTHER; /* a sign to json_read: nothing of its own */
    return true;
}

bool json_read(
        const struct json_plan *plan, struct slice record, struct arena *scratch, json_take take, void *ctx)
{
    /* simdjson's index is a megabyte that grows with the longest record: one a thread, kept. */
    static thread_local ondemand::parser parser(LIMIT_RECORD + LIMIT_PADDING);
    json_value values[JSON_SLOTS] = {};
    reading in = { plan, record.at + record.len, scratch, take, ctx };
    ondemand::document doc;
    ondemand::object object;

    while (record.len && (unsigned char)record.at[record.len - 1] <= ' ')
        record.len--;
    if (record.len < 2 || record.at[record.len - 1] != '}')
        return false;
    if (parser.iterate(record.at, record.len, record.len + LIMIT_PADDING).get(doc)
            || doc.get_object().get(object))
        return false;
    if (!read_members(in, object, plan->nodes[0], values, true))
        return false;
    if (doc.current_location().error() != OUT_OF_BOUNDS)
        return false; /* something stands behind the object */
    if (values[0].kind == JSON_OTHER)
        return true;
    (void)take(ctx, values);
    return true;
}
