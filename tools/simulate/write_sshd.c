/* write_sshd.c - a world as the auth.log of a gateway: OpenSSH, PAM and what else stands there. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

struct written {
    FILE *to;
    const struct world *world;
    uint64_t pids;
    struct dice dice;
};

static void line(struct written *w, time_us at, const char *tag, const char *text)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
        "Oct", "Nov", "Dec" };
    struct civil c;
    time_to_civil(at, &c);
    (void)fprintf(w->to, "%s %2d %02d:%02d:%02d gate1 %s: %s\n", months[c.month - 1], c.day, c.hour, c.minute,
            c.second, tag, text);
}

static void write_one(struct written *w, const struct signin *s)
{
    const struct account *account = &w->world->accounts[s->account];
    char tag[40], from[IP_TEXT_MAX], text[256];
    unsigned port = 1024 + (unsigned)dice_below(&w->dice, 60000);
    bool key = s->way == WAY_KEY;
    (void)snprintf(tag, sizeof tag, "sshd[%u]", (unsigned)(2000 + w->pids++ % 4000000));
    (void)ip_format(s->from, from);
    if (s->end == END_OK) {
        (void)snprintf(text, sizeof text, "Accepted %s for %s from %s port %u ssh2%s",
                key ? "publickey" : "password", account->name, from, port,
                key ? ": ED25519 SHA256:k0kK3sXb0d3v5J8p7Lr1Qy2Zt9Wm4Nn6Uu8Aa0Bb1Cc" : "");
        line(w, s->at, tag, text);
        (void)snprintf(text, sizeof text,
                "pam_unix(sshd:session): session opened for user %s(uid=%u) by (uid=0)", account->name,
                1000 + s->account);
        line(w, s->at, tag, text);
        return;
    }
    if (account->missing) {
        (void)snprintf(text, sizeof text, "Invalid user %s from %s port %u", account->name, from, port);
        line(w, s->at, tag, text);
    } else {
        (void)snprintf(text, sizeof text,
                "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=%s  "
                "user=%s",
                from, account->name);
        line(w, s->at, tag, text);
    }
    (void)snprintf(text, sizeof text, "Failed password for %s%s from %s port %u ssh2",
            account->missing ? "invalid user " : "", account->name, from, port);
    line(w, s->at, tag, text);
    (void)snprintf(text, sizeof text, "Connection closed by %s user %s %s port %u [preauth]",
            account->missing ? "invalid" : "authenticating", account->name, from, port);
    line(w, s->at, tag, text);
}

static void write_cron(struct written *w, time_us at)
{
    char tag[40];
    (void)snprintf(tag, sizeof tag, "CRON[%u]", (unsigned)(2000 + w->pids++ % 4000000));
    line(w, at, tag, "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)");
    line(w, at, tag, "pam_unix(cron:session): session closed for user root");
}

/* Lines that come late: an order by arrival instead of by stamp. */
struct arrival {
    uint32_t second; /* after the log's begin */
    uint32_t no;     /* of the sign-in in time order */
};

static int by_arrival(const void *a, const void *b)
{
    const struct arrival *x = a, *y = b;
    if (x->second != y->second)
        return x->second < y->second ? -1 : 1;
    return x->no < y->no ? -1 : x->no > y->no;
}

static struct arrival *arrivals_of(const struct world *world)
{
    struct arrival *list = must(malloc((world->signins_count + 1) * sizeof *list));
    struct dice d = dice_for(world->plan.seed, "late", 0);
    for (size_t i = 0; i < world->signins_count; i++) {
        double stamp = (double)(world->signins[i].at - world->plan.start) / 1e6;
        list[i] = (struct arrival){ (uint32_t)(stamp + world->plan.late * dice_unit(&d)), (uint32_t)i };
    }
    qsort(list, world->signins_count, sizeof *list, by_arrival);
    return list;
}

void write_sshd(const struct world *world, FILE *to)
{
    struct written w = { to, world, 0, dice_for(world->plan.seed, "ports", 0) };
    struct arrival *list = world->plan.late > 0 ? arrivals_of(world) : NULL;
    time_us cron = world->plan.start + 5 * TIME_MINUTE;
    for (size_t i = 0; i < world->signins_count; i++) {
        const struct signin *s = &world->signins[list ? list[i].no : i];
        for (; cron <= s->at; cron += 10 * TIME_MINUTE)
            write_cron(&w, cron);
        write_one(&w, s);
    }
    free(list);
}

void write_flood(const struct plan *plan, uint64_t n, bool entra, FILE *to)
{
    struct account account = { .missing = true };
    struct world world = { .plan = *plan, .accounts = &account, .accounts_count = 1 };
    struct written w = { to, &world, 0, dice_for(plan->seed, "ports", 0) };
    struct dice d = dice_for(plan->seed, "flood", 0);
    for (uint64_t i = 0; i < n; i++) {
        struct signin s = { .at = plan->start
                    + (time_us)(plan->days * (double)TIME_DAY * ((double)i / (double)n)),
            .from = v6(0x4000 + (unsigned)dice_below(&d, 0x4000), (unsigned)dice_below(&d, 65536), 1),
            .end = END_NO_SUCH };
        (void)snprintf(account.name, sizeof account.name, "u%llx", (unsigned long long)dice_next(&d));
        if (entra) {
            world.signins = &s;
            world.signins_count = 1;
            write_entra(&world, to);
        } else
            write_one(&w, &s);
    }
}
