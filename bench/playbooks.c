/* playbooks.c - how well likeness is calibrated: campaigns of every playbook and of nobody, drawn and told apart.
 *
 * Use     playbooks report FORMAT CAMPAIGNS SEED   the table of who was taken for whom
 *         playbooks fit CAMPAIGNS SEED             `usual` of every feature; prior and temper
 *         playbooks check                          one campaign each, as TAP: a test
 *         FORMAT is entra, entra-without-agent or sshd.
 * Draws   what is published is drawn within what is published; everything else as for anybody: addresses, accounts,
 *         rates, lengths, hours, agents and applications over wide ranges. bench/draws.c has them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/run.h"
#include "bench/draws.h"
#include "core/model/playbook.h"

#define BOOKS_MAX 16u

/* Rows are what is true, columns what stands first; the last column is "not seen". */
struct table {
    unsigned first[BOOKS_MAX][BOOKS_MAX + 1];
    double right[BOOKS_MAX], wrong[BOOKS_MAX]; /* sums of the similarity of the true one, of the best other */
    unsigned campaigns;
};

static size_t books(void)
{
    size_t n = 0;
    while (playbooks[n].name != NULL)
        n++;
    return n;
}

static size_t book_named(const char *name)
{
    size_t i = 0;
    while (playbooks[i].name != NULL && strcmp(playbooks[i].name, name) != 0)
        i++;
    return i;
}

/* ---- one campaign through the whole of Cordon ---- */

struct scan {
    struct options opt;
    struct run run;
    char path[40];
};

static bool scan_open(struct scan *scan, const struct world *world, bool entra)
{
    *scan = (struct scan){ .opt = { .since = TIME_NONE, .until = TIME_NONE, .quiet = true },
        .path = "/tmp/cordon-playbooks-XXXXXX" };
    int fd = mkstemp(scan->path);
    FILE *to = fd < 0 ? NULL : fdopen(fd, "w");
    if (to == NULL)
        abort();
    (entra ? write_entra : write_sshd)(world, to);
    if (fclose(to) != 0)
        abort();
    const char *path = scan->path;
    return run_open(&scan->run, &scan->opt, &path, 1) == EXIT_DONE && run_read(&scan->run, NULL) == EXIT_DONE
            && run_report(&scan->run) == EXIT_DONE;
}

static void scan_close(struct scan *scan)
{
    (void)run_close(&scan->run, EXIT_DONE);
    (void)unlink(scan->path);
}

/* The incident with most attempts of those that have a likeness; NULL: the attack was not seen. */
static const struct incident *incident_of(const struct scan *scan)
{
    const struct incident *best = NULL;
    for (size_t i = 0; i < scan->run.incidents.count; i++) {
        const struct incident *inc = &scan->run.incidents.at[i];
        if (inc->severity >= SEVERITY_MEDIUM && inc->playbooks_count > 0
                && (best == NULL || inc->attempts > best->attempts))
            best = inc;
    }
    return best;
}

static bool run_one(
        size_t book, uint64_t seed, const char *format, struct scan *scan, const struct incident **ret)
{
    struct world world;
    struct plan plan;
    if (!draw_plan(playbooks[book].name, seed, &plan))
        return false;
    plan.second_factor = strcmp(format, "sshd") != 0;
    plan.no_agents = strcmp(format, "entra-without-agent") == 0;
    world_build(&world, &plan);
    bool ok = scan_open(scan, &world, plan.second_factor);
    world_free(&world);
    *ret = ok ? incident_of(scan) : NULL;
    return ok;
}

static double similarity_of(const struct incident *inc, const char *name)
{
    for (size_t i = 0; i < inc->playbooks_count; i++)
        if (strcmp(inc->playbooks[i].name, name) == 0)
            return inc->playbooks[i].similarity;
    return 0; /* below what is worth a line */
}

static double best_other(const struct incident *inc, const char *name)
{
    for (size_t i = 0; i < inc->playbooks_count; i++)
        if (strcmp(inc->playbooks[i].name, name) != 0 && strcmp(inc->playbooks[i].name, "generic") != 0)
            return inc->playbooks[i].similarity;
    return 0;
}

/* ---- report ---- */

