/* export.h - the formats that other machines read, as one table.
 *
 * Layer   core/export: includes base, model and the interner's and the pseudonyms' names. Pure.
 * Texts   every text may be an attacker's: a form escapes by its own syntax.
 * Time    what a format calls its making (STIX created, OCSF time) is the incident's opening, so that the
 *         same input gives the same bytes; nothing reads a clock.
 */
#pragma once

#include "core/base/out.h"
#include "core/model/event.h"
#include "core/model/incident.h"
#include "core/model/tlp.h"
#include "core/names/interner.h"

/* What an export says beside the facts. */
struct exporting {
    const char *version;      /* of Cordon */
    const char *organisation; /* who exports; "" when nobody said so */
    enum tlp tlp;             /* marking of what is shared */
    bool names;               /* accounts may be named; a form for sharing leaves them out unless it is set */
};

/* One sign-in as events print it: names of its numbers, and where it stands. */
struct sign_in {
    const struct interner *names;
    const struct event *ev;
    const char *file;
    struct slice account; /* as it may be shown: the name, or its pseudonym */
};

struct form {
    const char *name, *help;
    /* All incidents, with what a file of the format needs around them; NULL: not for incidents. */
    void (*incidents)(struct out *out, const struct incidents *all, const struct exporting *x);
    /* One sign-in, and what comes before the first; NULL: not for sign-ins. */
    void (*head)(struct out *out, const struct exporting *x);
    void (*event)(struct out *out, const struct sign_in *in, const struct exporting *x);
    bool shares; /* made to be given away: names only when asked for */
};

extern const struct form *const forms[]; /* NULL-terminated */

const struct form *form_named(const char *name);
