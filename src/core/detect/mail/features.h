/* features.h - what of a message may speak for or against it: named, with a sentence and the place that proves it.
 *
 * Layer   core/detect/mail: includes base, model and names only. Pure.
 * Method  each feature is 0 (absent) .. 1; features_of fills them all. The weights are data/lure-model.txt.
 * Rule    no feature looks at what a collector wrote: list fields, other filters' verdicts, line ends, dates, how a
 *         message was delivered. Of the header only what the writer chose: From, Reply-To, Subject, To.
 */
#pragma once

#include "core/base/arena.h"
#include "core/detect/mail/phrases.h"
#include "core/detect/mail/verdict.h"

/* id, name, is it against the message (+1) or for it (-1), sentence */
#define FEATURES(F)                                                                                          \
    F(NAME_UNRELATED, "name-unrelated", 1, "the sender's name has nothing in common with the address")       \
    F(NAME_IN_DOMAIN, "name-in-domain", -1, "the sender's name is that of the domain it is sent from")       \
    F(NAME_HAS_ADDRESS, "name-has-address", 1,                                                               \
            "the sender's name shows another address than it is sent from")                                  \
    F(NAME_MISSING, "name-missing", 1, "the sender gives no name")                                           \
    F(NAME_TRICKS, "name-tricks", 1, "the sender's name holds signs that names do not have")                 \
    F(NAME_PICTURES, "name-pictures", 1, "the sender's name holds pictures")                                 \
    F(NAME_LOUD, "name-loud", 1, "the sender's name is a message of its own")                                \
    F(BRAND_IN_NAME, "brand-in-name", 1, "the sender's name is that of a known company, the address is not") \
    F(BRAND_IN_SUBJECT, "brand-in-subject", 1, "the subject names a known company that the sender is not")   \
    F(BRAND_IN_TEXT, "brand-in-text", 1, "the text opens with a known company that the sender is not")       \
    F(BRAND_ELSEWHERE, "brand-elsewhere", 1, "a known company is named, and no link leads to it")            \
    F(BRAND_OWN, "brand-own", -1, "it comes from the company that it names")                                 \
    F(BRAND_BARE, "brand-bare", 1, "a company's address, but its links lead elsewhere")                      \
    F(FROM_BROKEN, "from-broken", 1, "the sender's address cannot exist")                                    \
    F(FROM_TWICE, "from-twice", 1, "it names several senders")                                               \
    F(FROM_SELF, "from-self", 1, "it pretends to come from the recipient")                                   \
    F(FROM_FREEMAIL, "from-freemail", 1, "it was sent from a free mailbox")                                  \
    F(FROM_HOSTING, "from-hosting", 1, "it was sent from a domain that anyone may use")                      \
    F(FROM_CHEAP_SUFFIX, "from-cheap-suffix", 1, "the sender's domain ends in one that abuse prefers")       \
    F(FROM_RANDOM_DOMAIN, "from-random-domain", 1, "the sender's domain looks drawn at random")              \
    F(FROM_RANDOM_HOST, "from-random-host", 1, "the sender's host name looks drawn at random")               \
    F(FROM_RANDOM_LOCAL, "from-random-local", 1, "the sender's mailbox looks drawn at random")               \
    F(FROM_DIGITS, "from-digits", 1, "the sender's domain holds a long number")                              \
    F(FROM_BORROWED, "from-borrowed", 1, "an office or company writes from a domain of another name")        \
    F(REPLY_ELSEWHERE, "reply-elsewhere", 1, "answers go to another domain than it came from")               \
    F(REPLY_FREEMAIL, "reply-freemail", 1, "answers go to a free mailbox, it came from elsewhere")           \
    F(SPOOF_HEALTH, "spoof-health", 1, "it claims a health authority's own address without proof")           \
    F(LIKE_HEALTH, "like-health", 1, "the sender's domain imitates that of a health authority")              \
    F(LIKE_BRAND, "like-brand", 1, "the sender's domain imitates that of a known company")                   \
    F(LIKE_OWN, "like-own", 1, "the sender's domain imitates yours or a partner's")                          \
    F(POSES_AS_HEALTH, "poses-as-health", 1,                                                                 \
            "it speaks as a health authority from a domain that is not its own")                             \
    F(SPOOF_OWN, "spoof-own", 1, "it claims an address of your own domain, and the checks failed")           \
    F(AUTH_FAILED, "auth-failed", 1, "the domain that it names does not stand behind it")                    \
    F(LINKS_NONE_OWN, "links-none-own", 1, "none of its links leads to the sender")                          \
    F(LINKS_UNRELATED, "links-unrelated", 1, "links lead to places that have nothing to do with the sender") \
    F(LINKS_ONE_PLACE, "links-one-place", 1, "all links lead to one place elsewhere")                        \
    F(LINKS_OWN, "links-own", -1, "links lead to the sender's own domain")                                   \
    F(LINKS_MANY_PLACES, "links-many-places", -1, "links lead to many places, as in a newsletter")           \
    F(LINK_FREEMAIL, "link-freemail", 1, "a free mailbox sends a link")                                      \
    F(LINK_SHORTENER, "link-shortener", 1, "a link hides behind a shortener")                                \
    F(LINK_HOSTING, "link-hosting", 1, "a link leads to a place that anyone may use for free")               \
    F(LINK_REDIRECT, "link-redirect", 1, "a link goes by way of somebody else's redirect")                   \
    F(LINK_IP, "link-ip", 1, "a link leads to a bare address")                                               \
    F(LINK_PORT, "link-port", 1, "a link leads to an unusual port")                                          \
    F(LINK_USER, "link-user", 1, "a link shows one host and opens another")                                  \
    F(LINK_OTHER_SCRIPT, "link-other-script", 1, "a link leads to a name in letters of another script")      \
    F(LINK_CHEAP_SUFFIX, "link-cheap-suffix", 1, "a link leads to a domain whose ending abuse prefers")      \
    F(LINK_LONG_HOST, "link-long-host", 1, "a link leads to a host name too long to read")                   \
    F(LINK_RANDOM_DOMAIN, "link-random-domain", 1, "a link leads to a domain that looks drawn at random")    \
    F(LINK_RANDOM_HOST, "link-random-host", 1, "a link leads to a host name that looks drawn at random")     \
    F(LINK_RECIPIENT, "link-recipient", 1, "a link carries the recipient's address")                         \
    F(LINK_CREDENTIAL, "link-credential", 1, "a link elsewhere speaks of sign-in, account or wallet")        \
    F(LINK_TEXT_ELSEWHERE, "link-text-elsewhere", 1, "a link's text shows another site than it opens")       \
    F(LINK_LIKE_BRAND, "link-like-brand", 1,                                                                 \
            "a link holds a known company's name in somebody else's domain")                                 \
    F(LINK_LIKE_HEALTH, "link-like-health", 1, "a link imitates a health authority's site")                  \
    F(LINK_DATA, "link-data", 1, "a link holds the page itself, or a script")                                \
    F(MAILTO_BUTTON, "mailto-button", 1, "its button writes a message to somebody else")                     \
    F(FORM_ELSEWHERE, "form-elsewhere", 1, "it holds a form that is sent elsewhere")                         \
    F(FORM_PASSWORD, "form-password", 1, "it holds a form that asks for a password")                         \
    F(LITTLE_TEXT, "little-text", 1, "a link or picture with hardly any text")                               \
    F(PICTURE_MESSAGE, "picture-message", 1, "the message is a picture with a link")                         \
    F(BARE_LINK, "bare-link", 1, "hardly a word, and a link elsewhere")                                      \
    F(HIDDEN_TEXT, "hidden-text", 1, "it holds text that the reader does not see")                           \
    F(TWIN_DIFFERS, "twin-differs", 1, "its plain version says something else")                              \
    F(ODD_LETTERS_HEAD, "odd-letters-head", 1, "sender or subject are written in disguised letters")         \
    F(ODD_LETTERS_TEXT, "odd-letters-text", 1, "words are split or written in disguised letters")            \
    F(SUBJECT_SHOUTS, "subject-shouts", 1, "the subject shouts")                                             \
    F(SUBJECT_PICTURES, "subject-pictures", 1, "the subject holds pictures")                                 \
    F(SUBJECT_CODE, "subject-code", 1, "the subject ends in a code")                                         \
    F(SUBJECT_MISSING, "subject-missing", 1, "it has no subject")                                            \
    F(REPLY_FALSE, "reply-false", 1, "it poses as a reply and quotes nothing")                               \
    F(RECIPIENT_IN_SUBJECT, "recipient-in-subject", 1,                                                       \
            "the subject addresses the reader by the mail address")                                          \
    F(RECIPIENT_IN_TEXT, "recipient-in-text", 1, "the text addresses the reader by the mail address")        \
    F(FILE_HTML, "file-html", 1, "a web page is attached")                                                   \
    F(FILE_SMUGGLES, "file-smuggles", 1, "an attached page holds a form or builds a file by script")         \
    F(FILE_PROGRAM, "file-program", 1, "a program, shortcut or disk image is attached")                      \
    F(FILE_ARCHIVE, "file-archive", 1, "an archive is attached")                                             \
    F(FILE_LOCKED, "file-locked", 1, "an attachment needs a password")                                       \
    F(FILE_MISMATCH, "file-mismatch", 1, "an attachment is not what its name says")                          \
    F(FILE_DOUBLE, "file-double", 1, "an attachment has two endings")                                        \
    F(FILE_OFFICE, "file-office", 1, "an office document is attached")                                       \
    F(FILE_PDF, "file-pdf", 1, "a PDF is attached")                                                          \
    F(FILE_INVITATION, "file-invitation", 1, "a calendar invitation is attached")                            \
    F(FILE_LITTLE_TEXT, "file-little-text", 1, "an attachment with hardly a word to it")                     \
    F(QUOTED_REPLY, "quoted-reply", -1, "it answers a message that it quotes")                               \
    F(TECHNICAL, "technical", -1, "it speaks of code, logs or settings")                                     \
    F(LONG_TEXT, "long-text", -1, "it is a long text")                                                       \
    F(LONG_NO_LINKS, "long-no-links", -1, "a written text without links or attachments")                     \
    F(SHORT_NO_LINKS, "short-no-links", -1, "a few words without links or attachments")                      \
    F(PERSON, "person", -1, "a person's name in the person's own address")                                   \
    F(ABOUT_LURE, "about-lure", 1, "what lures are about is what it is mostly about")                        \
    F(LURE_AND_SENDER, "lure-and-sender", 1,                                                                 \
            "it says what lures say, and the sender is not who it claims to be")                             \
    F(LURE_AND_LINK, "lure-and-link", 1, "it says what lures say, and leads elsewhere")                      \
    F(SENDER_AND_LINK, "sender-and-link", 1,                                                                 \
            "the sender is not who it claims to be, and it leads elsewhere")                                 \
    F(LURE_SENDER_LINK, "lure-sender-link", 1,                                                               \
            "it says what lures say, from a false sender, and leads elsewhere")                              \
    F(PUSH_AND_LINK, "push-and-link", 1, "it presses the reader to open a link that leads elsewhere")        \
    F(ACCOUNT_AND_SENDER, "account-and-sender", 1,                                                           \
            "it asks about an account, and the sender is not who it claims to be")                           \
    F(MONEY_AND_SENDER, "money-and-sender", 1,                                                               \
            "it speaks of a payment, and the sender is not who it claims to be")                             \
    F(PARCEL_AND_SENDER, "parcel-and-sender", 1,                                                             \
            "it speaks of a parcel, and the sender is not who it claims to be")                              \
    F(CRYPTO_AND_SENDER, "crypto-and-sender", 1,                                                             \
            "it speaks of coins, and the sender is not who it claims to be")                                 \
    F(OFFICE_AND_SENDER, "office-and-sender", 1,                                                             \
            "it speaks as an office, and the sender is not who it claims to be")                             \
    F(JOB_AND_SENDER, "job-and-sender", 1, "it offers work, and the sender is not who it claims to be")      \
    F(JOB_AND_CHANNEL, "job-and-channel", 1, "it offers work and asks to talk elsewhere")                    \
    F(JOB_AND_FILE, "job-and-file", 1, "it offers work and brings a file that opens more than a document")   \
    F(HEALTH_AND_SENDER, "health-and-sender", 1,                                                             \
            "it speaks of an outbreak, and the sender is not who it claims to be")                           \
    F(HEALTH_AND_FILE, "health-and-file", 1,                                                                 \
            "it speaks of an outbreak and brings a file that opens more than a document")                    \
    F(FORTUNE_AND_REPLY, "fortune-and-reply", 1, "it promises money, and answers go elsewhere")              \
    F(THREAT_AND_COINS, "threat-and-coins", 1, "it threatens, and wants coins")                              \
    F(PASSWORD_AND_FILE, "password-and-file", 1, "it tells the password of its own attachment")

enum feature {
#define F(id, name, side, sentence) FEATURE_##id,
    FEATURES(F)
#undef F
#define CONCEPT(id, name, sentence) FEATURE_##id,
#include "lure_words.inc"
#undef CONCEPT
            FEATURES_COUNT
};
#define FEATURE_FIRST_ABOUT ((enum feature)(FEATURES_COUNT - CONCEPTS)) /* in the order of enum concept_id */

struct mail_features {
    float value[FEATURES_COUNT]; /* 0 .. 1 */
    struct place place[FEATURES_COUNT];
    struct slice seen[FEATURES_COUNT]; /* what was seen, for the reason */
};

/* The three tables of one row a feature. */
const char *feature_name(enum feature feature);     /* "name-unrelated" */
const char *feature_sentence(enum feature feature); /* for people */
int feature_side(enum feature feature);             /* +1: against the message, -1: for it, 0: either */
bool feature_named(struct slice name, enum feature *ret);

/* STATUS_NOMEM: the arena is full; *ret is then not to be used. */
enum status features_of(const struct message *message, const struct mail_conf *conf, struct arena *arena,
        struct mail_features *ret, struct error *err) MUST_USE;
