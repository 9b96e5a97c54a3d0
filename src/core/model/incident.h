/* incident.h - findings that belong together, ready to be shown: what jsonl, terminal and HTML read.
 *
 * Layer   core/model. Pure.
 * Memory  one arena-like owner (struct incidents) holds everything; pointers live until incidents_free.
 *         Texts are NUL-terminated and may hold any bytes an attacker chose: escape at every exit.
 */
#pragma once

#include "core/base/ip.h"
#include "core/base/time.h"
#include "core/model/action.h"
#include "core/model/letter.h"
#include "core/model/outcome.h"

enum severity { SEVERITY_INFO, SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH, SEVERITY_CRITICAL };

enum incident_kind {
    KIND_PASSWORD_SPRAY,
    KIND_BRUTE_FORCE,
    KIND_CREDENTIAL_STUFFING,
    KIND_USER_ENUMERATION,
    KIND_ACCOUNT_TAKEOVER,
    KIND_MFA_FATIGUE,
    KIND_STALE_CREDENTIAL,
    KIND_DATA_THEFT,
    KIND_RANSOMWARE,
    KIND_PHISHING,
    KIND_RECRUITER_LURE,
    KIND_HEALTH_IMPERSONATION,
    KIND_MALICIOUS_ATTACHMENT,
    KIND_COUNT,
};

enum access_outcome {
    ACCESS_TRIED,
    ACCESS_PASSWORD_KNOWN,
    ACCESS_GOT_IN,
    ACCESS_DELIVERED, /* of mail: it lay in the mailbox */
    ACCESS_HELD,
    ACCESS_OPENED,
    ACCESS_ANSWERED,
    ACCESS_OUTCOMES
};

/* How bad it is: held, delivered, opened, tried, answered, password known, got in, from 0 on. */
int access_rank(enum access_outcome outcome);
bool access_is_mail(enum access_outcome outcome);

const char *severity_name(enum severity severity);
bool severity_from_name(struct slice name, enum severity *ret);
const char *kind_name(enum incident_kind kind);           /* "password-spray" */
const char *kind_title(enum incident_kind kind);          /* "Password spray" */
const char *access_outcome_name(enum access_outcome out); /* "got-in" */

/* Of a success that travellers make too: nats by which the campaign is likelier, by what they come from. */
struct check_parts {
    double network, hour, day, account, place;
    double member; /* at an address that takes part */
};

/* An account at a source, as the attempts of an incident tell of it. */
struct tried {
    const char *account;
    struct ip_addr source;
    uint32_t attempts, right; /* right: passwords */
    time_us first, last;
    bool missing; /* no such account here */
};

/* One account or one source of an incident, looked at by itself. */
struct narrowed {
    const struct incident_account *account; /* NULL: all */
    const struct incident_source *source;   /* NULL: all */
    struct tried *tried;                    /* by attempts, then first */
    size_t tried_count;
    char *agent;               /* of most of its attempts; "" where none is told */
    uint64_t agent_everywhere; /* of the whole incident, with that agent */
    uint32_t neighbours;       /* SOURCE: other sources of the incident in its network */
    uint32_t elsewhere;        /* SOURCE: of its accounts, those that other sources of it tried too */
};

struct incident_account {
    const char *name; /* or its pseudonym */
    uint32_t id;      /* the interner's, of this run */
    enum access_outcome outcome;
    bool check;                            /* a success that travellers could have made too: please check */
    double check_rank;                     /* of those: whom to ask first, 0..1; no probability */
    const struct check_parts *check_parts; /* of those; NULL else */
    bool missing;                          /* no such account here */
    bool emergency;                        /* configured as break_glass */
    uint32_t attempts;
    time_us first, last;
    time_us at;          /* of the decisive sign-in, or of that to check; TIME_NONE when only tried */
    struct ip_addr from; /* of that sign-in */
};

struct incident_source {
    struct ip_addr key; /* ip_source_key form */
    uint32_t attempts, accounts, successes;
    uint32_t people;     /* accounts that ever signed in from there, the attacker's successes among them */
    uint32_t asn;        /* 0 unknown */
    char country[3];     /* "" unknown */
    const char *network; /* who runs it, "" unknown */
    uint32_t acts;       /* things done from there */
    double probability;  /* that it takes part, 0..1 */
    time_us first, last;
};

