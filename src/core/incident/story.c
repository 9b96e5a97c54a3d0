/* story.c - the title, and what else is told of an incident. */
#include "core/base/word.h"
#include "core/incident/draft.h"
#include "core/incident/facts.h"
#include "core/incident/playbook.h"

#define SAY(d, ...) memory_printf((d)->memory, __VA_ARGS__)

/* ---- the title ---- */

static const char *title_of_taken(struct draft *d, const struct facts *f)
{
    const struct incident *inc = d->inc;
    const char *first = inc->accounts_count ? inc->accounts[0].name : "an account";
    const char *others = f->got_in + f->known > 1 ? SAY(d, " and %u more", f->got_in + f->known - 1) : "";
    switch (inc->kind) {
    case KIND_RANSOMWARE: return SAY(d, "Files are being encrypted with the account %s%s", first, others);
    case KIND_DATA_THEFT: return SAY(d, "Data taken with the account %s%s", first, others);
    case KIND_MFA_FATIGUE:
        return inc->outcome == ACCESS_GOT_IN
                ? SAY(d, "%s%s taken by prompts until one was accepted", first, others)
                : SAY(d, "Somebody has the password of %s%s and sends prompts", first, others);
    default: break;
    }
    if (inc->accounts_count > f->got_in + f->known + 10)
        return SAY(d, "Account %s%s taken, then %zu others tried", first, others,
                inc->accounts_count - f->got_in - f->known);
    return SAY(d, "Account %s%s taken", first, others);
}

static const char *title_of(struct draft *d, const struct facts *f)
{
    const struct incident *inc = d->inc;
    const char *told = inc->accounts_count ? inc->accounts[0].name : "";
    const char *first = told[0] ? told : "accounts that the log does not name";
    switch (d->camp->trigger) {
    case TRIGGER_LOOP:
        return SAY(d, "%s fails again and again with an old %s", first,
                draft_shows_certificate(d) ? "certificate" : "password");
    case TRIGGER_TAKEN: return title_of_taken(d, f);
    case TRIGGER_GLASS: return SAY(d, "Emergency account %s was used", first);
    case TRIGGER_PAIR:
    case TRIGGER_ACCOUNT:
        return SAY(d, "%s on %s%s", f->got_in ? "Account taken by brute force" : "Brute force", first,
                inc->accounts_count > 1 ? " and others" : "");
    case TRIGGER_SCAN: return "Background guessing of names that nobody has here";
    default: break;
    }
    const char *what = kind_title(inc->kind);
    const char *how = d->camp->trigger == TRIGGER_SOURCE ? "from one source"
            : f->tries_per_account_day <= 1.5            ? "low and slow, from many sources"
                                                         : "from many sources";
    if (f->got_in > 0)
        return SAY(d, "%s %s: %u account%s taken", what, how, f->got_in, plural(f->got_in));
    return SAY(d, "%s %s", what, how);
}

void draft_tell(struct draft *d, const struct watch *watch)
{
    struct facts f;

    facts_gather(d, watch, &f);
    d->inc->title = title_of(d, &f);
    draft_reason(d, watch, &f);
    draft_unseen(d, watch, &f);
    draft_advise(d, watch, &f);
    playbooks_match(d, &f);
}
