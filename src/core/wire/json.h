/* json.h - picks named values out of JSON records, fast.
 *
 * Layer   core/wire: includes base only. Pure.
 * Use     compile a list of paths once (json_plan_new), then read any number of records with it from any
 *         thread. Keys compare without case, so that camelCase and PascalCase exports are one.
 * Method  simdjson finds where the tokens begin; the walk over them looks at keys and skips what is not wanted.
 * Memory  values point into the record; those with escapes are decoded into `scratch`. Nothing is
 *         allocated while reading but simdjson's own index, once per thread and longest record.
 * Source  RFC 8259. Invalid UTF-8, unbalanced or cut records are refused whole; of duplicate keys the
 *         first counts.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/slice.h"
#include "core/base/status.h"

enum json_kind { JSON_ABSENT, JSON_TEXT, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL, JSON_OTHER };

struct json_value {
    enum json_kind kind;
    struct slice text; /* JSON_TEXT: decoded; JSON_NUMBER, and JSON_OTHER when it is an array: as written */
};

struct json_path {
    const char *path; /* "properties.status.errorCode"; objects only */
    unsigned slot;    /* where its value goes; of several paths to one slot the first found counts */
};

#define JSON_SLOTS 48u

struct json_plan; /* opaque, immutable */

enum status json_plan_new(
        const struct json_path *paths, size_t count, struct json_plan **ret, struct error *err);
void json_plan_free(struct json_plan **plan);

/* Called for each record of the text; returns false to stop. The values are the callee's until it returns. */
typedef bool (*json_take)(void *ctx, struct json_value values[JSON_SLOTS]);

/* Reads one JSON object: a record, or a container whose member "records", "value" or "items" is an array of
 * records. LIMIT_PADDING bytes behind it are readable. False when it is not valid, and then records of
 * a container that came before the fault were taken. */
bool json_read(
        const struct json_plan *plan, struct slice record, struct arena *scratch, json_take take, void *ctx);
