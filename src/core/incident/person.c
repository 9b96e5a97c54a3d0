/* person.c - one number for one person. */
#include "core/incident/person.h"

#include "core/base/hash.h"

uint64_t person_hash(const struct own *own, struct slice name)
{
    for (size_t i = 0; own != NULL && i < own->domains_count; i++) {
        struct slice bare = own_bare_name(own->domains[i], name);
        if (bare.len < name.len) {
            name = bare;
            break;
        }
    }
    return hash_lower(name, 0);
}
