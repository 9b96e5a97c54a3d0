/* forms.c - the table of formats for machines. */
#include <string.h>

#include "core/export/cef.h"
#include "core/export/csv.h"
#include "core/export/ecs.h"
#include "core/export/export.h"
#include "core/export/jsonl.h"
#include "core/export/misp.h"
#include "core/export/navigator.h"
#include "core/export/ocsf.h"
#include "core/export/stix.h"
#include "core/export/timesketch.h"

const struct form *const forms[] = { &form_json, &form_jsonl, &form_csv, &form_csv_accounts,
    &form_csv_sources, &form_ocsf, &form_ecs, &form_cef, &form_timesketch, &form_stix, &form_misp,
    &form_navigator, NULL };

const struct form *form_named(const char *name)
{
    for (size_t i = 0; forms[i] != NULL; i++)
        if (strcmp(forms[i]->name, name) == 0)
            return forms[i];
    return NULL;
}
