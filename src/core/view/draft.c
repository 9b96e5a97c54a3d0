/* draft.c - the frame of every draft, and what stands above it. */
#include "core/view/draft.h"

#include <stdio.h>

#include "core/view/draft_inside.h"

static const struct draft_form *const forms[DRAFTS] = {
    [DRAFT_NIS2_24H] = &draft_nis2_24h,
    [DRAFT_NIS2_72H] = &draft_nis2_72h,
    [DRAFT_NIS2_MONTH] = &draft_nis2_month,
    [DRAFT_GDPR] = &draft_gdpr,
    [DRAFT_HIPAA] = &draft_hipaa,
};

const char *draft_name(enum draft_kind kind)
{
    return forms[kind < DRAFTS ? kind : DRAFT_NIS2_24H]->name;
}

bool draft_from_name(struct slice name, enum draft_kind *ret)
{
    for (int i = 0; i < DRAFTS; i++)
        if (slice_eq(name, text(forms[i]->name))) {
            *ret = (enum draft_kind)i;
            return true;
        }
    return false;
}

/* What a person should know before he signs: above all, whether there is anything to report. */
static void say_doubt(struct paper *p, enum draft_kind kind, const struct matter *m)
{
    bool of_data = kind == DRAFT_GDPR || kind == DRAFT_HIPAA;
    if (!matter_is_attack(m))
        paper_block(p, BLOCK_STATE,
                "This is no attack: a machine goes on with an old password. As far as these logs tell there "
                "is nothing to report.");
    else if (matter_is_use(m))
        paper_block(p, BLOCK_STATE,
                "Ask the holders of the emergency account first: if one of them used it, there is nothing to "
                "report.");
    else if (of_data && m->inc->outcome == ACCESS_TRIED)
        paper_block(p, BLOCK_STATE,
                "These logs show no breach of data: passwords were tried, and nobody got in as far as they "
                "tell.");
    else if (!of_data && m->inc->severity <= SEVERITY_LOW)
        paper_block(p, BLOCK_STATE,
                "This is guessing that reaches every address of the internet. By itself it is hardly "
                "significant in the sense of Article 23(3).");
}

void draft_rows(struct paper *p, const struct draft_row *row, const struct matter *m)
{
    paper_fields(p);
    for (; row->label != NULL; row++) {
        paper_field(p, row->label);
        if (row->say != NULL)
            row->say(p, m);
        paper_say(p, row->words);
        paper_shut(p);
    }
    paper_fields_end(p);
}

void draft_paper(struct paper *p, enum draft_kind kind, const struct matter *m)
{
    const struct draft_form *form = forms[kind < DRAFTS ? kind : DRAFT_NIS2_24H];
    char mark[TLP_MARK_MAX], title[160];
    (void)snprintf(title, sizeof title, "DRAFT, not sent: %s", form->title);
    paper_begin(p, title, matter_mark(m, mark));
    say_doubt(p, kind, m);
    paper_open(p, BLOCK_TEXT, NULL);
    paper_sayf(p,
            "%s. Filled in by a program, as far as sign-in logs can tell. A person has to check it, fill in "
            "what is in [brackets], and sign it. Nothing has been sent. This is no legal advice.",
            form->law);
    paper_shut(p);
    for (const struct draft_section *s = form->sections; s->heading != NULL; s++) {
        paper_block(p, BLOCK_HEADING, s->heading);
        if (s->block != NULL)
            s->block(p, m);
        else
            draft_rows(p, s->rows, m);
    }
    paper_block(p, BLOCK_HEADING, "Checked and signed");
    paper_block(p, BLOCK_TEXT, "[fill in: name, role, date and time]");
    paper_end(p);
}
