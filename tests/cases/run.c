/* run.c - a case file: what stands in a log, and the sign-ins that are to be read from it.
 *
 * Form    --- file NAME [mtime=DATE]   what the input holds, up to the next ---
 *         --- evtx NAME [mtime=DATE]   the same, of Windows events: tools/evtx/writer.h says how they are written down
 *         --- options OPTION...        as on the command line
 *         --- events                   TIME ACCOUNT SOURCE OUTCOME METHOD ATTEMPTS, one a line, in order
 *                                      of an access ACTION stands for OUTCOME, OUTCOME for METHOD, and
 *                                      its object behind
 *         --- incidents                KIND SEVERITY OUTCOME: ACCOUNT ... | SOURCE ... | ACTION ... as
 *                                      tests/stories/told.h writes them, in order of severity; nothing: quiet
 *         --- summary KEY=N...         of what became of the lines (lines, signins, accesses, context, irrelevant,
 *                                      unparsed, duplicates, late)
 *         Within a file \xHH is a byte and \q a trailing space; # lines before the first --- say why.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/run.h"
#include "core/engine/engine.h"
#include "evtx/writer.h"
#include "tests/stories/told.h"
#include "tests/unit/tap.h"

#define FILES_MAX 8

struct scene {
    char folder[64];
    char paths[FILES_MAX][256];
    size_t files;
    char *args[32];
    int args_count;
    char *words;                        /* of the options */
    char *events, *incidents, *summary; /* expected; NULL: not told */
};

static struct run run;
static struct out got;

static struct engine *engine; /* NULL: no case asks for incidents */

static void new_engine(void)
{
    const struct engine_conf conf = { .false_alarms_per_year = 0.1 };
    struct error err;
    if (engine_new(&conf, run.interner, &engine, &err) != STATUS_OK)
        abort();
}

static void check_incidents(const char *expected)
{
    static char said[1 << 16];
    struct incidents found;
    struct error err;
    if (engine_report(engine, &found, &err) != STATUS_OK)
        abort();
    told_incidents(said, sizeof said, &found);
    if (!OK(strcmp(said, expected) == 0, "the incidents are these"))
        printf("# --- got\n%s# --- expected\n%s", said, expected);
    incidents_free(&found);
    engine_free(&engine);
}

static void take(void *ctx, const struct event *ev, size_t count)
{
    (void)ctx;
    if (engine != NULL)
        engine_feed(engine, ev, count);
    for (size_t i = 0; i < count; i++) {
        char when[TIME_TEXT_MAX], from[IP_TEXT_MAX] = "-";
        (void)time_format(ev[i].time, when);
        struct ip_addr source = interner_source(run.interner, ev[i].source);
        if (!ip_is_none(source))
            (void)ip_format_source(source, from);
        out_printf(&got, "%s ", when);
        (void)out_terminal(&got, interner_account(run.interner, ev[i].account), 0, true);
        if (ev[i].action == ACTION_NONE) {
            out_printf(&got, " %s %s %s %u\n", from, outcome_name(ev[i].outcome), method_name(ev[i].method),
                    ev[i].repeat);
            continue;
        }
        out_printf(&got, " %s %s %s %u ", from, action_name(ev[i].action), outcome_name(ev[i].outcome),
                ev[i].repeat);
        (void)out_terminal(&got, interner_device(run.interner, ev[i].device), 0, true);
        out_text(&got, "\n");
    }
}

static void restart(void *ctx)
{
    (void)ctx;
    if (engine != NULL) {
        engine_free(&engine);
        new_engine();
    }
    got.len = 0;
}

static unsigned hex(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a' + 10);
}

/* "\x00" and "\q" of the case file become bytes. */
static size_t plain(char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '\\' && i + 3 < len && s[i + 1] == 'x') {
            s[n++] = (char)(hex(s[i + 2]) << 4 | hex(s[i + 3]));
            i += 3;
        } else if (s[i] == '\\' && i + 1 < len && s[i + 1] == 'q') {
            s[n++] = ' ';
            i++;
        } else
            s[n++] = s[i];
    }
    return n;
}

/* The events as an event log, in the writer's memory. */
static struct slice event_log(struct evtx_writer *writer, struct slice events)
{
    evtx_writer_begin(writer);
    const char *wrong = evtx_from_text(writer, events);
    if (wrong != NULL) {
        printf("Bail out! no such line of an event: %.60s\n", wrong);
        exit(2);
    }
    return evtx_writer_end(writer);
}

static void add_file(struct scene *scene, char *head, char *body, size_t len)
{
    static struct evtx_writer writer;
    bool events = strncmp(head, "evtx ", 5) == 0;
    char name[100] = "", when[40] = "2026-11-10", stamp[64];
    time_us mtime;
    bool zoned;
    if (sscanf(head, "%*s %99s mtime=%39s", name, when) < 1 || scene->files == FILES_MAX)
        abort();
    char *path = scene->paths[scene->files++], folder[64];
    memcpy(folder, scene->folder, sizeof folder);
    (void)snprintf(path, 256, "%s/%s", folder, name);
    FILE *to = fopen(path, "w");
    struct slice all = events ? event_log(&writer, (struct slice){ body, len })
                              : (struct slice){ body, plain(body, len) };
    if (to == NULL || fwrite(all.at, 1, all.len, to) != all.len || fclose(to) != 0)
        abort();
    if (events)
        evtx_writer_done(&writer);
    (void)snprintf(stamp, sizeof stamp, "%sT00:00:00Z", when);
    struct slice s = text(stamp);
    if (!take_time_iso(&s, &mtime, &zoned))
        abort();
    struct timespec times[2] = { { mtime / TIME_SECOND, 0 }, { mtime / TIME_SECOND, 0 } };
    if (utimensat(AT_FDCWD, path, times, 0) != 0)
        abort();
}

