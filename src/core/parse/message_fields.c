/* message_fields.c - the fields that people and servers know; what else stands in a header is left out. */
#include "core/base/limits.h"
#include "core/parse/message_inside.h"
#include "core/wire/maildate.h"

#define FIELDS_KEPT 400u /* of the largest header seen: 190 */
#define HOPS_MAX 64u     /* servers stop at 25 to 100 */

/* Lists, filters and programs that collect mail write of their own; only these are kept. */
static const char *const known[] = { "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date",
    "Message-ID", "In-Reply-To", "References", "Return-Path", "Delivered-To", "X-Original-To", "Envelope-To",
    "Received", "Received-SPF", "Authentication-Results", "ARC-Authentication-Results", "ARC-Seal",
    "ARC-Message-Signature", "DKIM-Signature", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    "Content-Disposition", "Resent-From", "Resent-To", "Resent-Date", "Disposition-Notification-To",
    "Auto-Submitted" };

static bool is_known(struct slice name)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (slice_eq_nocase(name, text(known[i])))
            return true;
    return false;
}

static const struct message_field *field_named(const struct message *m, const char *name, uint32_t *ret_index)
{
    for (uint32_t i = 0; i < m->fields_count; i++)
        if (slice_eq_nocase(m->fields[i].name, text(name))) {
            if (ret_index != NULL)
                *ret_index = i;
            return &m->fields[i];
        }
    return NULL;
}

/* Structured fields are read by readers of their own: unfolded, and not decoded. */
static struct slice unfolded(struct slice raw, struct arena *arena)
{
    if (slice_find(raw, '\n') == raw.len && slice_find(raw, '\r') == raw.len)
        return raw;
    char *to = arena_take(arena, raw.len);
    size_t len = 0;
    for (size_t i = 0; to != NULL && i < raw.len; i++)
        if (raw.at[i] != '\r' && raw.at[i] != '\n')
            to[len++] = raw.at[i];
    return (struct slice){ to, len };
}

