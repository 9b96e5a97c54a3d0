/* names_interner.c - one identity under its spellings; a full kind refuses and counts; saved is as it was. */
#include "core/names/interner.h"

#include "core/base/out.h"
#include "signin.h"

#define G1 "11111111-aaaa-bbbb-cccc-000000000001"
#define G2 "22222222-aaaa-bbbb-cccc-000000000002"
#define NIL "00000000-0000-0000-0000-000000000000"

static const struct interner_caps small = {
    .accounts = 4, .sources = 4, .clients = 4, .devices = 4, .organisations = 4
};

/* What each case's tellings get: a letter for each new id. */
static const struct {
    const char *name;
    struct telling {
        const char *account, *object, *organisation;
        uint8_t flags;
    } told[4];
    const char *ids;
    const char *shown; /* name of the first one's account, at the end */
} cases[] = {
    { "told together they are one", { { "ann", G1, "" }, { "ann", "", "" }, { "", G1, "" } }, "aaa", "ann" },
    { "the name first, then both", { { "ann", "", "" }, { "ann", G1, "" }, { "", G1, "" } }, "aaa", "ann" },
    { "the object first, then both", { { "", G1, "" }, { "ann", G1, "" }, { "ann", "", "" } }, "aaa", "ann" },
    { "an object that no name told", { { "", G1, "" } }, "a", G1 },
    { "renamed", { { "ann", G1, "" }, { "ann.b", G1, "" }, { "ann.b", "", "" }, { "ann", "", "" } }, "aaaa",
            "ann.b" },
    { "a name given to somebody else",
            { { "ann", G1, "" }, { "ann", G2, "" }, { "ann", "", "" }, { "", G1, "" } }, "abba", "ann" },
    { "what only the name told stays",
            { { "ann", "", "" }, { "", G1, "" }, { "ann", G1, "" }, { "ann", "", "" } }, "abbb", "ann" },
    { "alike is not the same", { { "ann", "", "" }, { "ann@a.example", "", "" }, { "Ann", "", "" } }, "abc",
            "ann" },
    { "where case means nothing", { { "Ann", "", "", ACCOUNT_NO_CASE }, { "aNN", "", "", ACCOUNT_NO_CASE } },
            "aa", "ann" },
    { "an object id has no case",
            { { "", "ABCD", "" }, { "", "abcd", "" }, { "ABCD", "", "" }, { "abcd", "", "" } }, "aabc",
            "abcd" },
    { "an object id for a name", { { G1, "", "", ACCOUNT_IS_GUID }, { "ann", G1, "" } }, "aa", "ann" },
    { "a nil object id is none", { { "ann", NIL, "" }, { "bob", NIL, "" } }, "ab", "ann" },
    { "another organisation", { { "ann", "", "one" }, { "ann", "", "two" }, { "ann", "", "one" } }, "aba",
            "ann" },
};

static void test_case(size_t i)
{
    struct interner *names = NULL;
    struct error err;
    uint32_t ids[4] = { 0 };
    char got[5] = "";
    if (!OK(interner_new(&interner_default_caps, i, &names, &err) == STATUS_OK, cases[i].name))
        return;
    for (size_t k = 0; k < strlen(cases[i].ids); k++) {
        const struct telling *told = &cases[i].told[k];
        struct record rec = record_of(MONDAY, told->account, "192.0.2.1", OUTCOME_OK);
        rec.account_id = text(told->object);
        rec.organisation = text(told->organisation);
        rec.flags = told->flags;
        ids[k] = event_of(names, rec).account;
        got[k] = (char)('a' + ids[k] - 2);
    }
    IS(text(got), cases[i].ids, "identities");
    IS(interner_account(names, ids[0]), cases[i].shown, "shown as");
    interner_free(&names);
}

