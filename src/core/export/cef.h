/* cef.h - ArcSight's Common Event Format, version 0: one line an incident or a sign-in.
 *
 * Layer   core/export. Pure.
 * Source  ArcSight, Implementing Common Event Format, version 25. Its `src` holds an IPv4 address only, so an
 *         IPv6 network is a custom string; its longest text is 1,023 bytes, a custom string's 4,000.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_cef;
