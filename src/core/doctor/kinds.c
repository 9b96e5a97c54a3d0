/* kinds.c - kinds of events and whole exports that are not there beside those that are. */
#include "core/doctor/inside.h"

/* Sign-ins of Windows that make the absence of a kind of event no accident. */
#define WINDOWS_ENOUGH 200u
#define ENTRA_ENOUGH 50u
#define NPS_ENOUGH 100u

#define KERBEROS_HOW                                                                                     \
    "on every domain controller: auditpol /set /subcategory:\"Kerberos Authentication Service\" "        \
    "/success:enable /failure:enable, and the same for \"Kerberos Service Ticket Operations\" and "      \
    "\"Credential Validation\" (Group Policy: Advanced Audit Policy, Account Logon); then export 4768, " \
    "4769, "                                                                                             \
    "4771 and 4776 too"

static void windows(struct exam *x)
{
    uint64_t all = 0, ok = 0, bad = 0, ntlm_only = 0;
    for (size_t i = 0; i < x->sources_count; i++) {
        const struct cell *c = &x->sources[i];
        if (c->family != FAMILY_WINDOWS)
            continue;
        all += cell_signins(c);
        ok += c->ok[PROTO_KERBEROS];
        bad += c->bad[PROTO_KERBEROS];
        ntlm_only += c->ok[PROTO_NTLM] + c->bad[PROTO_NTLM];
    }
    struct out said = { 0 };
    if (all >= WINDOWS_ENOUGH && ok + bad == 0) {
        say_number(&said, all);
        out_text(&said, " sign-ins of Windows (");
        say_number(&said, ntlm_only);
        out_text(&said, " by NTLM), none by Kerberos (4768, 4771)");
        exam_add(x,
                &(struct telling_lack){ .check = "no-kerberos",
                        .grave = GRAVE_IMPORTANT,
                        .why = "in a domain passwords are checked by Kerberos: sprays and enumeration "
                               "against the "
                               "domain controllers never write a 4625",
                        .how = KERBEROS_HOW },
                "no Kerberos event of a domain controller", &said);
    } else if (ok >= WINDOWS_ENOUGH && bad == 0) {
        say_number(&said, ok);
        out_text(&said, " tickets granted (4768, 4769), none refused (4771, or 4768 with a failure code)");
        exam_add(x,
                &(struct telling_lack){ .check = "no-kerberos-failures",
                        .grave = GRAVE_IMPORTANT,
                        .why = "wrong passwords and names that do not exist are told by 4771 and by failed "
                               "4768 alone: "
                               "sprays against the domain controllers stay invisible",
                        .how = KERBEROS_HOW },
                "refused Kerberos tickets are not audited", &said);
    }
}

/* NPS tells who was let in and who was not by two events, each with a policy of its own. */
static void nps(struct exam *x)
{
    uint64_t ok = 0, bad = 0;
    struct out said = { 0 };
    for (size_t i = 0; i < x->sources_count; i++)
        if (x->sources[i].family == FAMILY_WINDOWS) {
            ok += x->sources[i].ok[PROTO_RADIUS];
            bad += x->sources[i].bad[PROTO_RADIUS];
        }
    if (ok < NPS_ENOUGH || bad > 0)
        return;
    say_number(&said, ok);
    out_text(&said, " granted by NPS (6272), none refused (6273)");
    exam_add(x,
            &(struct telling_lack){ .check = "no-nps-refusals",
                    .grave = GRAVE_IMPORTANT,
                    .why = "guessing at the VPN and the wireless network, which ask NPS, stays invisible",
                    .how = "on the NPS server: netsh nps set eventlog accept = enable reject = enable; "
                           "auditpol /set "
                           "/subcategory:\"Network Policy Server\" /success:enable /failure:enable" },
            "refusals of the Network Policy Server are not logged", &said);
}

