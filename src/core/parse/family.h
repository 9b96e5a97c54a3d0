/* family.h - which kind of thing wrote a log, as the one who looks after it would say, and what it tells.
 *
 * Layer   core/parse: includes base only. Pure.
 * Adding  a family: a row in family.c and its page below docs/sources.
 */
#pragma once

enum family {
    FAMILY_OTHER = 0, /* a row that names none */
    FAMILY_ENTRA,     /* sign-ins of Entra ID */
    FAMILY_M365,      /* Microsoft 365: audit */
    FAMILY_WINDOWS,   /* Windows and its servers: domain controllers, RDP, NPS, AD FS, SQL Server */
    FAMILY_IDENTITY,  /* other identity providers and clouds */
    FAMILY_VPN,       /* VPN, remote access, RADIUS */
    FAMILY_MAIL,      /* mail servers and their web faces */
    FAMILY_LINUX,     /* Linux, Unix, SSH */
    FAMILY_FILES,     /* file servers */
    FAMILY_MESSAGES,  /* messages themselves */
    FAMILY_COUNT,
};

/* What its records tell. */
enum gives {
    GIVES_SIGNINS = 0,
    GIVES_BOTH,     /* sign-ins, and what is done with accounts afterwards */
    GIVES_ACCESSES, /* only that */
    GIVES_MESSAGES, /* neither */
};

const char *family_name(enum family family);  /* "vpn": for machines */
const char *family_title(enum family family); /* "VPN and remote access" */
const char *family_page(enum family family);  /* "docs/sources/vpn.md" */
const char *gives_says(enum gives gives);     /* "sign-ins and what is done with accounts" */
