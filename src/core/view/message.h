/* message.h - one message as a person may look at it: what it says it is, what it opens, its text with the evidence marked.
 *
 * Layer   core/view: includes base and model only. Pure: fills a buffer.
 * Safe    links are written so that nobody opens them by accident (hxxps://evil[.]example/), every text is escaped for where it
 *         goes, and what is not seen in a mail program is shown apart.
 * Marks   [1], [2] ... are the reasons as the list has them; in the text [1>...<1] without colour, <mark> in HTML.
 */
#pragma once

#include "core/model/letter.h"
#include "core/view/terminal.h"

struct message_shown {
    const struct message *message;
    const struct letter *letter; /* its verdict, made of the same bytes */
    const char *file;
    const char *const *exhausted; /* what was over a limit, in words; NULL-terminated, or NULL */
};

/* Text beyond this many bytes is not shown; how much is said. */
#define MESSAGE_TEXT_SHOWN ((size_t)32 * 1024)

void view_message(struct out *out, const struct message_shown *shown, const struct screen *screen);

/* The same as a piece of a page: headings of level 3 and below, no styles of its own. */
void view_message_html(struct out *out, const struct message_shown *shown);

/* An address on the web that nobody opens by accident. */
void put_defanged(struct out *out, struct slice target);
