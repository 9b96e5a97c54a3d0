/* letter.c - the frame of every letter. */
#include "core/view/letter.h"

#include <stdio.h>

#include "core/view/letter_inside.h"

static const struct {
    const char *name, *title;
    enum tlp tlp;
    void (*write)(struct paper *p, const struct matter *m);
} letters[LETTERS] = {
    [LETTER_PERSON] = { "person", "To the people concerned", TLP_AMBER_STRICT, letter_person },
    [LETTER_ADMIN] = { "admin", "To the administrator", TLP_AMBER_STRICT, letter_admin },
    [LETTER_CERT] = { "cert", "To the CERT", TLP_AMBER, letter_cert },
    [LETTER_MANAGEMENT] = { "management", "To the management", TLP_AMBER_STRICT, letter_management },
};

const char *letter_name(enum letter_to to)
{
    return letters[to < LETTERS ? to : LETTER_ADMIN].name;
}

bool letter_from_name(struct slice name, enum letter_to *ret)
{
    for (int i = 0; i < LETTERS; i++)
        if (slice_eq(name, text(letters[i].name))) {
            *ret = (enum letter_to)i;
            return true;
        }
    return false;
}

enum tlp letter_tlp(enum letter_to to)
{
    return letters[to < LETTERS ? to : LETTER_ADMIN].tlp;
}

void letter_paper(struct paper *p, enum letter_to to, const struct matter *m)
{
    char mark[TLP_MARK_MAX], title[96];
    int which = to < LETTERS ? (int)to : LETTER_ADMIN;
    (void)snprintf(title, sizeof title, "PREVIEW, not sent: %s: %s", letters[which].title, m->inc->id);
    paper_begin(p, title, matter_mark(m, mark));
    letters[which].write(p, m);
    paper_end(p);
}
