/* packet.c - header, question, names that point back, aliases, records. */
#include "core/mailauth/packet.h"

#define NAME_MAX_BYTES 255u

enum { CLASS_IN = 1, RCODE_OK = 0, RCODE_NXDOMAIN = 3 };

struct reader {
    struct slice packet;
    size_t at;
    bool is_bad;
};

static unsigned take_byte(struct reader *r)
{
    if (r->at >= r->packet.len) {
        r->is_bad = true;
        return 0;
    }
    return (unsigned char)r->packet.at[r->at++];
}

static unsigned take_16(struct reader *r)
{
    unsigned high = take_byte(r);
    return high << 8 | take_byte(r);
}

/* A name in lower case. A pointer leads to before where it stands, and each to before the last. */
struct name {
    char at[NAME_MAX_BYTES];
    size_t len;
};

static bool add_label(struct name *name, struct slice label)
{
    if (label.len + 1 > sizeof name->at - name->len || slice_find(label, '.') < label.len)
        return false;
    if (name->len > 0)
        name->at[name->len++] = '.';
    for (size_t i = 0; i < label.len; i++)
        name->at[name->len++] = char_lower(label.at[i]);
    return true;
}

static void take_name(struct reader *r, struct name *ret)
{
    size_t back = 0, limit = r->at; /* back: where reading goes on; 0: no pointer was followed */
    ret->len = 0;
    while (!r->is_bad) {
        unsigned len = take_byte(r);
        if (len == 0)
            break;
        if (len >= 0xc0) {
            size_t to = (len & 0x3fu) << 8 | take_byte(r);
            if (back == 0)
                back = r->at;
            r->is_bad |= to >= limit;
            r->at = limit = to;
            continue;
        }
        struct slice label = slice_first(slice_skip(r->packet, r->at), len);
        r->is_bad |= len > 63 || label.len < len || !add_label(ret, label);
        r->at += len;
    }
    if (back != 0)
        r->at = back;
}

struct record {
    struct name owner;
    unsigned type, class;
    size_t from, len; /* of its data */
};

static void take_record(struct reader *r, struct record *ret)
{
    take_name(r, &ret->owner);
    ret->type = take_16(r);
    ret->class = take_16(r);
    (void)take_16(r); /* TTL */
    (void)take_16(r);
    ret->len = take_16(r);
    ret->from = r->at;
    r->is_bad |= r->at > r->packet.len || ret->len > r->packet.len - r->at;
    r->at += ret->len;
}

static struct slice name_of(const struct name *name)
{
    return (struct slice){ name->at, name->len };
}

/* Behind the header and the question, or bad. *ret_answers: records that follow. */
static unsigned take_header(struct reader *r, const struct dns_question *question, unsigned *ret_answers)
{
    struct name name;
    (void)take_16(r); /* its number is c-ares's concern */
    unsigned flags = take_16(r), questions = take_16(r);
    *ret_answers = take_16(r);
    (void)take_16(r);
    (void)take_16(r);
    r->is_bad |= questions != 1 || (flags & 0x8000u) == 0 || (flags & 0x0200u) != 0;
    take_name(r, &name);
    r->is_bad |= !slice_eq_nocase(name_of(&name), question->name);
    r->is_bad |= take_16(r) != (unsigned)question->type;
    r->is_bad |= take_16(r) != CLASS_IN;
    return flags & 15u;
}

static bool read_address(const struct reader *r, const struct record *record, struct dns_record *ret)
{
    static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
    bool is_v4 = record->type == DNS_A;
    if (record->len != (is_v4 ? 4u : 16u))
        return false;
    if (is_v4)
        memcpy(ret->ip.b, mapped, sizeof mapped);
    memcpy(ret->ip.b + (is_v4 ? 12 : 0), r->packet.at + record->from, record->len);
    return !ip_is_machine(ret->ip); /* 00fd::/16 is nobody's, and means a name here (ip.h) */
}

static bool read_name(
        const struct reader *r, size_t from, size_t end, struct arena *arena, struct dns_record *ret)
{
    struct reader at = { r->packet, from, false };
    struct name name;
    take_name(&at, &name);
    if (at.is_bad || at.at != end)
        return false;
    ret->text = arena_copy(arena, name_of(&name));
    return name.len == 0 || ret->text.len > 0;
}

