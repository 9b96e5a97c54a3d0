/* hospital.h - an incident at a made-up hospital, for tests of what is written about one.
 *
 * Told in words: from Monday 2 November 2026, 01:00, three addresses tried passwords at seven names. On Tuesday at
 * 02:10 one of them signed in as j.meier; at 02:20 the password of a.rossi was right and a second factor stopped
 * it. k.novak signed in from a new place meanwhile, which may have been k.novak. b.lee and root were only tried;
 * glass is kept for emergencies and was tried; pfister2 is nobody. From 198.51.100.20 five people of the hospital
 * sign in as well.
 */
#pragma once

#include "core/view/matter.h"
#include "help.h"

#define AT(day, hour, minute) \
    ((time_us)(1793577600 + ((day)-2) * 86400 + (hour)*3600 + (minute)*60) * TIME_SECOND)

struct hospital {
    struct incident_account accounts[7];
    struct incident_source sources[3];
    struct incident_client clients[2];
    struct incident_reason reasons[2];
    struct incident_counter counters[2];
    struct incident_playbook playbook;
    struct incident_evidence evidence[2];
    const char *techniques[3], *do_now[3], *benign_if[2], *for_[2], *against[2], *unknown[2];
    struct incident inc;
    struct summary sum;
    struct matter matter;
};

static inline void hospital_accounts(struct hospital *h)
{
    const struct incident_account accounts[7] = {
        { .name = "j.meier@hospital.example", .outcome = ACCESS_GOT_IN, .attempts = 9, .at = AT(3, 2, 10) },
        { .name = "a.rossi@hospital.example",
                .outcome = ACCESS_PASSWORD_KNOWN,
                .attempts = 8,
                .at = AT(3, 2, 20) },
        { .name = "glass@hospital.example", .emergency = true, .attempts = 3, .at = TIME_NONE },
        { .name = "k.novak@hospital.example", .check = true, .attempts = 7, .at = AT(3, 7, 45) },
        { .name = "b.lee@hospital.example", .attempts = 7, .at = TIME_NONE },
        { .name = "pfister2@hospital.example", .missing = true, .attempts = 6, .at = TIME_NONE },
        { .name = "root", .attempts = 5, .at = TIME_NONE },
    };
    memcpy(h->accounts, accounts, sizeof accounts);
    for (size_t i = 0; i < COUNT(accounts); i++) {
        h->accounts[i].first = AT(2, 1, 0);
        h->accounts[i].last = AT(3, 4, 0);
        h->accounts[i].from = ip("203.0.113.7");
    }
}

static inline void hospital_sources(struct hospital *h)
{
    static const struct {
        const char *ip, *country;
        uint32_t attempts, accounts, people, asn;
        double probability;
    } rows[] = { { "203.0.113.7", "NL", 25, 7, 1, 64500, 1 },
        { "2001:db8:1:2::9", "SE", 12, 5, 0, 64501, 0.98 }, { "198.51.100.20", "", 8, 4, 5, 0, 0.91 } };
    EACH(i, rows)
    {
        struct incident_source *s = &h->sources[i];
        *s = (struct incident_source){ .key = ip_source_key(ip(rows[i].ip)),
            .attempts = rows[i].attempts,
            .accounts = rows[i].accounts,
            .people = rows[i].people,
            .asn = rows[i].asn,
            .network = "",
            .probability = rows[i].probability };
        memcpy(s->country, rows[i].country, strlen(rows[i].country) + 1);
    }
}

static inline void hospital_story(struct hospital *h)
{
    h->clients[0] = (struct incident_client){ "python-requests/2.32", "Office 365 Exchange Online", "IMAP4",
        40, 0 };
    h->clients[1] = (struct incident_client){ "Thunderbird of J.Meier", "Office 365 Exchange Online", "IMAP4",
        5, 9 };
    h->reasons[0] = (struct incident_reason){ .feature = "accounts-a-day",
        .text = "6 different accounts a day failed from an unfamiliar source; 0.2 a day is usual here." };
    h->reasons[1] = (struct incident_reason){ .feature = "emergency-account-tried",
        .text = "3 tries at an emergency account (glass@hospital.example)." };
    h->counters[0] = (struct incident_counter){ "please-check",
        "1 attacked account signed in from a new place meanwhile." };
    h->counters[1] = (struct incident_counter){ "please-check", "k.novak@hospital.example travels often." };
    h->for_[0] = "most accounts saw one try a day";
    h->against[0] = "an address tried more than one a day";
    h->unknown[0] = "the log does not tell the device";
    h->playbook = (struct incident_playbook){ "example-2020", 0.62, h->for_, h->against, h->unknown };
    h->techniques[0] = "T1110.003";
    h->techniques[1] = "T1078";
    h->do_now[0] = "Reset the password of j.meier@hospital.example.";
    h->do_now[1] = "Keep the logs of these days.";
    h->benign_if[0] = "a test that you ordered";
    for (size_t i = 0; i < 2; i++) {
        h->evidence[i] = (struct incident_evidence){ .file_name = "SignIns.json",
            .line = 812 + i,
            .role = i == 0 ? EVIDENCE_OPENING : EVIDENCE_DECIDING,
            .account = h->accounts[i].name };
        memset(h->evidence[i].sha256, i == 0 ? 'a' : 'b', 64);
    }
}

