/* fuzz_packet.c - any bytes as the DNS's answer to a few questions: records are few and lie in the arena, names can be
 * asked or are the root. */
#include <stdlib.h>

#include "core/mailauth/packet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const enum dns_type types[] = { DNS_A, DNS_PTR, DNS_MX, DNS_TXT, DNS_AAAA };

static void check(const struct dns_answer *answer, enum dns_type type, const struct arena *arena)
{
    struct slice ours = { arena->base, arena->used };
    if (answer->state == DNS_NOT_ASKED || (answer->state == DNS_FOUND) != (answer->count > 0)
            || answer->count > LIMIT_DNS_RECORDS)
        abort();
    for (uint32_t i = 0; i < answer->count; i++) {
        const struct dns_record *record = &answer->records[i];
        if (!slice_inside(record->text, ours))
            abort();
        if ((type == DNS_MX || type == DNS_PTR) && record->text.len > 0 && record->text.len <= 253
                && !dns_name_ok(record->text))
            abort();
        if ((type == DNS_A || type == DNS_AAAA) && record->text.len > 0)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct slice packet = { (const char *)data, size };
    struct error err;
    if (arena.cap == 0 && arena_init(&arena, (size_t)1 << 20, &err) != STATUS_OK)
        return 0;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct dns_question question = { LIT("a.example"), types[i] };
        arena_reset(&arena);
        struct dns_answer answer = packet_read(packet, &question, &arena);
        check(&answer, types[i], &arena);
    }
    return 0;
}
