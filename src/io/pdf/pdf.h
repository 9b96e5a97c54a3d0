/* pdf.h - a page printed to PDF by a browser that is installed.
 *
 * Layer   io/pdf: includes base only.
 * Method  Chromium without a window reads the page from a private folder and prints it there; no shell between. It gets
 *         no network (every name resolves to nothing, every connection goes to a closed port), a profile of its own that
 *         is thrown away, and PDF_SECONDS. The page's own policy forbids scripts and loading besides.
 * Privacy the folder is below TMPDIR (or /tmp), for this user alone, and gone on every way out.
 */
#pragma once

#include <stdbool.h>

#include "core/base/out.h"

/* A report of five hundred pages takes ten on a small machine. */
#define PDF_SECONDS 60

/* The browser: what CORDON_BROWSER names, else the first that is installed. STATUS_MISSING says what to do. */
enum status pdf_browser_find(char *path, size_t room, struct error *err) MUST_USE;

/* Appends the PDF to *ret. stop is asked some times a second whether to give up (NULL: never). */
enum status pdf_print(const char *browser, struct slice page, bool (*stop)(void), struct out *ret,
        struct error *err) MUST_USE;
