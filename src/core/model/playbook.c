/* playbook.c - the table that data/playbooks is compiled into, and what its rows weigh. */
#include "core/model/playbook.h"

#include <math.h>

const struct playbook playbooks[] = {
#include "playbooks.inc"
    { .name = NULL },
};

double playbook_nats(const struct playbook_feature *ft, bool fits)
{
    return ft->weight * log(fits ? ft->holds / ft->usual : (1 - ft->holds) / (1 - ft->usual));
}

double playbook_bearing(const struct playbook_feature *ft)
{
    return ft->doubt > 0 ? ft->doubt : playbook_nats(ft, true);
}
