/* export_samples.c - prints the samples in a form, for forms.py to read: export_samples FORM incidents|signins. */
#include <stdlib.h>

#include "signin_sample.h"

static const struct exporting x = { .version = "1.2.3", .organisation = "" };

static void put_signins(struct out *out, const struct form *form)
{
    struct interner *names = NULL;
    struct event events[SAMPLE_SIGNINS_MAX];
    struct error err;
    if (interner_new(&interner_default_caps, 1, &names, &err) != STATUS_OK)
        return;
    size_t count = sample_signins(names, events);
    if (form->head != NULL)
        form->head(out, &x);
    for (size_t i = 0; i < count; i++) {
        const struct sign_in in = { names, &events[i], SAMPLE_FILE,
            interner_account(names, events[i].account) };
        form->event(out, &in, &x);
    }
    interner_free(&names);
}

int main(int argc, char **argv)
{
    struct incidents all = sample_incidents();
    struct out out = { 0 };
    const struct form *form = argc == 3 ? form_named(argv[1]) : NULL;
    bool of_incidents = argc == 3 && strcmp(argv[2], "incidents") == 0;
    if (form == NULL || (of_incidents ? form->incidents == NULL : form->event == NULL))
        return 2;
    if (of_incidents)
        form->incidents(&out, &all, &x);
    else
        put_signins(&out, form);
    bool ok = !out.failed && fwrite(out.at, 1, out.len, stdout) == out.len;
    out_done(&out);
    return ok ? 0 : 1;
}
