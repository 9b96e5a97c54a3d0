/* driver.c - replays the seeds of a fuzz target, and mutations of them, without a fuzzing engine.
 *
 * Use     fuzz_NAME [FOLDER [ROUNDS]]: every file of FOLDER in the order of their names, then ROUNDS
 *         (300 unless given) mutations of each. A missing folder counts as one empty seed.
 * Method  xorshift64 with a fixed start: the same seeds give the same inputs on every machine.
 * Memory  every input is copied to a block of just its size, so that the address sanitizer sees the
 *         first byte that is read too far.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SEEDS_MAX 512
#define SIZE_MAX_BYTES ((size_t)256 * 1024)

struct seed {
    uint8_t *at;
    size_t size;
};

static struct seed seeds[SEEDS_MAX];
static size_t seed_count;
static uint64_t executions;

static void *need(void *memory)
{
    if (memory == NULL) {
        fputs("driver: no memory\n", stderr);
        exit(2);
    }
    return memory;
}

static void run(const uint8_t *data, size_t size)
{
    uint8_t *exact = need(malloc(size ? size : 1));
    if (size)
        memcpy(exact, data, size);
    (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    executions++;
}

static uint64_t xorshift(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t below(uint64_t *state, size_t limit)
{
    return limit ? (size_t)(xorshift(state) % limit) : 0;
}

/* Bytes that mean something to somebody. */
static uint8_t telling_byte(uint64_t *state)
{
    static const uint8_t bytes[] = "\0\n\r\t \"'\\,;:[]{}<>=%/.-+019aZ\x7f\x80\xc0\xe2\xef\xfe\xff";
    return bytes[below(state, sizeof bytes - 1)];
}

/* Copies up to `count` bytes of another seed over the place. */
static void splice(uint64_t *state, uint8_t *buf, size_t size, size_t at)
{
    const struct seed *other = &seeds[below(state, seed_count)];
    size_t from = below(state, other->size);
    size_t count = 1 + below(state, 32);
    if (count > other->size - from)
        count = other->size - from;
    if (count > size - at)
        count = size - at;
    if (count)
        memcpy(buf + at, other->at + from, count);
}

/* One change in place; returns the new size, at most one byte more. */
static size_t mutate(uint64_t *state, uint8_t *buf, size_t size)
{
    size_t at = below(state, size);
    switch (below(state, 6)) {
    case 0: /* cut */ return at;
    case 1: /* insert */
        memmove(buf + at + 1, buf + at, size - at);
        buf[at] = telling_byte(state);
        return size + 1;
    case 2: /* delete */
        if (size == 0)
            return 0;
        memmove(buf + at, buf + at + 1, size - at - 1);
        return size - 1;
    case 3:
        if (size)
            buf[at] = telling_byte(state);
        return size;
    case 4:
        if (size)
            buf[at] ^= (uint8_t)(1u << below(state, 8));
        return size;
    default: splice(state, buf, size, at); return size;
    }
}

static void run_mutations(const struct seed *seed, unsigned rounds, uint64_t *state)
{
    enum { CHANGES = 8 };
    uint8_t *buf = need(malloc(seed->size + CHANGES + 1));
    for (unsigned i = 0; i < rounds; i++) {
        size_t size = seed->size;
        if (size)
            memcpy(buf, seed->at, size);
        for (size_t changes = 1 + below(state, CHANGES); changes > 0; changes--)
            size = mutate(state, buf, size);
        run(buf, size);
    }
    free(buf);
}

static void add_seed(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL || seed_count == SEEDS_MAX) {
        fprintf(stderr, "driver: cannot read %s\n", path);
        exit(2);
    }
    uint8_t *at = need(malloc(SIZE_MAX_BYTES));
    size_t size = fread(at, 1, SIZE_MAX_BYTES, file);
    (void)fclose(file);
    seeds[seed_count++] = (struct seed){ at, size };
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void read_folder(const char *folder)
{
    struct dirent **names = NULL;
    int count = scandir(folder, &names, not_hidden, alphasort);
    for (int i = 0; i < count; i++) {
        add_seed(folder, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    if (seed_count == 0)
        seeds[seed_count++] = (struct seed){ need(calloc(1, 1)), 0 };
}

int main(int argc, char **argv)
{
    unsigned rounds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 300;
    uint64_t state = 0x2545f4914f6cdd1du;

    if (argc > 1)
        read_folder(argv[1]);
    for (size_t i = 0; i < seed_count; i++)
        run(seeds[i].at, seeds[i].size);
    for (size_t i = 0; i < seed_count; i++)
        run_mutations(&seeds[i], rounds, &state);
    printf("%zu seeds, %llu executions\n", seed_count, (unsigned long long)executions);
    for (size_t i = 0; i < seed_count; i++)
        free(seeds[i].at);
    return 0;
}