static bool is_for_people(struct slice name)
{
    static const char *const names[] = { "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Resent-From" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (slice_eq_nocase(name, text(names[i])))
            return true;
    return false;
}

static void keep_fields(struct message_reading *r)
{
    const struct mime_part *top = &r->mime.parts[0];
    uint32_t room = 0;
    for (uint32_t i = 0; i < top->fields; i++)
        room += is_known(r->mime.fields[top->field + i].name);
    room = room < FIELDS_KEPT ? room : FIELDS_KEPT;
    r->m->fields = room > 0 ? arena_take(r->arena, room * sizeof *r->m->fields) : NULL;
    if (room > 0 && r->m->fields == NULL) {
        r->m->exhausted |= MIME_BUDGET_MEMORY;
        return;
    }
    for (uint32_t i = 0; i < top->fields && r->m->fields_count < room; i++) {
        const struct mime_field *from = &r->mime.fields[top->field + i];
        if (!is_known(from->name))
            continue;
        struct message_field *field = &r->m->fields[r->m->fields_count++];
        field->name = from->name;
        field->raw = from->value;
        field->text = is_for_people(from->name) ? mime_field_text(from, r->arena, &r->m->exhausted)
                                                : unfolded(from->value, r->arena);
    }
}

/* ---- addresses ---- */

/* Of the first field of the name; *ret_index is left alone when there is none. */
static void read_one(
        struct message_reading *r, const char *name, struct mail_address *ret, uint32_t *ret_index)
{
    uint32_t total = 0;
    const struct message_field *field = field_named(r->m, name, ret_index);
    if (field != NULL)
        (void)addresses_read(field->raw, r->arena, &r->m->exhausted, ret, 1, &total);
}

/* Every From field counts: programs differ in which one they show. */
static void count_from(struct message_reading *r)
{
    struct mail_address none;
    for (uint32_t i = 0; i < r->m->fields_count; i++)
        if (slice_eq_nocase(r->m->fields[i].name, LIT("From")))
            (void)addresses_read(
                    r->m->fields[i].raw, r->arena, &r->m->exhausted, &none, 0, &r->m->from_count);
}

static void read_recipients(struct message_reading *r)
{
    struct mail_address all[MESSAGE_RECIPIENTS];
    for (uint32_t i = 0; i < r->m->fields_count; i++) {
        const struct message_field *field = &r->m->fields[i];
        if (slice_eq_nocase(field->name, LIT("To")) || slice_eq_nocase(field->name, LIT("Cc")))
            r->m->to_count += addresses_read(field->raw, r->arena, &r->m->exhausted, all + r->m->to_count,
                    MESSAGE_RECIPIENTS - r->m->to_count, &r->m->to_total);
    }
    r->m->to = r->m->to_count > 0 ? arena_take(r->arena, r->m->to_count * sizeof *r->m->to) : NULL;
    if (r->m->to != NULL)
        memcpy(r->m->to, all, r->m->to_count * sizeof *r->m->to);
    else
        r->m->to_count = 0;
}

/* ---- the rest ---- */

static void read_hops(struct message_reading *r)
{
    uint32_t room = 0;
    for (uint32_t i = 0; i < r->m->fields_count; i++)
        room += slice_eq_nocase(r->m->fields[i].name, LIT("Received"));
    room = room < HOPS_MAX ? room : HOPS_MAX;
    r->m->hops = room > 0 ? arena_take(r->arena, room * sizeof *r->m->hops) : NULL;
    for (uint32_t i = 0; r->m->hops != NULL && i < r->m->fields_count && r->m->hops_count < room; i++)
        if (slice_eq_nocase(r->m->fields[i].name, LIT("Received")))
            r->m->hops[r->m->hops_count++] = hop_read(r->m->fields[i].text);
}

/* The first "<...>" without its brackets; without any the first word. */
static struct slice id_of(const struct message_field *field)
{
    struct slice s = field != NULL ? slice_trim(field->text) : (struct slice){ NULL, 0 }, word;
    size_t open = slice_find(s, '<');
    if (open < s.len) {
        s = slice_skip(s, open + 1);
        return slice_trim(slice_first(s, slice_find(s, '>')));
    }
    return take_word(&s, &word) ? word : s;
}

static struct slice text_named(const struct message *m, const char *name)
{
    const struct message_field *field = field_named(m, name, NULL);
    return field != NULL ? slice_trim(field->text) : (struct slice){ NULL, 0 };
}

static void read_mailbox(struct message_reading *r)
{
    static const char *const names[] = { "Delivered-To", "X-Original-To", "Envelope-To" };
    for (size_t i = 0; i < sizeof names / sizeof names[0] && r->m->delivered_to.len == 0; i++)
        r->m->delivered_to = text_named(r->m, names[i]);
}

static void read_times(struct message *m)
{
    const struct message_field *date = field_named(m, "Date", NULL);
    m->date = date != NULL ? maildate_read(date->text) : TIME_NONE;
    m->received = m->date;
    for (uint32_t i = 0; m->hops != NULL && i < m->hops_count; i++)
        if (m->hops[i].time != TIME_NONE) {
            m->received = m->hops[i].time;
            return;
        }
}

static void read_kind(struct message_reading *r)
{
    struct message *m = r->m;
    const struct message_field *path = field_named(m, "Return-Path", NULL);
    bool nobody = path != NULL && slice_eq(slice_trim(path->text), LIT("<>"));
    m->is_bounce = nobody && slice_eq_nocase(m->from.local, LIT("MAILER-DAEMON"));
    m->in_reply_to = id_of(field_named(m, "In-Reply-To", NULL));
    m->is_reply = m->in_reply_to.len > 0 || field_named(m, "References", NULL) != NULL;
}

void message_read_fields(struct message_reading *r)
{
    struct message *m = r->m;
    m->from_field = m->subject_field = m->reply_field = UINT32_MAX;
    m->date = m->received = TIME_NONE;
    keep_fields(r);
    if (m->fields == NULL) /* none, or no room for them */
        return;
    read_one(r, "From", &m->from, &m->from_field);
    read_one(r, "Sender", &m->sender, NULL);
    read_one(r, "Reply-To", &m->reply_to, &m->reply_field);
    read_one(r, "Return-Path", &m->envelope, NULL);
    count_from(r);
    read_recipients(r);
    const struct message_field *subject = field_named(m, "Subject", &m->subject_field);
    if (subject != NULL)
        m->subject = slice_trim(subject->text);
    m->message_id = id_of(field_named(m, "Message-ID", NULL));
    read_mailbox(r);
    read_hops(r);
    read_times(m);
    read_kind(r);
}
