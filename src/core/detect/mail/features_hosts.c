/* features_hosts.c - suffixes that abuse prefers, and hosts that stand in everybody's foot.
 *
 * Source  own knowledge of registries that sell by the thousand for next to nothing; names only. Neutral alone.
 */
#include <stdlib.h>

#include "core/detect/mail/mail_inside.h"

static const char *const cheap[] = { "asia", "autos", "bar", "beauty", "best", "bid", "boats", "bond", "buzz",
    "cam", "cf", "cfd", "click", "club", "cyou", "date", "digital", "download", "email", "fun", "ga", "gq",
    "hair", "help", "homes", "icu", "lat", "life", "link", "live", "loan", "lol", "makeup", "men", "ml",
    "mom", "monster", "one", "online", "party", "pics", "pro", "pw", "quest", "racing", "rest", "review",
    "rocks", "sbs", "science", "shop", "site", "skin", "space", "store", "stream", "support", "tk", "today",
    "top", "trade", "vip", "wang", "website", "win", "work", "world", "xyz", "zip" };
static const char *const common[] = { "apple.com", "facebook.com", "google.com", "instagram.com",
    "linkedin.com", "microsoft.com", "pinterest.com", "tiktok.com", "twitter.com", "w3.org", "whatsapp.com",
    "x.com", "youtu.be", "youtube.com" };

static int name_cmp(const void *key, const void *row)
{
    const struct slice *name = key;
    return slice_cmp(*name, text(*(const char *const *)row));
}

bool host_is_cheap(struct slice host)
{
    size_t dot = slice_find_last(host, LIT("."));
    struct slice suffix = slice_skip(host, dot + 1);
    return dot < host.len
            && bsearch(&suffix, cheap, sizeof cheap / sizeof cheap[0], sizeof cheap[0], name_cmp) != NULL;
}

bool host_is_common(struct slice registered)
{
    return bsearch(&registered, common, sizeof common / sizeof common[0], sizeof common[0], name_cmp) != NULL;
}
