/* rows.h - every row that an incident's numbers are counted from, found again by a second reading.
 *
 * Layer   app.
 * Memory  some hundred bytes a row, only while it prints.
 */
#pragma once

#include "app/run.h"

/* What rows are printed as: jsonl, csv or table; false after saying so when `name` is none of them. */
bool rows_form_is_known(const char *name);

/* Prints the rows of one incident of run's report, in the order of their time; those of opt->account and
 * opt->source alone when they are given. EXIT_INCOMPLETE when the inputs no longer hold them. */
enum exit_code rows_print(struct run *run, const struct incident *inc);
