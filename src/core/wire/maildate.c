/* maildate.c - words of a date, in either order. */
#include "core/wire/maildate.h"

#define WORDS_MAX 10u

struct words {
    struct slice at[WORDS_MAX];
    size_t count;
};

static bool is_gap(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
}

/* Words without comments; what stands behind ten of them is of no date. */
static void split(struct slice s, struct words *ret)
{
    unsigned depth = 0;
    ret->count = 0;
    for (size_t i = 0; i < s.len && ret->count < WORDS_MAX;) {
        if (s.at[i] == '(' || s.at[i] == ')') {
            depth = s.at[i] == '(' ? depth + 1 : depth > 0 ? depth - 1 : 0;
            i++;
        } else if (depth > 0 || is_gap(s.at[i])) {
            i++;
        } else {
            size_t end = i;
            while (end < s.len && !is_gap(s.at[end]) && s.at[end] != '(')
                end++;
            ret->at[ret->count++] = (struct slice){ s.at + i, end - i };
            i = end;
        }
    }
}

static int month_of(struct slice word)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (int m = 0; m < 12; m++)
        if (word.len >= 3 && slice_eq_nocase(slice_first(word, 3), (struct slice){ names + 3 * m, 3 }))
            return m + 1;
    return 0;
}

static bool number(struct slice word, uint64_t max, int *ret)
{
    uint64_t n;
    if (!slice_to_uint(word, max, &n))
        return false;
    *ret = (int)n;
    return true;
}

static bool year_of(struct slice word, struct civil *c)
{
    if (!number(word, 9999, &c->year) || word.len < 2)
        return false;
    if (word.len == 2) /* RFC 5322 4.3 */
        c->year += c->year < 50 ? 2000 : 1900;
    else if (word.len == 3)
        c->year += 1900;
    return c->year >= 1900;
}

/* "02:10" or "02:10:00" */
static bool clock_of(struct slice word, struct civil *c)
{
    struct slice hour, minute;
    if (!take_until(&word, LIT(":"), &hour) || !number(hour, 23, &c->hour))
        return false;
    if (take_until(&word, LIT(":"), &minute))
        return number(minute, 59, &c->minute) && word.len >= 2
                && number(slice_first(word, 2), 60, &c->second);
    return number(word, 59, &c->minute);
}

static time_us zone_of(struct slice word)
{
    static const struct {
        const char *name;
        int hours;
    } named[] = { { "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 },
        { "PST", -8 }, { "PDT", -7 }, { "CET", 1 }, { "CEST", 2 }, { "MET", 1 }, { "BST", 1 }, { "JST", 9 } };
    uint64_t n;
    if (word.len == 5 && (word.at[0] == '+' || word.at[0] == '-')
            && slice_to_uint(slice_skip(word, 1), 9959, &n)) {
        time_us east = (time_us)(n / 100) * TIME_HOUR + (time_us)(n % 100) * TIME_MINUTE;
        return word.at[0] == '-' ? -east : east;
    }
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (slice_eq_nocase(word, text(named[i].name)))
            return named[i].hours * TIME_HOUR;
    return 0;
}

static time_us finished(const struct civil *c, struct slice zone)
{
    time_us t = time_from_civil(c);
    return t == TIME_NONE ? t : t - zone_of(zone);
}

time_us maildate_read(struct slice value)
{
    struct words words;
    struct civil c = { 0 };
    const struct slice none = { NULL, 0 };
    split(slice_first(value, 200), &words);
    const struct slice *w = words.at;
    size_t n = words.count;
    if (n > 0 && !(w[0].at[0] >= '0' && w[0].at[0] <= '9') && month_of(w[0]) == 0) { /* the day's name */
        w++;
        n--;
    }
    if (n >= 4 && (c.month = month_of(w[0])) != 0) /* asctime; a zone may stand before the year */
        return number(w[1], 31, &c.day) && clock_of(w[2], &c)
                        && (year_of(w[3], &c) || (n > 4 && year_of(w[4], &c)))
                ? finished(&c, n > 4 ? w[w[3].at[0] >= '0' && w[3].at[0] <= '9' ? 4 : 3] : none)
                : TIME_NONE;
    if (n < 4 || !number(w[0], 31, &c.day) || (c.month = month_of(w[1])) == 0 || !year_of(w[2], &c)
            || !clock_of(w[3], &c))
        return TIME_NONE;
    return finished(&c, n > 4 ? w[4] : none);
}
