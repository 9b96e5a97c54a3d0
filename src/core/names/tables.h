/* tables.h - sources, clients, devices and organisations: the kinds whose names have one spelling.
 *
 * Layer   core/names: includes base only. Pure.
 * Form    one growing array of cells by id and an index over it; ids 0 and 1 are reserved.
 * Memory  24 bytes a source, 48 a client, 16 a label, and the texts; never more than `cap` ids.
 * Threads one owner.
 */
#pragma once

#include "core/base/ip.h"
#include "core/names/index.h"
#include "core/names/texts.h"

enum { NAMES_RESERVED = 2, NAMES_OVERFLOW = 1 };

struct source_cell {
    struct ip_addr key;
    uint32_t asn;
    char country[2];
};
struct sources {
    struct index index;
    struct source_cell *cells;
    uint32_t count, room, cap;
    bool invented; /* what is told now tried a name that nobody has; it may use half of the cap */
    uint64_t seed, refused;
};
uint64_t sources_hash(const struct sources *sources, struct ip_addr key);
uint32_t sources_id(struct sources *sources, struct ip_addr key, uint64_t hash);

/* One, two or three texts that together are one name. */
struct labels {
    struct index index;
    struct slice *cells; /* `width` slices an id */
    uint32_t width, count, room, cap;
    uint64_t seed, refused;
    struct texts *texts;
};
enum { LABELS_WIDTH_MAX = 3 };
uint64_t labels_hash(const struct labels *labels, const struct slice *name);
uint32_t labels_id(struct labels *labels, const struct slice *name, uint64_t hash);
struct slice labels_text(const struct labels *labels, uint32_t id, uint32_t part); /* "(others)" for 1 */

void sources_done(struct sources *sources);
void labels_done(struct labels *labels);
