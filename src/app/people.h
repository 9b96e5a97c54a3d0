/* people.h - what `draft` and `notify` share: one incident of the logs, as a paper on standard output.
 *
 * Layer   app.
 */
#pragma once

#include "app/run.h"
#include "core/view/matter.h"

typedef void (*write_paper)(struct paper *p, const struct matter *m, const void *ctx);

/* Reads the paths, finds the incident `id`, and prints what `write` makes of it in the form that --format asks
 * for. `tlp` is the marking where neither --tlp nor the configuration says one. */
enum exit_code write_for_people(const struct options *opt, const char *id, const char *const *paths,
        size_t count, enum tlp tlp, write_paper write, const void *ctx);
