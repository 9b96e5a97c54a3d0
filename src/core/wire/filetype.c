/* filetype.c - by the first bytes; archives and text by a look further. */
#include "core/wire/filetype.h"

#include "core/base/chars.h"

/* ---- bytes that stand at one place ---- */

static const struct magic {
    const char *type;
    uint16_t at;
    uint8_t len;
    const char *bytes;
} magics[] = {
    { "pdf", 0, 5, "%PDF-" },
    { "rtf", 0, 4, "{\\rt" },
    { "ole", 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" },
    { "zip", 0, 4, "PK\x03\x04" },
    { "zip", 0, 4, "PK\x05\x06" },
    { "7z", 0, 6, "7z\xbc\xaf\x27\x1c" },
    { "rar", 0, 6, "Rar!\x1a\x07" },
    { "gz", 0, 2, "\x1f\x8b" },
    { "bz2", 0, 3, "BZh" },
    { "xz", 0, 6, "\xfd\x37zXZ\0" },
    { "zst", 0, 4, "\x28\xb5\x2f\xfd" },
    { "cab", 0, 4, "MSCF" },
    { "ace", 7, 7, "**ACE**" },
    { "arj", 0, 2, "\x60\xea" },
    { "tar", 257, 5, "ustar" },
    { "iso", 32769, 5, "CD001" },
    { "iso", 32769, 5, "BEA01" }, /* UDF alone */
    { "vhd", 0, 8, "conectix" },
    { "vhdx", 0, 8, "vhdxfile" },
    { "lnk", 0, 8, "L\0\0\0\x01\x14\x02\0" },
    { "one", 0, 8, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d" },
    { "chm", 0, 4, "ITSF" },
    { "exe", 0, 2, "MZ" },
    { "elf", 0, 4,
            "\x7f"
            "ELF" },
    { "macho", 0, 4, "\xcf\xfa\xed\xfe" },
    { "macho", 0, 4, "\xca\xfe\xba\xbe" },
    { "png", 0, 4, "\x89PNG" },
    { "jpeg", 0, 3, "\xff\xd8\xff" },
    { "gif", 0, 4, "GIF8" },
    { "bmp", 0, 2, "BM" },
    { "tiff", 0, 4, "II*\0" },
    { "tiff", 0, 4, "MM\0*" },
    { "ico", 0, 4, "\0\0\x01\0" },
    { "webp", 8, 4, "WEBP" },
    { "audio", 8, 4, "WAVE" },
    { "audio", 0, 3, "ID3" },
    { "audio", 0, 4, "OggS" },
    { "audio", 0, 4, "fLaC" },
    { "audio", 0, 5, "#!AMR" },
    { "video", 4, 4, "ftyp" },
    { "video", 8, 4, "AVI " },
    { "tnef", 0, 4, "\x78\x9f\x3e\x22" },
};

static const char *by_magic(struct slice head)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        const struct magic *m = &magics[i];
        if (head.len >= (size_t)m->at + m->len && memcmp(head.at + m->at, m->bytes, m->len) == 0)
            return m->type;
    }
    return NULL;
}

/* ---- archives ---- */

static uint32_t le16(const char *p)
{
    return (unsigned char)p[0] | (uint32_t)(unsigned char)p[1] << 8;
}

static uint32_t le32(const char *p)
{
    return le16(p) | le16(p + 2) << 16;
}

struct zip_member {
    struct slice name;
    bool is_encrypted;
};

#define ZIP_LOCAL 30u

/* The member whose local header stands at *at, which moves to the next as far as that can be told. */
static bool zip_next(struct slice head, size_t *at, struct zip_member *ret)
{
    struct slice rest = slice_skip(head, *at);
    if (rest.len < ZIP_LOCAL || !slice_starts(rest, LIT("PK\x03\x04")))
        return false;
    size_t name = le16(rest.at + 26), extra = le16(rest.at + 28), packed = le32(rest.at + 18);
    ret->name = slice_first(slice_skip(rest, ZIP_LOCAL), name);
    ret->is_encrypted = le16(rest.at + 6) & 1;
    size_t used = ZIP_LOCAL + name + extra + packed;
    if ((le16(rest.at + 6) & 8) && packed == 0) /* the size stands behind the bytes */
        used = rest.len - slice_skip(rest, ZIP_LOCAL).len
                + slice_find_slice(slice_skip(rest, ZIP_LOCAL), LIT("PK\x03\x04"));
    *at += used < rest.len ? used : rest.len;
    return true;
}

#define ZIP_LOOKED 64u /* members */

