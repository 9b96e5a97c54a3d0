/* books.c - the list of playbooks, and one in full. */
#include "core/view/books.h"

#include "core/model/playbook.h"
#include "core/view/paint.h"

#define NAME_COLUMN 22u

static void column(struct out *out, const struct screen *s, const char *name)
{
    paint(out, s, BOLD, name);
    out_printf(out, "%*s", (int)(NAME_COLUMN - strlen(name)), "");
}

void view_playbooks(struct out *out, const struct screen *s)
{
    for (const struct playbook *book = playbooks; book->name != NULL; book++) {
        column(out, s, book->name);
        paint_wrapped(out, s, NAME_COLUMN, NAME_COLUMN, book->title);
        out_printf(out, "%*s", (int)NAME_COLUMN, "");
        paint_wrapped(out, s, NAME_COLUMN, NAME_COLUMN, book->actor);
    }
    out_text(out, "\n");
    paint_wrapped(out, s, 0, 0,
            "A match is a likeness to published behaviour, never an attribution. cordon playbooks NAME shows "
            "one.");
}

/* Each line of `lines` as a paragraph behind a dash. */
static void items(struct out *out, const struct screen *s, const char *heading, const char *lines)
{
    struct slice rest = text(lines);
    if (rest.len > 0)
        paint_heading(out, s, BOLD, 0, heading);
    while (rest.len > 0) {
        struct slice line = slice_first(rest, slice_find(rest, '\n'));
        struct out said = { 0 };
        out_bytes(&said, line);
        out_text(out, "  - ");
        paint_wrapped(out, s, 4, 4, paint_text(&said));
        out_done(&said);
        rest = slice_skip(rest, line.len + 1);
    }
}

/* "a" or "b": the parts of a list as a person reads them. */
static void any_of(struct out *said, const char *any)
{
    struct slice rest = text(any);
    for (const char *between = ""; rest.len > 0; between = " or ") {
        struct slice part = slice_first(rest, slice_find(rest, '|'));
        bool at_end = part.len > 0 && part.at[part.len - 1] == '$';
        out_printf(said, "%s\"%.*s\"%s", between, (int)(part.len - at_end), part.at,
                at_end ? " at its end" : "");
        rest = slice_skip(rest, part.len + 1);
    }
}

static void ranges(struct out *said, const struct playbook_feature *ft)
{
    const double no_end = 1e8;
    out_text(said, "fits: ");
    if (strcmp(ft->name, "service") == 0)
        out_text(said, "a log of cloud sign-ins");
    else if (ft->any != NULL) {
        out_printf(said, "a share of at least %g has ", ft->min);
        any_of(said, ft->any);
    } else if (strcmp(ft->name, "window") == 0)
        out_printf(said, "a share of at least %g inside", ft->min);
    else if (ft->max > no_end)
        out_printf(said, "at least %g", ft->min);
    else
        out_printf(said, "%g to %g", ft->min, ft->max);
    if (ft->or_max > 0)
        out_printf(said, ", or %g to %g", ft->or_min, ft->or_max);
}

static void weights(struct out *said, const struct playbook_feature *ft)
{
    if (ft->weight > 0)
        out_printf(said, "weight: %+.1f when it fits, %+.1f when not", playbook_nats(ft, true),
                playbook_nats(ft, false));
    else
        out_text(said, "weight: none, but not to know it makes the likeness smaller");
    if (ft->must)
        out_text(said, "; essential");
    if (ft->weight > 0)
        out_printf(said, "; anybody has it in %.0f of 100 campaigns%s", ft->usual * 100,
                ft->assumed ? ", an estimate" : "");
}

static bool is_told(const struct playbook_feature *ft)
{
    static const char *const never[] = { "tor", "exits", "residential" };
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (strcmp(ft->name, never[i]) == 0)
            return false;
    return true;
}

static void one_feature(
        struct out *out, const struct screen *s, const struct playbook_feature *ft, bool is_null)
{
    struct out fit = { 0 }, weight = { 0 };
    out_text(out, "  ");
    column(out, s, ft->name);
    paint_wrapped(out, s, NAME_COLUMN + 2, NAME_COLUMN + 2, ft->published != NULL ? ft->published : "");
    if (is_told(ft))
        ranges(&fit, ft);
    else
        out_text(&fit, "no log tells it");
    if (is_null)
        out_text(&weight, "weight: none, it is said in words alone");
    else
        weights(&weight, ft);
    out_printf(out, "%*s", (int)NAME_COLUMN + 2, "");
    paint_wrapped(out, s, NAME_COLUMN + 2, NAME_COLUMN + 4, paint_text(&fit));
    out_printf(out, "%*s", (int)NAME_COLUMN + 2, "");
    paint_wrapped(out, s, NAME_COLUMN + 2, NAME_COLUMN + 4, paint_text(&weight));
    out_done(&fit);
    out_done(&weight);
}

bool view_playbook(struct out *out, const char *name, const struct screen *s)
{
    const struct playbook *book = playbooks;
    while (book->name != NULL && strcmp(book->name, name) != 0)
        book++;
    if (book->name == NULL)
        return false;
    paint_heading(out, s, BOLD, 0, book->title);
    paint_wrapped(out, s, 0, 0, book->summary);
    out_text(out, "\nactor: ");
    paint_wrapped(out, s, 7, 2, book->actor);
    items(out, s, "sources", book->sources);
    paint_heading(out, s, BOLD, 0, "features: what is published, where an incident fits, what that adds");
    for (size_t i = 0; i < playbook_features(book); i++)
        one_feature(out, s, &book->features[i], strcmp(name, "generic") == 0);
    items(out, s, "not published", book->unpublished);
    out_text(out, "\n");
    paint_wrapped(out, s, 0, 0, "A match is a likeness to published behaviour, never an attribution.");
    return true;
}