/* What the administrator says of his domain, and nothing else, makes spellings one. */
static const struct {
    const char *name, *account;
    uint8_t flags;
    bool one; /* with "ann" */
} spellings[] = {
    { "the domain behind it", "ann@institute.example", 0, true },
    { "in any case", "Ann@Institute.EXAMPLE", 0, true },
    { "of a log without case", "ANN@institute.example", ACCOUNT_NO_CASE, true },
    { "as Windows writes it", "INSTITUTE\\Ann", 0, true },
    { "and in full", "institute.example\\ann", 0, true },
    { "bare, where case means something", "Ann", 0, false },
    { "another domain", "ann@other.example", 0, false },
    { "a domain under it", "ann@lab.institute.example", 0, false },
    { "one that ends alike", "ann@my-institute.example", 0, false },
    { "another Windows domain", "OTHER\\ann", 0, false },
    { "nobody of it", "@institute.example", 0, false },
    { "nobody of the Windows domain", "INSTITUTE\\", 0, false },
    { "somebody else", "bob@institute.example", 0, false },
};

static void test_domain(void)
{
    struct interner *names = NULL;
    struct error err;
    if (!OK(interner_new(&interner_default_caps, 0, &names, &err) == STATUS_OK, "a domain"))
        return;
    struct record rec = record_of(MONDAY, "ann@institute.example", "192.0.2.1", OUTCOME_OK);
    uint32_t before = event_of(names, rec).account;
    OK(event_of(names, record_of(MONDAY, "ann", "192.0.2.1", OUTCOME_OK)).account != before,
            "without the setting they are two");
    interner_own_domain(names, LIT("institute.example"));
    uint32_t ann = event_of(names, record_of(MONDAY, "ann", "192.0.2.1", OUTCOME_OK)).account;
    EACH(i, spellings)
    {
        rec = record_of(MONDAY, spellings[i].account, "192.0.2.1", OUTCOME_OK);
        rec.flags = spellings[i].flags;
        OK((event_of(names, rec).account == ann) == spellings[i].one, spellings[i].name);
    }
    rec = record_of(MONDAY, "ann@institute.example", "192.0.2.1", OUTCOME_OK);
    rec.organisation = LIT("tenant");
    OK(event_of(names, rec).account != ann, "in another organisation");
    IS(interner_account(names, ann), "ann", "shown bare");
    interner_free(&names);
}

/* The cap of 4 holds 2: ids 0 and 1 are nobody and the others. */
static void test_full(void)
{
    struct interner *names = NULL;
    struct error err;
    if (!OK(interner_new(&small, 0, &names, &err) == STATUS_OK, "small"))
        return;
    uint32_t ann = event_of(names, record_of(MONDAY, "ann", "192.0.2.1", OUTCOME_OK)).account;
    (void)event_of(names, record_of(MONDAY, "bob", "192.0.2.2", OUTCOME_OK));
    OK(interner_refused(names) == 0, "all that fit");
    struct event over = event_of(names, record_of(MONDAY, "eve", "192.0.2.3", OUTCOME_OK));
    OK(over.account == INTERNER_OVERFLOW && over.source == INTERNER_OVERFLOW, "beyond the cap: the others");
    OK(interner_refused(names) == 2, "each refusal is counted");
    IS(interner_account(names, over.account), "(others)", "their name");
    OK(event_of(names, record_of(MONDAY, "ann", "192.0.2.3", OUTCOME_OK)).account == ann,
            "who was there first is still known");
    OK(interner_accounts(names) == small.accounts, "the table is full, no fuller");
    IS(interner_account(names, 4000), "", "an id that was never given");
    interner_free(&names);
}

static void test_sources(struct interner *names)
{
    struct event one = event_of(names, record_of(MONDAY, "ann", "2001:db8:1:2::7", OUTCOME_OK));
    struct event two = event_of(names, record_of(MONDAY, "ann", "2001:db8:1:2:ffff::1", OUTCOME_OK));
    struct event other = event_of(names, record_of(MONDAY, "ann", "2001:db8:1:3::7", OUTCOME_OK));
    OK(one.source == two.source, "one /64 is one source");
    OK(one.source != other.source, "the next /64 is another");
    OK(event_of(names, record_of(MONDAY, "ann", "", OUTCOME_OK)).source == 0, "no address, no source");
}

