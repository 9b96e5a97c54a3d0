/* view_draft.c FOLDER - reports that the law asks for: whole texts of one incident, and what no text may hold. */
#include "core/view/draft.h"

#include "hospital.h"

static struct out drafted(enum draft_kind kind, enum paper_form form, const struct matter *m)
{
    struct out out = { 0 };
    struct paper p = { .out = &out, .form = form, .screen = hospital_screen() };
    draft_paper(&p, kind, m);
    out_text(&out, "");
    return out;
}

static void test_whole(const char *folder, enum draft_kind kind)
{
    struct hospital h;
    hospital(&h);
    h.matter.aware = AT(3, 8, 30);
    struct out out = drafted(kind, PAPER_TEXT, &h.matter);
    is_file(&out, folder, draft_name(kind));
    OK(widest_line(&out) <= 80, "80 columns");
    out_done(&out);
}

/* Everything that may not be in a text that leaves, in any form. */
static void test_names_nobody(enum draft_kind kind)
{
    static const char *const names[] = { "meier", "rossi", "novak", "b.lee", "glass", "pfister",
        "Thunderbird" };
    struct hospital h;
    hospital(&h);
    for (int form = PAPER_HTML; form <= PAPER_TEXT; form++) {
        struct out out = drafted(kind, (enum paper_form)form, &h.matter);
        EACH(i, names)
        OK(!holds_text(&out, names[i]), names[i]);
        OK(holds_text(&out, "DRAFT, not sent"), "says that it is a draft");
        OK(holds_text(&out, "TLP:AMBER"), "is marked");
        out_done(&out);
    }
}

static void test_hostile(enum draft_kind kind)
{
    struct hospital h;
    hospital_hostile(&h);
    for (int form = PAPER_HTML; form <= PAPER_TEXT; form++) {
        struct out out = drafted(kind, (enum paper_form)form, &h.matter);
        OK(!holds_text(&out, "\x1b"), "nothing that a terminal obeys");
        OK(kind != DRAFT_NIS2_MONTH || holds_text(&out, "reason"), "its reasons");
        OK(!holds_text(&out, "\nTLP:CLEAR") && !holds_text(&out, "\n# a"), "no line of its own");
        OK(form != PAPER_HTML || !holds_text(&out, "<script"), "no tag");
        out_done(&out);
    }
}

/* ---- what stands above it, and the clocks ---- */

static const struct {
    const char *name;
    enum draft_kind kind;
    enum incident_kind of;
    enum access_outcome outcome;
    enum severity severity;
    const char *says; /* NULL: it has no doubt */
} doubts[] = {
    { "somebody got in", DRAFT_NIS2_24H, KIND_PASSWORD_SPRAY, ACCESS_GOT_IN, SEVERITY_CRITICAL, NULL },
    { "an old password", DRAFT_NIS2_24H, KIND_STALE_CREDENTIAL, ACCESS_TRIED, SEVERITY_INFO,
            "This is no attack" },
    { "an old password: GDPR", DRAFT_GDPR, KIND_STALE_CREDENTIAL, ACCESS_TRIED, SEVERITY_INFO,
            "This is no attack" },
    { "an emergency account was used", DRAFT_NIS2_24H, KIND_ACCOUNT_TAKEOVER, ACCESS_TRIED, SEVERITY_MEDIUM,
            "Ask the holders" },
    { "tried: no breach of data", DRAFT_GDPR, KIND_PASSWORD_SPRAY, ACCESS_TRIED, SEVERITY_HIGH,
            "show no breach of data" },
    { "tried: HIPAA", DRAFT_HIPAA, KIND_BRUTE_FORCE, ACCESS_TRIED, SEVERITY_MEDIUM,
            "show no breach of data" },
    { "tried: NIS2 may concern it", DRAFT_NIS2_24H, KIND_PASSWORD_SPRAY, ACCESS_TRIED, SEVERITY_HIGH, NULL },
    { "background", DRAFT_NIS2_72H, KIND_BRUTE_FORCE, ACCESS_TRIED, SEVERITY_LOW, "hardly significant" },
};

static bool doubts_anything(const struct out *out)
{
    EACH(i, doubts)
    if (doubts[i].says != NULL && holds_text(out, doubts[i].says))
        return true;
    return false;
}

static void test_doubt(size_t i)
{
    struct hospital h;
    hospital(&h);
    h.inc.kind = doubts[i].of;
    h.inc.outcome = doubts[i].outcome;
    h.inc.severity = doubts[i].severity;
    struct out out = drafted(doubts[i].kind, PAPER_MARKDOWN, &h.matter);
    OK(doubts[i].says != NULL ? holds_text(&out, doubts[i].says) : !doubts_anything(&out), doubts[i].name);
    out_done(&out);
}

static const struct {
    const char *name;
    enum draft_kind kind;
    time_us aware;
    const char *says;
} clocks[] = {
    { "24 hours", DRAFT_NIS2_24H, AT(3, 8, 30), "2026-11-04 09:30 CET (2026-11-04 08:30 UTC)" },
    { "72 hours", DRAFT_GDPR, AT(3, 8, 30), "until 2026-11-06 09:30 CET" },
    { "60 days", DRAFT_HIPAA, AT(3, 8, 30), "until 2027-01-02 09:30 CET" },
    { "a month", DRAFT_NIS2_MONTH, AT(3, 8, 30), "until 2026-12-06 09:30 CET" },
    { "a month over a year's end", DRAFT_NIS2_MONTH, AT(32, 0, 0), "until 2027-01-05 01:00 CET" },
    { "the last day of a shorter month", DRAFT_NIS2_MONTH, AT(89, 0, 0), "until 2027-02-28 01:00 CET" },
    { "not told", DRAFT_NIS2_24H, TIME_NONE, "[fill in: when the organisation became aware" },
    { "not told: no end is invented", DRAFT_NIS2_24H, TIME_NONE,
            "This early warning: 24 hours after awareness, which is to be filled in." },
    { "before it began", DRAFT_NIS2_24H, AT(1, 0, 0), "before the first attempt" },
};

static void test_clock(size_t i)
{
    struct hospital h;
    hospital(&h);
    h.matter.aware = clocks[i].aware;
    struct out out = { 0 };
    struct paper p = { .out = &out, .form = PAPER_TEXT, .screen = hospital_screen() };
    p.screen.width = 400; /* so that no line is broken */
    draft_paper(&p, clocks[i].kind, &h.matter);
    OK(holds_text(&out, clocks[i].says), clocks[i].name);
    out_done(&out);
}

int main(int argc, char **argv)
{
    for (int kind = 0; kind < DRAFTS; kind++) {
        enum draft_kind again = DRAFTS;
        OK(draft_from_name(text(draft_name((enum draft_kind)kind)), &again) && (int)again == kind,
                "its name");
        test_whole(argc > 1 ? argv[1] : ".", (enum draft_kind)kind);
        test_names_nobody((enum draft_kind)kind);
        test_hostile((enum draft_kind)kind);
    }
    EACH(i, doubts)
    test_doubt(i);
    EACH(i, clocks)
    test_clock(i);
    return tap_done();
}
