/* truth.c - what really happened: a label for every sign-in, a summary for every attack. */
#include "world.h"

void write_labels(const struct world *world, FILE *to)
{
    static const char *const ends[] = { "ok", "bad_password", "no_such_account", "password_ok_stopped",
        "locked" };
    (void)fputs("time\taccount\tsource\toutcome\tlabel\tattack\n", to);
    for (size_t i = 0; i < world->signins_count; i++) {
        const struct signin *s = &world->signins[i];
        char when[TIME_TEXT_MAX], from[IP_TEXT_MAX];
        (void)time_format(s->at, when);
        (void)ip_format(s->from, from);
        (void)fprintf(to, "%s\t%s\t%s\t%s\t%s\t%s\n", when, world->accounts[s->account].name, from,
                ends[s->end], world_why[s->why], s->attack ? world->attacks[s->attack - 1].kind : "-");
    }
}

static void names(const struct world *world, const char *key, const uint32_t *ids, size_t count, FILE *to)
{
    (void)fprintf(to, ",\"%s\":[", key);
    for (size_t i = 0; i < count; i++)
        (void)fprintf(to, "%s\"%s\"", i ? "," : "", world->accounts[ids[i]].name);
    (void)fputs("]", to);
}

void write_truth(const struct world *world, FILE *to)
{
    for (size_t i = 0; i < world->attacks_count; i++) {
        const struct attack_truth *t = &world->attacks[i];
        char first[TIME_TEXT_MAX] = "", last[TIME_TEXT_MAX] = "", buf[IP_TEXT_MAX];
        if (t->tries > 0) {
            (void)time_format(t->first, first);
            (void)time_format(t->last, last);
        }
        (void)fprintf(to, "{\"attack\":\"%s\",\"first\":\"%s\",\"last\":\"%s\",\"tries\":%llu", t->kind,
                first, last, (unsigned long long)t->tries);
        names(world, "got_in", t->got_in, t->got_in_count, to);
        names(world, "password_known", t->known, t->known_count, to);
        names(world, "accounts", t->accounts, t->accounts_count, to);
        (void)fputs(",\"sources\":[", to);
        for (size_t k = 0; k < t->sources_count; k++) {
            (void)ip_format_source(t->sources[k], buf);
            (void)fprintf(to, "%s\"%s\"", k ? "," : "", buf);
        }
        (void)fputs("]}\n", to);
    }
}