/* Names beyond LIMIT_NAME that differ only there. */
static void test_long(struct interner *names)
{
    char a[LIMIT_NAME + 100], b[sizeof a];
    memset(a, 'n', sizeof a - 1);
    a[sizeof a - 1] = '\0';
    memcpy(b, a, sizeof b);
    b[sizeof b - 2] = 'm';
    uint32_t first = event_of(names, record_of(MONDAY, a, "192.0.2.1", OUTCOME_OK)).account;
    uint32_t second = event_of(names, record_of(MONDAY, b, "192.0.2.1", OUTCOME_OK)).account;
    OK(first != second, "two long names stay two");
    OK(event_of(names, record_of(MONDAY, a, "192.0.2.1", OUTCOME_OK)).account == first,
            "and are known again");
    OK(interner_account(names, first).len == LIMIT_NAME, "kept by their first bytes and a hash");
}

static bool save_to(void *to, const void *bytes, size_t size)
{
    out_bytes(to, (struct slice){ bytes, size });
    return true;
}

static bool load_from(void *from, void *bytes, size_t size)
{
    struct slice *in = from;
    if (in->len < size)
        return false;
    memcpy(bytes, in->at, size);
    *in = slice_skip(*in, size);
    return true;
}

static enum status load(struct slice bytes, struct interner **ret)
{
    struct error err;
    enum status st = interner_new(&interner_default_caps, 99, ret, &err);
    return st == STATUS_OK ? interner_load(*ret, load_from, &bytes, &err) : st;
}

static void test_damaged(struct slice saved)
{
    bool refused = true;
    for (size_t len = 0; len < saved.len; len++) {
        struct interner *names = NULL;
        refused &= load(slice_first(saved, len), &names) == STATUS_DAMAGED;
        interner_free(&names);
    }
    OK(refused, "cut at any byte it is refused");
}

static void test_saved(struct interner *names)
{
    struct out saved = { 0 }, again = { 0 };
    struct interner *loaded = NULL;
    struct error err;
    struct record rec = record_of(MONDAY, "ann", "192.0.2.1", OUTCOME_OK);
    rec.account_id = text(G1);
    rec.agent = text("curl");
    rec.device = text("d1");
    struct event before = event_of(names, rec);
    rec.account = text("ann.b"); /* renamed for a while: the older spelling is the present one */
    (void)event_of(names, rec);
    rec.account = text("ann");
    (void)event_of(names, rec);
    OK(interner_save(names, save_to, &saved, &err) == STATUS_OK, "saved");
    struct slice bytes = { saved.at, saved.len };
    if (OK(load(bytes, &loaded) == STATUS_OK, "loaded under another seed")) {
        IS(interner_account(loaded, before.account), "ann", "the name shown is as it was");
        struct event after = event_of(loaded, rec);
        OK(memcmp(&before, &after, sizeof before) == 0, "so is every id");
        OK(interner_accounts(loaded) == interner_accounts(names), "none is new");
        OK(interner_save(loaded, save_to, &again, &err) == STATUS_OK, "saved again");
        OK(slice_eq((struct slice){ again.at, again.len }, bytes), "the same bytes");
    }
    interner_free(&loaded);
    test_damaged(bytes);
    out_done(&saved);
    out_done(&again);
}

int main(void)
{
    struct interner_caps none = small;
    struct interner *names = NULL;
    struct error err;
    EACH(i, cases)
    test_case(i);
    test_domain();
    test_full();
    none.devices = 1;
    OK(interner_new(&none, 0, &names, &err) == STATUS_RANGE && names == NULL, "a cap under two");
    if (OK(interner_new(&interner_default_caps, 0, &names, &err) == STATUS_OK, "names")) {
        test_sources(names);
        test_long(names);
        test_saved(names);
    }
    interner_free(&names);
    return tap_done();
}
