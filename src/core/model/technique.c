/* technique.c - the table of techniques. */
#include "core/model/technique.h"

#include <stdio.h>

static const struct tactic credentials = { "TA0006", "Credential Access", "credential-access" },
                           recon = { "TA0043", "Reconnaissance", "reconnaissance" },
                           initial = { "TA0001", "Initial Access", "initial-access" },
                           persistence = { "TA0003", "Persistence", "persistence" },
                           escalation = { "TA0004", "Privilege Escalation", "privilege-escalation" },
                           collection = { "TA0009", "Collection", "collection" },
                           discovery = { "TA0007", "Discovery", "discovery" },
                           impact = { "TA0040", "Impact", "impact" },
                           stealth = { "TA0005", "Stealth", "stealth" };

enum { BRUTE_FORCE, IDENTITY, MANIPULATION, MAIL, HIDE }; /* parents stand first */

static const struct technique techniques[] = {
    [BRUTE_FORCE] = { "T1110", "Brute Force", NULL, { &credentials },
            "attack-pattern--a93494bb-4b80-4ea1-8695-3236a49916fd" },
    [IDENTITY] = { "T1589", "Gather Victim Identity Information", NULL, { &recon },
            "attack-pattern--5282dd9a-d26d-4e16-88b7-7c0f4553daf4" },
    [MANIPULATION] = { "T1098", "Account Manipulation", NULL, { &persistence, &escalation },
            "attack-pattern--a10641f4-87b4-45a3-a906-92a149cb2c27" },
    [MAIL] = { "T1114", "Email Collection", NULL, { &collection },
            "attack-pattern--1608f3e1-598a-42f4-a01a-2e252e81728f" },
    [HIDE] = { "T1564", "Hide Artifacts", NULL, { &stealth },
            "attack-pattern--22905430-4901-4c2a-84f6-98243cb173f8" },
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
    { "T1087", "Account Discovery", NULL, { &discovery },
            "attack-pattern--72b74d71-8169-42aa-92e0-e7b04b9f5a08" },
    { "T1098.001", "Additional Cloud Credentials", &techniques[MANIPULATION], { &persistence, &escalation },
            "attack-pattern--8a2f40cf-8325-47f9-96e4-b1ca4c7389bd" },
    { "T1098.002", "Additional Email Delegate Permissions", &techniques[MANIPULATION],
            { &persistence, &escalation }, "attack-pattern--e74de37c-a829-446c-937d-56a44f0e9306" },
    { "T1098.003", "Additional Cloud Roles", &techniques[MANIPULATION], { &persistence, &escalation },
            "attack-pattern--2dbbdcd5-92cf-44c0-aea2-fe24783a6bc3" },
    { "T1098.005", "Device Registration", &techniques[MANIPULATION], { &persistence, &escalation },
            "attack-pattern--7decb26c-715c-40cf-b7e0-026f7d7cc215" },
    { "T1114.002", "Remote Email Collection", &techniques[MAIL], { &collection },
            "attack-pattern--b4694861-542c-48ea-9eb1-10d356e7140a" },
    { "T1114.003", "Email Forwarding Rule", &techniques[MAIL], { &collection },
            "attack-pattern--7d77a07d-02fe-4e88-8bd9-e9c008c01bf0" },
    { "T1136", "Create Account", NULL, { &persistence },
            "attack-pattern--e01be9c5-e763-4caf-aeb7-000b416aef67" },
    { "T1213", "Data from Information Repositories", NULL, { &collection },
            "attack-pattern--d28ef391-8ed4-45dc-bc4a-2f43abf54416" },
    { "T1486", "Data Encrypted for Impact", NULL, { &impact },
            "attack-pattern--b80d107d-fa0d-4b60-9684-b0433e8bdba0" },
    { "T1528", "Steal Application Access Token", NULL, { &credentials },
            "attack-pattern--890c9858-598c-401d-a4d5-c67ebcdd703a" },
    { "T1564.008", "Email Hiding Rules", &techniques[HIDE], { &stealth },
            "attack-pattern--0cf55441-b176-4332-89e7-2c4c7799d0ff" },
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
