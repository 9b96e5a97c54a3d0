/* evtx.c - how fast event logs are read: evtx write all|mix RECORDS FILE, or evtx read FILE.
 *
 * Method  `all`: only refused and accepted sign-ins, of which most texts are wanted. `mix`: as a domain controller
 *         writes them, eleven in twenty of no interest. Reading is as the program does it, in chunks from the page
 *         cache on one thread, in processor time, the best of nine; beside it the same bytes copied, and summed by CRC-32.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "core/parse/windows_formats.h"
#include "core/wire/binxml.h"
#include "evtx/writer.h"
#include "tests/unit/help.h"

#define TIMES 9

/* ---- writing ---- */

static const struct kind {
    uint32_t id, share; /* of 100 in the mix */
    const char *names;
} kinds[] = {
    { 4625, 2,
            "SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId TargetUserSid TargetUserName "
            "TargetDomainName Status FailureReason SubStatus LogonType LogonProcessName "
            "AuthenticationPackageName "
            "WorkstationName TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress "
            "IpPort" },
    { 4624, 26,
            "SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId TargetUserSid TargetUserName "
            "TargetDomainName TargetLogonId LogonType LogonProcessName AuthenticationPackageName "
            "WorkstationName "
            "LogonGuid TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort "
            "ImpersonationLevel RestrictedAdminMode TargetOutboundUserName TargetOutboundDomainName "
            "VirtualAccount "
            "TargetLinkedLogonId ElevatedToken" },
    { 4634, 24, "TargetUserSid TargetUserName TargetDomainName TargetLogonId LogonType" },
    { 4672, 15, "SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId PrivilegeList" },
    { 4688, 9,
            "SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId NewProcessId NewProcessName "
            "TokenElevationType ProcessId CommandLine TargetUserSid TargetUserName TargetDomainName "
            "TargetLogonId "
            "ParentProcessName MandatoryLabel" },
    { 4769, 13,
            "TargetUserName TargetDomainName ServiceName ServiceSid TicketOptions TicketEncryptionType "
            "IpAddress "
            "IpPort Status LogonGuid TransmittedServices" },
    { 4768, 6,
            "TargetUserName TargetDomainName TargetSid ServiceName ServiceSid TicketOptions Status "
            "TicketEncryptionType PreAuthType IpAddress IpPort CertIssuerName CertSerialNumber "
            "CertThumbprint" },
    { 5156, 5, "ProcessID Application Direction SourceAddress SourcePort DestAddress DestPort Protocol" },
};

static const struct {
    const char *end;
    uint8_t type;
    const char *value;
    uint8_t len;
} by_name[] = {
    { "Sid", BINXML_SID, "\1\5\0\0\0\0\0\5\x15\0\0\0\1\2\3\4\5\6\7\x08\x09\x0a\x0b\x0c\x50\4\0\0", 28 },
    { "Status", BINXML_HEX32, "\x6a\0\0\xc0", 4 },
    { "LogonType", BINXML_UINT32, "\3\0\0\0", 4 },
    { "Id", BINXML_HEX64, "\xe7\3\0\0\0\0\0\0", 8 },
    { "Guid", BINXML_GUID, "\1\2\3\4\5\6\7\x08\1\2\3\4\5\6\7\x08", 16 },
    { "KeyLength", BINXML_UINT32, "\0\0\0\0", 4 },
    { "Type", BINXML_HEX32, "\x12\0\0\0", 4 },
    { "UserName", BINXML_WIDE, "j.meier", 7 },
    { "DomainName", BINXML_WIDE, "INSTITUTE", 9 },
    { "Name", BINXML_WIDE, "C:\\Windows\\System32\\lsass.exe", 29 },
    { "Line", BINXML_WIDE, "C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule", 57 },
    { "List", BINXML_WIDE,
            "SeSecurityPrivilege SeBackupPrivilege SeRestorePrivilege SeTakeOwnershipPrivilege", 80 },
    { "IpAddress", BINXML_WIDE, "::ffff:192.0.2.7", 16 },
    { "IpPort", BINXML_WIDE, "50123", 5 },
    { "", BINXML_WIDE, "NTLM V2", 7 },
};

static struct evtx_field field_of(struct slice name)
{
    size_t i = 0;
    while (!slice_ends(name, text(by_name[i].end)))
        i++;
    return (struct evtx_field){ name, by_name[i].type, { by_name[i].value, by_name[i].len } };
}

static void event_of(const struct kind *kind, struct evtx_event *event)
{
    struct slice names = text(kind->names), name;
    *event = (struct evtx_event){ .id = kind->id,
        .pid = 612,
        .provider = LIT("Microsoft-Windows-Security-Auditing"),
        .channel = LIT("Security"),
        .computer = LIT("dc1.institute.example") };
    while (names.len > 0 && event->count < EVTX_FIELDS) {
        size_t len = slice_find(names, ' ');
        name = slice_first(names, len);
        event->fields[event->count++] = field_of(name);
        names = slice_skip(names, len + 1);
    }
}

