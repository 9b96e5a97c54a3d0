/* run.c - one scenario file through the whole of Cordon, in both formats, judged by what is true.
 *
 * Lines   life, attack   see tools/simulate
 *         expect quiet                      no incident of severity medium or above
 *         expect KIND within N tries        each attack opens one incident of this kind (any) in time
 *         expect sources >= P%              recall and precision of the sources, each
 *         expect accounts >= P%             recall of the accounts
 *         expect taken                      whoever was taken or known is named so, or to be checked where the
 *                                           log tells nothing more
 *         expect asked within N             who was taken from an address of no mark is among the first N to check
 *         expect like PLAYBOOK              it stands first among those that an attack is like
 *         expect like nobody                no playbook of an actor reaches 0.35
 *         expect looping                    the looping service account is named, as advice
 *         expect workplace unlisted         nobody's workplace is among the sources of any incident
 *         expect only sshd|entra            the other format is left out
 *         expect N beside                   up to so many incidents more tell a part of it
 * Always  nobody is called taken who was not; the log cut off right after an incident opened opens it too.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/run.h"
#include "tests/unit/tap.h"
#include "world.h"

struct want {
    bool quiet, taken, looping, workplace;
    unsigned beside, asked;
    char kind[40], like[40];
    unsigned within;
    double sources, accounts;
    const char *only;
};

/* NOLINTBEGIN(cert-err34-c): what a scenario file of ours expects; a number that is none fails the match */
static bool read_expectation(struct want *want, const char *line)
{
    char word[40];
    if (sscanf(line, "%u beside", &want->beside) == 1)
        return true;
    if (sscanf(line, "like %39s", want->like) == 1)
        return true;
    if (sscanf(line, "asked within %u", &want->asked) == 1)
        return true;
    if (strcmp(line, "quiet") == 0)
        return want->quiet = true;
    if (strcmp(line, "taken") == 0)
        return want->taken = true;
    if (strcmp(line, "looping") == 0)
        return want->looping = true;
    if (strcmp(line, "workplace unlisted") == 0)
        return want->workplace = true;
    if (sscanf(line, "sources >= %lf%%", &want->sources) == 1
            || sscanf(line, "accounts >= %lf%%", &want->accounts) == 1)
        return true;
    if (sscanf(line, "only %39s", word) == 1) {
        want->only = strcmp(word, "sshd") == 0 ? "sshd" : "entra";
        return true;
    }
    return sscanf(line, "%39s within %u tries", want->kind, &want->within) == 2;
}
/* NOLINTEND(cert-err34-c) */

static bool read_scenario(const char *path, struct plan *plan, struct want *want)
{
    char line[512], why[160];
    FILE *file = fopen(path, "r");
    bool ok = file != NULL;
    plan_default(plan);
    for (int no = 1; ok && fgets(line, sizeof line, file) != NULL; no++) {
        line[strcspn(line, "#\r\n")] = '\0';
        size_t len = strlen(line);
        while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t'))
            line[--len] = '\0';
        char *rest = line + 6;
        if (strncmp(line, "expect", 6) != 0)
            ok = script_line(plan, line, why);
        else {
            ok = read_expectation(want, rest + strspn(rest, " \t"));
            (void)snprintf(why, sizeof why, "no such expectation");
        }
        if (!ok)
            printf("Bail out! %s:%d: %s\n", path, no, why);
    }
    if (file != NULL)
        (void)fclose(file);
    return ok;
}

static void write_world(const struct world *world, bool entra, const char *path)
{
    FILE *to = fopen(path, "w");
    if (to == NULL)
        abort();
    if (entra)
        write_entra(world, to);
    else
        write_sshd(world, to);
    if (fclose(to) != 0)
        abort();
}

struct scan {
    struct options opt;
    struct run run;
};

static bool scan_open(struct scan *scan, const char *path)
{
    *scan = (struct scan){ .opt = { .since = TIME_NONE, .until = TIME_NONE, .quiet = true } };
    return run_open(&scan->run, &scan->opt, &path, 1) == EXIT_DONE && run_read(&scan->run, NULL) == EXIT_DONE
            && run_report(&scan->run) == EXIT_DONE;
}

static size_t loud(const struct incidents *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->count; i++)
        n += all->at[i].severity >= SEVERITY_MEDIUM;
    return n;
}

/* "name" and "name@clinic.example" are the same person. */
static bool is_account(const char *shown, const char *name)
{
    size_t len = strlen(name);
    return strncmp(shown, name, len) == 0 && (shown[len] == '\0' || shown[len] == '@');
}

