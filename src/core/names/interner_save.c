/* interner_save.c - names as bytes: little-endian counts and lengths, texts as they are, in order of ids. */
#include <stdlib.h>

#include "core/names/inside.h"

static const char magic[8] = "CORDNAM1";

struct out {
    interner_write write;
    void *to;
    bool ok;
};

static void put(struct out *out, const void *bytes, size_t size)
{
    out->ok = out->ok && (size == 0 || out->write(out->to, bytes, size));
}

static void put_u32(struct out *out, uint32_t n)
{
    const uint8_t b[4] = { (uint8_t)n, (uint8_t)(n >> 8), (uint8_t)(n >> 16), (uint8_t)(n >> 24) };
    put(out, b, sizeof b);
}

static void put_text(struct out *out, struct slice s)
{
    put_u32(out, (uint32_t)s.len);
    put(out, s.at, s.len);
}

static void save_labels(struct out *out, const struct labels *labels)
{
    put_u32(out, labels->count);
    for (size_t i = (size_t)NAMES_RESERVED * labels->width; i < (size_t)labels->count * labels->width; i++)
        put_text(out, labels->cells[i]);
}

static void save_sources(struct out *out, const struct sources *sources)
{
    put_u32(out, sources->count);
    for (uint32_t id = NAMES_RESERVED; id < sources->count; id++) {
        const struct source_cell *cell = &sources->cells[id];
        put(out, &cell->key, sizeof cell->key);
        put_u32(out, cell->asn);
        put(out, cell->country, sizeof cell->country);
    }
}

static void save_accounts(struct out *out, const struct accounts *accounts)
{
    put_u32(out, accounts->count);
    put_u32(out, accounts->keys_count);
    for (uint32_t no = 0; no < accounts->keys_count; no++) {
        const struct account_key *key = &accounts->keys[no];
        const struct account_cell *cell = &accounts->cells[key->id];
        bool object = key->len_kind & 1;
        bool current = (object ? cell->object : cell->name) == no;
        put_u32(out, key->id);
        /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): set for every key below keys_count */
        put_u32(out, (uint32_t)key->organisation << 2 | (uint32_t)object << 1 | current);
        put_text(out, (struct slice){ key->at, key->len_kind >> 1 });
    }
}

enum status interner_save(const struct interner *in, interner_write write, void *to, struct error *err)
{
    struct out out = { write, to, true };
    put(&out, magic, sizeof magic);
    save_labels(&out, &in->organisations);
    save_labels(&out, &in->clients);
    save_labels(&out, &in->devices);
    save_sources(&out, &in->sources);
    save_accounts(&out, &in->accounts);
    return out.ok ? STATUS_OK : fail(err, STATUS_IO, "the names could not be written");
}

struct in {
    interner_read read;
    void *from;
    bool ok;
    char buf[LABELS_WIDTH_MAX][LIMIT_NAME];
};

static bool get(struct in *in, void *bytes, size_t size)
{
    in->ok = in->ok && (size == 0 || in->read(in->from, bytes, size));
    return in->ok;
}

static uint32_t get_u32(struct in *in)
{
    uint8_t b[4];
    if (!get(in, b, sizeof b))
        return 0;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static struct slice get_text(struct in *in, uint32_t part)
{
    uint32_t len = get_u32(in);
    in->ok = in->ok && len <= LIMIT_NAME;
    return get(in, in->buf[part], len) ? (struct slice){ in->buf[part], len } : LIT("");
}

static void load_labels(struct in *in, struct labels *labels)
{
    uint32_t count = get_u32(in);
    for (uint32_t id = NAMES_RESERVED; in->ok && id < count; id++) {
        struct slice name[LABELS_WIDTH_MAX];
        for (uint32_t i = 0; i < labels->width; i++)
            name[i] = get_text(in, i);
        in->ok = in->ok && labels_id(labels, name, labels_hash(labels, name)) == id;
    }
}

static void load_sources(struct in *in, struct sources *sources)
{
    uint32_t count = get_u32(in);
    for (uint32_t id = NAMES_RESERVED; in->ok && id < count; id++) {
        struct source_cell cell = { 0 };
        (void)get(in, &cell.key, sizeof cell.key);
        cell.asn = get_u32(in);
        if (!get(in, cell.country, sizeof cell.country))
            return;
        in->ok = sources_id(sources, cell.key, sources_hash(sources, cell.key)) == id;
        if (in->ok)
            sources->cells[id] = cell;
    }
}

static void load_accounts(struct in *in, struct accounts *accounts)
{
    uint32_t count = get_u32(in), keys = get_u32(in);
    in->ok = in->ok && count <= accounts->cap;
    for (uint32_t no = 0; in->ok && no < keys; no++) {
        uint32_t id = get_u32(in), what = get_u32(in);
        struct slice text = get_text(in, 0);
        in->ok = in->ok && id < count && text.len > 0;
        if (!in->ok)
            return;
        struct spelling sp = accounts_spelling(accounts, text, (uint16_t)(what >> 2), what >> 1 & 1);
        in->ok = accounts_find(accounts, &sp) == INDEX_NONE && accounts_restore(accounts, &sp, id, what & 1);
    }
    in->ok = in->ok && (accounts->count == count || accounts_extend(accounts, count));
}

enum status interner_load(struct interner *in, interner_read read, void *from, struct error *err)
{
    struct in bytes = { .read = read, .from = from, .ok = true };
    char found[sizeof magic];
    if (!get(&bytes, found, sizeof found) || memcmp(found, magic, sizeof magic) != 0)
        return fail(err, STATUS_DAMAGED, "not names as this version saves them");
    load_labels(&bytes, &in->organisations);
    load_labels(&bytes, &in->clients);
    load_labels(&bytes, &in->devices);
    load_sources(&bytes, &in->sources);
    load_accounts(&bytes, &in->accounts);
    return bytes.ok ? STATUS_OK
                    : fail(err, STATUS_DAMAGED, "the saved names end early or do not fit together");
}
