/* facts.c - when, what and with which result. */
#include "core/view/paint.h"

/* How many names one sentence holds. */
#define NAMES_MAX 5u
#define CHECKS_MAX 5u

static const char *dot(const struct screen *s)
{
    return s->ascii ? " - " : " \xc2\xb7 ";
}

static void when_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    struct out said = { 0 };
    paint_period(&said, s, inc->first_seen, inc->last_seen);
    out_text(&said, ", noticed ");
    paint_time(&said, s, inc->opened_at);
    out_printf(&said, " %s", s->tz_name);
    paint_labelled(out, s, "when", paint_text(&said));
    out_done(&said);
}

static void what_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    struct out said = { 0 };
    if (inc->messages_total > 0) {
        paint_count(&said, inc->messages_total, "message", "messages");
        out_text(&said, incident_is_mail(inc) ? " to " : dot(s));
    }
    if (incident_is_mail(inc)) {
        paint_count(&said, inc->accounts_total, "person", "people");
        if (inc->sources_total > 0) {
            out_text(&said, dot(s));
            paint_count(&said, inc->sources_total, "sending address", "sending addresses");
        }
        paint_labelled(out, s, "what", paint_text(&said));
        out_done(&said);
        return;
    }
    paint_count(&said, inc->accounts_total, "account", "accounts");
    out_text(&said, dot(s));
    paint_count(&said, inc->attempts, "attempt", "attempts");
    out_text(&said, dot(s));
    paint_count(&said, inc->sources_total, "address", "addresses");
    out_text(&said, " in ");
    paint_count(&said, inc->networks, "network", "networks");
    if (inc->acts_total > 0) {
        out_text(&said, dot(s));
        paint_count(&said, inc->acts_total, "act", "acts");
    }
    if (inc->max_tries_per_account_day > 0) { /* of a loop days are not counted */
        out_printf(&said, "%sat most ", dot(s));
        paint_count(&said, inc->max_tries_per_account_day, "try", "tries");
        out_text(&said, " per account and day");
    }
    paint_labelled(out, s, "what", paint_text(&said));
    out_done(&said);
}

static void spark_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    if (inc->hours < 2 || s->width < 50)
        return;
    paint(out, s, DIM, "            ");
    paint_spark(out, s, inc->per_hour, inc->hours, s->width - 14);
    out_text(out, "\n");
}

/* Those who got in or whose password is known come first in the list. */
static void say_taken(struct out *said, const struct incident *inc, const struct screen *s, size_t all)
{
    for (size_t i = 0; i < all; i++) {
        const struct incident_account *acc = &inc->accounts[i];
        char from[IP_TEXT_MAX];
        if (i == NAMES_MAX) {
            out_printf(said, " and %zu more", all - i);
            return;
        }
        ip_format_source(acc->from, from);
        out_text(said, i ? "; " : "");
        out_text(said, acc->outcome == ACCESS_GOT_IN ? "GOT IN " : "PASSWORD KNOWN ");
        paint_name(said, acc->name);
        out_text(said, " ");
        paint_time(said, s, acc->at);
        out_printf(said, " from %s", from);
    }
}

/* Those that stand out most, with what to ask them; they come first among those only tried. */
static void say_checks(struct out *said, const struct incident *inc, const struct screen *s, size_t all)
{
    size_t n = 0;
    out_text(said, "; from a new place meanwhile, please check ");
    for (size_t i = 0; i < inc->accounts_count && n < CHECKS_MAX; i++) {
        const struct incident_account *acc = &inc->accounts[i];
        char from[IP_TEXT_MAX];
        if (!acc->check)
            continue;
        ip_format_source(acc->from, from);
        out_text(said, n++ ? "; " : "");
        paint_name(said, acc->name);
        out_text(said, " ");
        if (acc->at != TIME_NONE)
            paint_time(said, s, acc->at);
        out_printf(said, " from %s", from);
    }
    if (all > n)
        out_printf(said, " and %zu more, less likely", all - n);
}

/* Of an emergency account: by whom, no log tells. */
static void say_use(struct out *said, const struct incident *inc, const struct screen *s)
{
    char from[IP_TEXT_MAX];
    ip_format_source(inc->accounts[0].from, from);
    paint_name(said, inc->accounts[0].name);
    out_text(said, " was used ");
    paint_time(said, s, inc->accounts[0].at);
    out_printf(said, " from %s: please check by whom", from);
}

/* The first of an incident's messages that was phish, as people would look for it. */
static void mail_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    struct out said = { 0 };
    size_t i = 0;
    while (i < inc->messages_count && inc->messages[i].verdict != VERDICT_PHISH)
        i++;
    if (i == inc->messages_count)
        return;
    const struct incident_message *m = &inc->messages[i];
    out_text(&said, "\"");
    out_bytes(&said, text(m->subject));
    out_text(&said, "\" from ");
    if (m->from_name[0] != '\0') {
        out_bytes(&said, text(m->from_name));
        out_text(&said, " <");
    }
    out_bytes(&said, text(m->from));
    out_text(&said, m->from_name[0] != '\0' ? ">" : "");
    if (inc->messages_total > 1) {
        out_text(&said, ", and ");
        paint_count(&said, inc->messages_total - 1, "more", "more");
    }
    paint_labelled(out, s, "mail", paint_text(&said));
    out_done(&said);
}

static void mail_result(struct out *out, const struct incident *inc, const struct screen *s)
{
    struct out said = { 0 };
    size_t answered = 0;
    for (size_t i = 0; i < inc->accounts_count; i++)
        answered += inc->accounts[i].outcome == ACCESS_ANSWERED;
    if (answered > 0) {
        paint_count(&said, answered, "person", "people");
        out_text(&said, " answered: ");
        for (size_t i = 0; i < answered && i < NAMES_MAX; i++) {
            out_text(&said, i ? ", " : "");
            paint_name(&said, inc->accounts[i].name);
        }
    } else {
        out_text(&said,
                "delivered; nobody answered and no sign-in of theirs looks like another's, as far as this "
                "mail and these logs tell");
    }
    paint_labelled(out, s, "result", paint_text(&said));
    out_done(&said);
}

static void result_line(struct out *out, const struct incident *inc, const struct screen *s)
{
    size_t taken = 0, check = 0;
    struct out said = { 0 };
    for (size_t i = 0; i < inc->accounts_count; i++) {
        enum access_outcome outcome = inc->accounts[i].outcome;
        taken += outcome == ACCESS_GOT_IN || outcome == ACCESS_PASSWORD_KNOWN;
        check += inc->accounts[i].check;
    }
    if (inc->kind == KIND_ACCOUNT_TAKEOVER && taken == 0 && check > 0) {
        say_use(&said, inc, s);
        paint_labelled(out, s, "result", paint_text(&said));
        out_done(&said);
        return;
    }
    if (taken == 0)
        out_text(&said, "nobody got in as far as these logs tell");
    say_taken(&said, inc, s, taken);
    if (check > 0)
        say_checks(&said, inc, s, check);
    paint_labelled(out, s, "result", paint_text(&said));
    out_done(&said);
}

void paint_facts(struct out *out, const struct incident *inc, const struct screen *s)
{
    if (inc->organisation != NULL && *inc->organisation != '\0')
        paint_labelled(out, s, "org", inc->organisation);
    when_line(out, inc, s);
    what_line(out, inc, s);
    spark_line(out, inc, s);
    mail_line(out, inc, s);
    if (incident_is_mail(inc))
        mail_result(out, inc, s);
    else
        result_line(out, inc, s);
}
