/* names_skeleton_icu.c - our look-alikes against those of ICU, on pairs that lures use and on honest ones.
 *
 * Reason  two tables made apart seldom err alike. Where we say more on purpose (rn, cl, 5, accents) it stands here.
 */
#include <unicode/uspoof.h>

#include "core/names/domain.h"
#include "help.h"

static const struct {
    const char *a, *b;
    bool alike;
} pairs[] = {
    { "paypal", "p\xd0\xb0yp\xd0\xb0l", true },
    { "apple", "\xd0\xb0\xd1\x80\xd1\x80\xd3\x8f\xd0\xb5", true },
    { "scope", "\xd1\x95\xd1\x81\xd0\xbe\xd1\x80\xd0\xb5", true },
    { "who", "wh\xce\xbf", true },
    { "who", "\xef\xbd\x97\xef\xbd\x88\xef\xbd\x8f", true },
    { "who", "\xf0\x9d\x90\xb0\xf0\x9d\x90\xa1\xf0\x9d\x90\xa8", true },
    { "who", "wh\xd5\xa5", false },
    { "who", "wh\xd6\x85", true },
    { "modern", "modem", true },
    { "vvho", "who", true },
    { "clinic", "dinic", true },
    { "paypa1", "paypal", true },
    { "0ffice", "office", true },
    { "5anofi", "sanofi", true },
    { "sant\xc3\xa9", "sante", true },
    { "institute", "institut", false },
    { "moderna", "modena", false },
    { "pfizer", "pfister", false },
    { "\xd0\xb1\xd0\xb0\xd0\xbd\xd0\xba", "bank", false },
};

static bool alike(const char *a, const char *b)
{
    char left[64], right[64];
    size_t left_len = skeleton_of(text(a), left, sizeof left);
    size_t right_len = skeleton_of(text(b), right, sizeof right);
    return slice_eq((struct slice){ left, left_len }, (struct slice){ right, right_len });
}

int main(void)
{
    unsigned agreed = 0;
    UErrorCode code = U_ZERO_ERROR;
    USpoofChecker *checker = uspoof_open(&code);
    if (!OK(U_SUCCESS(code), "ICU"))
        return tap_done();
    EACH(i, pairs)
    {
        code = U_ZERO_ERROR;
        bool icu = uspoof_areConfusableUTF8(checker, pairs[i].a, -1, pairs[i].b, -1, &code) != 0;
        OK(alike(pairs[i].a, pairs[i].b) == pairs[i].alike, pairs[i].a);
        OK(!icu || pairs[i].alike, "what ICU takes for alike we do");
        agreed += icu && pairs[i].alike;
    }
    OK(agreed >= 5, "ICU knows most of the letters of other scripts, too");
    uspoof_close(checker);
    return tap_done();
}
