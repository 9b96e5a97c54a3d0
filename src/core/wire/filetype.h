/* filetype.h - what a file is by its first bytes, whatever its name says; and what its name says.
 *
 * Layer   core/wire. Pure.
 * Source  the makers' format descriptions: PKWARE APPNOTE, MS-CFB, MS-SHLLINK, MS-ONESTORE, ISO 32000 (PDF),
 *         ECMA-119 (ISO 9660), MS-VHDX, RFC 1952, and the others' first bytes as documented by them.
 */
#pragma once

#include "core/base/slice.h"

/* Static text: "pdf", "rtf", "ole" (Office until 2003, also within it: "msi", "msg"), "ooxml", "odf", "zip", "jar",
 * "7z", "rar", "gz", "bz2", "xz", "zst", "cab", "ace", "arj", "tar", "iso", "vhd", "vhdx", "lnk", "url", "one", "chm",
 * "exe", "elf", "macho", "html", "svg", "xml", "mobileconfig", "hta", "script", "png", "jpeg", "gif", "bmp", "webp", "tiff",
 * "ico", "ics", "vcf", "eml", "tnef", "p7", "pgp", "audio", "video", "text"; "" when it cannot be told. The name decides only
 * between kinds of text. */
const char *filetype_of(struct slice head, struct slice name);

/* Does opening it need a password, as its head (or the whole) tells? */
bool filetype_is_encrypted(struct slice head, const char *type);

/* The last ending of a name, without the dot; empty: none. "invoice.pdf.exe" has exe, and pdf before it. Spaces and what
 * is not seen at the end are not of it. */
struct slice filename_ending(struct slice name);
struct slice filename_ending_before(struct slice name); /* empty unless it is an ending that people know */

/* Does the name hold a mark that turns the direction of reading (U+202E and its like), so that it is read otherwise than it
 * ends? */
bool filename_is_turned(struct slice name);
