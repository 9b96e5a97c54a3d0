/* features_random.c - letters that nobody chose.
 *
 * Method  mean surprise of a letter after the one before it, from the words of data/lure-words: names of people,
 *         companies and places read like words of some language, draws do not. Short names cannot be told.
 */
#include "core/detect/mail/mail_inside.h"

/* letter_bits[before][letter]: surprise in sixteenths of a bit; 0 is the begin, 1..26 letters, 27 a digit. */
#define LETTER_BITS
#include "lure_words.inc"

#define RANDOM_BITS 5.6 /* one in a thousand of the domains and mailboxes of honest mail is above */
#define LETTERS_MIN 7u

static unsigned letter_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (unsigned)(c - 'A') + 1;
    if (c >= 'a' && c <= 'z')
        return (unsigned)(c - 'a') + 1;
    return c >= '0' && c <= '9' ? 27 : 28;
}

double letters_surprise(struct slice s)
{
    unsigned before = 0, n = 0, sum = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned letter = letter_of(s.at[i]);
        if (letter == 28) {
            before = 0;
            continue;
        }
        sum += letter_bits[before][letter];
        before = letter;
        n++;
    }
    return n == 0 ? 0 : sum / 16.0 / n;
}

bool is_random(struct slice label)
{
    unsigned letters = 0, switches = 0;
    bool digit = false;
    for (size_t i = 0; i < label.len; i++) {
        unsigned letter = letter_of(label.at[i]);
        if (letter == 28)
            continue;
        if (letters > 0 && (letter == 27) != digit)
            switches++;
        digit = letter == 27;
        letters++;
    }
    return letters >= LETTERS_MIN && (switches >= 4 || letters_surprise(label) > RANDOM_BITS);
}
