/* line_sources.c - the table of sources whose sign-ins are lines. */
#include "core/parse/line_source.h"

#include "core/parse/identity.h"
#include "core/parse/mail.h"
#include "core/parse/sshd.h"
#include "core/parse/vpn.h"

const struct line_source *const line_sources[] = {
    &sshd_source,
    &pam_source,
    &asa_source,
    &fortigate_source,
    &keycloak_source,
    &globalprotect_source,
    &netscaler_source,
    &dovecot_source,
    &ivanti_source,
    &openvpn_source,
    &freeradius_source,
    &postfix_source,
    &samba_source,
    &cyrus_source,
    &exim_source,
    &courier_source,
    &sendmail_source,
    &ftp_source,
    &roundcube_source,
    &sogo_source,
    &charon_source,
    &guacamole_source,
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

#define NO_ROW UINT8_MAX

/* The first row that the program's name alone decides. */
static uint8_t row_of_program(struct slice program)
{
    for (uint8_t row = 0; line_sources[row] != NULL; row++) {
        const struct line_source *source = line_sources[row];
        for (size_t i = 0; source->programs != NULL && source->programs[i] != NULL; i++)
            if (is_program(program, source->programs[i]))
                return row;
        if (source->knows != NULL && source->knows(program, (struct slice){ "", 0 }))
            return row;
    }
    return NO_ROW;
}

static uint8_t remembered_row(struct line_memo *memo, struct slice program)
{
    _Static_assert(sizeof memo->programs / sizeof memo->programs[0] == 256, "a hash is 8 bits");
    if (program.len == 0 || program.len > sizeof memo->programs[0].name)
        return row_of_program(program);
    const unsigned char *at = (const unsigned char *)program.at;
    uint32_t few = at[0] | (uint32_t)at[program.len / 2] << 8 | (uint32_t)at[program.len - 1] << 16
            | (uint32_t)program.len << 24;
    struct line_program *cell = &memo->programs[few * 0x9e3779b1u >> 24];
    if (cell->len != program.len || memcmp(cell->name, program.at, program.len) != 0) {
        cell->row = row_of_program(program);
        cell->len = (uint8_t)program.len;
        memcpy(cell->name, program.at, program.len);
    }
    return cell->row;
}

void line_memo_init(struct line_memo *memo)
{
    uint64_t any = 0;
    memset(memo, 0, sizeof *memo);
    for (uint8_t row = 0; line_sources[row] != NULL; row++)
        if (line_sources[row]->knows != NULL && line_sources[row]->begins == NULL)
            any |= UINT64_C(1) << row;
    for (size_t i = 0; i < 256; i++)
        memo->by_letter[i] = any;
    for (uint8_t row = 0; line_sources[row] != NULL; row++) {
        if (!line_sources[row]->untagged)
            memo->tagged |= UINT64_C(1) << row;
        for (const char *c = line_sources[row]->begins; c != NULL && *c != '\0'; c++)
            memo->by_letter[(unsigned char)*c] |= UINT64_C(1) << row;
    }
}

const struct line_source *line_source_of(struct line_memo *memo, struct slice program, struct slice message)
{
    uint8_t decided = remembered_row(memo, program);
    uint64_t rows = message.len == 0 ? 0 : memo->by_letter[(unsigned char)message.at[0]];
    if (program.len > 0)
        rows &= memo->tagged;
    if (decided != NO_ROW)
        rows &= (UINT64_C(1) << decided) - 1; /* those before it */
    for (; rows != 0; rows &= rows - 1) {
        const struct line_source *source = line_sources[__builtin_ctzll(rows)];
        if (source->knows(program, message))
            return source;
    }
    return decided == NO_ROW ? NULL : line_sources[decided];
}

enum told signin_parse(struct line_memo *memo, struct slice program, struct slice message, struct record *ret,
        const struct line_source **ret_source)
{
    if (sshd_is_program(program)) { /* the first row, and most lines of most logs */
        *ret_source = &sshd_source;
        return sshd_parse(message, ret);
    }
    const struct line_source *source = line_source_of(memo, program, message);
    *ret_source = source;
    return source == NULL ? TOLD_ELSEWHERE : source->parse(program, message, ret);
}

/* What no program's name decides stays with the format; the rest is found again at once, mostly. */
void line_told(struct batch *batch, enum told told, const struct line_source *source, uint64_t offset,
        size_t length, uint32_t number)
{
    if (source == NULL) {
        batch->count--;
        batch->irrelevant++;
        return;
    }
    if (batch_now(batch)->name != source->name)
        batch_source(batch, source->name);
    if (line_told_as_before(batch, told, source))
        return;
    struct batch_source *now = batch_now(batch);
    now->lines++;
    if (told == TOLD_SIGNIN) { /* an access */
        batch->at[batch->count - 1].of = (uint8_t)batch->now;
        batch->accesses++;
        now->accesses++;
        return;
    }
    batch->count--;
    batch->context += told == TOLD_CONTEXT;
    now->context += told == TOLD_CONTEXT;
    batch->irrelevant += told == TOLD_ELSEWHERE;
    if (told == TOLD_NOTHING)
        batch_unparsed(batch, offset, length, number, source->expected);
}
