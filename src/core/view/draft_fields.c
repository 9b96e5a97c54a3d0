/* draft_fields.c - what a field says of the matter; what the logs cannot tell, it says so and why. */
#include <stdio.h>
#include <string.h>

#include "core/view/draft_inside.h"

/* ---- the organisation ---- */

void say_entity(struct paper *p, const struct matter *m)
{
    const char *name = *m->house.entity ? m->house.entity : m->inc->organisation;
    say_house(p, name, "the organisation");
}

void say_sector(struct paper *p, const struct matter *m)
{
    say_house(p, m->house.sector, "the sector");
}

void say_contact(struct paper *p, const struct matter *m)
{
    say_house(p, m->house.contact, "name, telephone and mail of who answers for this report");
}

void say_authority(struct paper *p, const struct matter *m)
{
    say_house(p, m->house.authority, "the authority or CSIRT");
}

void say_dpo(struct paper *p, const struct matter *m)
{
    say_house(p, m->house.dpo, "name, telephone and mail of the data protection officer");
}

void say_reference(struct paper *p, const struct matter *m)
{
    paper_say(p, m->inc->id);
}

/* ---- clocks ---- */

void say_aware(struct paper *p, const struct matter *m)
{
    if (m->aware == TIME_NONE) {
        paper_say(p, "[fill in: when the organisation became aware; --aware TIME]. ");
        say_noticed(p, m);
        return;
    }
    say_moment(p, m->aware);
    paper_say(p, ", as was told to Cordon.");
    if (m->aware < m->inc->first_seen)
        paper_say(p, " [check: that is before the first attempt.]");
}

void say_noticed(struct paper *p, const struct matter *m)
{
    paper_say(p, "By the logs' clock there was enough to notice it ");
    say_moment(p, m->inc->opened_at);
    paper_say(p, "; the time runs from when a person knew, not from then.");
}

static void say_until(struct paper *p, const struct matter *m, time_us after, const char *words)
{
    if (m->aware == TIME_NONE) {
        paper_sayf(p, "%s after awareness, which is to be filled in.", words);
        return;
    }
    paper_say(p, "until ");
    say_moment(p, m->aware + after);
    paper_sayf(p, ", %s after awareness.", words);
}

void say_in_24h(struct paper *p, const struct matter *m)
{
    say_until(p, m, TIME_DAY, "24 hours");
}

void say_in_72h(struct paper *p, const struct matter *m)
{
    say_until(p, m, 3 * TIME_DAY, "72 hours");
}

void say_in_60_days(struct paper *p, const struct matter *m)
{
    say_until(p, m, 60 * TIME_DAY, "60 calendar days");
}

/* The same day of the next month, or its last. */
static time_us month_after(time_us t)
{
    struct civil c;
    time_to_civil(t, &c);
    c.year += c.month == 12;
    c.month = c.month == 12 ? 1 : c.month + 1;
    int days = time_days_in_month(c.year, c.month);
    c.day = c.day < days ? c.day : days;
    return time_from_civil(&c);
}

void say_in_a_month(struct paper *p, const struct matter *m)
{
    paper_say(p, "one month after the 72-hour notification was handed in: [fill in: when that was]. ");
    if (m->aware == TIME_NONE)
        return;
    paper_say(p, "Handed in at its last moment, until ");
    say_moment(p, month_after(m->aware + 3 * TIME_DAY));
    paper_say(p, ".");
}

/* ---- what happened ---- */

void say_what(struct paper *p, const struct matter *m)
{
    say_happened(p, m);
    paper_say(p, " ");
    say_outcome(p, m);
}

void say_last_seen(struct paper *p, const struct matter *m)
{
    paper_say(p, "The last attempt in these logs was ");
    say_moment(p, m->inc->last_seen);
    paper_say(p, ". Whether it goes on " UNTOLD ", which end ");
    say_moment(p, m->sum->last != TIME_NONE ? m->sum->last : m->inc->last_seen);
    paper_say(p, ".");
}

void say_malicious(struct paper *p, const struct matter *m)
{
    if (!matter_is_attack(m))
        paper_say(p, "No: a machine with an old password.");
    else if (matter_is_use(m))
        paper_say(p, "Unknown: it " UNTOLD " who used the account. Ask its holders.");
    else
        paper_say(p, "Yes, suspected: sign-ins were tried by somebody without a right to the accounts.");
}

static size_t countries(const struct incident *inc, char named[16][3])
{
    size_t n = 0;
    for (size_t i = 0; i < inc->sources_count && n < 16; i++) {
        bool had = inc->sources[i].country[0] == '\0';
        for (size_t k = 0; k < n && !had; k++)
            had = strcmp(named[k], inc->sources[i].country) == 0;
        if (!had)
            memcpy(named[n++], inc->sources[i].country, 3);
    }
    return n;
}

