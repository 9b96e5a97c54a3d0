/* message_inside.h - what the files that read a message share.
 *
 * Layer   core/parse.
 */
#pragma once

#include "core/base/arena.h"
#include "core/model/message.h"
#include "core/parse/message.h"
#include "core/wire/html.h"
#include "core/wire/mime.h"

#define PIECES_MAX \
    64u /* texts of one message that are put together; more are counted as text beyond the limit */

/* One text part as it is seen; html.links count from the begin of its own text. */
struct text_piece {
    struct slice text;
    struct html html; /* of an HTML part; else all 0 */
    uint32_t at;      /* in message.text */
    uint32_t found;   /* addresses in its text */
};

struct message_reading {
    struct mime mime;
    struct arena *arena;
    struct message *m;
    struct text_piece *pieces; /* room for one a part */
    uint32_t pieces_count;
};

/* message_fields.c: fields that people know, addresses, dates, ids, hops. */
void message_read_fields(struct message_reading *r);

/* message_hops.c: a Received field's value, unfolded. */
struct hop hop_read(struct slice value);

/* message_text.c: the parts that are text, put together; calendar, what is signed, bounces. */
void message_read_text(struct message_reading *r);
/* Is this part shown as text? */
bool part_is_text(const struct mime *mime, uint32_t part);

/* message_links.c: of the pieces, and addresses in the text; forms. */
void message_read_links(struct message_reading *r);

/* message_files.c: everything that is no text. */
void message_read_files(struct message_reading *r);

/* message_address.c: the mailboxes of a field's value, the first `room` of them to `to`; counts all in *ret_total. */
uint32_t addresses_read(struct slice value, struct arena *arena, unsigned *exhausted, struct mail_address *to,
        uint32_t room, uint32_t *ret_total);
