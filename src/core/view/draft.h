/* draft.h - reports that the law asks for, filled in as far as the logs can; a person checks and signs.
 *
 * Layer   core/view. Pure: fills a buffer.
 * Names   none: accounts are counted.
 * Source  Directive (EU) 2022/2555 (NIS2), Article 23; Regulation (EU) 2016/679 (GDPR), Articles 33 and 34;
 *         45 CFR 164.402 to 164.408 (HIPAA). What a national authority or form asks for beside is its own.
 */
#pragma once

#include "core/view/matter.h"

enum draft_kind { DRAFT_NIS2_24H, DRAFT_NIS2_72H, DRAFT_NIS2_MONTH, DRAFT_GDPR, DRAFT_HIPAA, DRAFTS };

const char *draft_name(enum draft_kind kind); /* "nis2-24h" */
bool draft_from_name(struct slice name, enum draft_kind *ret);

/* One whole paper; p holds the buffer, the form and the screen. */
void draft_paper(struct paper *p, enum draft_kind kind, const struct matter *m);
