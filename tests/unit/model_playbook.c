/* model_playbook.c - every playbook that is compiled in can be weighed, told and shown. */
#include "core/model/playbook.h"
#include "core/view/books.h"
#include "help.h"

/* At most one number, and only of the kinds that playbook.c can put in. */
static bool is_sentence(const char *words)
{
    if (words == NULL)
        return true;
    const char *mark = strstr(words, "%.");
    for (const char *c = words; *c != '\0'; c++)
        if (*c == '%' && c != mark && c[1] != ' ')
            return false;
    return mark == NULL
            || (mark[2] >= '0' && mark[2] <= '2' && mark[3] == 'f' && strstr(mark + 1, "%.") == NULL);
}

static bool is_feature(const struct playbook_feature *ft)
{
    return ft->published != NULL && ft->usual > 0 && ft->usual < ft->holds && ft->holds < 1
            && ft->min <= ft->max && playbook_nats(ft, true) >= 0 && playbook_nats(ft, false) <= 0
            && playbook_bearing(ft) > 0 && is_sentence(ft->yes) && is_sentence(ft->no)
            && is_sentence(ft->unknown)
            && (strcmp(ft->name, "window") != 0 || (ft->week != 0 && ft->from < ft->to && ft->to <= 48));
}

static void test_table(void)
{
    const char *before = "";
    for (const struct playbook *book = playbooks; book->name != NULL; book++) {
        bool ok = strcmp(before, book->name) < 0 && book->sources[0] != '\0' && book->actor[0] != '\0'
                && book->unpublished[0] != '\0' && playbook_features(book) > 0;
        for (size_t i = 0; i < playbook_features(book); i++)
            if (!is_feature(&book->features[i])) {
                printf("# %s, feature %zu\n", book->name, i + 1);
                ok = false;
            }
        OK(ok, book->name);
        before = book->name;
    }
}

static void test_weights(void)
{
    struct playbook_feature ft = { .name = "sources", .holds = 0.9, .usual = 0.1, .weight = 1 };
    OK(playbook_nats(&ft, true) > 2.19 && playbook_nats(&ft, true) < 2.20, "ln 9 for a fit");
    OK(playbook_nats(&ft, false) < -2.19, "as much against");
    ft.weight = 0.5;
    OK(playbook_nats(&ft, true) < 1.1, "half of it at half weight");
    ft.doubt = 2;
    OK(playbook_bearing(&ft) == 2, "not to know it weighs what is given");
}

static void test_screens(void)
{
    struct out out = { 0 };
    struct screen screen = { .width = 60 };
    OK(view_playbook(&out, "gru-2021", &screen), "one in full");
    OK(out.len > 0 && slice_find_slice((struct slice){ out.at, out.len }, LIT("not published")) < out.len,
            "... says what is not published");
    size_t before = out.len;
    OK(!view_playbook(&out, "nobody", &screen) && !view_playbook(&out, "", &screen) && out.len == before,
            "none of another name, and nothing is printed");
    out_done(&out);
}

int main(void)
{
    test_table();
    test_weights();
    test_screens();
    return tap_done();
}
