/* features_both.c - what counts only together: what is said, who says it, where it leads.
 *
 * Choice  few conjunctions, each a sentence: a lure needs a theme, a false sender and a way out; honest mail has at most
 *         one of them. They are what carries over from one language and one year to the next.
 */
#include <math.h>

#include "core/detect/mail/mail_inside.h"

struct sums {
    double account, document, money, parcel, advert, coins, fortune, extortion, job, health, office, push,
            lure;
    double sender, way; /* how false the sender looks; how much its links lead away */
};

static double of(const struct looking *l, enum concept_id concept)
{
    return (double)l->concept[concept];
}

static double most_of(const struct looking *l, const enum concept_id *list, size_t count)
{
    double best = 0;
    for (size_t i = 0; i < count; i++)
        best = most(best, of(l, list[i]));
    return best;
}

#define MOST(l, ...)                                     \
    most_of(l, (const enum concept_id[]){ __VA_ARGS__ }, \
            sizeof((const enum concept_id[]){ __VA_ARGS__ }) / sizeof(enum concept_id))

static void sum_concepts(const struct looking *l, struct sums *s)
{
    s->account = MOST(l, ABOUT_ACCOUNT_TROUBLE, ABOUT_VERIFY_IDENTITY, ABOUT_PASSWORD_EXPIRY,
            ABOUT_MAILBOX_FULL, ABOUT_SIGN_IN_ALERT);
    s->document = MOST(l, ABOUT_SHARED_DOCUMENT, ABOUT_VOICEMAIL);
    s->money = MOST(l, ABOUT_PAYMENT_DUE, ABOUT_INVOICE, ABOUT_REFUND, ABOUT_RENEWAL);
    s->parcel = MOST(l, ABOUT_PARCEL, ABOUT_CUSTOMS_FEE);
    s->advert = MOST(l, ABOUT_PRIZE, ABOUT_GIFT_CARD, ABOUT_SURVEY_REWARD, ABOUT_LOAN, ABOUT_INSURANCE,
            ABOUT_CASINO, ABOUT_ADULT, ABOUT_HEALTH_MIRACLE, ABOUT_WEIGHT_LOSS, ABOUT_INVESTMENT,
            ABOUT_OFFER);
    s->coins = of(l, ABOUT_CRYPTO);
    s->fortune = MOST(l, ABOUT_ADVANCE_FEE, ABOUT_SECRECY, ABOUT_LOAN, ABOUT_INVESTMENT);
    s->extortion = of(l, ABOUT_EXTORTION);
    s->job = MOST(l, ABOUT_JOB_OFFER, ABOUT_SALARY, ABOUT_INTERVIEW);
    s->health = MOST(l, ABOUT_HEALTH_AUTHORITY, ABOUT_OUTBREAK);
    s->office = MOST(l, ABOUT_STAFF_MATTERS, ABOUT_AUTHORITY);
    s->push = MOST(l, ABOUT_URGENCY, ABOUT_THREAT, ABOUT_CLICK_HERE, ABOUT_GENERIC_GREETING);
    s->lure = most(most(most(s->account, s->document), most(s->money, s->parcel)),
            most(most(s->advert, s->coins),
                    most(most(s->fortune, s->extortion), most(most(s->job, s->health), s->office))));
}

struct share {
    enum feature feature;
    double of_it;
};

static double sum_shares(const struct looking *l, const struct share *shares, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += shares[i].of_it * value_of(l, shares[i].feature);
    return least(sum, 1);
}

static double false_sender(const struct looking *l)
{
    static const struct share shares[] = { { FEATURE_NAME_UNRELATED, 0.4 }, { FEATURE_BRAND_IN_NAME, 0.5 },
        { FEATURE_FROM_BROKEN, 0.5 }, { FEATURE_FROM_RANDOM_DOMAIN, 0.4 }, { FEATURE_FROM_RANDOM_LOCAL, 0.3 },
        { FEATURE_FROM_CHEAP_SUFFIX, 0.4 }, { FEATURE_FROM_HOSTING, 0.3 }, { FEATURE_NAME_TRICKS, 0.3 },
        { FEATURE_FROM_SELF, 0.4 }, { FEATURE_FROM_RANDOM_HOST, 0.4 }, { FEATURE_REPLY_FREEMAIL, 0.4 },
        { FEATURE_REPLY_ELSEWHERE, 0.2 }, { FEATURE_ODD_LETTERS_HEAD, 0.4 }, { FEATURE_FROM_DIGITS, 0.3 },
        { FEATURE_LIKE_BRAND, 0.8 }, { FEATURE_LIKE_HEALTH, 1 }, { FEATURE_LIKE_OWN, 1 },
        { FEATURE_SPOOF_HEALTH, 1 }, { FEATURE_POSES_AS_HEALTH, 0.8 }, { FEATURE_SPOOF_OWN, 1 },
        { FEATURE_NAME_HAS_ADDRESS, 0.5 }, { FEATURE_NAME_PICTURES, 0.3 }, { FEATURE_BRAND_IN_SUBJECT, 0.2 },
        { FEATURE_AUTH_FAILED, 0.3 }, { FEATURE_PERSON, -0.4 }, { FEATURE_NAME_IN_DOMAIN, -0.3 } };
    return most(0, sum_shares(l, shares, sizeof shares / sizeof shares[0]));
}

