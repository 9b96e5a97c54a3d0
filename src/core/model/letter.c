/* letter.c - names of marks. */
#include "core/model/letter.h"

const char *mark_kind_name(enum mark_kind kind)
{
    static const char *const names[MARK_KINDS] = { "sender", "domain", "reply-to", "link", "file",
        "file-name", "subject", "address", "phone", "wallet" };
    return names[kind];
}
