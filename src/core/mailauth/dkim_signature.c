/* dkim_signature.c - the tags of one signature, each within its limit. */
#include "core/mailauth/dkim_signature.h"

#include "core/names/domain.h"

static bool read_algorithm(struct slice a, const struct dkim_rules *rules, struct signature *ret)
{
    if (slice_eq_nocase(a, LIT("rsa-sha256")))
        ret->algorithm = DKIM_RSA_SHA256;
    else if (slice_eq_nocase(a, LIT("ed25519-sha256")))
        ret->algorithm = DKIM_ED25519_SHA256;
    else if (slice_eq_nocase(a, LIT("rsa-sha1"))) {
        ret->algorithm = DKIM_RSA_SHA1;
        if (!rules->accepts_old)
            ret->why = "rsa-sha1 proves nothing any more (RFC 8301)";
        return rules->accepts_old;
    } else {
        ret->why = "unknown algorithm";
        return false;
    }
    return true;
}

static bool canon_named(struct slice name, enum canon *ret)
{
    *ret = slice_eq_nocase(name, LIT("relaxed")) ? CANON_RELAXED : CANON_SIMPLE;
    return *ret == CANON_RELAXED || slice_eq_nocase(name, LIT("simple"));
}

/* "relaxed/simple"; the body's is simple when it is not told. */
static bool read_canon(struct slice c, struct signature *ret)
{
    size_t slash = slice_find(c, '/');
    struct slice body = slash < c.len ? trim_fws(slice_skip(c, slash + 1)) : LIT("simple");
    if (canon_named(trim_fws(slice_first(c, slash)), &ret->header) && canon_named(body, &ret->body))
        return true;
    ret->why = "unknown canonical form";
    return false;
}

static bool has_dns_query(struct slice q)
{
    struct tag_items items = { q, false };
    struct slice item;
    while (tag_item_next(&items, &item))
        if (slice_eq_nocase(item, LIT("dns/txt")) || slice_eq_nocase(item, LIT("dns")))
            return true;
    return false;
}

