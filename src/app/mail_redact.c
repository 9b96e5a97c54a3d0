/* mail_redact.c - senders, subjects and reasons of a letter that is shown elsewhere. */
#include "app/mail_redact.h"

#include <string.h>

#include "core/names/domain.h"
#include "io/config/config.h"

#define WITHHELD "(withheld)"

static struct slice organisation_of(const struct run *run)
{
    return text(run->opt->org != NULL ? run->opt->org : config_organisation(run->config));
}

const char *mail_person(const struct run *run, const char *address, char buf[PSEUDONYM_MAX])
{
    if (!run->redact.on || address[0] == '\0')
        return address;
    struct slice name = pseudonym_of(&run->redact.names, organisation_of(run), text(address), buf);
    return name.at == buf ? buf : address;
}

static bool is_ours(const struct mail *mail, const char *address)
{
    struct slice s = text(address);
    size_t at = slice_find_last(s, LIT("@"));
    return at < s.len && domain_is_own(mail->conf.own, slice_skip(s, at + 1));
}

/* Hosts, numbers and types say nothing of a person; what has blanks or an @ may. */
static bool is_impersonal(struct slice value)
{
    return slice_find(value, ' ') == value.len && slice_find(value, '@') == value.len;
}

/* What stands in a field or in the text is people's words; of an attack what one looks for may be shown. */
static const char *shown_value(const struct letter *letter, const struct letter_reason *reason)
{
    const char *value = reason->value;
    bool is_attack = letter->kind == VERDICT_PHISH;
    if (is_attack && (strcmp(value, letter->from) == 0 || strcmp(value, letter->reply_to) == 0))
        return value;
    switch (reason->place.kind) {
    case PLACE_FIELD:
    case PLACE_TEXT:
    case PLACE_HIDDEN: return value[0] != '\0' ? WITHHELD : value;
    case PLACE_FILE: return is_attack && is_impersonal(text(value)) ? value : WITHHELD;
    default: return is_impersonal(text(value)) ? value : WITHHELD;
    }
}

const struct letter *mail_shown(
        const struct run *run, const struct mail *mail, const struct letter *letter, struct mail_shown *buf)
{
    if (!run->redact.on)
        return letter;
    bool is_attack = letter->kind == VERDICT_PHISH;
    buf->letter = *letter;
    if (!is_attack || is_ours(mail, letter->from))
        buf->letter.from = mail_person(run, letter->from, buf->from);
    if (!is_attack || is_ours(mail, letter->reply_to))
        buf->letter.reply_to = mail_person(run, letter->reply_to, buf->reply_to);
    buf->letter.from_name = "";
    buf->letter.subject = letter->subject[0] != '\0' ? WITHHELD : "";
    buf->letter.message_id = is_attack ? letter->message_id : "";
    for (uint32_t i = 0; i < letter->reasons_count; i++) {
        buf->reasons[i] = letter->reasons[i];
        buf->reasons[i].value = shown_value(letter, &letter->reasons[i]);
    }
    buf->letter.reasons = buf->reasons;
    return &buf->letter;
}
