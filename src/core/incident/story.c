/* story.c - the sentences of an incident: title, reasons, counter-evidence, advice. */
#include <stdio.h>

#include "core/incident/draft.h"

#define sentence(d, ...) memory_printf((d)->memory, __VA_ARGS__)

void draft_tell(struct draft *d, const struct watch *watch)
{
    (void)watch;
    d->inc->title = sentence(d, "%s", kind_title(d->inc->kind));
}
