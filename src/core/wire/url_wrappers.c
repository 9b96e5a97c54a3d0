/* url_wrappers.c - known rewriters and redirects, one row each, and open redirects in general.
 *
 * Source  addresses that these services write into mail, as their makers' pages show them (Microsoft "Safe Links",
 *         Proofpoint "URL Defense", Check Point "Rewritten Avanan URL", Sophos "Time of Click URL Protection", ...).
 */
#include "core/wire/url_wrappers.h"
#include "core/names/domain.h"

enum how {
    HOW_PARAMETER,   /* its value is the address */
    HOW_BASE64,      /* ... in base64 */
    HOW_BING,        /* ... in base64 behind "a1" */
    HOW_DOMAIN,      /* its value is a domain, more is not told */
    HOW_PROOFPOINT2, /* "-3A" is a percent code, "_" a slash */
    HOW_PROOFPOINT3, /* between "__" and "__;", with what was no letter of it in base64 behind */
    HOW_UNDERSCORES, /* between "___" and "___" */
    HOW_PATH,        /* somewhere in the path */
    HOW_REST,        /* what follows the path's beginning, without its scheme */
    HOW_RU,          /* "/RU=.../RK=" */
    HOW_MANDRILL,    /* JSON within JSON in base64 */
};

static const struct wrapper {
    const char *host; /* it or below it; "google.": this label under any suffix */
    const char *path; /* its beginning */
    enum how how;
    const char *name; /* of the parameter */
} wrappers[] = {
    { "safelinks.protection.outlook.com", "", HOW_PARAMETER, "url" },
    { "safelinks.protection.office365.us", "", HOW_PARAMETER, "url" },
    { "outlook.office.com", "/mail/safelink.html", HOW_PARAMETER, "url" },
    { "teams.cdn.office.net", "/evergreen-assets/safelinks/", HOW_PARAMETER, "url" },
    { "urldefense.proofpoint.com", "/v1/", HOW_PARAMETER, "u" },
    { "urldefense.com", "/v1/", HOW_PARAMETER, "u" },
    { "urldefense.proofpoint.com", "/v2/", HOW_PROOFPOINT2, "u" },
    { "urldefense.com", "/v2/", HOW_PROOFPOINT2, "u" },
    { "urldefense.us", "/v2/", HOW_PROOFPOINT2, "u" },
    { "urldefense.proofpoint.com", "/v3/", HOW_PROOFPOINT3, "" },
    { "urldefense.com", "/v3/", HOW_PROOFPOINT3, "" },
    { "urldefense.us", "/v3/", HOW_PROOFPOINT3, "" },
    { "mimecast.com", "/s/", HOW_DOMAIN, "domain" },
    { "mimecastprotect.com", "/s/", HOW_DOMAIN, "domain" },
    { "mimecastprotect.com", "/r/", HOW_DOMAIN, "domain" },
    { "linkprotect.cudasvc.com", "/url", HOW_PARAMETER, "a" },
    { "secure-web.cisco.com", "/", HOW_PATH, "" },
    { "trendmicro.com", "/wis/clicktime/", HOW_PARAMETER, "url" },
    { "fireeye.com", "/v1/url", HOW_PARAMETER, "u" },
    { "fireeye.com", "/url", HOW_PARAMETER, "u" },
    { "protection.sophos.com", "", HOW_BASE64, "u" },
    { "clicktime.symantec.com", "/", HOW_PARAMETER, "u" },
    { "avanan.url-protection.com", "/v1/", HOW_PARAMETER, "o" },
    { "url.avanan.click", "/v2/", HOW_UNDERSCORES, "" },
    { "protect.checkpoint.com", "/v2/", HOW_UNDERSCORES, "" },
    { "google.", "/url", HOW_PARAMETER, "q" },
    { "google.", "/url", HOW_PARAMETER, "url" },
    { "google.", "/amp/s/", HOW_REST, "" },
    { "google.", "/pagead/aclk", HOW_PARAMETER, "adurl" },
    { "google.", "/travel/clk", HOW_PARAMETER, "pcurl" },
    { "google.", "/translate", HOW_PARAMETER, "u" },
    { "googleadservices.com", "/", HOW_PARAMETER, "adurl" },
    { "doubleclick.net", "/", HOW_PARAMETER, "adurl" },
    { "doubleclick.net", "/", HOW_PARAMETER, "ds_dest_url" },
    { "bing.com", "/ck/a", HOW_BING, "u" },
    { "facebook.com", "/l.php", HOW_PARAMETER, "u" },
    { "l.instagram.com", "/", HOW_PARAMETER, "u" },
    { "linkedin.com", "/redir/", HOW_PARAMETER, "url" },
    { "linkedin.com", "/safety/go", HOW_PARAMETER, "url" },
    { "youtube.com", "/redirect", HOW_PARAMETER, "q" },
    { "duckduckgo.com", "/l/", HOW_PARAMETER, "uddg" },
    { "r.search.yahoo.com", "/", HOW_RU, "" },
    { "awstrack.me", "/L0/", HOW_PATH, "" },
    { "mandrillapp.com", "/track/click/", HOW_MANDRILL, "p" },
    { "vk.com", "/away.php", HOW_PARAMETER, "to" },
    { "umblr.com", "/redirect", HOW_PARAMETER, "z" },
    { "steamcommunity.com", "/linkfilter/", HOW_PARAMETER, "url" },
    { "slack-redir.net", "/link", HOW_PARAMETER, "url" },
};

