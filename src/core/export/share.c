/* share.c - what is told of an incident, and in which words. */
#include "core/export/share.h"
#include "core/base/word.h"

#include <stdio.h>

#include "core/export/put.h"

struct incidents share_told(const struct incidents *all)
{
    struct incidents told = *all;
    while (told.count > 0 && told.at[told.count - 1].severity == SEVERITY_INFO)
        told.count--;
    return told;
}

static const struct uuid own_space = { { 0xc2, 0x35, 0xff, 0x89, 0x8c, 0xf9, 0x40, 0xb5, 0x87, 0x57, 0xe2,
        0xd2, 0xd9, 0xdc, 0x76, 0xf0 } };

void share_uuid(struct out *out, const char *space, struct slice name, char buf[UUID_TEXT_MAX])
{
    struct uuid uuid = { 0 };
    if (!uuid_v5(&own_space, text(space), &uuid) || !uuid_v5(&uuid, name, &uuid))
        out->failed = true;
    uuid_format(&uuid, buf);
}

void share_reporter_uuid(
        struct out *out, const struct exporting *x, const struct incident *inc, char buf[UUID_TEXT_MAX])
{
    if (x->organisation[0] != '\0')
        share_uuid(out, "identity", text(x->organisation), buf);
    else
        share_uuid(out, inc->id, LIT("identity"), buf);
}

/* ---- sources ---- */

/* What was no attack, or may have been none, gives nobody a reason to block. */
static bool is_attack(const struct incident *inc)
{
    return inc->kind != KIND_STALE_CREDENTIAL && !incident_is_use(inc);
}

static bool comes_before(const struct incident_source *a, const struct incident_source *b)
{
    if (a->probability != b->probability)
        return a->probability > b->probability;
    if (a->attempts != b->attempts)
        return a->attempts > b->attempts;
    return ip_cmp(a->key, b->key) < 0;
}

static void insert(const struct incident *inc, uint32_t source, struct share_pick *pick)
{
    size_t at = pick->count;
    while (at > 0 && comes_before(&inc->sources[source], &inc->sources[pick->at[at - 1]]))
        at--;
    if (at == SHARE_SOURCES_MAX)
        return;
    if (pick->count < SHARE_SOURCES_MAX)
        pick->count++;
    memmove(pick->at + at + 1, pick->at + at, (pick->count - at - 1) * sizeof *pick->at);
    pick->at[at] = source;
}

void share_pick(const struct incident *inc, struct share_pick *ret)
{
    ret->count = ret->sure = ret->own = ret->unsure = ret->inside = 0;
    for (size_t i = 0; i < inc->sources_count; i++) {
        const struct incident_source *src = &inc->sources[i];
        if (ip_is_none(src->key) || ip_is_private(src->key)) {
            ret->inside++;
        } else if (!is_attack(inc) || !(src->probability >= SHARE_SURE)) { /* no number is not sure either */
            ret->unsure++;
        } else if (incident_own_people(inc, src) > 0) {
            ret->own++;
        } else {
            ret->sure++;
            insert(inc, (uint32_t)i, ret);
        }
    }
}

int share_confidence(const struct incident *inc, const struct incident_source *src)
{
    double pure = 1 - inc->expected_impurity;
    double percent = 100 * (src->probability < pure ? src->probability : pure);
    return !(percent >= 1) ? 1 : percent > 99 ? 99 : (int)percent;
}

/* ---- times ---- */

void share_stamp(time_us t, char buf[TIME_TEXT_MAX])
{
    struct civil c;
    time_us last = time_from_civil(&(struct civil){ 9999, 12, 31, 23, 59, 59, 0 });
    time_to_civil(t < 0 ? 0 : t > last ? last : t, &c);
    (void)snprintf(buf, TIME_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", c.year, c.month, c.day, c.hour,
            c.minute, c.second, c.micro / 1000);
}

void put_stamp(struct out *out, const char *key, time_us t)
{
    char buf[TIME_TEXT_MAX];
    share_stamp(t, buf);
    put_text(out, key, buf);
}

time_us share_modified(const struct incident *inc)
{
    return inc->last_seen > inc->opened_at ? inc->last_seen : inc->opened_at;
}

/* ---- words ---- */

struct slice share_reporter(const struct exporting *x)
{
    return x->organisation[0] != '\0' ? text(x->organisation)
                                      : LIT("organisation that does not say its name");
}

const char *share_title(const struct incident *inc, const struct exporting *x, char buf[SHARE_TEXT_MAX])
{
    if (x->names && inc->title[0] != '\0')
        return inc->title;
    (void)snprintf(buf, SHARE_TEXT_MAX, "%s: %llu attempt%s at %zu account%s from %zu source%s, %s",
            kind_title(inc->kind), (unsigned long long)inc->attempts, plural(inc->attempts),
            inc->accounts_total, plural(inc->accounts_total), inc->sources_total, plural(inc->sources_total),
            inc->outcome == ACCESS_GOT_IN                   ? "got in"
                    : inc->outcome == ACCESS_PASSWORD_KNOWN ? "a password is known"
                                                            : "nobody got in");
    return buf;
}

