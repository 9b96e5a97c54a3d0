/* fuzz_mail_header.c - any bytes as a field's value: its text, parameters and addresses lie where they must and end. */
#include <stdlib.h>

#include "core/base/limits.h"
#include "core/wire/address.h"
#include "core/wire/maildate.h"
#include "core/wire/mime.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_clean(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        MUST((uint8_t)s.at[i] >= ' ' && s.at[i] != 127);
}

static void check_addresses(struct slice in, struct arena *arena)
{
    struct address address;
    unsigned exhausted = 0;
    size_t at = 0, before = 0, count = 0;
    const char *last = in.at;
    while (address_next(in, &at, arena, &address, &exhausted)) {
        MUST(at > before && at <= in.len && ++count <= in.len);
        before = at;
        MUST(address.raw.len && slice_inside(address.raw, in) && address.raw.at >= last);
        last = address.raw.at + address.raw.len;
        MUST(address.name.len <= 3 * in.len + 8 && address.local.len <= 3 * in.len + 8);
        check_clean(address.name);
        check_clean(address.local);
        check_clean(address.domain);
    }
    MUST(at == in.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct error err;
    unsigned exhausted = 0;
    struct slice in = { (const char *)data, size };
    struct mime_field field = { LIT("X"), in };
    if (arena.base == NULL)
        MUST(arena_init(&arena, 16 << 20, &err) == STATUS_OK);
    arena_reset(&arena);
    check_clean(mime_field_text(&field, &arena, &exhausted));
    check_clean(mime_param(&field, LIT("name"), &arena, &exhausted));
    check_clean(mime_param(&field, LIT("filename"), &arena, &exhausted));
    time_us date = maildate_read(in);
    MUST(date == TIME_NONE || (date > -300 * 366 * TIME_DAY && date < 9000 * 366 * TIME_DAY));
    arena_reset(&arena);
    check_addresses(in, &arena);
    return 0;
}
