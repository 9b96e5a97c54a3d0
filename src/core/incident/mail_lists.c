/* mail_lists.c - whom a mailing reached, from where, with what: the lists of its incident. */
#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/incident/mail_draft.h"

#define HOURS_MAX (366u * 24)

/* A recipient of one letter, to be sorted beside the same of others. */
struct reached {
    const char *name;
    uint32_t letter; /* of members */
};

static int by_name(const void *a, const void *b)
{
    const struct reached *x = a, *y = b;
    int order = strcasecmp(x->name, y->name);
    return order != 0 ? order : x->letter < y->letter ? -1 : x->letter > y->letter;
}

static size_t gather_reached(const struct mail_draft *d, struct reached **ret)
{
    size_t count = 0, all = 0;
    for (uint32_t i = 0; i < d->count; i++)
        all += mail_letter(d, i)->to_count;
    *ret = calloc(all + 1, sizeof **ret);
    for (uint32_t i = 0; i < d->count && *ret != NULL; i++)
        for (uint32_t k = 0; k < mail_letter(d, i)->to_count; k++)
            (*ret)[count++] = (struct reached){ mail_letter(d, i)->to[k], i };
    if (count > 0)
        qsort(*ret, count, sizeof **ret, by_name);
    return count;
}

static const char *shown_name(struct mail_draft *d, const char *name)
{
    char buf[PSEUDONYM_MAX];
    struct slice shown = text(name);
    if (d->told->names != NULL)
        shown = pseudonym_of(d->told->names, text(d->told->organisation), shown, buf);
    const char *copy = memory_text(d->memory, shown.at, shown.len);
    return copy ? copy : "";
}

static void add_recipient(struct mail_draft *d, const struct reached *r, struct incident_account *to)
{
    const struct letter *l = mail_letter(d, r->letter);
    if (to->attempts == 0)
        *to = (struct incident_account){ .name = shown_name(d, r->name),
            .outcome = ACCESS_DELIVERED,
            .at = l->time,
            .from = l->source,
            .first = l->time,
            .last = l->time };
    if (l->is_answered && to->outcome != ACCESS_ANSWERED) {
        to->outcome = ACCESS_ANSWERED;
        to->at = l->time;
        to->from = l->source;
    }
    to->attempts++;
    to->last = l->time > to->last ? l->time : to->last;
}

