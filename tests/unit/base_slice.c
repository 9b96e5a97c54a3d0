/* base_slice.c - pieces are found, compared and taken; a failure takes nothing. */
#include "help.h"

static const struct {
    const char *name, *in;
    uint64_t max;
    bool ok;
    uint64_t val;
    const char *rest;
} numbers[] = {
    { "plain", "22 ssh2", 65535, true, 22, " ssh2" },
    { "at the limit", "65535", 65535, true, 65535, "" },
    { "over the limit", "65536", 65535, false, 0, "65536" },
    { "leading zeros", "007x", 9, true, 7, "x" },
    { "the largest", "18446744073709551615", UINT64_MAX, true, UINT64_MAX, "" },
    { "wraps", "18446744073709551616", UINT64_MAX, false, 0, "18446744073709551616" },
    { "wraps far", "99999999999999999999", UINT64_MAX, false, 0, "99999999999999999999" },
    { "over 20 digits", "000000000000000000001", 9, false, 0, "000000000000000000001" },
    { "a sign is none", "-1", 9, false, 0, "-1" },
    { "a space is none", " 1", 9, false, 0, " 1" },
    { "empty", "", 9, false, 0, "" },
};

static void test_number(size_t i)
{
    struct slice in = text(numbers[i].in);
    uint64_t val = 0;
    OK(take_uint(&in, numbers[i].max, &val) == numbers[i].ok, numbers[i].name);
    OK(val == numbers[i].val, "value");
    IS(in, numbers[i].rest, "rest");
}

static const struct {
    const char *name, *in, *stop;
    const char *first, *last; /* what stands before the stop; NULL: there is none */
} stops[] = {
    { "one", "bob from here", " from ", "bob", "bob" },
    { "a name forges it", "x from y from here", " from ", "x", "x from y" },
    { "at once", " from here", " from ", "", "" },
    { "at the end", "bob from ", " from ", "bob", "bob" },
    { "it overlaps itself", "aaaa", "aa", "", "aa" },
    { "cut short", "bob from", " from ", NULL, NULL },
    { "longer than all", "x", "xyz", NULL, NULL },
    { "empty", "", "x", NULL, NULL },
};

static void test_stop(size_t i)
{
    struct slice first = text(stops[i].in), last = first, got;
    OK(take_until(&first, text(stops[i].stop), &got) == (stops[i].first != NULL), stops[i].name);
    IS(stops[i].first ? got : first, stops[i].first ? stops[i].first : stops[i].in, "before the first");
    OK(take_until_last(&last, text(stops[i].stop), &got) == (stops[i].last != NULL), "the last");
    IS(stops[i].last ? got : last, stops[i].last ? stops[i].last : stops[i].in, "before the last");
}

static const struct {
    const char *name, *a, *b;
    int cmp;
    bool nocase;
} pairs[] = {
    { "equal", "abc", "abc", 0, true },
    { "case", "aBc", "AbC", 1, true },
    { "a prefix is less", "ab", "abc", -1, false },
    { "nothing is least", "", "a", -1, false },
    { "both nothing", "", "", 0, true },
    { "bytes are unsigned", "\xc3", "a", 1, false },
    { "only letters fold", "[", "{", -1, false },
    { "nor those beyond ASCII", "\xc3\x84", "\xc3\xa4", -1, false },
};

static void test_pair(size_t i)
{
    struct slice a = text(pairs[i].a), b = text(pairs[i].b);
    int there = slice_cmp(a, b), back = slice_cmp(b, a);
    OK((there > 0) - (there < 0) == pairs[i].cmp, pairs[i].name);
    OK((back > 0) - (back < 0) == -pairs[i].cmp, "and the other way");
    OK(slice_eq_nocase(a, b) == pairs[i].nocase, "without case");
}

static void test_ends(void)
{
    struct slice in = LIT("word next"), word, all = LIT("abc");
    IS(slice_trim(LIT(" \t a b\t ")), "a b", "blanks go at both ends, not within");
    IS(slice_trim(LIT(" \t ")), "", "nothing but blanks");
    size_t used;
    IS(slice_line(LIT("a b\nc"), &used), "a b", "a line ends before its LF");
    OK(used == 4, "... which is used");
    IS(slice_line(LIT("a\r\n"), &used), "a", "... and before its CR");
    OK(used == 3, "... both are");
    IS(slice_line(LIT("\r"), &used), "", "a line that is not ended yet may have its CR");
    OK(used == 1, "... and is used up");
    IS(slice_line(LIT(""), &used), "", "nothing is an empty line");
    OK(used == 0, "... of nothing");
    OK(slice_lines(LIT("")) == 0 && slice_lines(LIT("a\n\nb")) == 2, "ends of lines are counted, not lines");
    char many[700];
    memset(many, '\n', sizeof many);
    OK(slice_lines((struct slice){ many, sizeof many }) == 700, "more than a byte counts");
    OK(take_word(&in, &word) && slice_eq(word, LIT("word")), "a word ends before the space");
    OK(!take_word(&in, &word), "a space is no word");
    IS(slice_skip(all, SIZE_MAX), "", "skipping is clamped");
    IS(slice_first(all, SIZE_MAX), "abc", "so is cutting");
    OK(slice_starts(all, LIT("ab")) && !slice_starts(LIT("a"), LIT("ab")), "starts");
    OK(slice_ends(all, LIT("bc")) && !slice_ends(LIT("c"), LIT("bc")), "ends");
}

static void test_inside(void)
{
    const char bytes[8] = "abcdefg";
    struct slice whole = { bytes + 2, 4 };
    OK(slice_inside((struct slice){ bytes + 2, 4 }, whole), "the whole is within");
    OK(!slice_inside((struct slice){ bytes + 1, 2 }, whole), "what begins before is not");
    OK(!slice_inside((struct slice){ bytes + 3, 4 }, whole), "what ends behind is not");
    OK(!slice_inside((struct slice){ bytes + 3, SIZE_MAX }, whole), "nor what wraps");
}

static const struct {
    const char *name, *slip, *of;
    bool is;
} slips[] = {
    { "a letter more", "ada.zanekx", "ada.zanek", true },
    { "a letter less", "ada.zaek", "ada.zanek", true },
    { "another letter", "ada.zanel", "ada.zanek", true },
    { "two swapped", "ada.zanke", "ada.zanek", true },
    { "the same", "ada.zanek", "ada.zanek", true },
    { "three other letters", "ada.zaxyz", "ada.zanek", false },
    { "a name of a list", "oracle", "ada.zanek", false },
    { "two letters alike are too few", "adx", "adq", false },
    { "nothing", "", "ada", false },
};

static void test_slip(size_t i)
{
    OK(slice_is_slip(text(slips[i].slip), text(slips[i].of)) == slips[i].is, slips[i].name);
}

int main(void)
{
    uint64_t val;
    EACH(i, slips)
    test_slip(i);
    EACH(i, numbers)
    test_number(i);
    EACH(i, stops)
    test_stop(i);
    EACH(i, pairs)
    test_pair(i);
    test_ends();
    test_inside();
    OK(slice_to_uint(LIT("7"), 9, &val) && !slice_to_uint(LIT("7 "), 9, &val), "a number fills the slice");
    return tap_done();
}
