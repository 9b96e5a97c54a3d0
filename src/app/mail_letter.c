/* mail_letter.c - from the bytes of a message to what is remembered of it. */
#include <string.h>

#include "app/mail.h"
#include "app/narrow.h"
#include "core/base/hash.h"
#include "core/incident/letter_marks.h"
#include "core/names/domain.h"
#include "core/parse/message.h"
#include "core/wire/mime.h"
#include "io/config/config.h"

#define SUBJECT_MAX 200u
#define NAME_MAX_SHOWN 200u
#define ADDRESS_MAX 320u
#define ID_MAX 300u

enum status mail_conf_of(const struct run *run, struct mail *mail, struct error *err)
{
    struct mail_conf *conf = &mail->conf;
    mail->own = config_engine(run->config).own;
    conf->own = &mail->own;
    conf->partners = config_partners(run->config, &conf->partners_count);
    conf->authserv_ids = config_authserv_ids(run->config, &conf->authserv_count);
    return sender_check_new(run, &mail->check, err);
}

void mail_id(struct slice raw, char ret[LETTER_ID_MAX])
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford's base 32 */
    uint64_t hash = hash_bytes(raw, 0);
    memcpy(ret, "MSG-", 4);
    for (unsigned i = 0; i < 10; i++)
        ret[4 + i] = digits[hash >> (59 - 5 * i) & 31];
    ret[14] = '\0';
}

/* ---- what the history goes by ---- */

static uint64_t address_hash(const struct mail_address *a)
{
    if (a->local.len == 0 || a->domain.len == 0)
        return 0;
    return hash_pair(hash_lower(a->local, 1), hash_lower(a->domain, 2)) | 1;
}

static uint64_t id_hash(struct slice id)
{
    return id.len > 0 ? hash_bytes(id, 3) | 1 : 0;
}

static void see(const struct message *m, const struct mail_conf *conf, struct judged *ret)
{
    struct slice registered = m->from.domain.len > 0 ? domain_registered(m->from.domain) : m->from.domain;
    ret->seen = (struct sender_seen){ .content = hash_bytes(m->raw, 0),
        .address = address_hash(&m->from),
        .domain = registered.len > 0 ? hash_lower(registered, 4) | 1 : 0,
        .id = id_hash(m->message_id),
        .answers = id_hash(m->in_reply_to),
        .time = m->received };
    ret->wrote_count = 0;
    if (m->from.domain.len == 0 || !domain_is_own(conf->own, m->from.domain))
        return;
    for (uint32_t i = 0; i < m->to_count; i++)
        if (!domain_is_own(conf->own, m->to[i].domain))
            ret->wrote[ret->wrote_count++] = address_hash(&m->to[i]);
}

/* ---- the letter ---- */

static const char *address_text(const struct mail_address *a, struct pen *pen)
{
    char buf[ADDRESS_MAX * 2 + 1];
    struct slice local = slice_first(a->local, ADDRESS_MAX), domain = slice_first(a->domain, ADDRESS_MAX);
    size_t len = 0;
    if (local.len > 0)
        memcpy(buf, local.at, local.len);
    len = local.len;
    if (domain.len > 0) {
        buf[len++] = '@';
        memcpy(buf + len, domain.at, domain.len);
        len += domain.len;
    }
    return pen_text(pen, (struct slice){ buf, len }, ADDRESS_MAX);
}

static void take_recipients(struct letter *letter, const struct message *m, struct pen *pen)
{
    uint32_t count = m->to_count > 0 ? m->to_count : m->delivered_to.len > 0;
    letter->to_total = m->to_total > count ? m->to_total : count;
    letter->to = pen_take(pen, (count + 1) * sizeof *letter->to);
    if (letter->to == NULL)
        return;
    for (uint32_t i = 0; i < m->to_count; i++)
        letter->to[letter->to_count++] = address_text(&m->to[i], pen);
    if (m->to_count == 0 && count > 0)
        letter->to[letter->to_count++] = pen_text(pen, m->delivered_to, ADDRESS_MAX);
}

/* The first host outside that a server told of: below it anybody may have written anything. */
static struct ip_addr client_of(const struct message *m)
{
    for (uint32_t i = 0; i < m->hops_count; i++)
        if (!ip_is_none(m->hops[i].ip) && !ip_is_private(m->hops[i].ip))
            return m->hops[i].ip;
    return (struct ip_addr){ 0 };
}

