/* dmarc.c - the record of the domain or of the one above it, and alignment. */
#include "core/mailauth/dmarc.h"

#include "core/names/domain.h"

const char *dmarc_policy_name(enum dmarc_policy policy)
{
    static const char *const names[] = { "none", "quarantine", "reject" };
    return names[policy];
}

struct slice dmarc_organisation(struct slice domain)
{
    char name[DOMAIN_MAX];
    if (domain.len > sizeof name)
        return domain;
    for (size_t i = 0; i < domain.len; i++)
        name[i] = char_lower(domain.at[i]);
    struct slice lower = { name, domain.len }, registered = domain_registered(lower);
    return slice_first(slice_skip(domain, (size_t)(registered.at - name)), registered.len);
}

bool dmarc_is_aligned(struct slice a, struct slice b)
{
    return a.len > 0 && slice_eq_nocase(dmarc_organisation(a), dmarc_organisation(b));
}

/* One record. */
struct policy_record {
    struct slice domain;
    bool is_there;
    enum dmarc_policy p, sp, np;
    bool has_np, is_testing, is_strict_dkim, is_strict_spf;
    char psd; /* y n u */
};

static bool policy_named(struct slice word, enum dmarc_policy *ret)
{
    for (enum dmarc_policy policy = DMARC_NONE; policy <= DMARC_REJECT; policy++)
        if (slice_eq_nocase(word, text(dmarc_policy_name(policy)))) {
            *ret = policy;
            return true;
        }
    return false;
}

static bool is_strict(const struct tags *tags, const char *name)
{
    return slice_eq_nocase(tags_value(tags, name, "r"), LIT("s"));
}

static bool read_policies(const struct tags *tags, struct policy_record *ret)
{
    ret->p = DMARC_NONE;
    if (!policy_named(tags_value(tags, "p", ""), &ret->p) && tags_get(tags, "rua") == NULL)
        return false;
    ret->sp = ret->p;
    (void)policy_named(tags_value(tags, "sp", ""), &ret->sp);
    ret->np = ret->sp;
    ret->has_np = policy_named(tags_value(tags, "np", ""), &ret->np);
    return true;
}

static bool read_text(struct slice record, struct policy_record *ret)
{
    struct tags tags;
    if (record.len > LIMIT_DKIM_KEY || tags_read(record, &tags) != NULL || tags.count == 0
            || !slice_eq(tags.at[0].name, LIT("v")) || !slice_eq(tags.at[0].value, LIT("DMARC1"))
            || !read_policies(&tags, ret))
        return false;
    struct slice psd = tags_value(&tags, "psd", "u");
    ret->psd = (char)(psd.len == 1 ? psd.at[0] | 0x20 : 'u');
    ret->is_testing = slice_eq_nocase(tags_value(&tags, "t", "n"), LIT("y"))
            || slice_eq(tags_value(&tags, "pct", "100"), LIT("0"));
    ret->is_strict_dkim = is_strict(&tags, "adkim");
    ret->is_strict_spf = is_strict(&tags, "aspf");
    return true;
}

static bool is_dmarc(struct slice record)
{
    size_t end = slice_find(record, ';');
    struct slice first = slice_first(record, end);
    size_t sign = slice_find(first, '=');
    return slice_eq(trim_fws(slice_first(first, sign)), LIT("v"))
            && slice_eq(trim_fws(slice_skip(first, sign + 1)), LIT("DMARC1"));
}

/* Two records at one name are none (RFC 7489 6.6.3). */
static enum dns_state ask_record(struct dns_asker *asker, struct slice domain, struct policy_record *ret)
{
    char name[256] = "_dmarc.";
    *ret = (struct policy_record){ .domain = domain };
    if (domain.len + 7 > 253)
        return DNS_NXDOMAIN;
    memcpy(name + 7, domain.at, domain.len);
    struct dns_answer answer = dns_ask(asker, (struct slice){ name, domain.len + 7 }, DNS_TXT);
    uint32_t found = 0;
    for (uint32_t i = 0; answer.state == DNS_FOUND && i < answer.count; i++)
        if (is_dmarc(answer.records[i].text) && ++found == 1)
            ret->is_there = read_text(answer.records[i].text, ret);
    ret->is_there &= found == 1;
    return answer.state;
}

/* The domain without its first label. */
static struct slice parent_of(struct slice domain)
{
    return slice_skip(domain, slice_find(domain, '.') + 1);
}

static unsigned labels_of(struct slice domain)
{
    unsigned labels = 1;
    for (size_t i = 0; i < domain.len; i++)
        labels += domain.at[i] == '.';
    return labels;
}

/* The records from From's domain up to the registered one. */
struct walk {
    struct policy_record at[LIMIT_DMARC_WALK];
    uint32_t count;
    bool waits, has_failed;
};

static void walk_up(struct slice from, struct slice registered, struct dns_asker *asker, struct walk *ret)
{
    struct slice domain = from;
    *ret = (struct walk){ .count = 0 };
    while (ret->count < LIMIT_DMARC_WALK) {
        enum dns_state state = ask_record(asker, domain, &ret->at[ret->count++]);
        ret->waits |= state == DNS_NOT_ASKED;
        ret->has_failed |= state == DNS_FAILED;
        if (domain.len <= registered.len)
            return;
        domain = parent_of(domain);
        while (ret->count == 1 && labels_of(domain) >= LIMIT_DMARC_WALK && domain.len > registered.len)
            domain = parent_of(domain);
    }
}