static const char *zip_kind(struct slice head)
{
    static const struct {
        const char *begins, *type;
    } known[] = { { "[Content_Types].xml", "ooxml" }, { "word/", "ooxml" }, { "xl/", "ooxml" },
        { "ppt/", "ooxml" }, { "META-INF/", "jar" }, { "AndroidManifest.xml", "jar" } };
    struct zip_member member;
    size_t at = 0;
    for (unsigned n = 0; n < ZIP_LOOKED && zip_next(head, &at, &member); n++) {
        if (n == 0 && slice_eq(member.name, LIT("mimetype")))
            return "odf";
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
            if (slice_starts(member.name, text(known[i].begins)))
                return known[i].type;
    }
    return "zip";
}

/* An OLE file's kind stands in its directory, mostly within its first 64 KiB. */
static const char *ole_kind(struct slice head)
{
    if (slice_find_slice(head, LIT("\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46")) < head.len)
        return "msi";
    if (slice_find_slice(head, LIT("_\0_\0n\0a\0m\0e\0i\0d\0_\0")) < head.len)
        return "msg";
    return "ole";
}

/* ---- text ---- */

static bool begins_nocase(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && slice_eq_nocase(slice_first(s, prefix.len), prefix);
}

static bool has_nocase(struct slice s, struct slice what)
{
    char first = what.at[0], other = (char)(first >= 'a' && first <= 'z' ? first - 32 : first);
    for (size_t i = 0; i + what.len <= s.len; i++)
        if ((s.at[i] == first || s.at[i] == other)
                && slice_eq_nocase((struct slice){ s.at + i, what.len }, what))
            return true;
    return false;
}

static struct slice skip_blank(struct slice s)
{
    (void)take_lit(&s, LIT("\xef\xbb\xbf"));
    size_t i = 0;
    while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\r' || s.at[i] == '\n'))
        i++;
    return slice_skip(s, i);
}

static const struct {
    const char *begins, *type;
} texts[] = {
    { "<!doctype html", "html" },
    { "<html", "html" },
    { "<head", "html" },
    { "<body", "html" },
    { "<script", "html" },
    { "<meta", "html" },
    { "<iframe", "html" },
    { "<table", "html" },
    { "<div", "html" },
    { "<form", "html" },
    { "<style", "html" },
    { "<title", "html" },
    { "<a ", "html" },
    { "<p>", "html" },
    { "<hta:", "hta" },
    { "<svg", "svg" },
    { "BEGIN:VCALENDAR", "ics" },
    { "BEGIN:VCARD", "vcf" },
    { "[InternetShortcut]", "url" },
    { "#!", "script" },
    { "@echo", "script" },
    { "-----BEGIN PGP", "pgp" },
    { "-----BEGIN PKCS7", "p7" },
    { "-----BEGIN CERT", "p7" },
    { "Received:", "eml" },
    { "Return-Path:", "eml" },
    { "Delivered-To:", "eml" },
    { "MIME-Version:", "eml" },
};

static const struct {
    const char *ending, *type;
} script_endings[] = {
    { "js", "script" },
    { "jse", "script" },
    { "vbs", "script" },
    { "vbe", "script" },
    { "wsf", "script" },
    { "wsh", "script" },
    { "ps1", "script" },
    { "bat", "script" },
    { "cmd", "script" },
    { "sh", "script" },
    { "scpt", "script" },
    { "py", "script" },
    { "hta", "hta" },
    { "htm", "html" },
    { "html", "html" },
    { "shtml", "html" },
    { "xhtml", "html" },
    { "svg", "svg" },
    { "ics", "ics" },
    { "url", "url" },
    { "eml", "eml" },
    { "mobileconfig", "mobileconfig" },
};

#define TEXT_LOOKED 4096u

static bool is_text(struct slice head)
{
    size_t odd = 0;
    struct slice s = slice_first(head, TEXT_LOOKED);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        odd += c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b;
    }
    return s.len > 0 && odd * 50 < s.len;
}

static const char *by_ending(struct slice name)
{
    struct slice ending = filename_ending(name);
    for (size_t i = 0; i < sizeof script_endings / sizeof script_endings[0]; i++)
        if (slice_eq_nocase(ending, text(script_endings[i].ending)))
            return script_endings[i].type;
    return NULL;
}

static const char *xml_kind(struct slice s)
{
    struct slice near = slice_first(s, TEXT_LOOKED);
    if (has_nocase(near, LIT("<html")) || has_nocase(near, LIT("xhtml")))
        return "html";
    if (has_nocase(near, LIT("<svg")))
        return "svg";
    return has_nocase(s, LIT("payloadcontent")) ? "mobileconfig" : "xml";
}

