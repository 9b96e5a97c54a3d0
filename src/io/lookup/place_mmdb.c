/* place_mmdb.c - databases in the MaxMind DB format, whoever made them. */
#include "io/lookup/inside.h"

#ifdef HAVE_MAXMINDDB
#include <maxminddb.h>
#include <stdlib.h>
#include <string.h>

static void close_mmdb(struct place_file *file)
{
    MMDB_close(file->with);
    free(file->with);
}

static enum status open_mmdb(const char *path, struct place_file *ret, struct error *err)
{
    MMDB_s *with = calloc(1, sizeof *with);
    if (with == NULL)
        return fail(err, STATUS_NOMEM, "no memory for places");
    int code = MMDB_open(path, MMDB_MODE_MMAP, with);
    if (code != MMDB_SUCCESS) {
        free(with);
        return fail(err, STATUS_DAMAGED, "%s: is no database of libloc, nor in the MaxMind DB format: %s",
                path, MMDB_strerror(code));
    }
    *ret = (struct place_file){
        .kind = &place_mmdb, .with = with, .made = (time_t)with->metadata.build_epoch
    };
    return STATUS_OK;
}

/* A text at the path; NULL when it is not there or is no text. */
static const char *text_at(MMDB_entry_s *entry, const char *const *path, size_t *ret_len)
{
    MMDB_entry_data_s data;
    if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS || !data.has_data
            || data.type != MMDB_DATA_TYPE_UTF8_STRING)
        return NULL;
    *ret_len = data.data_size;
    return data.utf8_string;
}

static uint32_t number_at(MMDB_entry_s *entry, const char *const *path)
{
    MMDB_entry_data_s data;
    if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS || !data.has_data)
        return 0;
    return data.type == MMDB_DATA_TYPE_UINT32    ? data.uint32
            : data.type == MMDB_DATA_TYPE_UINT16 ? data.uint16
                                                 : 0;
}

static MMDB_lookup_result_s look_up(MMDB_s *with, const struct in6_addr *ip)
{
    int error = 0;
    struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_addr = *ip };
    struct sockaddr_in four = { .sin_family = AF_INET };
    MMDB_lookup_result_s none = { 0 };
    bool is_four = IN6_IS_ADDR_V4MAPPED(ip);
    memcpy(&four.sin_addr, ip->s6_addr + 12, 4);
    if (!is_four && with->metadata.ip_version == 4)
        return none;
    MMDB_lookup_result_s found = MMDB_lookup_sockaddr(
            with, is_four ? (const struct sockaddr *)&four : (const struct sockaddr *)&six, &error);
    return error == MMDB_SUCCESS ? found : none;
}

static void find_mmdb(struct place_file *file, const struct in6_addr *ip, struct whereabouts *place)
{
    static const char *const country[] = { "country", "iso_code", NULL };
    static const char *const asn[] = { "autonomous_system_number", NULL };
    static const char *const network[] = { "autonomous_system_organization", NULL };
    MMDB_lookup_result_s found = look_up(file->with, ip);
    size_t len = 0;
    if (!found.found_entry)
        return;
    const char *text = text_at(&found.entry, country, &len);
    if (text != NULL)
        place_set_country(place, text, len);
    if (place->asn != 0)
        return;
    place->asn = number_at(&found.entry, asn);
    text = text_at(&found.entry, network, &len);
    if (text != NULL)
        place_set_network(place, text, len);
}
#else
static enum status open_mmdb(const char *path, struct place_file *ret, struct error *err)
{
    (void)ret;
    return fail(err, STATUS_MISSING,
            "%s: is no database of libloc, and this cordon was built without libmaxminddb, which reads "
            "others",
            path);
}

static void close_mmdb(struct place_file *file)
{
    (void)file;
}

static void find_mmdb(struct place_file *file, const struct in6_addr *ip, struct whereabouts *place)
{
    (void)file, (void)ip, (void)place;
}
#endif

const struct place_kind place_mmdb = { open_mmdb, close_mmdb, find_mmdb };
