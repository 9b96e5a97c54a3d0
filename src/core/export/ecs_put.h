/* ecs_put.h - what ECS's sign-ins and alerts share.
 *
 * Layer   core/export, inside ecs*.c.
 */
#pragma once

#include "core/export/put.h"
#include "core/export/siem.h"

void ecs_head(struct out *out, time_us at, const struct exporting *x); /* opens the object */
void ecs_organisation(struct out *out, struct slice name);
void ecs_user(struct out *out, struct slice name); /* nothing when it has none */
/* Nothing when there is no address; source.ip only for one that a field of type ip can hold. */
void ecs_source(struct out *out, struct ip_addr ip, uint32_t asn, const char *network, const char *country);

void ecs_alerts(struct out *out, const struct incidents *all, const struct exporting *x);