size_t share_accounts(const struct incident *inc, enum access_outcome outcome)
{
    size_t n = 0;
    for (size_t i = 0; i < inc->accounts_count; i++)
        n += inc->accounts[i].outcome == outcome;
    return n;
}

bool share_names_account(const struct incident_account *account)
{
    return account->name[0] != '\0' && (account->outcome != ACCESS_TRIED || account->check);
}

struct slice share_said(const struct out *text)
{
    size_t len = text->len;
    while (len > 0 && text->at[len - 1] == '\n')
        len--;
    return (struct slice){ text->at, len };
}

void share_reasons(struct out *text, const struct incident *inc, const struct exporting *x)
{
    for (size_t i = 0; i < inc->reasons_count; i++) {
        const struct incident_reason *r = &inc->reasons[i];
        if (x->names) {
            out_printf(text, "%s\n", r->text);
            continue;
        }
        out_printf(text, "%s: %.6g %s", r->feature, r->value, r->unit);
        if (r->has_baseline)
            out_printf(text, "; usual is %.6g", r->baseline);
        out_printf(text, " (%.0f %% of the evidence)\n", 100 * r->weight);
    }
    for (size_t i = 0; i < inc->counters_count; i++)
        out_printf(
                text, "Speaks against it: %s\n", x->names ? inc->counters[i].text : inc->counters[i].feature);
}

void share_left_out(struct out *text, const struct incident *inc, const struct share_pick *pick)
{
    size_t got = share_accounts(inc, ACCESS_GOT_IN), known = share_accounts(inc, ACCESS_PASSWORD_KNOWN);
    out_printf(text, "Sources: %zu of %zu listed", pick->count, inc->sources_total);
    if (pick->sure > pick->count)
        out_printf(text, ", the likeliest of %zu that take part", pick->sure);
    if (pick->own > 0)
        out_printf(text, "; left out because people of the reporter sign in from there: %zu", pick->own);
    if (pick->unsure > 0)
        out_printf(text, "; left out because others may be at home there: %zu", pick->unsure);
    if (pick->inside > 0)
        out_printf(text, "; left out because they are of a private network: %zu", pick->inside);
    if (inc->sources_total > inc->sources_count)
        out_printf(
                text, "; left out because they are too many: %zu", inc->sources_total - inc->sources_count);
    if (pick->count > 0)
        out_printf(text, ". Expected not to belong: %.1f %%", 100 * inc->expected_impurity);
    out_printf(text, ".\nAccounts: %zu tried, of which the password of %zu is known and %zu were entered.",
            inc->accounts_total, known, got);
}

/* Advice of our own, without a name in it; the incident's is better and may hold some. */
void share_advice(struct out *text, const struct incident *inc, const struct exporting *x)
{
    for (size_t i = 0; x->names && inc->do_now != NULL && inc->do_now[i] != NULL; i++)
        out_printf(text, "%s\n", inc->do_now[i]);
    if (x->names || !is_attack(inc))
        return;
    if (inc->outcome == ACCESS_GOT_IN)
        out_text(text,
                "Revoke the sessions and reset the passwords of the accounts that were entered, and look at "
                "what they did since: inbox rules, forwarding, new second factors, downloads.\n");
    if (inc->outcome == ACCESS_PASSWORD_KNOWN)
        out_text(text, "Reset the passwords that are known to the attacker.\n");
    if (inc->sources_total <= 50)
        out_text(text, "Look for the listed sources in your own sign-in logs, and block them for a day.\n");
    else
        out_text(text,
                "Look for the listed sources in your own sign-in logs; rather than chase so many, require a "
                "second factor and block old protocols.\n");
}

static void list(struct out *text, const char *head, const char *const *lines)
{
    for (; lines != NULL && *lines != NULL; lines++)
        out_printf(text, "%s%s\n", head, *lines);
}

void share_playbook(struct out *text, const struct incident_playbook *book)
{
    out_printf(text, "Likeness to the published manner of %s: %.2f of 1. This is no attribution.\n",
            book->name, book->similarity);
    list(text, "For: ", book->for_);
    list(text, "Against: ", book->against);
    list(text, "Unknown: ", book->unknown);
}

void share_source(struct out *text, const struct incident_source *src)
{
    out_printf(text, "%u attempt%s at %u account%s", src->attempts, plural(src->attempts), src->accounts,
            plural(src->accounts));
    if (src->asn != 0)
        out_printf(text, ", AS%u", src->asn);
    if (src->network != NULL && src->network[0] != '\0')
        out_printf(text, " %s", src->network);
    if (src->country[0] != '\0')
        out_printf(text, ", %s", src->country);
}