static bool is_host(struct slice host, const char *of)
{
    struct slice name = text(of);
    if (name.at[name.len - 1] != '.')
        return domain_is_within(host, name);
    name.len--;
    return slice_find_slice(host, name) < host.len && slice_eq(domain_label(host), name);
}

/* ---- how each hides its target ---- */

/* "https-3A__x.example_a" */
static bool proofpoint2(struct slice value, struct arena *arena, struct slice *ret)
{
    struct slice copy = arena_copy(arena, value);
    if (copy.at == NULL)
        return false;
    char *at = arena->base + (copy.at - arena->base);
    for (size_t i = 0; i < copy.len; i++)
        at[i] = (char)(at[i] == '-' ? '%' : at[i] == '_' ? '/' : at[i]);
    return url_decode_address(copy, arena, ret);
}

/* How many of the characters in base64 stand for "**X": X is 2 to 65. */
static size_t run_of(char x)
{
    static const char codes[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *hit = x ? strchr(codes, x) : NULL;
    return hit ? (size_t)(hit - codes) + 2 : 0;
}

/* Bytes of the first `count` characters of UTF-8. */
static size_t characters(struct slice s, size_t count)
{
    size_t i = 0;
    while (i < s.len && count > 0) {
        for (i++; i < s.len && ((unsigned char)s.at[i] & 0xc0) == 0x80;)
            i++;
        count--;
    }
    return i;
}

/* Of "/v3/__https://x.example/(star)a__;Iw!!..." each star is the next character of what stands in base64. */
static bool proofpoint3(struct slice path, struct arena *arena, struct slice *ret)
{
    size_t from = slice_find_slice(path, LIT("/__")) + 3, end = slice_find_last(path, LIT("__;"));
    if (from >= path.len || end <= from || end >= path.len)
        return false;
    struct slice in = slice_first(slice_skip(path, from), end - from);
    struct slice more = slice_skip(path, end + 3), out;
    more = url_decode_base64(slice_first(more, slice_find(more, '!')), arena);
    size_t n = 0, cap = in.len + more.len + 1;
    char *to = arena_take(arena, cap);
    if (to == NULL)
        return false;
    for (size_t i = 0; i < in.len; i++) {
        if (in.at[i] != '*') {
            to[n++] = in.at[i];
            if (n == 7 && in.at[i] == '/' && i + 1 < in.len && in.at[i + 1] != '/'
                    && slice_starts(in, LIT("https:/")))
                to[n++] = '/'; /* one slash of two was lost on the way */
            continue;
        }
        size_t count = 1;
        if (i + 2 < in.len && in.at[i + 1] == '*' && run_of(in.at[i + 2]) > 0) {
            count = run_of(in.at[i + 2]);
            i += 2;
        }
        size_t len = characters(more, count);
        if (len > 0)
            memcpy(to + n, more.at, len);
        n += len;
        more = slice_skip(more, len);
    }
    out = (struct slice){ to, n };
    return url_decode_address(out, arena, ret);
}

/* The address that stands within a path, encoded or not. */
static bool within_path(struct slice path, bool encoded_only, struct arena *arena, struct slice *ret)
{
    for (size_t i = slice_find(path, '/'); i < path.len; i += 1 + slice_find(slice_skip(path, i + 1), '/')) {
        struct slice rest = slice_skip(path, i + 1), part;
        if (rest.len < 8 || !slice_eq_nocase(slice_first(rest, 4), LIT("http")))
            continue;
        if (!encoded_only && url_is_address(rest)) {
            *ret = rest;
            return true;
        }
        part = slice_first(rest, slice_find(rest, '/'));
        if (part.len > 7 && slice_find(slice_first(part, 7), '%') < 7 && url_decode_address(part, arena, ret))
            return true;
    }
    return false;
}

static bool with_scheme(struct slice rest, struct arena *arena, struct slice *ret)
{
    char *to = rest.len ? arena_take(arena, rest.len + 8) : NULL;
    if (to == NULL)
        return false;
    memcpy(to, "https://", 8);
    memcpy(to + 8, rest.at, rest.len);
    *ret = (struct slice){ to, rest.len + 8 };
    return true;
}

static bool underscores(struct slice written, struct arena *arena, struct slice *ret)
{
    size_t from = slice_find_slice(written, LIT("___")) + 3;
    struct slice rest = slice_skip(written, from);
    size_t end = slice_find_slice(rest, LIT("___"));
    return end < rest.len && url_decode_address(slice_first(rest, end), arena, ret);
}

/* ...\"url\":\"https:\\\/\\\/x.example\"... : backslashes are those of two JSON texts, and no address has any. */
static bool mandrill(struct slice value, struct arena *arena, struct slice *ret)
{
    struct slice json = url_decode_base64(value, arena);
    size_t at = slice_find_slice(json, LIT("\\\"url\\\":\\\""));
    if (at == json.len)
        return false;
    struct slice in = slice_skip(json, at + 10);
    in = slice_first(in, slice_find(in, '"'));
    char *to = in.len ? arena_take(arena, in.len) : NULL;
    size_t n = 0;
    for (size_t i = 0; to != NULL && i < in.len; i++)
        if (in.at[i] != '\\')
            to[n++] = in.at[i];
    *ret = (struct slice){ to, n };
    return to != NULL && url_is_address(*ret);
}

static bool unwrap_parameter(
        const struct wrapper *wrapper, struct slice value, struct arena *arena, struct slice *ret)
{
    switch (wrapper->how) {
    case HOW_PARAMETER: return url_decode_address(value, arena, ret);
    case HOW_BASE64: *ret = url_decode_base64(value, arena); return url_is_address(*ret);
    case HOW_BING: *ret = url_decode_base64(slice_skip(value, 2), arena); return url_is_address(*ret);
    case HOW_DOMAIN: return slice_find(value, '.') < value.len && with_scheme(value, arena, ret);
    case HOW_PROOFPOINT2: return proofpoint2(value, arena, ret);
    case HOW_MANDRILL: return mandrill(value, arena, ret);
    default: return false;
    }
}

static bool unwrap_by(const struct wrapper *wrapper, const struct url *url, struct slice written,
        struct arena *arena, struct slice *ret)
{
    struct slice value;
    switch (wrapper->how) {
    case HOW_PROOFPOINT3:
        return proofpoint3(slice_skip(written, slice_find_slice(written, LIT("/v3/"))), arena, ret);
    case HOW_UNDERSCORES: return underscores(written, arena, ret);
    case HOW_PATH: return within_path(url->path, false, arena, ret);
    case HOW_REST: return with_scheme(slice_skip(url->path, strlen(wrapper->path)), arena, ret);
    case HOW_RU:
        value = slice_skip(url->path, slice_find_slice(url->path, LIT("/RU=")) + 4);
        return url_decode_address(slice_first(value, slice_find(value, '/')), arena, ret);
    default:
        return url_parameter(url->query, text(wrapper->name), &value)
                && unwrap_parameter(wrapper, value, arena, ret);
    }
}

/* ---- open redirects in general ---- */

/* Pages that are given an address to speak of it, not to go there. */
static bool is_share(struct slice path)
{
    static const char *const words[] = { "share", "intent/", "/pin/create", "/submit", "/check", "/oembed",
        "addtoany" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_find_slice(path, text(words[i])) < path.len)
            return true;
    return false;
}

static bool is_redirect_name(struct slice name)
{
    static const char *const names[] = { "url", "u", "q", "r", "l", "to", "go", "goto", "link", "href",
        "next", "dest", "destination", "destination_url", "dest_url", "target", "targeturl", "target_url",
        "redirect", "redirect_to", "redirect_uri", "redirect_url", "redirecturl", "redirecturi", "redir",
        "rurl", "return", "returnurl", "return_url", "returnto", "return_to", "continue", "forward", "out",
        "page", "location", "uri", "ref_url", "murl", "clickurl", "click_url", "landing", "lp", "p", "d",
        "src_url", "adurl", "ued", "mpre", "pcurl", "service", "wreply", "ru" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_eq_nocase(name, text(names[i])))
            return true;
    return false;
}

static bool elsewhere(const struct url *url, struct slice target, struct arena *arena)
{
    struct url other;
    return url_split(target, arena, &other)
            && !slice_eq(domain_registered(other.host), domain_registered(url->host));
}

/* "aHR0c" is "http" in base64. */
static bool value_address(struct slice value, struct arena *arena, struct slice *ret)
{
    if (slice_starts(value, LIT("aHR0c"))) {
        *ret = url_decode_base64(value, arena);
        return url_is_address(*ret);
    }
    return url_decode_address(value, arena, ret);
}

static bool redirects(const struct url *url, struct arena *arena, struct slice *ret)
{
    if (is_share(url->path))
        return false;
    struct slice query = url->query;
    for (unsigned i = 0; i < 32 && query.len; i++) {
        size_t end = slice_find(query, '&');
        struct slice pair = slice_first(query, end);
        size_t is = slice_find(pair, '=');
        query = slice_skip(query, end + 1);
        if (slice_starts(query, LIT("amp;")))
            query = slice_skip(query, 4);
        if (is < pair.len && pair.len - is > 8 && is_redirect_name(slice_first(pair, is))
                && value_address(slice_skip(pair, is + 1), arena, ret) && elsewhere(url, *ret, arena))
            return true;
    }
    return within_path(url->path, true, arena, ret) && elsewhere(url, *ret, arena);
}

static bool unwrap_once(const struct url *url, struct slice written, struct arena *arena, struct slice *ret)
{
    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++)
        if (is_host(url->host, wrappers[i].host) && slice_starts(url->path, text(wrappers[i].path))
                && unwrap_by(&wrappers[i], url, written, arena, ret))
            return true;
    return redirects(url, arena, ret);
}

bool url_unwrap(struct slice written, struct arena *arena, struct slice *ret_target, struct slice *ret_by)
{
    struct url url;
    struct slice target = written, behind;
    unsigned times = 0;
    while (times < LIMIT_UNWRAPS && url_split(target, arena, &url) && url.host.len > 0 && !url.is_ip
            && unwrap_once(&url, target, arena, &behind)) {
        if (times++ == 0)
            *ret_by = url.host;
        target = behind;
    }
    if (times > 0)
        *ret_target = target;
    return times > 0;
}
