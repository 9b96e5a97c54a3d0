/* message_address.c - the mailboxes of From, To and their like, with domains as they are compared. */
#include "core/names/domain.h"
#include "core/parse/message_inside.h"
#include "core/wire/address.h"

/* Lower case, and ASCII where it can be. */
static struct slice compared(struct slice domain, struct arena *arena)
{
    char *to = domain.len > 0 ? arena_take(arena, domain.len) : NULL;
    char buf[DOMAIN_MAX + 1];
    struct slice ascii;
    bool has_wide = false;
    for (size_t i = 0; to != NULL && i < domain.len; i++) {
        char c = domain.at[i];
        has_wide = has_wide || (unsigned char)c >= 0x80;
        to[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    domain = to != NULL ? (struct slice){ to, domain.len } : domain;
    if (has_wide && domain_to_ascii(domain, buf, sizeof buf, &ascii))
        domain = arena_copy(arena, ascii);
    return domain;
}

/* "<>" is nobody; a domain without a local part, or a name alone, is somebody. */
uint32_t addresses_read(struct slice value, struct arena *arena, unsigned *exhausted, struct mail_address *to,
        uint32_t room, uint32_t *ret_total)
{
    struct address address;
    uint32_t count = 0;
    for (size_t at = 0; address_next(value, &at, arena, &address, exhausted);) {
        ++*ret_total;
        if (count < room && (address.name.len > 0 || address.local.len > 0 || address.domain.len > 0))
            to[count++] = (struct mail_address){ address.name, address.local,
                compared(address.domain, arena) };
    }
    return count;
}
