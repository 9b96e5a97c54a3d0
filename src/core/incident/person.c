/* person.c - one number for one person. */
#include "core/incident/person.h"

#include "core/base/hash.h"
#include "core/base/limits.h"

uint64_t person_hash(const struct own *own, struct slice name)
{
    char lower[LIMIT_NAME];
    for (size_t i = 0; own != NULL && i < own->domains_count; i++) {
        struct slice bare = own_bare_name(own->domains[i], name);
        if (bare.len < name.len) {
            name = bare;
            break;
        }
    }
    size_t len = name.len < sizeof lower ? name.len : sizeof lower;
    for (size_t i = 0; i < len; i++)
        lower[i] = (char)(name.at[i] >= 'A' && name.at[i] <= 'Z' ? name.at[i] + 32 : name.at[i]);
    return hash_bytes((struct slice){ lower, len }, 0);
}
