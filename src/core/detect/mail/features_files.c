/* features_files.c - attachments by name and first bytes; their insides are another detector's. */
#include "core/detect/mail/mail_inside.h"

static const char *const programs[] = { "exe", "scr", "com", "pif", "bat", "cmd", "js", "jse", "vbs", "vbe",
    "wsf", "hta", "lnk", "url", "ps1", "msi", "msc", "jar", "reg", "cpl", "iso", "img", "vhd", "vhdx", "udf",
    "one", "xll", "ade", "chm", "appx", "msix", "mobileconfig", "apk", "library-ms", "search-ms",
    "settingcontent-ms", "desktop", "elf" };
static const char *const archives[] = { "zip", "rar", "7z", "ace", "arj", "cab", "gz", "tgz", "xz", "bz2",
    "lzh", "z", "r00", "r01", "uue", "tar" };
static const char *const office[] = { "doc", "docx", "docm", "dot", "dotm", "dotx", "xls", "xlsx", "xlsm",
    "xlsb", "xlt", "xltm", "ppt", "pptx", "pptm", "ppsx", "rtf", "odt", "ods", "pub", "csv" };
static const char *const macros[] = { "docm", "dotm", "xlsm", "xlsb", "xltm", "pptm", "xll" };
static const char *const pages[] = { "htm", "html", "shtml", "xhtml", "svg", "mht", "mhtml" };
static const char *const papers[] = { "pdf", "doc", "docx", "xls", "xlsx", "jpg", "jpeg", "png", "txt", "rtf",
    "csv" };

#define HAS(list, word) is_one_of(word, list, sizeof list / sizeof list[0])

static bool is_one_of(struct slice word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_eq_nocase(word, text(list[i])))
            return true;
    return false;
}

/* "pdf" of "a.pdf"; empty: none. */
static struct slice ending(struct slice name)
{
    name = slice_trim(name);
    size_t dot = slice_find_last(name, LIT("."));
    return dot < name.len ? slice_skip(name, dot + 1) : (struct slice){ "", 0 };
}

/* What the first bytes of a file with that ending may be; NULL: anything. */
static const char *const *types_of(struct slice end)
{
    static const char *const pdf[] = { "pdf", NULL },
                             *const ole[] = { "ole", "ooxml", "zip", "html", "xml", NULL },
                             *const ooxml[] = { "ooxml", "zip", "ole", NULL },
                             *const zip[] = { "zip", "ooxml", "jar", NULL },
                             *const image[] = { "jpeg", "png", "gif", "webp", "bmp", "tiff", "heic", NULL };
    if (slice_eq_nocase(end, LIT("pdf")))
        return pdf;
    if (HAS(((const char *const[]){ "doc", "xls", "ppt" }), end))
        return ole;
    if (HAS(((const char *const[]){ "docx", "xlsx", "pptx" }), end))
        return ooxml;
    if (slice_eq_nocase(end, LIT("zip")))
        return zip;
    if (HAS(((const char *const[]){ "jpg", "jpeg", "png", "gif" }), end))
        return image;
    return NULL;
}

static bool is_mismatch(const struct message_file *file, struct slice end)
{
    const char *const *types = types_of(end);
    if (types == NULL || file->type == NULL || file->type[0] == '\0')
        return false;
    for (; *types != NULL; types++)
        if (strcmp(*types, file->type) == 0)
            return false;
    return true;
}

static bool type_is(const struct message_file *file, const char *type)
{
    return file->type != NULL && strcmp(file->type, type) == 0;
}

static bool page_smuggles(struct slice head)
{
    static const char *const signs[] = { "type=\"password\"", "type='password'", "type=password", "atob(",
        "msSaveBlob", "createObjectURL", "fromCharCode", "unescape(", "eval(", "document.write(",
        "new Blob" };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (slice_has(head, text(signs[i])))
            return true;
    return false;
}

static void look_at_page(struct looking *l, const struct message_file *file, struct place place)
{
    if (page_smuggles(file->head))
        put(l, FEATURE_FILE_SMUGGLES, 1, place, file->name);
    put(l, FEATURE_FILE_HTML, 1, place, file->name);
}

static void look_at_file(struct looking *l, uint32_t i)
{
    const struct message_file *file = &l->m->files[i];
    struct place place = { .kind = PLACE_FILE, .index = i };
    struct slice end = ending(file->name),
                 before = ending(slice_first(file->name, file->name.len - end.len - (end.len > 0)));
    bool program = HAS(programs, end) || type_is(file, "exe") || type_is(file, "lnk") || type_is(file, "iso");
    if (program || HAS(macros, end))
        put(l, FEATURE_FILE_PROGRAM, program ? 1 : 0.6, place, file->name);
    if (HAS(archives, end))
        put(l, FEATURE_FILE_ARCHIVE, 1, place, file->name);
    if (HAS(office, end))
        put(l, FEATURE_FILE_OFFICE, 1, place, file->name);
    if (slice_eq_nocase(end, LIT("pdf")) || type_is(file, "pdf"))
        put(l, FEATURE_FILE_PDF, 1, place, file->name);
    if (slice_eq_nocase(end, LIT("ics")) || slice_eq(file->declared, LIT("text/calendar")))
        put(l, FEATURE_FILE_INVITATION, 1, place, file->name);
    if (HAS(pages, end))
        look_at_page(l, file, place);
    if (file->is_encrypted)
        put(l, FEATURE_FILE_LOCKED, 1, place, file->name);
    if (is_mismatch(file, end))
        put(l, FEATURE_FILE_MISMATCH, 1, place, file->name);
    if (HAS(papers, before) && (program || HAS(archives, end) || HAS(pages, end)))
        put(l, FEATURE_FILE_DOUBLE, 1, place, file->name);
}

void look_at_files(struct looking *l)
{
    bool attached = false;
    for (uint32_t i = 0; i < l->m->files_count; i++) {
        look_at_file(l, i);
        attached |= !l->m->files[i].is_inline;
    }
    if (attached && l->own_words < 60
            && (value_of(l, FEATURE_FILE_PDF) > 0 || value_of(l, FEATURE_FILE_OFFICE) > 0
                    || value_of(l, FEATURE_FILE_ARCHIVE) > 0 || value_of(l, FEATURE_FILE_HTML) > 0))
        put(l, FEATURE_FILE_LITTLE_TEXT, l->own_words < 25 ? 1 : 0.6, at_whole(), (struct slice){ "", 0 });
}
