/* mail_inside.h - what the files that look at a message share.
 *
 * Layer   core/detect/mail.
 */
#pragma once

#include "core/detect/mail/features.h"
#include "core/detect/mail/phrases.h"
#include "core/names/posing.h"

#define TEXT_WORDS 6000u   /* of the text that concepts are looked for in: people read less */
#define OPENING_WORDS 120u /* count in full; what stands behind them counts the less the longer it is */
#define NAME_FOLDED 320u
#define NAMED_MAX 12u
#define HOST_ANYONES (HOST_FREE_HOSTING | HOST_FILE_SHARING)

/* Where the words of a message stand. */
enum mail_zone { ZONE_NAME, ZONE_SUBJECT, ZONE_TEXT, ZONE_LINK_TEXT, ZONES };

/* A well-known name that the message speaks of, and where first. */
struct named {
    posing_id who;
    enum mail_zone zone;
    uint32_t at, len; /* in the zone's text */
    uint32_t times;
};

struct looking {
    const struct message *m;
    const struct mail_conf *conf;
    struct arena *arena;
    struct mail_features *f;

    /* who wrote it: From, or Reply-To where a mailing list put itself into From */
    struct mail_address author;
    struct slice registered, label; /* of the author's domain */
    unsigned kinds;                 /* enum host_kind of the author's domain */
    bool is_broken;                 /* no mail can come from this address */
    bool by_list;                   /* From is a list's */
    bool is_like;                   /* the domain is, or imitates, one of core/names/posing */
    struct posing_likeness like;
    char name[NAME_FOLDED], address[NAME_FOLDED];
    size_t name_len, address_len;

    /* the text */
    struct mail_word *words;
    size_t words_count;
    size_t own_words;        /* before what is quoted */
    size_t own_end, foot;    /* offsets in text: the quotation's begin; the signature's */
    size_t disguised;        /* words in disguise */
    float concept[CONCEPTS]; /* strength, 0 .. 1 */
    struct named named[NAMED_MAX];
    size_t named_count;

    /* links that lead somewhere */
    size_t links, links_own, links_unrelated, links_mailer;
    bool link_loud; /* one of the marks that honest links lack */
};

/* Raises the feature to `value` and keeps the first place that proves it. */
void put(struct looking *l, enum feature feature, double value, struct place place, struct slice seen);

static inline double most(double a, double b)
{
    return a > b ? a : b;
}

static inline double least(double a, double b)
{
    return a < b ? a : b;
}

static inline double value_of(const struct looking *l, enum feature feature)
{
    return (double)l->f->value[feature];
}

static inline struct place at_field(uint32_t field)
{
    struct place place = { .kind = PLACE_FIELD, .index = field };
    if (field == UINT32_MAX)
        place = (struct place){ .kind = PLACE_WHOLE };
    return place;
}

static inline struct place at_from(const struct looking *l)
{
    return at_field(l->m->from_field);
}

static inline struct place at_subject(const struct looking *l)
{
    return at_field(l->m->subject_field);
}

static inline struct place at_link(uint32_t link)
{
    return (struct place){ .kind = PLACE_LINK, .index = link };
}

static inline struct place at_whole(void)
{
    return (struct place){ .kind = PLACE_WHOLE };
}

static inline bool slice_has(struct slice s, struct slice needle)
{
    return needle.len > 0 && slice_find_slice(s, needle) < s.len;
}

/* Mean surprise of the letters, in bits: 3 to 4.5 for words and names, over 5.5 for letters drawn at random. */
double letters_surprise(struct slice s);
bool is_random(struct slice label);

bool host_is_cheap(struct slice host);        /* its suffix is one of those that abuse prefers */
bool host_is_common(struct slice registered); /* in the foot of everybody's mail */

/* The author, before all; then each looks at its part, in this order. */
void look_at_author(struct looking *l);
bool look_at_words(struct looking *l); /* false: the arena is full */
void look_at_identity(struct looking *l);
void look_at_links(struct looking *l);
void look_at_files(struct looking *l);
void look_at_shape(struct looking *l);
void look_at_both(struct looking *l); /* what counts only together */
