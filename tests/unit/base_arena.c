/* base_arena.c - an arena gives up to its cap, clean and aligned, and counts what it refuses. */
#include "core/base/arena.h"
#include "help.h"

static const struct {
    const char *name;
    size_t sizes[3]; /* asked for one after the other, of a cap of 64 */
    bool given[3];
} cases[] = {
    { "all of it", { 64, 0, 1 }, { true, true, false } },
    { "one more than all", { 65, 64, 0 }, { false, true, true } },
    { "pieces begin at 16", { 1, 48, 1 }, { true, true, false } },
    { "too much, then what fits", { 40, 40, 16 }, { true, false, true } },
    { "a size that wraps", { 1, SIZE_MAX, SIZE_MAX - 15 }, { true, false, false } },
};

static void test_case(struct arena *arena, size_t i)
{
    uint64_t refused = arena->refused;
    printf("# %s\n", cases[i].name);
    arena_reset(arena);
    for (size_t k = 0; k < 3; k++) {
        char *at = arena_take(arena, cases[i].sizes[k]);
        OK((at != NULL) == cases[i].given[k], "given or refused");
        OK((uintptr_t)at % 16 == 0, "aligned");
        OK(arena->refused == (refused += !cases[i].given[k]), "counted");
    }
}

static void test_clean(struct arena *arena)
{
    arena_reset(arena);
    char *at = arena_take(arena, 64);
    memset(at, 'x', 64);
    arena_reset(arena);
    at = arena_take(arena, 64);
    bool clean = true;
    for (size_t i = 0; i < 64; i++)
        clean &= at[i] == 0;
    OK(clean, "what an earlier batch left is gone");
}

static void test_copy(struct arena *arena)
{
    char from[] = "account", large[65] = { 0 };
    arena_reset(arena);
    struct slice copy = arena_copy(arena, text(from));
    from[0] = 'X';
    IS(copy, "account", "a copy stands by itself");
    OK(arena_copy(arena, (struct slice){ large, 65 }).at == NULL, "no copy over the cap");
    OK(arena_copy(arena, LIT("")).len == 0 && arena->refused > 0, "nothing to copy");
}

int main(void)
{
    struct arena arena, none;
    struct error err;
    if (!OK(arena_init(&arena, 64, &err) == STATUS_OK && arena_init(&none, 0, &err) == STATUS_OK, "init"))
        return tap_done();
    EACH(i, cases)
    test_case(&arena, i);
    test_clean(&arena);
    test_copy(&arena);
    OK(arena_take(&none, 1) == NULL && none.refused == 1, "a cap of nothing gives nothing");
    arena_done(&arena);
    arena_done(&none);
    OK(arena.base == NULL && arena.cap == 0, "done leaves nothing");
    return tap_done();
}
