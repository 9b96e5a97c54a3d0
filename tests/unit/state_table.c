/* state_table.c - cells keep the order in which they came, to the cap and through sweeps. */
#include "core/state/table.h"

#include "help.h"

#define CAP 5000u

struct cell {
    uint64_t key;
    uint32_t val, unused;
};

static struct cell *cell_at(const struct table *table, uint32_t i)
{
    return table_at(table, i);
}

/* Are cells 0.. those of keys first, first + step ...? */
static bool in_order(const struct table *table, uint64_t first, uint64_t step)
{
    bool ok = true;
    for (uint32_t i = 0; i < table->count; i++)
        ok &= cell_at(table, i)->key == first + i * step && table_find(table, first + i * step) == i;
    return ok;
}

static void fill(struct table *table)
{
    bool fresh, ok = true;
    for (uint32_t i = 0; i < CAP; i++) {
        uint32_t at = table_put(table, i + 1, &fresh);
        ok &= at == i && fresh && cell_at(table, at)->val == 0;
        cell_at(table, at)->val = i;
    }
    OK(ok, "each new key gets the next cell, clean");
}

static void test_full(struct table *table)
{
    bool fresh;
    OK(in_order(table, 1, 1), "found where they came");
    OK(table_find(table, CAP + 1) == TABLE_NONE, "what never came is not there");
    OK(table_put(table, CAP + 1, &fresh) == TABLE_NONE && table->refused == 1,
            "over the cap: refused, counted");
    OK(table_put(table, CAP, &fresh) == CAP - 1 && !fresh && table->refused == 1,
            "a known one is no refusal");
    OK(cell_at(table, CAP - 1)->val == CAP - 1, "and is as it was");
}

static void test_sweep(struct table *table)
{
    static bool keep[CAP];
    static uint32_t moved[CAP];
    bool fresh, ok = true;
    for (uint32_t i = 0; i < CAP; i++)
        keep[i] = i % 2 == 1;
    table_sweep(table, keep, moved);
    for (uint32_t i = 0; i < CAP; i++)
        ok &= moved[i] == (keep[i] ? i / 2 : TABLE_NONE);
    OK(ok, "everybody is told where it went");
    OK(table->count == CAP / 2 && table->swept == CAP / 2, "half stayed, half is counted");
    OK(in_order(table, 2, 2), "those that stayed keep their order");
    OK(table_find(table, 1) == TABLE_NONE, "those that went are not found");
    OK(table_put(table, 1, &fresh) == CAP / 2 && fresh, "and come back as new");
    OK(cell_at(table, CAP / 2)->val == 0, "without what they were");
}

static void test_reindex(struct table *table)
{
    for (uint32_t i = 0; i < table->count; i++)
        cell_at(table, i)->key = 1000000 + i;
    table_reindex(table);
    OK(in_order(table, 1000000, 1), "found under their new keys");
    OK(table_find(table, 2) == TABLE_NONE, "not under the old ones");
}

static void test_restore(struct table *table)
{
    struct cell saved[2] = { { .key = 7, .val = 70 }, { .key = 3, .val = 30 } };
    struct error err;
    OK(table_restore(table, saved, 2, &err) == STATUS_OK, "restored");
    OK(table->count == 2 && table_find(table, 7) == 0 && table_find(table, 3) == 1, "in the order saved");
    OK(cell_at(table, 1)->val == 30, "as they were");
    OK(table_restore(table, saved, CAP + 1, &err) == STATUS_RANGE, "more than the cap is refused");
    OK(table->count == 2, "and nothing has changed");
    OK(table_restore(table, NULL, 0, &err) == STATUS_OK && table_find(table, 7) == TABLE_NONE,
            "nothing saved");
}

int main(void)
{
    struct table table;
    struct error err;
    if (!OK(table_init(&table, sizeof(struct cell), CAP, &err) == STATUS_OK, "init"))
        return tap_done();
    fill(&table);
    test_full(&table);
    test_sweep(&table);
    test_reindex(&table);
    table_clear(&table);
    OK(table.count == 0 && table_find(&table, 1000000) == TABLE_NONE, "cleared");
    test_restore(&table);
    table_done(&table);
    return tap_done();
}
