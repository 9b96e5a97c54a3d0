/* siem.c - the common part of the forms for a SIEM. */
#include "core/export/siem.h"

#include <stdio.h>

struct tally tally_of(const struct incident *inc)
{
    struct tally t = { 0 };
    for (size_t i = 0; i < inc->accounts_count; i++) {
        t.got_in += inc->accounts[i].outcome == ACCESS_GOT_IN;
        t.known += inc->accounts[i].outcome == ACCESS_PASSWORD_KNOWN;
        t.check += inc->accounts[i].check;
    }
    return t;
}

size_t listed(size_t count)
{
    return count < LISTED_MAX ? count : LISTED_MAX;
}

unsigned confidence_step(const struct incident *inc)
{
    double nats = 0;
    for (size_t i = 0; i < inc->reasons_count; i++)
        nats += inc->reasons[i].nats;
    return nats >= 10 ? 3 : nats >= 5 ? 2 : nats > 0 ? 1 : 0;
}

struct slice service_of(const struct sign_in *in)
{
    struct slice name = interner_application(in->names, in->ev->client);
    if (name.len == 0)
        name = interner_protocol(in->names, in->ev->client);
    return name.len > 0 ? name : LIT("unknown");
}

struct slice event_uid(const struct event *ev, char buf[EVENT_UID_MAX])
{
    int n = snprintf(buf, EVENT_UID_MAX, "%016llx-%x", (unsigned long long)ev->row_hash, ev->line);
    return (struct slice){ buf, (size_t)n };
}

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_mail_address(struct slice s)
{
    size_t at = 0, dot = 0; /* where they stand; 0 is nowhere, as neither can be first */
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '@' && at == 0 && i > 0)
            at = i;
        else if (s.at[i] == '.' && at > 0 && i > at + 1)
            dot = i;
        else if (!is_letter_or_digit(s.at[i]) && (at > 0 ? s.at[i] != '-' : !strchr("._+-'%", s.at[i])))
            return false;
    }
    return dot > 0 && dot + 1 < s.len;
}

bool is_network(struct ip_addr source)
{
    return !ip_is_v4(source);
}

void out_place(struct out *out, const struct incident_evidence *e)
{
    out_text(out, e->file_name);
    out_printf(out, ":%llu", (unsigned long long)e->line);
}
