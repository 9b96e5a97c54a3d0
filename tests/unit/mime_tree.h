/* mime_tree.h - a message's structure as text, one part a line, for tests and for looking.
 *
 * Form    two blanks a level, then type, [encoding], (charset), "name", {content id}, decoded bytes, what is odd, and
 *         how a text begins: "  text/html quoted-printable (utf-8) 214 bytes !bad-quoted = <p>Hello". Budgets that
 *         were exhausted come last.
 */
#pragma once

#include <inttypes.h>

#include "core/base/out.h"
#include "core/wire/mime.h"

static inline void tree_defects(struct out *out, unsigned defects)
{
    static const char *const names[] = { "no-boundary", "not-closed", "bad-field", "bad-base64", "bad-quoted",
        "nul", "twice", "bare-cr", "8bit-header", "bad-type", "bad-charset", "encoded-multipart" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (defects >> i & 1)
            out_printf(out, " !%s", names[i]);
}

static inline void tree_part(struct out *out, const struct mime *mime, uint32_t index, struct arena *arena)
{
    static const char *const encodings[] = { "", " base64", " quoted-printable", " uuencode",
        " unknown-encoding" };
    const struct mime_part *part = &mime->parts[index];
    unsigned defects = part->defects;
    size_t used;
    bool cut;
    for (uint32_t i = 0; i < part->depth; i++)
        out_text(out, "  ");
    out_terminal(out, part->type, 0, true);
    out_text(out, "/");
    out_terminal(out, part->subtype, 0, true);
    out_text(out, encodings[part->encoding]);
    out_text(out, part->is_attachment ? " attachment" : "");
    if (part->charset.len) {
        out_text(out, " (");
        out_terminal(out, part->charset, 0, true);
        out_text(out, ")");
    }
    if (part->name.at) {
        out_text(out, " \"");
        out_terminal(out, part->name, 0, false);
        out_text(out, "\"");
    }
    if (part->content_id.len) {
        out_text(out, " {");
        out_terminal(out, part->content_id, 0, true);
        out_text(out, "}");
    }
    struct slice bytes = { NULL, 0 };
    if (!part->is_multipart && !part->is_message) {
        bytes = mime_decode(part, SIZE_MAX / 2, arena, &defects, &cut);
        out_printf(out, " %zu bytes", bytes.len);
    }
    if (slice_eq(part->type, LIT("text")) && bytes.len) {
        struct slice said = mime_to_utf8(bytes, part->charset, arena, &defects);
        tree_defects(out, defects);
        out_text(out, " = ");
        out_terminal(out, slice_trim(slice_line(said, &used)), 40, false);
    } else {
        tree_defects(out, defects);
    }
    out_text(out, "\n");
}

static inline void tree_children(
        struct out *out, const struct mime *mime, uint32_t parent, struct arena *arena)
{
    /* Children of a decoded part stand behind all others: print by parent. No recursion: the next in the order
     * of reading below `parent`. */
    uint32_t path[64], depth = 0, index = parent;
    for (;;) {
        tree_part(out, mime, index, arena);
        path[depth++] = index;
        uint32_t next = index + 1;
        while (depth > 0) {
            while (next < mime->parts_count && mime->parts[next].parent != path[depth - 1])
                next++;
            if (next < mime->parts_count)
                break;
            next = path[--depth] + 1;
        }
        if (depth == 0)
            return;
        index = next;
    }
}

static inline void tree_text(struct out *out, const struct mime *mime, struct arena *arena)
{
    tree_children(out, mime, 0, arena);
    for (unsigned i = 0; i < MIME_BUDGETS; i++)
        if (mime->exhausted >> i & 1)
            out_printf(out, "exhausted: %s\n", mime_budget_name(1u << i));
}
