/* navigator.h - the techniques of all incidents as a layer of the ATT&CK Navigator.
 *
 * Layer   core/export. Pure.
 * Source  Navigator layer format 4.5. Tactics are not set: their names changed with version 19.
 */
#pragma once

#include "core/export/export.h"

extern const struct form form_navigator;
