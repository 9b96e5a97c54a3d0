/* authres.h - Authentication-Results and Received-SPF: what a server writes about a message, by the grammar.
 *
 * Layer   core/mailauth. Pure; values that were quoted or folded are copied to the arena, others are slices.
 * Form    RFC 8601 2.2 with comments, quoted strings and folds anywhere; a field without an authserv-id, as Microsoft
 *         365 writes, has an empty one. Received-SPF by RFC 7208 9.1.
 * Note    whether a field is believed is not decided here (border.h).
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/model/message.h"

struct authres_property {
    struct slice type, name, value; /* "smtp" "mailfrom" "j.meier@institute.example" */
};

struct authres_item {
    struct slice method; /* "spf" */
    struct slice word;   /* "pass", as it stands */
    enum auth_result result;
    struct slice reason;
    uint32_t property, properties; /* first and count in authres.properties */
};

struct authres {
    struct slice id; /* authserv-id; empty: not told */
    struct authres_item items[LIMIT_AUTHRES_RESULTS];
    uint32_t count;
    struct authres_property properties[LIMIT_AUTHRES_PROPERTIES];
    uint32_t properties_count;
};

/* The value of the field. false: it breaks the grammar or a limit, and nothing of it is to be believed. */
bool authres_read(struct slice value, struct arena *arena, struct authres *ret);

/* ARC-Authentication-Results: the same behind "i=3;". */
bool authres_read_arc(struct slice value, struct arena *arena, struct authres *ret);

/* Value of a property, empty when it is not there. */
struct slice authres_property(
        const struct authres *res, const struct authres_item *item, const char *type, const char *name);

enum auth_result auth_result_named(struct slice word); /* AUTH_UNKNOWN: none of RFC 8601's, or "policy" */

/* "pass (mx.example: ...) client-ip=192.0.2.7; envelope-from=...; receiver=mx.example" */
struct received_spf {
    enum auth_result result;
    struct slice receiver, envelope;
};
bool received_spf_read(struct slice value, struct arena *arena, struct received_spf *ret);
