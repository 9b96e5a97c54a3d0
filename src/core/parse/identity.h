/* identity.h - the formats of identity providers, in the cloud and self-hosted; docs/sources/identity-providers.md.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 */
#pragma once

#include "core/parse/formats.h"
#include "core/parse/line_source.h"

extern const struct format auth0_format;
extern const struct format authentik_format;
extern const struct format cloudtrail_format;
extern const struct format duo_format;
extern const struct format google_format;
extern const struct format keycloak_format;
extern const struct format okta_format;
extern const struct line_source keycloak_source; /* its server log */