static int account_order(const void *a, const void *b)
{
    const struct incident_account *x = a, *y = b;
    if (x->outcome != y->outcome)
        return access_rank(x->outcome) > access_rank(y->outcome) ? -1 : 1;
    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void list_recipients(struct mail_draft *d)
{
    struct incident *inc = d->inc;
    struct reached *all;
    size_t count = gather_reached(d, &all), people = 0;
    for (size_t i = 0; i < count; i++)
        people += i == 0 || strcasecmp(all[i].name, all[i - 1].name) != 0;
    inc->accounts = all ? memory_take(d->memory, (people + 1) * sizeof *inc->accounts) : NULL;
    for (size_t i = 0; i < count && inc->accounts != NULL; i++) {
        bool same = i > 0 && strcasecmp(all[i].name, all[i - 1].name) == 0;
        if (same && all[i].letter == all[i - 1].letter)
            continue;
        inc->accounts_count += !same;
        add_recipient(d, &all[i], &inc->accounts[inc->accounts_count - 1]);
    }
    free(all);
    if (inc->accounts != NULL)
        qsort(inc->accounts, inc->accounts_count, sizeof *inc->accounts, account_order);
    inc->accounts_total = inc->accounts_count;
    if (inc->accounts_count > MAIL_RECIPIENTS)
        inc->accounts_count = MAIL_RECIPIENTS;
}

static int source_order(const void *a, const void *b)
{
    const struct incident_source *x = a, *y = b;
    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    return memcmp(&x->key, &y->key, sizeof x->key);
}

static int by_address(const void *a, const void *b)
{
    const struct incident_source *x = a, *y = b;
    int order = memcmp(&x->key, &y->key, sizeof x->key);
    return order != 0 ? order : x->first < y->first ? -1 : x->first > y->first;
}

static void list_sources(struct mail_draft *d)
{
    struct incident *inc = d->inc;
    size_t count = 0, kept = 0;
    inc->sources = memory_take(d->memory, (d->count + 1) * sizeof *inc->sources);
    for (uint32_t i = 0; i < d->count && inc->sources != NULL; i++) {
        const struct letter *l = mail_letter(d, i);
        if (ip_is_none(l->source))
            continue;
        inc->sources[count++] = (struct incident_source){ .key = ip_source_key(l->source),
            .attempts = 1,
            .accounts = l->to_total,
            .probability = 1,
            .network = "",
            .first = l->time,
            .last = l->time };
    }
    if (count > 0)
        qsort(inc->sources, count, sizeof *inc->sources, by_address);
    for (size_t i = 0; i < count; i++) {
        struct incident_source *last = kept ? &inc->sources[kept - 1] : NULL, *one = &inc->sources[i];
        if (last == NULL || !ip_eq(last->key, one->key)) {
            inc->sources[kept++] = *one;
            continue;
        }
        last->attempts++;
        last->accounts += one->accounts;
        last->last = one->last > last->last ? one->last : last->last;
    }
    if (kept > 0)
        qsort(inc->sources, kept, sizeof *inc->sources, source_order);
    inc->sources_count = inc->sources_total = inc->networks = kept;
}

/* ---- evidence: the opening message, the surest, and some from the first to the last ---- */

static uint32_t row_of(const struct incident *inc, const struct letter *l)
{
    for (size_t i = 0; i < inc->evidence_count; i++)
        if (inc->evidence[i].file == l->file && inc->evidence[i].offset == l->offset)
            return (uint32_t)i;
    return ACT_NO_ROW;
}

static void add_evidence(struct mail_draft *d, uint32_t member, enum evidence_role role)
{
    struct incident *inc = d->inc;
    const struct letter *l = mail_letter(d, member);
    if (row_of(inc, l) != ACT_NO_ROW)
        return;
    inc->evidence[inc->evidence_count] = (struct incident_evidence){ .file = l->file,
        .line = l->line,
        .offset = l->offset,
        .length = l->length > UINT32_MAX ? UINT32_MAX : (uint32_t)l->length,
        .role = role,
        .time = l->time,
        .account = l->to_count > 0 ? shown_name(d, l->to[0]) : "",
        .source = l->source,
        .message = l->id };
    inc->evidence_count++;
}

static uint32_t surest(const struct mail_draft *d)
{
    uint32_t best = d->opening;
    for (uint32_t i = 0; i < d->count; i++)
        if (mail_letter(d, i)->sum > mail_letter(d, best)->sum)
            best = i;
    return best;
}

static void list_evidence(struct mail_draft *d)
{
    struct incident *inc = d->inc;
    uint32_t step = d->count / MAIL_SAMPLES + 1;
    inc->evidence = memory_take(d->memory, (MAIL_SAMPLES + 2) * sizeof *inc->evidence);
    if (inc->evidence == NULL)
        return;
    add_evidence(d, d->opening, EVIDENCE_OPENING);
    add_evidence(d, surest(d), EVIDENCE_DECIDING);
    for (uint32_t i = 0; i < d->count && inc->evidence_count < MAIL_SAMPLES + 2; i += step)
        add_evidence(d, i, EVIDENCE_SAMPLE);
}

static void list_messages(struct mail_draft *d)
{
    struct incident *inc = d->inc;
    size_t most = d->count < MESSAGES_SHOWN ? d->count : MESSAGES_SHOWN;
    inc->messages_total = d->count;
    inc->messages = memory_take(d->memory, most * sizeof *inc->messages);
    for (uint32_t i = 0; i < most && inc->messages != NULL; i++) {
        const struct letter *l = mail_letter(d, i);
        inc->messages[inc->messages_count++] = (struct incident_message){ .id = l->id,
            .from = l->from,
            .from_name = l->from_name,
            .reply_to = l->reply_to,
            .subject = l->subject,
            .message_id = l->message_id,
            .time = l->time,
            .score = l->score,
            .verdict = l->kind,
            .lure = l->lure,
            .recipients = l->to_total,
            .row = row_of(inc, l),
            .answered = l->is_answered };
    }
}

/* ---- what the messages share ---- */

static int by_mark(const void *a, const void *b)
{
    const struct incident_mark *x = a, *y = b;
    return x->kind != y->kind ? (int)x->kind - (int)y->kind : strcmp(x->text, y->text);
}

static int mark_order(const void *a, const void *b)
{
    const struct incident_mark *x = a, *y = b;
    if (x->messages != y->messages)
        return x->messages > y->messages ? -1 : 1;
    return by_mark(a, b);
}

static void list_marks(struct mail_draft *d)
{
    struct incident *inc = d->inc;
    size_t all = 0, count = 0, kept = 0;
    for (uint32_t i = 0; i < d->count; i++)
        all += mail_letter(d, i)->marks_count;
    struct incident_mark *marks = calloc(all + 1, sizeof *marks);
    for (uint32_t i = 0; i < d->count && marks != NULL; i++)
        for (uint32_t k = 0; k < mail_letter(d, i)->marks_count; k++) {
            const struct letter_mark *m = &mail_letter(d, i)->marks[k];
            marks[count++] = (struct incident_mark){ m->kind, m->text, 1 };
        }
    if (count > 0)
        qsort(marks, count, sizeof *marks, by_mark);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && by_mark(&marks[kept - 1], &marks[i]) == 0)
            marks[kept - 1].messages++;
        else
            marks[kept++] = marks[i];
    }
    if (kept > 0)
        qsort(marks, kept, sizeof *marks, mark_order);
    inc->marks_count = kept < INCIDENT_MARKS ? kept : INCIDENT_MARKS;
    inc->marks = memory_take(d->memory, (inc->marks_count + 1) * sizeof *inc->marks);
    for (size_t i = 0; i < inc->marks_count && inc->marks != NULL; i++)
        inc->marks[i] = marks[i];
    free(marks);
}

