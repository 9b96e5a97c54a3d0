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
    const char *path; /* "properties.status.errorCode"; objects only. "!a.b" is the key "a.b" itself */
    unsigned slot;    /* where its value goes; of several paths to one slot the first found counts */
};

#define JSON_SLOTS 48u

struct json_plan; /* opaque, immutable */

enum status json_plan_new(
        const struct json_path *paths, size_t count, struct json_plan **ret, struct error *err);
void json_plan_free(struct json_plan **plan);

/* Called for each record of the text; returns false to stop. The values are the callee's until it returns. */
typedef bool (*json_take)(void *ctx, struct json_value values[JSON_SLOTS]);

/* Reads one JSON object: a record, or a container whose member "records", "value", "items" or "response", or
 * "authlogs" within a "response", is an array of records. LIMIT_PADDING bytes behind it are readable. False when it is not valid, and then records of
 * a container that came before the fault were taken. */
bool json_read(
        const struct json_plan *plan, struct slice record, struct arena *scratch, json_take take, void *ctx);

/* Reads the objects of an array that stands in a record (JSON_OTHER, as written), by a plan of its own; may be
 * called while the record is being taken, three deep. False when it is no array of objects; those before the
 * fault were taken. */
bool json_read_array(
        const struct json_plan *plan, struct slice array, struct arena *scratch, json_take take, void *ctx);

/* How a list of names and values is read: [{"name":"login_type","value":"saml"},...]. */
struct json_pairs {
    unsigned name, value;           /* the slots of the plan where an element's name and its value go */
    const struct json_path *wanted; /* a name, and the slot for its value; compared without case */
    size_t count;
};

/* Into values, where they are absent yet: of duplicate names the first counts. Returns as json_read_array. */
bool json_read_pairs(const struct json_plan *plan, struct slice array, const struct json_pairs *pairs,
        struct arena *scratch, struct json_value values[JSON_SLOTS]);
