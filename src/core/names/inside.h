/* inside.h - what interner.c and interner_save.c share.
 *
 * Layer   core/names. Private to the two.
 */
#pragma once

#include "core/names/accounts.h"
#include "core/names/interner.h"
#include "core/names/tables.h"

struct interner {
    struct texts texts;
    struct accounts accounts;
    struct sources sources;
    struct labels clients; /* agent, application, protocol */
    struct labels devices;
    struct labels organisations;
};
