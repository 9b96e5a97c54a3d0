/* fuzz_url.c - any bytes as an address and as a text with addresses: hosts are what browsers take, targets are addresses,
 * finds lie within and move on. */
#include <stdio.h>
#include <stdlib.h>

#include "core/names/domain.h"
#include "core/wire/url.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_be_host(const struct url *url)
{
    bool web = url->scheme == URL_HTTP || url->scheme == URL_HTTPS;
    MUST(web == (url->host.len > 0));
    for (size_t i = 0; i < url->host.len; i++) {
        char c = url->host.at[i];
        MUST(c > ' ' && c < 0x7f && !(c >= 'A' && c <= 'Z') && c != '/' && c != '@' && c != '\\' && c != '%');
    }
}

static void split(struct slice in, struct arena *arena)
{
    struct url url, again;
    struct slice target, by;
    if (!url_split(in, arena, &url))
        return;
    must_be_host(&url);
    MUST(url.user.len + url.path.len + url.query.len + url.fragment.len <= in.len);
    if (url.host.len > 0 && !url.is_ip) {
        char text[4096];
        int len = snprintf(text, sizeof text, "https://%.*s/", (int)url.host.len, url.host.at);
        MUST(len > 0 && url_split((struct slice){ text, (size_t)len }, arena, &again));
        MUST(slice_eq(again.host, url.host)); /* splitting is done once and for all */
    }
    if (url_unwrap(in, arena, &target, &by))
        MUST(url_split(target, arena, &again) || target.len > 7);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena; /* taken once: most of the time would go into it */
    struct error err;
    struct slice in = { (const char *)data, size }, found;
    MUST(arena.base != NULL || arena_init(&arena, 4 * 1024 * 1024, &err) == STATUS_OK);
    arena_reset(&arena);
    split(in, &arena);
    for (size_t at = 0, before = 0; url_find(in, &at, &found); before = at) {
        MUST(found.len > 0 && slice_inside(found, in) && at > before && at <= in.len);
        arena_reset(&arena);
        split(found, &arena);
    }
    return 0;
}
