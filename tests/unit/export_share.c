/* export_share.c - what is given away: whole, the same each time, bounded, and without a name unless asked. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/export/share.h"
#include "core/wire/json.h"

#include "incident_sample.h"

#define INSTITUTE "St Example Institute"

static const char *const shares[] = { "stix", "misp", "navigator" };

static struct exporting with(bool names)
{
    return (struct exporting){
        .version = "1.2.3", .organisation = INSTITUTE, .tlp = TLP_AMBER_STRICT, .names = names
    };
}

static struct out written(const char *form, const struct incidents *all, const struct exporting *x)
{
    struct out out = { 0 };
    form_named(form)->incidents(&out, all, x);
    out_bytes(&out, (struct slice){ "", 1 }); /* to be searched as a text */
    return out;
}

static bool has(const struct out *out, const char *what)
{
    return !out->failed && strstr(out->at, what) != NULL;
}

static size_t times(const struct out *out, const char *what)
{
    size_t n = 0;
    for (const char *at = out->at; at != NULL && (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

static bool take_one(void *ctx, struct json_value values[JSON_SLOTS])
{
    (void)ctx;
    (void)values; /* MISP's answer is a container, where there may be none */
    return true;
}

/* Whether it is one JSON object, by a parser that refuses what is not. */
static bool is_json(struct out *out)
{
    static const struct json_path paths[] = { { "type", 0 } };
    struct json_plan *plan = NULL;
    struct arena scratch = { 0 };
    struct error err;
    size_t len = out->len - 1;
    bool ok = json_plan_new(paths, 1, &plan, &err) == STATUS_OK
            && arena_init(&scratch, len + LIMIT_PADDING, &err) == STATUS_OK;
    for (size_t i = 0; i < LIMIT_PADDING; i++)
        out_bytes(out, (struct slice){ "", 1 });
    ok = ok && !out->failed && json_read(plan, (struct slice){ out->at, len }, &scratch, take_one, NULL);
    json_plan_free(&plan);
    arena_done(&scratch);
    return ok;
}

/* ---- all three ---- */

static void test_whole_and_same(void)
{
    struct incidents all = sample_incidents(), none = { 0 };
    for (size_t i = 0; i < 2 * COUNT(shares); i++) {
        struct exporting x = with(i % 2);
        struct out a = written(shares[i / 2], &all, &x), b = written(shares[i / 2], &all, &x);
        struct out empty = written(shares[i / 2], &none, &x);
        OK(!a.failed && a.len == b.len && memcmp(a.at, b.at, a.len) == 0, "the same bytes");
        OK(is_json(&a), "hostile texts stay JSON");
        OK(is_json(&empty), "nothing is JSON too");
        OK(form_named(shares[i / 2])->shares, "it is for giving away");
        out_done(&a);
        out_done(&b);
        out_done(&empty);
    }
}

/* The names stand where names can stand: title, reasons, counters, advice and what the logs cannot tell. */
static struct incident full_of_names(void)
{
    static const char *said[] = { "zq-secret tells it", NULL };
    static struct incident_reason reasons[2];
    static struct incident_counter counters[1];
    static struct incident_account accounts[4];
    static struct incident_evidence evidence[1];
    struct incident inc = sample_rich();
    for (size_t i = 0; i < COUNT(accounts); i++) {
        accounts[i] = inc.accounts[i];
        accounts[i].name = i % 2 ? "zq-secret" : "zq-secret@institute.example";
    }
    for (size_t i = 0; i < COUNT(reasons); i++) {
        reasons[i] = inc.reasons[i];
        reasons[i].text = reasons[i].how = said[0];
    }
    counters[0] = (struct incident_counter){ "cold-start", said[0] };
    evidence[0] = inc.evidence[0];
    evidence[0].account = evidence[0].file_name = "zq-secret";
    inc.accounts = accounts;
    inc.reasons = reasons;
    inc.counters = counters;
    inc.evidence = evidence;
    inc.evidence_count = 1;
    inc.title = said[0];
    inc.organisation = "zq-secret-tenant";
    inc.do_now = inc.benign_if = inc.unseen = said;
    return inc;
}

static void test_names(void)
{
    struct incident inc = full_of_names();
    struct incidents all = { .at = &inc, .count = 1 };
    for (size_t i = 0; i < COUNT(shares); i++) {
        struct exporting without = with(false), named = with(true);
        struct out a = written(shares[i], &all, &without), b = written(shares[i], &all, &named);
        OK(!has(&a, "zq-secret"), "no name unless it is asked for");
        OK(!has(&a, "198.51.100.77"), "nor where somebody who is to be asked signed in from");
        OK(has(&b, "zq-secret"), "names when they are asked for");
        OK(has(&a, "1122"), "the numbers in any case");
        out_done(&a);
        out_done(&b);
    }
}

/* A stale password in a loop is known at home and given to nobody. */
static void test_at_home(void)
{
    static const char *const forms_to_give[] = { "stix", "misp", "navigator" };
    struct incident inc = sample_rich();
    struct exporting x = with(true);
    inc.severity = SEVERITY_INFO;
    struct incidents all = { .at = &inc, .count = 1 };
    EACH(i, forms_to_give)
    {
        struct out out = written(forms_to_give[i], &all, &x);
        OK(!has(&out, inc.id), forms_to_give[i]);
        out_done(&out);
    }
}

static void test_untitled(void)
{
    struct incident inc = sample_empty();
    inc.severity = SEVERITY_LOW;
    struct incidents all = { .at = &inc, .count = 1 };
    struct exporting x = with(true);
    struct out stix = written("stix", &all, &x), misp = written("misp", &all, &x);
    OK(has(&stix, "\"name\":\"Stale password in a loop: 0 attempts"), "who has no title gets one");
    OK(has(&misp, "\"info\":\"Stale password in a loop: 0 attempts"), "in MISP too");
    OK(!has(&stix, "\\n\"") && !has(&misp, "\\n\""), "no text ends by an end of line");
    out_done(&stix);
    out_done(&misp);
}

/* ---- one by one ---- */

static void test_stix(void)
{
    struct incident inc = sample_rich();
    struct incidents all = { .at = &inc, .count = 1 };
    struct exporting x = with(false);
    struct out out = written("stix", &all, &x);
    OK(has(&out, "\"determination\":\"confirmed\""), "who got in is confirmed");
    OK(has(&out, "\"tlp_2_0\":\"amber+strict\""), "the label is there");
    OK(has(&out, "\"created\":\"2026-11-09T02:31:07.000Z\",\"modified\":\"2026-11-10T03:12:44.250Z\""),
            "when");
    OK(has(&out, "[ipv4-addr:value = '203.0.113.7']"), "a sure source is an indicator");
    OK(!has(&out, "2001:db8:1:2"), "one that may be a home is not told");
    OK(has(&out, "left out because others may be at home there: 1"), "... and counted");
    OK(has(&out, "\"valid_until\":\"2026-12-10T03:12:44.000Z\""), "for thirty days");
    OK(has(&out, "\"confidence\":98"), "no surer than the list");
    OK(has(&out, "ipv4-addr--9ddd739e-87b1-587d-83f2-62ef1130af2f"), "the address has everybody's id");
    OK(has(&out, "attack-pattern--692074ae-bb62-4a5e-a735-02cb6bde458c"), "the technique is MITRE's");
    OK(!has(&out, "\"type\":\"attack-pattern\""), "... and not made again");
    OK(has(&out, "intrusion-set--bef4c620-0787-42a8-a96d-b7eb6e85917c"), "likeness is related");
    OK(!has(&out, "attributed-to"), "... never attributed");
    OK(!has(&out, "user-account"), "no account");
    out_done(&out);
}

static void test_stix_more(void)
{
    struct incident inc[2] = { sample_rich(), sample_rich() };
    struct incidents all = { .at = inc, .count = 2 };
    struct exporting x = with(true);
    memcpy(inc[1].id, "INC-OTHER00000", sizeof "INC-OTHER00000");
    struct out out = written("stix", &all, &x);
    OK(times(&out, "\"type\":\"ipv4-addr\"") == 1, "an address of two incidents is one object");
    OK(times(&out, "\"type\":\"identity\"") == 1, "and so is the reporter");
    OK(times(&out, "\"type\":\"user-account\"") == 3, "accounts: got in, known, to check");
    out_done(&out);

    inc[0].organisation = x.organisation = "";
    inc[0].playbooks[0].similarity = 0.49;
    out = written("stix", &all, &x);
    OK(times(&out, "\"type\":\"identity\"") == 2, "who gives no name is not taken for another");
    OK(!has(&out, "intrusion-set--"), "little likeness is not related");
    out_done(&out);

    all.count = 0;
    out = written("stix", &all, &x);
    OK(times(&out, "\"type\":\"marking-definition\"") == 1,
            "nothing has a label too: an empty list is not allowed");
    out_done(&out);
}

static void test_misp(void)
{
    struct incident inc = sample_rich();
    struct incidents all = { .at = &inc, .count = 1 };
    struct exporting x = with(false);
    struct out out = written("misp", &all, &x);
    OK(has(&out, "{\"response\":[{\"Event\":{\"uuid\":"), "as a server lists them");
    OK(has(&out, "tlp:amber+strict"), "the label is there");
    OK(has(&out, "misp-galaxy:mitre-attack-pattern=\\\"Password Spraying - T1110.003\\\""),
            "techniques by name");
    OK(has(&out, "\"value\":\"203.0.113.7\",\"to_ids\":true"), "a sure source is to be matched");
    OK(times(&out, "\"to_ids\":true") == 1, "and nothing else");
    OK(!has(&out, "2001:db8:1:2"), "one that may be a home is not told");
    OK(has(&out, "\"template_uuid\":\"9b39afe0-9809-4fe0-8a0b-4cec2b140dd2\",\"template_version\":\"4\""),
            "template");
    OK(has(&out, "\"distribution\":\"0\""), "no wider than the label");
    out_done(&out);
}

static void test_navigator(void)
{
    struct incident inc[2] = { sample_rich(), sample_rich() };
    struct incidents all = { .at = inc, .count = 2 };
    struct exporting x = with(false);
    struct out out = written("navigator", &all, &x);
    OK(has(&out, "\"techniqueID\":\"T1110.003\",\"score\":2"), "the score is how many");
    OK(has(&out, "\"techniqueID\":\"T1110\",\"showSubtechniques\":true"), "the parent is unfolded");
    OK(times(&out, "\"techniqueID\"") == 3, "once");
    OK(has(&out, "\"versions\":{\"attack\":\"19\",\"navigator\":\"5.1.0\",\"layer\":\"4.5\"}"), "versions");
    OK(!has(&out, "\"tactic\""), "no tactic");
    out_done(&out);
}

/* ---- what is picked, and how much ---- */

static void test_pick(void)
{
    static struct incident_source sources[6];
    struct incident inc = sample_rich();
    struct share_pick pick;
    EACH(i, sources)
    sources[i] = (struct incident_source){ .probability = 0.95, .attempts = 3 };
    sources[0].key = ip("198.51.100.5");
    sources[1].key = ip("198.51.100.4");
    sources[2].key = ip("198.51.100.3");
    sources[2].probability = 1;
    sources[3].key = ip("10.1.2.3");
    sources[4].key = ip("198.51.100.2");
    sources[4].probability = NAN;
    sources[5].key = ip("198.51.100.1");
    sources[5].probability = 0.89;
    inc.sources = sources;
    inc.sources_count = inc.sources_total = COUNT(sources);
    share_pick(&inc, &pick);
    OK(pick.count == 3 && pick.sure == 3 && pick.unsure == 2 && pick.inside == 1, "all are counted");
    OK(pick.at[0] == 2 && pick.at[1] == 1 && pick.at[2] == 0, "likeliest first, then by address");
    sources[1].people = 1;
    share_pick(&inc, &pick);
    OK(pick.count == 2 && pick.own == 1, "an address from which own people sign in is not given away");
    sources[1].people = 0;
    inc.kind = KIND_STALE_CREDENTIAL;
    share_pick(&inc, &pick);
    OK(pick.count == 0 && pick.unsure == 5, "a stale password is nobody's reason to block");
    inc.kind = KIND_ACCOUNT_TAKEOVER;
    inc.outcome = ACCESS_TRIED;
    share_pick(&inc, &pick);
    OK(pick.count == 0, "nor is an emergency account that its holder may have used");
}

#define MANY 30000u

static void test_many(void)
{
    struct incident inc = sample_rich();
    struct incidents all = { .at = &inc, .count = 1 };
    struct exporting x = with(true);
    struct incident_source *sources = calloc(MANY, sizeof *sources);
    struct incident_account *accounts = calloc(MANY, sizeof *accounts);
    for (uint32_t i = 0; sources != NULL && accounts != NULL && i < MANY; i++) {
        sources[i] = (struct incident_source){ .key = ip("198.18.0.0"), .attempts = i, .asn = 64500 + i % 9 };
        sources[i].key.b[14] = (uint8_t)(i >> 8);
        sources[i].key.b[15] = (uint8_t)i;
        sources[i].probability = 0.9 + i * 1e-6; /* the worst order: each is before all others */
        accounts[i] = (struct incident_account){ .name = "u", .outcome = ACCESS_GOT_IN, .at = TIME_NONE };
    }
    inc.sources = sources;
    inc.accounts = accounts;
    inc.sources_count = inc.sources_total = inc.accounts_count = inc.accounts_total = MANY;
    EACH(i, shares)
    {
        clock_t before = clock();
        struct out out = written(shares[i], &all, &x);
        double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
        printf("# %s: %zu kB in %.3f s\n", shares[i], out.len / 1000, seconds);
        OK(!out.failed && out.len < 4000000, "30,000 of each are bounded");
        OK(i == 2 || has(&out, "500 of 30000 listed, the likeliest of 30000"), "what is left out is told");
        out_done(&out);
    }
    free(sources);
    free(accounts);
}

int main(void)
{
    test_whole_and_same();
    test_names();
    test_at_home();
    test_untitled();
    test_stix();
    test_stix_more();
    test_misp();
    test_navigator();
    test_pick();
    test_many();
    return tap_done();
}