/* psd=n says "I am one", psd=y "one label below me is one". */
static struct slice organisation_of(const struct walk *walk, struct slice registered)
{
    for (uint32_t i = 0; i < walk->count; i++) {
        const struct policy_record *record = &walk->at[i];
        if (record->is_there && record->psd == 'n')
            return record->domain;
        if (record->is_there && record->psd == 'y' && i > 0)
            return walk->at[i - 1].domain;
    }
    return registered;
}

static const struct policy_record *record_of(const struct walk *walk, struct slice organisation)
{
    if (walk->at[0].is_there)
        return &walk->at[0];
    for (uint32_t i = 0; i < walk->count; i++)
        if (walk->at[i].is_there && walk->at[i].domain.len <= organisation.len
                && (walk->at[i].domain.len == organisation.len || walk->at[i].psd == 'y'))
            return &walk->at[i];
    return NULL;
}

struct alignment {
    struct slice from, organisation, registered;
};

static bool is_aligned(const struct alignment *to, struct slice domain, bool strict)
{
    if (domain.len == 0 || slice_eq_nocase(domain, to->from))
        return domain.len > 0;
    if (strict)
        return false;
    if (to->organisation.len == to->registered.len)
        return slice_eq_nocase(dmarc_organisation(domain), to->registered);
    return domain_is_within(domain, to->organisation);
}

static void judge(const struct alignment *to, const struct policy_record *record,
        const struct spf_result *spf, const struct dkim_result *dkim, struct dmarc_result *ret)
{
    bool is_open = false; /* an aligned one could not be checked */
    bool is_unknown = spf->result == AUTH_UNKNOWN;
    if (is_aligned(to, spf->domain, record->is_strict_spf)) {
        ret->by_spf = spf->result == AUTH_PASS;
        is_open |= spf->result == AUTH_TEMPERROR;
    }
    for (uint32_t i = 0; i < dkim->count; i++)
        if (is_aligned(to, dkim->at[i].domain, record->is_strict_dkim)) {
            ret->by_dkim |= dkim->at[i].result == AUTH_PASS;
            is_open |= dkim->at[i].result == AUTH_TEMPERROR;
        }
    ret->result = ret->by_spf || ret->by_dkim ? AUTH_PASS
            : is_open                         ? AUTH_TEMPERROR
            : is_unknown                      ? AUTH_UNKNOWN
                                              : AUTH_FAIL;
    if (ret->result == AUTH_UNKNOWN)
        ret->why = "who handed the message over is not known, so SPF could not be checked";
    else if (ret->result == AUTH_TEMPERROR)
        ret->why = "the DNS did not answer for what could have passed";
    else if (ret->result == AUTH_FAIL)
        ret->why = "nothing that passes is of From's domain";
}

/* What the owner asks for. np= needs to know whether From's domain exists. false: that answer is missing. */
static bool find_policy(struct slice from, const struct policy_record *record, struct dns_asker *asker,
        struct dmarc_result *ret)
{
    ret->policy = record->p;
    if (slice_eq_nocase(from, record->domain))
        return true;
    ret->policy = record->sp;
    if (!record->has_np)
        return true;
    struct dns_answer answer = dns_ask(asker, from, DNS_A);
    if (answer.state == DNS_NXDOMAIN)
        ret->policy = record->np;
    return answer.state != DNS_NOT_ASKED;
}

/* Nothing up to the registered domain: the registry itself may speak for all below it (RFC 9091), with psd=y. */
static bool ask_registry(
        struct slice registered, struct dns_asker *asker, struct walk *walk, const struct policy_record **ret)
{
    struct slice suffix = parent_of(registered);
    if (suffix.len == 0 || walk->count == LIMIT_DMARC_WALK)
        return true;
    struct policy_record *record = &walk->at[walk->count++];
    enum dns_state state = ask_record(asker, suffix, record);
    if (record->is_there && record->psd == 'y')
        *ret = record;
    return state != DNS_NOT_ASKED;
}

static bool has_from(struct slice from, uint32_t from_count, struct dmarc_result *ret)
{
    *ret = (struct dmarc_result){ .result = AUTH_NONE };
    if (from_count == 1 && dns_name_ok(from))
        return true;
    ret->result = AUTH_FAIL;
    ret->why = from_count == 1 ? "From's domain is none" : "From holds not one address";
    return false;
}

bool dmarc_check(struct slice from, uint32_t from_count, const struct spf_result *spf,
        const struct dkim_result *dkim, struct dns_asker *asker, struct dmarc_result *ret)
{
    struct walk walk;
    if (!has_from(from, from_count, ret))
        return true;
    struct slice registered = dmarc_organisation(from);
    walk_up(from, registered, asker, &walk);
    if (walk.waits)
        return false;
    struct alignment to = { from, organisation_of(&walk, registered), registered };
    const struct policy_record *record = record_of(&walk, to.organisation);
    ret->organisation = to.organisation;
    if (walk.has_failed && !walk.at[0].is_there) {
        ret->result = AUTH_TEMPERROR;
        ret->why = "the DNS did not answer for the policy";
        return true;
    }
    if (record == NULL && !ask_registry(registered, asker, &walk, &record))
        return false;
    if (record == NULL)
        return true;
    ret->domain = record->domain;
    ret->is_testing = record->is_testing;
    if (!find_policy(from, record, asker, ret))
        return false;
    judge(&to, record, spf, dkim, ret);
    return true;
}
