/* playbook.c - what fits, what does not, what cannot be known. */
#include "core/incident/playbook.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#define FEATURES_MAX 12
#define LIST_MAX (FEATURES_MAX + 1)

static const struct book {
    const char *name, *title, *summary, *actor, *sources;
    struct feature {
        const char *feature;
        double min, max, weight;
        bool must;       /* essential: without it the likeness is halved */
        const char *any; /* texts parted by | */
        const char *yes, *no;
    } features[FEATURES_MAX];
} books[] = {
#include "playbooks.inc"
};

#define BOOKS (sizeof books / sizeof books[0])

/* The numbers that a feature may name. */
static bool number_of(const struct draft *d, const struct facts *f, const char *name, double *ret)
{
    const struct {
        const char *name;
        double value;
        bool known;
    } all[] = {
        { "sources", (double)d->inc->sources_total, true },
        { "accounts", (double)d->inc->accounts_total, true },
        { "tries_per_account_day", f->tries_per_account_day, true },
        { "tries_per_source_day", f->tries_per_source_day, true },
        { "accounts_share", f->accounts_share, f->accounts_share > 0 },
        { "one_try_share", f->one_try_share, true },
        { "missing_share", f->missing_share, true },
        { "days", f->days, true },
        { "working_hours_share", f->working_hours_share, true },
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strcmp(all[i].name, name) == 0) {
            *ret = all[i].value;
            return all[i].known;
        }
    return false;
}

static bool text_of(const struct facts *f, const char *name, struct slice *ret)
{
    *ret = strcmp(name, "agent") == 0          ? f->agent
            : strcmp(name, "application") == 0 ? f->application
                                               : f->protocol;
    bool sshd = slice_eq(*ret, LIT("sshd"));
    return ret->len > 0 && !sshd; /* the server's own name is no choice of the attacker's */
}

static bool holds_any(struct slice s, const char *any)
{
    struct slice rest = text(any);
    while (rest.len > 0) {
        struct slice one = slice_first(rest, slice_find(rest, '|'));
        if (one.len > 0 && slice_find_slice(s, one) < s.len)
            return true;
        rest = slice_skip(rest, one.len + 1);
    }
    return false;
}

static void add(struct draft *d, const char ***list, const char *words)
{
    size_t n = 0;
    if (*list == NULL)
        *list = memory_take(d->memory, LIST_MAX * sizeof **list);
    while (*list != NULL && n + 1 < LIST_MAX && (*list)[n] != NULL)
        n++;
    if (*list != NULL && n + 1 < LIST_MAX)
        (*list)[n] = words;
}

/* Puts the number where the sentence has its "%.Nf". */
static const char *with_number(struct draft *d, const char *words, double value)
{
    const char *mark = strstr(words, "%.");
    if (mark == NULL || mark[2] < '0' || mark[2] > '2' || mark[3] != 'f')
        return words;
    return memory_printf(d->memory, "%.*s%.*f%s", (int)(mark - words), words, mark[2] - '0', value, mark + 4);
}

static const char *words_of(struct draft *d, const struct feature *ft, bool fit, double value)
{
    const char *words = with_number(d, fit ? ft->yes : ft->no, value);
    if (fit || !ft->must)
        return words;
    return memory_printf(d->memory, "%s; that is essential to it and halves the likeness", words);
}

static void match_one(
        struct draft *d, const struct facts *f, const struct book *book, struct incident_playbook *to)
{
    double fits = 0, told = PLAYBOOK_DOUBT, whole = 1;
    *to = (struct incident_playbook){ .name = book->name };
    for (size_t i = 0; i < FEATURES_MAX && book->features[i].feature != NULL; i++) {
        const struct feature *ft = &book->features[i];
        struct slice s;
        double value = 0;
        bool by_text = ft->any[0] != '\0';
        bool known = by_text ? text_of(f, ft->feature, &s) : number_of(d, f, ft->feature, &value);
        if (!known) {
            add(d, &to->unknown, memory_printf(d->memory, "the log does not tell the %s", ft->feature));
            continue;
        }
        bool fit = by_text ? holds_any(s, ft->any) : value >= ft->min && value <= ft->max;
        told += ft->weight;
        fits += fit ? ft->weight : 0;
        whole *= fit || !ft->must ? 1 : 0.5;
        add(d, fit ? &to->for_ : &to->against, words_of(d, ft, fit, value));
    }
    to->similarity = (double)(int)(whole * fits / told * 100 + 0.5) / 100;
}

static int by_similarity(const void *a, const void *b)
{
    const struct incident_playbook *x = a, *y = b;
    if (x->similarity != y->similarity)
        return x->similarity > y->similarity ? -1 : 1;
    return strcmp(x->name, y->name);
}

void playbooks_match(struct draft *d, const struct facts *f)
{
    struct incident *inc = d->inc;
    const double least = 0.2;
    if (d->camp->trigger == TRIGGER_GLASS || d->camp->trigger == TRIGGER_LOOP
            || d->camp->trigger == TRIGGER_SCAN)
        return;
    inc->playbooks = memory_take(d->memory, BOOKS * sizeof *inc->playbooks);
    if (inc->playbooks == NULL)
        return;
    for (size_t i = 0; i < BOOKS; i++)
        match_one(d, f, &books[i], &inc->playbooks[i]);
    qsort(inc->playbooks, BOOKS, sizeof *inc->playbooks, by_similarity);
    while (inc->playbooks_count < BOOKS && inc->playbooks[inc->playbooks_count].similarity >= least)
        inc->playbooks_count++;
}

bool playbooks_print(struct out *out, const char *name)
{
    bool found = name == NULL;
    for (size_t i = 0; i < BOOKS; i++) {
        const struct book *b = &books[i];
        if (name == NULL) {
            out_printf(out, "%-16s %s\n", b->name, b->title);
            continue;
        }
        if (strcmp(b->name, name) != 0)
            continue;
        found = true;
        out_printf(out, "%s\n%s\n\n%s\nactor: %s\nsources: %s\n\nfeatures\n", b->name, b->title, b->summary,
                b->actor, b->sources);
        for (size_t k = 0; k < FEATURES_MAX && b->features[k].feature != NULL; k++) {
            const struct feature *ft = &b->features[k];
            if (ft->any[0] != '\0')
                out_printf(out, "  %-22s weight %g  any of: %s", ft->feature, ft->weight, ft->any);
            else
                out_printf(out, "  %-22s weight %g  %g .. %g", ft->feature, ft->weight, ft->min, ft->max);
            out_text(out, ft->must ? "  essential\n" : "\n");
        }
        out_text(out, "\nA match is a likeness to published behaviour, never an attribution.\n");
    }
    return found;
}