void say_across_borders(struct paper *p, const struct matter *m)
{
    char named[16][3];
    size_t n = countries(m->inc, named);
    paper_say(p, "Unknown: it " UNTOLD ". ");
    if (n > 0)
        paper_say(p, "The addresses are said to be in ");
    for (size_t i = 0; i < n; i++) {
        paper_say(p, i ? ", " : "");
        paper_say(p, named[i]);
    }
    paper_say(p, n > 0 ? "; where " : "Where ");
    paper_say(p, "an attack comes from does not tell where it has an effect. [check: services abroad?]");
}

void say_severity(struct paper *p, const struct matter *m)
{
    static const char *const means[] = {
        [SEVERITY_INFO] = "nothing to report by itself",
        [SEVERITY_LOW] = "background guessing, as everywhere",
        [SEVERITY_MEDIUM] = "aimed at few, nobody got in as far as the logs tell",
        [SEVERITY_HIGH] = "aimed at many or at an emergency account, or a password is known",
        [SEVERITY_CRITICAL] = "somebody got in",
    };
    enum severity s = m->inc->severity <= SEVERITY_CRITICAL ? m->inc->severity : SEVERITY_INFO;
    paper_sayf(p, "%s in Cordon's own words: %s. ", severity_name(s), means[s]);
    paper_say(p, "Whether it is significant, a person decides.");
}

/* By what they ask for: applications where the log names them, else protocols. */
void say_systems(struct paper *p, const struct matter *m)
{
    const char *named[5];
    size_t n = 0;
    for (size_t i = 0; i < m->inc->clients_count && n < 5; i++) {
        const struct incident_client *c = &m->inc->clients[i];
        const char *word = *c->application ? c->application : c->protocol;
        bool had = *word == '\0';
        for (size_t k = 0; k < n && !had; k++)
            had = strcmp(named[k], word) == 0;
        if (had || !matter_names_nobody(m, word))
            continue;
        paper_say(p, n ? ", " : "Sign-ins were asked for by way of ");
        paper_name(p, word);
        named[n++] = word;
    }
    paper_say(p, n ? ". " : "");
    paper_say(p, "What else is concerned " UNTOLD ". [fill in: services that were hindered, if any]");
}

void say_threat(struct paper *p, const struct matter *m)
{
    paper_sayf(p, "%s", kind_title(m->inc->kind));
    for (size_t i = 0; m->inc->techniques != NULL && m->inc->techniques[i] != NULL; i++)
        paper_sayf(p, "%s%s", i ? ", " : " (ATT&CK ", m->inc->techniques[i]);
    paper_say(p, m->inc->techniques != NULL && m->inc->techniques[0] != NULL ? "). " : ". ");
    if (m->inc->outcome != ACCESS_TRIED)
        paper_say(
                p, "How the passwords became known (guessed, leaked elsewhere, or given away) " UNTOLD ". ");
    paper_say(p, "[fill in: root cause, as far as it is known]");
}

/* ---- data ---- */

void say_data(struct paper *p, const struct matter *m)
{
    struct tally t = matter_tally(m);
    if (t.got_in > 0)
        paper_say(p, "Possible. Somebody else could open what these accounts may open; what was opened ");
    else if (t.known > 0)
        paper_say(p, "Not shown: a password is known, the sign-in was stopped. Other ways in ");
    else
        paper_say(p, "Not shown: nobody got in, as far as these logs tell. Other ways in ");
    if (m->inc->acts_count > 0)
        paper_say(p, UNTOLD " by sign-ins; what was done with the accounts stands in the list of actions.");
    else if (m->sum->accesses > 0)
        paper_say(p, UNTOLD ": the logs of actions that were read tell of nothing done from these places.");
    else
        paper_say(p, UNTOLD ": no log of mailboxes or files was read.");
}

void say_holders(struct paper *p, const struct matter *m)
{
    struct tally t = matter_tally(m);
    paper_sayf(p,
            "Holders of accounts: about %zu signed in to by somebody else, %zu whose password is known, ",
            t.got_in, t.known);
    paper_sayf(p, "%zu to be asked", t.check);
    paper_say(p, ". People whose data these accounts may open (patients?): " UNTOLD ".");
}

void say_consequences(struct paper *p, const struct matter *m)
{
    struct tally t = matter_tally(m);
    if (t.got_in > 0)
        paper_say(p,
                "Mail and files of these people may be read, and mail sent in their names; more accounts may "
                "follow. ");
    else if (t.known > 0)
        paper_say(p, "Who knows a password may use it where no second check stops it. ");
    else
        paper_say(p, "None is shown by these logs. ");
    paper_say(p, "[check, and fill in: what it means for the people concerned]");
}
