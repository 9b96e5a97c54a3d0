/* line_sources.c - the table of sources whose sign-ins are lines. */
#include "core/parse/line_source.h"

#include "core/parse/sshd.h"

const struct line_source *const line_sources[] = {
    &sshd_source,
    &pam_source,
    NULL,
};

/* "dovecot" is the program of "dovecot", "dovecot:" and "dovecot/auth", and not of "dovecote". */
static bool is_program(struct slice program, const char *name)
{
    size_t n = strlen(name);
    if (program.len < n || memcmp(program.at, name, n) != 0)
        return false;
    char next = program.len > n ? program.at[n] : '\0';
    return !((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9'));
}

static bool is_of(const struct line_source *source, struct slice program, struct slice message)
{
    for (size_t i = 0; source->programs != NULL && source->programs[i] != NULL; i++)
        if (is_program(program, source->programs[i]))
            return true;
    return source->knows != NULL && source->knows(program, message);
}

const struct line_source *line_source_of(struct slice program, struct slice message)
{
    for (size_t i = 0; line_sources[i] != NULL; i++)
        if (is_of(line_sources[i], program, message))
            return line_sources[i];
    return NULL;
}

enum told signin_parse(
        struct slice program, struct slice message, struct record *ret, const struct line_source **ret_source)
{
    const struct line_source *source = line_source_of(program, message);
    *ret_source = source;
    return source == NULL ? TOLD_ELSEWHERE : source->parse(program, message, ret);
}
