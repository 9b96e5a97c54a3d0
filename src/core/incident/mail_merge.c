/* mail_merge.c - the lists of two incidents as one, numbers of rows moved. */
#include "core/incident/mail_merge.h"

#include "core/incident/person.h"
#include "core/incident/playbook.h"

#include <stdlib.h>
#include <string.h>

#define HOUR (3600 * TIME_SECOND)
#define DAY (24 * HOUR)
#define LINES_MAX 24u

/* a, then b; NULL: no memory, or nothing. */
static void *both(
        struct memory *memory, const void *a, size_t a_count, const void *b, size_t b_count, size_t size)
{
    char *to = memory_take(memory, (a_count + b_count + 1) * size);
    if (to != NULL && a_count > 0)
        memcpy(to, a, a_count * size);
    if (to != NULL && b_count > 0)
        memcpy(to + a_count * size, b, b_count * size);
    return to;
}

static const char **both_lines(struct memory *memory, const char **a, const char **b)
{
    const char **to = memory_take(memory, (LINES_MAX + 1) * sizeof *to);
    size_t n = 0;
    for (int k = 0; k < 2 && to != NULL; k++)
        for (const char **from = k ? b : a; from != NULL && *from != NULL && n < LINES_MAX; from++) {
            size_t i = 0;
            while (i < n && strcmp(to[i], *from) != 0)
                i++;
            if (i == n)
                to[n++] = *from;
        }
    return to;
}

/* ---- hours and days begin earlier now ---- */

static uint32_t *later(struct memory *memory, const uint32_t *lane, size_t hours, size_t shift, size_t all)
{
    uint32_t *to = lane ? memory_take(memory, all * sizeof *to) : NULL;
    for (size_t i = 0; to != NULL && i < hours && i + shift < all; i++)
        to[i + shift] = lane[i];
    return to;
}

static void merge_hours(struct memory *memory, struct incident *to, const struct incident *mail)
{
    time_us first = to->first_seen < mail->first_seen ? to->first_seen : mail->first_seen;
    size_t shift = (size_t)(to->first_seen / HOUR - first / HOUR);
    size_t mail_shift = (size_t)(mail->first_seen / HOUR - first / HOUR);
    size_t end = to->hours + shift, mail_end = mail->hours + mail_shift,
           all = end > mail_end ? end : mail_end;
    for (int i = 0; i < LANES; i++)
        to->lane[i] = later(memory, to->lane[i], to->hours, shift, all);
    to->lane[LANE_MAIL] = later(memory, mail->lane[LANE_MAIL], mail->hours, mail_shift, all);
    to->per_hour = to->lane[LANE_ATTEMPTS] ? to->lane[LANE_ATTEMPTS] : to->lane[LANE_MAIL];
    to->hours = to->per_hour ? all : 0;
}

/* Columns of the matrix are days from the first. */
static void merge_days(struct memory *memory, struct incident *to, time_us first)
{
    size_t shift = (size_t)(to->first_seen / DAY - first / DAY), days = to->matrix_days + shift;
    if (shift == 0 || to->matrix == NULL)
        return;
    struct matrix_cell *grown = memory_take(memory, to->matrix_rows * days * sizeof *grown + 1);
    for (size_t r = 0; grown != NULL && r < to->matrix_rows; r++)
        memcpy(grown + r * days + shift, to->matrix + r * to->matrix_days, to->matrix_days * sizeof *grown);
    to->matrix = grown;
    to->matrix_days = grown ? days : 0;
    to->matrix_rows = grown ? to->matrix_rows : 0;
}

/* ---- people ---- */

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Recipients who are not among the accounts already come behind them. */
static void merge_accounts(
        struct memory *memory, const struct own *own, struct incident *to, const struct incident *mail)
{
    size_t had = to->accounts_count, kept = had;
    uint64_t *known = calloc(had + 1, sizeof *known);
    struct incident_account *all = both(
            memory, to->accounts, had, mail->accounts, mail->accounts_count, sizeof *all);
    for (size_t i = 0; i < had && known != NULL; i++)
        known[i] = person_hash(own, text(to->accounts[i].name));
    if (known != NULL)
        qsort(known, had, sizeof *known, by_number);
    for (size_t i = 0; i < mail->accounts_count && known != NULL && all != NULL; i++) {
        uint64_t person = person_hash(own, text(mail->accounts[i].name));
        if (bsearch(&person, known, had, sizeof person, by_number) == NULL)
            all[kept++] = mail->accounts[i];
    }
    free(known);
    if (all == NULL)
        return;
    to->accounts = all;
    to->accounts_count = kept;
    to->accounts_total += kept - had;
}

