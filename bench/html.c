/* html.c - how fast HTML messages are read, their links taken apart, and names and domains looked up.
 *
 * Use     html FOLDER...: takes every text/html part of the messages below as UTF-8, then times each step over all of them
 *         html --show FILE: what is seen and found in one file of HTML
 */
#include "core/wire/html.h"
#include "bench/messages.h"
#include "core/base/limits.h"
#include "core/names/posing.h"
#include "core/wire/mime.h"
#include "core/wire/url.h"

static struct {
    struct slice *at;
    size_t count, room, bytes;
} parts;

static void part_add(struct slice utf8)
{
    if (parts.count == parts.room) {
        parts.room = parts.room ? parts.room * 2 : 1024;
        parts.at = need(realloc(parts.at, parts.room * sizeof *parts.at));
    }
    char *at = need(malloc(utf8.len + 1));
    if (utf8.len)
        memcpy(at, utf8.at, utf8.len);
    parts.at[parts.count++] = (struct slice){ at, utf8.len };
    parts.bytes += utf8.len;
}

static void message_add(struct slice raw, struct arena *arena)
{
    struct mime mime;
    struct error err;
    arena_reset(arena);
    if (mime_read(raw, arena, &mime, &err) != STATUS_OK)
        return;
    for (uint32_t i = 0; i < mime.parts_count; i++) {
        const struct mime_part *part = &mime.parts[i];
        unsigned defects = 0;
        bool cut = false;
        if (!slice_eq(part->type, LIT("text")) || !slice_eq(part->subtype, LIT("html")))
            continue;
        struct slice bytes = mime_decode(part, LIMIT_MIME_TEXT, arena, &defects, &cut);
        part_add(mime_to_utf8(bytes, part->charset, arena, &defects));
    }
}

static double processor(void)
{
    struct timespec ts;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

enum step { STEP_HTML, STEP_LINKS, STEP_DOMAINS, STEP_NAMES, STEPS };

static size_t run(struct slice part, struct arena *arena, enum step step, size_t *ret_links)
{
    struct html html;
    struct url url;
    struct slice target, by;
    struct posing_likeness likeness;
    struct posing_hit hits[16];
    size_t found = 0;
    arena_reset(arena);
    html_read(part, arena, &html);
    *ret_links += html.links_count;
    for (uint32_t i = 0; step >= STEP_LINKS && i < html.links_count; i++) {
        target = html.links[i].target;
        found += url_unwrap(target, arena, &target, &by);
        if (url_split(target, arena, &url) && step >= STEP_DOMAINS)
            found += posing_domain(url.host, &likeness);
    }
    if (step >= STEP_NAMES)
        found += posing_names(html.text, hits, 16);
    return found;
}

static void measure(struct arena *arena)
{
    static const char *const says[STEPS] = { "html", "+ links", "+ domains", "+ names" };
    for (int step = 0; step < STEPS; step++) {
        double best = 1e9;
        size_t links = 0, found = 0;
        for (unsigned round = 0; round < 5; round++) {
            double from = processor();
            links = found = 0;
            for (size_t i = 0; i < parts.count; i++)
                found += run(parts.at[i], arena, (enum step)step, &links);
            double took = processor() - from;
            best = took < best ? took : best;
        }
        printf("%-10s %7.1f MB/s  %9.0f parts/s  %zu links, %zu found\n", says[step],
                (double)parts.bytes / best / 1e6, (double)parts.count / best, links, found);
    }
}

static void show(struct slice utf8, struct arena *arena)
{
    struct html html;
    html_read(utf8, arena, &html);
    const struct {
        const char *name;
        struct slice text;
    } texts[] = { { "title", html.title }, { "text", html.text }, { "hidden", html.hidden },
        { "outlook", html.outlook }, { "alt", html.alt } };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        printf("%s: %.*s\n", texts[i].name, (int)texts[i].text.len,
                texts[i].text.len ? texts[i].text.at : "");
    for (uint32_t i = 0; i < html.links_count; i++) {
        const struct html_link *link = &html.links[i];
        printf("link %d %.*s [%.*s]%s%s%s\n", (int)link->kind, (int)link->target.len,
                link->target.len ? link->target.at : "", (int)link->len,
                link->len ? html.text.at + link->at : "", link->is_hidden ? " hidden" : "",
                link->has_image ? " image" : "", link->is_outlook ? " outlook" : "");
    }
    for (uint32_t i = 0; i < html.forms_count; i++)
        printf("form [%.*s]%s %u inputs\n", (int)html.forms[i].action.len,
                html.forms[i].action.len ? html.forms[i].action.at : "",
                html.forms[i].has_password ? " password" : "", html.forms[i].inputs);
    printf("tags %u, tables %u, images %u (%u tiny), scripts %u, handlers %u, invisible %u, soft hyphens %u, "
           "turns %u, "
           "hidden by %x, over %x, work %llu\n",
            html.tags, html.tables, html.images, html.tiny_images, html.scripts_count, html.handlers,
            html.invisible, html.soft_hyphens, html.turns, html.hidden_by, html.over,
            (unsigned long long)html.work);
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct error err;
    if (arena_init(&arena, 64u * 1024 * 1024, &err) != STATUS_OK) {
        fprintf(stderr, "html: %s\n", err.message);
        return 4;
    }
    if (argc == 3 && strcmp(argv[1], "--show") == 0) {
        add_path(argv[2], 0);
        for (size_t i = 0; i < messages.count; i++)
            show(messages.at[i], &arena);
        arena_done(&arena);
        return 0;
    }
    for (int i = 1; i < argc; i++)
        add_path(argv[i], 0);
    for (size_t i = 0; i < messages.count; i++)
        message_add(messages.at[i], &arena);
    printf("%zu parts, %.1f MB\n", parts.count, (double)parts.bytes / 1e6);
    if (parts.count > 0)
        measure(&arena);
    arena_done(&arena);
    return 0;
}
