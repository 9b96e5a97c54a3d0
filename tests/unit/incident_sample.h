/* incident_sample.h - incidents made by hand, for tests of what is written of them: a rich one, one of which
 * next to nothing is known, and one whose every text an attacker wrote.
 *
 * Use   struct incidents all = sample_incidents(); its first three are SAMPLE_RICH, _EMPTY and _HOSTILE.
 *       The texts are static; nothing is to be freed.
 */
#pragma once

#include "core/export/export.h"
#include "help.h"

enum { SAMPLE_RICH, SAMPLE_EMPTY, SAMPLE_HOSTILE, SAMPLES };

/* All that an exit must not let through: quotes, ends of lines, markup, a formula, what moves a cursor or
 * turns the direction, a hidden tag, bytes that are no text, CEF's and CSV's own signs. */
#define HOSTILE \
    "=1+1|a\\b\"c'd,e;f=g\th\r\ni<b>\x1b[2J\x7f\xe2\x80\xae\xe2\x80\xa8\xf3\xa0\x81\x81\xff\xc3\xbc"

#define SAMPLE_SHA256 "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static inline time_us sample_time(const char *iso)
{
    struct slice in = text(iso);
    time_us t = TIME_NONE;
    bool zoned;
    (void)take_time_iso(&in, &t, &zoned);
    return t;
}

