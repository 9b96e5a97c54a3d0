/* parse_samples.c - every row of the tables of formats and line sources tells what it is, of which versions and how to
 * export it, and shows a sample that is read by no other than itself. A new row is covered by being there. */
#include <stdlib.h>
#include <string.h>

#include "core/parse/formats.h"
#include "core/parse/line_source.h"
#include "tap.h"

static char said[512];
#define SAYS(condition, ...) ((void)snprintf(said, sizeof said, __VA_ARGS__), OK((condition), said))

static struct record records[64];
static struct batch batch;

/* Reads the sample as the head and the whole of an input; false when the format did not open. */
static bool read_sample(const struct format *format, const char *sample)
{
    size_t len = strlen(sample);
    char *data = calloc(1, len + LIMIT_PADDING);
    struct reader *reader = NULL;
    struct error err = { 0 };
    if (data == NULL)
        return false;
    memcpy(data, sample, len);
    struct slice whole = { data, len };
    struct arena scratch = batch.scratch;
    batch = (struct batch){ .at = records, .cap = 64, .scratch = scratch };
    arena_reset(&batch.scratch);
    bool opened = format->open == NULL || format->open(format, whole, &reader, &err) == STATUS_OK;
    if (opened)
        (void)format->parse(reader, whole, 0, &batch);
    else
        printf("# %s: %s\n", format->name, err.message);
    if (opened && format->close != NULL)
        format->close(&reader);
    free(data);
    return opened;
}

static bool is_told(const char *words)
{
    return words != NULL && words[0] != '\0';
}

static bool is_name(const char *name)
{
    return is_told(name) && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

/* One line for the list of all; no end of a sentence, which a list has none of. */
static bool is_help(const char *help)
{
    return is_told(help) && strlen(help) <= 200 && strchr(help, '\n') == NULL
            && help[strlen(help) - 1] != '.';
}

static void test_words(
        const char *name, const char *help, const char *versions, const char *how, enum family family)
{
    SAYS(is_name(name), "%s: a name of small letters, digits and dashes", name);
    SAYS(is_help(help), "%s: help is one line", name);
    SAYS(is_told(versions), "%s: versions", name);
    SAYS(is_told(how), "%s: how to export it", name);
    SAYS(family > FAMILY_OTHER && family < FAMILY_COUNT, "%s: family", name);
}

static void test_gives(const char *name, enum gives gives)
{
    SAYS(gives == GIVES_BOTH || gives == GIVES_MESSAGES
                    || (gives == GIVES_ACCESSES ? batch.signins : batch.accesses) == 0,
            "%s: the sample tells what the row says", name);
}

static void test_format(const struct format *format)
{
    const char *why = "";
    test_words(format->name, format->help, format->versions, format->how, format->family);
    SAYS(format_named(text(format->name)) == format, "%s: found by its name", format->name);
    if (format->framing == FRAME_BLOCKS)
        return; /* cannot be shown as text */
    SAYS(is_told(format->sample), "%s: a sample", format->name);
    if (!is_told(format->sample))
        return;
    const struct format *sniffed = format_sniff(text(format->sample), &why);
    SAYS(sniffed == format, "%s: its sample is sniffed as %s", format->name, sniffed ? sniffed->name : why);
    SAYS(read_sample(format, format->sample), "%s: its sample opens", format->name);
    bool is_mail = format->gives == GIVES_MESSAGES;
    SAYS(batch.unparsed == 0 && (batch.signins + batch.accesses == 0) == is_mail,
            "%s: its sample is read (%s)", format->name,
            batch.sampled ? batch.sample[0].why : "nothing in it");
    test_gives(format->name, format->gives);
}

static void test_line_source(const struct line_source *source)
{
    const char *why = "";
    test_words(source->name, source->help, source->versions, source->how, source->family);
    SAYS(is_told(source->expected), "%s: what is expected of a line", source->name);
    SAYS(is_told(source->sample), "%s: a sample", source->name);
    if (!is_told(source->sample))
        return;
    const struct format *format = format_sniff(text(source->sample), &why);
    SAYS(format != NULL && strcmp(format->name, "syslog") == 0, "%s: its sample is sniffed as lines (%s)",
            source->name, format ? format->name : why);
    SAYS(read_sample(format_named(LIT("syslog")), source->sample), "%s: its sample opens", source->name);
    SAYS(batch.unparsed == 0 && batch.signins + batch.accesses > 0, "%s: its sample is read (%s)",
            source->name, batch.sampled ? batch.sample[0].why : "nothing in it");
    SAYS(batch.sources > 1 && batch.of[1].name != NULL && strcmp(batch.of[1].name, source->name) == 0,
            "%s: its sample is its own, not that of %s", source->name,
            batch.sources > 1 ? batch.of[1].name : "none");
    test_gives(source->name, source->gives);
}

/* No name twice: `cordon formats NAME` and the counts go by it. */
static void test_names(void)
{
    for (size_t i = 0; line_sources[i] != NULL; i++) {
        SAYS(format_named(text(line_sources[i]->name)) == NULL, "%s: no format's name",
                line_sources[i]->name);
        for (size_t k = 0; k < i; k++)
            if (strcmp(line_sources[i]->name, line_sources[k]->name) == 0)
                SAYS(false, "%s: twice", line_sources[i]->name);
    }
}

int main(void)
{
    struct error err;
    if (!OK(arena_init(&batch.scratch, LIMIT_SCRATCH, &err) == STATUS_OK, "scratch"))
        return tap_done();
    for (size_t i = 0; formats[i] != NULL; i++)
        test_format(formats[i]);
    for (size_t i = 0; line_sources[i] != NULL; i++)
        test_line_source(line_sources[i]);
    test_names();
    arena_done(&batch.scratch);
    return tap_done();
}
