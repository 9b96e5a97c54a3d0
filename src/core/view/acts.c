/* acts.c - lines of acts. */
#include "core/view/acts.h"

#include <string.h>

void act_say(struct out *out, const struct incident_act *act)
{
    char n[32];
    if (!act->done)
        out_text(out, "was refused: ");
    out_text(out, action_says(act->action));
    if (act->object[0] != '\0') {
        out_text(out, ": ");
        paint_name(out, act->object);
    }
    if (act->count > 1)
        out_printf(out, ", %s times", grouped(act->count, n));
}

static bool is_shown(const struct incident_act *act, const struct screen *s)
{
    if (s->account != NULL && strcmp(act->account, s->account->name) != 0)
        return false;
    return s->source == NULL || ip_eq(ip_source_key(act->source), s->source->key);
}

static void line(struct out *out, const struct incident_act *act, const struct screen *s)
{
    struct out said = { 0 };
    out_text(out, "  ");
    paint_time(out, s, act->time);
    out_text(out, "  ");
    paint_name(&said, act->account);
    out_text(&said, " ");
    act_say(&said, act);
    if (!ip_is_none(act->source)) {
        char from[IP_TEXT_MAX];
        ip_format_source(ip_source_key(act->source), from);
        out_printf(&said, ", from %s", from);
    }
    paint_wrapped(out, s, 16, 16, paint_text(&said));
    out_done(&said);
}

void paint_acts(struct out *out, const struct incident *inc, const struct screen *s)
{
    size_t all = inc->acts_total - inc->acts_count, shown = 0;
    for (size_t i = 0; i < inc->acts_count; i++) {
        if (!is_shown(&inc->acts[i], s))
            continue;
        if (shown == ACTS_LINES) {
            all++;
            continue;
        }
        line(out, &inc->acts[i], s);
        shown++;
    }
    if (all > 0)
        out_printf(out, "  and %zu more (--format jsonl)\n", all);
}
