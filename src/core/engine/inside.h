/* inside.h - the engine's own parts, shared by its files only.
 *
 * Layer   core/engine. Pure.
 */
#pragma once

#include "core/engine/engine.h"
#include "core/incident/campaign.h"

struct engine {
    struct engine_conf conf;
    const struct interner *interner;
    struct state state;
    struct watch watch;
    struct campaigns campaigns;
};

enum status engine_init(struct engine *engine, const struct engine_conf *conf,
        const struct interner *interner, struct error *err) MUST_USE;
void engine_done(struct engine *engine);
