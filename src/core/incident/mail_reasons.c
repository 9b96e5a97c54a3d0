/* mail_reasons.c - what speaks for a mailing, and what against it: the reasons of its messages, counted. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/incident/mail_draft.h"

#define REASONS_SHOWN 16u
#define COUNTERS_SHOWN 6u
#define ROWS_SHOWN 3u

/* One feature over all phish of the mailing. */
struct tally {
    const char *feature, *text, *value;
    double sum, most;
    uint32_t letters;
};

static int by_feature(const void *a, const void *b)
{
    return strcmp(((const struct tally *)a)->feature, ((const struct tally *)b)->feature);
}

static int by_sum(const void *a, const void *b)
{
    const struct tally *x = a, *y = b;
    if (fabs(x->sum) != fabs(y->sum))
        return fabs(x->sum) > fabs(y->sum) ? -1 : 1;
    return strcmp(x->feature, y->feature);
}

static size_t tally_all(const struct mail_draft *d, struct tally **ret)
{
    size_t all = 0, count = 0, kept = 0;
    for (uint32_t i = 0; i < d->count; i++)
        all += mail_letter(d, i)->reasons_count;
    struct tally *at = *ret = calloc(all + 1, sizeof *at);
    for (uint32_t i = 0; i < d->count && at != NULL; i++) {
        const struct letter *l = mail_letter(d, i);
        for (uint32_t k = 0; k < l->reasons_count && l->kind == VERDICT_PHISH; k++) {
            const struct letter_reason *r = &l->reasons[k];
            at[count++] = (struct tally){ r->feature, r->text, r->value, r->weight, fabs(r->weight), 1 };
        }
    }
    if (count > 0)
        qsort(at, count, sizeof *at, by_feature);
    for (size_t i = 0; i < count; i++) {
        struct tally *last = kept ? &at[kept - 1] : NULL;
        if (last == NULL || strcmp(last->feature, at[i].feature) != 0) {
            at[kept++] = at[i];
            continue;
        }
        last->sum += at[i].sum;
        last->letters++;
        if (at[i].most > last->most) {
            last->most = at[i].most;
            last->text = at[i].text;
            last->value = at[i].value;
        }
    }
    if (kept > 0)
        qsort(at, kept, sizeof *at, by_sum);
    return kept;
}

static bool letter_shows(const struct letter *l, const char *feature)
{
    for (uint32_t k = 0; k < l->reasons_count; k++)
        if (strcmp(l->reasons[k].feature, feature) == 0)
            return true;
    return false;
}

/* The evidence whose message shows the feature. */
static void point_at(struct mail_draft *d, struct incident_reason *to)
{
    uint32_t *rows = memory_take(d->memory, ROWS_SHOWN * sizeof *rows);
    to->rows = rows;
    for (uint32_t i = 0; i < d->inc->messages_count && rows != NULL && to->rows_count < ROWS_SHOWN; i++)
        if (d->inc->messages[i].row != ACT_NO_ROW && letter_shows(mail_letter(d, i), to->feature))
            rows[to->rows_count++] = d->inc->messages[i].row;
}

/* `text` of a reason is a sentence; what was seen stands behind it. */
static const char *sentence(struct mail_draft *d, const struct tally *t)
{
    size_t len = strlen(t->text);
    bool stop = len > 0 && t->text[len - 1] == '.';
    if (t->value == NULL || t->value[0] == '\0')
        return stop ? t->text : memory_printf(d->memory, "%s.", t->text);
    return memory_printf(d->memory, "%.*s: %.200s", (int)(len - stop), t->text, t->value);
}

static void add_reason(struct mail_draft *d, const struct tally *t, double all)
{
    struct incident_reason *to = &d->inc->reasons[d->inc->reasons_count++];
    *to = (struct incident_reason){ .feature = t->feature,
        .value = t->letters,
        .unit = d->phish == 1 ? "message" : "messages",
        .nats = round(t->sum / t->letters * 1000) / 1000,
        .weight = all > 0 ? round(t->sum / all * 1000) / 1000 : 0,
        .text = sentence(d, t),
        .how = "Messages of this mailing that show it; its nats are what it adds to the sum of each "
               "(cordon show --message)." };
    point_at(d, to);
}

void mail_reasons(struct mail_draft *d)
{
    struct tally *at;
    size_t count = tally_all(d, &at);
    double all = 0;
    d->inc->reasons = memory_take(d->memory, REASONS_SHOWN * sizeof *d->inc->reasons);
    d->inc->counters = memory_take(d->memory, COUNTERS_SHOWN * sizeof *d->inc->counters);
    for (size_t i = 0; i < count; i++)
        all += at[i].sum > 0 ? at[i].sum : 0;
    for (size_t i = 0; i < count && d->inc->reasons != NULL && d->inc->counters != NULL; i++) {
        if (at[i].sum > 0 && d->inc->reasons_count < REASONS_SHOWN)
            add_reason(d, &at[i], all);
        else if (at[i].sum < 0 && d->inc->counters_count < COUNTERS_SHOWN)
            d->inc->counters[d->inc->counters_count++] = (struct incident_counter){ at[i].feature,
                sentence(d, &at[i]) };
    }
    free(at);
}

uint32_t mail_feature_count(const struct mail_draft *d, const char *feature)
{
    uint32_t n = 0;
    bool of_lure = strncmp(feature, "lure:", 5) == 0;
    for (uint32_t i = 0; i < d->count; i++) {
        const struct letter *l = mail_letter(d, i);
        bool has = of_lure && strcmp(lure_name(l->lure), feature + 5) == 0;
        for (size_t k = 0; l->features != NULL && l->features[k] != NULL && !has; k++)
            has = strcmp(l->features[k], feature) == 0;
        n += has && l->kind == VERDICT_PHISH;
    }
    return n;
}
