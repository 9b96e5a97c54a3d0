/* own.h - what an organisation says of itself.
 *
 * Layer   core/model. Pure.
 */
#pragma once

#include "core/base/ip.h"
#include "core/base/slice.h"

/* What the organisation says of itself; all of it optional (docs/configuration.md). */
struct own {
    const struct ip_net *networks; /* own networks and VPN pools: inside */
    size_t networks_count;
    const struct ip_net *exits; /* shared exits: clinics behind one address, VPN and proxy exits */
    size_t exits_count;
    const struct ip_net *scanners; /* vulnerability scanners, monitoring: never an attack */
    size_t scanners_count;
    const struct slice *break_glass; /* accounts whose every sign-in is worth telling */
    size_t break_glass_count;
    const struct slice *domains; /* the organisation's own mail domains */
    size_t domains_count;
};

/* The bare name of "name@domain" and of "DOMAIN\name", where DOMAIN is the domain or its first label (a Windows
 * domain is mostly called so); any other name as it is. The domain is not empty. */
struct slice own_bare_name(struct slice domain, struct slice name);

/* Is the account one of break_glass? Names are the same in any case. */
bool own_is_break_glass(const struct own *own, struct slice account);

/* Is the address in one of the networks? */
bool own_has(const struct ip_net *networks, size_t count, struct ip_addr addr);
