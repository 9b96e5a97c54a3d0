/* message_address.c - the mailboxes of From, To and their like.
 *
 * Source  RFC 5322 3.4 and 4.4, RFC 2047 5: the structure is read first, encoded words of a name after it, so that what they
 *         hold cannot become an address.
 */
#include "core/names/domain.h"
#include "core/parse/message_inside.h"

struct scan {
    bool quoted, angle;
    unsigned comment;
};

/* Passes one character; true when it has its own meaning there: outside of quotes and comments. */
static bool step(struct scan *scan, struct slice s, size_t *at)
{
    char c = s.at[*at];
    bool plain = !scan->quoted && scan->comment == 0;
    if (c == '\\' && !plain && *at + 1 < s.len)
        ++*at;
    else if (c == '"' && scan->comment == 0)
        scan->quoted = !scan->quoted;
    else if (c == '(' && !scan->quoted)
        scan->comment++;
    else if (c == ')' && scan->comment > 0)
        scan->comment--;
    else if (plain)
        return true;
    return false;
}

/* Text of a phrase or comment: without quotes and backslashes, encoded words decoded. */
static struct slice words_of(struct slice raw, struct arena *arena, unsigned *exhausted)
{
    char *to = raw.len > 0 ? arena_take(arena, raw.len) : NULL;
    size_t len = 0;
    for (size_t i = 0; to != NULL && i < raw.len; i++) {
        if (raw.at[i] == '\\' && i + 1 < raw.len)
            i++;
        else if (raw.at[i] == '"')
            continue;
        to[len++] = raw.at[i];
    }
    struct mime_field field = { .value = slice_trim((struct slice){ to, len }) };
    return field.value.len > 0 ? slice_trim(mime_field_text(&field, arena, exhausted)) : field.value;
}

/* Without comments and blanks outside of quotes, as obsolete forms have them around the dots. */
static struct slice packed(struct slice raw, struct arena *arena)
{
    char *to = raw.len > 0 ? arena_take(arena, raw.len) : NULL;
    struct scan scan = { 0 };
    size_t len = 0;
    for (size_t i = 0; to != NULL && i < raw.len; i++) {
        size_t begin = i;
        bool plain = step(&scan, raw, &i), in_comment = scan.comment > 0 || raw.at[begin] == ')';
        bool blank = raw.at[begin] == ' ' || raw.at[begin] == '\t' || raw.at[begin] == '\r'
                || raw.at[begin] == '\n';
        if (in_comment || (plain && blank))
            continue;
        while (begin <= i)
            to[len++] = raw.at[begin++];
    }
    return (struct slice){ to, len };
}

static void lower(struct slice s)
{
    char *at = (char *)(uintptr_t)s.at; /* our own copy */
    for (size_t i = 0; i < s.len; i++)
        at[i] = (char)(at[i] >= 'A' && at[i] <= 'Z' ? at[i] + 32 : at[i]);
}

static void take_spec(struct slice raw, struct arena *arena, struct mail_address *ret)
{
    struct slice spec = packed(raw, arena), ascii;
    if (slice_starts(spec, LIT("@"))) { /* a route, obsolete: "@relay.example:user@host.example" */
        size_t colon = slice_find(spec, ':');
        spec = slice_skip(spec, colon < spec.len ? colon + 1 : 0);
    }
    size_t at = slice_find_last(spec, LIT("@"));
    ret->local = slice_first(spec, at);
    if (at == spec.len)
        return;
    ret->domain = slice_skip(spec, at + 1);
    while (ret->domain.len > 0 && ret->domain.at[ret->domain.len - 1] == '.')
        ret->domain.len--;
    lower(ret->domain);
    bool has_wide = false;
    for (size_t i = 0; i < ret->domain.len; i++)
        has_wide = has_wide || (unsigned char)ret->domain.at[i] >= 0x80;
    char buf[DOMAIN_MAX + 1];
    if (has_wide && domain_to_ascii(ret->domain, buf, sizeof buf, &ascii))
        ret->domain = arena_copy(arena, ascii);
}

/* One mailbox: "Name <local@domain>", "local@domain (Name)", "local@domain". */
static bool mailbox_of(struct slice raw, struct arena *arena, unsigned *exhausted, struct mail_address *ret)
{
    struct scan scan = { 0 };
    size_t open = raw.len, close = raw.len, comment = raw.len, comment_end = raw.len;
    *ret = (struct mail_address){ 0 };
    for (size_t i = 0; i < raw.len; i++) {
        bool in_comment = scan.comment > 0;
        size_t begin = i;
        if (step(&scan, raw, &i)) {
            if (raw.at[i] == '<')
                open = i, close = raw.len;
            else if (raw.at[i] == '>' && open < raw.len && close == raw.len)
                close = i;
        } else if (!in_comment && scan.comment > 0 && comment == raw.len) {
            comment = begin + 1;
        } else if (in_comment && scan.comment == 0 && comment_end == raw.len) {
            comment_end = begin;
        }
    }
    if (open < raw.len) {
        ret->name = words_of(slice_first(raw, open), arena, exhausted);
        take_spec(slice_skip(slice_first(raw, close), open + 1), arena, ret);
    } else {
        if (comment < raw.len)
            ret->name = words_of(slice_skip(slice_first(raw, comment_end), comment), arena, exhausted);
        take_spec(raw, arena, ret);
    }
    return ret->name.len > 0 || ret->local.len > 0 || ret->domain.len > 0;
}

uint32_t addresses_read(struct slice value, struct arena *arena, unsigned *exhausted, struct mail_address *to,
        uint32_t room, uint32_t *ret_total)
{
    struct scan scan = { 0 };
    uint32_t count = 0;
    size_t begin = 0;
    for (size_t i = 0; i <= value.len; i++) {
        bool own = i < value.len && step(&scan, value, &i);
        char c = own ? value.at[i] : '\0';
        scan.angle = c == '<' || (scan.angle && c != '>');
        if (c == ':' && !scan.angle) { /* a group's name */
            begin = i + 1;
            continue;
        }
        if (i < value.len && !((c == ',' || c == ';') && !scan.angle))
            continue;
        struct slice one = slice_trim(slice_skip(slice_first(value, i < value.len ? i : value.len), begin));
        struct mail_address address;
        begin = i + 1;
        if (one.len == 0)
            continue;
        if (count < room && mailbox_of(one, arena, exhausted, &address))
            to[count++] = address;
        ++*ret_total;
    }
    return count;
}
