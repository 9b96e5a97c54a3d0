/* url_wrappers.h - what url_unwrap's files share: values of parameters and their encodings.
 *
 * Layer   core/wire, of url*.c alone. Pure.
 */
#pragma once

#include "core/wire/url.h"

/* The value of a parameter of "a=b&c=d" (";" and "&amp;" separate too), as it stands; false: it is not there. */
bool url_parameter(struct slice query, struct slice name, struct slice *ret);
/* Percent undone until an address stands there, three times at most; as it stands when it is one already. False: no
 * "http://" or "https://" at its front. */
bool url_decode_address(struct slice value, struct arena *arena, struct slice *ret);
/* Base64 of either alphabet, up to the first byte that is none; empty: the arena is full or nothing is there. */
struct slice url_decode_base64(struct slice value, struct arena *arena);
bool url_is_address(struct slice s);
