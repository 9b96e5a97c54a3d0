/* flow_join.c - the lines of one attempt are one sign-in, in whatever order they come. */
#include "core/flow/join.h"

#include "help.h"

/* A line is a letter: r a result (failed), o one that succeeded, n a name that does not exist, p PAM's
 * failure, c the end of the connection, s a line that stands alone. Before it digits: the pid, 0 when none
 * was told; of the lines that several machines tell, t (no ticket), k (a check of a password), b (told beside) and m (the machine itself), the
 * account. Between lines a second goes by, with each . another ten. Behind a line *3 is a repeat. */
static const struct {
    const char *name, *in, *out;
} cases[] = {
    { "one line", "1r", "1r" },
    { "three lines are one attempt", "1n 1p 1r", "1n" },
    { "PAM first, then the result", "1p 1r", "1r" },
    { "PAM alone is passed on at last", "1p ...", "1p" },
    { "PAM alone at the end of the log", "1p", "1p" },
    { "PAM behind a result is absorbed", "1r 1p ...", "1r" },
    { "two results are two attempts", "1r 1r", "1r 1r" },
    { "a name and two results", "1n 1r 1r", "1n 1r" },
    { "results and their end", "1r 1r 1c", "1r 1r" },
    { "an end alone", "1c", "1c" },
    { "an end that is told twice", "1c 1c", "1c" },
    { "PAM and an end: PAM's line", "1p 1c", "1p" },
    { "let in behind PAM's failure", "1p 1o", "1o" },
    { "failed, then let in", "1r 1o", "1r 1o" },
    { "another pid", "1n 2r", "1n 2r" },
    { "no pid: nothing is joined, a name waits for its process", "0n 0r", "0r 0n" },
    { "lines that stand alone", "1s 1s", "1s 1s" },
    { "repeated: only what is more", "1n 1r*3", "1n 1r*2" },
    { "repeated after one was told", "1r 1r*5", "1r 1r*5" },
    { "less than was told", "1r*5 1n*3", "1r*5" },
    { "a pid is used again", "1r ............................................................... 1r 1n",
            "1r 1r" },
    { "a pid is used again by its name",
            "1r ............................................................... 1n", "1r 1n" },
    { "a check that nobody tells better", "1k", "1k" },
    { "a check, then the machine that was tried", "1k 1m", "1m" },
    { "the machine first", "1m 2k 2m 2k ...", "1m 2m 2k" },
    { "the machine before the check", "1m 1k ...", "1m" },
    { "a check that comes late", "8k 2m 2k ...", "2m 8k" },
    { "a ticket, a check and the machine", "1t 1k 1m", "1t" },
    { "a ticket and a check", "1t 1k ...", "1t" },
    { "a check, then a ticket", "1k 1t ...", "1t" },
    { "a ticket is passed on at once", "1t 2M", "1t 2M" },
    { "the machine, then the ticket", "1k 1m 1t ...", "1m" },
    { "more tickets than the machine tells", "1t 1t 1m ...", "1t 1t" },
    { "two attempts told twice", "1k 1m 1k 1m", "1m 1m" },
    { "two checks, one attempt told", "1k 1k 1m ...", "1m 1k" },
    { "another account", "1k 2m ...", "2m 1k" },
    { "too late", "1k . 1m", "1k 1m" },
    { "a lockout beside a check", "1k 1b ...", "1k" },
    { "let in does not unsay a failure", "1k 1M ...", "1M 1k" },
    { "let in is told once", "1K 1M", "1M" },
    { "use of a password, then let in", "1B 1M", "1M" },
    { "use of a password, then refused", "1B 1m", "1m" },
    { "what stands for itself takes no part", "1k 1s ...", "1s 1k" },
};

static const char tellers[] = { [TELLER_SOLE] = 's',
    [TELLER_RESULT] = 'r',
    [TELLER_NAME] = 'n',
    [TELLER_PAM] = 'p',
    [TELLER_CLOSE] = 'c',
    [TELLER_TRIED] = 'm',
    [TELLER_TICKET] = 't',
    [TELLER_CHECK] = 'k',
    [TELLER_BESIDE] = 'b' };

