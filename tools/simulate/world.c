/* world.c - accounts, addresses and sign-ins of a made-up organisation. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

const char *const world_why[] = { "work", "typing-error", "gave-up", "stale-phone", "service",
    "stale-service", "key", "scanner", "attack" };

void *must(void *memory)
{
    if (memory == NULL) {
        fputs("cordon-simulate: out of memory\n", stderr);
        exit(4);
    }
    return memory;
}

static void *grown(void *at, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return at;
    *room = *room ? *room * 2 : 1024;
    return must(realloc(at, *room * size));
}

struct ip_addr v4(unsigned a, unsigned b, unsigned c, unsigned d)
{
    return (struct ip_addr){ { [10] = 0xff,
            [11] = 0xff,
            [12] = (uint8_t)a,
            [13] = (uint8_t)b,
            [14] = (uint8_t)c,
            [15] = (uint8_t)d } };
}

struct ip_addr v6(unsigned net, unsigned site, uint64_t host)
{
    struct ip_addr ip = { { 0x20, 0x01, 0x0d, 0xb8, (uint8_t)(net >> 8), (uint8_t)net, (uint8_t)(site >> 8),
            (uint8_t)site } };
    for (int i = 0; i < 8; i++)
        ip.b[15 - i] = (uint8_t)(host >> 8 * i);
    return ip;
}

uint32_t world_account(struct world *world, const char *name, bool missing)
{
    world->accounts = grown(
            world->accounts, world->accounts_count, &world->accounts_room, sizeof *world->accounts);
    struct account *account = &world->accounts[world->accounts_count];
    *account = (struct account){ .missing = missing };
    (void)snprintf(account->name, sizeof account->name, "%s", name);
    return (uint32_t)world->accounts_count++;
}

bool world_ended(const struct world *world, time_us at)
{
    return at >= world->plan.start + (time_us)(world->plan.days * (double)TIME_DAY);
}

void world_add(struct world *world, time_us at, uint32_t account, struct ip_addr from, enum ending end,
        enum way way, enum why why)
{
    if (at < world->plan.start || world_ended(world, at))
        return;
    world->signins = grown(
            world->signins, world->signins_count, &world->signins_room, sizeof *world->signins);
    world->signins[world->signins_count] = (struct signin){ .at = at,
        .from = from,
        .account = account,
        .no = (uint32_t)world->signins_count,
        .end = (uint8_t)end,
        .way = (uint8_t)way,
        .why = (uint8_t)why };
    world->signins_count++;
}

static int by_time(const void *a, const void *b)
{
    const struct signin *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->no < y->no ? -1 : x->no > y->no;
}

void world_build(struct world *world, const struct plan *plan)
{
    *world = (struct world){ .plan = *plan };
    people_make(world);
    life_make(world);
    for (uint32_t i = 0; i < plan->attacks_count; i++)
        (void)attack_make(world, &plan->attacks[i]);
    if (world->signins_count > 0)
        qsort(world->signins, world->signins_count, sizeof *world->signins, by_time);
}

void world_free(struct world *world)
{
    for (size_t i = 0; i < world->attacks_count; i++) {
        free(world->attacks[i].accounts);
        free(world->attacks[i].sources);
    }
    free(world->accounts);
    free(world->signins);
    *world = (struct world){ 0 };
}
