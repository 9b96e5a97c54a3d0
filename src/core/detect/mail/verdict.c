/* verdict.c - the sum of what speaks against a message and for it, and what that comes to.
 *
 * Method  data/lure-model.txt: one weight a feature; sum = bias + weights x values, in nats. The score is that sum through
 *         the calibration of the file. A message over a budget is unscannable, unless what was read is a lure already.
 */
#include "core/detect/mail/verdict.h"

#include <math.h>

#include "core/detect/mail/mail_inside.h"
#include "core/detect/mail/model.h"

/* ---- what was not read ---- */

/* In the order of the bits of enum mime_budget (core/wire/mime.h), which this room may not include; a test compares. */
static const char *const budgets[] = { "it nests deeper than mail does", "it has more parts than mail has",
    "it has more header fields than mail has", "its header is longer than mail's is",
    "a header field has more parameters than mail has", "a header field has more encoded words than mail has",
    "it has more text than was read", "it has more links than were read", "its HTML is more than was read",
    "it is larger than was read", "it needs more memory than a message may" };

static const char *unread(unsigned exhausted)
{
    for (size_t i = 0; i < sizeof budgets / sizeof budgets[0]; i++)
        if ((exhausted & 1u << i) != 0)
            return budgets[i];
    return "it could not be read as a whole";
}

/* ---- reasons ---- */

/* Against the message first, the heaviest first; what speaks for it last. */
static bool goes_before(const struct mail_reason *a, const struct mail_reason *b)
{
    if ((a->weight >= 0) != (b->weight >= 0))
        return a->weight >= 0;
    return fabs(a->weight) > fabs(b->weight);
}

/* At most six places are kept for what speaks for the message. */
#define FOR_MAX 6u

static void add_reason(struct verdict *v, struct mail_reason reason)
{
    unsigned cap = VERDICT_REASONS, begin = 0, end = v->reasons_count;
    v->reasons_total++;
    while (begin < end && v->reasons[begin].weight >= 0)
        begin++;
    if (reason.weight >= 0) {
        end = begin;
        begin = 0;
        cap = VERDICT_REASONS - FOR_MAX;
    } else {
        cap = begin + FOR_MAX;
    }
    unsigned at = begin;
    while (at < end && !goes_before(&reason, &v->reasons[at]))
        at++;
    if (at >= cap)
        return;
    bool full = end == cap; /* the lightest of its side makes room */
    unsigned moved = (full ? end - 1 : v->reasons_count) - at;
    memmove(&v->reasons[at + 1], &v->reasons[at], moved * sizeof v->reasons[0]);
    v->reasons[at] = reason;
    v->reasons_count += !full;
}

#define TOLD_MIN 0.05 /* nats: less is no reason to tell */

static void add_feature(struct verdict *v, enum feature feature, double value, double weight,
        struct slice seen, struct place place)
{
    double adds = value * weight;
    v->sum += adds;
    if (fabs(adds) < TOLD_MIN)
        return;
    add_reason(v,
            (struct mail_reason){ .feature = feature_name(feature),
                    .value = seen,
                    .weight = adds,
                    .text = feature_sentence(feature),
                    .place = place });
}

/* ---- what it comes to ---- */

static void settle(struct verdict *v)
{
    v->score = 1 / (1 + exp(-(mail_model.scale * v->sum + mail_model.shift)));
    if (v->kind == VERDICT_UNSCANNABLE && v->sum < mail_model.phish)
        return;
    v->kind = v->sum >= mail_model.phish      ? VERDICT_PHISH
            : v->sum >= mail_model.suspicious ? VERDICT_SUSPICIOUS
                                              : VERDICT_CLEAN;
}

static enum lure lure_of(const struct mail_features *f)
{
    enum lure best = LURE_NONE;
    double most_sum = 0;
    for (unsigned lure = LURE_RECRUITER; lure < LURES; lure++) {
        double sum = mail_model.lure_bias[lure];
        for (unsigned i = 0; i < FEATURES_COUNT; i++)
            sum += mail_model.lure_weight[lure][i] * (double)f->value[i];
        if (sum > most_sum) {
            most_sum = sum;
            best = (enum lure)lure;
        }
    }
    return best;
}

static void not_read(struct verdict *v, const char *why)
{
    v->kind = VERDICT_UNSCANNABLE;
    add_reason(v,
            (struct mail_reason){ .feature = "not-read-whole",
                    .value = { "", 0 },
                    .weight = 0,
                    .text = why,
                    .place = { .kind = PLACE_WHOLE } });
}

static void history_adds(struct verdict *v, const struct sender_history *history)
{
    static const struct place nowhere = { .kind = PLACE_WHOLE };
    static const char *const texts[] = { "the sender has written on other days",
        "our people have answered the sender", "the sender's domain has written on other days" };
    double values[] = { history->days >= 2 ? least(history->days / 10.0, 1) : 0, history->answered > 0,
        history->domain_days >= 2 ? least(history->domain_days / 10.0, 1) : 0 };
    static const char *const names[] = { "sender-known", "sender-answered", "domain-known" };
    for (size_t i = 0; i < 3; i++) {
        double adds = values[i] * mail_model.history[i];
        v->sum += adds;
        if (fabs(adds) >= TOLD_MIN)
            add_reason(v,
                    (struct mail_reason){ .feature = names[i],
                            .value = { "", 0 },
                            .weight = adds,
                            .text = texts[i],
                            .place = nowhere });
    }
}

void verdict_of(const struct message *message, const struct mail_conf *conf,
        const struct sender_history *history, struct arena *arena, struct verdict *ret)
{
    struct mail_features f;
    struct error err;
    *ret = (struct verdict){ .kind = VERDICT_CLEAN, .sum = mail_model.bias };
    if (message->exhausted != 0)
        not_read(ret, unread(message->exhausted));
    if (features_of(message, conf, arena, &f, &err) != STATUS_OK) {
        not_read(ret, unread(1u << 10));
        settle(ret);
        return;
    }
    for (unsigned i = 0; i < FEATURES_COUNT; i++)
        if (f.value[i] > 0)
            add_feature(
                    ret, (enum feature)i, (double)f.value[i], mail_model.weight[i], f.seen[i], f.place[i]);
    if (history != NULL)
        history_adds(ret, history);
    settle(ret);
    ret->lure = ret->kind == VERDICT_CLEAN ? LURE_NONE : lure_of(&f);
}

void verdict_with_history(struct verdict *verdict, const struct sender_history *history, struct arena *arena)
{
    (void)arena;
    history_adds(verdict, history);
    settle(verdict);
}
