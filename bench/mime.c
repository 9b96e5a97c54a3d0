/* mime.c - how fast messages are read, and what is found in one.
 *
 * Use     mime FOLDER...: reads every file below into memory, then times mime_read over all of them, then with all
 *         texts decoded and converted. mime --tree FILE...: the structure. mime --attachment: a made-up message
 *         of 256 MB.
 */
#include "bench/messages.h"
#include "core/base/limits.h"
#include "tests/unit/mime_tree.h"

static void decode_texts(const struct mime *mime, struct arena *arena)
{
    bool cut;
    unsigned defects = 0, exhausted = 0;
    for (uint32_t i = 0; i < mime->parts[0].fields; i++)
        (void)mime_field_text(&mime->fields[i], arena, &exhausted);
    for (uint32_t i = 0; i < mime->parts_count; i++) {
        const struct mime_part *part = &mime->parts[i];
        if (part->is_multipart || part->is_message)
            continue;
        struct slice bytes = mime_decode(part, LIMIT_MIME_TEXT, arena, &defects, &cut);
        if (slice_eq(part->type, LIT("text")))
            (void)mime_to_utf8(bytes, part->charset, arena, &defects);
    }
}

static void measure(struct arena *arena, bool decoded)
{
    struct error err;
    uint64_t work = 0, parts = 0;
    size_t rounds = 0, most = 0;
    double start = now(), slowest = 0, took;
    do {
        for (size_t i = 0; i < messages.count; i++) {
            struct mime mime;
            double begun = now();
            arena_reset(arena);
            if (mime_read(messages.at[i], arena, &mime, &err) != STATUS_OK)
                exit(4);
            if (decoded)
                decode_texts(&mime, arena);
            double one = now() - begun;
            slowest = one > slowest ? one : slowest;
            most = arena->used > most ? arena->used : most;
            work += mime.work;
            parts += mime.parts_count;
        }
        rounds++;
    } while ((took = now() - start) < 1);
    double all = (double)rounds * (double)messages.count, bytes = (double)rounds * (double)messages.bytes;
    printf("%-8s %9.0f messages/s %8.1f MB/s, slowest %.2f ms, %.2f units a byte, %.1f parts, arena %zu kB\n",
            decoded ? "decoded" : "read", all / took, bytes / took / 1e6, slowest * 1e3, (double)work / bytes,
            (double)parts / all, most / 1000);
}

static void print_tree(const char *path, struct arena *arena)
{
    struct out out = { 0 };
    struct mime mime;
    struct error err;
    struct stat st;
    if (stat(path, &st) != 0)
        exit(2);
    messages.count = 0;
    add_file(path, (size_t)st.st_size);
    arena_reset(arena);
    if (messages.count == 0 || mime_read(messages.at[0], arena, &mime, &err) != STATUS_OK)
        exit(2);
    tree_text(&out, &mime, arena);
    (void)fwrite(out.at, 1, out.len, stdout);
    out_done(&out);
}

/* 256 MB of base64 in one attachment. */
static void make_attachment(void)
{
    static const char head[] = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                               "Content-Transfer-Encoding: base64\r\n\r\n";
    size_t size = (size_t)256 << 20, len = sizeof head - 1;
    char *at = need(malloc(size));
    memcpy(at, head, len);
    for (size_t i = 0; len < size; i++, len++)
        at[len] = i % 78 == 76 ? '\r' : i % 78 == 77 ? '\n' : 'A';
    messages.at = need(malloc(sizeof *messages.at));
    messages.at[0] = (struct slice){ at, size };
    messages.count = 1;
    messages.bytes = size;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct error err;
    bool tree = argc > 1 && slice_eq(text(argv[1]), LIT("--tree"));
    bool attachment = argc > 1 && slice_eq(text(argv[1]), LIT("--attachment"));
    if (argc < 2 || arena_init(&arena, LIMIT_MESSAGE_ARENA, &err) != STATUS_OK)
        return 2;
    for (int i = tree || attachment ? 2 : 1; i < argc; i++) {
        if (tree && argc > 3)
            printf("%s\n", argv[i]);
        if (tree)
            print_tree(argv[i], &arena);
        else
            add_path(argv[i], 0);
    }
    if (tree)
        return 0;
    if (attachment)
        make_attachment();
    printf("%zu messages, %.1f MB\n", messages.count, (double)messages.bytes / 1e6);
    measure(&arena, false);
    if (!attachment)
        measure(&arena, true);
    return 0;
}
