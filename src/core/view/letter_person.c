/* letter_person.c - to the holder of one account: no blame, no link, nobody else's name, at most 15 lines. */
#include <stdio.h>

#include "core/view/letter_inside.h"

#define LETTERS_SHOWN 3u

/* What happened to the account, by how far it came. */
enum fate { FATE_TRIED, FATE_CHECK, FATE_KNOWN, FATE_GOT_IN, FATES };

static const struct {
    const char *subject, *before, *after;
} words[FATES] = {
    [FATE_TRIED] = { "Somebody tried to guess your work password", NULL,
            "They did not get in, as far as our logs tell." },
    [FATE_CHECK] = { "Was it you who signed in?", "While passwords here were being guessed, your account ",
            "That may well have been you. Please tell us by telephone whether it was." },
    [FATE_KNOWN] = { "Somebody knows your work password", "Your right password was given for the account ",
            "Something else stopped them, and they did not get in. But they know the password." },
    [FATE_GOT_IN] = { "Somebody signed in with your work password", "Somebody signed in to your account ",
            "[fill in: what was done about it, such as: we have signed them out.]" },
};

static const char *const please[] = {
    "Change your password, at the place where you always do it; not by a link in a mail.",
    "If your telephone asks you to allow a sign-in that you did not begin: press No, and call us.",
    "If you use this password elsewhere, change it there too.",
};

static enum fate fate_of(const struct incident_account *a)
{
    if (a->outcome == ACCESS_GOT_IN)
        return FATE_GOT_IN;
    if (a->outcome == ACCESS_PASSWORD_KNOWN)
        return FATE_KNOWN;
    return a->check ? FATE_CHECK : FATE_TRIED;
}

static void say_fate(struct paper *p, const struct incident_account *a)
{
    enum fate fate = fate_of(a);
    paper_open(p, BLOCK_TEXT, NULL);
    if (fate == FATE_TRIED) {
        paper_say(p, "From places that are not yours, somebody tried to sign in to your account ");
        paper_name(p, a->name);
        paper_say(p, ", ");
        say_period(p, a->first, a->last);
    } else {
        paper_say(p, words[fate].before);
        paper_name(p, a->name);
        paper_say(p,
                fate == FATE_CHECK ? " was signed in to from a new place on "
                                   : " from a place that is not yours on ");
        say_moment(p, a->at);
    }
    paper_say(p, ". ");
    paper_tone(p, fate == FATE_TRIED ? TONE_GOOD : TONE_BAD, words[fate].after);
    paper_shut(p);
}

static void one_letter(struct paper *p, const struct matter *m, const struct incident_account *a)
{
    char subject[96];
    enum fate fate = fate_of(a);
    (void)snprintf(subject, sizeof subject, "[%s] %s", m->inc->id, words[fate].subject);
    paper_block(p, BLOCK_PART, subject);
    say_fate(p, a);
    paper_block(p, BLOCK_TEXT,
            fate == FATE_CHECK ? "If it was not you, you did nothing wrong. Then please:"
                               : "You did nothing wrong. Please:");
    paper_list(p, true);
    for (size_t i = 0; i < sizeof please / sizeof please[0]; i++)
        paper_block(p, BLOCK_ITEM, please[i]);
    paper_list_end(p);
    paper_open(p, BLOCK_TEXT, NULL);
    paper_say(p, "Logs are looked at to protect accounts only, by IT security. Questions: ");
    say_house(p, m->house.help_line, "the number of the help line");
    paper_say(p, ", the number you already know. This letter has no links and asks for no password.");
    paper_shut(p);
}

/* One text for all who were only tried: nobody needs to act at once, so nobody gets a letter of his own. */
static void digest(struct paper *p, const struct matter *m, size_t tried)
{
    char subject[96];
    (void)snprintf(subject, sizeof subject, "[%s] For all: passwords were being guessed", m->inc->id);
    paper_block(p, BLOCK_PART, subject);
    paper_open(p, BLOCK_TEXT, NULL);
    paper_say(p, "Somebody tried passwords on ");
    paper_count(p, tried, "more of our accounts", "more of our accounts");
    paper_say(p, " ");
    say_period(p, m->inc->first_seen, m->inc->last_seen);
    paper_say(p,
            ". With these nobody got in, as far as our logs tell. You need not do anything. If your "
            "telephone "
            "asks you to allow a sign-in that you did not begin: press No, and call ");
    say_house(p, m->house.help_line, "the number of the help line");
    paper_say(p, ".");
    paper_shut(p);
}

static void cover(struct paper *p, const struct tally *n, size_t letters)
{
    paper_open(p, BLOCK_STATE, NULL);
    paper_count(p, letters, "letter", "letters");
    paper_sayf(p, " to single people: %zu got in, %zu password known, %zu to be asked. ", n->got_in, n->known,
            n->check);
    if (n->tried > 0) {
        paper_count(p, n->tried, "person was", "people were");
        paper_say(p, " only tried: one text for all of them. ");
    }
    if (letters > LETTERS_SHOWN)
        paper_sayf(p, "The first %u are shown; --account NAME shows one.", LETTERS_SHOWN);
    paper_shut(p);
}

/* Of people alone: names that nobody has and accounts of the system have no holder. */
static struct tally people(const struct matter *m)
{
    struct tally n = { 0 };
    for (size_t i = 0; i < m->inc->accounts_count; i++) {
        if (!matter_is_person(&m->inc->accounts[i]))
            continue;
        switch (fate_of(&m->inc->accounts[i])) {
        case FATE_GOT_IN: n.got_in++; break;
        case FATE_KNOWN: n.known++; break;
        case FATE_CHECK: n.check++; break;
        default: n.tried++;
        }
    }
    return n;
}

void letter_person(struct paper *p, const struct matter *m)
{
    struct tally n = people(m);
    size_t letters = n.got_in + n.known + n.check, shown = 0;
    if (!matter_is_attack(m)) {
        paper_block(p, BLOCK_STATE,
                "No letter: this is a machine with an old password. Its owner needs a call, not a warning.");
        return;
    }
    if (m->only != NULL && !matter_is_person(m->only)) {
        paper_block(p, BLOCK_STATE, "No letter: this name is nobody's here, or one that every system has.");
        return;
    }
    if (m->only != NULL) {
        one_letter(p, m, m->only);
        return;
    }
    cover(p, &n, letters);
    for (size_t i = 0; i < m->inc->accounts_count && shown < LETTERS_SHOWN && shown < letters; i++) {
        const struct incident_account *a = &m->inc->accounts[i];
        if (fate_of(a) == FATE_TRIED || !matter_is_person(a))
            continue;
        one_letter(p, m, a);
        shown++;
    }
    if (n.tried > 0)
        digest(p, m, n.tried);
}
