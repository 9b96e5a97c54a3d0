/* main.c - cordon-simulate: logs of a made-up hospital, with attacks whose truth is known. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

static const char usage[] =
        "usage: cordon-simulate [--format sshd|entra] [--out FILE] [--labels FILE] [--truth FILE]\n"
        "                       [--script FILE] [WORDS...]\n"
        "       cordon-simulate --flood N [--format sshd|entra] [--out FILE]\n\n"
        "Writes the sign-in log of an organisation that does not exist, for tests, demonstrations, and to "
        "see\n"
        "whether your own tools would have noticed. Nothing is sent anywhere.\n\n"
        "WORDS are a plan, one quoted line each; a script holds the same lines:\n"
        "  life people=250 days=14 seed=1 start=2026-09-07 noise=0 locks=0 nat=0 late=0 agents=1\n"
        "  attack KIND day=0 days=8 per-day=1 accounts=200 addresses=1600 hits=1 campaign=7\n"
        "         agent=TEXT|TEXT application=TEXT protocol=TEXT asn=64500 missing=0.1 dormant=0.5\n"
        "         hours=4-17 peak=4-11 inside=0.9 week=sun-thu burst=2 quiet=3\n"
        "         evade=own-account+successes+ipv6+hours+metronome+names+neighbour\n\n"
        "Kinds of attack:\n";

struct wishes {
    const char *out, *labels, *truth;
    bool entra;
    uint64_t flood;
};

static int refuse(const char *what, const char *which)
{
    (void)fprintf(
            stderr, "cordon-simulate: %s: %s (cordon-simulate --help tells what is allowed)\n", which, what);
    return 2;
}

static bool read_script(struct plan *plan, const char *path)
{
    char text[LINE_ROOM], why[160];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        perror(path);
        return false;
    }
    bool ok = true;
    for (int no = 1; ok && fgets(text, sizeof text, file) != NULL; no++)
        if (strncmp(text, "expect", 6) != 0 && !(ok = script_line(plan, text, why)))
            (void)fprintf(stderr, "cordon-simulate: %s:%d: %s\n", path, no, why);
    (void)fclose(file);
    return ok;
}

typedef void (*writer)(const struct world *world, FILE *to);

static bool write_file(const struct world *world, const char *path, writer write)
{
    FILE *to = path == NULL || strcmp(path, "-") == 0 ? stdout : fopen(path, "w");
    if (to == NULL) {
        perror(path);
        return false;
    }
    write(world, to);
    bool ok = !ferror(to);
    if ((to == stdout ? fflush(to) : fclose(to)) != 0 || !ok) {
        perror(path ? path : "stdout");
        return false;
    }
    return true;
}

static struct wishes wishes;

static void write_the_flood(const struct world *world, FILE *to)
{
    write_flood(&world->plan, wishes.flood, wishes.entra, to);
}

static int read_words(struct plan *plan, int argc, char **argv)
{
    static const struct {
        const char *name;
        const char **to;
    } files[] = { { "--out", &wishes.out }, { "--labels", &wishes.labels }, { "--truth", &wishes.truth } };
    char why[160];
    for (int i = 1; i < argc; i++) {
        bool known = false;
        if (strncmp(argv[i], "--", 2) != 0) {
            if (!script_line(plan, argv[i], why))
                return refuse(why, argv[i]);
            continue;
        }
        if (i + 1 == argc)
            return refuse("needs a value, or is no option", argv[i]);
        for (size_t k = 0; k < sizeof files / sizeof files[0]; k++)
            if (strcmp(argv[i], files[k].name) == 0) {
                *files[k].to = argv[i + 1];
                known = true;
            }
        if (strcmp(argv[i], "--format") == 0) {
            wishes.entra = strcmp(argv[i + 1], "entra") == 0;
            known = wishes.entra || strcmp(argv[i + 1], "sshd") == 0;
        } else if (strcmp(argv[i], "--flood") == 0) {
            wishes.flood = strtoull(argv[i + 1], NULL, 10);
            known = wishes.flood > 0;
        } else if (strcmp(argv[i], "--script") == 0) {
            if (!read_script(plan, argv[i + 1]))
                return 2;
            known = true;
        }
        if (!known)
            return refuse(argv[i + 1], argv[i]);
        i++;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct plan plan;
    struct world world = { 0 };
    plan_default(&plan);
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        (void)fputs(usage, stdout);
        attack_list(stdout);
        return 0;
    }
    int rc = read_words(&plan, argc, argv);
    if (rc != 0)
        return rc;
    plan.second_factor = wishes.entra;
    if (wishes.flood > 0) {
        world.plan = plan;
        return write_file(&world, wishes.out, write_the_flood) ? 0 : 3;
    }
    world_build(&world, &plan);
    bool ok = write_file(&world, wishes.out, wishes.entra ? write_entra : write_sshd)
            && (wishes.labels == NULL || write_file(&world, wishes.labels, write_labels))
            && (wishes.truth == NULL || write_file(&world, wishes.truth, write_truth));
    world_free(&world);
    return ok ? 0 : 3;
}
