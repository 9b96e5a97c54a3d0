/* own.c - is it ours? */
#include "core/model/own.h"

bool own_has(const struct ip_net *networks, size_t count, struct ip_addr addr)
{
    for (size_t i = 0; i < count; i++)
        if (ip_in_net(addr, networks[i]))
            return true;
    return false;
}