static const struct kind *draw(bool mix, uint64_t *seed)
{
    if (!mix)
        return &kinds[chance_next(seed) % 2];
    uint64_t at = chance_next(seed) % 100;
    size_t i = 0;
    while (at >= kinds[i].share)
        at -= kinds[i++].share;
    return &kinds[i];
}

static int write_log(bool mix, uint64_t records, const char *path)
{
    static struct evtx_writer writer;
    static struct evtx_event events[COUNT(kinds)];
    uint64_t seed = 7;
    char name[32], from[32];
    for (size_t i = 0; i < COUNT(kinds); i++)
        event_of(&kinds[i], &events[i]);
    evtx_writer_begin(&writer);
    for (uint64_t n = 0; n < records; n++) {
        struct evtx_event *event = &events[draw(mix, &seed) - kinds];
        uint64_t who = chance_next(&seed) % 2000;
        event->time = 1790000000 * TIME_SECOND + (time_us)n * TIME_SECOND / 50;
        event->record = n + 1;
        (void)snprintf(name, sizeof name, "user.%04u", (unsigned)who);
        (void)snprintf(from, sizeof from, "192.0.2.%u", (unsigned)(who % 254 + 1));
        for (unsigned i = 0; i < event->count; i++) {
            if (slice_eq(event->fields[i].name, LIT("TargetUserName")))
                event->fields[i].value = text(name);
            if (slice_eq(event->fields[i].name, LIT("IpAddress")))
                event->fields[i].value = text(from);
        }
        if (!evtx_writer_add(&writer, event))
            return 1;
    }
    struct slice file = evtx_writer_end(&writer);
    FILE *to = fopen(path, "wb");
    bool ok = to != NULL && fwrite(file.at, 1, file.len, to) == file.len;
    ok = to != NULL && fclose(to) == 0 && ok;
    evtx_writer_done(&writer);
    return ok ? 0 : 1;
}

/* ---- reading ---- */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

enum work { PARSE, COPY, SUM, READ };

static struct batch batch;
static char *buffer, *other;

static uint64_t work_on(enum work work, struct slice chunk, uint64_t offset, size_t *ret_used)
{
    *ret_used = chunk.len;
    switch (work) {
    case COPY: memcpy(other, chunk.at, chunk.len); return other[0] != 0;
    case SUM: return crc32(0, (const Bytef *)chunk.at, (uInt)chunk.len) != 0;
    case READ: return 0;
    case PARSE: break;
    }
    batch_reset(&batch);
    *ret_used = evtx_format.parse(NULL, chunk, offset, &batch);
    return batch.signins;
}

/* One pass; of whole blocks, as input.c cuts them. */
static double pass(int fd, enum work work, uint64_t *ret_records, uint64_t *ret_wanted)
{
    double start = now();
    uint64_t offset = 0;
    size_t have = 0, used;
    ssize_t n;
    *ret_records = *ret_wanted = 0;
    while ((n = pread(fd, buffer + have, LIMIT_CHUNK, (off_t)(offset + have))) > 0) {
        have += (size_t)n;
        size_t whole = evtx_whole(EVTX_HEADER, offset, have);
        for (size_t at = 0; at < whole; at += used) {
            *ret_wanted += work_on(work, (struct slice){ buffer + at, whole - at }, offset + at, &used);
            *ret_records += batch.lines;
        }
        memmove(buffer, buffer + whole, have - whole);
        have -= whole;
        offset += whole;
    }
    return now() - start;
}

static int read_log(const char *path)
{
    static const enum work all[] = { PARSE, COPY, SUM, READ };
    double best[COUNT(all)], size;
    uint64_t records = 0, wanted = 0, r, w;
    struct error err;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    batch.cap = LIMIT_BATCH;
    batch.at = calloc(batch.cap, sizeof *batch.at);
    buffer = malloc(2 * LIMIT_CHUNK + LIMIT_PADDING);
    other = malloc(2 * LIMIT_CHUNK);
    if (fd < 0 || batch.at == NULL || buffer == NULL || other == NULL
            || arena_init(&batch.scratch, LIMIT_SCRATCH, &err) != STATUS_OK)
        return 1;
    for (size_t i = 0; i < COUNT(all); i++) {
        best[i] = 1e9;
        for (int k = 0; k < TIMES; k++) {
            double took = pass(fd, all[i], &r, &w);
            best[i] = took < best[i] ? took : best[i];
            if (all[i] == PARSE) {
                records = r;
                wanted = w;
            }
        }
    }
    size = (double)lseek(fd, 0, SEEK_END);
    printf("%.2f %.0f %.0f %.2f %.2f %.2f %.2f\n", (double)records / best[0] / 1e6, (double)records,
            (double)wanted, size / best[0] / 1e9, best[0] / best[1], best[0] / best[2], best[0] / best[3]);
    arena_done(&batch.scratch);
    free(batch.at);
    free(buffer);
    free(other);
    close(fd);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "write") == 0)
        return write_log(strcmp(argv[2], "mix") == 0, strtoull(argv[3], NULL, 10), argv[4]);
    if (argc == 3 && strcmp(argv[1], "read") == 0)
        return read_log(argv[2]);
    (void)fputs("usage: evtx write all|mix RECORDS FILE, or evtx read FILE\n", stderr);
    return 2;
}