/* ---- when ---- */

static void list_hours(struct mail_draft *d)
{
    struct incident *inc = d->inc;
    if (inc->first_seen == TIME_NONE)
        return;
    int64_t first = inc->first_seen / TIME_SECOND / 3600;
    int64_t hours = inc->last_seen / TIME_SECOND / 3600 - first + 1;
    inc->hours = hours < HOURS_MAX ? (size_t)hours : HOURS_MAX;
    uint32_t *at = memory_take(d->memory, inc->hours * sizeof *at);
    inc->per_hour = inc->lane[LANE_MAIL] = at;
    for (uint32_t i = 0; i < d->count && at != NULL; i++) {
        time_us time = mail_letter(d, i)->time;
        int64_t hour = time == TIME_NONE ? -1 : time / TIME_SECOND / 3600 - first;
        if (hour >= 0 && hour < (int64_t)inc->hours)
            at[hour]++;
    }
}

static void span(struct mail_draft *d)
{
    struct incident *inc = d->inc;
    inc->first_seen = inc->last_seen = TIME_NONE;
    for (uint32_t i = 0; i < d->count; i++) {
        time_us time = mail_letter(d, i)->time;
        if (time == TIME_NONE)
            continue;
        if (inc->first_seen == TIME_NONE || time < inc->first_seen)
            inc->first_seen = time;
        if (inc->last_seen == TIME_NONE || time > inc->last_seen)
            inc->last_seen = time;
    }
    inc->opened_at = mail_letter(d, d->opening)->time;
}

void mail_lists(struct mail_draft *d)
{
    span(d);
    list_recipients(d);
    list_sources(d);
    list_evidence(d);
    list_messages(d);
    list_marks(d);
    list_hours(d);
}
