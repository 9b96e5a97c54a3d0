/* spf.c - the terms of a record one after the other, within the limits of RFC 7208. */
#include "core/mailauth/spf.h"

#include "core/mailauth/spf_macro.h"
#include "core/mailauth/spf_term.h"
#include "core/names/domain.h"

/* One record that is being evaluated: the first one's, or an include's. */
struct frame {
    struct slice domain, rest;  /* rest: of the record, not yet evaluated */
    struct slice redirect, exp; /* domain-specs; empty: none */
    enum auth_result on_match;  /* of the include that asked for it */
    struct slice term;          /* that include */
};

enum step { STEP_GOES_ON, STEP_DONE, STEP_WAITS };

struct check {
    const struct spf_query *query;
    struct dns_asker *asker;
    struct spf_result *ret;
    struct spf_values values;
    struct frame frames[LIMIT_SPF_TERMS + 1];
    uint32_t depth; /* frames in use */
};

static enum step done(struct check *check, enum auth_result result, const char *why)
{
    check->ret->result = result;
    check->ret->why = why;
    return STEP_DONE;
}

static struct frame *top(struct check *check)
{
    return &check->frames[check->depth - 1];
}

/* ---- records ---- */

static bool is_spf_record(struct slice text)
{
    return text.len >= 6 && slice_eq_nocase(slice_first(text, 6), LIT("v=spf1"))
            && (text.len == 6 || text.at[6] == ' ');
}

static const char *keep_modifier(struct frame *frame, const struct spf_term *term)
{
    struct slice *to = term->kind == SPF_REDIRECT ? &frame->redirect : &frame->exp;
    if (to->len > 0)
        return "a modifier stands twice";
    *to = term->spec;
    return NULL;
}

/* Reads the whole record: what is wrong anywhere in it is an error before anything is asked. */
static const char *read_record(struct check *check, struct slice record, struct frame *frame)
{
    struct spf_term term;
    const char *why;
    check->ret->work += record.len;
    if (record.len > LIMIT_SPF_RECORD)
        return "a record is longer than 8 KiB";
    for (size_t i = 0; i < record.len; i++)
        if ((unsigned char)record.at[i] < 0x20 || (unsigned char)record.at[i] > 0x7e)
            return "a record holds bytes that are not ASCII";
    frame->rest = slice_skip(record, 6);
    frame->redirect = frame->exp = (struct slice){ NULL, 0 };
    for (struct slice rest = frame->rest; spf_term_next(&rest, &term, &why);) {
        if (why == NULL && (term.kind == SPF_REDIRECT || term.kind == SPF_EXP))
            why = keep_modifier(frame, &term);
        if (why != NULL) {
            check->ret->term = term.text;
            return why;
        }
    }
    return NULL;
}

/* Fetches the domain's record into the frame. `none` is the result when there is no record. */
static enum step fetch(struct check *check, struct slice domain, struct frame *frame, enum auth_result none)
{
    const struct dns_record *record = NULL;
    struct dns_answer answer = dns_ask(check->asker, domain, DNS_TXT);
    if (answer.state == DNS_NOT_ASKED)
        return STEP_WAITS;
    if (answer.state == DNS_FAILED)
        return done(check, AUTH_TEMPERROR, "the DNS did not answer for a record");
    for (uint32_t i = 0; answer.state == DNS_FOUND && i < answer.count; i++) {
        if (!is_spf_record(answer.records[i].text))
            continue;
        if (record != NULL)
            return done(check, AUTH_PERMERROR, "a domain has two records");
        record = &answer.records[i];
    }
    if (record == NULL)
        return done(check, none, none == AUTH_NONE ? NULL : "a domain that a record names has none");
    frame->domain = domain;
    const char *why = read_record(check, record->text, frame);
    return why ? done(check, AUTH_PERMERROR, why) : STEP_GOES_ON;
}

/* ---- questions of a term ---- */

/* false: too many void lookups. */
static bool count_void(struct check *check, const struct dns_answer *answer)
{
    if (answer->state == DNS_NXDOMAIN || answer->state == DNS_NO_DATA)
        check->ret->voids++;
    return check->ret->voids <= LIMIT_SPF_VOID;
}

static enum dns_type address_type(const struct check *check)
{
    return ip_is_v4(check->query->ip) ? DNS_A : DNS_AAAA;
}

