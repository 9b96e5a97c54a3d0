/* stix_indicators.c - what a partner can match: an indicator a source, and what was seen of each. */
#include <stdio.h>

#include "core/export/stix_parts.h"

static time_us known(time_us t, time_us instead)
{
    return t == TIME_NONE ? instead : t;
}

static uint64_t bounded(uint64_t n)
{
    return n < 1 ? 1 : n > STIX_COUNT_MAX ? STIX_COUNT_MAX : n;
}

/* An IPv6 source is a /64, which matches by ISSUBSET. */
static void put_pattern(struct out *out, const struct incident_source *src, const char *address)
{
    if (ip_is_v4(src->key))
        put_textf(out, "pattern", "[ipv4-addr:value = '%s']", address);
    else
        put_textf(out, "pattern", "[ipv6-addr:value ISSUBSET '%s']", address);
    put_text(out, "pattern_type", "stix");
    put_text(out, "pattern_version", "2.1");
}

static void put_indicator(
        struct stix *s, const struct incident_source *src, const char *address, const char *id)
{
    struct out said = { 0 };
    time_us from = known(src->first, s->inc->first_seen), until = known(src->last, s->inc->last_seen);

    stix_open(s, "indicator", id);
    put_textf(s->out, "name", "Sign-in attempts from %s", address);
    share_source(&said, src);
    put_slice(s->out, "description", share_said(&said));
    stix_put_one(s->out, "indicator_types", "malicious-activity");
    put_pattern(s->out, src, address);
    put_stamp(s->out, "valid_from", from);
    put_stamp(s->out, "valid_until", (until > from ? until : from) + SHARE_LIFE);
    put_count(s->out, "confidence", (uint64_t)share_confidence(s->inc, src));
    stix_close(s);
    s->out->failed = s->out->failed || said.failed;
    out_done(&said);
}

static void put_sighting(
        struct stix *s, const char *of, time_us first, time_us last, uint64_t count, const char *seen)
{
    char part[16 + STIX_ID_MAX], id[STIX_ID_MAX];
    (void)snprintf(part, sizeof part, "sighting %s", of);
    stix_id(s, "sighting", part, id);
    stix_open(s, "sighting", id);
    put_text(s->out, "sighting_of_ref", of);
    put_stamp(s->out, "first_seen", first);
    put_stamp(s->out, "last_seen", last > first ? last : first);
    put_count(s->out, "count", bounded(count));
    put_bool(s->out, "summary", true);
    if (seen != NULL)
        stix_put_one(s->out, "observed_data_refs", seen);
    stix_put_one(s->out, "where_sighted_refs", s->reporter);
    stix_close(s);
}

void stix_put_indicators(struct stix *s)
{
    for (size_t i = 0; i < s->pick.count; i++) {
        const struct incident_source *src = &s->inc->sources[s->pick.at[i]];
        char address[IP_TEXT_MAX], part[16 + IP_TEXT_MAX], id[STIX_ID_MAX];
        ip_format_source(src->key, address);
        (void)snprintf(part, sizeof part, "indicator %s", address);
        stix_id(s, "indicator", part, id);
        put_indicator(s, src, address, id);
        put_sighting(s, id, known(src->first, s->inc->first_seen), known(src->last, s->inc->last_seen),
                src->attempts, NULL);
        stix_relate(s, id, "detected", s->incident, NULL, 0);
    }
}

/* ---- what was seen, as it is ---- */

static void put_seen(struct stix *s)
{
    size_t accounts = 0;
    char id[STIX_ID_MAX];
    for (size_t i = 0; i < s->pick.count; i++) {
        stix_address(s, &s->inc->sources[s->pick.at[i]], id);
        put_text(s->out, NULL, id);
    }
    for (size_t i = 0; s->x->names && i < s->inc->accounts_count && accounts < SHARE_ACCOUNTS_MAX; i++) {
        if (!share_names_account(&s->inc->accounts[i]))
            continue;
        stix_account(s, s->inc->accounts[i].name, id);
        put_text(s->out, NULL, id);
        accounts++;
    }
}

static bool has_seen(const struct stix *s)
{
    if (s->pick.count > 0)
        return true;
    for (size_t i = 0; s->x->names && i < s->inc->accounts_count; i++)
        if (share_names_account(&s->inc->accounts[i]))
            return true;
    return false;
}

void stix_put_observed(struct stix *s)
{
    const struct incident *inc = s->inc;
    char seen[STIX_ID_MAX], technique[STIX_ID_MAX];
    bool any = has_seen(s);

    if (any) {
        stix_id(s, "observed-data", "seen", seen);
        stix_open(s, "observed-data", seen);
        put_stamp(s->out, "first_observed", inc->first_seen);
        put_stamp(
                s->out, "last_observed", inc->last_seen > inc->first_seen ? inc->last_seen : inc->first_seen);
        put_count(s->out, "number_observed", bounded(inc->attempts));
        put_open(s->out, "object_refs", '[');
        put_seen(s);
        put_close(s->out, ']');
        stix_close(s);
    }
    for (size_t i = 0; inc->techniques != NULL && inc->techniques[i] != NULL; i++) {
        (void)stix_technique(s, inc->techniques[i], technique);
        put_sighting(s, technique, inc->first_seen, inc->last_seen, inc->attempts, any ? seen : NULL);
    }
}
