/* recorded.c - one answer a line, found by its name. */
#include "core/mailauth/recorded.h"

#include <stdlib.h>

#include "core/base/hash.h"

#define EVERY_TYPE 0

/* One line. Sorted by name and type, then as they stand, so that the records of one answer lie side by side. */
struct entry {
    uint64_t hash;
    struct slice name;
    uint32_t line;
    uint16_t type;
    uint16_t state;
};

struct recorded {
    struct entry *entries;
    struct dns_record *records; /* of the entry with the same index */
    size_t count;
    enum dns_state others; /* of names that stand nowhere */
    char *texts;
    size_t texts_len;
};

struct reader {
    struct recorded *recorded;
    struct dns_record *unsorted; /* by line */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct slice skip_blank(struct slice in)
{
    while (in.len > 0 && is_blank(in.at[0]))
        in = slice_skip(in, 1);
    return in;
}

static bool at_end(struct slice in)
{
    return in.len == 0 || in.at[0] == '#';
}

/* The value of \" \\ \DDD behind the backslash. */
static bool take_escape(struct slice *in, char *ret)
{
    if (in->len >= 3 && in->at[0] >= '0' && in->at[0] <= '2') {
        uint64_t byte;
        if (!slice_to_uint(slice_first(*in, 3), 255, &byte))
            return false;
        *ret = (char)byte;
        *in = slice_skip(*in, 3);
        return true;
    }
    if (in->len == 0 || (in->at[0] != '"' && in->at[0] != '\\'))
        return false;
    *ret = in->at[0];
    *in = slice_skip(*in, 1);
    return true;
}

/* A quoted string's bytes are appended to the texts, of which the file's length is enough. */
static bool take_string(struct recorded *recorded, struct slice *in)
{
    struct slice rest = slice_skip(*in, 1);
    while (rest.len > 0 && rest.at[0] != '"') {
        char c = rest.at[0];
        rest = slice_skip(rest, 1);
        if (c == '\\' && !take_escape(&rest, &c))
            return false;
        recorded->texts[recorded->texts_len++] = c;
    }
    if (rest.len == 0)
        return false;
    *in = slice_skip(rest, 1);
    return true;
}

static bool take_field(struct recorded *recorded, struct slice *in, struct slice *ret)
{
    size_t start = recorded->texts_len;
    *in = skip_blank(*in);
    if (at_end(*in))
        return false;
    if (in->at[0] == '"') {
        if (!take_string(recorded, in))
            return false;
    } else {
        while (in->len > 0 && !is_blank(in->at[0])) {
            recorded->texts[recorded->texts_len++] = in->at[0];
            *in = slice_skip(*in, 1);
        }
    }
    *ret = (struct slice){ recorded->texts + start, recorded->texts_len - start };
    return true;
}

/* Lower case, without the dot at the end; for what was just put behind the texts. */
static struct slice as_name(struct recorded *recorded, struct slice name)
{
    char *at = recorded->texts + recorded->texts_len - name.len;
    for (size_t i = 0; i < name.len; i++)
        at[i] = char_lower(at[i]);
    if (name.len > 0 && at[name.len - 1] == '.')
        name.len--;
    return (struct slice){ at, name.len };
}

static bool state_named(struct slice word, enum dns_state *ret)
{
    if (slice_eq(word, LIT("NXDOMAIN")))
        *ret = DNS_NXDOMAIN;
    else if (slice_eq(word, LIT("NODATA")))
        *ret = DNS_NO_DATA;
    else if (slice_eq(word, LIT("TIMEOUT")))
        *ret = DNS_FAILED;
    else
        return false;
    return true;
}

static bool take_txt(struct recorded *recorded, struct slice *in, struct slice *ret)
{
    struct slice part;
    if (!take_field(recorded, in, ret))
        return false;
    while (*in = skip_blank(*in), !at_end(*in) && in->at[0] == '"') {
        if (!take_field(recorded, in, &part))
            return false;
        ret->len += part.len; /* they lie side by side */
    }
    return true;
}

static bool take_target(struct recorded *recorded, struct slice *in, struct slice *ret)
{
    if (!take_field(recorded, in, ret))
        return false;
    *ret = as_name(recorded, *ret);
    return ret->len == 0 || dns_name_ok(*ret);
}

static bool take_value(
        struct recorded *recorded, struct slice *in, enum dns_type type, struct dns_record *ret)
{
    struct slice word;
    uint64_t number;
    switch (type) {
    case DNS_A:
    case DNS_AAAA:
        return take_field(recorded, in, &word) && ip_parse(word, &ret->ip)
                && (slice_find(word, ':') == word.len) == (type == DNS_A);
    case DNS_MX:
        if (!take_field(recorded, in, &word) || !slice_to_uint(word, 65535, &number))
            return false;
        ret->preference = (uint32_t)number;
        return take_target(recorded, in, &ret->text);
    case DNS_TXT: return take_txt(recorded, in, &ret->text);
    default: return take_target(recorded, in, &ret->text);
    }
}

/* A number that is followed by something is the TTL. */
static void skip_ttl(struct slice *in, enum dns_type type)
{
    struct slice rest = skip_blank(*in), after;
    uint64_t ttl;
    if (!take_uint(&rest, UINT32_MAX, &ttl) || rest.len == 0 || !is_blank(rest.at[0]))
        return;
    after = skip_blank(rest);
    if (at_end(after))
        return;
    if (type == DNS_MX) { /* 3600 10 host, against 10 host */
        if (!take_uint(&after, 65535, &ttl) || after.len == 0 || !is_blank(after.at[0]))
            return;
    }
    *in = rest;
}

static const char *read_answer(
        struct recorded *recorded, struct slice in, struct entry *entry, struct dns_record *record)
{
    struct slice word, probe;
    enum dns_type type;
    enum dns_state state;
    if (!take_field(recorded, &in, &word))
        return "a type or an outcome belongs behind the name";
    if (state_named(word, &state) && state != DNS_NO_DATA) {
        entry->state = (uint16_t)state;
        entry->type = EVERY_TYPE;
        return at_end(skip_blank(in)) ? NULL : "something stands behind the outcome";
    }
    if (!dns_type_named(word, &type))
        return "unknown type; there are A, AAAA, MX, PTR, TXT and CNAME";
    entry->type = (uint16_t)type;
    skip_ttl(&in, type);
    probe = skip_blank(in);
    bool is_word = probe.len > 0 && probe.at[0] != '"'; /* "TIMEOUT" in quotes is a text */
    size_t texts_len = recorded->texts_len;
    if (is_word && take_field(recorded, &probe, &word) && state_named(word, &state)
            && at_end(skip_blank(probe))) {
        entry->state = (uint16_t)state;
        return NULL;
    }
    recorded->texts_len = texts_len;
    entry->state = DNS_FOUND;
    if (!take_value(recorded, &in, type, record))
        return "the value is none of its type";
    return at_end(skip_blank(in)) ? NULL : "something stands behind the value";
}

static const char *read_line(struct reader *reader, struct slice in, uint32_t line)
{
    struct recorded *recorded = reader->recorded;
    struct entry *entry = &recorded->entries[recorded->count];
    struct slice name;
    in = skip_blank(in);
    if (at_end(in))
        return NULL;
    bool is_quoted = in.at[0] == '"';
    if (!take_field(recorded, &in, &name))
        return "the name's quotes do not end";
    bool is_rest = !is_quoted && slice_eq(name, LIT("*"));
    *entry = (struct entry){ .name = as_name(recorded, name), .line = line };
    const char *wrong = read_answer(recorded, in, entry, &reader->unsorted[recorded->count]);
    if (wrong != NULL)
        return wrong;
    if (is_rest) {
        recorded->others = (enum dns_state)entry->state;
        return entry->type == EVERY_TYPE ? NULL : "* takes NXDOMAIN or TIMEOUT";
    }
    if (!dns_name_ok(entry->name))
        return "no name that can be asked: labels have 1 to 63 bytes, a name 253";
    entry->hash = hash_bytes(entry->name, 0);
    recorded->count++;
    return NULL;
}

static int entry_cmp(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    int names = slice_cmp(a->name, b->name);
    if (names != 0)
        return names;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

/* Entries were numbered by line; their records follow them. */
static void sort(struct reader *reader)
{
    struct recorded *recorded = reader->recorded;
    for (size_t i = 0; i < recorded->count; i++)
        recorded->entries[i].line = (uint32_t)i;
    if (recorded->count > 0)
        qsort(recorded->entries, recorded->count, sizeof recorded->entries[0], entry_cmp);
    for (size_t i = 0; i < recorded->count; i++)
        recorded->records[i] = reader->unsorted[recorded->entries[i].line];
}

static enum status read_file(struct reader *reader, struct slice file, struct error *err)
{
    uint32_t line = 0;
    while (file.len > 0) {
        size_t used;
        struct slice in = slice_line(file, &used);
        const char *wrong = read_line(reader, in, ++line);
        if (wrong != NULL)
            return fail(err, STATUS_INVALID, "line %u: %s", (unsigned)line, wrong);
        file = slice_skip(file, used);
    }
    sort(reader);
    return STATUS_OK;
}

void recorded_free(struct recorded **recorded)
{
    if (*recorded != NULL) {
        free((*recorded)->entries);
        free((*recorded)->records);
        free((*recorded)->texts);
    }
    free(*recorded);
    *recorded = NULL;
}

/* NULL: no memory. */
static struct recorded *recorded_alloc(size_t lines, size_t bytes)
{
    struct recorded *recorded = calloc(1, sizeof *recorded);
    if (recorded == NULL)
        return NULL;
    recorded->entries = calloc(lines, sizeof *recorded->entries);
    recorded->records = calloc(lines, sizeof *recorded->records);
    recorded->texts = malloc(bytes + 1);
    if (recorded->entries == NULL || recorded->records == NULL || recorded->texts == NULL)
        recorded_free(&recorded);
    return recorded;
}

enum status recorded_new(struct slice file, struct recorded **ret, struct error *err)
{
    size_t lines = slice_lines(file) + 1;
    struct reader reader = { recorded_alloc(lines, file.len), calloc(lines, sizeof *reader.unsorted) };
    enum status st = STATUS_OK;
    if (reader.recorded == NULL || reader.unsorted == NULL)
        st = fail(err, STATUS_NOMEM, "no memory for %zu DNS answers", lines);
    else
        st = read_file(&reader, file, err);
    free(reader.unsorted);
    if (st != STATUS_OK)
        recorded_free(&reader.recorded);
    else
        *ret = reader.recorded;
    return st;
}

/* Index of the first entry that is not before (name, type). */
static size_t lower_bound(const struct recorded *recorded, const struct entry *key)
{
    size_t from = 0, to = recorded->count;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (entry_cmp(&recorded->entries[mid], key) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

static bool has_name(const struct recorded *recorded, size_t i, struct slice name)
{
    return i < recorded->count && slice_eq(recorded->entries[i].name, name);
}

/* Without following a CNAME. */
static struct dns_answer find_exact(
        const struct recorded *recorded, struct slice name, unsigned type, bool *ret_is_known)
{
    struct entry key = { .hash = hash_bytes(name, 0), .name = name, .type = EVERY_TYPE };
    size_t i = lower_bound(recorded, &key);
    *ret_is_known = has_name(recorded, i, name);
    if (*ret_is_known && recorded->entries[i].type == EVERY_TYPE)
        return (struct dns_answer){ .state = (enum dns_state)recorded->entries[i].state };
    key.type = (uint16_t)type;
    i = lower_bound(recorded, &key);
    if (!has_name(recorded, i, name) || recorded->entries[i].type != type)
        return (struct dns_answer){ .state = DNS_NO_DATA };
    struct dns_answer answer = { (enum dns_state)recorded->entries[i].state, &recorded->records[i], 0 };
    if (answer.state != DNS_FOUND)
        return (struct dns_answer){ .state = answer.state };
    while (answer.count < LIMIT_DNS_RECORDS && has_name(recorded, i + answer.count, name)
            && recorded->entries[i + answer.count].type == type
            && recorded->entries[i + answer.count].state == DNS_FOUND)
        answer.count++;
    return answer;
}

static struct dns_answer find(const void *ctx, const struct dns_question *question)
{
    const struct recorded *recorded = ctx;
    struct slice name = question->name;
    for (unsigned hops = 0; hops <= LIMIT_DNS_CNAMES; hops++) {
        bool is_known;
        struct dns_answer answer = find_exact(recorded, name, question->type, &is_known);
        if (!is_known)
            return (struct dns_answer){ .state = recorded->others };
        if (answer.state != DNS_NO_DATA)
            return answer;
        struct dns_answer alias = find_exact(recorded, name, DNS_CNAME, &is_known);
        if (alias.state != DNS_FOUND || alias.records == NULL)
            return answer;
        name = alias.records[0].text;
    }
    return (struct dns_answer){ .state = DNS_FAILED };
}

struct dns_answers recorded_answers(const struct recorded *recorded)
{
    return (struct dns_answers){ find, recorded, false };
}
