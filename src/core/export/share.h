/* share.h - what the forms that are given away have in common: which sources are told, and how without names.
 *
 * Layer   core/export. Pure.
 * Names   a title, a reason's sentence and advice may hold the names of accounts, chosen by people or by an
 *         attacker. Unless exporting.names is set nothing of them is written: sentences are made here, from
 *         numbers and from words of the tables.
 * Sources only those that very likely take part: whoever is handed the list blocks by it. What is left out
 *         is counted, and the export says how many and why.
 */
#pragma once

#include "core/base/uuid.h"
#include "core/export/export.h"

/* A bundle has about four objects a source; partners' servers refuse bodies of more than some megabytes. */
#define SHARE_SOURCES_MAX 500u
#define SHARE_ACCOUNTS_MAX 500u    /* with names: those that are more than tried, and those to check */
#define SHARE_SURE 0.9             /* a source that takes part less likely may be somebody's home */
#define SHARE_LIFE (30 * TIME_DAY) /* how long an address is worth blocking: it changes hands */
#define SHARE_TEXT_MAX 400u

struct share_pick {
    uint32_t at
            [SHARE_SOURCES_MAX]; /* in incident.sources: likeliest first, then most attempts, then address */
    size_t count, sure;          /* told, and fit to be told */
    size_t own, unsure,
            inside; /* left out: own people sign in there; others may be at home; private networks */
};

/* Those that are told at all: what is only worth knowing at home (a stale password) stays there. The most
 * severe stand first, so these are the first ones; the copy owns nothing. */
struct incidents share_told(const struct incidents *all);

void share_pick(const struct incident *inc, struct share_pick *ret);
/* Percent, for one source of a list of which a share is expected to be wrong; never quite sure. */
int share_confidence(const struct incident *inc, const struct incident_source *src);

/* The UUID of `name` within a space of Cordon's own; *out has failed when it cannot be computed. */
void share_uuid(struct out *out, const char *space, struct slice name, char buf[UUID_TEXT_MAX]);

/* Who exports, or a word for somebody who does not say. */
struct slice share_reporter(const struct exporting *x);
/* A name is one reporter, whoever exports it; without one it is told apart by its incident. */
void share_reporter_uuid(
        struct out *out, const struct exporting *x, const struct incident *inc, char buf[UUID_TEXT_MAX]);
/* The title when names may be told, else one of kind and numbers. */
const char *share_title(const struct incident *inc, const struct exporting *x, char buf[SHARE_TEXT_MAX]);
/* Line by line, into a text that the caller escapes. */
void share_reasons(struct out *text, const struct incident *inc, const struct exporting *x);
void share_left_out(struct out *text, const struct incident *inc, const struct share_pick *pick);
void share_advice(struct out *text, const struct incident *inc, const struct exporting *x);
void share_playbook(struct out *text, const struct incident_playbook *book);
void share_source(struct out *text, const struct incident_source *src);

/* Such a text without its last end of line. */
struct slice share_said(const struct out *text);

/* How many of the listed accounts ended so. */
size_t share_accounts(const struct incident *inc, enum access_outcome outcome);
/* Whether an account is one of those that are named when names may be told. */
bool share_names_account(const struct incident_account *account);

/* "2026-11-09T02:10:00.000Z": always three digits, and a year of four. */
void share_stamp(time_us t, char buf[TIME_TEXT_MAX]);
void put_stamp(struct out *out, const char *key, time_us t);
/* When a version of it was made: what it says is of then. */
time_us share_modified(const struct incident *inc);
