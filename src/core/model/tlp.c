/* tlp.c - the five labels. */
#include "core/model/tlp.h"

#include <stdio.h>

static const struct {
    const char *name, *word, *other, *meaning;
} labels[TLP_COUNT] = {
    [TLP_CLEAR] = { "TLP:CLEAR", "clear", "white", "May be told to everybody." },
    [TLP_GREEN] = { "TLP:GREEN", "green", "green", "For the recipient's community, not for the public." },
    [TLP_AMBER] = { "TLP:AMBER", "amber", "amber",
            "For the recipient's organisation and its clients who need to know it." },
    [TLP_AMBER_STRICT] = { "TLP:AMBER+STRICT", "amber+strict", "amber-strict",
            "For those in the recipient's organisation who need to know it, and nobody else." },
    [TLP_RED] = { "TLP:RED", "red", "red", "For the eyes and ears of the individual recipients only." },
};

const char *tlp_name(enum tlp tlp)
{
    return labels[tlp < TLP_COUNT ? tlp : TLP_RED].name;
}

const char *tlp_meaning(enum tlp tlp)
{
    return labels[tlp < TLP_COUNT ? tlp : TLP_RED].meaning;
}

const char *tlp_mark(enum tlp tlp, char buf[TLP_MARK_MAX])
{
    (void)snprintf(buf, TLP_MARK_MAX, "%s. %s", tlp_name(tlp), tlp_meaning(tlp));
    return buf;
}

bool tlp_from_name(struct slice name, enum tlp *ret)
{
    if (name.len > 4 && slice_eq_nocase(slice_first(name, 4), LIT("TLP:")))
        name = slice_skip(name, 4);
    for (int i = 0; i < TLP_COUNT; i++)
        if (slice_eq_nocase(name, text(labels[i].word)) || slice_eq_nocase(name, text(labels[i].other))) {
            *ret = (enum tlp)i;
            return true;
        }
    return false;
}
