/* view_report_big.c [FOLDER] - the report of one incident with 30,000 accounts and sources, and of thirty incidents: its
 * size is bounded, what is left out is said. With a folder the pages are written there, for a browser to look at. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/view/report.h"
#include "incident_sample.h"

#define MANY 30000u
#define DAYS 60u
#define KEPT 200u /* rows of the matrix that incidents keep */

static struct incident_account accounts[MANY];
static struct incident_source sources[MANY];
static char names[MANY][48];
static struct incident_evidence evidence[60];
static uint32_t attempts[DAYS * 24], signed_in[DAYS * 24], stopped[DAYS * 24], locked[DAYS * 24];
static struct matrix_cell cells[KEPT * DAYS];

static void fill_lists(time_us start)
{
    uint64_t seed = 1;
    for (unsigned i = 0; i < MANY; i++) {
        (void)snprintf(names[i], sizeof names[i], "person.%05u@hospital-of-some-town.example", i);
        accounts[i] = (struct incident_account){ .name = names[i],
            .outcome = i < 40 ? ACCESS_GOT_IN
                    : i < 100 ? ACCESS_PASSWORD_KNOWN
                              : ACCESS_TRIED,
            .check = i >= 100 && i < 400,
            .attempts = 1 + (uint32_t)(chance_next(&seed) % 90),
            .first = start,
            .last = start + (time_us)(chance_next(&seed) % (DAYS * 24)) * TIME_HOUR,
            .at = i < 400 ? start + (time_us)(chance_next(&seed) % (DAYS * 24)) * TIME_HOUR : TIME_NONE };
        char addr[64];
        (void)snprintf(addr, sizeof addr, "2001:db8:%x:%x::", i / 500, 0x1000 + i % 500);
        accounts[i].from = ip(addr);
        sources[i] = (struct incident_source){ .key = ip(addr),
            .attempts = 90 - 80 * i / MANY,
            .accounts = 30,
            .successes = i % 900 == 899,
            .asn = 64500 + i % 12,
            .country = "NL",
            .network = "A provider with a long name of its own, Ltd. & Co.",
            .first = start,
            .last = start + TIME_DAY };
    }
}

static struct incident big(void)
{
    static const char *do_now[] = { "Revoke all sessions and reset the passwords.",
        "Keep the logs of these days.", NULL };
    struct incident inc = sample_rich();
    time_us start = sample_time("2026-07-01T05:00:00Z");
    uint64_t seed = 7;
    fill_lists(start);
    for (unsigned h = 0; h < DAYS * 24; h++) {
        attempts[h] = (uint32_t)(chance_next(&seed) % 1000);
        signed_in[h] = h % 97 == 3;
        stopped[h] = h % 53 == 5;
        locked[h] = h % 24 == 9 ? attempts[h] / 20 : 0;
    }
    for (unsigned i = 0; i < KEPT * DAYS; i++)
        cells[i] = (struct matrix_cell){ (uint32_t)(chance_next(&seed) % 30),
            (uint8_t)(chance_next(&seed) % 5) };
    for (unsigned i = 0; i < COUNT(evidence); i++)
        evidence[i] = (struct incident_evidence){ .line = 1000 + i,
            .role = i < 5 ? EVIDENCE_OPENING : EVIDENCE_SAMPLE,
            .file_name = i % 2 ? "logs/2026/07/SignIns_2026-07.json" : "logs/2026/08/SignIns_2026-08.json",
            .sha256 = SAMPLE_SHA256,
            .time = start + i * TIME_HOUR,
            .account = names[i],
            .source = sources[i].key,
            .outcome = OUTCOME_BAD_PASSWORD };
    inc.first_seen = start;
    inc.last_seen = start + DAYS * TIME_DAY - TIME_HOUR;
    inc.opened_at = start + TIME_DAY;
    inc.attempts = 1366000;
    inc.accounts = accounts;
    inc.sources = sources;
    inc.accounts_count = inc.accounts_total = inc.sources_count = inc.sources_total = MANY;
    inc.evidence = evidence;
    inc.evidence_count = COUNT(evidence);
    inc.do_now = do_now;
    inc.per_hour = inc.lane[LANE_ATTEMPTS] = attempts;
    inc.lane[LANE_OK] = signed_in;
    inc.lane[LANE_STOPPED] = stopped;
    inc.lane[LANE_LOCKED] = locked;
    inc.hours = DAYS * 24;
    inc.matrix = cells;
    inc.matrix_days = DAYS;
    inc.matrix_rows = KEPT;
    inc.networks = 812;
    inc.max_tries_per_account_day = 29;
    return inc;
}

