/* detect_takeover.c - the arithmetic of a visit: distances, endings, volumes, families. */
#include "core/detect/takeover/takeover.h"

#include <math.h>

#include "help.h"

static const struct {
    const char *name, *from, *to;
    double least, most; /* km */
} ways[] = {
    { "Germany to Japan", "DE", "JP", 8500, 9500 },
    { "there and back are the same", "JP", "DE", 8500, 9500 },
    { "neighbours", "DE", "AT", 300, 800 },
    { "over the date line", "NZ", "WS", 3000, 3800 },
    { "at home", "US", "US", 0, 0 },
    { "no such country", "DE", "XX", 0, 0 },
    { "none told", "\0", "DE", 0, 0 },
};

static const struct {
    const char *name, *ending;
    uint32_t count;
    bool fresh;
    double least, most; /* nats */
} endings[] = {
    { "an ending that nobody had", ".q8z2", 100, true, 7.9, 8.1 },
    { "one that is known here", ".q8z2", 100, false, 0, 0 },
    { "too few", ".q8z2", 29, true, 0, 0 },
    { "one that advisories name, known here or not", ".LockBit", 30, false, 3.3, 3.5 },
    { "both", "locked", 30, true, 11.3, 11.5 },
    { "logs turned over", ".1", 5000, true, 0, 0 },
    { "packed", ".GZ", 5000, true, 0, 0 },
    { "pictures", ".jpg", 5000, true, 0, 0 },
    { "a dot alone", ".", 5000, true, 0, 0 },
    { "nothing", "", 5000, true, 0, 0 },
};

static void test_habits(void)
{
    struct habit own = { 0 }, house = { 0 };
    for (uint32_t day = 0; day < 30; day++)
        habit_count(&own, &house, day * 86400, 20, true);
    OK(own.days == 29 && fabs(own.mean - log(21)) < 1e-3, "days that are over teach, today does not");
    OK(habit_surprise(&own, &house, VOLUME_FILES) == 0, "a day as any other");
    habit_count(&own, &house, 29 * 86400, 20000, true);
    double much = habit_surprise(&own, &house, VOLUME_FILES);
    OK(much > 6, "a thousand times as much");
    habit_count(&own, &house, 29 * 86400, UINT32_MAX, true);
    OK(own.today == UINT32_MAX, "items do not overflow");
    habit_count(&own, &house, 30 * 86400, 1, false);
    OK(own.days == 29, "a day in other hands teaches nothing");

    struct habit backup = { 0 };
    for (uint32_t day = 0; day < 30; day++)
        habit_count(&backup, &house, day * 86400, 20000, true);
    OK(habit_surprise(&backup, &house, VOLUME_FILES) == 0, "who takes as much every night is no news");
}

static void test_families(void)
{
    struct visit visit = { 0 };
    struct judgement verdict;
    visit.part[VISIT_PLACE] = 3;
    visit.act[ACTION_MFA_CHANGE] = 2;
    visit.act[ACTION_DEVICE] = 1;
    takeover_judge(&visit, &verdict);
    OK(fabs(verdict.sum - 5.25) < 1e-6, "a phone: the strongest whole, the other a quarter");
    visit.act[ACTION_HIDING_RULE] = 9;
    takeover_judge(&visit, &verdict);
    OK(fabs(verdict.sum - 14.25) < 1e-6 && !verdict.reading && !verdict.prompts,
            "another family counts whole");
    visit.act[ACTION_RENAME] = 10;
    takeover_judge(&visit, &verdict);
    OK(fabs(verdict.sum - 14.25) < 1e-6, "renames say nothing of who reads mail");
    visit.act[ACTION_RENAME] = 20;
    visit.flags = VISIT_ENCRYPTED;
    takeover_judge(&visit, &verdict);
    OK(verdict.encryption && fabs(verdict.sum - 20) < 1e-6,
            "of an encryptor they say all, the place nothing");
    visit = (struct visit){ 0 };
    visit.act[ACTION_DOWNLOAD] = 8;
    takeover_judge(&visit, &verdict);
    OK(verdict.reading, "most of it is reading");
    takeover_prompts(&visit, 8);
    visit.act[ACTION_DOWNLOAD] = 0;
    takeover_judge(&visit, &verdict);
    OK(verdict.prompts && visit.prompts == 8, "most of it are prompts");
}

int main(void)
{
    EACH(i, ways)
    {
        double km = travel_distance(ways[i].from, ways[i].to);
        OK(km >= ways[i].least && km <= ways[i].most, ways[i].name);
    }
    EACH(i, endings)
    {
        double nats = takeover_ending(text(endings[i].ending), endings[i].count, endings[i].fresh);
        OK(nats >= endings[i].least && nats <= endings[i].most, endings[i].name);
    }
    test_habits();
    test_families();
    return tap_done();
}