/* Interactive and not: two exports of Entra ID. */
static void entra(struct exam *x)
{
    uint64_t all = 0, tokens = 0;
    struct out said = { 0 };
    for (size_t i = 0; i < x->sources_count; i++)
        if (cell_is(&x->sources[i], "entra")) {
            all += cell_signins(&x->sources[i]);
            tokens += x->sources[i].tokens;
        }
    if (all < ENTRA_ENOUGH || (tokens > 0 && tokens < all))
        return;
    bool none = tokens == all;
    say_number(&said, all);
    out_text(&said, " sign-ins, ");
    out_text(&said, none ? "none of them interactive" : "all of them interactive");
    exam_add(x,
            &(struct telling_lack){ .check = none ? "no-interactive" : "no-non-interactive",
                    .grave = GRAVE_IMPORTANT,
                    .why = none ? "sign-ins of people at a browser, where most passwords are guessed, are "
                                  "not there"
                                : "old protocols (IMAP, SMTP, ROPC), by which passwords are guessed past the "
                                  "second "
                                  "factor, and stolen tokens are in the non-interactive sign-ins alone",
                    .how = "Entra admin center, Monitoring & health, Sign-in logs: tabs User sign-ins "
                           "(interactive) "
                           "and User sign-ins (non-interactive), Download each; or Diagnostic settings: "
                           "SignInLogs and "
                           "NonInteractiveUserSignInLogs" },
            none ? "no interactive sign-ins of Entra ID" : "no non-interactive sign-ins of Entra ID", &said);
}

/* ---- whole exports ---- */

static const struct export
{
    const char *check, *what, *why, *how;
    enum grave grave;
    unsigned beside;  /* families of which one is there */
    unsigned missing; /* of which none is */
    bool accesses;    /* ... with what is done with accounts */
}
exports[] = {
    { "no-audit", "no Microsoft 365 audit log beside the sign-ins",
            "what an intruder does after the door (a rule that hides mail, forwarding, consent, mass "
            "download) stays "
            "invisible",
            "Microsoft Purview portal, Audit, Search, Export; or Search-UnifiedAuditLog; mailbox auditing "
            "must be on: "
            "Get-OrganizationConfig | fl AuditDisabled",
            GRAVE_IMPORTANT, 1u << FAMILY_ENTRA, 1u << FAMILY_M365, true },
    { "no-entra-signins", "no Entra ID sign-in log beside the Microsoft 365 audit log",
            "the audit log tells sign-ins late, and without second factor, client and most refusals",
            "Entra admin center, Monitoring & health, Sign-in logs, Download (interactive and "
            "non-interactive)",
            GRAVE_WORTH, 1u << FAMILY_M365, 1u << FAMILY_ENTRA, false },
    { "no-directory", "no log of a directory beside the VPN",
            "whether a password that was guessed at the VPN was used elsewhere stays invisible, and so does "
            "guessing at "
            "the directory itself",
            "the security logs of the domain controllers (4625, 4768, 4771, 4776), or the sign-in log of "
            "your "
            "identity provider: cordon formats lists them",
            GRAVE_WORTH, 1u << FAMILY_VPN,
            1u << FAMILY_WINDOWS | 1u << FAMILY_ENTRA | 1u << FAMILY_IDENTITY | 1u << FAMILY_M365, false },
    { "no-directory", "no log of a directory beside the mail server",
            "whether a password that was guessed at the mail server was used elsewhere stays invisible",
            "the security logs of the domain controllers (4625, 4768, 4771, 4776), or the sign-in log of "
            "your "
            "identity provider: cordon formats lists them",
            GRAVE_NOTE, 1u << FAMILY_MAIL,
            1u << FAMILY_WINDOWS | 1u << FAMILY_ENTRA | 1u << FAMILY_IDENTITY | 1u << FAMILY_M365
                    | 1u << FAMILY_VPN,
            false },
};

static bool has_any(const struct exam *x, unsigned families, bool accesses)
{
    for (int f = 0; f < FAMILY_COUNT; f++)
        if ((families & 1u << f) && (accesses ? x->has_access[f] : x->has[f] || x->has_access[f]))
            return true;
    return false;
}

static uint64_t signins_of(const struct exam *x, unsigned families)
{
    uint64_t n = 0;
    for (size_t i = 0; i < x->sources_count; i++)
        if (families & 1u << x->sources[i].family)
            n += cell_signins(&x->sources[i]) + x->sources[i].accesses;
    return n;
}

static void whole_exports(struct exam *x)
{
    for (size_t i = 0; i < sizeof exports / sizeof exports[0]; i++) {
        const struct export *e = &exports[i];
        struct out said = { 0 };
        if (!has_any(x, e->beside, false) || has_any(x, e->missing, e->accesses))
            continue;
        say_number(&said, signins_of(x, e->beside));
        out_text(&said, " records beside it, and none of that kind");
        exam_add(x,
                &(struct telling_lack){ .check = e->check, .grave = e->grave, .why = e->why, .how = e->how },
                e->what, &said);
    }
}

void check_kinds(struct exam *x)
{
    windows(x);
    nps(x);
    entra(x);
    whole_exports(x);
}
