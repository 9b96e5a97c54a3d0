/* place_loc.c - libloc's database, which Debian packages. */
#include "io/lookup/inside.h"

#ifdef HAVE_LIBLOC
#include <errno.h>
#include <libloc/as.h>
#include <libloc/database.h>
#include <libloc/libloc.h>
#include <libloc/network.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct with {
    struct loc_ctx *ctx;
    struct loc_database *database;
    FILE *file;
};

/* The library writes to standard error of its own; what is wrong is said by the caller. */
static void say_nothing(struct loc_ctx *ctx, int priority, const char *file, int line, const char *fn,
        const char *format, va_list args)
{
    (void)ctx, (void)priority, (void)file, (void)line, (void)fn, (void)format, (void)args;
}

static void close_loc(struct place_file *file)
{
    struct with *with = file->with;
    if (with->database != NULL)
        loc_database_unref(with->database);
    if (with->ctx != NULL)
        loc_unref(with->ctx);
    if (with->file != NULL)
        (void)fclose(with->file);
    free(with);
}

static enum status open_loc(const char *path, struct place_file *ret, struct error *err)
{
    struct with *with = calloc(1, sizeof *with);
    struct place_file file = { .kind = &place_loc, .with = with };
    if (with == NULL)
        return fail(err, STATUS_NOMEM, "no memory for places");
    if (loc_new(&with->ctx) == 0) {
        loc_set_log_fn(with->ctx, say_nothing);
        with->file = fopen(path, "rb");
    }
    if (with->file == NULL || loc_database_new(with->ctx, &with->database, with->file) != 0) {
        close_loc(&file);
        return fail(err, STATUS_DAMAGED, "%s: libloc cannot read it", path);
    }
    file.made = loc_database_created_at(with->database);
    *ret = file;
    return STATUS_OK;
}

static void find_name(const struct with *with, struct whereabouts *place)
{
    struct loc_as *as = NULL;
    if (place->asn == 0 || loc_database_get_as(with->database, &as, place->asn) != 0 || as == NULL)
        return;
    const char *name = loc_as_get_name(as);
    if (name != NULL)
        place_set_network(place, name, strlen(name));
    loc_as_unref(as);
}

static void find_loc(struct place_file *file, const struct in6_addr *ip, struct whereabouts *place)
{
    const struct with *with = file->with;
    struct loc_network *network = NULL;
    if (loc_database_lookup(with->database, ip, &network) != 0 || network == NULL)
        return;
    const char *country = loc_network_get_country_code(network);
    if (country != NULL)
        place_set_country(place, country, strlen(country));
    if (place->asn == 0) {
        place->asn = loc_network_get_asn(network);
        find_name(with, place);
    }
    loc_network_unref(network);
}
#else
static enum status open_loc(const char *path, struct place_file *ret, struct error *err)
{
    (void)ret;
    return fail(err, STATUS_MISSING, "%s: this cordon was built without libloc, which reads it", path);
}

static void close_loc(struct place_file *file)
{
    (void)file;
}

static void find_loc(struct place_file *file, const struct in6_addr *ip, struct whereabouts *place)
{
    (void)file, (void)ip, (void)place;
}
#endif

const struct place_kind place_loc = { open_loc, close_loc, find_loc };
