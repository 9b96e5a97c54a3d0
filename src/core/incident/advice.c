/* advice.c - what speaks against it, what would make it benign, and what to do now. */
#include <string.h>

#include "core/incident/facts.h"
#include "core/incident/taken.h"

#define SAY(d, ...) memory_printf((d)->memory, __VA_ARGS__)
#define LIST_MAX 20

static void counter(struct draft *d, const char *feature, const char *text)
{
    struct incident *inc = d->inc;
    if (inc->counters == NULL)
        inc->counters = memory_take(d->memory, LIST_MAX * sizeof *inc->counters);
    if (inc->counters == NULL || inc->counters_count == LIST_MAX)
        return;
    inc->counters[inc->counters_count++] = (struct incident_counter){ feature, text };
}

static void line(struct draft *d, const char ***list, const char *text)
{
    memory_line(d->memory, list, LIST_MAX, text);
}

static void counter_evidence(struct draft *d, const struct facts *f)
{
    if (f->cold_start && d->camp->trigger != TRIGGER_GLASS)
        counter(d, "cold-start",
                "Less than two weeks were known when it was noticed: a cautious published baseline stood in "
                "for what "
                "is usual here.");
    if (d->impurity > 0.001)
        counter(d, "impurity",
                SAY(d,
                        "About %.1f %% of the listed sources are expected to be people who failed and gave "
                        "up; the log "
                        "cannot tell them apart.",
                        100 * d->impurity));
    bool of_many = d->camp->trigger != TRIGGER_LOOP && d->camp->trigger != TRIGGER_GLASS;
    if (f->got_in == 0 && f->known == 0 && of_many)
        counter(d, "nobody-got-in", "No sign-in by a participating source succeeded in these logs.");
    if (f->check > 0 && of_many)
        counter(d, "please-check",
                SAY(d,
                        "%u attacked account%s signed in from a new place meanwhile. Travellers do that too, "
                        "so these are "
                        "not counted as taken: please check.",
                        f->check, f->check == 1 ? "" : "s"));
    if (f->agent.len == 0 && d->camp->trigger == TRIGGER_MANY)
        counter(d, "no-agent",
                "This log names no agent, so sources are told apart by accounts, number and network alone.");
    if (d->camp->trigger == TRIGGER_LOOP)
        counter(d, "patient-guesser",
                "A log cannot tell a machine with an old password from a patient guesser: if nobody knows "
                "the machine, "
                "treat it as one.");
}

static void benign_if_taken(struct draft *d, const char ***list)
{
    line(d, list, "its holder was there and did this: ask, by telephone");
    if (d->inc->kind == KIND_RANSOMWARE)
        line(d, list, "a tool of your own that renames files in bulk: an archive, a migration, a conversion");
    else if (d->inc->kind == KIND_DATA_THEFT)
        line(d, list, "a new backup, synchronisation or migration with that account");
    else
        line(d, list, "a VPN exit of your own that is new: name it under `shared_exits` or `vpn`");
}

static void benign_if(struct draft *d)
{
    const char ***list = &d->inc->benign_if;
    switch (d->camp->trigger) {
    case TRIGGER_MANY:
        line(d, list, "a test that you ordered: name its addresses under `scanners` in the configuration");
        line(d, list, "a proxy or VPN exit of your own that is new: name it under `shared_exits` or `vpn`");
        break;
    case TRIGGER_SOURCE:
        line(d, list,
                "a clinic, school or VPN exit that came into use just now: name it under `shared_exits`");
        line(d, list, "a migration or test tool that you ordered: name it under `scanners`");
        break;
    case TRIGGER_PAIR:
    case TRIGGER_ACCOUNT:
        line(d, list, "a device of the account's owner with an old password at a place never seen before");
        line(d, list, "a test that you ordered: name its address under `scanners`");
        break;
    case TRIGGER_SCAN: line(d, list, "your own vulnerability scanner: name it under `scanners`"); break;
    case TRIGGER_TAKEN: benign_if_taken(d, list); break;
    case TRIGGER_GLASS:
        line(d, list, "one of its holders used it and says so: an exercise, or an emergency");
        break;
    case TRIGGER_LOOP: line(d, list, "a machine that you know, once it gets its new password"); break;
    }
}

