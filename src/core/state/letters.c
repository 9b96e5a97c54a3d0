/* letters.c - pages that are filled, and a table of phrases. */
#include "core/state/letters.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"

#define PAGE ((size_t)64 * 1024)
#define PHRASES 1024u /* slots; an occupied one is left to who came first */

struct page {
    struct page *next;
    size_t used, room;
    char at[];
};

struct pen {
    struct page *pages;
    const char *phrases[PHRASES];
    bool failed;
};

enum status pen_new(struct pen **ret, struct error *err)
{
    struct pen *pen = calloc(1, sizeof *pen);
    if (pen == NULL)
        return fail(err, STATUS_NOMEM, "no memory to keep verdicts");
    *ret = pen;
    return STATUS_OK;
}

void pen_free(struct pen **pen)
{
    if (*pen == NULL)
        return;
    for (struct page *page = (*pen)->pages, *next; page != NULL; page = next) {
        next = page->next;
        free(page);
    }
    free(*pen);
    *pen = NULL;
}

static void *take(struct pen *pen, size_t size, size_t align)
{
    struct page *page = pen->pages;
    size_t start = page ? (page->used + align - 1) & ~(align - 1) : 0;
    if (page == NULL || start + size > page->room) {
        size_t room = size > PAGE / 4 ? size : PAGE - sizeof *page;
        page = malloc(sizeof *page + room);
        if (page == NULL) {
            pen->failed = true;
            return NULL;
        }
        page->used = 0;
        page->room = room;
        if (size > PAGE / 4 && pen->pages != NULL) { /* the one that is being filled stays in front */
            page->next = pen->pages->next;
            pen->pages->next = page;
        } else {
            page->next = pen->pages;
            pen->pages = page;
        }
        start = 0;
    }
    page->used = start + size;
    return page->at + start;
}

void *pen_take(struct pen *pen, size_t size)
{
    void *at = take(pen, size, sizeof(void *));
    return at != NULL ? memset(at, 0, size) : NULL;
}

/* Not within a character. */
static size_t cut_of(struct slice s, size_t most)
{
    if (s.len <= most)
        return s.len;
    size_t len = most;
    while (len > 0 && most - len < 4 && ((unsigned char)s.at[len] & 0xc0) == 0x80)
        len--;
    return len;
}

const char *pen_text(struct pen *pen, struct slice s, size_t most)
{
    size_t len = cut_of(s, most);
    char *at = len > 0 ? take(pen, len + 1, 1) : NULL;
    if (at == NULL)
        return "";
    for (size_t i = 0; i < len; i++)
        at[i] = s.at[i] != '\0' ? s.at[i] : ' ';
    at[len] = '\0';
    return at;
}

const char *pen_phrase(struct pen *pen, struct slice s, size_t most)
{
    const char **slot = &pen->phrases[hash_bytes(s, 0) % PHRASES];
    if (*slot != NULL && slice_eq(text(*slot), s))
        return *slot;
    const char *at = pen_text(pen, s, most);
    if (*slot == NULL)
        *slot = at;
    return at;
}

bool pen_failed(const struct pen *pen)
{
    return pen->failed;
}