static bool has_source(const struct attack_truth *truth, struct ip_addr key)
{
    size_t low = 0, high = truth->sources_count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = ip_cmp(truth->sources[mid], key);
        if (order == 0)
            return true;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

static size_t shared_sources(const struct incident *inc, const struct attack_truth *truth)
{
    size_t n = 0;
    for (size_t i = 0; i < inc->sources_count; i++)
        n += has_source(truth, inc->sources[i].key);
    return n;
}

static const struct incident *incident_of(const struct incidents *all, const struct attack_truth *truth)
{
    const struct incident *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < all->count; i++) {
        size_t n = shared_sources(&all->at[i], truth);
        if (all->at[i].severity >= SEVERITY_MEDIUM && n > most) {
            most = n;
            best = &all->at[i];
        }
    }
    return best;
}

static unsigned tries_until(const struct world *world, size_t attack, time_us at)
{
    unsigned n = 0;
    for (size_t i = 0; i < world->signins_count; i++)
        n += world->signins[i].attack == attack + 1 && world->signins[i].account != world->people - 1
                && world->signins[i].at <= at;
    return n;
}

static double percent(size_t part, size_t all)
{
    return all == 0 ? 100 : 100.0 * (double)part / (double)all;
}

static size_t found_accounts(
        const struct world *world, const struct attack_truth *truth, const struct incident *inc)
{
    size_t found = 0;
    for (size_t i = 0; i < truth->accounts_count; i++) {
        const char *name = world->accounts[truth->accounts[i]].name;
        size_t k = 0;
        while (k < inc->accounts_count && !is_account(inc->accounts[k].name, name))
            k++;
        found += k < inc->accounts_count;
    }
    return found;
}

static bool named_as(const struct world *world, const struct incident *inc, const uint32_t *ids, size_t count,
        enum access_outcome outcome)
{
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t k = 0; k < inc->accounts_count; k++)
            found = found
                    || ((inc->accounts[k].outcome >= outcome || inc->accounts[k].check)
                            && is_account(inc->accounts[k].name, world->accounts[ids[i]].name));
        if (!found) {
            printf("# not named: %s\n", world->accounts[ids[i]].name);
            return false;
        }
    }
    return true;
}

/* Who was taken stands among the first to check; they come first among those only tried. A password that was right
 * at the first try was never tried as far as the log tells. */
static bool asked_first(const struct world *world, const struct incident *inc,
        const struct attack_truth *truth, unsigned most)
{
    unsigned no = 0;
    bool ok = true;
    for (size_t k = 0; k < inc->accounts_count; k++) {
        no += inc->accounts[k].check;
        for (size_t t = 0; t < truth->got_in_count; t++)
            if (is_account(inc->accounts[k].name, world->accounts[truth->got_in[t]].name)
                    && inc->accounts[k].outcome == ACCESS_TRIED) {
                printf("# %s is the %uth to check\n", inc->accounts[k].name, no);
                ok = ok && inc->accounts[k].check && no <= most;
            }
    }
    return ok;
}

/* The attacker's own account may be called taken, and whoever was. */
static bool nobody_wronged(const struct world *world, const struct incidents *all)
{
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->at[i].accounts_count; k++) {
            const struct incident_account *acct = &all->at[i].accounts[k];
            bool true_ = acct->outcome != ACCESS_GOT_IN
                    || is_account(acct->name, world->accounts[world->people - 1].name);
            for (size_t a = 0; !true_ && a < world->attacks_count; a++)
                for (size_t t = 0; t < world->attacks[a].got_in_count; t++)
                    true_ = true_
                            || is_account(acct->name, world->accounts[world->attacks[a].got_in[t]].name);
            if (!true_) {
                printf("# wrongly called taken: %s\n", acct->name);
                return false;
            }
        }
    return true;
}

/* What was said at that moment could be said then: the log up to it says the same. */
static bool opens_without_the_future(
        const struct world *world, const struct incident *inc, bool entra, const char *path)
{
    struct world cut = *world;
    struct scan scan;
    bool same = false;
    cut.plan.late = 0;
    while (cut.signins_count > 0 && cut.signins[cut.signins_count - 1].at > inc->opened_at + TIME_SECOND)
        cut.signins_count--;
    write_world(&cut, entra, path);
    if (scan_open(&scan, path))
        for (size_t i = 0; i < scan.run.incidents.count; i++)
            same = same || scan.run.incidents.at[i].opened_at == inc->opened_at;
    (void)run_close(&scan.run, EXIT_DONE);
    return same;
}

static bool is_like(const struct incident *inc, const char *like)
{
    bool nobody = true;
    for (size_t i = 0; i < inc->playbooks_count; i++) {
        const struct incident_playbook *book = &inc->playbooks[i];
        printf("# like %s %.2f\n", book->name, book->similarity);
        nobody = nobody && (strcmp(book->name, "generic") == 0 || book->similarity < 0.35);
    }
    if (strcmp(like, "nobody") == 0)
        return nobody;
    return inc->playbooks_count > 0 && strcmp(inc->playbooks[0].name, like) == 0;
}

