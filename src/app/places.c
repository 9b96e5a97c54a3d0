/* places.c - which database, and what it is asked. */
#include "app/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/config/config.h"
#include "io/lookup/places.h"

static const char *files_of(const struct run *run)
{
    return run->opt->geo != NULL ? run->opt->geo : config_geo(run->config);
}

bool places_ready(struct run *run)
{
    struct error err;
    const char *files = files_of(run);
    if (*files == '\0' || strcmp(files, "none") == 0)
        return true;
    if (places_open(files, &run->places, &err) == STATUS_OK)
        return true;
    fprintf(stderr, "cordon: %s: %s\n", run->opt->geo != NULL ? "--geo" : "geo", err.message);
    return false;
}

/* Names are few: networks repeat. Kept until run_close. */
static const char *kept_name(struct run *run, const char *name)
{
    for (size_t i = run->names_count; i-- > 0;)
        if (strcmp(run->names[i], name) == 0)
            return run->names[i];
    if (run->names_count == run->names_room) {
        size_t room = run->names_room ? run->names_room * 2 : 64;
        char **grown = realloc(run->names, room * sizeof *grown);
        if (grown == NULL)
            return "";
        run->names = grown;
        run->names_room = room;
    }
    char *copy = strdup(name);
    if (copy == NULL)
        return "";
    run->names[run->names_count++] = copy;
    return copy;
}

static bool is_untold(const struct incident_source *source)
{
    return source->asn == 0 && source->country[0] == '\0' && !ip_is_private(source->key);
}

static bool fill_one(struct run *run, struct incident_source *source)
{
    struct whereabouts place;
    if (!is_untold(source) || !places_find(run->places, source->key, &place))
        return false;
    source->asn = place.asn;
    memcpy(source->country, place.country, sizeof source->country);
    source->network = kept_name(run, place.network);
    return true;
}

/* The system's own is opened when the first source needs it, and only for people: what machines read is the same
 * on every machine. Without one nothing is missed. */
static bool is_wanted(struct run *run)
{
    struct error err;
    if (run->places != NULL || *files_of(run) != '\0')
        return run->places != NULL;
    if (!run->shows_places)
        return false;
    for (size_t i = 0; i < run->incidents.count; i++)
        for (size_t k = 0; k < run->incidents.at[i].sources_count; k++)
            if (is_untold(&run->incidents.at[i].sources[k]))
                return places_open(NULL, &run->places, &err) == STATUS_OK;
    return false;
}

void places_fill(struct run *run)
{
    if (!is_wanted(run))
        return;
    for (size_t i = 0; i < run->incidents.count; i++) {
        struct incident *inc = &run->incidents.at[i];
        bool filled = false;
        for (size_t k = 0; k < inc->sources_count; k++)
            filled |= fill_one(run, &inc->sources[k]);
        if (filled)
            inc->places = run->incidents.summary.places = places_text(run->places);
    }
}