static bool has_address(
        const struct check *check, const struct dns_answer *answer, unsigned bits4, unsigned bits6)
{
    bool is_v4 = ip_is_v4(check->query->ip);
    for (uint32_t i = 0; answer->state == DNS_FOUND && i < answer->count; i++) {
        struct ip_net net = { answer->records[i].ip, (uint8_t)(is_v4 ? 96 + bits4 : bits6) };
        net.addr = ip_mask(net.addr, net.bits);
        if (ip_is_v4(answer->records[i].ip) == is_v4 && ip_in_net(check->query->ip, net))
            return true;
    }
    return false;
}

static struct slice reverse_name(const struct check *check)
{
    struct slice name = { NULL, 0 };
    uint64_t work = 0;
    (void)spf_expand(LIT("%{ir}.%{v}.arpa"), &check->values, check->asker->arena, &name, &work);
    return name;
}

/* The client's names that lead back to it: the best of those at or below `domain`, and any. Names whose addresses
 * cannot be had are passed over. */
struct validated {
    struct slice same, below, any;
    uint32_t voids; /* of the PTR question alone */
};

static enum step validate(struct check *check, struct slice domain, struct validated *ret)
{
    struct dns_answer names = dns_ask(check->asker, reverse_name(check), DNS_PTR);
    bool waits = names.state == DNS_NOT_ASKED;
    *ret = (struct validated){ .voids = names.state == DNS_NXDOMAIN || names.state == DNS_NO_DATA };
    for (uint32_t i = 0; names.state == DNS_FOUND && i < names.count && i < LIMIT_SPF_NAMES; i++) {
        struct slice name = names.records[i].text;
        struct dns_answer addresses = dns_ask(check->asker, name, address_type(check));
        waits |= addresses.state == DNS_NOT_ASKED;
        if (!has_address(check, &addresses, 32, 128))
            continue;
        struct slice *best = slice_eq_nocase(name, domain) ? &ret->same
                : domain_is_within(name, domain)           ? &ret->below
                                                           : &ret->any;
        if (best->len == 0)
            *best = name;
    }
    return waits ? STEP_WAITS : STEP_GOES_ON;
}

/* %{p}, when a text needs it. */
static enum step prepare_validated(struct check *check, struct slice spec, struct slice domain)
{
    struct validated names;
    if (!spf_uses_validated(spec))
        return STEP_GOES_ON;
    enum step step = validate(check, domain, &names);
    check->values.validated = names.same.len ? names.same
            : names.below.len                ? names.below
            : names.any.len                  ? names.any
                                             : LIT("unknown");
    return step;
}

static enum step target_of(struct check *check, struct slice spec, struct slice *ret)
{
    struct slice domain = top(check)->domain;
    *ret = domain;
    if (spec.len == 0)
        return STEP_GOES_ON;
    if (prepare_validated(check, spec, domain) == STEP_WAITS)
        return STEP_WAITS;
    check->values.domain = domain;
    if (!spf_expand(spec, &check->values, check->asker->arena, ret, &check->ret->work))
        return done(check, AUTH_TEMPERROR, "no memory left");
    *ret = spf_target(*ret);
    return STEP_GOES_ON;
}

/* ---- mechanisms: *ret_match, or STEP_DONE with an error ---- */

static enum step after_address(struct check *check, const struct dns_answer *answer)
{
    if (answer->state == DNS_NOT_ASKED)
        return STEP_WAITS;
    if (answer->state == DNS_FAILED)
        return done(check, AUTH_TEMPERROR, "the DNS did not answer for an address");
    if (!count_void(check, answer))
        return done(check, AUTH_PERMERROR, "more than two names that do not exist");
    return STEP_GOES_ON;
}

static enum step match_a(
        struct check *check, const struct spf_term *term, struct slice target, bool *ret_match)
{
    struct dns_answer answer = dns_ask(check->asker, target, address_type(check));
    *ret_match = has_address(check, &answer, term->bits4, term->bits6);
    return after_address(check, &answer);
}

static enum step match_exists(struct check *check, struct slice target, bool *ret_match)
{
    struct dns_answer answer = dns_ask(check->asker, target, DNS_A);
    *ret_match = answer.state == DNS_FOUND;
    return after_address(check, &answer);
}

/* All hosts are asked for at once, so that an MX costs two rounds, not eleven. */
static bool mx_waits(struct check *check, const struct dns_answer *hosts)
{
    bool waits = false;
    for (uint32_t i = 0; i < hosts->count; i++)
        waits |= dns_ask(check->asker, hosts->records[i].text, address_type(check)).state == DNS_NOT_ASKED;
    return waits;
}