static const char *some_names(struct draft *d, enum access_outcome outcome)
{
    const char *said = "";
    size_t named = 0, all = 0;
    for (size_t i = 0; i < d->inc->accounts_count; i++) {
        const struct incident_account *a = &d->inc->accounts[i];
        if (a->outcome != outcome)
            continue;
        if (++all <= 5) {
            said = SAY(d, "%s%s%.80s", said ? said : "", named ? ", " : "", a->name);
            named++;
        }
    }
    return all > 5 ? SAY(d, "%s and %zu more", said, all - 5) : said;
}

static bool was_done(const struct draft *d, enum action action)
{
    for (size_t i = 0; i < d->inc->acts_count; i++)
        if (d->inc->acts[i].action == action && d->inc->acts[i].done)
            return true;
    return false;
}

/* Undo what was done; each line names the objects, for they are what has to go. */
static void undo(struct draft *d)
{
    static const struct {
        enum action action;
        const char *what;
    } steps[] = {
        { ACTION_LOG_OFF, "Switch the log or protection on again" },
        { ACTION_FORWARDING, "Remove the forwarding, and ask the provider what went out" },
        { ACTION_HIDING_RULE, "Remove the inbox rule that hides mail, and read what it hid" },
        { ACTION_INBOX_RULE, "Look at the inbox rule and remove it unless its holder made it" },
        { ACTION_MFA_CHANGE, "Remove the second factor that was added" },
        { ACTION_DEVICE, "Remove the device that was registered" },
        { ACTION_CONSENT, "Revoke the consent of the application; a new password does not end it" },
        { ACTION_CREDENTIAL, "Remove the secret, key or password that was set" },
        { ACTION_MAILBOX_GRANT, "Take back the access to the mailbox" },
        { ACTION_PRIVILEGE, "Take back the role or right" },
        { ACTION_NEW_ACCOUNT, "Disable the account that was made" },
        { ACTION_TICKET,
                "Set a long random password of the service, and allow AES only: its ticket can be guessed "
                "at" },
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const char *named = "";
        size_t count = 0, objects = 0;
        for (size_t k = 0; k < d->inc->acts_count; k++) {
            const struct incident_act *act = &d->inc->acts[k];
            if (act->action != steps[i].action || !act->done)
                continue;
            count++;
            bool told = act->object[0] == '\0' || (named != NULL && strstr(named, act->object) != NULL);
            if (!told && objects++ < 3)
                named = SAY(d, "%s%s%.80s", named ? named : "", named && named[0] ? "; " : "", act->object);
        }
        if (count > 0)
            line(d, &d->inc->do_now,
                    SAY(d, "%s%s%s%s.", steps[i].what, named && named[0] ? " (" : "", named ? named : "",
                            named && named[0] ? ")" : ""));
    }
}

/* Private addresses and names of machines only: nothing that a firewall to the internet could keep out. */
static bool is_inside(const struct draft *d)
{
    for (uint32_t i = 0; i < d->inc->sources_count; i++)
        if (!ip_is_private(d->inc->sources[i].key) || d->inc->sources[i].country[0] != '\0')
            return false; /* of one's own machines no log tells a country */
    return d->inc->sources_count > 0;
}