static void print_table(const struct table *t, const char *format)
{
    size_t n = books();
    printf("%s: %u campaigns of each\n%-18s %5s %8s", format, t->campaigns, "", "first", "not seen");
    printf(" %6s %6s  taken for\n", "right", "other");
    for (size_t b = 0; b < n; b++) {
        unsigned seen = t->campaigns - t->first[b][BOOKS_MAX];
        double of = seen ? seen : 1;
        printf("%-18s %4.0f%% %8u %6.2f %6.2f ", playbooks[b].name, 100 * t->first[b][b] / of,
                t->first[b][BOOKS_MAX], t->right[b] / of, t->wrong[b] / of);
        for (size_t k = 0; k < n; k++)
            if (k != b && t->first[b][k] > 0)
                printf(" %s %u", playbooks[k].name, t->first[b][k]);
        printf("\n");
    }
    printf("\n");
}

static int report(const char *format, unsigned campaigns, uint64_t seed)
{
    struct table t = { .campaigns = campaigns };
    for (size_t b = 0; b < books(); b++)
        for (unsigned i = 0; i < campaigns; i++) {
            struct scan scan;
            const struct incident *inc;
            if (!run_one(b, seed + i, format, &scan, &inc))
                return 1;
            t.first[b][inc ? book_named(inc->playbooks[0].name) : BOOKS_MAX]++;
            t.right[b] += inc ? similarity_of(inc, playbooks[b].name) : 0;
            t.wrong[b] += inc ? best_other(inc, playbooks[b].name) : 0;
            scan_close(&scan);
        }
    print_table(&t, format);
    return 0;
}

/* ---- fit ---- */

struct sample {
    size_t is; /* the playbook that it was drawn from */
    uint32_t told[BOOKS_MAX], fits[BOOKS_MAX];
};

static bool take_samples(
        struct sample *samples, size_t *count, size_t book, unsigned campaigns, uint64_t seed)
{
    for (unsigned i = 0; i < campaigns; i++) {
        struct scan scan;
        const struct incident *inc;
        if (!run_one(book, seed + i, "entra", &scan, &inc))
            return false;
        struct sample *s = &samples[*count];
        *s = (struct sample){ .is = book };
        for (size_t k = 0; inc != NULL && k < books(); k++) { /* those below a line lie behind */
            size_t b = book_named(inc->playbooks[k].name);
            s->told[b] = inc->playbooks[k].told;
            s->fits[b] = inc->playbooks[k].fits;
        }
        *count += inc != NULL;
        scan_close(&scan);
    }
    return true;
}

/* How often nobody's campaigns have the feature; never below 1 in 50: lists of marks are never complete, and so many
 * simulations prove no more. */
static double usual_of(const struct sample *samples, size_t count, size_t null, size_t book, size_t feature)
{
    double known = 0, fit = 0;
    for (size_t i = 0; i < count; i++)
        if (samples[i].is == null && samples[i].told[book] >> feature & 1) {
            known++;
            fit += samples[i].fits[book] >> feature & 1;
        }
    return fmax(0.02, fmin((fit + 1) / (known + 2), playbooks[book].features[feature].holds - 0.01));
}

static double nats_of(const struct sample *s, const double usual[][PLAYBOOK_FEATURES], size_t book)
{
    double sum = 0;
    for (size_t i = 0; i < playbook_features(&playbooks[book]); i++) {
        struct playbook_feature ft = playbooks[book].features[i];
        ft.usual = usual[book][i];
        sum += s->told[book] >> i & 1 ? playbook_nats(&ft, s->fits[book] >> i & 1) : 0;
    }
    return sum;
}

/* The mean loss, in nats, of saying how likely it is rather this actor's than anybody's: of every playbook over its own
 * campaigns and as many of nobody. */
static double loss_of(const struct sample *samples, size_t count, const double usual[][PLAYBOOK_FEATURES],
        size_t null, double prior, double temper)
{
    double loss = 0, n = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t b = 0; b < books(); b++) {
            if (b == null || (samples[i].is != b && samples[i].is != null))
                continue;
            double odds = 1 / (1 + exp((prior - nats_of(&samples[i], usual, b)) / temper));
            loss -= log(fmax(1e-9, samples[i].is == b ? odds : 1 - odds));
            n++;
        }
    return loss / n;
}

static void fit_map(
        const struct sample *samples, size_t count, const double usual[][PLAYBOOK_FEATURES], size_t null)
{
    for (int i = 0; i <= 8; i++)
        for (int k = 2; k <= 10; k++) {
            double prior = i / 2.0, temper = k / 4.0;
            printf("map %.1f %.2f %.4f\n", prior, temper,
                    loss_of(samples, count, usual, null, prior, temper));
        }
}