static enum step match_mx(
        struct check *check, const struct spf_term *term, struct slice target, bool *ret_match)
{
    struct dns_answer hosts = dns_ask(check->asker, target, DNS_MX);
    enum step step = after_address(check, &hosts);
    if (step != STEP_GOES_ON || hosts.state != DNS_FOUND)
        return step;
    if (hosts.count > LIMIT_SPF_NAMES)
        return done(check, AUTH_PERMERROR, "more than ten mail exchangers");
    if (mx_waits(check, &hosts))
        return STEP_WAITS;
    for (uint32_t i = 0; step == STEP_GOES_ON && !*ret_match && i < hosts.count; i++)
        if (hosts.records[i].text.len > 0) /* RFC 7505: none receives mail */
            step = match_a(check, term, hosts.records[i].text, ret_match);
    return step;
}

static enum step match_ptr(struct check *check, struct slice target, bool *ret_match)
{
    struct validated names;
    if (validate(check, target, &names) == STEP_WAITS)
        return STEP_WAITS;
    check->ret->voids += names.voids;
    if (check->ret->voids > LIMIT_SPF_VOID)
        return done(check, AUTH_PERMERROR, "more than two names that do not exist");
    *ret_match = names.same.len > 0 || names.below.len > 0;
    return STEP_GOES_ON;
}

static enum step match_host(
        struct check *check, const struct spf_term *term, struct slice target, bool *ret_match)
{
    switch (term->kind) {
    case SPF_A: return match_a(check, term, target, ret_match);
    case SPF_MX: return match_mx(check, term, target, ret_match);
    case SPF_PTR: return match_ptr(check, target, ret_match);
    default: return match_exists(check, target, ret_match);
    }
}

static bool matches_net(const struct check *check, const struct spf_term *term)
{
    struct ip_net net = { ip_mask(term->net.addr, term->net.bits), term->net.bits };
    return ip_is_v4(check->query->ip) == (term->kind == SPF_IP4) && ip_in_net(check->query->ip, net);
}

static enum step count_lookup(struct check *check)
{
    if (++check->ret->lookups > LIMIT_SPF_TERMS)
        return done(check, AUTH_PERMERROR, "more than ten terms that ask the DNS");
    return STEP_GOES_ON;
}

static enum step enter(struct check *check, const struct spf_term *term)
{
    struct slice target;
    enum step step = target_of(check, term->spec, &target);
    if (step != STEP_GOES_ON)
        return step;
    struct frame *frame = &check->frames[check->depth]; /* depth <= lookups <= LIMIT_SPF_TERMS */
    step = fetch(check, target, frame, AUTH_PERMERROR);
    if (step != STEP_GOES_ON)
        return step;
    frame->on_match = term->result;
    frame->term = term->text;
    check->depth++;
    return STEP_GOES_ON;
}

/* The record of the topmost frame came to a result: of the whole check, or of the include that asked for it. An
 * include that passes is a match, which is the result of the record that it stands in. */
static enum step leave(struct check *check, enum auth_result result)
{
    while (check->depth > 1) {
        struct frame frame = *top(check);
        check->depth--;
        if (result != AUTH_PASS)
            return STEP_GOES_ON;
        check->ret->term = frame.term;
        result = frame.on_match;
    }
    return done(check, result, NULL);
}

static enum step match_term(struct check *check, const struct spf_term *term, bool *ret_match)
{
    struct slice target;
    if (term->kind == SPF_ALL)
        *ret_match = true;
    else if (term->kind == SPF_IP4 || term->kind == SPF_IP6)
        *ret_match = matches_net(check, term);
    if (term->kind == SPF_ALL || term->kind == SPF_IP4 || term->kind == SPF_IP6)
        return STEP_GOES_ON;
    enum step step = target_of(check, term->spec, &target);
    return step != STEP_GOES_ON ? step : match_host(check, term, target, ret_match);
}

static bool asks(enum spf_kind kind)
{
    return kind == SPF_INCLUDE || kind == SPF_A || kind == SPF_MX || kind == SPF_PTR || kind == SPF_EXISTS;
}

static enum step evaluate(struct check *check, const struct spf_term *term)
{
    bool is_match = false;
    enum step step = STEP_GOES_ON;
    check->ret->work += term->text.len;
    if (term->kind >= SPF_REDIRECT)
        return STEP_GOES_ON;
    check->ret->term = term->text;
    if (asks(term->kind))
        step = count_lookup(check);
    if (step != STEP_GOES_ON)
        return step;
    if (term->kind == SPF_INCLUDE)
        return enter(check, term);
    step = match_term(check, term, &is_match);
    if (step != STEP_GOES_ON || !is_match)
        return step;
    return leave(check, term->result);
}

