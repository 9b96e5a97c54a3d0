/* likeness.c - how one domain imitates another.
 *
 * Source  kinds of squatting as published (Szurdi 2014, Kintis 2017); the words of LIKE_COMBINED are those that lures add.
 */
#include "core/names/domain.h"

#define UNICODE_MAX (4 * DOMAIN_MAX)
#define TYPO_MIN 5u  /* letters: shorter names have honest neighbours (who, whoi) */
#define LOOSE_MIN 6u /* letters: from here any word beside a name is one too many */
#define GLUED_MIN 5u /* letters: shorter names stand within other words (who, wholesale) */

const char *likeness_name(enum likeness likeness)
{
    static const char *const names[] = { "not", "same", "confusable", "typo", "suffix", "subdomain",
        "combined" };
    return names[likeness];
}

/* A label as people see it, and what the eye takes it for. */
struct seen {
    char unicode[UNICODE_MAX + 1], skeleton[UNICODE_MAX];
    struct slice text, like;
};

static void see(struct slice label, struct seen *ret)
{
    bool other = slice_find_slice(label, LIT("xn--")) < label.len;
    ret->text = label;
    if (other && !domain_to_unicode(label, ret->unicode, sizeof ret->unicode, &ret->text))
        ret->text = label;
    ret->like = (struct slice){ ret->skeleton, skeleton_of(ret->text, ret->skeleton, sizeof ret->skeleton) };
}

/* One letter more, less or other, or two swapped. */
static bool is_typo(struct slice a, struct slice b)
{
    struct slice longer = a.len >= b.len ? a : b, shorter = a.len >= b.len ? b : a;
    if (longer.len - shorter.len > 1)
        return false;
    size_t front = 0, back = 0;
    while (front < shorter.len && longer.at[front] == shorter.at[front])
        front++;
    while (back < shorter.len - front
            && longer.at[longer.len - 1 - back] == shorter.at[shorter.len - 1 - back])
        back++;
    size_t middle = longer.len - front - back;
    return middle == 1
            || (middle == 2 && longer.len == shorter.len && longer.at[front] == shorter.at[front + 1]
                    && longer.at[front + 1] == shorter.at[front]);
}

/* ---- the name and a word ---- */

static const char *const added[] = { "access", "account", "accounts", "admin", "advisory", "agency", "alert",
    "alerts", "auth", "benefits", "billing", "bonus", "candidate", "candidates", "career", "careers",
    "center", "centre", "claim", "client", "cloud", "compliance", "confirm", "contact", "corona",
    "coronavirus", "corp", "covid", "covid19", "customer", "delivery", "desk", "document", "documents",
    "donate", "donation", "drive", "emergency", "employment", "express", "file", "files", "foundation",
    "fund", "funding", "global", "group", "health", "help", "helpdesk", "hiring", "hr", "inc", "info", "int",
    "international", "invoice", "it", "job", "jobs", "legal", "live", "login", "mail", "mailer", "media",
    "message", "my", "net", "news", "notice", "notification", "office", "official", "online", "org",
    "outbreak", "pandemic", "parcel", "pay", "payment", "payments", "payroll", "portal", "press", "private",
    "recovery", "recruit", "recruiting", "recruitment", "refund", "register", "reset", "response", "safe",
    "safety", "secure", "security", "service", "services", "share", "shop", "sign", "signin", "signon",
    "site", "sso", "staff", "status", "store", "support", "talent", "tax", "team", "track", "tracking",
    "trial", "trials", "update", "updates", "us", "usa", "vaccine", "vaccines", "verification", "verify",
    "voice", "web", "webmail", "www" };

static bool is_added(struct slice word)
{
    size_t low = 0, high = sizeof added / sizeof *added;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int cmp = slice_cmp(word, text(added[middle]));
        if (cmp == 0)
            return true;
        if (cmp < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* Words of `label` between hyphens; is one the name, and another one that lures add? */
static bool is_hyphened(struct slice label, struct slice name, bool any_word)
{
    bool named = false, worded = false;
    while (label.len > 0) {
        size_t end = slice_find(label, '-');
        struct slice word = slice_first(label, end);
        if (!named && slice_eq(word, name))
            named = true;
        else
            worded |= word.len > 0 && (any_word || is_added(word));
        label = slice_skip(label, end + 1);
    }
    return named && worded;
}

static bool is_combined(const struct seen *label, const struct seen *name)
{
    size_t len = name->text.len;
    bool any = len >= LOOSE_MIN;
    if (slice_find(label->text, '-') < label->text.len
            && (is_hyphened(label->text, name->text, any) || is_hyphened(label->like, name->like, any)))
        return true;
    if (len < GLUED_MIN || label->text.len <= len)
        return false;
    struct slice rest = slice_skip(label->text, len);
    if (slice_starts(label->text, name->text) && is_added(rest))
        return true;
    rest = slice_first(label->text, label->text.len - len);
    return slice_ends(label->text, name->text) && is_added(rest);
}

/* ---- the other before somebody else's ---- */

/* "who.int" or "who-int" as whole labels of what stands before the registered domain, or in the registered label. */
static bool is_before(struct slice before, struct slice label, struct slice of)
{
    char hyphens[DOMAIN_MAX + 1];
    if (of.len > DOMAIN_MAX || slice_find(of, '.') == of.len)
        return false;
    for (size_t i = 0; i < of.len; i++)
        hyphens[i] = (char)(of.at[i] == '.' ? '-' : of.at[i]);
    struct slice other = { hyphens, of.len };
    for (struct slice in = before; in.len >= of.len; in = slice_skip(in, slice_find(in, '.') + 1)) {
        char next = in.len > of.len ? in.at[of.len] : '.';
        if (next == '.' && (slice_starts(in, of) || slice_starts(in, other)))
            return true;
    }
    if (label.len <= of.len)
        return slice_eq(label, other);
    return (slice_starts(label, other) && label.at[of.len] == '-')
            || (slice_ends(label, other) && label.at[label.len - of.len - 1] == '-');
}

enum likeness domain_likeness(struct slice domain, struct slice of)
{
    struct seen label, name;
    if (domain.len == 0 || of.len == 0 || domain.len > DOMAIN_MAX || of.len > DOMAIN_MAX)
        return LIKE_NOT;
    if (domain_is_within(domain, of))
        return LIKE_SAME;
    struct slice registered = domain_registered(domain);
    if (domain_is_within(of, registered))
        return LIKE_NOT; /* its parent, or its sister: the same house */
    see(domain_label(domain), &label);
    see(domain_label(of), &name);
    bool same = slice_eq(label.text, name.text), long_enough = name.text.len >= TYPO_MIN;
    if (!same && slice_eq(label.like, name.like))
        return LIKE_CONFUSABLE;
    if (!same && long_enough && (is_typo(label.text, name.text) || is_typo(label.like, name.like)))
        return LIKE_TYPO;
    if (same)
        return LIKE_SUFFIX;
    if (is_before(slice_first(domain, domain.len - registered.len), label.text, domain_registered(of)))
        return LIKE_SUBDOMAIN;
    return is_combined(&label, &name) ? LIKE_COMBINED : LIKE_NOT;
}
