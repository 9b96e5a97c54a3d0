/* family.c - the families of sources, in the order of their listing. */
#include "core/parse/family.h"

static const struct {
    const char *name, *title, *page;
} table[FAMILY_COUNT] = {
    [FAMILY_OTHER] = { "other", "Others", "docs/sources/README.md" },
    [FAMILY_ENTRA] = { "entra", "Entra ID sign-ins", "docs/sources/entra.md" },
    [FAMILY_M365] = { "m365", "Microsoft 365", "docs/sources/microsoft-365.md" },
    [FAMILY_WINDOWS] = { "windows", "Windows and its servers", "docs/sources/windows.md" },
    [FAMILY_IDENTITY] = { "identity", "Other identity providers and clouds",
            "docs/sources/identity-providers.md" },
    [FAMILY_VPN] = { "vpn", "VPN and remote access", "docs/sources/vpn.md" },
    [FAMILY_MAIL] = { "mail", "Mail servers", "docs/sources/mail.md" },
    [FAMILY_LINUX] = { "linux", "Linux, Unix and SSH", "docs/sources/linux.md" },
    [FAMILY_FILES] = { "files", "File servers", "docs/sources/files.md" },
    [FAMILY_MESSAGES] = { "messages", "Messages", "docs/sources/messages.md" },
};

const char *family_name(enum family family)
{
    return table[family < FAMILY_COUNT ? family : FAMILY_OTHER].name;
}

const char *family_title(enum family family)
{
    return table[family < FAMILY_COUNT ? family : FAMILY_OTHER].title;
}

const char *family_page(enum family family)
{
    return table[family < FAMILY_COUNT ? family : FAMILY_OTHER].page;
}

const char *gives_says(enum gives gives)
{
    static const char *const says[] = { "sign-ins", "sign-ins and what is done with accounts",
        "what is done with accounts", "messages" };
    return says[gives <= GIVES_MESSAGES ? gives : GIVES_SIGNINS];
}
