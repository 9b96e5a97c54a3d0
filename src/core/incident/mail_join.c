/* mail_join.c - which mailing belongs to which incident of sign-ins. */
#include "core/incident/mail_join.h"

#include <math.h>
#include <stdlib.h>

#include "core/incident/mail_merge.h"
#include "core/incident/person.h"

#define WEEK ((time_us)7 * 86400 * TIME_SECOND)

struct person {
    uint64_t name;
    const struct incident_account *account;
};

struct people {
    struct person *at;
    size_t count;
};

static int by_name(const void *a, const void *b)
{
    const struct person *x = a, *y = b;
    return x->name < y->name ? -1 : x->name > y->name;
}

static struct people people_of(const struct incident *mail, const struct own *own)
{
    struct people p = { calloc(mail->accounts_count + 1, sizeof *p.at), 0 };
    for (size_t i = 0; i < mail->accounts_count && p.at != NULL; i++)
        p.at[p.count++] = (struct person){ person_hash(own, text(mail->accounts[i].name)),
            &mail->accounts[i] };
    if (p.count > 0)
        qsort(p.at, p.count, sizeof *p.at, by_name);
    return p;
}

static const struct incident_account *person_find(
        const struct people *people, const struct own *own, const char *name)
{
    struct person key = { person_hash(own, text(name)), NULL };
    const struct person *hit = people->count ? bsearch(&key, people->at, people->count, sizeof key, by_name)
                                             : NULL;
    return hit ? hit->account : NULL;
}

static bool follows(const struct incident_account *lured, time_us at, time_us reach)
{
    return at != TIME_NONE && lured->first != TIME_NONE && at >= lured->first && at <= lured->last + reach;
}

/* How strongly the two belong together: 0 not, 1 the same people are guessed at, 2 and more: taken after it. */
static double bond(const struct incident *mail, const struct people *people, const struct incident *signin,
        const struct own *own, double share)
{
    size_t tried = 0, taken = 0;
    for (size_t i = 0; i < signin->accounts_count; i++) {
        const struct incident_account *a = &signin->accounts[i], *lured = person_find(people, own, a->name);
        if (lured == NULL)
            continue;
        tried++;
        bool in_hands = a->outcome == ACCESS_GOT_IN || a->outcome == ACCESS_PASSWORD_KNOWN;
        taken += in_hands && follows(lured, a->at, WEEK);
    }
    if (taken > 0)
        return 1 + (double)taken;
    if (tried == 0 || signin->first_seen < mail->first_seen
            || signin->first_seen > mail->last_seen + 2 * WEEK)
        return 0;
    double k = (double)tried, n = (double)signin->accounts_count;
    return k * log(k / (n * share)) >= MAIL_JOIN_NATS ? 1 : 0;
}

/* Of all who sign in here, the mailing's people among them. */
static double share_of(const struct incidents *io, const struct incident *mail)
{
    double all = (double)io->summary.accounts_with_success, reached = (double)mail->accounts_total;
    return all > reached ? reached / all : 1;
}

static struct incident *partner_of(
        struct incidents *io, size_t signins, const struct incident *mail, const struct own *own)
{
    struct people people = people_of(mail, own);
    struct incident *best = NULL;
    double strongest = 0, share = share_of(io, mail);
    for (size_t i = 0; i < signins && people.at != NULL; i++) {
        struct incident *one = &io->at[i];
        double strength = one->kind == KIND_STALE_CREDENTIAL ? 0 : bond(mail, &people, one, own, share);
        if (strength > strongest
                || (best != NULL && strength == strongest && one->opened_at < best->opened_at)) {
            best = one;
            strongest = strength;
        }
    }
    free(people.at);
    return best;
}

void mail_join(struct incidents *io, size_t signins, const struct own *own)
{
    size_t kept = signins;
    for (size_t i = signins; i < io->count; i++) {
        struct incident *partner = partner_of(io, signins, &io->at[i], own);
        if (partner != NULL)
            mail_merge(io->memory, own, partner, &io->at[i]);
        else
            io->at[kept++] = io->at[i];
    }
    io->count = kept;
}
