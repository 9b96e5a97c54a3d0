/* recorded_write.c - an answer as a line that recorded.c reads as the same. */
#include "core/mailauth/recorded.h"

static void write_string(struct out *out, struct slice s)
{
    out_text(out, "\"");
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c < 0x20 || c >= 0x7f)
            out_printf(out, "\\%03u", (unsigned)c);
        else
            out_printf(out, c == '"' || c == '\\' ? "\\%c" : "%c", c);
    }
    out_text(out, "\"");
}

static bool is_plain(struct slice name)
{
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (c <= ' ' || c >= 0x7f || c == '"' || c == '#' || c == '\\' || c == '*')
            return false;
    }
    return name.len > 0;
}

static void write_name(struct out *out, struct slice name)
{
    if (is_plain(name))
        out_bytes(out, name);
    else if (name.len == 0)
        out_text(out, ".");
    else
        write_string(out, name);
}

static void write_address(struct out *out, enum dns_type type, struct ip_addr ip)
{
    char buf[IP_TEXT_MAX];
    struct slice address = { buf, ip_format(ip, buf) };
    if (type == DNS_AAAA && ip_is_v4(ip)) /* a mapped one */
        out_text(out, "::ffff:");
    out_bytes(out, ip_is_none(ip) ? LIT("::") : address);
}

static void write_record(struct out *out, enum dns_type type, const struct dns_record *record)
{
    switch (type) {
    case DNS_A:
    case DNS_AAAA: write_address(out, type, record->ip); break;
    case DNS_MX:
        out_printf(out, "%u ", (unsigned)record->preference);
        write_name(out, record->text);
        break;
    case DNS_TXT: write_string(out, record->text); break;
    default: write_name(out, record->text);
    }
}

static void write_start(struct out *out, const struct dns_question *question)
{
    write_name(out, question->name);
    out_printf(out, " %s ", dns_type_name(question->type));
}

void recorded_write(struct out *out, const struct dns_question *question, const struct dns_answer *answer)
{
    static const char *const outcomes[] = {
        [DNS_NO_DATA] = "NODATA\n", [DNS_NXDOMAIN] = "NXDOMAIN\n", [DNS_FAILED] = "TIMEOUT\n"
    };
    if (answer->state == DNS_NOT_ASKED)
        return;
    if (answer->state != DNS_FOUND) {
        write_start(out, question);
        out_text(out, outcomes[answer->state]);
        return;
    }
    for (uint32_t i = 0; i < answer->count; i++) {
        write_start(out, question);
        write_record(out, question->type, &answer->records[i]);
        out_text(out, "\n");
    }
}