static void keep(const char *folder, const char *name, const struct out *out)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    bool ok = file != NULL && fwrite(out->at, 1, out->len, file) == out->len;
    if (file != NULL)
        ok = fclose(file) == 0 && ok;
    OK(ok, path);
}

static struct out report_of(const struct incidents *all, enum paper_form form, const char *what)
{
    struct out out = { 0 };
    struct timespec a, b;
    struct paper p = { .out = &out, .form = form, .screen = { .width = 100 } };
    const struct report_options options = { .version = "9.9", .mark = "TLP:AMBER+STRICT" };
    clock_gettime(CLOCK_MONOTONIC, &a);
    view_report(&p, all, &options);
    clock_gettime(CLOCK_MONOTONIC, &b);
    printf("# %s: %zu kB in %.0f ms\n", what, out.len / 1000,
            (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6);
    return out;
}

static bool has(const struct out *out, const char *words)
{
    struct slice all = { out->at, out->len };
    return slice_find_slice(all, text(words)) < all.len;
}

static void test_big(const char *folder)
{
    struct incident inc = big();
    struct incidents all = { .at = &inc, .count = 1 };
    all.summary = (struct summary){ .first = inc.first_seen,
        .last = inc.last_seen,
        .signins = 9000000,
        .accounts = 31000,
        .days = 60,
        .inputs = 2 };
    struct out page = report_of(&all, PAPER_HTML, "30,000 accounts and sources, a page");
    struct out mark = report_of(&all, PAPER_MARKDOWN, "Markdown");
    struct out words = report_of(&all, PAPER_TEXT, "text");
    OK(!page.failed && page.len < 5000000, "a page of less than 5 MB");
    OK(mark.len < 5000000 && words.len < 5000000, "... the other forms too");
    OK(has(&page, "100 of 30,000 accounts by day"), "how many accounts are shown");
    OK(has(&page, "29,900"), "... and how many are not");
    OK(has(&words, "29,900 accounts. All of them: \"cordon scan --format jsonl PATH...\""),
            "... and what lists them");
    OK(has(&page, "person.00099@"), "all whose password is known");
    OK(has(&page, "2001:db8:1:118f::/64"), "a source from which somebody got in, though others tried more");
    OK(!has(&page, "person.00400@"), "not one that was only tried");
    if (folder != NULL)
        keep(folder, "big.html", &page);
    out_done(&page);
    out_done(&mark);
    out_done(&words);
}

static void test_thirty(const char *folder)
{
    static struct incident at[90];
    struct incidents all = { .at = at, .count = 30 };
    for (unsigned i = 0; i < COUNT(at); i++) {
        at[i] = big();
        at[i].accounts_count = at[i].accounts_total = at[i].sources_count = at[i].sources_total = 3000;
        at[i].severity = i < 5 ? SEVERITY_CRITICAL : i < 15 ? SEVERITY_HIGH : SEVERITY_MEDIUM;
        (void)snprintf(at[i].id, sizeof at[i].id, "INC-%010u", i);
    }
    all.summary = (struct summary){
        .first = at[0].first_seen, .last = at[0].last_seen, .signins = 9000000, .days = 60
    };
    struct out page = report_of(&all, PAPER_HTML, "thirty incidents");
    OK(!page.failed && page.len < 8000000, "thirty incidents: less than 8 MB");
    OK(has(&page, "30 incidents"), "a table of them");
    OK(has(&page, "<h2 id=\"INC-0000000029\">"), "the last is told in full");
    if (folder != NULL)
        keep(folder, "thirty.html", &page);
    out_done(&page);
    all.count = COUNT(at);
    page = report_of(&all, PAPER_HTML, "ninety incidents");
    OK(has(&page, "INC-0000000089") && !has(&page, "<h2 id=\"INC-0000000089\">"),
            "of ninety the last stand in the table");
    OK(has(&page, "cordon report INC PATH..."), "... and how to get them");
    out_done(&page);
}

/* Nothing of the input, and the words of attackers. */
static void test_others(const char *folder)
{
    struct incidents all = sample_incidents(),
                     none = { .summary = { .first = TIME_NONE, .last = TIME_NONE } };
    all.summary = (struct summary){ .first = TIME_NONE, .last = TIME_NONE, .signins = 1 };
    struct out page = report_of(&all, PAPER_HTML, "hostile names"),
               empty = report_of(&none, PAPER_HTML, "nothing");
    OK(!page.failed && !empty.failed, "names of attackers, and nothing at all");
    if (folder != NULL) {
        keep(folder, "hostile.html", &page);
        keep(folder, "empty.html", &empty);
    }
    out_done(&page);
    out_done(&empty);
}

int main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : NULL;
    test_big(folder);
    test_thirty(folder);
    test_others(folder);
    return tap_done();
}
