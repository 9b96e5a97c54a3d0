/* playbook.c - what fits, what does not, what cannot be known, and what that makes likely. */
#include "core/incident/playbook.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- what the log tells of a feature ---- */

/* A number that a feature may name; false: the log does not tell it. */
static bool number_of(
        const struct draft *d, const struct facts *f, const struct playbook_feature *ft, double *ret)
{
    const bool ssh = slice_eq(f->protocol, LIT("sshd"));
    const struct {
        const char *name;
        double value;
        bool known;
    } all[] = {
        { "sources", (double)d->inc->sources_total, true },
        { "accounts", (double)d->inc->accounts_total, true },
        { "tries_per_account", f->tries_per_account, true },
        { "tries_per_account_day", f->tries_per_account_day, true },
        { "tries_per_busy_hour", f->tries_per_busy_hour, f->tries_per_busy_hour > 0 },
        { "tries_per_source_day", f->tries_per_source_day, true },
        { "tries_per_pair", f->tries_per_pair, f->tries_per_pair > 0 },
        { "accounts_share", f->accounts_share, f->accounts_share > 0 },
        { "one_try_share", f->one_try_share, f->days >= 0.5 }, { "missing_share", f->missing_share, true },
        { "dormant_share", f->dormant_share, f->dormant_known }, { "days", f->days, true },
        { "quiet_days_share", f->quiet_days_share, f->days >= 4 },
        { "burst_share", f->burst_share, f->days >= 4 },
        { "window", facts_window(f, ft->week, ft->from, ft->to), f->days >= 2 }, { "service", 1, !ssh },
        /* tor, exits, residential: no log tells */
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strcmp(all[i].name, ft->name) == 0) {
            *ret = all[i].value;
            return all[i].known;
        }
    return false;
}

/* A $ at the end of the part stands for the end of the text. */
static bool holds_part(struct slice s, struct slice part)
{
    bool at_end = part.len > 0 && part.at[part.len - 1] == '$';
    size_t len = part.len - at_end;
    if (len == 0 || len > s.len)
        return false;
    part = slice_first(part, len);
    for (size_t i = at_end ? s.len - len : 0; i + len <= s.len; i++)
        if (slice_eq_nocase(slice_first(slice_skip(s, i), len), part))
            return true;
    return false;
}

static bool holds_any(struct slice s, struct slice any)
{
    while (any.len > 0) {
        struct slice part = slice_first(any, slice_find(any, '|'));
        if (holds_part(s, part))
            return true;
        any = slice_skip(any, part.len + 1);
    }
    return false;
}

static struct slice text_of(const struct incident_client *c, const char *name)
{
    return text(strcmp(name, "agent") == 0          ? c->agent
                    : strcmp(name, "protocol") == 0 ? c->protocol
                                                    : c->application);
}

/* Share of the attempts that hold any of the texts; unknown where fewer than half have such a text. Attempts of
 * clients beyond the list count as holding none. */
static bool share_of_clients(
        const struct draft *d, const struct facts *f, const struct playbook_feature *ft, double *ret)
{
    uint64_t told = 0, hold = 0;
    for (size_t i = 0; i < d->inc->clients_count; i++) {
        const struct incident_client *c = &d->inc->clients[i];
        struct slice s = text_of(c, ft->name);
        if (s.len == 0 || slice_eq(s, LIT("sshd"))) /* the server's own name is no choice of the attacker's */
            continue;
        told += c->attempts;
        hold += holds_any(s, text(ft->any)) ? c->attempts : 0;
    }
    *ret = f->client_attempts ? (double)hold / f->client_attempts : 0;
    return told > 0 && told * 2 >= f->client_attempts;
}

/* The same of the networks' numbers. */
static bool share_of_networks(const struct draft *d, const struct playbook_feature *ft, double *ret)
{
    uint64_t told = 0, hold = 0, all = 0;
    for (size_t i = 0; i < d->inc->sources_count; i++) {
        const struct incident_source *src = &d->inc->sources[i];
        struct slice any = text(ft->any);
        bool hit = false;
        while (any.len > 0) {
            struct slice part = slice_first(any, slice_find(any, '|'));
            uint64_t asn;
            hit = hit || (slice_to_uint(part, UINT32_MAX, &asn) && asn == src->asn);
            any = slice_skip(any, part.len + 1);
        }
        all += src->attempts;
        told += src->asn ? src->attempts : 0;
        hold += hit && src->asn ? src->attempts : 0;
    }
    *ret = all ? (double)hold / (double)all : 0;
    return told > 0 && told * 2 >= all;
}

struct told {
    const struct draft *d;
    const struct facts *f;
};

static bool value_of(const void *ctx, const struct playbook_feature *ft, double *ret)
{
    const struct told *t = ctx;
    if (strcmp(ft->name, "asn") == 0)
        return share_of_networks(t->d, ft, ret);
    if (ft->any != NULL)
        return share_of_clients(t->d, t->f, ft, ret);
    return number_of(t->d, t->f, ft, ret);
}

/* ---- sentences ---- */

