/* wire_evtx.c - event logs: records wherever they lie, forms and values, and what damage may take. */
#include <stdlib.h>

#include "core/wire/binxml.h"
#include "core/wire/le.h"
#include "evtx/writer.h"
#include "help.h"

static struct evtx_writer writer;
static struct arena arena;

/* The file of these events, which lives until the next. */
static struct slice file_of(const char *events)
{
    static bool begun;
    if (begun)
        evtx_writer_done(&writer);
    begun = true;
    evtx_writer_begin(&writer);
    if (!OK(evtx_from_text(&writer, text(events)) == NULL, "the events are written"))
        exit(1);
    return evtx_writer_end(&writer);
}

/* ---- values: what every type says ---- */

enum { WANTED = 1, FILE_ITSELF, DATA, ELEMENT };

static uint16_t element(void *ctx, uint16_t within, struct slice name)
{
    (void)ctx;
    if (within == FILE_ITSELF)
        return FILE_ITSELF + (slice_eq(name, LIT("Event")) ? 1 : 0);
    return within == DATA && slice_eq(name, LIT("System")) ? 0
            : slice_eq(name, LIT("Data"))                  ? ELEMENT
            : slice_eq(name, LIT("Wanted"))                ? WANTED
                                                           : DATA;
}

static uint16_t attribute(void *ctx, uint16_t of, struct slice name)
{
    (void)ctx;
    return of == ELEMENT && slice_eq(name, LIT("Name")) ? BINXML_NAMES : 0;
}

static uint16_t named(void *ctx, uint16_t of, struct slice name)
{
    (void)ctx;
    (void)of;
    return slice_eq(name, LIT("Wanted")) ? WANTED : 0;
}

static const struct binxml_places places = { element, attribute, named, NULL };

static struct binxml xml;

/* The text of the wanted place of a fragment, or of the first fragment within. */
static const char *wanted_of(size_t at, size_t end, uint16_t within, struct slice *ret)
{
    const struct binxml_form *form;
    struct binxml_values values;
    *ret = LIT("(none)");
    const char *why = binxml_open(&xml, at, end, within, &form, &values);
    for (unsigned depth = 0; why == NULL && form->first[WANTED] == 0 && depth < 3; depth++) {
        const struct binxml_value *inner = NULL;
        uint16_t place = 0;
        for (unsigned i = 0; i < form->count; i++) {
            const struct binxml_value *value = binxml_value(&form->parts[i], &values);
            if (value != NULL && value->type == BINXML_FRAGMENT) {
                inner = value;
                place = form->parts[i].place;
            }
        }
        if (inner == NULL)
            return NULL;
        why = binxml_open(&xml, inner->at, inner->at + (size_t)inner->len, place, &form, &values);
    }
    if (why == NULL && form->first[WANTED] > 0)
        OK(binxml_text(&xml, &form->parts[form->first[WANTED] - 1], &values, ret), "there is room");
    return why;
}

static const char *wanted_of_file(struct slice file, struct slice *ret)
{
    struct evtx_walk walk;
    struct evtx_record row;
    struct slice block = slice_first(slice_skip(file, EVTX_HEADER), EVTX_BLOCK);
    arena_reset(&arena);
    binxml_begin(&xml, block, &places, &arena);
    evtx_walk_begin(&walk, block);
    if (!OK(evtx_next(&walk, &row) == EVTX_RECORD, "there is a record"))
        return "no record";
    return wanted_of(row.at + EVTX_RECORD_HEAD, row.at + row.len - 4, FILE_ITSELF, ret);
}