/* ---- rows and what points at them ---- */

static uint32_t *moved(struct memory *memory, const uint32_t *rows, size_t count, size_t by)
{
    uint32_t *to = memory_take(memory, (count + 1) * sizeof *to);
    for (size_t i = 0; to != NULL && i < count; i++)
        to[i] = rows[i] + (uint32_t)by;
    return to;
}

static void merge_reasons(
        struct memory *memory, struct incident *to, const struct incident *mail, size_t rows)
{
    size_t had = to->reasons_count;
    struct incident_reason *all = both(
            memory, to->reasons, had, mail->reasons, mail->reasons_count, sizeof *all);
    if (all == NULL)
        return;
    double sum = 0;
    for (size_t i = had; i < had + mail->reasons_count; i++) {
        all[i].rows = moved(memory, all[i].rows, all[i].rows_count, rows);
        all[i].rows_count = all[i].rows ? all[i].rows_count : 0;
    }
    to->reasons = all;
    to->reasons_count = had + mail->reasons_count;
    for (size_t i = 0; i < to->reasons_count; i++)
        sum += all[i].nats > 0 ? all[i].nats : 0;
    for (size_t i = 0; i < to->reasons_count && sum > 0; i++) /* shares of both together */
        all[i].weight = (double)(int64_t)(all[i].nats / sum * 1000 + 0.5) / 1000;
}

static void merge_rows(struct memory *memory, struct incident *to, const struct incident *mail)
{
    size_t had = to->evidence_count, messages = to->messages_count;
    struct incident_evidence *rows = both(
            memory, to->evidence, had, mail->evidence, mail->evidence_count, sizeof *rows);
    struct incident_message *all = both(
            memory, to->messages, messages, mail->messages, mail->messages_count, sizeof *all);
    if (rows == NULL || all == NULL)
        return;
    to->evidence = rows;
    to->evidence_count = had + mail->evidence_count;
    for (size_t i = messages; i < messages + mail->messages_count; i++)
        all[i].row = all[i].row == ACT_NO_ROW ? ACT_NO_ROW : all[i].row + (uint32_t)had;
    to->messages = all;
    to->messages_count = messages + mail->messages_count;
    to->messages_total += mail->messages_total;
    merge_reasons(memory, to, mail, had);
}

/* ---- the story ---- */

static const char *title_of(struct memory *memory, const struct incident *signin, const struct incident *mail)
{
    char first = signin->title[0];
    bool lower = first >= 'A' && first <= 'Z' && signin->title[1] >= 'a' && signin->title[1] <= 'z';
    return memory_printf(memory, "%s, then %c%s", mail->title, lower ? first + 32 : first, signin->title + 1);
}

void mail_merge(
        struct memory *memory, const struct own *own, struct incident *to, const struct incident *mail)
{
    time_us first = to->first_seen < mail->first_seen ? to->first_seen : mail->first_seen;
    merge_hours(memory, to, mail);
    merge_days(memory, to, first);
    merge_accounts(memory, own, to, mail);
    merge_rows(memory, to, mail);
    to->marks = both(memory, to->marks, to->marks_count, mail->marks, mail->marks_count, sizeof *to->marks);
    to->marks_count = to->marks ? to->marks_count + mail->marks_count : 0;
    to->counters = both(memory, to->counters, to->counters_count, mail->counters, mail->counters_count,
            sizeof *to->counters);
    to->counters_count = to->counters ? to->counters_count + mail->counters_count : 0;
    to->playbooks = both(memory, to->playbooks, to->playbooks_count, mail->playbooks, mail->playbooks_count,
            sizeof *to->playbooks);
    to->playbooks_count = to->playbooks ? to->playbooks_count + mail->playbooks_count : 0;
    playbooks_order(to->playbooks, to->playbooks_count);
    to->techniques = both_lines(memory, to->techniques, mail->techniques);
    to->do_now = both_lines(memory, to->do_now, mail->do_now);
    to->benign_if = both_lines(memory, to->benign_if, mail->benign_if);
    to->title = title_of(memory, to, mail);
    to->severity = to->severity > mail->severity ? to->severity : mail->severity;
    if (mail->opened_at < to->opened_at) {
        to->opened_at = mail->opened_at;
        memcpy(to->id, mail->id, sizeof to->id);
    }
    to->first_seen = first;
    to->last_seen = to->last_seen > mail->last_seen ? to->last_seen : mail->last_seen;
}