/* A spray that got in at one account and knows the password of another; a third is to be checked. */
static inline struct incident sample_rich(void)
{
    static struct incident_account accounts[4];
    static struct incident_source sources[2];
    static struct incident_client clients[] = { { "curl/8.5", "Exchange Online", "IMAP4", 7, 0 } };
    static const uint32_t rows[] = { 0, 1 };
    static struct incident_reason reasons[] = {
        { .feature = "unexplained-failures",
                .value = 247,
                .baseline = 1.3,
                .has_baseline = true,
                .unit = "per hour",
                .nats = 12.5,
                .weight = 0.8,
                .text = "247 failures in one hour that nobody can explain; 1.3 are usual.",
                .how = "failures of accounts from sources that were never theirs",
                .rows = rows,
                .rows_count = 2 },
        { .feature = "same-agent",
                .value = 1,
                .unit = "share",
                .nats = 3.1,
                .weight = 0.2,
                .text = "All come with one agent." },
    };
    static struct incident_counter counters[] = { { "cold-start", "Less than two weeks were known." } };
    static const char *fits[] = { "one try an account and hour", NULL };
    static const char *speaks_against[] = { "no Tor exit among the sources", NULL };
    static const char *not_known[] = { "what was read afterwards", NULL };
    static struct incident_playbook playbooks[] = {
        { "strontium-2020", 0.71, fits, speaks_against, not_known }, { "generic", 0.4, fits, NULL, NULL }
    };
    static const char *techniques[] = { "T1110.003", "T1078", NULL };
    static const char *do_now[] = { "Revoke all sessions of j.meier@institute.example.",
        "Keep the logs of these days.", NULL };
    static const char *benign_if[] = { "a test that you ordered", NULL };
    static const char *unseen[] = { "what the account did afterwards", NULL };
    static struct incident_evidence evidence[3];
    static uint32_t per_hour[] = { 3, 0, 247, 872 };

    accounts[0] = (struct incident_account){ .name = "j.meier@institute.example",
        .outcome = ACCESS_GOT_IN,
        .attempts = 3,
        .first = sample_time("2026-11-09T02:10:00Z"),
        .last = sample_time("2026-11-10T03:12:44Z"),
        .at = sample_time("2026-11-10T03:12:44.250Z"),
        .from = ip("203.0.113.7") };
    accounts[1] = (struct incident_account){ .name = "a.roth@institute.example",
        .outcome = ACCESS_PASSWORD_KNOWN,
        .attempts = 2,
        .first = sample_time("2026-11-09T02:11:00Z"),
        .last = sample_time("2026-11-09T04:00:00Z"),
        .at = sample_time("2026-11-09T04:00:00Z"),
        .from = ip("2001:db8:1:2::") };
    accounts[2] = (struct incident_account){ .name = "traveller",
        .check = true,
        .check_rank = 0.62,
        .attempts = 1,
        .first = sample_time("2026-11-09T05:00:00Z"),
        .last = sample_time("2026-11-09T05:00:00Z"),
        .at = sample_time("2026-11-09T09:00:00Z"),
        .from = ip("198.51.100.77") };
    accounts[3] = (struct incident_account){ .name = "nobody",
        .missing = true,
        .attempts = 1,
        .first = sample_time("2026-11-09T05:00:01Z"),
        .last = sample_time("2026-11-09T05:00:01Z"),
        .at = TIME_NONE };
    sources[0] = (struct incident_source){ .key = ip("203.0.113.7"),
        .attempts = 800,
        .accounts = 8,
        .successes = 1,
        .asn = 64500,
        .country = "NL",
        .network = "Example Hosting, Ltd.",
        .probability = 0.99,
        .first = sample_time("2026-11-09T02:10:00Z"),
        .last = sample_time("2026-11-10T03:12:44Z") };
    sources[1] = (struct incident_source){ .key = ip("2001:db8:1:2::"),
        .attempts = 322,
        .accounts = 5,
        .network = "",
        .probability = 0.7,
        .first = sample_time("2026-11-09T02:11:00Z"),
        .last = sample_time("2026-11-09T04:00:00Z") };
    evidence[0] = (struct incident_evidence){ .line = 812,
        .role = EVIDENCE_OPENING,
        .file_name = "logs/signins.json",
        .sha256 = SAMPLE_SHA256,
        .time = sample_time("2026-11-09T02:10:00Z"),
        .account = "a.roth@institute.example",
        .source = ip("203.0.113.7"),
        .outcome = OUTCOME_BAD_PASSWORD };
    evidence[1] = (struct incident_evidence){ .line = 9120,
        .role = EVIDENCE_DECIDING,
        .file_name = "logs/signins.json",
        .sha256 = SAMPLE_SHA256,
        .time = sample_time("2026-11-10T03:12:44.250Z"),
        .account = "j.meier@institute.example",
        .source = ip("203.0.113.7"),
        .outcome = OUTCOME_OK };
    evidence[2] = (struct incident_evidence){ .line = 77, /* could not be read again */
        .role = EVIDENCE_SAMPLE,
        .file_name = "logs/auth.log",
        .time = sample_time("2026-11-09T05:00:01Z"),
        .account = "nobody",
        .source = ip("2001:db8:1:2::"),
        .outcome = OUTCOME_NO_SUCH_ACCOUNT };
    return (struct incident){ .id = "INC-7K2Q9F3MX2",
        .kind = KIND_PASSWORD_SPRAY,
        .severity = SEVERITY_CRITICAL,
        .outcome = ACCESS_GOT_IN,
        .title = "Password spray from many sources: 1 account taken",
        .organisation = "institute.example",
        .first_seen = sample_time("2026-11-09T02:10:00Z"),
        .last_seen = sample_time("2026-11-10T03:12:44.250Z"),
        .opened_at = sample_time("2026-11-09T02:31:07Z"),
        .attempts = 1122,
        .accounts = accounts,
        .accounts_count = COUNT(accounts),
        .accounts_total = COUNT(accounts),
        .sources = sources,
        .sources_count = COUNT(sources),
        .sources_total = COUNT(sources),
        .clients = clients,
        .clients_count = COUNT(clients),
        .clients_total = COUNT(clients),
        .reasons = reasons,
        .reasons_count = COUNT(reasons),
        .counters = counters,
        .counters_count = COUNT(counters),
        .playbooks = playbooks,
        .playbooks_count = COUNT(playbooks),
        .techniques = techniques,
        .evidence = evidence,
        .evidence_count = COUNT(evidence),
        .do_now = do_now,
        .benign_if = benign_if,
        .unseen = unseen,
        .per_hour = per_hour,
        .hours = COUNT(per_hour),
        .expected_impurity = 0.02,
        .networks = 2,
        .max_tries_per_account_day = 1 };
}