/* What a text is, by how it begins; where that leaves it open by its name, then by what stands near its begin. */
static const char *text_kind(struct slice head, struct slice name)
{
    struct slice s = skip_blank(head);
    while (slice_starts(s, LIT("<!--"))) { /* each comment is passed once: linear */
        size_t end = slice_find_slice(s, LIT("-->"));
        if (end == s.len)
            break;
        s = skip_blank(slice_skip(s, end + 3));
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (begins_nocase(s, text(texts[i].begins)))
            return texts[i].type;
    if (begins_nocase(s, LIT("<?xml")) || begins_nocase(s, LIT("<!doctype")))
        return xml_kind(s);
    const char *named = by_ending(name);
    if (named != NULL)
        return named;
    struct slice near = slice_first(s, TEXT_LOOKED);
    if (has_nocase(near, LIT("<html")) || has_nocase(near, LIT("<body")) || has_nocase(near, LIT("<script")))
        return "html";
    return "text";
}

const char *filetype_of(struct slice head, struct slice name)
{
    const char *type = by_magic(head);
    if (type != NULL && strcmp(type, "zip") == 0)
        return zip_kind(head);
    if (type != NULL && strcmp(type, "ole") == 0)
        return ole_kind(head);
    if (type != NULL)
        return type;
    struct slice near = slice_first(head, 1024); /* readers of PDF take rubbish of that length before it */
    if (slice_find_slice(near, LIT("%PDF-")) < near.len)
        return "pdf";
    if (head.len > 2 && head.at[0] == 0x30 && (unsigned char)head.at[1] >= 0x80
            && slice_find_slice(near, LIT("\x2a\x86\x48\x86\xf7\x0d\x01\x07")) < near.len)
        return "p7"; /* DER of pkcs-7 */
    /* UTF-16 with its mark, as Notepad saves scripts */
    if (slice_starts(head, LIT("\xff\xfe")) || slice_starts(head, LIT("\xfe\xff")))
        return by_ending(name) != NULL ? by_ending(name) : "text";
    return is_text(head) ? text_kind(head, name) : "";
}

/* ---- encryption ---- */

static bool zip_is_encrypted(struct slice head)
{
    struct zip_member member;
    size_t at = 0;
    for (unsigned n = 0; n < ZIP_LOOKED && zip_next(head, &at, &member); n++)
        if (member.is_encrypted)
            return true;
    return false;
}

/* RAR 1.5-4: a flag of the archive's header, or of the first file; RAR 5: an encryption header comes first. */
static bool rar_is_encrypted(struct slice head)
{
    if (slice_starts(head, LIT("Rar!\x1a\x07\x01\x00")))
        return head.len > 13 && (head.at[13] == 4 || head.at[12] == 4);
    if (head.len < 30)
        return false;
    return (le16(head.at + 10) & 0x80) || (head.at[22] == 0x74 && (le16(head.at + 23) & 4));
}

bool filetype_is_encrypted(struct slice head, const char *type)
{
    if (strcmp(type, "zip") == 0 || strcmp(type, "ooxml") == 0 || strcmp(type, "jar") == 0)
        return zip_is_encrypted(head);
    if (strcmp(type, "rar") == 0)
        return rar_is_encrypted(head);
    if (strcmp(type, "pdf") == 0)
        return slice_find_slice(head, LIT("/Encrypt")) < head.len;
    if (strcmp(type, "ole") == 0) /* an encrypted OOXML file is an OLE file that holds this stream */
        return slice_find_slice(head, LIT("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0")) < head.len;
    return false;
}

/* ---- names ---- */

static struct slice without_tail(struct slice name)
{
    while (name.len > 0 && (name.at[name.len - 1] == ' ' || name.at[name.len - 1] == '.'))
        name.len--;
    return name;
}

static struct slice behind_last_dot(struct slice name)
{
    size_t i = name.len;
    while (i > 0 && name.at[i - 1] != '.' && name.at[i - 1] != '/' && name.at[i - 1] != '\\')
        i--;
    return i > 1 && name.at[i - 1] == '.' ? slice_skip(name, i) : (struct slice){ name.at, 0 };
}

struct slice filename_ending(struct slice name)
{
    return behind_last_dot(without_tail(name));
}

struct slice filename_ending_before(struct slice name)
{
    static const char *const known[] = { "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "rtf",
        "csv", "jpg", "jpeg", "png", "gif", "mp3", "mp4", "wav", "zip", "html", "htm", "odt" };
    struct slice ending = filename_ending(name);
    if (ending.len == 0)
        return ending;
    struct slice before = filename_ending(slice_first(name, (size_t)(ending.at - name.at) - 1));
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (slice_eq_nocase(before, text(known[i])))
            return before;
    return (struct slice){ name.at, 0 };
}

bool filename_is_turned(struct slice name)
{
    while (name.len > 0) {
        size_t len;
        uint32_t c = char_next(name, &len);
        if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200f)
            return true;
        name = slice_skip(name, len);
    }
    return false;
}
