/* spf_macro.h - what %{...} stands for.
 *
 * Layer   core/mailauth. Pure.
 * Limits  LIMIT_SPF_EXPANDED: more is cut from the front, as long names are.
 * Source  RFC 7208 7.
 */
#pragma once

#include "core/base/arena.h"
#include "core/base/ip.h"
#include "core/base/time.h"

struct spf_values {
    struct slice sender, local, sender_domain; /* s l o */
    struct slice domain;                       /* d: of the record */
    struct slice helo, receiver;               /* h r */
    struct slice validated;                    /* p */
    struct ip_addr ip;                         /* i v c */
    time_us time;                              /* t */
};

/* Does the text use %{p}, which costs questions? */
bool spf_uses_validated(struct slice spec);

/* `spec` is a macro-string (spf_macros_ok). false: the arena is full. *work counts the bytes written. */
bool spf_expand(struct slice spec, const struct spf_values *values, struct arena *arena, struct slice *ret,
        uint64_t *work);

/* An expanded domain as it is asked: without a dot at the end, and without labels at its front while it is over 253
 * bytes. */
struct slice spf_target(struct slice expanded);