struct incident_reason {
    const char *feature; /* "unexplained-failures" */
    double value, baseline;
    bool has_baseline;
    const char *unit;     /* "per hour" */
    double nats;          /* what it adds to the evidence: ln of how much likelier an attack makes it */
    double weight;        /* share of the evidence, 0..1; of all reasons at most 1 in sum */
    const char *text;     /* the sentence */
    const char *how;      /* how value and baseline are counted, so that a person can count again */
    const uint32_t *rows; /* which of the incident's evidence shows it, some of them */
    size_t rows_count;
};

/* What was done with an account in hands that are not its holder's. */
struct incident_act {
    time_us time, last;
    const char *account;
    enum action action;
    const char *object;    /* "" when none is told; any bytes: an attacker chose it */
    struct ip_addr source; /* none: not told */
    uint32_t count;
    bool done;     /* false: it was refused */
    uint32_t row;  /* index of its evidence; ACT_NO_ROW */
    uint32_t cell; /* for those who put the incident together */
};

#define ACTS_SHOWN 1000u
#define ACT_NO_ROW UINT32_MAX

#define CLIENTS_MAX 50u
#define UNSEEN_MAX 12u

struct incident_counter {
    const char *feature, *text;
};

struct incident_playbook {
    const char *name;
    double similarity;                       /* 0..1 */
    const char **for_, **against, **unknown; /* NULL-terminated lists */
    double nats;         /* how much likelier its manner makes this than anybody's would */
    uint32_t told, fits; /* bits: features that the log tells; of those, that fit */
};

/* One message of an incident; texts may hold any bytes: an attacker chose them. */
struct incident_message {
    const char *id, *from, *from_name, *reply_to, *subject, *message_id;
    time_us time;
    double score;
    enum verdict_kind verdict;
    enum lure lure;
    uint32_t recipients;
    uint32_t row; /* index of its evidence; ACT_NO_ROW */
    bool answered;
};

/* What the messages of an incident have in common, and what is to be looked for elsewhere. */
struct incident_mark {
    enum mark_kind kind;
    const char *text;
    uint32_t messages;
};

#define MESSAGES_SHOWN 10000u
#define INCIDENT_MARKS 100u

enum evidence_role { EVIDENCE_OPENING, EVIDENCE_DECIDING, EVIDENCE_SAMPLE };

const char *evidence_role_name(enum evidence_role role); /* "opening" */

struct incident_evidence {
    uint32_t file;   /* index of the input */
    uint64_t line;   /* 1-based */
    uint64_t offset; /* of the row in the unpacked input */
    uint32_t length;
    enum evidence_role role;
    /* filled when printed: */
    const char *file_name;
    char sha256[65]; /* "" when the row could not be read again, or is */
    bool withheld;   /* the hash of a row of few unknowns tells the name to whoever tries all names */
    time_us time;
    const char *account;
    struct ip_addr source;
    enum outcome outcome;
    enum action action;  /* ACTION_NONE: a sign-in */
    const char *message; /* its id; NULL: it is no message */
};

/* What the attempts were made with, as the log tells it; "" where it does not. */
struct incident_client {
    const char *agent, *application, *protocol;
    uint32_t attempts; /* of the incident */
    uint32_t people;   /* successes here with the same three */
};

/* One kind of thing that happened, an hour each; what a timeline draws side by side. */
enum timeline_lane {
    LANE_ATTEMPTS,
    LANE_LOCKED,  /* the account was locked, or the address blocked */
    LANE_STOPPED, /* the password was right: a second factor, a policy or an expiry stopped it */
    LANE_OK,      /* signed in */
    LANE_DONE,    /* something was done with an account that is in other hands */
    LANE_MAIL,    /* a message came */
    LANES
};

enum timeline_lane lane_of(enum outcome outcome); /* beside that of attempts, on which all are */
const char *lane_name(enum timeline_lane lane);   /* "signed in" */

/* One cell of the account-by-time matrix: what happened to an account on a day. */
struct matrix_cell {
    uint32_t attempts;
    uint8_t worst; /* 0 none, 1 tried, 2 locked, 3 password known, 4 got in */
};

#define INCIDENT_ID_MAX 20