/* No mechanism matched. */
static enum step finish_record(struct check *check)
{
    struct slice target, spec = top(check)->redirect;
    if (spec.len == 0) {
        check->ret->term = (struct slice){ NULL, 0 };
        return leave(check, AUTH_NEUTRAL);
    }
    enum step step = count_lookup(check);
    if (step == STEP_GOES_ON)
        step = target_of(check, spec, &target);
    return step == STEP_GOES_ON ? fetch(check, target, top(check), AUTH_PERMERROR) : step;
}

static enum step run(struct check *check)
{
    struct spf_term term;
    const char *why;
    enum step step = STEP_GOES_ON;
    while (step == STEP_GOES_ON) {
        if (spf_term_next(&top(check)->rest, &term, &why))
            step = evaluate(check, &term);
        else
            step = finish_record(check);
    }
    return step;
}

/* ---- explanation ---- */

static bool is_ascii(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] > 0x7e)
            return false;
    return true;
}

/* Of the record that failed, not of what it includes. Whatever goes wrong, there is none. */
static enum step explain(struct check *check)
{
    struct slice target, spec;
    check->depth = 1;
    spec = top(check)->exp;
    if (!check->query->wants_explanation || check->ret->result != AUTH_FAIL || spec.len == 0)
        return STEP_DONE;
    if (target_of(check, spec, &target) != STEP_GOES_ON)
        return check->asker->wanted_count > 0 ? STEP_WAITS : STEP_DONE;
    struct dns_answer answer = dns_ask(check->asker, target, DNS_TXT);
    if (answer.state == DNS_NOT_ASKED)
        return STEP_WAITS;
    if (answer.state != DNS_FOUND || answer.count != 1)
        return STEP_DONE;
    struct slice text = answer.records[0].text;
    if (text.len > LIMIT_SPF_RECORD || !is_ascii(text) || !spf_macros_ok(text, true))
        return STEP_DONE;
    if (prepare_validated(check, text, top(check)->domain) == STEP_WAITS)
        return STEP_WAITS;
    (void)spf_expand(text, &check->values, check->asker->arena, &check->ret->explanation, &check->ret->work);
    return STEP_DONE;
}

/* ---- the whole ---- */

/* Two labels at least, each one that can be asked; not "[192.0.2.1]". */
static bool is_domain(struct slice domain)
{
    if (domain.len > 0 && domain.at[domain.len - 1] == '.')
        domain.len--;
    return dns_name_ok(domain) && domain.at[0] != '[' && slice_find(domain, '.') < domain.len;
}

static struct slice with_postmaster(struct slice domain, struct arena *arena)
{
    static const struct slice local = { "postmaster@", 11 };
    char *at = arena_take(arena, local.len + domain.len);
    if (at == NULL)
        return (struct slice){ NULL, 0 };
    memcpy(at, local.at, local.len);
    if (domain.len > 0)
        memcpy(at + local.len, domain.at, domain.len);
    return (struct slice){ at, local.len + domain.len };
}

/* Who is asked about: MAIL FROM, or postmaster at HELO's name when it is empty. */
static void identify(struct check *check)
{
    const struct spf_query *query = check->query;
    struct slice sender = slice_first(query->sender, LIMIT_NAME);
    struct slice domain = sender.len > 0 ? sender : slice_first(query->helo, LIMIT_NAME);
    size_t at = slice_find_last(sender, LIT("@"));
    if (at < sender.len)
        domain = slice_skip(sender, at + 1);
    if (sender.len == 0 || at == 0 || at == sender.len) {
        sender = with_postmaster(domain, check->asker->arena);
        at = slice_find_last(sender, LIT("@"));
    }
    check->values = (struct spf_values){ .sender = sender,
        .local = slice_first(sender, at),
        .sender_domain = domain,
        .domain = domain,
        .helo = slice_first(query->helo, LIMIT_NAME),
        .receiver = query->receiver.len ? query->receiver : LIT("unknown"),
        .validated = LIT("unknown"),
        .ip = query->ip,
        .time = query->time };
}

bool spf_check(const struct spf_query *query, struct dns_asker *asker, struct spf_result *ret)
{
    struct check check = { .query = query, .asker = asker, .ret = ret };
    *ret = (struct spf_result){ .result = AUTH_NONE };
    identify(&check);
    struct slice domain = spf_target(check.values.sender_domain);
    ret->domain = domain;
    if (ip_is_none(query->ip) || !is_domain(domain))
        return true;
    enum step step = fetch(&check, domain, &check.frames[0], AUTH_NONE);
    if (step == STEP_GOES_ON) {
        check.depth = 1;
        step = run(&check);
        if (step == STEP_DONE)
            step = explain(&check);
    }
    return step == STEP_DONE;
}
