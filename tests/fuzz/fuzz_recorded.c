/* fuzz_recorded.c - any file of recorded answers: a line that cannot be read is named; what can be read is found again
 * when it is written and read once more. */
#include <stdlib.h>

#include "core/mailauth/recorded.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const enum dns_type types[] = { DNS_A, DNS_PTR, DNS_MX, DNS_TXT, DNS_AAAA };

static bool same(const struct dns_answer *a, const struct dns_answer *b)
{
    if (a->state != b->state || a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!slice_eq(a->records[i].text, b->records[i].text) || !ip_eq(a->records[i].ip, b->records[i].ip)
                || a->records[i].preference != b->records[i].preference)
            return false;
    return true;
}

/* The answer to one question, alone in a file of its own. */
static void check_written(const struct dns_question *question, const struct dns_answer *answer)
{
    struct out out = { .failed = false };
    struct recorded *again = NULL;
    struct error err;
    recorded_write(&out, question, answer);
    if (recorded_new((struct slice){ out.at, out.len }, &again, &err) != STATUS_OK)
        abort();
    struct dns_answers answers = recorded_answers(again);
    struct dns_answer got = answers.find(answers.ctx, question);
    if (!same(answer, &got))
        abort();
    recorded_free(&again);
    out_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice file = { (const char *)data, size }, rest = file;
    struct recorded *recorded = NULL;
    struct error err = { .message = "" };
    size_t used;
    if (recorded_new(file, &recorded, &err) != STATUS_OK) {
        if (strncmp(err.message, "line ", 5) != 0)
            abort();
        return 0;
    }
    struct dns_answers answers = recorded_answers(recorded);
    for (int lines = 0; rest.len > 0 && lines < 64; lines++) {
        struct slice line = slice_trim(slice_line(rest, &used)), name;
        rest = slice_skip(rest, used);
        if (!take_word(&line, &name) || name.at[0] == '"' || !dns_name_ok(name))
            continue;
        for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
            char lower[256];
            for (size_t k = 0; k < name.len; k++)
                lower[k] = (char)(name.at[k] >= 'A' && name.at[k] <= 'Z' ? name.at[k] + 32 : name.at[k]);
            struct dns_question question = { { lower, name.len }, types[i] };
            struct dns_answer answer = answers.find(answers.ctx, &question);
            if (answer.state != DNS_NOT_ASKED)
                check_written(&question, &answer);
        }
    }
    recorded_free(&recorded);
    return 0;
}
