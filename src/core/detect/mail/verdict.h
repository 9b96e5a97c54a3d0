/* verdict.h - what a message is, and why.
 *
 * Layer   core/detect/mail: includes base, model, names and state only. Pure.
 * Method  named features (features.c) times the weights of data/lure-model.txt, summed: every reason is one
 *         feature with its weight and the bytes that prove it. One sum decides (phish or not), one sum a lure class
 *         says which. docs/lure-model.md.
 * Memory  a verdict owns nothing: slices live with the message; verdict_keep copies what is to outlive it.
 */
#pragma once

#include "core/base/arena.h"
#include "core/model/lure.h"
#include "core/model/message.h"
#include "core/model/own.h"
#include "core/model/sender.h"

struct mail_reason {
    const char *feature; /* "reply-to-elsewhere"; static */
    struct slice value;  /* what was seen: "jobs@mail.example"; at most 200 bytes */
    double weight;       /* what it adds to the sum; negative: speaks for the message */
    const char *text;    /* the sentence for people; static or in the arena */
    struct place place;
};

#define VERDICT_REASONS 24u

struct verdict {
    double score; /* 0..1: calibrated probability on the mix that docs/lure-model.md states */
    double sum;   /* of all weights, in nats */
    enum verdict_kind kind;
    enum lure lure;
    struct mail_reason reasons[VERDICT_REASONS]; /* by weight falling; counter-reasons (negative) last */
    uint32_t reasons_count, reasons_total;
};

struct mail_conf {
    const struct own *own;        /* domains of the organisation; NULL: not told */
    const struct slice *partners; /* domains of partners */
    size_t partners_count;
    const struct slice *authserv_ids; /* whose Authentication-Results are believed */
    size_t authserv_count;
};

/* `history` may be NULL: nothing is known. */
void verdict_of(const struct message *message, const struct mail_conf *conf,
        const struct sender_history *history, struct arena *arena, struct verdict *ret);

/* What the history adds to a verdict that was made without it, as if it had been known at once: the sum, the score,
 * the kind and the reasons; never the lure. The verdict may be one that was kept: its message is gone, so the history's
 * reasons rest on the history alone. An unscannable message stays one. */
void verdict_with_history(struct verdict *verdict, const struct sender_history *history, struct arena *arena);
