/* fuzz_domain.c - any bytes as domains and names: parts lie within, what the eye takes a text for does not change by looking
 * twice, and a domain imitates nobody whom it belongs to. The first line is a domain, the second another. */
#include <stdlib.h>

#include "core/base/chars.h"
#include "core/names/known_hosts.h"
#include "core/names/posing.h"

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void skeletons(struct slice in)
{
    static char once[65536];
    size_t len = skeleton_of(in, once, sizeof once);
    MUST(len <= sizeof once && len <= 4 * in.len);
    for (size_t i = 0; i < len; i++)
        MUST(!(once[i] >= 'A' && once[i] <= 'Z') && (unsigned char)once[i] >= ' ' && once[i] != '0'
                && once[i] != '1');
}

static void names(struct slice in)
{
    struct posing_hit hits[8];
    size_t count = posing_names(in, hits, 8), behind = 0;
    MUST(count <= 8);
    for (size_t i = 0; i < count; i++) {
        MUST(hits[i].len > 0 && hits[i].at >= behind && hits[i].at + hits[i].len <= in.len);
        MUST(posing_name(hits[i].who)[0] != 0);
        behind = hits[i].at + hits[i].len;
    }
}

/* A name as those who ask must write it, from any bytes. */
static struct slice canonical(struct slice s, char *buf, size_t cap)
{
    size_t n = 0;
    for (; n < s.len && n < cap; n++) {
        char c = s.at[n];
        buf[n] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        if (!((buf[n] >= 'a' && buf[n] <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
            buf[n] = '-';
    }
    return (struct slice){ buf, n };
}

static void one(struct slice domain, bool strict)
{
    char buf[4 * DOMAIN_MAX + 1];
    struct slice got;
    struct posing_likeness likeness;
    struct slice registered = domain_registered(domain);
    MUST(slice_inside(registered, domain) && slice_inside(domain_suffix(domain), domain));
    MUST(slice_inside(domain_label(domain), domain) && domain_label(domain).len <= registered.len);
    MUST(!strict || slice_eq(domain_registered(registered), registered));
    if (domain_to_unicode(domain, buf, sizeof buf, &got))
        MUST(got.len < sizeof buf);
    if (domain_to_ascii(domain, buf, sizeof buf, &got))
        MUST(got.len < sizeof buf);
    if (posing_domain(domain, &likeness))
        MUST(likeness.likeness > LIKE_NOT && likeness.likeness <= LIKE_COMBINED
                && (!strict || posing_owns(likeness.who, domain) == (likeness.likeness == LIKE_SAME)));
    MUST(host_kinds(domain) < 32);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice in = { (const char *)data, size }, a, b;
    size_t used;
    a = slice_line(in, &used);
    b = slice_line(slice_skip(in, used), &used);
    char buf[1024];
    one(a, false);
    one(b, false);
    one(canonical(a, buf, sizeof buf), true);
    enum likeness likeness = domain_likeness(a, b);
    MUST((likeness == LIKE_SAME)
            == (a.len <= DOMAIN_MAX && b.len <= DOMAIN_MAX && a.len > 0 && domain_is_within(a, b)));
    MUST(likeness_name(likeness)[0] != 0);
    skeletons(slice_first(in, 16384));
    names(in);
    return 0;
}