/* Puts the number where the sentence has its "%.Nf". */
static const char *with_number(struct memory *memory, const char *words, double value)
{
    const char *mark = strstr(words, "%.");
    if (mark == NULL || mark[2] < '0' || mark[2] > '2' || mark[3] != 'f')
        return words;
    return memory_printf(memory, "%.*s%.*f%s", (int)(mark - words), words, mark[2] - '0', value, mark + 4);
}

static void tell(struct memory *memory, struct incident_playbook *to, const struct playbook_feature *ft,
        bool known, bool fit, double value)
{
    const char *words = !known ? ft->unknown : fit ? ft->yes : ft->no;
    if (!known && words == NULL)
        words = memory_printf(memory, "the log does not tell the %s", ft->name);
    if (words == NULL)
        return;
    words = with_number(memory, words, value);
    if (known && !fit && ft->must)
        words = memory_printf(memory, "%s; that is essential to it and halves the likeness", words);
    memory_line(memory, !known ? &to->unknown : fit ? &to->for_ : &to->against, PLAYBOOK_FEATURES, words);
}

/* ---- the likeness ---- */

/* How likely rather this actor's manner than anybody's. */
static double odds_of(double nats)
{
    return 1 / (1 + exp((PLAYBOOK_PRIOR - nats) / PLAYBOOK_TEMPER));
}

struct likeness {
    double odds;  /* with what is halved */
    double known; /* share of what is published that the log tells */
};

static bool fits(const struct playbook_feature *ft, double value)
{
    return (value >= ft->min && value <= ft->max)
            || (ft->or_max > 0 && value >= ft->or_min && value <= ft->or_max);
}

static struct likeness match_one(struct memory *memory, const struct playbook_facts *facts,
        const struct playbook *book, struct incident_playbook *to)
{
    double told = 0, all = 0, whole = 1;
    *to = (struct incident_playbook){ .name = book->name };
    for (size_t i = 0; i < playbook_features(book); i++) {
        const struct playbook_feature *ft = &book->features[i];
        double value = 0;
        bool known = facts->value(facts->ctx, ft, &value);
        bool fit = fits(ft, value);
        tell(memory, to, ft, known, fit, value);
        all += playbook_bearing(ft);
        if (!known)
            continue;
        told += playbook_bearing(ft);
        to->told |= 1u << i;
        to->fits |= fit ? 1u << i : 0;
        to->nats += playbook_nats(ft, fit);
        whole *= fit || !ft->must ? 1 : 0.5;
    }
    return (struct likeness){ odds_of(to->nats) * whole, all > 0 ? told / all : 0 };
}

static double rounded(double x)
{
    return (double)(int)(x * 100 + 0.5) / 100;
}

static int by_similarity(const void *a, const void *b)
{
    const struct incident_playbook *x = a, *y = b;
    if (x->similarity != y->similarity)
        return x->similarity > y->similarity ? -1 : 1;
    return strcmp(x->name, y->name);
}

static size_t match_all(
        struct memory *memory, const struct playbook_facts *facts, struct incident_playbook *list)
{
    struct likeness best = { 0, 0 };
    size_t count = 0, null = 0;
    for (const struct playbook *book = playbooks; book->name != NULL; book++) {
        if (book->of_mail != facts->of_mail)
            continue;
        struct incident_playbook *to = &list[count++];
        struct likeness one = match_one(memory, facts, book, to);
        if (strncmp(book->name, "generic", 7) == 0) {
            null = count - 1;
            continue;
        }
        to->similarity = rounded(one.odds * one.known);
        if (one.odds * one.known > best.odds * best.known)
            best = one;
    }
    list[null].similarity = rounded((1 - best.odds) * best.known);
    playbooks_order(list, count);
    return count;
}

void playbooks_order(struct incident_playbook *list, size_t count)
{
    if (count > 0)
        qsort(list, count, sizeof *list, by_similarity);
}

void playbooks_match_facts(struct memory *memory, struct incident *inc, const struct playbook_facts *facts)
{
    size_t count = 0;
    while (playbooks[count].name != NULL)
        count++;
    inc->playbooks = memory_take(memory, count * sizeof *inc->playbooks);
    if (inc->playbooks == NULL)
        return;
    count = match_all(memory, facts, inc->playbooks);
    while (inc->playbooks_count < count && inc->playbooks[inc->playbooks_count].similarity >= PLAYBOOK_LEAST)
        inc->playbooks_count++;
}

#define SPRAYED 10 /* accounts of a takeover, from which it is a spray too */

void playbooks_match(struct draft *d, const struct facts *f)
{
    const struct told told = { d, f };
    const struct playbook_facts facts = { .ctx = &told, .value = value_of };
    if (d->camp->trigger == TRIGGER_GLASS || d->camp->trigger == TRIGGER_LOOP
            || d->camp->trigger == TRIGGER_SCAN
            || (d->camp->trigger == TRIGGER_TAKEN && d->inc->accounts_count < SPRAYED))
        return; /* playbooks tell how passwords are guessed */
    playbooks_match_facts(d->memory, d->inc, &facts);
}
