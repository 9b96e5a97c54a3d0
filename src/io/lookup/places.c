/* places.c - several databases as one. */
#include "io/lookup/places.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/out.h"
#include "core/base/time.h"
#include "io/lookup/inside.h"

struct places {
    struct place_file files[PLACES_FILES];
    size_t count;
    struct out text;
};

void place_set_country(struct whereabouts *place, const char *at, size_t len)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    if (place->country[0] != '\0' || len != 2 || at[0] == '\0' || strchr(allowed, at[0]) == NULL
            || at[1] == '\0' || strchr(allowed, at[1]) == NULL)
        return;
    place->country[0] = at[0];
    place->country[1] = at[1];
}

void place_set_network(struct whereabouts *place, const char *at, size_t len)
{
    if (place->network[0] == '\0')
        (void)snprintf(place->network, sizeof place->network, "%.*s",
                (int)(len < sizeof place->network ? len : sizeof place->network - 1), at);
}

/* libloc's begin with their name; of the others the library itself says what is wrong. */
static enum status open_file(const char *path, struct place_file *ret, struct error *err)
{
    char head[8] = "";
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return fail(err, STATUS_MISSING, "%s: %s", path, strerror(errno));
    size_t n = fread(head, 1, sizeof head - 1, file);
    (void)fclose(file);
    bool loc = n == 7 && memcmp(head, "LOCDBXX", 7) == 0;
    return (loc ? &place_loc : &place_mmdb)->open(path, ret, err);
}

static void say_file(struct out *out, const char *path, time_t made)
{
    struct civil c;
    time_to_civil((time_us)made * TIME_SECOND, &c);
    out_printf(out, "%s%s of %04d-%02d-%02d", out->len > 0 ? ", " : "", path, c.year, c.month, c.day);
}

static enum status add_file(struct places *places, const char *path, struct error *err)
{
    struct place_file *file = &places->files[places->count];
    if (places->count == PLACES_FILES)
        return fail(err, STATUS_RANGE, "at most %u databases of places", PLACES_FILES);
    enum status st = open_file(path, file, err);
    if (st != STATUS_OK)
        return st;
    places->count++;
    say_file(&places->text, path, file->made);
    return STATUS_OK;
}

static enum status add_files(struct places *places, char *list, struct error *err)
{
    enum status st = STATUS_OK;
    for (const char *path; st == STATUS_OK && (path = strsep(&list, ",")) != NULL;)
        st = add_file(places, path, err);
    out_bytes(&places->text, (struct slice){ "", 1 });
    return st;
}

enum status places_open(const char *files, struct places **ret, struct error *err)
{
    struct places *places = calloc(1, sizeof *places);
    char *list = strdup(files != NULL ? files : PLACES_SYSTEM);
    enum status st = STATUS_NOMEM;
    if (places != NULL && list != NULL)
        st = add_files(places, list, err);
    else
        (void)fail(err, STATUS_NOMEM, "no memory for places");
    free(list);
    if (st == STATUS_OK)
        *ret = places;
    else
        places_free(&places);
    return st;
}

void places_free(struct places **places)
{
    if (*places == NULL)
        return;
    for (size_t i = 0; i < (*places)->count; i++)
        (*places)->files[i].kind->close(&(*places)->files[i]);
    out_done(&(*places)->text);
    free(*places);
    *places = NULL;
}

bool places_find(struct places *places, struct ip_addr ip, struct whereabouts *ret)
{
    struct in6_addr addr;
    *ret = (struct whereabouts){ 0 };
    memcpy(&addr, ip.b, sizeof addr);
    for (size_t i = 0; i < places->count; i++)
        places->files[i].kind->find(&places->files[i], &addr, ret);
    return ret->asn != 0 || ret->country[0] != '\0' || ret->network[0] != '\0';
}

const char *places_text(const struct places *places)
{
    return places->text.failed || places->text.at == NULL ? "" : places->text.at;
}
