/* wire_filetype.c - files by their first bytes and by their names. */
#include "core/wire/filetype.h"
#include "tap.h"

static const struct {
    const char *what;
    struct slice head;
    const char *name, *type;
    bool encrypted;
} cases[] = {
    { "a PDF", LIT("%PDF-1.7\n1 0 obj"), "a.pdf", "pdf", false },
    { "a PDF behind rubbish, as readers take it", LIT("\r\n\r\n%PDF-1.4\n"), "a", "pdf", false },
    { "a PDF with a password", LIT("%PDF-1.7\ntrailer <</Encrypt 5 0 R>>"), "a.pdf", "pdf", true },
    { "an old Office file", LIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 more"), "a.doc", "ole", false },
    { "an encrypted Office file",
            LIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
            "a.docx", "ole", true },
    { "an installer", LIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46"),
            "a.msi", "msi", false },
    { "a new Office file",
            LIT("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml"),
            "a.zip", "ooxml", false },
    { "a zip with a password",
            LIT("PK\x03\x04\x14\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.exe"), "a.zip", "zip",
            true },
    { "a zip", LIT("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.exe"), "a", "zip",
            false },
    { "a zip cut within its first header", LIT("PK\x03\x04\x14"), "a", "zip", false },
    { "a program under another name", LIT("MZ\x90\0"), "invoice.pdf", "exe", false },
    { "a shortcut", LIT("L\0\0\0\x01\x14\x02\0\0\0"), "a", "lnk", false },
    { "a notebook", LIT("\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d"), "a.one", "one", false },
    { "HTML behind a comment", LIT("<!-- saved from url -->\r\n<html><body>"), "a.txt", "html", false },
    { "HTML by its name alone", LIT("var x = 1;"), "a.HTM", "html", false },
    { "a script by its name", LIT("var x = new ActiveXObject('a');"), "a.pdf.js", "script", false },
    { "a script by its first line", LIT("#!/bin/sh\n"), "a", "script", false },
    { "a drawing that may hold scripts", LIT("<?xml version='1.0'?><svg onload='x'>"), "a.png", "svg",
            false },
    { "an invitation", LIT("BEGIN:VCALENDAR\r\n"), "a", "ics", false },
    { "text", LIT("see you at noon\n"), "a.txt", "text", false },
    { "bytes of no kind", LIT("\x01\x02\x03\x04\x05\x06\x07\x08"), "a.pdf", "", false },
    { "nothing", LIT(""), "a.pdf", "", false },
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *type = filetype_of(cases[i].head, text(cases[i].name));
        if (OK(strcmp(type, cases[i].type) == 0, cases[i].what))
            OK(filetype_is_encrypted(cases[i].head, type) == cases[i].encrypted, "encrypted");
        else
            printf("# got %s\n", type);
    }
    OK(slice_eq(filename_ending(LIT("invoice.pdf.exe")), LIT("exe")), "the last ending counts");
    OK(slice_eq(filename_ending_before(LIT("invoice.pdf.exe")), LIT("pdf")), "and the one before it");
    OK(slice_eq(filename_ending(LIT("invoice.exe . ")), LIT("exe")),
            "dots and spaces at the end are dropped by Windows");
    OK(filename_ending(LIT("README")).len == 0 && filename_ending(LIT(".profile")).len == 0, "no ending");
    OK(filename_ending_before(LIT("v1.2.zip")).len == 0, "a version is no ending");
    OK(filename_is_turned(LIT("inv\xe2\x80\xae"
                              "fdp.exe"))
                    && !filename_is_turned(LIT("invoice.pdf")),
            "turned names");
    return tap_done();
}
