/* parse_evtx.c - event logs as sign-ins: cut at every byte, damaged, and what stands where. */
#include <stdlib.h>

#include "core/parse/windows_formats.h"
#include "core/wire/le.h"
#include "evtx/writer.h"
#include "help.h"

#define AT(second) "time=2026-11-10T02:10:" second "Z\n"
#define FAILED(second)                                                                                       \
    "id=4625\n" AT(second) "TargetUserName=j.meier\nTargetDomainName=INSTITUTE\nTargetUserSid:sid=S-1-0-0\n" \
                           "Status:hex32=0xc000006d\nSubStatus:hex32=0xc000006a\nLogonType:u32=3\n"          \
                           "IpAddress=192.0.2.7\nIpPort=50123\n\n"

#define PLAIN "TargetUserName=x\nIpAddress=192.0.2.7\nSubStatus=0xc000006a\n"

static struct evtx_writer writer;
static struct batch batch;

static struct slice file_of(const char *events)
{
    evtx_writer_begin(&writer);
    if (!OK(evtx_from_text(&writer, text(events)) == NULL, "the events are written"))
        exit(1);
    return evtx_writer_end(&writer);
}

/* Parses all of a copy of just that size (and the padding), so that the address sanitizer sees more. */
static void parse(struct slice file)
{
    char *copy = malloc(file.len + LIMIT_PADDING);
    struct slice all = { copy, file.len };
    memcpy(copy, file.at, file.len);
    struct batch sum = { 0 };
    size_t used = 0, n = 1;
    for (; used < file.len && n > 0; used += n) {
        batch_reset(&batch);
        n = evtx_format.parse(NULL, slice_skip(all, used), used, &batch);
        sum.signins += batch.signins;
        sum.irrelevant += batch.irrelevant;
        sum.unparsed += batch.unparsed;
    }
    if (n == 0)
        OK(false, "all is taken");
    batch.signins = sum.signins;
    batch.irrelevant = sum.irrelevant;
    batch.unparsed = sum.unparsed;
    free(copy); /* no text may point into it */
}

static size_t whole_records(struct slice file, size_t cut)
{
    size_t n = 0;
    for (size_t block = EVTX_HEADER; block < file.len; block += EVTX_BLOCK) {
        size_t at = block + EVTX_BLOCK_HEAD, len;
        while (at + 8 < block + EVTX_BLOCK && (len = le32(file.at + at + 4)) > 0) {
            at += len;
            n += at <= cut;
        }
    }
    return n;
}

/* All records before the cut are read, nothing is read behind it, and where one is cut that is told. */
static void test_cut(void)
{
    struct slice file = file_of(FAILED("01") FAILED("02") FAILED("03") FAILED("04"));
    bool all = true, told = true, clean = true;
    size_t records = EVTX_HEADER + le32(file.at + EVTX_HEADER + 48);
    for (size_t cut = 1; cut < file.len; cut += cut < records + 64 && cut >= EVTX_HEADER ? 1 : 31) {
        parse(slice_first(file, cut));
        size_t want = whole_records(file, cut);
        all = all && batch.signins == want;
        told = told && (cut >= records || cut < EVTX_HEADER + 8 || batch.unparsed == 1);
        clean = clean && (cut < records || batch.unparsed == 0);
    }
    OK(all, "cut at every byte, all whole records are read");
    OK(told, "that something is missing is told");
    OK(clean, "where only free space is cut off nothing is missing");
    evtx_writer_done(&writer);
}

static void test_blocks(void)
{
    struct evtx_event event = { .id = 4625,
        .provider = LIT("Microsoft-Windows-Security-Auditing"),
        .computer = LIT("dc1.institute.example"),
        .time = 1790000000 * TIME_SECOND,
        .count = 3,
        .fields = { { LIT("SubStatus"), 1, LIT("0xc000006a") }, { LIT("TargetUserName"), 1, LIT("j.meier") },
                { LIT("IpAddress"), 1, LIT("192.0.2.7") } } };
    evtx_writer_begin(&writer);
    for (unsigned i = 0; i < 2000; i++)
        (void)evtx_writer_add(&writer, &event);
    struct slice file = evtx_writer_end(&writer);
    OK(writer.blocks > 5, "many blocks");
    parse(file);
    OK(batch.signins == 2000 && batch.unparsed == 0, "records of many blocks");
    parse(slice_skip(file, EVTX_HEADER));
    OK(batch.signins == 2000 && batch.unparsed == 0, "blocks without a header");
    memset(writer.file.at, 0xee, 512);
    parse(file);
    OK(batch.signins == 2000, "a header of rubbish");
    memset(writer.file.at + EVTX_HEADER + EVTX_BLOCK, 0, EVTX_BLOCK);
    parse(file);
    OK(batch.signins < 2000 && batch.signins > 1600 && batch.unparsed == 0, "a block of zeros in the middle");
    memset(writer.file.at + EVTX_HEADER + EVTX_BLOCK, 0x55, EVTX_BLOCK);
    parse(file);
    OK(batch.signins > 1600 && batch.unparsed == 1, "a block of rubbish");
    evtx_writer_done(&writer);
}

