/* verdicts.h - one verdict a message, for machines.
 *
 * Layer   core/export. Pure.
 * Form    docs/output.md, docs/schema/message.schema.json; fields are only ever added.
 */
#pragma once

#include "core/base/out.h"
#include "core/model/letter.h"

/* `file` is the name of the file as it may be shown. */
void verdict_jsonl(struct out *out, const struct letter *letter, const char *file);

void verdict_csv_head(struct out *out);
void verdict_csv(struct out *out, const struct letter *letter, const char *file);
