/* message_links.c - links as they stand and what they open in the end; forms. */
#include "core/base/limits.h"
#include "core/names/domain.h"
#include "core/parse/message_inside.h"
#include "core/wire/url.h"

static enum link_kind kind_of(enum html_link_kind kind)
{
    static const enum link_kind kinds[] = { [HTML_A] = LINK_A,
        [HTML_AREA] = LINK_A,
        [HTML_FORM] = LINK_FORM,
        [HTML_IMAGE] = LINK_IMAGE,
        [HTML_FRAME] = LINK_FRAME,
        [HTML_REFRESH] = LINK_REFRESH,
        [HTML_STYLE] = LINK_STYLE,
        [HTML_SCRIPT] = LINK_SCRIPT,
        [HTML_TEXT] = LINK_TEXT };
    return kinds[kind];
}

/* What it opens in the end, without opening anything. */
static void fill_target(struct message_link *link, struct arena *arena)
{
    struct slice target = link->target, next, by;
    struct url url;
    for (unsigned i = 0; i < LIMIT_UNWRAPS && url_unwrap(target, arena, &next, &by); i++) {
        if (link->by.len == 0)
            link->by = by;
        target = next;
    }
    if (!url_split(target, arena, &url))
        return;
    link->is_mailto = url.scheme == URL_MAILTO;
    link->is_data = url.scheme == URL_DATA;
    link->is_script = url.scheme == URL_JAVASCRIPT;
    link->has_user = url.user.len > 0 && (url.scheme == URL_HTTP || url.scheme == URL_HTTPS);
    link->is_ip = url.is_ip;
    link->port = url.port;
    link->path = url.path;
    link->query = url.query;
    if (url.scheme != URL_HTTP && url.scheme != URL_HTTPS && url.scheme != URL_OTHER
            && url.scheme != URL_FILE)
        return;
    link->host = url.host;
    link->registered = url.is_ip ? url.host : domain_registered(url.host);
}

static struct message_link *new_link(struct message_reading *r, uint32_t room)
{
    if (r->m->links_count == room) {
        r->m->exhausted |= MIME_BUDGET_LINKS;
        return NULL;
    }
    return &r->m->links[r->m->links_count++];
}

static void add_html_link(struct message_reading *r, uint32_t room, const struct text_piece *piece,
        const struct html_link *from)
{
    struct message_link *link = new_link(r, room);
    if (link == NULL)
        return;
    *link = (struct message_link){ .kind = kind_of(from->kind),
        .target = from->target,
        .is_hidden = from->is_hidden,
        .has_image = from->has_image };
    if (piece->text.len > 0 && (size_t)from->at + from->len <= piece->text.len) {
        link->at = piece->at + from->at;
        link->len = from->len;
    }
    fill_target(link, r->arena);
}

/* Addresses in the text of a piece that are no links there. Links of HTML come in the order of their texts. */
static void add_text_links(
        struct message_reading *r, uint32_t room, const struct text_piece *piece, const struct slice *all)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < piece->found; i++) {
        struct slice found = all[i];
        size_t begin = (size_t)(found.at - piece->text.at);
        while (next < piece->html.links_count
                && (size_t)piece->html.links[next].at + piece->html.links[next].len <= begin)
            next++;
        if (next < piece->html.links_count && piece->html.links[next].at <= begin
                && piece->html.links[next].len > 0)
            continue;
        struct message_link *link = new_link(r, room);
        if (link == NULL)
            return;
        *link = (struct message_link){
            .kind = LINK_TEXT, .target = found, .at = piece->at + (uint32_t)begin, .len = (uint32_t)found.len
        };
        fill_target(link, r->arena);
    }
}

static void add_forms(struct message_reading *r, const struct html *html, uint32_t room)
{
    for (uint32_t i = 0; i < html->forms_count && r->m->forms_count < room; i++) {
        struct message_link link = { .target = html->forms[i].action };
        fill_target(&link, r->arena);
        r->m->forms[r->m->forms_count++] = (struct message_form){
            .host = link.host, .has_password = html->forms[i].has_password, .inputs = html->forms[i].inputs
        };
    }
}

/* Addresses in the texts, piece by piece, at most LIMIT_LINKS of all; how many there are. */
static uint32_t find_in_texts(struct message_reading *r, struct slice *all)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->pieces_count; i++) {
        struct text_piece *piece = &r->pieces[i];
        size_t at = 0;
        while (count < LIMIT_LINKS && url_find(piece->text, &at, &all[count])) {
            piece->found++;
            count++;
        }
    }
    if (count == LIMIT_LINKS)
        r->m->exhausted |= MIME_BUDGET_LINKS;
    return count;
}

void message_read_links(struct message_reading *r)
{
    struct slice *found = r->pieces_count > 0 ? arena_take(r->arena, LIMIT_LINKS * sizeof *found) : NULL;
    uint32_t room = found != NULL ? find_in_texts(r, found) : 0, forms = 0;
    for (uint32_t i = 0; i < r->pieces_count; i++) {
        room += r->pieces[i].html.links_count;
        forms += r->pieces[i].html.forms_count;
    }
    room = room < LIMIT_LINKS ? room : LIMIT_LINKS;
    forms = forms < LIMIT_LINKS ? forms : LIMIT_LINKS;
    r->m->links = room > 0 ? arena_take(r->arena, room * sizeof *r->m->links) : NULL;
    r->m->forms = forms > 0 ? arena_take(r->arena, forms * sizeof *r->m->forms) : NULL;
    if ((room > 0 && r->m->links == NULL) || (forms > 0 && r->m->forms == NULL)) {
        r->m->exhausted |= MIME_BUDGET_MEMORY;
        return;
    }
    for (uint32_t i = 0; i < r->pieces_count; i++) {
        for (uint32_t k = 0; k < r->pieces[i].html.links_count; k++)
            add_html_link(r, room, &r->pieces[i], &r->pieces[i].html.links[k]);
        if (found != NULL && r->pieces[i].found > 0) {
            add_text_links(r, room, &r->pieces[i], found);
            found += r->pieces[i].found;
        }
        add_forms(r, &r->pieces[i].html, forms);
    }
}
