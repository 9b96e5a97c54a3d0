/* base_word.c - how many letters apart two words are. */
#include "core/base/word.h"

#include "help.h"

#define SIXTY "123456789012345678901234567890123456789012345678901234567890"

static const struct {
    const char *name, *a, *b;
    size_t far;
} cases[] = {
    { "the same", "scan", "scan", 0 },
    { "two swapped are two", "scna", "scan", 2 },
    { "one more", "scans", "scan", 1 },
    { "one less", "scn", "scan", 1 },
    { "nothing in common", "show", "demo", 4 },
    { "nothing at all", "", "demo", 4 },
    { "both empty", "", "", 0 },
    { "sixty letters", SIXTY, SIXTY, 0 },
    { "one more is too long to be a slip", SIXTY "1", SIXTY "1", 99 },
};

int main(void)
{
    EACH(i, cases)
    {
        OK(word_distance(cases[i].a, cases[i].b) == cases[i].far, cases[i].name);
        OK(word_distance(cases[i].b, cases[i].a) == cases[i].far, "and back");
    }
    return tap_done();
}
