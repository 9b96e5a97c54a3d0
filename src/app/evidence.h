/* evidence.h - the rows behind an incident, read again and hashed.
 *
 * Layer   app.
 */
#pragma once

#include "app/run.h"

#define ROW_SUM 32u /* bytes of SHA-256 */

/* The sum of one row, by its place in an input; false when the input no longer holds it. Rows of an input come in
 * rising order. `buf` has room for LIMIT_RECORD. */
bool row_sum(struct run *run, uint32_t file, uint64_t offset, uint32_t length, char *buf,
        unsigned char ret[ROW_SUM]);
void row_sum_text(const unsigned char sum[ROW_SUM], char ret[2 * ROW_SUM + 1]);

/* Fills file_name and sha256 of all evidence; a row that is gone keeps an empty sum and is a problem. */
void evidence_fill(struct run *run);
