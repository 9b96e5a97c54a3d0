/* mailauth_spf.c - every row of tests/mail/spf, with all answers at once and with each only when it was asked for; and
 * what hostile records cost. */
#include <dirent.h>
#include <stdlib.h>

#include "answers.h"
#include "core/mailauth/spf.h"

#define FILE_MOST ((size_t)256 * 1024)

static struct arena arena;
static char file_text[FILE_MOST];

struct row {
    struct slice name, client, helo, sender, result, explanation;
};

static struct slice take_cell(struct slice *line)
{
    size_t end = slice_find(*line, '|');
    struct slice cell = slice_trim(slice_first(*line, end));
    *line = slice_skip(*line, end + 1);
    return cell;
}

static struct row row_of(struct slice line)
{
    struct row row;
    row.name = take_cell(&line);
    row.client = take_cell(&line);
    row.helo = take_cell(&line);
    row.sender = take_cell(&line);
    row.result = take_cell(&line);
    row.explanation = take_cell(&line);
    return row;
}

static struct spf_query query_of(const struct row *row)
{
    struct spf_query query = {
        .helo = row->helo, .sender = row->sender, .time = TIME_NONE, .wants_explanation = true
    };
    if (slice_eq(row->sender, LIT("<>")))
        query.sender = (struct slice){ NULL, 0 };
    (void)ip_parse(row->client, &query.ip);
    return query;
}

static void check_once(const struct row *row, struct dns_answers answers, struct spf_result *ret)
{
    struct spf_query query = query_of(row);
    struct dns_asker asker = { .answers = answers, .arena = &arena };
    arena_reset(&arena);
    if (!spf_check(&query, &asker, ret))
        ret->result = AUTH_UNKNOWN;
}

/* As with a network: nothing is known at first. */
static bool check_in_rounds(const struct row *row, struct dns_answers all, struct spf_result *ret)
{
    static struct learned learned;
    struct spf_query query = query_of(row);
    learned = (struct learned){ .all = all };
    for (;;) {
        struct dns_asker asker = { .answers = learned_answers(&learned), .arena = &arena };
        arena_reset(&arena);
        if (spf_check(&query, &asker, ret))
            return true;
        if (!learn(&learned, asker.wanted, asker.wanted_count))
            return false;
    }
}

static bool is_among(struct slice list, struct slice word)
{
    while (list.len > 0) {
        size_t end = slice_find(list, '/');
        if (slice_eq(slice_first(list, end), word))
            return true;
        list = slice_skip(list, end + 1);
    }
    return false;
}

/* The first of several allowed results is ours: it may not change unseen. */
static void test_row(const struct row *row, struct dns_answers answers)
{
    static const char *const names[] = { "unknown", "none", "pass", "fail", "softfail", "neutral",
        "temperror", "permerror" };
    struct spf_result once, rounds;
    char what[256];
    check_once(row, answers, &once);
    struct slice ours = slice_first(row->result, slice_find(row->result, '/'));
    bool ok = is_among(ours, text(names[once.result]));
    if (row->explanation.len > 0)
        ok &= slice_eq(row->explanation, once.explanation.len ? once.explanation : LIT("none"));
    snprintf(what, sizeof what, "%.*s", (int)row->name.len, row->name.at);
    if (!OK(ok, what))
        printf("# got %s (%s), \"%.*s\"\n", names[once.result], once.why ? once.why : "",
                (int)once.explanation.len, once.explanation.len ? once.explanation.at : "");
    bool same = check_in_rounds(row, answers, &rounds);
    OK(same && rounds.result == once.result && rounds.lookups == once.lookups, "the same in rounds");
}

