/* engine.c - the stages as one: remember and detect, gather into campaigns, report. */
#include "core/engine/inside.h"

#include <stdlib.h>

#include "core/detect/takeover/takeover.h"
#include "core/incident/report.h"
#include "core/incident/rows.h"
#include "core/incident/split.h"

static enum status conf_check(const struct engine_conf *conf, struct error *err)
{
    if (!(conf->false_alarms_per_year >= 0.01 && conf->false_alarms_per_year <= 100))
        return fail(err, STATUS_RANGE, "false_alarms_per_year is %g, allowed 0.01..100 a year",
                conf->false_alarms_per_year);
    return STATUS_OK;
}

enum status engine_init(struct engine *engine, const struct engine_conf *conf,
        const struct interner *interner, struct error *err)
{
    *engine = (struct engine){ .conf = *conf, .interner = interner };
    enum status st = state_init(&engine->state, interner, err);
    if (st == STATUS_OK)
        st = watch_init(&engine->watch, &engine->state, conf->false_alarms_per_year, err);
    if (st != STATUS_OK)
        engine_done(engine);
    engine->state.own = &engine->conf.own;
    engine->state.lured = engine->conf.lured;
    return st;
}

void engine_done(struct engine *engine)
{
    campaigns_done(&engine->campaigns);
    watch_done(&engine->watch);
    state_done(&engine->state);
}

enum status engine_new(const struct engine_conf *conf, const struct interner *interner, struct engine **ret,
        struct error *err)
{
    enum status st = conf_check(conf, err);
    if (st != STATUS_OK)
        return st;
    struct engine *engine = calloc(1, sizeof *engine);
    if (engine == NULL)
        return fail(err, STATUS_NOMEM, "no memory for the engine");
    st = engine_init(engine, conf, interner, err);
    if (st != STATUS_OK)
        free(engine);
    else
        *ret = engine;
    return st;
}

void engine_free(struct engine **engine)
{
    if (*engine == NULL)
        return;
    engine_done(*engine);
    free(*engine);
    *engine = NULL;
}

void engine_feed(struct engine *engine, const struct event *events, size_t count)
{
    const size_t ahead = 8;
    struct findings findings;
    for (size_t i = 0; i < count; i++) {
        if (i + ahead < count)
            state_prefetch(&engine->state, &events[i + ahead]);
        campaigns_sweep(&engine->campaigns, &engine->watch);
        if (events[i].action != ACTION_NONE)
            takeover_access(&engine->watch, &events[i], &findings);
        else
            watch_take(&engine->watch, &events[i], &findings);
        if (findings.count > 0)
            campaigns_take(&engine->campaigns, &engine->watch, &findings);
        if (campaigns_step(&engine->campaigns, &engine->watch))
            campaigns_split(&engine->campaigns, &engine->watch);
    }
}

enum status engine_rows(
        const struct engine *engine, const char *id, struct attempt_rows *ret, struct error *err)
{
    return report_rows(&engine->campaigns, &engine->watch, id, ret, err);
}

enum status engine_report(struct engine *engine, struct incidents *ret, struct error *err)
{
    return report_incidents(&engine->campaigns, &engine->watch, engine->conf.pseudonyms, ret, err);
}
