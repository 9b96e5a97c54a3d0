/* draws.c - ranges of what is published, and the wide ranges of everything else.
 *
 * Source  data/playbooks; what anybody's campaigns look like is Cordon's own assumption, kept wide: agents and
 *         applications of common tools, from few addresses to many, from one try a day to hundreds.
 */
#include "bench/draws.h"

#include <math.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define TRIES_MAX 15000.0

/* NOLINTBEGIN(bugprone-suspicious-missing-comma): long agents are broken over lines */
static const char *const agents[] = {
    "python-requests/2.32.3",
    "python-httpx/0.27",
    "Go-http-client/1.1",
    "curl/8.5.0",
    "axios/1.7.2",
    "okhttp/4.12.0",
    "fasthttp",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 "
    "Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "
    "Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0",
    "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 "
    "Safari/605.1.15",
    "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)",
    "BAV2ROPC",
};

static const char *const applications[] = { "Office 365 Exchange Online", "OfficeHome",
    "Azure Active Directory PowerShell", "Azure Portal", "Microsoft Office", "Microsoft Teams",
    "Microsoft Azure CLI", "Azure PowerShell", "Microsoft Authentication Broker", "SharePoint Online" };

static const char *const protocols[] = { "Browser", "Browser", "Mobile Apps and Desktop clients",
    "Mobile Apps and Desktop clients", "Authenticated SMTP", "IMAP4", "POP3", "Exchange ActiveSync",
    "Exchange Web Services", "Other clients" };

static const char *const gru_agents[] = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.110 "
    "Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:63.0) Gecko/20100101 Firefox/63.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_1) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.0.1 "
    "Safari/605.1.15",
    "Microsoft Office/14.0 (Windows NT 6.1; Microsoft Outlook 14.0.7162; Pro",
    "Microsoft Office/14.0 (Windows NT 6.1; Microsoft Outlook 14.0.7166; Pro)",
    "Microsoft Office/15.0 (Windows NT 6.1; Microsoft Outlook 15.0.4605; Pro)",
};

/* NOLINTEND(bugprone-suspicious-missing-comma) */

static double within(struct dice *d, double low, double high)
{
    return low + (high - low) * dice_unit(d);
}

/* Every order of magnitude alike. */
static double widely(struct dice *d, double low, double high)
{
    return low * pow(high / low, dice_unit(d));
}

static void set(char *to, size_t room, const char *words)
{
    (void)snprintf(to, room, "%s", words);
}

/* `count` of the list, which may repeat. */
static void pick(struct dice *d, char *to, size_t room, const char *const *list, size_t of, unsigned count)
{
    size_t len = 0;
    for (unsigned i = 0; i < count && len < room; i++)
        len += (size_t)snprintf(to + len, room - len, "%s%s", i ? "|" : "", list[dice_below(d, of)]);
}

static void draw_times(struct dice *d, struct attack_plan *a)
{
    if (dice_says(d, 0.5)) {
        double length = within(d, 7, 13), start = (double)dice_below(d, 48) / 2;
        a->hours[0] = fmin(start, 24 - length);
        a->hours[1] = a->hours[0] + length;
        a->inside = within(d, 0.7, 1);
        a->week = dice_says(d, 0.4) ? 0x1f : 0; /* Monday to Friday */
    }
    if (dice_says(d, 0.15)) {
        a->burst = within(d, 1, 8);
        a->quiet = within(d, 0.5, 4);
    }
}

/* Nobody's manner in particular. */
static void draw_anybody(struct dice *d, uint32_t people, struct attack_plan *a)
{
    set(a->kind, sizeof a->kind, "spray");
    a->day = within(d, 7.1, 8.5);
    a->days = widely(d, 0.1, 5.5);
    a->per_day = widely(d, 0.7, 300);
    a->accounts = (uint32_t)widely(d, 6, people * 0.9);
    a->addresses = (uint32_t)widely(d, 3, 1500);
    a->missing = dice_says(d, 0.5) ? within(d, 0, 0.1) : within(d, 0, 0.6);
    a->missing_given = a->hits_given = true;
    a->dormant = dice_says(d, 0.85) ? within(d, 0, 0.15) : within(d, 0, 0.8);
    a->asn = dice_says(d, 0.06) ? 16509 : 0;
    pick(d, a->agent, sizeof a->agent, agents, COUNT(agents), 1 + (unsigned)dice_below(d, 3));
    pick(d, a->application, sizeof a->application, applications, COUNT(applications), 1);
    pick(d, a->protocol, sizeof a->protocol, protocols, COUNT(protocols), 1);
    draw_times(d, a);
}

/* The slow spray. Its brute force comes as many incidents, each of a few addresses, see docs/playbooks.md. */
static void draw_strontium(struct dice *d, uint32_t people, struct attack_plan *a)
{
    double at_work = a->hours[1] > 0 ? (a->hours[1] - a->hours[0]) / 24 : 1;
    a->accounts = (uint32_t)(people * within(d, 0.12, 0.3)) + 8;
    a->addresses = (uint32_t)widely(d, 300, 1500);
    a->per_day = within(d, 3.2, 5) * 24 * at_work;
    a->days = within(d, 1.5, 5);
    a->burst = 0;
    a->asn = 0;
}

