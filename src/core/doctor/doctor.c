/* doctor.c - counting by source and machine. */
#include "core/doctor/inside.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/parse/line_source.h"

enum status doctor_new(struct doctor **ret, struct error *err)
{
    struct doctor *doctor = calloc(1, sizeof *doctor);
    if (doctor == NULL)
        return fail(err, STATUS_NOMEM, "no memory to count sources");
    *ret = doctor;
    return STATUS_OK;
}

void doctor_reset(struct doctor *doctor)
{
    for (uint32_t i = 0; i < doctor->count; i++)
        free(doctor->cells[i].hours);
    memset(doctor, 0, sizeof *doctor);
}

void doctor_free(struct doctor **doctor)
{
    if (*doctor != NULL)
        doctor_reset(*doctor);
    free(*doctor);
    *doctor = NULL;
}

/* ---- cells ---- */

/* That of the program, or of the format where its records are its own. */
static enum family family_of(const struct format *format, const char *name)
{
    for (size_t i = 0; name != format->name && line_sources[i] != NULL; i++)
        if (strcmp(line_sources[i]->name, name) == 0)
            return line_sources[i]->family;
    return format->family;
}

static bool is_cell(const struct cell *cell, const char *name, struct slice host)
{
    return strcmp(cell->name, name) == 0 && slice_eq(text(cell->host), host);
}

/* NULL when there is no room for a new one. */
static struct cell *cell_find(
        struct doctor *doctor, const struct format *format, const char *name, struct slice host)
{
    const uint32_t slots = 2 * CELLS_MAX;
    uint64_t hash = hash_pair(hash_bytes(host, 11), hash_bytes(text(name), 12));
    uint32_t at = (uint32_t)(hash % slots);
    for (; doctor->slot[at] != 0; at = (at + 1) % slots)
        if (is_cell(&doctor->cells[doctor->slot[at] - 1], name, host))
            return &doctor->cells[doctor->slot[at] - 1];
    if (doctor->count == CELLS_MAX || (doctor->count >= CELLS_MAX - CELLS_MAX / 8 && host.len > 0))
        return NULL; /* the last eighth is kept for sources without their machine */
    struct cell *cell = &doctor->cells[doctor->count++];
    doctor->slot[at] = doctor->count;
    *cell = (struct cell){
        .name = name, .family = family_of(format, name), .first = TIME_NONE, .last = TIME_NONE
    };
    memcpy(cell->host, host.at, host.len);
    return cell;
}

static struct cell *cell_of(
        struct doctor *doctor, const struct format *format, const char *name, struct slice host)
{
    struct slice none = { "", 0 }, shown = host.len > 0 ? slice_first(host, HOST_MAX - 1) : none;
    struct cell *cell = NULL;
    if (memchr(shown.at, '\0', shown.len) == NULL)
        cell = cell_find(doctor, format, name, shown);
    return cell != NULL ? cell : cell_find(doctor, format, name, none);
}

/* ---- hours ---- */

/* Room for the hour, in front or behind; false when it is beyond what is kept, or memory ran out. */
static bool hours_reach(struct cell *cell, int64_t hour)
{
    if (cell->hours_count == 0)
        cell->base = hour;
    int64_t first = hour < cell->base ? hour : cell->base;
    int64_t end = cell->base + cell->hours_count > hour + 1 ? cell->base + cell->hours_count : hour + 1;
    if (end - first > HOURS_MAX)
        return false;
    if (end - first > cell->hours_room) {
        uint32_t room = (uint32_t)(end - first) * 2 < HOURS_MAX ? (uint32_t)(end - first) * 2 : HOURS_MAX;
        uint32_t *grown = realloc(cell->hours, room * sizeof *grown);
        if (grown == NULL)
            return false;
        cell->hours = grown;
        cell->hours_room = room;
    }
    if (first < cell->base) {
        uint32_t more = (uint32_t)(cell->base - first);
        memmove(cell->hours + more, cell->hours, cell->hours_count * sizeof *cell->hours);
        memset(cell->hours, 0, more * sizeof *cell->hours);
        cell->hours_count += more;
        cell->base = first;
    }
    uint32_t count = (uint32_t)(end - cell->base);
    memset(cell->hours + cell->hours_count, 0, (count - cell->hours_count) * sizeof *cell->hours);
    cell->hours_count = count;
    return true;
}