static size_t test_file(const char *folder, const char *name)
{
    char path[4096];
    size_t used, rows = 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        printf("Bail out! cannot read %s\n", path);
        exit(2);
    }
    struct slice all = { file_text, fread(file_text, 1, FILE_MOST, in) };
    (void)fclose(in);
    printf("# %s\n", name);
    size_t cut = slice_find_slice(all, LIT("\n---\n"));
    struct recorded *recorded = recorded_of(slice_first(all, cut + 1));
    for (struct slice rest = slice_skip(all, cut + 5); rest.len > 0; rest = slice_skip(rest, used)) {
        struct row row = row_of(slice_line(rest, &used));
        test_row(&row, recorded_answers(recorded));
        rows++;
    }
    recorded_free(&recorded);
    return rows;
}

static int is_case(const struct dirent *entry)
{
    return slice_ends(text(entry->d_name), LIT(".case"));
}

static void test_folder(const char *folder)
{
    struct dirent **names = NULL;
    int count = scandir(folder, &names, is_case, alphasort);
    size_t rows = 0;
    for (int i = 0; i < count; i++) {
        rows += test_file(folder, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    OK(rows >= 220, "there are at least 220 rows");
}

/* ---- hostile ---- */

/* One record made of a piece that is repeated up to `most` bytes. */
static char *repeat(const char *name, const char *piece, const char *end, size_t most)
{
    static char out[65536];
    size_t len = (size_t)snprintf(out, sizeof out, "* NXDOMAIN\n%s TXT \"v=spf1", name);
    size_t start = len, piece_len = strlen(piece);
    while (len - start + piece_len < most && len + piece_len + 64 < sizeof out) {
        memcpy(out + len, piece, piece_len);
        len += piece_len;
    }
    snprintf(out + len, sizeof out - len, "%s\"\n", end);
    return out;
}

static const struct {
    const char *name, *piece, *end;
    size_t most;
    enum auth_result result;
    uint64_t work; /* at most */
} costs[] = {
    { "addresses up to the limit", " ip4:198.51.100.1", " -all", 8000, AUTH_FAIL, 30000 },
    { "a record over the limit", " ip4:198.51.100.1", " -all", 9000, AUTH_PERMERROR, 10000 },
    { "lookups without end", " exists:%{d}.x.example", " -all", 7000, AUTH_PERMERROR, 30000 },
    { "macros that grow", "%{s}%{l}%{o}%{d}%{i}%{h}", ".x.example -all", 7000, AUTH_FAIL, 50000 },
    { "macros that yield nothing", "%{l9r-}", ".x.example -all", 7000, AUTH_FAIL, 50000 },
    { "includes of itself", " include:big.example", " -all", 7000, AUTH_PERMERROR, 200000 },
    { "digits without end", " ip4:0000000000000000000000000000000000000", " -all", 7000, AUTH_PERMERROR,
            10000 },
};

static void test_costs(void)
{
    char sender[400];
    memset(sender, 'a', 380);
    memcpy(sender + 300, "@big.example", 13);
    EACH(i, costs)
    {
        char *file = repeat("big.example", costs[i].piece, costs[i].end, costs[i].most);
        if (strncmp(costs[i].piece, "%{", 2) == 0) { /* one term of macros */
            char *at = strstr(file, "v=spf1") + 6;
            memmove(at + 8, at, strlen(at) + 1);
            memcpy(at, " exists:", 8);
        }
        struct recorded *recorded = recorded_of(text(file));
        struct row row = { text(costs[i].name), LIT("192.0.2.4"), LIT("mx.example.example"), text(sender),
            LIT(""), LIT("") };
        struct spf_result result;
        check_once(&row, recorded_answers(recorded), &result);
        printf("# %s: work %llu, %u lookups\n", costs[i].name, (unsigned long long)result.work,
                result.lookups);
        OK(result.result == costs[i].result, "result");
        OK(result.work <= costs[i].work && result.lookups <= LIMIT_SPF_TERMS + 1, costs[i].name);
        recorded_free(&recorded);
    }
}

int main(int argc, char **argv)
{
    struct error err;
    if (argc < 2 || arena_init(&arena, (size_t)4 << 20, &err) != STATUS_OK)
        return 2;
    test_folder(argv[1]);
    test_costs();
    arena_done(&arena);
    return tap_done();
}