static bool lists_workplace(const struct incidents *all)
{
    struct ip_addr key = ip_source_key(workplace());
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->at[i].sources_count; k++)
            if (all->at[i].kind != KIND_STALE_CREDENTIAL && ip_eq(all->at[i].sources[k].key, key))
                return true;
    return false;
}

static void judge_attack(const struct world *world, size_t a, const struct want *want,
        const struct incidents *all, bool entra, const char *path)
{
    const struct attack_truth *truth = &world->attacks[a];
    const struct incident *inc = incident_of(all, truth);
    char text[160];
    (void)snprintf(text, sizeof text, "%s: seen", truth->kind);
    if (!OK(inc != NULL, text))
        return;
    unsigned tries = tries_until(world, a, inc->opened_at);
    size_t shared = shared_sources(inc, truth);
    double recall = percent(shared, truth->sources_count), precision = percent(shared, inc->sources_count);
    double accounts = percent(found_accounts(world, truth, inc), truth->accounts_count);
    (void)snprintf(text, sizeof text, "%s: %s within %u tries (%u)", truth->kind, kind_name(inc->kind),
            want->within, tries);
    OK((strcmp(want->kind, "any") == 0 || strcmp(kind_name(inc->kind), want->kind) == 0)
                    && tries <= want->within,
            text);
    (void)snprintf(text, sizeof text, "%s: sources %.1f %% found, %.1f %% right; accounts %.1f %% found",
            truth->kind, recall, precision, accounts);
    OK(recall >= want->sources && precision >= want->sources && accounts >= want->accounts, text);
    if (want->taken)
        OK(named_as(world, inc, truth->got_in, truth->got_in_count, ACCESS_GOT_IN)
                        && named_as(world, inc, truth->known, truth->known_count, ACCESS_PASSWORD_KNOWN),
                "whoever was taken or known is named");
    if (want->like[0] != '\0')
        OK(is_like(inc, want->like), "like the right playbook");
    if (want->asked > 0)
        OK(asked_first(world, inc, truth, want->asked), "whom to ask stands first");
    OK(opens_without_the_future(world, inc, entra, path), "the log up to then opens it too");
}

static void judge(const struct plan *plan, const struct want *want, bool entra)
{
    struct world world;
    struct scan scan;
    char path[] = "/tmp/cordon-scenario-XXXXXX", text[160];
    struct plan of_format = *plan;
    int fd = mkstemp(path);
    if (fd < 0)
        abort();
    (void)close(fd);
    of_format.second_factor = entra;
    world_build(&world, &of_format);
    write_world(&world, entra, path);
    (void)snprintf(text, sizeof text, "%s is read", entra ? "entra" : "sshd");
    if (OK(scan_open(&scan, path), text)) {
        const struct incidents *all = &scan.run.incidents;
        size_t expected = want->quiet ? 0 : world.attacks_count, looping = 0;
        (void)snprintf(text, sizeof text, "incidents that ask for somebody: %zu of %zu", loud(all), expected);
        OK(loud(all) >= expected && loud(all) <= expected + want->beside, text);
        for (size_t i = 0; i < all->count; i++) {
            if (all->at[i].severity >= SEVERITY_MEDIUM)
                printf("# %s: %s, %zu sources, %zu accounts\n", severity_name(all->at[i].severity),
                        all->at[i].title, all->at[i].sources_count, all->at[i].accounts_count);
            looping += all->at[i].kind == KIND_STALE_CREDENTIAL && all->at[i].accounts_count > 0
                    && is_account(all->at[i].accounts[0].name, "svc-scan");
        }
        OK(nobody_wronged(&world, all), "nobody is called taken who was not");
        if (want->workplace)
            OK(!lists_workplace(all), "the workplace is no source of an attack");
        if (want->looping)
            OK(looping == 1, "the looping service is named once");
        for (size_t a = 0; a < world.attacks_count && !want->quiet; a++)
            judge_attack(&world, a, want, all, entra, path);
    }
    (void)run_close(&scan.run, EXIT_DONE);
    (void)unlink(path);
    world_free(&world);
}

int main(int argc, char **argv)
{
    struct plan plan;
    struct want want = { .sources = 99, .accounts = 99 };
    if (argc != 2 || !read_scenario(argv[1], &plan, &want))
        return 2;
    if (want.only == NULL || strcmp(want.only, "sshd") == 0)
        judge(&plan, &want, false);
    if (want.only == NULL || strcmp(want.only, "entra") == 0)
        judge(&plan, &want, true);
    return tap_done();
}
