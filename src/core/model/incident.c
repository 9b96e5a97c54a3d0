/* incident.c - names of kinds, severities and outcomes. */
#include "core/model/incident.h"

static const char *const severities[] = { "info", "low", "medium", "high", "critical" };

static const struct {
    const char *name, *title;
} kinds[KIND_COUNT] = {
    [KIND_PASSWORD_SPRAY] = { "password-spray", "Password spray" },
    [KIND_BRUTE_FORCE] = { "brute-force", "Brute force" },
    [KIND_CREDENTIAL_STUFFING] = { "credential-stuffing", "Credential stuffing" },
    [KIND_USER_ENUMERATION] = { "user-enumeration", "User enumeration" },
    [KIND_ACCOUNT_TAKEOVER] = { "account-takeover", "Account takeover" },
    [KIND_MFA_FATIGUE] = { "mfa-fatigue", "MFA fatigue" },
    [KIND_STALE_CREDENTIAL] = { "stale-credential", "Stale password in a loop" },
    [KIND_DATA_THEFT] = { "data-theft", "Data theft" },
    [KIND_RANSOMWARE] = { "ransomware", "Ransomware" },
    [KIND_PHISHING] = { "phishing", "Phishing" },
    [KIND_RECRUITER_LURE] = { "recruiter-lure", "Fake recruiter" },
    [KIND_HEALTH_IMPERSONATION] = { "health-authority-impersonation", "Health authority imitated" },
    [KIND_MALICIOUS_ATTACHMENT] = { "malicious-attachment", "Malicious attachment" },
};

const char *severity_name(enum severity severity)
{
    return severities[severity <= SEVERITY_CRITICAL ? severity : SEVERITY_INFO];
}

bool severity_from_name(struct slice name, enum severity *ret)
{
    for (int i = 0; i <= SEVERITY_CRITICAL; i++)
        if (slice_eq(name, text(severities[i]))) {
            *ret = (enum severity)i;
            return true;
        }
    return false;
}

const char *kind_name(enum incident_kind kind)
{
    return kinds[kind < KIND_COUNT ? kind : KIND_BRUTE_FORCE].name;
}

const char *kind_title(enum incident_kind kind)
{
    return kinds[kind < KIND_COUNT ? kind : KIND_BRUTE_FORCE].title;
}

const char *access_outcome_name(enum access_outcome out)
{
    static const char *const names[ACCESS_OUTCOMES] = { "tried", "password-known", "got-in", "delivered",
        "held", "opened", "answered" };
    return names[out < ACCESS_OUTCOMES ? out : ACCESS_TRIED];
}

int access_rank(enum access_outcome outcome)
{
    static const int ranks[ACCESS_OUTCOMES] = { [ACCESS_HELD] = 0,
        [ACCESS_DELIVERED] = 1,
        [ACCESS_OPENED] = 2,
        [ACCESS_TRIED] = 3,
        [ACCESS_ANSWERED] = 4,
        [ACCESS_PASSWORD_KNOWN] = 5,
        [ACCESS_GOT_IN] = 6 };
    return ranks[outcome < ACCESS_OUTCOMES ? outcome : ACCESS_TRIED];
}

bool access_is_mail(enum access_outcome outcome)
{
    return outcome >= ACCESS_DELIVERED && outcome < ACCESS_OUTCOMES;
}

const char *lane_name(enum timeline_lane lane)
{
    static const char *const names[LANES] = { "attempts", "locked", "right password, stopped", "signed in",
        "done afterwards", "mail" };
    return names[lane < LANES ? lane : LANE_ATTEMPTS];
}

void incident_add_unseen(struct incident *incident, const char *text)
{
    size_t n = 0;
    while (incident->unseen != NULL && n < UNSEEN_MAX && incident->unseen[n] != NULL)
        n++;
    if (incident->unseen != NULL && n < UNSEEN_MAX)
        incident->unseen[n] = text;
}

uint32_t incident_own_people(const struct incident *inc, const struct incident_source *source)
{
    const size_t most = 1000; /* taken accounts that are looked at: every source asks */
    uint32_t taken = 0;
    if (source->people == 0)
        return 0;
    for (size_t i = 0; i < inc->accounts_count && i < most && inc->accounts[i].outcome == ACCESS_GOT_IN; i++)
        taken += ip_eq(ip_source_key(inc->accounts[i].from), source->key);
    return source->people > taken ? source->people - taken : 0;
}

const char *evidence_role_name(enum evidence_role role)
{
    static const char *const roles[] = { "opening", "deciding", "sample" };
    return roles[role <= EVIDENCE_SAMPLE ? role : EVIDENCE_SAMPLE];
}

bool incident_is_mail(const struct incident *inc)
{
    return inc->kind >= KIND_PHISHING && inc->kind <= KIND_MALICIOUS_ATTACHMENT;
}

bool incident_is_use(const struct incident *inc)
{
    return inc->kind == KIND_ACCOUNT_TAKEOVER && inc->outcome == ACCESS_TRIED;
}

enum timeline_lane lane_of(enum outcome outcome)
{
    if (outcome == OUTCOME_LOCKED)
        return LANE_LOCKED;
    if (outcome == OUTCOME_OK)
        return LANE_OK;
    return outcome_is_right(outcome) ? LANE_STOPPED : LANE_ATTEMPTS;
}
