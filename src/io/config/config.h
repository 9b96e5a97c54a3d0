/* config.h - the one small file in which an organisation says what is its own.
 *
 * Layer   io/config: libyaml behind a loader of our own that knows lines.
 * Form    a mapping of the settings in docs/configuration.md; values are texts or lists of texts. No
 *         aliases, no nesting: what a person needs, and nothing to attack.
 */
#pragma once

#include "core/base/out.h"
#include "core/base/status.h"
#include "core/engine/engine.h"
#include "core/model/house.h"
#include "core/model/tlp.h"

struct config; /* opaque */

/* path NULL: the defaults. The error names file, line, setting and what is allowed. */
enum status config_load(const char *path, struct config **ret, struct error *err) MUST_USE;
void config_free(struct config **config);

/* Points into the config, which must outlive it. */
struct engine_conf config_engine(const struct config *config);
const char *config_organisation(const struct config *config); /* "" when not told */
const char *config_redact_key(const struct config *config);   /* "" when not told */
/* Of mail; in lower case. Point into the config. */
const struct slice *config_partners(const struct config *config, size_t *ret_count);
const struct slice *config_authserv_ids(const struct config *config, size_t *ret_count);
const struct slice *config_arc_sealers(const struct config *config, size_t *ret_count);
enum tlp config_tlp(const struct config *config);    /* TLP_COUNT when not told */
const char *config_geo(const struct config *config); /* files, "none", or "" when not told */

/* What drafts and letters say of the organisation; "" where it was not told. Points into the config. */
struct house config_house(const struct config *config);

/* The effective settings, each with the line that it came from. */
void config_print(const struct config *config, struct out *out);
