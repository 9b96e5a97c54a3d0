/* flow_new_years.c - years that stamps do not tell: all New Years are learned in one reading. */
#include <string.h>

#include "core/flow/stamp.h"
#include "tap.h"

#define ROWS 9

static time_us day(int year, int month, int d)
{
    struct civil c = { .year = year, .month = month, .day = d, .hour = 12 };
    return time_from_civil(&c);
}

static const struct {
    const char *name;
    int year; /* --year; 0: the file is of 1 March 2026 */
    int stamps[ROWS][2], years[ROWS];
    int shift;
} cases[] = {
    { "one year", 0, { { 12, 31 }, { 1, 1 }, { 2, 28 } }, { 2025, 2026, 2026 }, 0 },
    { "three New Years", 0,
            { { 4, 1 }, { 9, 1 }, { 1, 9 }, { 7, 1 }, { 12, 1 }, { 2, 1 }, { 7, 1 }, { 12, 1 }, { 2, 28 } },
            { 2023, 2023, 2024, 2024, 2024, 2025, 2025, 2025, 2026 }, 2 },
    { "29 February tells the year", 0, { { 2, 28 }, { 2, 29 }, { 8, 1 }, { 12, 1 }, { 3, 1 } },
            { 2024, 2024, 2024, 2024, 2025 }, 2 },
    { "a late line of last year", 0, { { 12, 31 }, { 1, 1 }, { 12, 31 }, { 1, 2 } },
            { 2025, 2026, 2025, 2026 }, 0 },
    { "a clock a day back", 0, { { 2, 27 }, { 2, 26 }, { 2, 28 } }, { 2026, 2026, 2026 }, 0 },
    { "later than the file by less than a day", 0, { { 2, 28 }, { 3, 1 } }, { 2026, 2026 }, 0 },
    { "--year is that of the newest", 2020, { { 3, 1 }, { 8, 1 }, { 12, 1 }, { 3, 1 } },
            { 2019, 2019, 2019, 2020 }, 1 },
};

static size_t fill(size_t i, struct record *records)
{
    size_t n = 0;
    memset(records, 0, ROWS * sizeof *records);
    for (; n < ROWS && cases[i].stamps[n][0] != 0; n++) {
        records[n].flags = STAMP_NO_YEAR;
        records[n].time = day(2000, cases[i].stamps[n][0], cases[i].stamps[n][1]);
    }
    return n;
}

static bool as_expected(size_t i, const struct record *records, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (records[k].time != day(cases[i].years[k], cases[i].stamps[k][0], cases[i].stamps[k][1]))
            return false;
    return true;
}

static void test_case(size_t i)
{
    struct record records[ROWS];
    struct flow_conf conf = { .year = cases[i].year };
    struct stamps whole = { .newest = day(2026, 3, 1) + TIME_DAY }, pieces = whole, again = whole;
    size_t n = fill(i, records);
    enum status st = stamps_resolve(&whole, &conf, records, n);

    OK(st == (cases[i].shift ? STATUS_AGAIN : STATUS_OK), cases[i].name);
    OK(whole.shift == cases[i].shift && as_expected(i, records, n), "read at once");
    (void)fill(i, records);
    for (size_t k = 0; k < n; k++)
        (void)stamps_resolve(&pieces, &conf, records + k, 1);
    OK(pieces.shift == cases[i].shift, "read on after the first New Year that was not foreseen");
    (void)fill(i, records);
    again.shift = pieces.shift;
    OK(stamps_resolve(&again, &conf, records, n) == STATUS_OK && as_expected(i, records, n), "read again");
}

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        test_case(i);
    return tap_done();
}
