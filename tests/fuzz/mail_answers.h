/* mail_answers.h - a DNS for fuzz targets that knows every name: TXT is the next line of a text, the rest is fixed. */
#pragma once

#include "core/mailauth/dns.h"

struct mail_answers {
    struct slice lines; /* of TXT records; the last one is answered for ever */
    struct slice line;
    struct dns_record txt, other[2];
    uint64_t asked;
};

static inline struct dns_answer mail_answers_find(const void *ctx, const struct dns_question *question)
{
    struct mail_answers *known = (struct mail_answers *)(uintptr_t)ctx;
    known->asked++;
    if (question->type == DNS_TXT) {
        size_t used;
        if (known->lines.len > 0) {
            known->line = slice_line(known->lines, &used);
            known->lines = slice_skip(known->lines, used);
        }
        known->txt.text = known->line;
        if (known->line.len == 7)
            return (struct dns_answer){ .state = DNS_NXDOMAIN };
        return (struct dns_answer){ DNS_FOUND, &known->txt, 1 };
    }
    for (int i = 0; i < 2; i++)
        known->other[i] = (struct dns_record){ .preference = 10,
            .text = LIT("mx.institute.example"),
            .ip = { { [10] = 0xff, 0xff, 192, 0, 2, (uint8_t)(7 + i) } } };
    return (struct dns_answer){ DNS_FOUND, known->other, 2 };
}

static inline struct dns_answers mail_answers_of(struct mail_answers *known)
{
    return (struct dns_answers){ mail_answers_find, known, false };
}
