/* mbox.c - From lines, and what looks like one. */
#include "core/wire/mbox.h"

#define FROM_LINE_MAX 1000u     /* a longer line is none */
#define HEADER_MAX (64u * 1024) /* bytes in which Content-Length is looked for */

/* Is one of the words a day or month, or is there a clock or an ISO date? */
static bool is_date_word(struct slice word)
{
    static const char names[] = "MonTueWedThuFriSatSunJanFebMarAprMayJunJulAugSepOctNovDec";
    bool digits_only = word.len > 0;
    for (size_t i = 0; i < word.len; i++)
        digits_only &= (word.at[i] >= '0' && word.at[i] <= '9') || word.at[i] == ':' || word.at[i] == '-';
    if (digits_only)
        return slice_find(word, ':') < word.len || (word.len >= 8 && slice_find(word, '-') < word.len);
    struct slice three = slice_first(word, 3);
    for (size_t i = 0; i + 3 < sizeof names && word.len >= 3 && word.len <= 4; i += 3)
        if (slice_eq_nocase(three, (struct slice){ names + i, 3 }))
            return word.len == 3 || word.at[3] == ',';
    return false;
}

/* A clock must be among the words, or a date by ISO 8601: "From Mon 3 on" is prose. */
bool mbox_begins(struct slice line)
{
    struct slice in = line, word;
    unsigned words = 0, dates = 0, clocks = 0;
    if (line.len > FROM_LINE_MAX || !take_lit(&in, LIT("From ")))
        return false;
    while (in.len) {
        while (in.len && (in.at[0] == ' ' || in.at[0] == '\t'))
            in = slice_skip(in, 1);
        if (in.len == 0 || !take_word(&in, &word))
            break;
        dates += is_date_word(word);
        clocks += is_date_word(word) && word.at[0] >= '0' && word.at[0] <= '9';
        words++;
    }
    return words >= 2 && clocks >= 1 && (dates >= 2 || words == 2);
}

/* Is the line that begins at `at` preceded by an empty one? */
static bool behind_empty(struct slice in, size_t at)
{
    size_t before = at;
    if (before == 0 || in.at[before - 1] != '\n')
        return false;
    before--;
    before -= before > 0 && in.at[before - 1] == '\r';
    return before == 0 || in.at[before - 1] == '\n';
}

/* The line at `at`; *ret_whole: its end is there, or no more bytes come. */
static struct slice line_at(struct slice in, size_t at, bool is_last, size_t *ret_next, bool *ret_whole)
{
    size_t used;
    struct slice line = slice_line(slice_skip(in, at), &used);
    *ret_next = at + used;
    *ret_whole = is_last || (used > 0 && in.at[at + used - 1] == '\n');
    return line;
}

bool mbox_next(struct slice in, size_t at, bool may_begin, bool is_last, size_t *ret_at, size_t *ret_message)
{
    for (;; may_begin = false) {
        bool whole;
        size_t next;
        if (!may_begin) {
            size_t back = at > 0 ? at - 1 : 0;
            size_t hit = back + slice_find_slice(slice_skip(in, back), LIT("\nFrom "));
            if (hit >= in.len) {
                *ret_at = is_last ? in.len : in.len - at < 8 ? at : in.len - 8;
                return false;
            }
            at = hit + 1;
            if (!behind_empty(in, at)) {
                at++;
                continue;
            }
        }
        struct slice line = line_at(in, at, is_last, &next, &whole);
        if (whole && mbox_begins(line)) {
            *ret_at = at;
            *ret_message = next;
            return true;
        }
        if (!whole && line.len <= FROM_LINE_MAX && (line.len < 5 || slice_starts(line, LIT("From ")))) {
            *ret_at = at;
            return false;
        }
        at += at < in.len;
    }
}

uint64_t mbox_told_end(struct slice in)
{
    uint64_t length = UINT64_MAX;
    size_t at = 0, used = 0;
    struct slice head = slice_first(in, HEADER_MAX);
    for (; at < head.len; at += used) {
        struct slice line = slice_line(slice_skip(head, at), &used);
        if (line.len == 0)
            break;
        if (slice_eq_nocase(slice_first(line, 15), LIT("Content-Length:")))
            (void)slice_to_uint(slice_trim(slice_skip(line, 15)), UINT64_MAX / 2, &length);
    }
    return at >= head.len || length == UINT64_MAX ? 0 : at + used + length;
}

size_t mbox_hinted_end(struct slice in, bool is_last)
{
    uint64_t told = mbox_told_end(in);
    size_t next, used;
    if (told == 0 || told > in.len)
        return 0;
    size_t end = (size_t)told;
    for (next = end; next < in.len && next < end + 4 && (in.at[next] == '\n' || in.at[next] == '\r');)
        next++;
    bool whole;
    struct slice line = line_at(in, next, is_last, &used, &whole);
    bool begins_line = next > 0 && in.at[next - 1] == '\n';
    if (next == in.len)
        return is_last ? end : 0;
    return whole && begins_line && mbox_begins(line) ? end : 0;
}