static int fit(unsigned campaigns, uint64_t seed)
{
    static double usual[BOOKS_MAX][PLAYBOOK_FEATURES];
    size_t null = book_named("generic"), count = 0, n = books();
    struct sample *samples = calloc((size_t)campaigns * (n + 8), sizeof *samples);
    if (samples == NULL)
        return 1;
    bool ok = take_samples(samples, &count, null, campaigns * 8, seed);
    for (size_t b = 0; b < n && ok; b++)
        if (b != null)
            ok = take_samples(samples, &count, b, campaigns, seed);
    for (size_t b = 0; b < n && ok; b++)
        for (size_t i = 0; i < playbook_features(&playbooks[b]); i++) {
            const struct playbook_feature *ft = &playbooks[b].features[i];
            usual[b][i] = ft->assumed ? ft->usual : usual_of(samples, count, null, b, i);
            if (!ft->assumed)
                printf("usual %s %zu %s %.2f\n", playbooks[b].name, i + 1, ft->name, usual[b][i]);
        }
    if (ok)
        fit_map(samples, count, usual, null);
    free(samples);
    return ok ? 0 : 1;
}

/* ---- check ---- */

/* One campaign each: what stands first, by how much, and how much is said at most. */
static const struct expectation {
    const char *book, *format, *first;
    double margin, most;
} expectations[] = {
    { "generic", "entra", "generic", 0.1, 1 },
    { "gray-sandstorm", "entra", "gray-sandstorm", 0.1, 1 },
    { "gru-2021", "entra", "gru-2021", 0.1, 1 },
    /* One feature that a log can show is published of it: the odds are hardly better than even. */
    { "midnight-blizzard", "entra", "midnight-blizzard", 0.01, 0.6 },
    { "peach-sandstorm", "entra", "peach-sandstorm", 0.1, 1 },
    { "quad7", "entra", "quad7", 0.1, 1 },
    { "sneakystrike", "entra", "sneakystrike", 0.1, 1 },
    { "strontium-2020", "entra", "strontium-2020", 0.1, 0.8 },
    /* Little is known, little is said. */
    { "generic", "sshd", "generic", 0.1, 0.6 },
    { "quad7", "entra-without-agent", "quad7", 0.1, 0.7 },
    { "quad7", "sshd", "quad7", 0, 0.35 },
    { "strontium-2020", "sshd", "strontium-2020", 0, 0.5 },
    { "gru-2021", "entra-without-agent", "generic", 0.1, 0.5 },
};

static bool is_as_expected(const struct incident *inc, const struct expectation *want)
{
    const struct incident_playbook *list = inc->playbooks;
    double next = inc->playbooks_count > 1 ? list[1].similarity : 0;
    for (size_t i = 0; i < inc->playbooks_count; i++)
        printf("# %s %.2f\n", list[i].name, list[i].similarity);
    return strcmp(list[0].name, want->first) == 0 && list[0].similarity >= next + want->margin
            && list[0].similarity <= want->most;
}

static int check(void)
{
    const uint64_t seed = 50000;
    size_t n = sizeof expectations / sizeof expectations[0];
    int bad = 0;
    printf("1..%zu\n", n);
    for (size_t i = 0; i < n; i++) {
        const struct expectation *want = &expectations[i];
        struct scan scan;
        const struct incident *inc;
        bool ok = run_one(book_named(want->book), seed, want->format, &scan, &inc) && inc != NULL
                && is_as_expected(inc, want);
        printf("%sok %zu - a campaign of %s in %s is like %s\n", ok ? "" : "not ", i + 1, want->book,
                want->format, want->first);
        scan_close(&scan);
        bad += !ok;
    }
    return bad > 0;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "report") == 0 && argc == 5)
        return report(argv[2], (unsigned)strtoul(argv[3], NULL, 10), strtoull(argv[4], NULL, 10));
    if (strcmp(what, "fit") == 0 && argc == 4)
        return fit((unsigned)strtoul(argv[2], NULL, 10), strtoull(argv[3], NULL, 10));
    if (strcmp(what, "check") == 0 && argc == 2)
        return check();
    (void)fputs("usage: playbooks report FORMAT CAMPAIGNS SEED | fit CAMPAIGNS SEED | check\n", stderr);
    return 2;
}
