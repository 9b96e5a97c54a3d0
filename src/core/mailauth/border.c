/* border.c - the fields above the first server that is not ours. */
#include "core/mailauth/border.h"

#include "core/model/own.h"
#include "core/names/domain.h"

bool is_trusted(struct slice name, const struct slice *names, uint32_t count)
{
    for (uint32_t i = 0; name.len > 0 && i < count; i++)
        if (domain_is_within(name, names[i]))
            return true;
    return false;
}

struct finder {
    const struct auth_fields *fields;
    const struct mailauth_trust *trust;
    struct arena *arena;
    struct border *border;
    bool is_below;               /* a trusted Received was passed */
    bool is_by_name;             /* one whose client only said that it is ours */
    bool seen_results, seen_spf; /* in this block, believed or not */
    struct slice by;             /* of the Received above */
};

/* "authserv-id": the first word. Without one, the host above speaks. */
static struct slice speaker_of(const struct finder *finder, const struct auth_field *field)
{
    struct authres *res = arena_take(finder->arena, sizeof *res);
    if (res == NULL || !authres_read(field->value, finder->arena, res))
        return (struct slice){ NULL, 0 };
    return res->id.len > 0 ? res->id : finder->by;
}

static void add_results(struct finder *finder, uint32_t i)
{
    struct border *border = finder->border;
    bool is_first = !finder->seen_results;
    finder->seen_results = true;
    if (border->results_count == LIMIT_AUTHRES_FIELDS
            || (finder->is_below && (!is_first || border->results_count > 0)))
        return;
    size_t used = finder->arena->used;
    if (is_trusted(speaker_of(finder, &finder->fields->at[i]), finder->trust->ids, finder->trust->ids_count))
        border->results[border->results_count++] = i;
    finder->arena->used = used;
}

static void add_spf(struct finder *finder, uint32_t i)
{
    struct received_spf spf;
    bool is_first = !finder->seen_spf;
    finder->seen_spf = true;
    if (finder->border->spf != UINT32_MAX || (finder->is_below && !is_first))
        return;
    if (!received_spf_read(finder->fields->at[i].value, finder->arena, &spf))
        return;
    if (is_trusted(spf.receiver.len > 0 ? spf.receiver : finder->by, finder->trust->ids,
                finder->trust->ids_count))
        finder->border->spf = i;
}

/* Without a client at all the message came by a pipe; one that is told without an address may be anybody. */
static bool is_inside(const struct finder *finder, const struct hop *hop)
{
    if (ip_is_none(hop->ip))
        return hop->from.len == 0;
    return ip_is_private(hop->ip) || own_has(finder->trust->networks, finder->trust->networks_count, hop->ip);
}

/* A Received field; false: it was written outside. */
static bool pass_hop(struct finder *finder, const struct hop *hops, uint32_t hops_count)
{
    struct border *border = finder->border;
    const struct hop *above = border->hop < hops_count ? &hops[border->hop] : NULL;
    uint32_t next = above != NULL ? border->hop + 1 : 0;
    if (above != NULL && !is_inside(finder, above)) {
        if (!is_trusted(above->from, finder->trust->ids, finder->trust->ids_count))
            return false;
        finder->is_by_name = true;
    }
    if (next >= hops_count || !is_trusted(hops[next].by, finder->trust->ids, finder->trust->ids_count))
        return false;
    border->hop = next;
    border->is_sure = !finder->is_by_name;
    finder->by = hops[next].by;
    finder->is_below = true;
    finder->seen_results = finder->seen_spf = false;
    return true;
}

void border_find(const struct auth_fields *fields, const struct hop *hops, uint32_t hops_count,
        const struct mailauth_trust *trust, struct arena *arena, struct border *ret)
{
    struct finder finder = { .fields = fields, .trust = trust, .arena = arena, .border = ret };
    *ret = (struct border){ .hop = UINT32_MAX, .spf = UINT32_MAX };
    if (hops_count == 0 || !is_trusted(hops[0].by, trust->ids, trust->ids_count))
        return;
    for (uint32_t i = 0; i < fields->count; i++) {
        const struct auth_field *field = &fields->at[i];
        if (field_is(field, "Received") && !pass_hop(&finder, hops, hops_count))
            return;
        if (field_is(field, "Authentication-Results"))
            add_results(&finder, i);
        else if (field_is(field, "Received-SPF"))
            add_spf(&finder, i);
    }
}