static struct event read_line(const char **at, time_us now)
{
    struct event ev = { .time = now, .join = (uint32_t)(*(*at)++ - '0'), .repeat = 1 };
    char what = *(*at)++;
    bool great = what >= 'A' && what <= 'Z'; /* let in; of b: not told how it ended */
    ev.outcome = what == 'B'       ? OUTCOME_OTHER_FAILURE
            : what == 'o' || great ? OUTCOME_OK
                                   : OUTCOME_BAD_PASSWORD;
    ev.flags = what == 'B' ? OUTCOME_UNTOLD : 0;
    what = great ? (char)(what - 'A' + 'a') : what;
    for (size_t i = 0; i < sizeof tellers; i++)
        if (tellers[i] == (what == 'o' ? 'r' : what))
            ev.teller = (uint8_t)i;
    if (strchr("tkbm", what))
        ev.account = ev.join;
    if (**at == '*') {
        ev.repeat = (uint16_t)((*at)[1] - '0');
        *at += 2;
    }
    return ev;
}

static void write_line(char *to, size_t room, const struct event *ev)
{
    size_t len = strlen(to);
    char what = tellers[ev->teller];
    if (ev->outcome == OUTCOME_OK)
        what = what == 'r' ? 'o' : (char)(what - 'a' + 'A');
    if (ev->repeat > 1)
        (void)snprintf(to + len, room - len, " %u%c*%u", ev->join, what, ev->repeat);
    else
        (void)snprintf(to + len, room - len, " %u%c", ev->join, what);
}

static size_t read_lines(const char *at, struct event *in)
{
    time_us now = TIME_DAY;
    size_t count = 0;
    while (*at) {
        now += *at == '.' ? 10 * TIME_SECOND : *at == ' ' ? TIME_SECOND : 0;
        if (*at == '.' || *at == ' ')
            at++;
        else
            in[count++] = read_line(&at, now);
    }
    in[count++] = (struct event){ .time = now, .join = 9, .repeat = 1, .teller = TELLER_SOLE };
    return count;
}

/* In batches of one line when `single`: where a chunk ends makes no difference. */
static void test_case(size_t i, bool single)
{
    static struct event out[JOIN_HELD + 32];
    struct join *join = NULL;
    struct event in[16];
    struct error err;
    char got[100] = "";
    size_t count = read_lines(cases[i].in, in), n = 0;
    if (!OK(join_new(&join, &err) == STATUS_OK, cases[i].name))
        return;
    for (size_t k = 0; k < count; k += single ? 1 : count)
        n += join_events(join, in + k, single ? 1 : count, out + n);
    n += join_rest(join, out + n);
    for (size_t k = 0; k < n; k++)
        if (out[k].join != 9)
            write_line(got, sizeof got, &out[k]);
    IS(text(got[0] ? got + 1 : got), cases[i].out, "attempts");
    join_free(&join);
}

/* More PAM failures at once than can be held: the oldest are passed on, none is lost. */
static void test_flood(void)
{
    enum { FLOOD = 2 * JOIN_HELD };
    static struct event in[FLOOD], out[2 * FLOOD + JOIN_HELD];
    struct join *join = NULL;
    struct error err;
    if (!OK(join_new(&join, &err) == STATUS_OK, "a flood"))
        return;
    for (uint32_t i = 0; i < FLOOD; i++)
        in[i] = (struct event){ .time = TIME_DAY, .join = i + 1, .repeat = 1, .teller = TELLER_PAM };
    size_t n = join_events(join, in, FLOOD, out);
    OK(n == FLOOD - JOIN_RING, "what cannot be held is passed on");
    n += join_rest(join, out + n);
    bool order = n == FLOOD;
    for (uint32_t i = 0; i < n; i++)
        order &= out[i].join == i + 1;
    OK(order, "all of them, oldest first");
    join_free(&join);
}

int main(void)
{
    EACH(i, cases)
    {
        test_case(i, false);
        test_case(i, true);
    }
    test_flood();
    return tap_done();
}
