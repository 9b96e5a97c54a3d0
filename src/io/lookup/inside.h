/* inside.h - what the two kinds of database give to places.c.
 *
 * Layer   io/lookup. Private to its files.
 */
#pragma once

#include <netinet/in.h>
#include <time.h>

#include "io/lookup/places.h"

/* One open database. */
struct place_file {
    const struct place_kind *kind;
    void *with;
    time_t made;
};

struct place_kind {
    enum status (*open)(const char *path, struct place_file *ret, struct error *err);
    void (*close)(struct place_file *file);
    /* Fills what is still empty. */
    void (*find)(struct place_file *file, const struct in6_addr *ip, struct whereabouts *place);
};

extern const struct place_kind place_loc, place_mmdb;

/* Two letters or digits; anything else is no country. */
void place_set_country(struct whereabouts *place, const char *at, size_t len);
void place_set_network(struct whereabouts *place, const char *at, size_t len);
