/* features.c - the table of features, and who fills them in which order. */
#include "core/detect/mail/features.h"

#include "core/detect/mail/mail_inside.h"

static const struct {
    const char *name, *sentence;
    int side;
} table[FEATURES_COUNT] = {
#define F(id, name, side, sentence) [FEATURE_##id] = { name, sentence, side },
    FEATURES(F)
#undef F
#define CONCEPT(id, name, sentence) [FEATURE_##id] = { name, sentence, 1 },
#include "lure_words.inc"
#undef CONCEPT
};

const char *feature_name(enum feature feature)
{
    return table[feature].name;
}

const char *feature_sentence(enum feature feature)
{
    return table[feature].sentence;
}

int feature_side(enum feature feature)
{
    return feature == FEATURE_ABOUT_OPT_OUT ? 0 : table[feature].side;
}

bool feature_named(struct slice name, enum feature *ret)
{
    for (unsigned i = 0; i < FEATURES_COUNT; i++)
        if (slice_eq(name, text(table[i].name))) {
            *ret = (enum feature)i;
            return true;
        }
    return false;
}

void put(struct looking *l, enum feature feature, double value, struct place place, struct slice seen)
{
    struct mail_features *f = l->f;
    if (!(value > 0))
        return;
    if (f->place[feature].kind == PLACE_NONE) {
        f->place[feature] = place;
        f->seen[feature] = slice_first(seen, 200);
    }
    f->value[feature] = (float)most((double)f->value[feature], least(value, 1));
}

enum status features_of(const struct message *message, const struct mail_conf *conf, struct arena *arena,
        struct mail_features *ret, struct error *err)
{
    struct looking l = { .m = message, .conf = conf, .arena = arena, .f = ret };
    memset(ret, 0, sizeof *ret);
    look_at_author(&l);
    if (!look_at_words(&l))
        return fail(err, STATUS_NOMEM, "no room for the words of a message of %zu bytes", message->raw.len);
    look_at_identity(&l);
    look_at_links(&l);
    look_at_files(&l);
    look_at_shape(&l);
    look_at_both(&l);
    return STATUS_OK;
}
