/* acts.c - what an access says of who made it; docs/rules/account-takeover.md states every prior. */
#include <math.h>

#include "core/detect/takeover/takeover.h"

/* Shares: of intruders' visits, of holders' account-days, of holders' visits to new places, in which it is done: a
 * new phone comes with all of these at once. From published incident reports as far as they tell, else assumed; the
 * organisation's own rate takes over where it is higher. */
static const struct {
    double intruders, days, places;
} usual[ACTION_COUNT] = {
    [ACTION_INBOX_RULE] = { 0.1, 3e-3, 0.01 },
    [ACTION_HIDING_RULE] = { 0.3, 3e-5, 3e-5 },
    [ACTION_FORWARDING] = { 0.2, 3e-5, 3e-5 },
    [ACTION_MAILBOX_GRANT] = { 0.05, 1e-3, 1e-3 },
    [ACTION_CONSENT] = { 0.1, 5e-3, 0.04 },
    [ACTION_CREDENTIAL] = { 0.1, 1e-2, 0.04 },
    [ACTION_MFA_CHANGE] = { 0.25, 5e-3, 0.04 },
    [ACTION_DEVICE] = { 0.2, 5e-3, 0.04 },
    [ACTION_PRIVILEGE] = { 0.05, 3e-3, 3e-3 },
    [ACTION_NEW_ACCOUNT] = { 0.05, 3e-3, 3e-3 },
    [ACTION_DIRECTORY_READ] = { 0.2, 3e-2, 0.05 },
    [ACTION_LOG_OFF] = { 0.05, 2e-4, 2e-4 },
    [ACTION_REPORT] = { 0.5, 1e-5, 1e-5 },
    [ACTION_TICKET] = { 0.1, 1e-2,
            1e-2 }, /* where a service has no better cipher, everybody who uses it does so */
};

#define DAYS_WEIGH 200.0  /* account-days that a prior weighs as much as */
#define PLACES_WEIGH 50.0 /* visits to new places, likewise */
#define DONE_BEFORE 2.0   /* nats less where the account did the same from home before */
#define VOLUME_MOST 8.0   /* nats of a volume, of whatever size */
#define RENAMES_MOST 10.0 /* of renames */

enum volume takeover_volume(enum action action)
{
    switch (action) {
    case ACTION_MAIL_READ: return VOLUME_MAIL;
    case ACTION_DOWNLOAD:
    case ACTION_FILE_READ: return VOLUME_FILES;
    case ACTION_RENAME: return VOLUME_RENAMES;
    case ACTION_DELETE: return VOLUME_DELETES;
    default: return VOLUMES;
    }
}

/* ---- to whom it is forwarded ---- */

static bool is_address_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

static bool is_own_domain(const struct watch *watch, struct slice domain, struct slice account)
{
    const struct own *own = watch->state->own;
    size_t at = slice_find(account, '@');
    if (at < account.len && slice_eq_nocase(domain, slice_skip(account, at + 1)))
        return true;
    for (size_t i = 0; own != NULL && i < own->domains_count; i++)
        if (slice_eq_nocase(domain, own->domains[i]))
            return true;
    return false;
}

enum whom { WHOM_NOT_TOLD, WHOM_OWN, WHOM_OTHERS };

static enum whom goes_to(const struct watch *watch, struct slice object, struct slice account)
{
    enum whom whom = WHOM_NOT_TOLD;
    for (size_t i = 0; i < object.len; i++) {
        if (object.at[i] != '@')
            continue;
        size_t end = i + 1;
        while (end < object.len && is_address_byte(object.at[end]))
            end++;
        struct slice domain = slice_first(slice_skip(object, i + 1), end - i - 1);
        while (domain.len > 0 && domain.at[domain.len - 1] == '.')
            domain.len--;
        if (domain.len == 0)
            continue;
        if (!is_own_domain(watch, domain, account))
            return WHOM_OTHERS;
        whom = WHOM_OWN;
    }
    return whom;
}

/* ---- one act ---- */

static double beta(double seen, double all, double prior, double weight)
{
    return fmax((seen + prior * weight) / (all + weight), prior);
}

