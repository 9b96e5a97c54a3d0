/* sightings.c - which indicators were here: when, how often, whom they touched. */
#include "core/view/sightings.h"

#include "core/view/paint.h"

#define SHOWN_MAX 20u
#define NAMES_MAX 6u
#define INCIDENTS_MAX 4u

static void put_files(struct out *said, const struct sightings *all)
{
    if (all->files_count == 1)
        paint_name(said, all->files[0]);
    else
        out_printf(said, "%zu files", all->files_count);
}

static void period(struct out *said, const struct screen *s, time_us first, time_us last)
{
    paint_period(said, s, first, last);
    out_printf(said, " %s", s->tz_name);
}

void sightings_head(const struct sightings *all, const struct screen *s, struct out *said)
{
    char n[32];
    if (all->count == 0) {
        out_text(said, all->asked == 1 ? "the one indicator from " : "none of the ");
        if (all->asked != 1)
            out_printf(said, "%s indicators from ", grouped(all->asked, n));
        put_files(said, all);
        out_text(said, all->asked == 1 ? " was not here" : " was here");
    } else {
        out_printf(said, "%s of ", grouped(all->count, n));
        paint_count(said, all->asked, "indicator", "indicators");
        out_text(said, " from ");
        put_files(said, all);
        out_text(said, all->count == 1 ? " was here" : " were here");
    }
    if (all->count == 0 && all->first != TIME_NONE) {
        out_text(said, " between ");
        paint_time_of_year(said, s, all->first);
        out_text(said, " and ");
        paint_time_of_year(said, s, all->last);
        out_printf(said, " %s", s->tz_name);
    }
}

static void heading(struct out *out, const struct sightings *all, const struct screen *s)
{
    struct out said = { 0 };
    sightings_head(all, s, &said);
    out_text(out, "\n");
    paint_heading(out, s, all->count > 0 ? YELLOW : BOLD, 1, paint_text(&said));
    out_done(&said);
}

/* What matters most stands first. */
static void put_outcomes(struct out *said, const struct sighting *one)
{
    static const enum outcome order[] = { OUTCOME_OK, OUTCOME_PASSWORD_OK_STOPPED, OUTCOME_MFA_DENIED,
        OUTCOME_BAD_PASSWORD, OUTCOME_NO_SUCH_ACCOUNT, OUTCOME_LOCKED, OUTCOME_DISABLED,
        OUTCOME_OTHER_FAILURE };
    char n[32];
    for (size_t i = 0, told = 0; i < sizeof order / sizeof order[0]; i++)
        if (one->outcomes[order[i]] > 0)
            out_printf(said, "%s%s %s", told++ ? ", " : "", grouped(one->outcomes[order[i]], n),
                    outcome_says(order[i]));
}

static void account_lines(struct out *out, const struct sighting *one, const struct screen *s)
{
    static const char *const labels[] = { "tried", "known", "entered" };
    for (int access = ACCESS_GOT_IN; access >= ACCESS_TRIED; access--) {
        struct out said = { 0 };
        size_t n = 0, more = 0;
        char number[32];
        for (size_t i = 0; i < one->accounts_count; i++) {
            if (one->accounts[i].outcome != (enum access_outcome)access)
                continue;
            if (n == NAMES_MAX) {
                more++;
                continue;
            }
            out_text(&said, n++ ? ", " : "");
            paint_name(&said, one->accounts[i].name);
        }
        if (access == ACCESS_TRIED) /* the worst are listed first, so what is not listed was tried at most */
            more += one->accounts_total - one->accounts_count;
        if (more > 0)
            out_printf(&said, "%s%s more", n > 0 ? " and " : "", grouped(more, number));
        if (n + more > 0)
            paint_labelled(out, s, labels[access], paint_text(&said));
        out_done(&said);
    }
}

static void incident_line(struct out *out, const struct sighting *one, const struct screen *s)
{
    struct out said = { 0 };
    size_t n = 0;
    while (one->incidents != NULL && one->incidents[n] != NULL) {
        if (n < INCIDENTS_MAX)
            out_printf(&said, "%s%s", n > 0 ? ", " : "", one->incidents[n]);
        n++;
    }
    if (n > INCIDENTS_MAX)
        out_printf(&said, " and %zu more", n - INCIDENTS_MAX);
    paint_labelled(out, s, "within", n > 0 ? paint_text(&said) : "none of the incidents");
    out_done(&said);
}

static void one_sighting(struct out *out, const struct sighting *one, const struct screen *s)
{
    struct out said = { 0 };
    char n[32];
    out_text(&said, one->kind);
    out_text(&said, " ");
    paint_name(&said, one->value);
    if (one->doubted)
        out_text(&said, " (its maker says: not for detection)");
    out_text(out, "\n   ");
    paint_wrapped(out, s, 3, 5, paint_text(&said));
    out_done(&said);
    period(&said, s, one->first, one->last);
    if (one->attempts > 0 || one->accesses == 0) {
        out_printf(
                &said, ", %s %s", grouped(one->attempts, n), one->attempts == 1 ? "attempt: " : "attempts: ");
        put_outcomes(&said, one);
    }
    if (one->accesses > 0)
        out_printf(&said, ", %s %s done with accounts", grouped(one->accesses, n),
                one->accesses == 1 ? "thing" : "things");
    paint_labelled(out, s, "seen", paint_text(&said));
    out_done(&said);
    account_lines(out, one, s);
    incident_line(out, one, s);
}

size_t sightings_note(const struct sightings *all, size_t i, struct out *said)
{
    const struct {
        uint64_t n;
        const char *one, *many, *what;
    } notes[] = {
        { all->bad, "entry was", "entries were", " not understood and not looked for: see the messages" },
        { all->foreign, "entry is", "entries are",
                " of a kind that no sign-in holds (files, hashes): not looked for" },
        { all->withdrawn, "entry was", "entries were", " taken back by the maker: not looked for" },
        { all->doubted, "indicator is", "indicators are",
                " not for detection, says the maker; looked for all the same" },
        { all->domains, "domain", "domains",
                " could be compared with the accounts' domains only, until mail is read" },
        { all->narrower, "IPv6 entry is", "IPv6 entries are",
                " narrower than a /64 and compared by the /64, as all sources are" },
        { all->unlisted, "attempt", "attempts",
                " of accounts beyond what is remembered: not among the names" },
    };
    while (i < sizeof notes / sizeof notes[0] && notes[i].n == 0)
        i++;
    if (i == sizeof notes / sizeof notes[0])
        return 0;
    paint_count(said, notes[i].n, notes[i].one, notes[i].many);
    out_text(said, notes[i].what);
    return i + 1;
}

static void notes(struct out *out, const struct sightings *all, const struct screen *s)
{
    struct out said = { 0 };
    bool first = all->count > 0;
    for (size_t i = 0; (i = sightings_note(all, i, &said)) != 0; said.len = 0) {
        out_text(out, first ? "\n" : "");
        paint_labelled(out, s, "note", paint_text(&said));
        first = false;
    }
    out_done(&said);
}

void view_sightings(struct out *out, const struct incidents *incidents, const struct screen *s)
{
    const struct sightings *all = incidents->sightings;
    if (all == NULL)
        return;
    heading(out, all, s);
    for (size_t i = 0; i < all->count && i < SHOWN_MAX; i++)
        one_sighting(out, &all->at[i], s);
    if (all->count > SHOWN_MAX)
        out_printf(out, "\n   and %zu more (--format jsonl)\n", all->count - SHOWN_MAX);
    notes(out, all, s);
}