struct incident {
    char id[INCIDENT_ID_MAX]; /* "INC-7K2Q9F3MX2" */
    enum incident_kind kind;
    enum severity severity;
    enum access_outcome outcome;
    const char *title;
    const char *organisation; /* "" when none is known */
    time_us first_seen, last_seen, opened_at;
    uint64_t attempts;
    struct incident_account *accounts; /* got-in first, then password-known, then by attempts, name */
    size_t accounts_count, accounts_total;
    struct incident_source *sources; /* by attempts, then address */
    size_t sources_count, sources_total;
    struct incident_act *acts; /* by time */
    size_t acts_count, acts_total;
    struct incident_message *messages; /* by time, then id; at most MESSAGES_SHOWN */
    size_t messages_count, messages_total;
    struct incident_mark *marks; /* by messages falling, then kind, then text; at most INCIDENT_MARKS */
    size_t marks_count;
    struct incident_client *clients; /* by attempts, then first seen; at most CLIENTS_MAX */
    size_t clients_count, clients_total;
    struct incident_reason *reasons;
    size_t reasons_count;
    struct incident_counter *counters;
    size_t counters_count;
    struct incident_playbook *playbooks;
    size_t playbooks_count;
    const char **techniques; /* NULL-terminated */
    struct incident_evidence *evidence;
    size_t evidence_count;
    const char **do_now;    /* NULL-terminated, ordered */
    const char **benign_if; /* NULL-terminated: what would make it benign */
    const char *alarm;      /* what opened it, and the level that this had to pass */
    const char **unseen;    /* NULL-terminated, with room for UNSEEN_MAX: what these logs cannot tell of it */
    /* attempts per day for the spark line and the matrix; day 0 is that of first_seen (UTC) */
    uint32_t *per_hour;    /* attempts per hour from first_seen's hour */
    uint32_t *lane[LANES]; /* the same by lane; lane[LANE_ATTEMPTS] is per_hour; NULL: nothing on it */
    size_t hours;
    size_t matrix_days;         /* columns; 0 when none was kept */
    size_t matrix_rows;         /* = min(accounts_count, 200), in the order of accounts */
    struct matrix_cell *matrix; /* rows x days */
    struct matrix_cell *clock;  /* rows x 24: the same by hour of the day (UTC); NULL when none was kept */
    const char *places;         /* database that told network and country of sources; NULL: the log alone */
    double expected_impurity;   /* share of listed sources that do not belong, 0..1 */
    uint32_t networks;          /* distinct /16 (IPv4) or /32 (IPv6) among the sources */
    uint32_t max_tries_per_account_day;
};

/* Is it of messages alone: no sign-in belongs to it? */
bool incident_is_mail(const struct incident *inc);

/* An emergency account was used, by whom no log tells: it may have been its holder. */
bool incident_is_use(const struct incident *inc);

/* How many accounts of one's own are at home at a source: who was taken from there is not counted
 * (of more than a thousand taken, the first thousand). */
uint32_t incident_own_people(const struct incident *inc, const struct incident_source *source);

/* What the whole run saw; the screen for "nothing found" is made of it. */
struct summary {
    time_us first, last; /* of sign-ins; TIME_NONE when there were none */
    uint64_t inputs, lines, signins, successes, failures, explained, duplicates;
    uint64_t irrelevant, context, unparsed, oversize, late;
    uint64_t accesses; /* what was done with accounts, beside signins */
    uint64_t messages, messages_phish, messages_suspicious, messages_unscannable;
    time_us mail_first, mail_last; /* TIME_NONE when there were none */
    uint64_t accounts, accounts_with_success, sources, organisations;
    double days;
    bool cold_start;        /* less than two weeks were seen */
    bool only_failures;     /* an export that was filtered: nothing can be explained */
    double visible_per_day; /* a spray slower than this many accounts a day cannot be seen here */
    uint64_t evictions;     /* of capped tables */
    uint64_t problems;      /* inputs that could not be read, or not to their end */
    uint64_t hidden;        /* incidents that the options left out */
    bool interrupted;       /* only a part was read */
    const char *places;     /* database that told networks and countries, with its date; NULL: none did */
    const struct ledger *ledger; /* what became of the lines by format and program; NULL: not told */
};

struct sightings; /* core/model/sighting.h */
struct ledger;    /* core/model/ledger.h */

struct incidents {
    struct incident *at; /* by severity falling, then opened_at, then id */
    size_t count;
    struct summary summary;
    const struct sightings *sightings; /* of known badness; NULL when nobody asked */
    void *memory;                      /* owned */
};

void incidents_free(struct incidents *incidents);

/* One more thing that the logs cannot tell of it, when there is room; the text must outlive it. */
void incident_add_unseen(struct incident *incident, const char *text);
