/* technique.c - the table of techniques. */
#include "core/model/technique.h"

#include <stdio.h>

static const struct tactic credentials = { "TA0006", "Credential Access", "credential-access" },
                           recon = { "TA0043", "Reconnaissance", "reconnaissance" },
                           initial = { "TA0001", "Initial Access", "initial-access" },
                           persistence = { "TA0003", "Persistence", "persistence" },
                           escalation = { "TA0004", "Privilege Escalation", "privilege-escalation" },
                           stealth = { "TA0005", "Stealth", "stealth" };

enum { BRUTE_FORCE, IDENTITY }; /* parents stand first */

static const struct technique techniques[] = {
    [BRUTE_FORCE] = { "T1110", "Brute Force", NULL, { &credentials },
            "attack-pattern--a93494bb-4b80-4ea1-8695-3236a49916fd" },
    [IDENTITY] = { "T1589", "Gather Victim Identity Information", NULL, { &recon },
            "attack-pattern--5282dd9a-d26d-4e16-88b7-7c0f4553daf4" },
    { "T1110.001", "Password Guessing", &techniques[BRUTE_FORCE], { &credentials },
            "attack-pattern--09c4c11e-4fa1-4f8c-8dad-3cf8e69ad119" },
    { "T1110.003", "Password Spraying", &techniques[BRUTE_FORCE], { &credentials },
            "attack-pattern--692074ae-bb62-4a5e-a735-02cb6bde458c" },
    { "T1110.004", "Credential Stuffing", &techniques[BRUTE_FORCE], { &credentials },
            "attack-pattern--b2d03cea-aec1-45ca-9744-9ee583c1e1cc" },
    { "T1589.002", "Email Addresses", &techniques[IDENTITY], { &recon },
            "attack-pattern--69f897fd-12a9-4c89-ad6a-46d2f3c38262" },
    { "T1078", "Valid Accounts", NULL, { &initial, &persistence, &escalation, &stealth },
            "attack-pattern--b17a1a56-e99c-403c-8948-561df0cffe81" },
    { "T1621", "Multi-Factor Authentication Request Generation", NULL, { &credentials },
            "attack-pattern--954a1639-f2d6-407d-aef3-4917622ca493" },
};

const struct technique *technique_named(const char *id)
{
    for (size_t i = 0; i < sizeof techniques / sizeof techniques[0]; i++)
        if (strcmp(techniques[i].id, id) == 0)
            return &techniques[i];
    return NULL;
}

const char *technique_url(const struct technique *t, char buf[TECHNIQUE_URL_MAX])
{
    const char *sub = strchr(t->id, '.');
    int head = sub ? (int)(sub - t->id) : (int)strlen(t->id);
    snprintf(buf, TECHNIQUE_URL_MAX, "https://attack.mitre.org/techniques/%.*s/%s%s", head, t->id,
            sub ? sub + 1 : "", sub ? "/" : "");
    return buf;
}
