/* rule_glass.c - an emergency account was used; docs/rules/emergency-account.md. */
#include "core/detect/signin/rules.h"

void rule_glass_mark(struct watch *watch, const struct event *ev, struct account *acct)
{
    const struct own *own = watch->state->own;
    if (own == NULL || own->break_glass_count == 0 || (acct->flags & ACCOUNT_BREAK_GLASS))
        return;
    if (own_is_break_glass(own, interner_account(watch->state->interner, ev->account)))
        acct->flags |= ACCOUNT_BREAK_GLASS;
}

void rule_glass(struct watch *watch, const struct event *ev, uint32_t at, struct findings *findings)
{
    const struct pair *pair = pair_at(watch->state, at);
    struct finding *found = findings_add(findings);
    found->rule = RULE_GLASS;
    found->organisation = ev->organisation;
    found->now = found->since = watch->now;
    found->account = ev->account;
    found->pair = at;
    found->source = pair->source;
    found->value = found->statistic = ev->repeat;
    found->row = watch_row(ev);
}