static void add_options(struct scene *scene, char *words)
{
    for (char *word = strtok(words, " "); word != NULL && scene->args_count < 24; word = strtok(NULL, " "))
        scene->args[scene->args_count++] = word;
}

static char *keep(char **at, char *text)
{
    free(*at);
    return *at = text;
}

static void read_section(struct scene *scene, char *head, char *body, size_t len)
{
    if (strncmp(head, "file ", 5) == 0 || strncmp(head, "evtx ", 5) == 0)
        add_file(scene, head, body, len);
    else if (strncmp(head, "options ", 8) == 0)
        add_options(scene, keep(&scene->words, strdup(head + 8)));
    else if (strncmp(head, "events", 6) == 0)
        (void)keep(&scene->events, strndup(body, len));
    else if (strncmp(head, "incidents", 9) == 0)
        (void)keep(&scene->incidents, strndup(body, len));
    else if (strncmp(head, "summary ", 8) == 0)
        (void)keep(&scene->summary, strdup(head + 8));
    else {
        printf("Bail out! no such section: %s\n", head);
        exit(2);
    }
}

static void read_scene(struct scene *scene, char *all)
{
    char *at = strncmp(all, "--- ", 4) == 0 ? all : strstr(all, "\n--- ");
    while (at != NULL) {
        char *head = at + (*at == '\n') + 4, *line_end = strchr(head, '\n');
        if (line_end == NULL)
            return;
        *line_end = '\0';
        char *body = line_end + 1, *next = strncmp(body, "--- ", 4) == 0 ? body : strstr(body, "\n--- ");
        size_t len = next == NULL ? strlen(body) : (size_t)(next - body) + (next != body);
        /* A line that is to end unfinished is followed by a lone backslash. */
        if (len >= 2 && body[len - 2] == '\\' && body[len - 1] == '\n')
            len -= 2;
        bool glued = next == body;
        read_section(scene, head, body, len);
        at = glued ? body - 1 : next;
        if (glued)
            *at = '\n';
    }
}

static uint64_t count_named(const struct summary *sum, const char *key)
{
    const struct {
        const char *name;
        uint64_t val;
    } all[] = { { "lines", sum->lines }, { "signins", sum->signins }, { "accesses", sum->accesses },
        { "context", sum->context }, { "irrelevant", sum->irrelevant }, { "unparsed", sum->unparsed },
        { "duplicates", sum->duplicates }, { "oversize", sum->oversize }, { "late", sum->late },
        { "problems", run.problems.count } };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strcmp(all[i].name, key) == 0)
            return all[i].val;
    printf("Bail out! no such count: %s\n", key);
    exit(2);
}

static void check_summary(char *expected)
{
    for (char *word = strtok(expected, " "); word != NULL; word = strtok(NULL, " ")) {
        char *equals = strchr(word, '=');
        if (equals == NULL)
            abort();
        *equals = '\0';
        uint64_t val = count_named(&run.summary, word);
        if (!OK(val == strtoull(equals + 1, NULL, 10), word))
            printf("# %s is %llu, expected %s\n", word, (unsigned long long)val, equals + 1);
    }
}

static void clean(const struct scene *scene)
{
    for (size_t i = 0; i < scene->files; i++)
        (void)unlink(scene->paths[i]);
    (void)rmdir(scene->folder);
}

int main(int argc, char **argv)
{
    static char all[1 << 20];
    struct scene scene = { .folder = "/tmp/cordon-case-XXXXXX" };
    struct options opt;
    struct pipeline_sink sink = { .take = take, .restart = restart };
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (file == NULL || mkdtemp(scene.folder) == NULL)
        return 2;
    all[fread(all, 1, sizeof all - 1, file)] = '\0';
    (void)fclose(file);
    read_scene(&scene, all);
    if (!options_read(&opt, scene.args_count, scene.args, "events"))
        return 2;
    opt.quiet = true;
    const char *paths[FILES_MAX];
    for (size_t i = 0; i < scene.files; i++)
        paths[i] = scene.paths[i];
    enum exit_code code = run_open(&run, &opt, paths, scene.files);
    if (code == EXIT_DONE && scene.incidents != NULL)
        new_engine();
    if (code == EXIT_DONE)
        code = run_read(&run, &sink);
    OK(code == EXIT_DONE || scene.events == NULL, "is read");
    out_bytes(&got, LIT("\0"));
    if (scene.events != NULL && !OK(strcmp(got.at, scene.events) == 0, "the sign-ins are these"))
        printf("# --- got\n%s# --- expected\n%s", got.at, scene.events);
    if (scene.incidents != NULL && engine != NULL)
        check_incidents(scene.incidents);
    if (scene.summary != NULL)
        check_summary(scene.summary);
    (void)run_close(&run, code);
    clean(&scene);
    out_done(&got);
    options_done(&opt);
    free(scene.events);
    free(scene.incidents);
    free(scene.summary);
    free(scene.words);
    return tap_done();
}
