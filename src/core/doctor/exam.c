/* exam.c - asks all checks, and puts what they say in order. */
#include "core/doctor/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LACKS_MAX 200u /* more than anybody would work through */
#define TEXT_MAX (256u * 1024)

/* ---- writing ---- */

void say_number(struct out *out, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (int i = 0; i < len; i++)
        out_printf(out, "%s%c", i > 0 && (len - i) % 3 == 0 ? "," : "", digits[i]);
}

/* A copy that lives as long as the diagnosis; "" and a count when there is no room. */
static const char *keep(struct exam *x, const char *words, size_t len)
{
    char *to = arena_take(x->arena, len + 1);
    if (to == NULL) {
        x->out->dropped++;
        return "";
    }
    memcpy(to, words, len);
    to[len] = '\0';
    return to;
}

void exam_add(struct exam *x, const struct telling_lack *t, const char *what, struct out *noticed)
{
    const char *source = t->cell != NULL ? t->cell->name : "";
    if (x->out->count == LACKS_MAX || noticed->failed) {
        x->out->dropped++;
    } else {
        x->out->lacks[x->out->count++] = (struct lack){ .check = t->check,
            .grave = t->grave,
            .source = source,
            .host = t->cell != NULL ? keep(x, t->cell->host, strlen(t->cell->host)) : "",
            .what = keep(x, what, strlen(what)),
            .why = t->why,
            .how = t->how != NULL ? t->how : hint_for(t->check, source),
            .noticed = keep(x, noticed->at, noticed->len) };
    }
    out_done(noticed);
}

/* ---- the order ---- */

static int by_lack(const void *va, const void *vb)
{
    const struct lack *a = va, *b = vb;
    if (a->grave != b->grave)
        return a->grave < b->grave ? -1 : 1;
    int by = strcmp(a->check, b->check);
    if (by == 0)
        by = strcmp(a->source, b->source);
    return by != 0 ? by : strcmp(a->host, b->host);
}

static int by_source(const void *va, const void *vb)
{
    const struct seen_source *a = va, *b = vb;
    int by = strcmp(a->name, b->name);
    return by != 0 ? by : strcmp(a->host, b->host);
}

/* ---- sums ---- */

static void add_cell(struct cell *to, const struct cell *from)
{
    for (int o = 0; o < OUTCOME_COUNT; o++)
        to->outcome[o] += from->outcome[o];
    for (int p = 0; p < PROTOS; p++) {
        to->ok[p] += from->ok[p];
        to->bad[p] += from->bad[p];
    }
    for (int h = 0; h < 24; h++)
        to->ok_by_hour[h] += from->ok_by_hour[h];
    to->accesses += from->accesses;
    to->no_account += from->no_account;
    to->masked += from->masked;
    to->no_address += from->no_address;
    to->failures_no_address += from->failures_no_address;
    to->no_agent += from->no_agent;
    to->no_zone += from->no_zone;
    to->tokens += from->tokens;
    to->by_pam += from->by_pam;
    to->by_sshd += from->by_sshd;
    if (from->first != TIME_NONE && (to->first == TIME_NONE || from->first < to->first))
        to->first = from->first;
    if (from->last != TIME_NONE && (to->last == TIME_NONE || from->last > to->last))
        to->last = from->last;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct cell *)a)->name, ((const struct cell *)b)->name);
}

static struct cell *source_named(struct exam *x, const struct cell *like)
{
    for (size_t i = 0; i < x->sources_count; i++)
        if (strcmp(x->sources[i].name, like->name) == 0)
            return &x->sources[i];
    struct cell *source = &x->sources[x->sources_count++];
    *source = (struct cell){
        .name = like->name, .family = like->family, .first = TIME_NONE, .last = TIME_NONE
    };
    return source;
}

static void add_up(struct exam *x)
{
    for (uint32_t i = 0; i < x->doctor->count; i++) {
        const struct cell *cell = &x->doctor->cells[i];
        add_cell(source_named(x, cell), cell);
        x->has[cell->family] = x->has[cell->family] || cell_signins(cell) > 0;
        x->has_access[cell->family] = x->has_access[cell->family] || cell->accesses > 0;
    }
    qsort(x->sources, x->sources_count, sizeof *x->sources, by_name);
}

static void list_sources(struct exam *x)
{
    for (uint32_t i = 0; i < x->doctor->count; i++) {
        const struct cell *cell = &x->doctor->cells[i];
        if (cell_signins(cell) + cell->accesses == 0)
            continue;
        x->out->sources[x->out->sources_count++] = (struct seen_source){ .name = cell->name,
            .host = keep(x, cell->host, strlen(cell->host)),
            .family = cell->family,
            .signins = cell_signins(cell),
            .successes = cell->outcome[OUTCOME_OK],
            .failures = cell_failures(cell),
            .accesses = cell->accesses,
            .first = cell->first,
            .last = cell->last };
    }
    qsort(x->out->sources, x->out->sources_count, sizeof *x->out->sources, by_source);
}

/* ---- all of it ---- */

struct memory {
    struct lack lacks[LACKS_MAX];
    struct seen_source sources[CELLS_MAX];
    struct arena arena;
};

enum status doctor_report(
        struct doctor *doctor, const struct summary *sum, struct diagnosis *ret, struct error *err)
{
    struct memory *memory = calloc(1, sizeof *memory);
    struct cell *sources = calloc(CELLS_MAX, sizeof *sources);
    if (memory == NULL || sources == NULL || arena_init(&memory->arena, TEXT_MAX, err) != STATUS_OK) {
        free(memory);
        free(sources);
        return fail(err, STATUS_NOMEM, "no memory for what is missing");
    }
    *ret = (struct diagnosis){ .lacks = memory->lacks, .sources = memory->sources, .memory = memory };
    struct exam x = { .doctor = doctor, .sum = sum, .sources = sources, .out = ret, .arena = &memory->arena };
    add_up(&x);
    list_sources(&x);
    static void (*const checks[])(struct exam *) = { check_reading, check_outcomes, check_fields, check_kinds,
        check_times, check_clocks };
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++)
        checks[i](&x);
    qsort(ret->lacks, ret->count, sizeof *ret->lacks, by_lack);
    free(sources);
    return STATUS_OK;
}

void diagnosis_done(struct diagnosis *diagnosis)
{
    struct memory *memory = diagnosis->memory;
    if (memory != NULL)
        arena_done(&memory->arena);
    free(memory);
    *diagnosis = (struct diagnosis){ .count = 0 };
}
