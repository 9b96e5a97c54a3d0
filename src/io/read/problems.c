/* problems.c - what could not be read, kept in order. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/read/input.h"

#define PROBLEMS_MAX 1000u

void problems_add(struct problems *problems, const char *where, const char *fmt, ...)
{
    char what[512];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    if (problems->count == problems->cap) {
        size_t cap = problems->cap ? problems->cap * 2 : 16;
        struct problem *grown = cap > PROBLEMS_MAX * 2 ? NULL : realloc(problems->at, cap * sizeof *grown);
        if (grown == NULL) {
            problems->dropped++;
            return;
        }
        problems->at = grown;
        problems->cap = cap;
    }
    struct problem one = { strdup(where), strdup(what) };
    if (problems->count >= PROBLEMS_MAX || one.where == NULL || one.what == NULL) {
        free(one.where);
        free(one.what);
        problems->dropped++;
        return;
    }
    problems->at[problems->count++] = one;
}

void problems_done(struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        free(problems->at[i].where);
        free(problems->at[i].what);
    }
    free(problems->at);
    *problems = (struct problems){ 0 };
}