static double ratio(const struct house *house, enum action action, bool new_place)
{
    double holders = beta(house->acts[action], house->account_days, usual[action].days, DAYS_WEIGH);
    if (new_place)
        holders = fmax(
                holders, beta(house->acts_away[action], house->visits, usual[action].places, PLACES_WEIGH));
    double nats = log(usual[action].intruders / holders);
    return nats > 0 ? nats : 0;
}

double takeover_weigh_act(const struct watch *watch, const struct house *house, const struct event *ev,
        const struct holder *holder, bool new_place)
{
    enum action action = (enum action)ev->action;
    enum volume volume = takeover_volume(action);
    if (volume < VOLUMES) {
        double nats = habit_surprise(&holder->habit[volume], &house->habit[volume], volume);
        return fmin(nats, volume == VOLUME_RENAMES ? RENAMES_MOST : VOLUME_MOST);
    }
    if (usual[action].intruders == 0)
        return 0;
    if (action == ACTION_FORWARDING) {
        struct slice object = interner_device(watch->state->interner, ev->device);
        enum whom whom = goes_to(watch, object, interner_account(watch->state->interner, ev->account));
        if (whom == WHOM_OWN)
            return ratio(house, ACTION_INBOX_RULE, new_place);
        if (whom == WHOM_NOT_TOLD)
            return (ratio(house, ACTION_INBOX_RULE, new_place) + ratio(house, ACTION_FORWARDING, new_place))
                    / 2;
    }
    double nats = ratio(house, action, new_place);
    if (holder->done >> action & 1)
        nats -= DONE_BEFORE;
    return nats > 0 ? nats : 0;
}

/* ---- families ---- */

#define READING 4
#define FILES 5
static const uint8_t families[ACTION_COUNT] = {
    [ACTION_HIDING_RULE] = 1,
    [ACTION_FORWARDING] = 1, /* so that nobody sees what comes */
    [ACTION_INBOX_RULE] = 2,
    [ACTION_CONSENT] = 2,
    [ACTION_CREDENTIAL] = 2,
    [ACTION_MFA_CHANGE] = 2,
    [ACTION_DEVICE] = 2, /* somebody settles in */
    [ACTION_MAILBOX_GRANT] = 3,
    [ACTION_PRIVILEGE] = 3,
    [ACTION_NEW_ACCOUNT] = 3,
    [ACTION_LOG_OFF] = 3,
    [ACTION_DIRECTORY_READ] = READING,
    [ACTION_TICKET] = READING, /* takes along what can be worked on at home */
    [ACTION_MAIL_READ] = READING,
    [ACTION_FILE_READ] = READING,
    [ACTION_DOWNLOAD] = READING,
    [ACTION_RENAME] = FILES, /* of whoever encrypts, not of whoever reads */
    [ACTION_DELETE] = FILES,
    [ACTION_REPORT] = 6,
};

#define FAMILIES 7
#define REST 0.25 /* of what the others of a family say is not said by its strongest yet; assumed */

double takeover_act(const struct visit *visit, enum action action)
{
    if (visit->act[action] == 0)
        return 0;
    for (unsigned i = 1; i < ACTION_COUNT; i++) {
        bool stronger = visit->act[i] > visit->act[action]
                || (i < action && visit->act[i] == visit->act[action]);
        if (families[i] == families[action] && stronger)
            return visit->act[action] * REST;
    }
    return visit->act[action];
}

void takeover_judge(const struct visit *visit, struct judgement *ret)
{
    double place = 0, acts = 0, reading = 0, machine = 0;
    for (int i = 0; i < VISIT_PARTS; i++)
        place += visit->part[i];
    for (unsigned i = 1; i < ACTION_COUNT; i++) {
        double nats = visit->act[i] == 0 ? 0 : takeover_act(visit, (enum action)i);
        if (families[i] == FILES)
            machine += nats;
        else
            acts += nats;
        reading += families[i] == READING ? nats : 0;
    }
    *ret = (struct judgement){ .sum = place + acts,
        .prompts = visit->part[VISIT_PROMPTS] > (place + acts) / 2,
        .reading = reading * 2 > acts && acts > 0 };
    if ((visit->flags & VISIT_ENCRYPTED) && machine > ret->sum)
        *ret = (struct judgement){ .sum = machine, .encryption = true };
}
