/* mail_story.c - kind, severity and title of a mailing, and what to do about it. */
#include <string.h>

#include "core/base/word.h"
#include "core/incident/mail_draft.h"

#define SAY(...) memory_printf(d->memory, __VA_ARGS__)
#define LINES_MAX 12u
#define MANY \
    10u /* recipients, from which somebody will have answered: one in ten does (Verizon DBIR 2024 simulations) */

static void line(struct mail_draft *d, const char ***list, const char *text)
{
    memory_line(d->memory, list, LINES_MAX, text);
}

static enum incident_kind kind_of(enum lure lure)
{
    switch (lure) {
    case LURE_RECRUITER: return KIND_RECRUITER_LURE;
    case LURE_HEALTH_AUTHORITY: return KIND_HEALTH_IMPERSONATION;
    case LURE_MALWARE: return KIND_MALICIOUS_ATTACHMENT;
    default: return KIND_PHISHING;
    }
}

/* What is written for this organisation's people or brings code counts for more than what everybody gets. */
static enum severity severity_of(const struct mail_draft *d)
{
    static const enum severity base[LURES] = { [LURE_NONE] = SEVERITY_LOW,
        [LURE_DELIVERY] = SEVERITY_LOW,
        [LURE_EXTORTION] = SEVERITY_LOW,
        [LURE_CREDENTIAL] = SEVERITY_MEDIUM,
        [LURE_INVOICE] = SEVERITY_MEDIUM,
        [LURE_RECRUITER] = SEVERITY_MEDIUM,
        [LURE_HEALTH_AUTHORITY] = SEVERITY_MEDIUM,
        [LURE_MALWARE] = SEVERITY_MEDIUM };
    enum severity severity = base[d->lure];
    bool many = d->inc->accounts_total >= MANY && severity == SEVERITY_MEDIUM;
    if (d->inc->outcome == ACCESS_ANSWERED || many)
        severity++;
    return severity;
}

static const char *what_of(const struct mail_draft *d)
{
    static const char *const whats[LURES] = { [LURE_NONE] = "Fraudulent mail",
        [LURE_RECRUITER] = "Mail of a fake recruiter",
        [LURE_HEALTH_AUTHORITY] = "Mail in the name of a health authority",
        [LURE_CREDENTIAL] = "Mail that is after passwords",
        [LURE_INVOICE] = "Mail that is after a payment",
        [LURE_DELIVERY] = "Mail about a parcel that does not exist",
        [LURE_EXTORTION] = "Mail that extorts",
        [LURE_MALWARE] = "Mail that brings malware" };
    return whats[d->lure];
}

static const char *title_of(struct mail_draft *d)
{
    size_t people = d->inc->accounts_total;
    const char *answered = d->inc->outcome == ACCESS_ANSWERED ? ", answered" : "";
    if (people == 0)
        return SAY("%s%s: %u message%s", what_of(d), answered, d->count, plural(d->count));
    if (people == 1)
        return SAY("%s to %.120s%s", what_of(d), d->inc->accounts[0].name, answered);
    return SAY("%s to %zu people%s", what_of(d), people, answered);
}

/* ---- techniques ---- */

static bool has_mark(const struct incident *inc, enum mark_kind kind)
{
    for (size_t i = 0; i < inc->marks_count; i++)
        if (inc->marks[i].kind == kind)
            return true;
    return false;
}

static void techniques(struct mail_draft *d)
{
    const char ***list = &d->inc->techniques;
    bool files = has_mark(d->inc, MARK_FILE), links = has_mark(d->inc, MARK_LINK);
    if (files)
        line(d, list, "T1566.001");
    if (links || !files)
        line(d, list, d->lure == LURE_CREDENTIAL ? "T1598.003" : links ? "T1566.002" : "T1566");
    if (d->lure == LURE_HEALTH_AUTHORITY || d->lure == LURE_RECRUITER)
        line(d, list, "T1656");
    if (files && d->lure == LURE_MALWARE)
        line(d, list, "T1204.002");
}

/* ---- what to do ---- */

static const char *some_marks(struct mail_draft *d, enum mark_kind kind)
{
    const char *said = "";
    size_t all = 0;
    for (size_t i = 0; i < d->inc->marks_count; i++) {
        if (d->inc->marks[i].kind != kind)
            continue;
        if (++all <= 3)
            said = SAY("%s%s%.80s", said ? said : "", all > 1 ? ", " : "", d->inc->marks[i].text);
    }
    return all > 3 ? SAY("%s and %zu more", said, all - 3) : said;
}

static void to_do_with_people(struct mail_draft *d, const char ***list)
{
    size_t people = d->inc->accounts_total;
    if (d->inc->outcome == ACCESS_ANSWERED)
        line(d, list, "Call those who answered: what did they send, open or pay?");
    if (people > 0)
        line(d, list,
                SAY("Ask the %zu recipient%s, without blame, who opened a link or file or answered "
                    "(cordon notify has the words)",
                        people, plural(people)));
    if (d->lure == LURE_CREDENTIAL)
        line(d, list,
                "Whoever typed a password there: end the sessions, set a new one, look at what was done "
                "since");
    if (d->lure == LURE_INVOICE)
        line(d, list, "Whoever paid or changed bank details: call the bank now, the first hours decide");
    if (d->lure == LURE_RECRUITER)
        line(d, list,
                "Tell them to break off on WhatsApp, LinkedIn and Telegram too, and to open nothing from "
                "there");
    if (d->lure == LURE_MALWARE || has_mark(d->inc, MARK_FILE))
        line(d, list,
                "Whoever opened the file: take the computer off the network, do not switch it off, and look "
                "at it");
}

static void to_do(struct mail_draft *d)
{
    const char ***list = &d->inc->do_now;
    const char *links = some_marks(d, MARK_LINK), *sender = some_marks(d, MARK_SENDER);
    line(d, list,
            SAY("Take the %u message%s out of the mailboxes (from %s)", d->count, plural(d->count),
                    sender && *sender ? sender : "the senders that are listed"));
    to_do_with_people(d, list);
    if (links && *links)
        line(d, list,
                SAY("Block the links' hosts at the proxy or name server, and look who went there: %s",
                        links));
    line(d, list, "Keep one message as it is, with its header: it is the evidence");
}

static void benign_if(struct mail_draft *d)
{
    const char ***list = &d->inc->benign_if;
    line(d, list, "it is a test that you ordered: name its sender");
    line(d, list,
            "somebody knows the sender and expected this: ask by telephone, at a number that you had before");
    if (d->lure == LURE_RECRUITER)
        line(d, list, "the employer named, called at the number on its own page, says that it wrote");
}

static void unseen(struct mail_draft *d)
{
    const char **list = memory_take(d->memory, (UNSEEN_MAX + 1) * sizeof *list);
    d->inc->unseen = list;
    if (list == NULL)
        return;
    incident_add_unseen(d->inc, "who opened a link or file: mail does not tell; a proxy's log would");
    incident_add_unseen(d->inc, "messages that lie in mailboxes which were not read");
    if (d->inc->outcome != ACCESS_ANSWERED)
        incident_add_unseen(d->inc, "answers, unless sent mail is among what was read");
}

void mail_tell(struct mail_draft *d)
{
    struct incident *inc = d->inc;
    inc->kind = kind_of(d->lure);
    inc->severity = severity_of(d);
    inc->title = title_of(d);
    inc->alarm = SAY("opened by the first message whose sum of weights passed the level of a phish "
                     "(docs/lure-model.md): %.2f nats",
            mail_letter(d, d->opening)->sum);
    techniques(d);
    to_do(d);
    benign_if(d);
    unseen(d);
}
