/* own.c - is it ours? */
#include "core/model/own.h"

bool own_has(const struct ip_net *networks, size_t count, struct ip_addr addr)
{
    for (size_t i = 0; i < count; i++)
        if (ip_in_net(addr, networks[i]))
            return true;
    return false;
}

struct slice own_bare_name(struct slice domain, struct slice name)
{
    size_t at = name.len > domain.len ? name.len - domain.len : 0;
    if (at > 1 && name.at[at - 1] == '@' && slice_eq_nocase(slice_skip(name, at), domain))
        return slice_first(name, at - 1);
    size_t back = slice_find(name, '\\');
    struct slice before = slice_first(name, back), label = slice_first(domain, slice_find(domain, '.'));
    if (back + 1 < name.len && (slice_eq_nocase(before, domain) || slice_eq_nocase(before, label)))
        return slice_skip(name, back + 1);
    return name;
}

bool own_is_break_glass(const struct own *own, struct slice account)
{
    const struct slice *domain = own->domains_count > 0 ? &own->domains[0] : NULL;
    struct slice bare = domain ? own_bare_name(*domain, account) : account;
    for (size_t i = 0; i < own->break_glass_count; i++) {
        struct slice one = own->break_glass[i];
        if (slice_eq_nocase(domain ? own_bare_name(*domain, one) : one, bare))
            return true;
    }
    return false;
}