/* What one record takes from the file: where it stands, its number, its time. */
static void test_record(void)
{
    struct slice file = file_of("id=4625\nrecord=4711\npid=612\n" AT(
            "03.25") "TargetUserName=j.meier\nIpAddress=192.0.2.7\nIpPort=50123\nSubStatus=0xc000006a\n");
    parse(file);
    if (OK(batch.signins == 1, "one sign-in")) {
        const struct record *rec = &batch.at[0];
        OK(rec->offset == EVTX_HEADER + EVTX_BLOCK_HEAD, "a row is the record where it stands");
        OK(rec->length == le32(file.at + rec->offset + 4), "as long as it says");
        OK(rec->line == 4710, "its line is its number");
        OK(rec->time % TIME_MINUTE == 3250000 && rec->flags == ACCOUNT_NO_CASE, "its time is UTC");
        IS(rec->account, "j.meier", "its account");
        IS(rec->host, "dc1.institute.example", "its machine");
        OK(ip_eq(rec->source, ip("192.0.2.7")) && rec->port == 50123, "its source");
    }
    evtx_writer_done(&writer);
}

static const struct {
    const char *name, *event;
    uint64_t signins, irrelevant, unparsed;
} events[] = {
    { "another number", "id=4688\n" AT("00") "TargetUserName=x\n", 0, 1, 0 },
    { "another provider", "id=4625\nprovider=Elsewhere\n" AT("00") "TargetUserName=x\nIpAddress=192.0.2.7\n",
            0, 1, 0 },
    { "the provider in the template", "id=4625\nliteral=1\n" AT("00") PLAIN, 1, 0, 0 },
    { "a record number beyond 32 bits", "id=4625\nrecord=99999999999\n" AT("00") PLAIN, 1, 0, 0 },
    { "an event without a template", "id=4625\nshape=direct\n" AT("00") PLAIN, 1, 0, 0 },
    { "data without a template", "id=4625\nshape=element\n" AT("00") PLAIN, 1, 0, 0 },
    { "the same number of another provider behind it",
            "id=4625\n" AT("00") PLAIN "\nid=4625\nprovider=Elsewhere\n" AT("01") PLAIN, 1, 1, 0 },
    { "and before it", "id=4625\nprovider=Elsewhere\n" AT("00") PLAIN "\nid=4625\n" AT("01") PLAIN, 1, 1, 0 },
    { "free data in an array",
            "id=18456\nshape=classic\nprovider=MSSQLSERVER\n" AT(
                    "00") "=sa\n= Reason: Password did not match "
                          "that for the login provided.\n= "
                          "[CLIENT: 192.0.2.7]\n",
            1, 0, 0 },
    { "no time of its own, but that it was written at", "id=4625\nshape=direct\n" AT("00") PLAIN, 1, 0, 0 },
};

static void test_events(void)
{
    EACH(i, events)
    {
        parse(file_of(events[i].event));
        if (!OK(batch.signins == events[i].signins && batch.irrelevant == events[i].irrelevant
                            && batch.unparsed == events[i].unparsed,
                    events[i].name))
            printf("# %u signins, %u irrelevant, %u unparsed: %s\n", (unsigned)batch.signins,
                    (unsigned)batch.irrelevant, (unsigned)batch.unparsed,
                    batch.sampled ? batch.sample[0].why : "");
        evtx_writer_done(&writer);
    }
}

int main(void)
{
    struct error err;
    batch.cap = LIMIT_BATCH;
    batch.at = calloc(batch.cap, sizeof *batch.at);
    if (batch.at == NULL || arena_init(&batch.scratch, LIMIT_SCRATCH, &err) != STATUS_OK)
        return 1;
    test_record();
    test_events();
    test_cut();
    test_blocks();
    arena_done(&batch.scratch);
    free(batch.at);
    return tap_done();
}