static inline void hospital(struct hospital *h)
{
    *h = (struct hospital){
        .sum = { .first = AT(1, 0, 0), .last = AT(4, 23, 59), .days = 3.9, .cold_start = true }
    };
    hospital_accounts(h);
    hospital_sources(h);
    hospital_story(h);
    h->inc = (struct incident){ .id = "INC-7K2Q9F3MX2",
        .kind = KIND_PASSWORD_SPRAY,
        .severity = SEVERITY_CRITICAL,
        .outcome = ACCESS_GOT_IN,
        .title = "Password spray: j.meier@hospital.example taken",
        .organisation = "11111111-2222-4333-8444-555555555555",
        .first_seen = AT(2, 1, 0),
        .last_seen = AT(3, 4, 0),
        .opened_at = AT(2, 1, 35),
        .attempts = 45,
        .accounts = h->accounts,
        .accounts_count = COUNT(h->accounts),
        .accounts_total = COUNT(h->accounts),
        .sources = h->sources,
        .sources_count = COUNT(h->sources),
        .sources_total = COUNT(h->sources),
        .clients = h->clients,
        .clients_count = COUNT(h->clients),
        .clients_total = COUNT(h->clients),
        .reasons = h->reasons,
        .reasons_count = COUNT(h->reasons),
        .counters = h->counters,
        .counters_count = COUNT(h->counters),
        .playbooks = &h->playbook,
        .playbooks_count = 1,
        .techniques = h->techniques,
        .evidence = h->evidence,
        .evidence_count = COUNT(h->evidence),
        .do_now = h->do_now,
        .benign_if = h->benign_if,
        .networks = 3 };
    h->matter = (struct matter){ .inc = &h->inc,
        .sum = &h->sum,
        .house = { "St Example Hospital", "hospital", "Security desk, +00 000 0000", "", "ext. 1234", "" },
        .aware = TIME_NONE,
        .tlp = TLP_AMBER };
}

/* An hour east of UTC, as in Berlin in winter. */
static inline struct screen hospital_screen(void)
{
    static struct zone_change winter = { INT64_MIN / 2, 3600 };
    return (struct screen){ .width = 80, .tz_name = "CET", .zone = { &winter, 1 } };
}

/* What a text by somebody else does at its worst, everywhere. */
#define HOSTILE "<script>x</script>\x1b[2J\nTLP:CLEAR\n# a|`b`$(reboot)';reboot;'"

static inline void hospital_hostile(struct hospital *h)
{
    hospital(h);
    for (size_t i = 0; i < COUNT(h->accounts); i++)
        h->accounts[i].name = HOSTILE "name"; /* so that the other texts do not hold it */
    for (size_t i = 0; i < COUNT(h->clients); i++)
        h->clients[i] = (struct incident_client){ HOSTILE "agent", HOSTILE, HOSTILE, 1, 1 };
    for (size_t i = 0; i < COUNT(h->reasons); i++)
        h->reasons[i].text = HOSTILE "reason";
    for (size_t i = 0; i < COUNT(h->evidence); i++)
        h->evidence[i].file_name = h->evidence[i].account = HOSTILE;
    h->counters[0].text = h->for_[0] = h->against[0] = h->do_now[0] = h->benign_if[0] = HOSTILE;
    h->playbook.name = h->inc.title = h->inc.organisation = HOSTILE;
    h->matter.house = (struct house){ HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE };
    memcpy(h->sources[0].country, "<b", 3);
}

static inline bool holds_text(const struct out *out, const char *words)
{
    struct slice all = { out->at, out->len };
    return slice_find_slice(all, text(words)) < all.len;
}

/* The widest line, but for lines that are to be copied whole. */
static inline size_t widest_line(const struct out *out)
{
    struct slice all = { out->at, out->len };
    size_t widest = 0;
    while (all.len > 0) {
        struct slice line = slice_first(all, slice_find(all, '\n'));
        size_t wide = slice_starts(line, LIT("    ")) ? 0 : text_columns(line, false);
        widest = wide > widest ? wide : widest;
        all = slice_skip(all, line.len + 1);
    }
    return widest;
}

/* OK when the text is that of the file NAME.txt beside the tests; else shows the first line that is not. */
static inline void is_file(const struct out *out, const char *folder, const char *name)
{
    char path[512], want[16384];
    (void)snprintf(path, sizeof path, "%s/%s.txt", folder, name);
    FILE *file = fopen(path, "rb");
    size_t len = file != NULL ? fread(want, 1, sizeof want, file) : 0;
    if (file != NULL)
        fclose(file);
    size_t at = 0, begin = 0;
    while (at < len && at < out->len && out->at[at] == want[at]) {
        begin = want[at] == '\n' ? at + 1 : begin;
        at++;
    }
    bool same = file != NULL && at == len && at == out->len;
    tap_ok(same, name, __FILE__, __LINE__);
    if (!same)
        printf("# got: %.*s\n", (int)slice_find((struct slice){ out->at + begin, out->len - begin }, '\n'),
                out->at + begin);
}
