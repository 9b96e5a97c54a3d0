/* places.h - which network and country an address is in, by a database on this machine.
 *
 * Layer   io/lookup: libloc and libmaxminddb behind one face; nothing is asked over the network.
 * Input   the database is somebody else's file: texts are cut and countries are two of A-Z and 0-9, or left out.
 * Threads one owner.
 */
#pragma once

#include "core/base/ip.h"
#include "core/base/status.h"

/* Where Debian's package puts it. */
#define PLACES_SYSTEM "/var/lib/location/database.db"
#define PLACES_FILES 4u

struct places; /* opaque */

struct whereabouts {
    uint32_t asn;      /* 0 unknown */
    char country[3];   /* "" unknown */
    char network[128]; /* who runs it, "" unknown */
};

/* Databases by their files, several separated by commas: the first that knows something tells it. NULL: that of the
 * system. STATUS_MISSING when there is none, or this program was built without what reads it. */
enum status places_open(const char *files, struct places **ret, struct error *err) MUST_USE;
void places_free(struct places **places);

/* False when nothing is known of the address. */
bool places_find(struct places *places, struct ip_addr ip, struct whereabouts *ret);

/* "/var/lib/location/database.db of 2022-10-29", for the person who reads the result. */
const char *places_text(const struct places *places);
