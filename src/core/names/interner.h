/* interner.h - names become small numbers, once, and numbers become names again.
 *
 * Layer   core/names: includes base and model. Pure.
 * Kinds   organisation, account, source (counting key), client (agent, application, protocol), device.
 *         An account is one identity under its spellings: object id and name are joined when one
 *         record tells both, never guessed; or when the administrator says so (interner_own_domain).
 *         Names are kept by their first LIMIT_NAME bytes.
 * Memory  grows by doubling up to the caps in struct interner_caps; a full kind answers with its
 *         overflow id (1) and counts it, so a flood of invented names costs nothing more. Names that
 *         nobody has, and the sources that try them, may use half of the accounts and sources: a
 *         flood of them leaves the other half to people and to whoever is after them.
 * Threads one owner.
 * Save    as bytes with the rest of the state.
 */
#pragma once

#include "core/model/event.h"
#include "core/model/record.h"

struct interner; /* opaque */

struct interner_caps {
    uint32_t accounts, sources, clients, devices, organisations;
};
extern const struct interner_caps interner_default_caps;

#define INTERNER_OVERFLOW 1u /* "others": names beyond the cap */

enum status interner_new(
        const struct interner_caps *caps, uint64_t seed, struct interner **ret, struct error *err) MUST_USE;
void interner_free(struct interner **interner);

/* Gives the records' names ids and fills events[i] from records[i]: everything but `time` as it is,
 * `line` as records[i].line + first_line, `file` as given, `organisation` from the record, else
 * default_organisation. Looks all hashes up first and prefetches. */
void interner_events(struct interner *interner, const struct record *records, size_t count, uint16_t file,
        uint64_t first_line, uint16_t default_organisation, struct event *events);

/* "name@domain" and "DOMAIN\name" are `name` from now on: the administrator said that they are one. The slice
 * must outlive what interns. */
void interner_own_domain(struct interner *interner, struct slice domain);

/* The id of an organisation by name; interns it. */
uint16_t interner_organisation(struct interner *interner, struct slice name);

/* Names of ids; empty for 0, "(others)" for INTERNER_OVERFLOW. Slices live until the next call that
 * interns. */
struct slice interner_account(const struct interner *interner, uint32_t id);
struct slice interner_account_object(
        const struct interner *interner, uint32_t id); /* the log's own id of it */
struct ip_addr interner_source(const struct interner *interner, uint32_t id);
uint32_t interner_source_asn(const struct interner *interner, uint32_t id);
void interner_source_country(const struct interner *interner, uint32_t id, char ret[3]);
struct slice interner_organisation_name(const struct interner *interner, uint16_t id);
struct slice interner_agent(const struct interner *interner, uint32_t client);
struct slice interner_application(const struct interner *interner, uint32_t client);
struct slice interner_protocol(const struct interner *interner, uint32_t client);
uint32_t interner_accounts(const struct interner *interner); /* highest id + 1 */
uint32_t interner_sources(const struct interner *interner);
uint32_t interner_clients(const struct interner *interner);
struct slice interner_device(const struct interner *interner, uint32_t id);
uint64_t interner_refused(const struct interner *interner); /* names beyond the caps */

/* Everything as bytes, and back into a new interner: ids, names and joins as they were; the bytes depend on
 * neither seed nor the order of slots. `write` and `read` return false when they cannot go on. Loading
 * needs an empty interner and leaves it unusable (but to free) when it fails: STATUS_DAMAGED. */
typedef bool (*interner_write)(void *to, const void *bytes, size_t size);
typedef bool (*interner_read)(void *from, void *bytes, size_t size);
enum status interner_save(const struct interner *interner, interner_write write, void *to, struct error *err)
        MUST_USE;
enum status interner_load(struct interner *interner, interner_read read, void *from, struct error *err)
        MUST_USE;