static void draw_gru(struct dice *d, uint32_t people, struct attack_plan *a)
{
    static const char *const old[] = { "Browser", "IMAP4", "POP3", "Browser|IMAP4", "Browser|Browser|POP3" };
    (void)people;
    pick(d, a->agent, sizeof a->agent, gru_agents, COUNT(gru_agents), 1 + (unsigned)dice_below(d, 5));
    pick(d, a->protocol, sizeof a->protocol, old, COUNT(old), 1);
    a->asn = 0;
}

static void draw_midnight(struct dice *d, uint32_t people, struct attack_plan *a)
{
    (void)people;
    a->dormant = within(d, 0.7, 1);
    a->asn = 0;
}

static void draw_peach(struct dice *d, uint32_t people, struct attack_plan *a)
{
    (void)people;
    set(a->agent, sizeof a->agent, dice_says(d, 0.5) ? "Go-http-client/1.1" : "go-http-client");
    a->hours[0] = 5.5;
    a->hours[1] = 13.5;
    a->inside = within(d, 0.9, 1);
    a->days = within(d, 1, 5);
    a->asn = 0;
}

static void draw_gray(struct dice *d, uint32_t people, struct attack_plan *a)
{
    a->accounts = (uint32_t)widely(d, 24, people);
    a->addresses = (uint32_t)widely(d, 150, 1200);
    a->days = within(d, 2, 5.5);
    a->per_day = widely(d, 24, 1000) / a->days;
    set(a->agent, sizeof a->agent,
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:91.0) Gecko/20100101 Firefox/91.0|"
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:91.0) Gecko/20100101 Firefox/91.0|"
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/93.0.4577.63 "
            "Safari/537.36");
    set(a->protocol, sizeof a->protocol, "Exchange ActiveSync|Exchange ActiveSync|Autodiscover");
    a->hours[0] = a->peak[0] = 4;
    a->hours[1] = 17;
    a->peak[1] = 11;
    a->inside = within(d, 0.93, 1);
    a->week = 0x4f; /* Sunday to Thursday */
    a->burst = 0;
    a->asn = 0;
}

static void draw_quad7(struct dice *d, uint32_t people, struct attack_plan *a)
{
    static const char *const two[] = {
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/80.0.3987.149 "
        "Safari/537.36"
    };
    a->accounts = (uint32_t)(people * within(d, 0.3, 0.95));
    a->per_day = within(d, 0.9, 1.25);
    a->addresses = (uint32_t)widely(d, 100, 1600);
    a->days = within(d, 2, 5.5);
    a->burst = 0;
    pick(d, a->agent, sizeof a->agent, two, COUNT(two), 1 + (unsigned)dice_below(d, 2));
    set(a->application, sizeof a->application, "Azure PowerShell");
    a->asn = 0;
}

static void draw_sneaky(struct dice *d, uint32_t people, struct attack_plan *a)
{
    a->accounts = (uint32_t)(people * within(d, 0.4, 0.95));
    a->burst = within(d, 0.5, 4);
    a->quiet = within(d, 1.8, 3.5);
    a->per_day = (double)(1 + dice_below(d, 3)) * 24 / a->burst;
    a->days = within(d, 2, 5.8);
    a->hours[1] = a->inside = 0;
    a->week = 0;
    set(a->agent, sizeof a->agent,
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Teams/1.3.00.30866 "
            "Chrome/80.0.3987.165 Electron/8.5.1 Safari/537.36");
    set(a->application, sizeof a->application, "Microsoft Teams");
    a->asn = dice_says(d, 0.7) ? 16509 : 14618;
}

static const struct {
    const char *book;
    void (*draw)(struct dice *d, uint32_t people, struct attack_plan *a);
} manners[] = {
    { "generic", NULL },
    { "gray-sandstorm", draw_gray },
    { "gru-2021", draw_gru },
    { "midnight-blizzard", draw_midnight },
    { "peach-sandstorm", draw_peach },
    { "quad7", draw_quad7 },
    { "sneakystrike", draw_sneaky },
    { "strontium-2020", draw_strontium },
};

/* Enough tries to be judged, and no more than a bench has time for: shorter first, then slower. */
static void bound(struct attack_plan *a)
{
    double seen = a->burst > 0 ? a->burst / 24 / (a->burst / 24 + a->quiet) : 1;
    double over = a->per_day * a->accounts * a->days * seen / TRIES_MAX;
    if (over <= 1 || a->burst > 0)
        return;
    double shorter = fmin(over, fmax(1, a->days / 1.2));
    a->days /= shorter;
    if (a->per_day < 1000)
        a->per_day *= shorter / over;
}

bool draw_plan(const char *book, uint64_t seed, struct plan *ret)
{
    struct dice d = dice_for(seed, book, 7);
    size_t i = 0;
    while (i < COUNT(manners) && strcmp(manners[i].book, book) != 0)
        i++;
    if (i == COUNT(manners))
        return false;
    plan_default(ret);
    ret->people = (uint32_t)widely(&d, 120, 350);
    ret->days = 14;
    ret->seed = dice_next(&d) >> 20;
    ret->attacks_count = 1;
    draw_anybody(&d, ret->people, &ret->attacks[0]);
    if (manners[i].draw != NULL)
        manners[i].draw(&d, ret->people, &ret->attacks[0]);
    bound(&ret->attacks[0]);
    return true;
}
