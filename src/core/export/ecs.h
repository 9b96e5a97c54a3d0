/* ecs.h - Elastic Common Schema 9, nested: a sign-in is an event of category authentication, an incident an
 * alert. What ECS has no field for stands under `cordon`.
 *
 * Layer   core/export. Pure.
 * Source  elastic.co/docs/reference/ecs; only fields of 9.0, so that every 9.x takes them.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_ecs;