static bool read_numbers(const struct tags *tags, struct signature *ret)
{
    const struct tag *made = tags_get(tags, "t"), *expires = tags_get(tags, "x"), *most = tags_get(tags, "l");
    ret->most = UINT64_MAX;
    if ((made && !tag_number(made->value, &ret->made))
            || (expires && !tag_number(expires->value, &ret->expires)))
        ret->why = "a time is no number";
    else if (most && !slice_to_uint(most->value, UINT64_MAX, &ret->most))
        ret->why = "l= is no number";
    else if (made && expires && ret->expires <= ret->made)
        ret->why = "it expires before it was made";
    return ret->why == NULL;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Quoted-printable as RFC 6376 2.11 has it: "=40" is @, white space is nothing. */
static struct slice unquote(struct slice in, char *buf, size_t cap)
{
    size_t len = 0;
    while (in.len > 0 && len < cap) {
        char c = in.at[0];
        int high = in.len > 2 ? hex_value(in.at[1]) : -1, low = in.len > 2 ? hex_value(in.at[2]) : -1;
        bool is_escape = c == '=' && high >= 0 && low >= 0;
        in = slice_skip(in, is_escape ? 3 : 1);
        if (!is_fws(c))
            buf[len++] = is_escape ? (char)(high << 4 | low) : c;
    }
    return (struct slice){ buf, len };
}

static bool read_identity(const struct tags *tags, struct signature *ret)
{
    char buf[LIMIT_NAME];
    const struct tag *identity = tags_get(tags, "i");
    if (identity == NULL)
        return true;
    struct slice address = unquote(identity->value, buf, sizeof buf);
    size_t at = slice_find_last(address, LIT("@"));
    struct slice domain = slice_skip(address, at + 1);
    ret->is_for_below = domain.len > ret->domain.len;
    if (at < address.len && domain_is_within(domain, ret->domain))
        return true;
    ret->why = "i= is of another domain than d=";
    return false;
}

static bool read_names(const struct tags *tags, enum signature_kind kind, const struct dkim_rules *rules,
        struct signature *ret)
{
    ret->names = tags_value(tags, "h", "");
    uint32_t count = 1;
    for (size_t i = 0; i < ret->names.len; i++)
        count += ret->names.at[i] == ':';
    if (ret->names.len == 0)
        ret->why = "h= is missing";
    else if (count > LIMIT_DKIM_NAMES)
        ret->why = "h= has more than 256 names";
    else if (!tag_list_has(ret->names, "from") && !rules->accepts_old)
        ret->why = "From is not signed";
    else if (kind == SIGNATURE_ARC_MESSAGE && tag_list_has(ret->names, "arc-seal"))
        ret->why = "h= names ARC-Seal";
    return ret->why == NULL;
}

static bool read_domain(const struct tags *tags, struct signature *ret)
{
    ret->domain = tags_value(tags, "d", "");
    ret->selector = tags_value(tags, "s", "");
    if (!dns_name_ok(ret->domain) || slice_find(ret->domain, '.') == ret->domain.len)
        ret->why = "d= is no domain";
    else if (!dns_name_ok(ret->selector))
        ret->why = "s= is no name";
    return ret->why == NULL;
}

static bool read_body_hash(const struct tags *tags, struct signature *ret)
{
    size_t need = ret->algorithm == DKIM_RSA_SHA1 ? 20 : 32;
    if (tag_base64(tags_value(tags, "bh", ""), ret->body_hash, DIGEST_MAX, &ret->body_hash_len)
            && ret->body_hash_len == need)
        return true;
    ret->why = "bh= is no hash";
    return false;
}

static bool read_bytes(const struct tags *tags, struct signature *ret)
{
    const struct tag *b = tags_get(tags, "b");
    if (b != NULL && tag_base64(b->value, ret->bytes, SIGNATURE_BYTES, &ret->bytes_len)) {
        ret->without = b->span;
        return true;
    }
    ret->why = "b= is no signature";
    return false;
}

static void read_arc_tags(const struct tags *tags, struct signature *ret)
{
    uint64_t instance;
    if (slice_to_uint(tags_value(tags, "i", ""), 9999, &instance))
        ret->instance = instance;
    ret->chain = tags_value(tags, "cv", "");
}

static bool is_version(const struct tags *tags, const struct dkim_rules *rules)
{
    struct slice version = tags_value(tags, "v", "0.");
    return slice_eq(version, LIT("1")) || (rules->accepts_old && slice_starts(version, LIT("0.")));
}

/* What a seal has not: it covers ARC fields only. */
static bool read_message_tags(const struct tags *tags, enum signature_kind kind,
        const struct dkim_rules *rules, struct signature *ret)
{
    if (kind == SIGNATURE_DKIM && !is_version(tags, rules)) {
        ret->why = "v= is not 1";
        return false;
    }
    if (!has_dns_query(tags_value(tags, "q", "dns/txt"))) {
        ret->why = "q= asks for another way than the DNS";
        return false;
    }
    return read_canon(tags_value(tags, "c", "simple/simple"), ret) && read_body_hash(tags, ret)
            && read_names(tags, kind, rules, ret) && (kind != SIGNATURE_DKIM || read_identity(tags, ret));
}

static bool read_seal_tags(const struct tags *tags, struct signature *ret)
{
    ret->header = CANON_RELAXED;
    if (tags_get(tags, "h") == NULL)
        return true;
    ret->why = "a seal may not have h=";
    return false;
}

void signature_read(const struct auth_field *field, enum signature_kind kind, const struct dkim_rules *rules,
        struct signature *ret)
{
    struct tags tags;
    *ret = (struct signature){ .field = field };
    ret->why = tags_read(field->value, &tags);
    if (ret->why == NULL && kind != SIGNATURE_DKIM)
        read_arc_tags(&tags, ret);
    if (ret->why != NULL || !read_domain(&tags, ret)
            || !read_algorithm(tags_value(&tags, "a", ""), rules, ret))
        return;
    if (kind == SIGNATURE_ARC_SEAL ? !read_seal_tags(&tags, ret)
                                   : !read_message_tags(&tags, kind, rules, ret))
        return;
    if (read_numbers(&tags, ret))
        (void)read_bytes(&tags, ret);
}

struct dns_answer signature_key(const struct signature *signature, struct dns_asker *asker)
{
    char name[256];
    struct slice parts[] = { signature->selector, LIT("._domainkey."), signature->domain };
    size_t len = 0;
    for (size_t i = 0; i < 3; i++) {
        if (parts[i].len > sizeof name - len)
            return (struct dns_answer){ .state = DNS_NXDOMAIN };
        memcpy(name + len, parts[i].at, parts[i].len);
        len += parts[i].len;
    }
    return dns_ask(asker, (struct slice){ name, len }, DNS_TXT);
}

/* The lowest field of that name above `below`, or NULL. */
static const struct auth_field *field_above(
        const struct auth_fields *fields, uint64_t hash, struct slice name, uint32_t *below)
{
    while (*below > 0) {
        const struct auth_field *field = &fields->at[--*below];
        if (field->hash == hash && slice_eq_nocase(field->name, name))
            return field;
    }
    return NULL;
}

/* A name that stands n times in h= takes the n lowest fields; more than there are takes nothing (RFC 6376 5.4.2). */
void signature_hash_header(const struct signature *signature, const struct auth_fields *fields,
        struct digest *digest, uint64_t *work)
{
    struct seen {
        uint64_t hash;
        uint32_t below;
    } seen[LIMIT_DKIM_NAMES];
    uint32_t count = 0;
    struct tag_items items = { signature->names, false };
    struct slice name;
    while (tag_item_next(&items, &name)) {
        uint64_t hash = field_name_hash(name);
        uint32_t i = 0;
        while (i < count && seen[i].hash != hash)
            i++;
        if (i == count && count < LIMIT_DKIM_NAMES)
            seen[count++] = (struct seen){ hash, fields->count };
        if (i == LIMIT_DKIM_NAMES)
            break;
        *work += seen[i].below;
        const struct auth_field *field = field_above(fields, hash, name, &seen[i].below);
        *work -= seen[i].below;
        if (field == NULL || field == signature->field)
            continue;
        canon_field(digest, signature->header, field->raw, (struct slice){ NULL, 0 }, false);
        *work += field->raw.len;
    }
    canon_field(digest, signature->header, signature->field->raw, signature->without, true);
    *work += signature->field->raw.len;
}