static void take_features(struct letter *letter, const struct verdict *v, struct pen *pen)
{
    const char **names = pen_take(pen, (v->reasons_count + 1) * sizeof *names);
    for (uint32_t i = 0; names != NULL && i < v->reasons_count; i++)
        names[i] = v->reasons[i].feature;
    letter->features = names;
}

static void fill(struct letter *letter, const struct message *m, const struct verdict *v,
        const struct own *own, struct pen *pen)
{
    letter->time = m->received;
    letter->message_id = pen_text(pen, m->message_id, ID_MAX);
    letter->from = address_text(&m->from, pen);
    letter->from_name = pen_text(pen, m->from.name, NAME_MAX_SHOWN);
    letter->subject = pen_text(pen, m->subject, SUBJECT_MAX);
    letter->reply_to = m->reply_to.domain.len > 0 ? address_text(&m->reply_to, pen) : "";
    letter_take_verdict(letter, v, pen);
    if (v->kind == VERDICT_CLEAN)
        return;
    take_recipients(letter, m, pen);
    take_features(letter, v, pen);
    letter_mark(letter, m, own, pen);
}

/* ---- one message ---- */

enum status mail_message_read(const struct mail *mail, const struct mail_batch *batch,
        const struct mail_span *span, struct arena *arena, struct message *ret, struct ip_addr *ret_client,
        struct error *err)
{
    struct ip_addr client = { 0 };
    enum status st = message_read((struct slice){ batch->buffer + span->at, span->len }, arena, ret, err);
    if (st != STATUS_OK)
        return st;
    if (span->is_cut)
        ret->exhausted |= MIME_BUDGET_MESSAGE;
    sender_check(mail->check, ret, span->is_cut, arena, &client);
    *ret_client = ip_is_none(client) ? client_of(ret) : client;
    return st;
}

void mail_judge(const struct run *run, const struct mail *mail, const struct mail_batch *batch,
        const struct mail_span *span, const struct mail_source *source, struct arena *arena, struct pen *pen,
        struct judged *ret)
{
    struct message message;
    struct verdict verdict;
    struct ip_addr client = { 0 };
    struct error err;
    const struct mail_conf *conf = &mail->conf;
    arena_reset(arena);
    if (mail_message_read(mail, batch, span, arena, &message, &client, &err) != STATUS_OK) {
        mail_unreadable(run, err.message, pen, ret);
        return;
    }
    verdict_of(&message, conf, NULL, arena, &verdict);
    memset(&ret->letter, 0, sizeof ret->letter);
    see(&message, conf, ret);
    mail_id(message.raw, ret->letter.id);
    ret->letter.source = client;
    ret->letter.offset = span->offset;
    ret->letter.length = span->length;
    ret->letter.line = span->line;
    ret->letter.is_answered = source->is_answered;
    ret->is_shown = narrow_in_time(run->opt, message.received);
    if (run->opt->messages) /* of incidents, those that concern an account are shown as a whole */
        ret->is_shown = ret->is_shown && narrow_has_message(run, &message, client);
    if (ret->is_shown)
        fill(&ret->letter, &message, &verdict, conf->own, pen);
    else
        ret->letter.time = message.received;
}

void mail_unreadable(const struct run *run, const char *why, struct pen *pen, struct judged *ret)
{
    struct letter *letter = &ret->letter;
    *letter = (struct letter){ .time = TIME_NONE,
        .message_id = "",
        .from = "",
        .from_name = "",
        .subject = "",
        .reply_to = "",
        .kind = VERDICT_UNSCANNABLE };
    mail_id(LIT(""), letter->id);
    ret->seen = (struct sender_seen){ .time = TIME_NONE };
    ret->wrote_count = 0;
    ret->is_shown = narrow_in_time(run->opt, TIME_NONE) && run->opt->account == NULL
            && run->opt->source == NULL;
    letter->reasons = pen_take(pen, sizeof *letter->reasons);
    if (letter->reasons == NULL)
        return;
    letter->reasons[0] = (struct letter_reason){
        .feature = "unreadable", .text = "it could not be read", .value = pen_text(pen, text(why), 200)
    };
    letter->reasons_count = letter->reasons_total = 1;
}
