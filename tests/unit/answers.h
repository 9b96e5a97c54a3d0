/* answers.h - recorded DNS answers for tests, given only once they were asked for: as io/dns gives them. */
#pragma once

#include <stdlib.h>

#include "core/mailauth/recorded.h"
#include "help.h"

#define LEARNED 512

struct learned {
    struct dns_answers all;
    struct {
        char name[256];
        size_t len;
        enum dns_type type;
    } at[LEARNED];
    size_t count;
    uint64_t rounds;
};

static inline struct dns_answer learned_find(const void *ctx, const struct dns_question *question)
{
    const struct learned *learned = ctx;
    for (size_t i = 0; i < learned->count; i++)
        if (learned->at[i].type == question->type
                && slice_eq((struct slice){ learned->at[i].name, learned->at[i].len }, question->name))
            return learned->all.find(learned->all.ctx, question);
    return (struct dns_answer){ .state = DNS_NOT_ASKED };
}

static inline struct dns_answers learned_answers(const struct learned *learned)
{
    return (struct dns_answers){ learned_find, learned, false };
}

/* What was wanted is there from now on; false when there is no room. */
static inline bool learn(struct learned *learned, const struct dns_question *wanted, uint32_t count)
{
    learned->rounds++;
    for (uint32_t i = 0; i < count; i++) {
        if (learned->count == LEARNED || wanted[i].name.len > 253)
            return false;
        memcpy(learned->at[learned->count].name, wanted[i].name.at, wanted[i].name.len);
        learned->at[learned->count].len = wanted[i].name.len;
        learned->at[learned->count++].type = wanted[i].type;
    }
    return count > 0;
}

/* The answers of a text; exits when it cannot be read. */
static inline struct recorded *recorded_of(struct slice file)
{
    struct recorded *recorded = NULL;
    struct error err;
    if (recorded_new(file, &recorded, &err) != STATUS_OK) {
        printf("Bail out! %s\n", err.message);
        exit(2);
    }
    return recorded;
}
