/* known_hosts.h - what a host is known for.
 *
 * Layer   core/names. Pure; a table made when Cordon is built (data/shorteners.txt, free-hosting.txt, file-sharing.txt,
 *         freemail.txt, mailers.txt).
 */
#pragma once

#include "core/base/slice.h"

enum host_kind {
    HOST_SHORTENERS = 1u << 0,   /* its links say nothing of where they lead */
    HOST_FREE_HOSTING = 1u << 1, /* anybody may put a page or a form there */
    HOST_FILE_SHARING = 1u << 2, /* anybody may put a file there */
    HOST_FREEMAIL = 1u << 3,     /* anybody may have a mailbox there */
    HOST_MAILERS = 1u << 4,      /* sends and counts for others */
};

/* Bits of every listed name that the host is or lies below; lower case. */
unsigned host_kinds(struct slice host);
