/* story.c - the title, and what else is told of an incident. */
#include "core/incident/draft.h"
#include "core/incident/facts.h"
#include "core/incident/playbook.h"

#define SAY(d, ...) memory_printf((d)->memory, __VA_ARGS__)

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

/* ---- the title ---- */

static const char *title_of(struct draft *d, const struct facts *f)
{
    const struct incident *inc = d->inc;
    const char *told = inc->accounts_count ? inc->accounts[0].name : "";
    const char *first = told[0] ? told : "accounts that the log does not name";
    switch (d->camp->trigger) {
    case TRIGGER_LOOP: return SAY(d, "%s fails again and again with an old password", first);
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