static const struct {
    const char *field, *says;
} types[] = {
    { "Wanted=j.meier", "j.meier" },
    { "Wanted=", "" },
    { "Wanted=M\xc3\xbcller \xe7\xa6\x8f", "M\xc3\xbcller \xe7\xa6\x8f" },
    { "Wanted=1234567", "1234567" },
    { "Wanted=12345678", "12345678" },
    { "Wanted=\xc3\xbc"
      "2345678",
            "\xc3\xbc"
            "2345678" },
    { "Wanted=1234567\xc3\xbc", "1234567\xc3\xbc" },
    { "Wanted=123\xc3\xbc"
      "567890",
            "123\xc3\xbc"
            "567890" },
    { "Wanted:ansi=caf\xe9", "caf\xc3\xa9" },
    { "Wanted:u8=255", "255" },
    { "Wanted:u16=65535", "65535" },
    { "Wanted:u32=0", "0" },
    { "Wanted:u32=9", "9" },
    { "Wanted:u32=10", "10" },
    { "Wanted:u32=99", "99" },
    { "Wanted:u32=100", "100" },
    { "Wanted:u32=999999999", "999999999" },
    { "Wanted:u32=1000000000", "1000000000" },
    { "Wanted:u32=4294967295", "4294967295" },
    { "Wanted:u64=4294967296", "4294967296" },
    { "Wanted:u64=18446744073709551615", "18446744073709551615" },
    { "Wanted:i32=-1073741715", "-1073741715" },
    { "Wanted:hex32=0xc000006d", "0xc000006d" },
    { "Wanted:hex64=0x3e7", "0x3e7" },
    { "Wanted:hex64=0", "0x0" },
    { "Wanted:bool=1", "true" },
    { "Wanted:sid=S-1-5-21-1000-2000-4294967295-1104", "S-1-5-21-1000-2000-4294967295-1104" },
    { "Wanted:sid=S-1-0-0", "S-1-0-0" },
    { "Wanted:time=2026-11-10T02:10:00.5Z", "2026-11-10T02:10:00.500Z" },
    { "Wanted:guid=", "{04030201-0605-0807-090a-0b0c0d0e0f10}" },
    { "Wanted:binary=\x01\xfe", "01FE" },
    { "Wanted:null=", "" },
};

static void test_types(void)
{
    EACH(i, types)
    {
        char events[256];
        struct slice says = { NULL, 0 };
        (void)snprintf(
                events, sizeof events, "id=1\ntime=2026-11-10T00:00:00Z\nOther=x\n%s\n", types[i].field);
        OK(wanted_of_file(file_of(events), &says) == NULL, "is read");
        IS(says, types[i].says, types[i].field);
    }
}

static void test_shapes(void)
{
    static const char *const shapes[] = { "manifest", "user", "direct", "element" };
    EACH(i, shapes)
    {
        char events[256];
        struct slice says = { NULL, 0 };
        (void)snprintf(events, sizeof events,
                "id=1\nshape=%s\ntime=2026-11-10T00:00:00Z\nOther=x\nWanted=yes\n", shapes[i]);
        OK(wanted_of_file(file_of(events), &says) == NULL, "is read");
        IS(says, "yes", shapes[i]);
    }
}

/* ---- damage ---- */

#define EVENT(n) "id=1\ntime=2026-11-10T00:00:0" n "Z\nWanted=" n "\n\n"

struct count {
    unsigned records, lost;
};

static struct count walk_all(struct slice file, size_t begin)
{
    struct count got = { 0 };
    for (size_t at = begin; at < file.len; at += EVTX_BLOCK) {
        struct evtx_walk walk;
        struct evtx_record row;
        enum evtx_found found;
        evtx_walk_begin(&walk, slice_first(slice_skip(file, at), EVTX_BLOCK));
        while ((found = evtx_next(&walk, &row)) != EVTX_END) {
            got.records += found == EVTX_RECORD;
            got.lost += found == EVTX_LOST;
        }
    }
    return got;
}

/* Where the n-th record of the first block stands in the file. */
static size_t record_at(struct slice file, unsigned n)
{
    size_t at = EVTX_HEADER + EVTX_BLOCK_HEAD;
    while (n-- > 0)
        at += le32(file.at + at + 4);
    return at;
}

static const struct damage {
    const char *name;
    int record; /* of the block; -1: its head, -2: its end */
    size_t at;  /* behind where it begins */
    size_t len; /* bytes of 0xff */
    unsigned records, lost;
} damages[] = {
    { "none", 0, 0, 0, 4, 0 },
    { "the head's magic", -1, 0, 4, 4, 1 },
    { "the head's checksum", -1, 124, 4, 4, 0 },
    { "what the head says is free", -1, 48, 4, 4, 0 },
    { "all of the head", -1, 0, 512, 4, 1 },
    { "the checksum of the records", -1, 52, 4, 4, 0 },
    { "a record's magic", 1, 0, 4, 3, 1 },
    { "its size", 1, 4, 4, 3, 1 },
    { "its size again", 2, (size_t)-4, 4, 3, 1 },
    { "its body", 1, 30, 60, 4, 0 },
    { "the first record", 0, 0, 8, 3, 1 },
    { "the last record", 3, 0, 8, 3, 1 },
    { "two records", 1, 0, 400, 2, 1 },
    { "what is free", -2, 100, 200, 4, 0 },
};