/* A stamp of no log: before 1970, or of 2300 and later, counts for no day. */
#define TIME_BEYOND (INT64_C(10413792000) * TIME_SECOND)

static void count_time(struct cell *cell, time_us t)
{
    if (t < 0 || t >= TIME_BEYOND)
        return;
    int64_t hour = t / HOUR;
    if (cell->first == TIME_NONE || t < cell->first)
        cell->first = t;
    if (cell->last == TIME_NONE || t > cell->last)
        cell->last = t;
    if (hours_reach(cell, hour))
        cell->hours[hour - cell->base]++;
}

/* ---- records ---- */

/* What sources write where they keep a name back. */
static bool is_masked(struct slice account)
{
    size_t stars = 0;
    while (stars < account.len && account.at[stars] == '*')
        stars++;
    return (stars > 2 && stars == account.len) || slice_eq(account, LIT("HIDDEN_DUE_TO_SECURITY_REASONS"))
            || slice_eq_nocase(account, LIT("hidden")) || slice_eq_nocase(account, LIT("<hidden>"))
            || slice_eq_nocase(account, LIT("[redacted]"));
}

static enum proto proto_of(struct slice protocol)
{
    if (slice_eq_nocase(protocol, LIT("Kerberos")))
        return PROTO_KERBEROS;
    if (slice_eq_nocase(protocol, LIT("NTLM")))
        return PROTO_NTLM;
    return slice_eq_nocase(protocol, LIT("radius")) ? PROTO_RADIUS : PROTO_OTHER;
}

static void count_signin(struct cell *cell, const struct record *rec)
{
    const bool ok = rec->outcome == OUTCOME_OK;
    cell->outcome[rec->outcome < OUTCOME_COUNT ? rec->outcome : OUTCOME_OTHER_FAILURE]++;
    const bool masked = (rec->flags & ACCOUNT_MASKED) || is_masked(rec->account);
    cell->masked += masked;
    cell->no_account += !masked && rec->account.len == 0 && rec->account_id.len == 0;
    cell->no_address += ip_is_none(rec->source);
    cell->failures_no_address += !ok && ip_is_none(rec->source);
    cell->no_agent += rec->agent.len == 0;
    cell->tokens += rec->method == METHOD_TOKEN;
    cell->by_pam += rec->teller == TELLER_PAM;
    cell->by_sshd += rec->teller == TELLER_RESULT || rec->teller == TELLER_NAME;
    cell->ok[proto_of(rec->protocol)] += ok;
    cell->bad[proto_of(rec->protocol)] += !ok;
    int64_t hour = (rec->time / HOUR) % 24;
    if (ok)
        cell->ok_by_hour[hour < 0 ? hour + 24 : hour]++;
}

void doctor_look(struct doctor *doctor, const struct format *format, const struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        const struct record *rec = &batch->at[i];
        const char *name = batch->of[rec->of].name;
        struct cell *cell = cell_of(doctor, format, name != NULL ? name : format->name, rec->host);
        if (cell == NULL)
            continue; /* more sources than there are rows in the tables: cannot be */
        if (rec->outcome == OUTCOME_NOT_AN_ATTEMPT && rec->action == ACTION_NONE)
            continue;
        count_time(cell, rec->time);
        cell->no_zone += (rec->flags & STAMP_NO_ZONE) != 0;
        if (rec->action != ACTION_NONE)
            cell->accesses++;
        else
            count_signin(cell, rec);
    }
}

/* ---- sums ---- */

uint64_t cell_signins(const struct cell *cell)
{
    uint64_t n = 0;
    for (int o = 0; o < OUTCOME_COUNT; o++)
        n += o == OUTCOME_NOT_AN_ATTEMPT ? 0 : cell->outcome[o];
    return n;
}

uint64_t cell_failures(const struct cell *cell)
{
    return cell_signins(cell) - cell->outcome[OUTCOME_OK];
}

bool cell_is(const struct cell *cell, const char *prefix)
{
    return strncmp(cell->name, prefix, strlen(prefix)) == 0;
}

const char *grave_name(enum grave grave)
{
    static const char *const names[GRAVES] = { "important", "worth doing", "note" };
    return names[grave < GRAVES ? grave : GRAVE_NOTE];
}