static void do_now(struct draft *d, const struct facts *f)
{
    const char ***list = &d->inc->do_now;
    if (d->camp->trigger == TRIGGER_GLASS) {
        line(d, list,
                SAY(d, "Ask the holders of %s whether one of them used it, by telephone.",
                        d->inc->accounts_count ? d->inc->accounts[0].name : "it"));
        line(d, list,
                "If nobody did: revoke its sessions, change its secret and look at everything it did since.");
        line(d, list, "If somebody did: write down why, and change its secret as after every use.");
        return;
    }
    if (d->inc->kind == KIND_RANSOMWARE)
        line(d, list,
                SAY(d,
                        "Take the machine of %s off the network now, and the share offline; do not switch it "
                        "off.",
                        d->inc->accounts_count ? d->inc->accounts[0].name : "the account"));
    if (f->got_in > 0) {
        line(d, list,
                SAY(d, "Revoke all sessions and reset the password of %s, by telephone, not by mail.",
                        some_names(d, ACCESS_GOT_IN)));
        undo(d);
        line(d, list,
                d->inc->acts_count > 0 ? "Look at what else these accounts did since: not every log of it "
                                         "may have been read."
                                       : "Look at what these accounts did since: inbox rules, forwarding, "
                                         "new MFA devices, keys, "
                                         "downloads.");
    }
    if (f->known > 0)
        line(d, list,
                SAY(d, "Reset the password of %s: it is known to the attacker.",
                        some_names(d, ACCESS_PASSWORD_KNOWN)));
    if (f->check > 0)
        line(d, list,
                "Ask the owners of the accounts to check, in their order, whether the new place was "
                "theirs.");
    if (d->camp->trigger == TRIGGER_LOOP) {
        line(d, list,
                SAY(d, "Give %s its new %s on the machine at that address, or switch the job off.",
                        d->inc->accounts_count ? d->inc->accounts[0].name : "it",
                        draft_shows_certificate(d) ? "certificate" : "password"));
        return;
    }
    if (d->camp->trigger == TRIGGER_SCAN) {
        line(d, list,
                "Nothing urgent: switch password sign-in off where keys will do, and do not show this "
                "service to the whole internet.");
        return;
    }
    if (d->camp->trigger == TRIGGER_TAKEN && was_done(d, ACTION_MAIL_SENT))
        line(d, list, "Warn whoever got mail from these accounts since: it may carry the attack on.");
    if (d->inc->kind == KIND_RANSOMWARE)
        line(d, list, "Check that the backups are out of its reach before anything else signs in.");
    else if (is_inside(d))
        line(d, list,
                "Find the listed machines: they are in your own network, and unless one is your proxy, "
                "somebody is in "
                "there with it. A name may be what the tool calls itself (the domain controllers' log of "
                "NTLM, 8004, "
                "tells which server it came through), or what DNS says of an address outside.");
    else if (d->inc->sources_count <= 50)
        line(d, list,
                d->camp->trigger == TRIGGER_TAKEN
                        ? "Block the listed sources once the sessions are revoked."
                        : "Block the listed sources for a day; none of your people signed in from them.");
    else
        line(d, list,
                "Do not chase addresses one by one: require a second factor and block old protocols for the "
                "attacked accounts.");
    line(d, list, "Keep the logs of these days: they are evidence, and some expire after 7 or 30 days.");
}

static bool is_listed(const char **list, const char *id)
{
    for (size_t i = 0; list != NULL && list[i] != NULL; i++)
        if (strcmp(list[i], id) == 0)
            return true;
    return false;
}

static void techniques(struct draft *d)
{
    const char ***list = &d->inc->techniques;
    static const char *const ids[KIND_COUNT] = {
        [KIND_PASSWORD_SPRAY] = "T1110.003",
        [KIND_BRUTE_FORCE] = "T1110.001",
        [KIND_CREDENTIAL_STUFFING] = "T1110.004",
        [KIND_USER_ENUMERATION] = "T1589.002",
        [KIND_ACCOUNT_TAKEOVER] = "T1078",
        [KIND_MFA_FATIGUE] = "T1621",
        [KIND_RANSOMWARE] = "T1486",
    };
    static const struct {
        enum action action;
        const char *id;
    } done[] = {
        { ACTION_FORWARDING, "T1114.003" },
        { ACTION_HIDING_RULE, "T1564.008" },
        { ACTION_MAIL_READ, "T1114.002" },
        { ACTION_DEVICE, "T1098.005" },
        { ACTION_MFA_CHANGE, "T1098.005" },
        { ACTION_CREDENTIAL, "T1098.001" },
        { ACTION_MAILBOX_GRANT, "T1098.002" },
        { ACTION_PRIVILEGE, "T1098.003" },
        { ACTION_CONSENT, "T1528" },
        { ACTION_NEW_ACCOUNT, "T1136" },
        { ACTION_DIRECTORY_READ, "T1087" },
        { ACTION_DOWNLOAD, "T1213" },
    };
    if (ids[d->inc->kind] != NULL)
        line(d, list, ids[d->inc->kind]);
    if (d->inc->outcome == ACCESS_GOT_IN && d->inc->kind != KIND_ACCOUNT_TAKEOVER
            && d->inc->kind != KIND_RANSOMWARE)
        line(d, list, "T1078");
    if (d->camp->trigger == TRIGGER_TAKEN && d->inc->accounts_count > 10)
        line(d, list, "T1110.003");
    struct visit sum;
    taken_sum(d, &sum);
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        if (was_done(d, done[i].action) && !is_listed(*list, done[i].id)
                && (takeover_volume(done[i].action) == VOLUMES || sum.act[done[i].action] > 0))
            line(d, list, done[i].id);
    if (*list == NULL)
        *list = memory_take(d->memory, sizeof **list);
}

void draft_advise(struct draft *d, const struct watch *watch, const struct facts *f)
{
    (void)watch;
    counter_evidence(d, f);
    benign_if(d);
    do_now(d, f);
    techniques(d);
}
