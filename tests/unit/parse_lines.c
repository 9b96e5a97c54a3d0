/* parse_lines.c - the table of line sources: each knows its own sample, and nobody else's. */
#include "core/parse/line_source.h"
#include "core/wire/syslog.h"
#include "help.h"

static void undress(const char *sample, struct syslog_line *ret)
{
    struct syslog_memo memo = { .len = 0 };
    (void)syslog_parse_line(text(sample), &memo, ret);
}

/* A row that knows the line must also be asked: what its knows() says without the memo. */
static void test_row(struct line_memo *memo, size_t row)
{
    const struct line_source *source = line_sources[row];
    struct syslog_line line;
    struct record rec = { .repeat = 1 };
    printf("# %s\n", source->name);
    OK(source->help != NULL && source->expected != NULL, "says what it is");
    OK(source->versions != NULL && source->how != NULL, "says how to come by it");
    OK(source->programs != NULL || source->knows != NULL, "is found by something");
    if (!OK(source->sample != NULL && source->parse != NULL, "has a sample and a parser"))
        return;
    undress(source->sample, &line);
    OK(line_source_of(memo, line.program, line.message) == source, "its sample is its own");
    OK(source->parse(line.program, line.message, &rec) == TOLD_SIGNIN, "and a sign-in");
    for (size_t other = 0; line_sources[other] != NULL && line_sources[other]->sample != NULL; other++) {
        undress(line_sources[other]->sample, &line);
        if (line.message.len > 0 && source->knows != NULL && source->begins != NULL
                && source->knows((struct slice){ "", 0 }, line.message))
            OK(strchr(source->begins, line.message.at[0]) != NULL, "begins names the letter");
    }
}

int main(void)
{
    struct line_memo memo;
    const struct line_source *none;
    struct slice nothing = { "", 0 };
    size_t rows = 0;
    line_memo_init(&memo);
    for (; line_sources[rows] != NULL; rows++)
        test_row(&memo, rows);
    OK(rows < 64, "a bit for each row");
    for (int twice = 0; twice < 2; twice++) {
        none = line_source_of(&memo, LIT("CRON"), LIT("(root) CMD (run-parts)"));
        OK(none == NULL, "another program's line is nobody's");
        none = line_source_of(&memo, LIT("a-program-that-is-long"), LIT("Started"));
        OK(none == NULL, "nor that of a program with a long name");
        none = line_source_of(&memo, LIT("sshdx"), LIT("Failed password for bob from 192.0.2.8"));
        OK(none == NULL, "nor is that of a program with a longer name");
        none = line_source_of(&memo, nothing, nothing);
        OK(none == NULL, "nor an empty one");
        none = line_source_of(&memo, LIT("sshd-session"), nothing);
        OK(none == line_sources[0], "an empty line of sshd is sshd's");
        none = line_source_of(
                &memo, LIT("a-program-with-a-name-that-is-not-remembered"), LIT("pam_unix(x:auth): y"));
        OK(none == line_sources[1], "PAM is known by its message, whoever says it");
    }
    return tap_done();
}