static bool read_mx(
        const struct reader *r, const struct record *record, struct arena *arena, struct dns_record *ret)
{
    struct reader at = { r->packet, record->from, false };
    if (record->len < 3)
        return false;
    ret->preference = take_16(&at);
    return read_name(r, at.at, record->from + record->len, arena, ret);
}

/* Strings of up to 255 bytes, joined. */
static bool read_txt(
        const struct reader *r, const struct record *record, struct arena *arena, struct dns_record *ret)
{
    struct slice data = slice_first(slice_skip(r->packet, record->from), record->len);
    char *at = arena_take(arena, record->len);
    size_t len = 0;
    if (at == NULL)
        return false;
    while (data.len > 0) {
        size_t part = (unsigned char)data.at[0];
        data = slice_skip(data, 1);
        if (part > data.len)
            return false;
        memcpy(at + len, data.at, part);
        len += part;
        data = slice_skip(data, part);
    }
    ret->text = (struct slice){ at, len };
    return true;
}

static bool read_data(
        const struct reader *r, const struct record *record, struct arena *arena, struct dns_record *ret)
{
    *ret = (struct dns_record){ .preference = 0 };
    switch (record->type) {
    case DNS_A:
    case DNS_AAAA: return read_address(r, record, ret);
    case DNS_MX: return read_mx(r, record, arena, ret);
    case DNS_TXT: return read_txt(r, record, arena, ret);
    default: return read_name(r, record->from, record->from + record->len, arena, ret);
    }
}

/* The name at the end of the CNAMEs that begin at `owner`. Servers send them in order, but need not. */
static bool follow(struct reader r, unsigned answers, struct name *owner)
{
    size_t start = r.at;
    for (unsigned hops = 0; hops <= LIMIT_DNS_CNAMES; hops++) {
        struct record record;
        bool is_alias = false;
        r.at = start;
        for (unsigned i = 0; i < answers && !is_alias && !r.is_bad; i++) {
            take_record(&r, &record);
            is_alias = !r.is_bad && record.type == DNS_CNAME && record.class == CLASS_IN
                    && slice_eq(name_of(&record.owner), name_of(owner));
        }
        if (r.is_bad)
            return false;
        if (!is_alias)
            return true;
        struct reader at = { r.packet, record.from, false };
        take_name(&at, owner);
        if (at.is_bad)
            return false;
    }
    return false;
}

static struct dns_answer read_answers(
        struct reader *r, unsigned answers, const struct name *owner, enum dns_type type, struct arena *arena)
{
    unsigned room = answers < LIMIT_DNS_RECORDS ? answers : LIMIT_DNS_RECORDS;
    struct dns_record *records = arena_take(arena, room * sizeof *records);
    struct dns_answer answer = { DNS_FOUND, records, 0 };
    if (records == NULL)
        return (struct dns_answer){ .state = DNS_FAILED };
    for (unsigned i = 0; i < answers && answer.count < room; i++) {
        struct record record;
        take_record(r, &record);
        if (r->is_bad)
            return (struct dns_answer){ .state = DNS_FAILED };
        if (record.type != (unsigned)type || record.class != CLASS_IN
                || !slice_eq(name_of(&record.owner), name_of(owner)))
            continue;
        if (!read_data(r, &record, arena, &records[answer.count]))
            return (struct dns_answer){ .state = DNS_FAILED };
        answer.count++;
    }
    return answer.count > 0 ? answer : (struct dns_answer){ .state = DNS_NO_DATA };
}

struct dns_answer packet_read(struct slice packet, const struct dns_question *question, struct arena *arena)
{
    struct reader r = { packet, 0, false };
    struct name owner = { .len = 0 };
    unsigned answers;
    unsigned rcode = take_header(&r, question, &answers);
    if (r.is_bad || (rcode != RCODE_OK && rcode != RCODE_NXDOMAIN) || question->name.len >= sizeof owner.at)
        return (struct dns_answer){ .state = DNS_FAILED };
    if (rcode == RCODE_NXDOMAIN)
        return (struct dns_answer){ .state = DNS_NXDOMAIN };
    if (answers == 0)
        return (struct dns_answer){ .state = DNS_NO_DATA };
    memcpy(owner.at, question->name.at, question->name.len);
    owner.len = question->name.len;
    if (!follow(r, answers, &owner))
        return (struct dns_answer){ .state = DNS_FAILED };
    return read_answers(&r, answers, &owner, question->type, arena);
}
