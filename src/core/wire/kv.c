/* kv.c - pairs from the front. */
#include "core/wire/kv.h"

static bool ends_value(struct slice in, size_t at, char separator)
{
    return at >= in.len || in.at[at] == separator || in.at[at] == ' ';
}

/* Behind the opening quote. */
static struct slice quoted(struct slice *in, char separator)
{
    for (size_t i = 0; i < in->len; i++) {
        if (in->at[i] == '\\' && i + 1 < in->len && !ends_value(*in, i + 2, separator)) {
            i++;
        } else if (in->at[i] == '"' && ends_value(*in, i + 1, separator)) {
            struct slice value = slice_first(*in, i);
            *in = slice_skip(*in, i + 1);
            return value;
        }
    }
    struct slice value = *in; /* cut off */
    *in = slice_skip(*in, in->len);
    return value;
}

/* "bob of ward 4 act=login": up to the space before the next key, whose '=' no backslash is before. */
static struct slice bare_of_cef(struct slice *in)
{
    size_t space = in->len;
    for (size_t i = 0; i < in->len; i++) {
        if (in->at[i] == ' ')
            space = i;
        else if (in->at[i] == '\\')
            i++;
        else if (in->at[i] == '=' && space < i)
            break;
        else if (i + 1 == in->len)
            space = in->len;
    }
    struct slice value = slice_first(*in, space);
    *in = slice_skip(*in, space);
    return slice_trim(value);
}

bool kv_next(struct slice *in, char separator, struct slice *ret_key, struct slice *ret_value)
{
    while (in->len > 0) {
        while (in->len && (in->at[0] == ' ' || in->at[0] == separator))
            *in = slice_skip(*in, 1);
        size_t n = 0;
        while (n < in->len && in->at[n] != '=' && in->at[n] != ' ' && in->at[n] != separator)
            n++;
        if (n == 0 || n == in->len || in->at[n] != '=') {
            *in = slice_skip(*in, n + (n == 0));
            continue;
        }
        *ret_key = slice_first(*in, n);
        *in = slice_skip(*in, n + 1);
        if (separator == KV_CEF) {
            *ret_value = bare_of_cef(in);
        } else if (take_lit(in, LIT("\""))) {
            *ret_value = quoted(in, separator);
        } else {
            for (n = 0; !ends_value(*in, n, separator); n++)
                ;
            *ret_value = slice_first(*in, n);
            *in = slice_skip(*in, n);
        }
        return true;
    }
    return false;
}

static const struct kv_key *key_named(const struct kv_key *keys, struct slice name)
{
    for (; keys->name != NULL; keys++)
        if (keys->name[0] == name.at[0] && slice_eq(name, text(keys->name)))
            return keys;
    return NULL;
}

char kv_separator(struct slice in)
{
    size_t comma = slice_find(slice_first(in, 64), ',');
    return comma < 64 && comma < slice_find(in, ' ') ? ',' : ' ';
}

uint32_t kv_read(struct slice in, char separator, const struct kv_key *keys, struct slice *values)
{
    const struct kv_key *by[32] = { NULL };
    uint32_t twice = 0;
    struct slice key, value;
    while (kv_next(&in, separator, &key, &value)) {
        const struct kv_key *known = key_named(keys, key);
        if (known == NULL)
            continue;
        if (by[known->slot] == NULL) {
            by[known->slot] = known;
            values[known->slot] = value;
        } else if (by[known->slot] == known && !slice_eq(values[known->slot], value)) {
            twice |= UINT32_C(1) << known->slot;
        }
    }
    return twice;
}
