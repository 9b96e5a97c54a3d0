/* redact.c - where the key comes from, and what was said once of each account. */
#include "app/redact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/options.h"
#include "io/config/config.h"
#include "io/keys/keys.h"

struct shown {
    char text[PSEUDONYM_MAX]; /* "" when it was not asked yet */
    uint8_t len;
};

static bool say(const char *why)
{
    fprintf(stderr, "cordon: --redact: %s\n", why);
    return false;
}

static bool take(struct redaction *r, struct key *key, const char *path)
{
    if (key->open_to_others)
        fprintf(stderr, "cordon: %s may be read by others, who can then undo pseudonyms: chmod 600\n", path);
    pseudonyms_init(&r->names, (struct slice){ key->bytes, key->len });
    key_forget(key);
    r->has_key = true;
    return true;
}

/* The one that was named: a slip in its path must not make another key. */
static bool read_named(struct redaction *r, const char *path)
{
    struct key key;
    struct error err;
    return key_read(path, &key, &err) == STATUS_OK ? take(r, &key, path) : say(err.message);
}

static bool read_default(struct redaction *r)
{
    struct key key;
    struct error err;
    char *path = key_default_path("redact.key");
    if (path == NULL)
        return say("there is no place for its key: set HOME, or name a file by --redact-key");
    enum status st = key_read(path, &key, &err);
    bool made = st == STATUS_MISSING;
    if (made)
        st = key_make(path, &err);
    if (made && st == STATUS_OK)
        st = key_read(path, &key, &err);
    if (made && st == STATUS_OK)
        fprintf(stderr,
                "cordon: a new key for pseudonyms is %s: whoever has it can tell who is meant; without it "
                "nobody can, you neither\n",
                path);
    bool ok = st == STATUS_OK ? take(r, &key, path) : say(err.message);
    free(path);
    return ok;
}

bool redaction_open(struct redaction *r, const struct options *opt, const struct config *config)
{
    const char *named = opt->redact_key != NULL ? opt->redact_key : config_redact_key(config);
    r->on = opt->redact;
    if (!opt->redact && !(opt->account != NULL && pseudonym_is(text(opt->account))))
        return true;
    return *named != '\0' ? read_named(r, named) : read_default(r);
}

void redaction_done(struct redaction *r)
{
    free(r->shown);
    explicit_bzero(r, sizeof *r);
}

/* ---- accounts ---- */

static struct shown *shown_at(struct redaction *r, const struct interner *names, uint32_t account)
{
    if (account >= r->shown_room) {
        uint32_t room = interner_accounts(names) + 1024;
        struct shown *grown = account < room ? realloc(r->shown, room * sizeof *grown) : NULL;
        if (grown == NULL)
            return NULL;
        memset(grown + r->shown_room, 0, (room - r->shown_room) * sizeof *grown);
        r->shown = grown;
        r->shown_room = room;
    }
    return &r->shown[account];
}

/* Of each account once: a log names the same ones again and again. */
static struct slice pseudonym(
        struct redaction *r, const struct interner *names, struct slice organisation, uint32_t account)
{
    struct shown *shown = shown_at(r, names, account);
    if (shown == NULL)
        return LIT("(a person)");
    if (shown->len > 0)
        return (struct slice){ shown->text, shown->len };
    struct slice said = pseudonym_of(&r->names, organisation, interner_account(names, account), shown->text);
    if (said.at == shown->text)
        shown->len = (uint8_t)said.len;
    return said;
}

struct slice redaction_name(
        struct redaction *r, const struct interner *names, uint16_t organisation, uint32_t account)
{
    return r->on ? pseudonym(r, names, interner_organisation_name(names, organisation), account)
                 : interner_account(names, account);
}

bool redaction_is(struct redaction *r, const struct interner *names, struct slice organisation,
        uint32_t account, struct slice asked)
{
    if (slice_eq_nocase(interner_account(names, account), asked))
        return true;
    return r->has_key && pseudonym_is(asked)
            && slice_eq_nocase(pseudonym(r, names, organisation, account), asked);
}

struct event redaction_event(const struct redaction *r, const struct interner *names, const struct event *ev)
{
    struct event shown = *ev;
    struct slice name = interner_account(names, ev->account);
    if (r->on
            && (pseudonym_is_undone(interner_agent(names, ev->client), name)
                    || pseudonym_is_undone(interner_application(names, ev->client), name)))
        shown.client = 0;
    if (r->on && ev->action != ACTION_NONE)
        shown.device = 0; /* rules and mailboxes are called by people, and after them */
    return shown;
}
