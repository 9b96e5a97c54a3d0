/* fuzz_parse_vpn.c - any lines as each gateway's: what is taken from one lies within it, whoever's it is. */
#include "core/parse/vpn.h"
#include "core/wire/syslog.h"
#include "format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_lie_within(struct slice part, struct slice whole)
{
    MUST(part.len == 0 || slice_inside(part, whole));
}

static void check(const struct line_source *source, struct slice program, struct slice message, size_t size)
{
    struct record rec = { .repeat = 1 };
    enum told told = source->parse(program, message, &rec);
    MUST(told <= TOLD_ELSEWHERE);
    if (told != TOLD_SIGNIN)
        return;
    fuzz_record(&rec, size);
    must_lie_within(rec.account, message);
    must_lie_within(rec.agent, message);
    MUST(rec.outcome != OUTCOME_NOT_AN_ATTEMPT);
}

static void each_source(struct slice text, size_t size)
{
    struct syslog_memo memo = { .len = 0 };
    struct syslog_line line;
    if (!syslog_parse_line(text, &memo, &line))
        return;
    for (size_t i = 2; line_sources[i] != NULL; i++) /* behind sshd and PAM, which have their own */
        check(line_sources[i], line.program, line.message, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = { (const char *)data, size };
    while (rest.len > 0) {
        struct slice text = slice_first(rest, slice_find(rest, '\n'));
        each_source(text, size);
        rest = slice_skip(rest, text.len + 1);
    }
    return 0;
}