static void test_damage(void)
{
    struct slice whole = file_of(EVENT("1") EVENT("2") EVENT("3") EVENT("4"));
    EACH(i, damages)
    {
        const struct damage *d = &damages[i];
        char *copy = malloc(whole.len);
        memcpy(copy, whole.at, whole.len);
        size_t at = d->record == -1 ? EVTX_HEADER
                : d->record == -2   ? record_at(whole, 4)
                                    : record_at(whole, (unsigned)d->record);
        memset(copy + at + d->at, 0xff, d->len);
        struct count got = walk_all((struct slice){ copy, whole.len }, EVTX_HEADER);
        if (!OK(got.records == d->records && got.lost == d->lost, d->name))
            printf("# %u records, %u lost; expected %u, %u\n", got.records, got.lost, d->records, d->lost);
        free(copy);
    }
}

/* A record that the head does not know yet, as in a copy of a log in use; and one of a time before. */
static void test_behind_the_end(void)
{
    struct slice whole = file_of(EVENT("1") EVENT("2") EVENT("3"));
    char *copy = malloc(whole.len);
    struct slice all = { copy, whole.len };
    memcpy(copy, whole.at, whole.len);
    size_t third = record_at(whole, 2), third_len = le32(copy + third + 4);
    struct evtx_walk walk;
    struct evtx_record row;
    evtx_walk_begin(&walk, slice_first(slice_skip(all, EVTX_HEADER), EVTX_BLOCK));
    walk.end = third - EVTX_HEADER;
    unsigned n = 0;
    while (evtx_next(&walk, &row) == EVTX_RECORD)
        n++;
    OK(n == 3, "a record goes on where the head says that nothing is");
    copy[third + 8] = 77;
    evtx_walk_begin(&walk, slice_first(slice_skip(all, EVTX_HEADER), EVTX_BLOCK));
    walk.end = third - EVTX_HEADER;
    for (n = 0; evtx_next(&walk, &row) == EVTX_RECORD;)
        n++;
    OK(n == 2, "one of a time before is not read");
    OK(third_len > 0, "it was one");
    free(copy);
}

static void test_blocks(void)
{
    static const char zeros[4096];
    struct slice whole = file_of(EVENT("1") EVENT("2"));
    OK(evtx_is(whole) && evtx_begin(whole) == EVTX_HEADER, "a log");
    OK(evtx_is(slice_skip(whole, EVTX_HEADER)) && evtx_begin(slice_skip(whole, EVTX_HEADER)) == 0,
            "blocks without the header");
    OK(!evtx_is(slice_skip(whole, 1)) && !evtx_is(slice_first(whole, 7)), "neither");
    char *copy = malloc(whole.len);
    memcpy(copy, whole.at, whole.len);
    memset(copy, 0, EVTX_HEADER);
    OK(evtx_is((struct slice){ copy, whole.len }), "a log whose header is zeros");
    free(copy);
    OK(evtx_whole(4096, 0, 262144) == 4096 + 3 * 65536, "whole blocks behind the header");
    OK(evtx_whole(4096, 4096 + 65536, 65535) == 0, "no whole block");
    OK(evtx_whole(0, 0, 262144) == 262144, "without a header");
    struct count none = walk_all((struct slice){ zeros, sizeof zeros }, 0);
    OK(none.records == 0 && none.lost == 0, "zeros are free");
}

/* ---- forms that an attacker made ---- */

static const struct {
    const char *name;
    size_t at; /* of the first record's BinXML */
    unsigned value, bytes;
} hostile[] = {
    { "a template beyond the block", 10, 0xfffffff0, 4 },
    { "a template at the end of the block", 10, 65535, 4 },
    { "a template that is the record's head", 10, 512, 4 },
    { "a template larger than the record", 34, 0x7fffffff, 4 },
    { "a template of no bytes", 34, 0, 4 },
    { "no such token", 0, 0x1f, 1 },
    { "a fragment in a fragment without an end", 4, 0x0001010f, 4 },
    { "an element's name beyond the block", 38 + 4 + 7, 0xffffffff, 4 },
    { "an element's name is itself", 38 + 4 + 7, 512 + 24 + 38 + 4, 4 },
};

