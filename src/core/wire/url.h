/* url.h - an address on the web in its pieces, and what lies behind the usual wrappers.
 *
 * Layer   core/wire. Pure: nothing is fetched.
 * Source  WHATWG URL (what browsers open), RFC 3986; wrappers as their makers document them (url_wrappers.c).
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/ip.h"
#include "core/base/slice.h"

enum url_scheme {
    URL_HTTP,
    URL_HTTPS,
    URL_MAILTO,
    URL_TEL,
    URL_DATA,
    URL_JAVASCRIPT,
    URL_CID,
    URL_FILE,
    URL_OTHER
};

struct url {
    enum url_scheme scheme;
    struct slice user; /* before an @: "bank.example" of https://bank.example@192.0.2.1/ */
    struct slice
            host; /* lower case, as browsers see it: backslashes, tabs and full-width dots undone, percent decoded,
                           punycode (xn--) for other scripts; in the arena */
    bool is_ip; /* also when written as 0x7f.1, octal or one number */
    struct ip_addr ip;
    uint16_t port;                      /* 0: not told */
    struct slice path, query, fragment; /* as they stand */
};

/* False: no absolute address (relative, empty, only a fragment). */
bool url_split(struct slice text, struct arena *arena, struct url *ret);

/* What lies behind a known rewriter (Safe Links, URL Defense v1-v3, ...) or an open redirect whose target stands in a
 * parameter or the path; as often as LIMIT_UNWRAPS. *ret_by: who wrapped it, a host; false when nothing is behind it. */
#define LIMIT_UNWRAPS 5u
bool url_unwrap(struct slice text, struct arena *arena, struct slice *ret_target, struct slice *ret_by);

/* The next address in a text of people ("https://...", "www.x.example", "x.example/path"), from *at on; false: none is
 * left. *at moves behind it. */
bool url_find(struct slice text, size_t *at, struct slice *ret);
