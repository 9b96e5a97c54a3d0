/* mail_settle.c - what only all messages together tell: how well each sender is known. */
#include <stdlib.h>
#include <string.h>

#include "app/mail.h"

#define REASONS_CLEAN 4u  /* of a clean message, at the end */
#define REASONS_BEFORE 8u /* of one that looks clean before its sender's history is known */
#define VALUE_MAX 200u

/* The strongest `most` of them: as they come, half of them from the end, where those that speak for the message are. */
static uint32_t choose(const struct verdict *v, uint32_t most, uint32_t at[VERDICT_REASONS])
{
    uint32_t count = v->reasons_count < most ? v->reasons_count : most, against = 0;
    while (against < v->reasons_count && v->reasons[against].weight > 0)
        against++;
    uint32_t head = against < count ? against : count;
    if (v->reasons_count > count && v->reasons_count - against > 0 && head > count / 2) {
        uint32_t tail = v->reasons_count - against < count - count / 2 ? v->reasons_count - against
                                                                       : count - count / 2;
        head = count - tail;
    }
    for (uint32_t i = 0; i < count; i++)
        at[i] = i < head ? i : v->reasons_count - (count - i);
    return count;
}

static uint32_t kept_reasons(const struct verdict *v, bool is_final)
{
    if (v->kind != VERDICT_CLEAN)
        return VERDICT_REASONS;
    return is_final ? REASONS_CLEAN : REASONS_BEFORE;
}

static void take_verdict(struct letter *letter, const struct verdict *v, struct pen *pen, bool is_final)
{
    uint32_t at[VERDICT_REASONS];
    uint32_t count = choose(v, kept_reasons(v, is_final), at);
    letter->kind = v->kind;
    letter->lure = v->lure;
    letter->score = v->score;
    letter->sum = v->sum;
    letter->reasons_total = v->reasons_total;
    letter->reasons = count > 0 ? pen_take(pen, count * sizeof *letter->reasons) : NULL;
    letter->reasons_count = letter->reasons != NULL ? count : 0;
    for (uint32_t i = 0; i < letter->reasons_count; i++) {
        const struct mail_reason *reason = &v->reasons[at[i]];
        letter->reasons[i] = (struct letter_reason){ .feature = reason->feature,
            .text = pen_phrase(pen, text(reason->text), VALUE_MAX),
            .value = pen_text(pen, reason->value, VALUE_MAX),
            .weight = reason->weight,
            .place = reason->place };
    }
}

void letter_take_verdict(struct letter *letter, const struct verdict *verdict, struct pen *pen)
{
    take_verdict(letter, verdict, pen, false);
}

/* The verdict as it was, from what was kept of it. */
static void verdict_again(const struct letter *letter, struct verdict *ret)
{
    *ret = (struct verdict){ .score = letter->score,
        .sum = letter->sum,
        .kind = letter->kind,
        .lure = letter->lure,
        .reasons_count = letter->reasons_count,
        .reasons_total = letter->reasons_total };
    for (uint32_t i = 0; i < letter->reasons_count; i++) {
        const struct letter_reason *reason = &letter->reasons[i];
        ret->reasons[i] = (struct mail_reason){ .feature = reason->feature,
            .value = text(reason->value),
            .weight = reason->weight,
            .text = reason->text,
            .place = reason->place };
    }
}

static bool is_changed(const struct verdict *v, const struct letter *letter)
{
    return v->sum != letter->sum || v->reasons_total != letter->reasons_total || v->kind != letter->kind;
}

static void settle_one(struct mail *mail, uint32_t i, struct arena *arena)
{
    struct letter *letter = &mail->letters.at[i];
    struct sender_history history = senders_history(mail->senders, mail->rows[i]);
    struct verdict verdict;
    letter->is_answered = letter->is_answered || senders_is_answered(mail->senders, mail->rows[i]);
    arena_reset(arena);
    verdict_again(letter, &verdict);
    verdict_with_history(&verdict, &history, arena);
    if (is_changed(&verdict, letter) || verdict.reasons_count > kept_reasons(&verdict, true))
        take_verdict(letter, &verdict, mail->pens[0], true);
    mail->phish += letter->kind == VERDICT_PHISH;
    mail->suspicious += letter->kind == VERDICT_SUSPICIOUS;
    mail->unscannable += letter->kind == VERDICT_UNSCANNABLE;
}

enum status mail_settle(struct mail *mail, struct error *err)
{
    struct arena arena = { 0 };
    enum status st = senders_settle(mail->senders, err);
    if (st == STATUS_OK)
        st = arena_init(&arena, (size_t)64 * 1024, err);
    for (uint32_t i = 0; st == STATUS_OK && i < mail->letters.count; i++)
        settle_one(mail, i, &arena);
    arena_done(&arena);
    return st;
}

static int by_time(const void *a, const void *b)
{
    const struct letter *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    int order = strcmp(x->id, y->id);
    if (order != 0)
        return order;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* The rows of senders are of no use any more. */
void mail_order_by_time(struct mail *mail)
{
    if (mail->letters.count > 0)
        qsort(mail->letters.at, mail->letters.count, sizeof *mail->letters.at, by_time);
}
