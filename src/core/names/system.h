/* system.h - accounts that an operating system or a service brings along, on which nobody's name stands.
 *
 * Layer   core/names: includes base only. Pure.
 * Use     the internet guesses at them everywhere and all the time; what is aimed at nobody else is
 *         background, whether or not the account exists.
 * Source  Debian policy 9.2 and base-passwd; the service accounts of common packages; Windows' built-in
 *         Administrator and Guest.
 */
#pragma once

#include "core/base/slice.h"

/* The name may be written with a domain on either side: root, root@example.org, EXAMPLE\Administrator. */
bool name_is_system(struct slice name);