static void test_hostile(void)
{
    struct slice whole = file_of(EVENT("1")), says = { NULL, 0 };
    EACH(i, hostile)
    {
        char *copy = malloc(whole.len);
        memcpy(copy, whole.at, whole.len);
        char *at = copy + EVTX_HEADER + EVTX_BLOCK_HEAD + EVTX_RECORD_HEAD + hostile[i].at;
        for (unsigned k = 0; k < hostile[i].bytes; k++)
            at[k] = (char)(hostile[i].value >> 8 * k);
        const char *why = wanted_of_file((struct slice){ copy, whole.len }, &says);
        OK(why != NULL || slice_eq(says, LIT("(none)")), hostile[i].name);
        free(copy);
    }
}

/* A block that ends within the record: nothing is read behind it, and no value that is not all there. */
static void test_cut_within(void)
{
    struct slice whole = file_of(EVENT("1")), says = { NULL, 0 };
    struct slice block = slice_first(slice_skip(whole, EVTX_HEADER), EVTX_BLOCK);
    const size_t at = EVTX_BLOCK_HEAD + EVTX_RECORD_HEAD,
                 end = EVTX_BLOCK_HEAD + le32(block.at + 512 + 4) - 4;
    const size_t padding = 8;
    bool refused = true;
    for (size_t cut = at; cut < end - padding; cut++) {
        char *copy = malloc(cut);
        memcpy(copy, block.at, cut);
        arena_reset(&arena);
        binxml_begin(&xml, (struct slice){ copy, cut }, &places, &arena);
        refused = refused && wanted_of(at, cut, FILE_ITSELF, &says) != NULL;
        free(copy);
    }
    OK(refused, "a record that is cut anywhere is not read");
}

/* A name that begins within the block and goes on behind it. */
static void test_name_at_the_end(void)
{
    struct slice whole = file_of(EVENT("1")), says = { NULL, 0 };
    const size_t first = EVTX_HEADER + EVTX_BLOCK_HEAD, len = EVTX_BLOCK_HEAD + le32(whole.at + first + 4);
    const size_t at = EVTX_BLOCK_HEAD + EVTX_RECORD_HEAD, reference = at + 38 + 4 + 7;
    const char chars[2] = { 100, 0 };
    char *copy = malloc(len);
    memcpy(copy, whole.at + EVTX_HEADER, len);
    copy[reference] = (char)(len - 8);
    copy[reference + 1] = (char)((len - 8) >> 8);
    memcpy(copy + len - 2, chars, 2);
    arena_reset(&arena);
    binxml_begin(&xml, (struct slice){ copy, len }, &places, &arena);
    OK(wanted_of(at, len - 8, FILE_ITSELF, &says) != NULL, "a name beyond the block is none");
    free(copy);
}

/* A thousand records that each refer to another place of one large template: walked for two blocks, no more. */
static void test_overlapping(void)
{
    static char block[EVTX_BLOCK];
    struct slice all = { block, sizeof block };
    const struct binxml_form *form;
    struct binxml_values values;
    const char *why = NULL;
    unsigned opened = 0;
    arena_reset(&arena);
    memset(block, 0x0f, sizeof block); /* fragment headers all the way */
    binxml_begin(&xml, all, &places, &arena);
    for (size_t i = 0; i < 100; i++) {
        char *at = block + 60000;
        const char instance[14] = { 0x0c, 1 };
        memcpy(at, instance, sizeof instance);
        at[6] = (char)(i * 24);
        at[7] = (char)(i * 24 >> 8);
        const char size[4] = { 0, (char)0xc0, 0, 0 };
        memcpy(block + i * 24 + 20, size, 4);
        why = binxml_open(&xml, 60000, 60014, FILE_ITSELF, &form, &values);
        opened += why == NULL;
    }
    OK(opened == 2 && why != NULL, "templates that lie over each other are walked twice, no more");
    OK(xml.work <= 2u * 65536u, "and the others are not");
}

int main(void)
{
    struct error err;
    if (arena_init(&arena, 65536, &err) != STATUS_OK)
        return 1;
    test_types();
    test_shapes();
    test_damage();
    test_behind_the_end();
    test_blocks();
    test_hostile();
    test_cut_within();
    test_name_at_the_end();
    test_overlapping();
    evtx_writer_done(&writer);
    arena_done(&arena);
    return tap_done();
}
