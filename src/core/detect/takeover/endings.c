/* endings.c - many files that get one new ending; docs/rules/ransomware.md. */
#include <math.h>

#include "core/detect/takeover/takeover.h"

#define ENOUGH 30u /* files; fewer say nothing */

/* What programs and people rename to every day: rotated logs, office files saved through a temporary name,
 * pictures, half a download. */
static const char *const ordinary[] = { "bak", "old", "tmp", "temp", "part", "crdownload", "download",
    "filepart", "gz", "bz2", "xz", "zst", "zip", "7z", "rar", "tar", "tgz", "log", "lock", "swp", "pid", "db",
    "sqlite", "txt", "csv", "tsv", "json", "xml", "html", "pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm",
    "ppt", "pptx", "odt", "ods", "odp", "rtf", "msg", "eml", "pst", "one", "vsdx", "jpg", "jpeg", "png",
    "gif", "tif", "tiff", "bmp", "heic", "webp", "raw", "cr2", "nef", "dng", "svg", "mp3", "mp4", "mov",
    "avi", "mkv", "wav", "dcm", "nii", "mrc", "fastq", "fasta", "bam", "vcf", "sam", "mzml", "czi", "lif",
    "nd2", "dwg", "exe", "dll", "msi", "iso", "vmdk", "vbk", "vib", "vbm", "mdb", "accdb", "ini", "conf",
    "cfg", "py", "r", "c", "h", "js" };

/* Endings that advisories name: #StopRansomware of CISA and others on LockBit (March 2023), Conti (September
 * 2021), Ryuk against hospitals (AA20-302A, October 2020), Akira (April 2024), Phobos (February 2024), Medusa
 * (March 2025), and words that many of them use. */
static const char *const told[] = { "locked", "encrypted", "crypt", "crypted", "enc", "lockbit", "conti",
    "ryk", "akira", "medusa", "phobos", "eking", "elbie", "devos", "faust", "basta", "royal", "blacksuit",
    "hive", "wncry", "wcry", "cerber", "locky", "makop", "rhysida", "play", "vice" };

static bool is_one_of(struct slice ending, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_eq_nocase(ending, text(list[i])))
            return true;
    return false;
}

static bool is_number(struct slice ending)
{
    for (size_t i = 0; i < ending.len; i++)
        if (ending.at[i] < '0' || ending.at[i] > '9')
            return false;
    return true;
}

double takeover_ending(struct slice ending, uint32_t count, bool fresh)
{
    if (ending.len > 0 && ending.at[0] == '.')
        ending = slice_skip(ending, 1);
    if (count < ENOUGH || ending.len == 0 || is_number(ending)
            || is_one_of(ending, ordinary, sizeof ordinary / sizeof *ordinary))
        return 0;
    /* So many files to an ending that nobody here had: three account-days in ten thousand; assumed. */
    double nats = fresh ? log(0.9 / 3e-4) : 0;
    return nats + (is_one_of(ending, told, sizeof told / sizeof *told) ? log(0.3 / 0.01) : 0);
}