/* Nothing but what every incident has; every list is empty, every pointer that may be NULL is. */
static inline struct incident sample_empty(void)
{
    static const char *none[] = { NULL };
    return (struct incident){ .id = "INC-0000000000",
        .kind = KIND_STALE_CREDENTIAL,
        .severity = SEVERITY_INFO,
        .outcome = ACCESS_TRIED,
        .title = "",
        .organisation = "",
        .first_seen = 0,
        .last_seen = 0,
        .opened_at = 0,
        .techniques = none };
}

static inline struct incident sample_hostile(void)
{
    static struct incident_account accounts[] = {
        { .name = HOSTILE, .outcome = ACCESS_GOT_IN, .attempts = 1 },
        { .name = "", .outcome = ACCESS_TRIED, .attempts = 1, .at = TIME_NONE, .first = 0, .last = 0 }
    };
    static struct incident_source sources[] = { { .network = HOSTILE, .attempts = 2, .country = "\"," } };
    static struct incident_client clients[] = { { HOSTILE, HOSTILE, HOSTILE, 1, 0 } };
    static struct incident_reason reasons[] = {
        { .feature = HOSTILE, .unit = HOSTILE, .text = HOSTILE, .value = NAN, .nats = INFINITY }
    };
    static struct incident_counter counters[] = { { HOSTILE, HOSTILE } };
    static const char *list[] = { HOSTILE, NULL };
    static struct incident_playbook playbooks[] = { { HOSTILE, NAN, list, list, list } };
    static const char *techniques[] = { "T1110.001", HOSTILE, NULL };
    static struct incident_evidence evidence[] = { { .line = UINT64_MAX,
            .role = EVIDENCE_DECIDING,
            .file_name = HOSTILE,
            .account = HOSTILE,
            .outcome = OUTCOME_OK } };
    accounts[0].from = ip("198.51.100.9");
    sources[0].key = ip("198.51.100.9");
    return (struct incident){ .id = "INC-HHHHHHHHHH",
        .kind = KIND_BRUTE_FORCE,
        .severity = SEVERITY_HIGH,
        .outcome = ACCESS_GOT_IN,
        .title = HOSTILE,
        .organisation = HOSTILE,
        .first_seen = sample_time("2026-11-09T02:10:00Z"),
        .last_seen = sample_time("2026-11-09T02:10:01Z"),
        .opened_at = sample_time("2026-11-09T02:10:01Z"),
        .attempts = 2,
        .accounts = accounts,
        .accounts_count = COUNT(accounts),
        .accounts_total = COUNT(accounts),
        .sources = sources,
        .sources_count = COUNT(sources),
        .sources_total = COUNT(sources),
        .clients = clients,
        .clients_count = COUNT(clients),
        .clients_total = COUNT(clients),
        .reasons = reasons,
        .reasons_count = COUNT(reasons),
        .counters = counters,
        .counters_count = COUNT(counters),
        .playbooks = playbooks,
        .playbooks_count = COUNT(playbooks),
        .techniques = techniques,
        .evidence = evidence,
        .evidence_count = COUNT(evidence),
        .do_now = list,
        .benign_if = list,
        .unseen = list };
}

static inline struct incidents sample_incidents(void)
{
    static struct incident at[SAMPLES];
    at[SAMPLE_RICH] = sample_rich();
    at[SAMPLE_EMPTY] = sample_empty();
    at[SAMPLE_HOSTILE] = sample_hostile();
    return (struct incidents){ .at = at, .count = SAMPLES };
}