static double way_out(const struct looking *l)
{
    static const struct share shares[] = { { FEATURE_LINKS_NONE_OWN, 0.6 }, { FEATURE_LINK_SHORTENER, 0.4 },
        { FEATURE_LINK_HOSTING, 0.4 }, { FEATURE_LINK_IP, 0.5 }, { FEATURE_LINK_USER, 0.5 },
        { FEATURE_LINK_REDIRECT, 0.4 }, { FEATURE_LINK_RANDOM_DOMAIN, 0.4 },
        { FEATURE_LINK_RANDOM_HOST, 0.3 }, { FEATURE_LINK_CHEAP_SUFFIX, 0.3 },
        { FEATURE_LINK_TEXT_ELSEWHERE, 0.4 }, { FEATURE_MAILTO_BUTTON, 0.6 }, { FEATURE_LINK_RECIPIENT, 0.3 },
        { FEATURE_LINK_LIKE_BRAND, 0.5 }, { FEATURE_LINK_LIKE_HEALTH, 0.8 }, { FEATURE_FORM_PASSWORD, 0.6 },
        { FEATURE_FILE_HTML, 0.5 }, { FEATURE_FILE_SMUGGLES, 1 }, { FEATURE_FILE_PROGRAM, 0.8 },
        { FEATURE_LINK_OTHER_SCRIPT, 0.4 } };
    return sum_shares(l, shares, sizeof shares / sizeof shares[0]);
}

static double opening_file(const struct looking *l)
{
    return most(most(value_of(l, FEATURE_FILE_PROGRAM), value_of(l, FEATURE_FILE_LOCKED)),
            most(most(value_of(l, FEATURE_FILE_MISMATCH), value_of(l, FEATURE_FILE_DOUBLE)),
                    most(value_of(l, FEATURE_FILE_SMUGGLES), 0.7 * value_of(l, FEATURE_FILE_ARCHIVE))));
}

static void both(struct looking *l, enum feature feature, double value)
{
    if (value > 0.02)
        put(l, feature, value, at_whole(), (struct slice){ "", 0 });
}

void look_at_both(struct looking *l)
{
    struct sums s = { 0 };
    sum_concepts(l, &s);
    s.sender = false_sender(l);
    s.way = way_out(l);
    double stranger = most(s.sender, 0.5 * value_of(l, FEATURE_FROM_FREEMAIL));
    double answers = most(value_of(l, FEATURE_REPLY_FREEMAIL),
            most(0.7 * value_of(l, FEATURE_REPLY_ELSEWHERE), 0.6 * value_of(l, FEATURE_FROM_FREEMAIL)));
    double file = opening_file(l);
    both(l, FEATURE_ABOUT_LURE, s.lure);
    both(l, FEATURE_LURE_AND_SENDER, s.lure * s.sender);
    both(l, FEATURE_LURE_AND_LINK, s.lure * s.way);
    both(l, FEATURE_SENDER_AND_LINK, s.sender * s.way);
    both(l, FEATURE_LURE_SENDER_LINK, pow(s.lure * s.sender * s.way, 0.6));
    both(l, FEATURE_PUSH_AND_LINK, s.push * s.way);
    both(l, FEATURE_ACCOUNT_AND_SENDER, s.account * stranger);
    both(l, FEATURE_MONEY_AND_SENDER, s.money * stranger);
    both(l, FEATURE_PARCEL_AND_SENDER, s.parcel * stranger);
    both(l, FEATURE_CRYPTO_AND_SENDER, s.coins * stranger);
    both(l, FEATURE_OFFICE_AND_SENDER, s.office * stranger);
    both(l, FEATURE_JOB_AND_SENDER, s.job * stranger);
    both(l, FEATURE_JOB_AND_CHANNEL, sqrt(s.job * of(l, ABOUT_OTHER_CHANNEL)));
    both(l, FEATURE_JOB_AND_FILE, s.job * file);
    both(l, FEATURE_HEALTH_AND_SENDER, s.health * stranger);
    both(l, FEATURE_HEALTH_AND_FILE, s.health * file);
    both(l, FEATURE_FORTUNE_AND_REPLY, s.fortune * answers);
    both(l, FEATURE_THREAT_AND_COINS, sqrt(s.extortion * s.coins));
    both(l, FEATURE_PASSWORD_AND_FILE,
            of(l, ABOUT_ARCHIVE_PASSWORD)
                    * most(value_of(l, FEATURE_FILE_LOCKED),
                            most(value_of(l, FEATURE_FILE_ARCHIVE),
                                    0.5 * value_of(l, FEATURE_LINK_HOSTING))));
}
