/* model_names.c - names of classes are said and read back; a batch counts what it cannot keep. */
#include "core/model/incident.h"
#include "core/model/own.h"
#include "core/model/record.h"
#include "help.h"

static void test_names(void)
{
    bool ok = true;
    for (int i = 0; i < OUTCOME_COUNT; i++) {
        enum outcome got = OUTCOME_COUNT;
        ok &= outcome_from_name(text(outcome_name((enum outcome)i)), &got) && got == (enum outcome)i;
    }
    OK(ok, "every outcome reads back");
    for (int i = 0; i <= SEVERITY_CRITICAL; i++) {
        enum severity got = SEVERITY_INFO;
        ok &= severity_from_name(text(severity_name((enum severity)i)), &got) && got == (enum severity)i;
    }
    OK(ok, "every severity reads back");
    enum outcome out = OUTCOME_LOCKED;
    OK(!outcome_from_name(LIT("okay"), &out) && !outcome_from_name(LIT("OK"), &out) && out == OUTCOME_LOCKED,
            "a name that is none says nothing");
    IS(text(outcome_name((enum outcome)200)), "other_failure", "an outcome of no class is never a success");
    IS(text(access_outcome_name((enum access_outcome)200)), "tried", "nor is it access");
    for (int i = 0; i < KIND_COUNT; i++)
        ok &= kind_name((enum incident_kind)i)[0] && kind_title((enum incident_kind)i)[0];
    OK(ok, "every kind has a name and a title");
}

static void test_own(void)
{
    struct ip_net nets[2];
    (void)ip_net_parse(LIT("192.0.2.0/25"), &nets[0]);
    (void)ip_net_parse(LIT("2001:db8::/32"), &nets[1]);
    OK(own_has(nets, 2, ip("192.0.2.127")) && !own_has(nets, 2, ip("192.0.2.128")), "the edge of a network");
    OK(own_has(nets, 2, ip("2001:db8:ffff::1")) && !own_has(nets, 2, ip("2001:db9::1")), "of a long one");
    OK(!own_has(NULL, 0, ip("192.0.2.1")), "nothing is ours unless told");
}

/* Of a batch in which the format itself did not understand twenty records. */
static void test_batch_sources(struct batch *batch)
{
    static const char noisy[] = "noisy", quiet[] = "quiet";
    struct batch_mark mark;
    batch_source(batch, noisy);
    batch_unparsed(batch, 1, 1, 1, "why");
    batch_mark(batch, &mark);
    for (uint32_t i = 0; i < 100; i++)
        batch_unparsed(batch, 1, 1, 1, "why");
    batch_source(batch, quiet);
    batch_unparsed(batch, 7, 1, 1, "why not");
    OK(batch->unparsed == 122 && batch->of[0].unparsed == 20 && batch->of[1].unparsed == 101
                    && batch->of[2].unparsed == 1 && batch->sources == 3,
            "each counts its own");
    OK(batch->sample[batch->sampled - 1].offset == 7 && batch->sample[batch->sampled - 1].of == 2,
            "a noisy one does not hide the others");
    batch_source(batch, noisy);
    OK(batch->now == 1 && batch->sources == 3, "found again");
    batch_back(batch, &mark);
    OK(batch->unparsed == 21 && batch->of[1].unparsed == 1 && batch->sources == 2
                    && batch->of[2].name == NULL,
            "back to the mark");
    static char names[2 * BATCH_SOURCES];
    for (uint32_t i = 0; i < sizeof names; i++) {
        batch_source(batch, &names[i]);
        batch_now(batch)->lines++;
    }
    OK(batch->sources == BATCH_SOURCES && batch->now == 0
                    && batch->of[0].lines == sizeof names - (BATCH_SOURCES - 2),
            "more than there is room for count for the format");
    batch_reset(batch);
    OK(batch->unparsed == 0 && batch->sources == 0 && batch->of[0].lines == 0 && batch->of[0].sampled == 0,
            "nothing is left");
}

static void test_batch(void)
{
    struct record room[1];
    struct batch batch = { .at = room, .cap = 1 };
    memset(room, 0xff, sizeof room);
    struct record *rec = batch_next(&batch);
    OK(rec == room && rec->repeat == 1 && rec->time == 0 && rec->account.len == 0, "a clean record");
    OK(batch_next(&batch) == NULL && batch.count == 1, "a full batch gives none");
    for (uint32_t i = 0; i < 20; i++)
        batch_unparsed(&batch, i, SIZE_MAX, i, "why");
    OK(batch.unparsed == 20 && batch.sampled == BATCH_SAMPLE_OF_ONE, "all are counted, the first are kept");
    OK(batch.sample[7].line == 7 && batch.sample[0].length == UINT32_MAX,
            "as they were, as far as that fits");
    test_batch_sources(&batch);
}

int main(void)
{
    test_names();
    test_own();
    test_batch();
    return tap_done();
}
