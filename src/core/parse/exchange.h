/* exchange.h - Exchange Server's protocol logs.
 *
 * Layer   core/parse: includes base, wire and model. Pure.
 */
#pragma once

#include "core/parse/formats.h"

extern const struct format exchange_format;
