/* evidence.c - grouped by file and in rising order, so that packed files are unpacked once. */
#include "app/evidence.h"

#include <openssl/sha.h>
#include <stdlib.h>

#include "core/base/limits.h"

_Static_assert(ROW_SUM == SHA256_DIGEST_LENGTH, "SHA-256");

struct wanted {
    struct incident_evidence *row;
};

static int by_place(const void *a, const void *b)
{
    const struct incident_evidence *x = ((const struct wanted *)a)->row, *y = ((const struct wanted *)b)->row;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->offset > y->offset) - (x->offset < y->offset);
}

bool row_sum(struct run *run, uint32_t file, uint64_t offset, uint32_t length, char *buf,
        unsigned char ret[ROW_SUM])
{
    struct error err;
    size_t len;
    if (file >= inputs_count(run->inputs)
            || input_row(inputs_at(run->inputs, file), offset, length, buf, LIMIT_RECORD, &len, &err)
                    != STATUS_OK)
        return false;
    SHA256((const unsigned char *)buf, len, ret);
    return true;
}

void row_sum_text(const unsigned char sum[ROW_SUM], char ret[2 * ROW_SUM + 1])
{
    static const char hex[] = "0123456789abcdef";
    for (unsigned i = 0; i < ROW_SUM; i++) {
        ret[2 * i] = hex[sum[i] >> 4];
        ret[2 * i + 1] = hex[sum[i] & 15];
    }
    ret[2 * ROW_SUM] = '\0';
}

void evidence_fill(struct run *run)
{
    size_t count = 0, n = 0;
    for (size_t i = 0; i < run->incidents.count; i++)
        count += run->incidents.at[i].evidence_count;
    struct wanted *all = calloc(count + 1, sizeof *all);
    char *buf = malloc(LIMIT_RECORD);
    for (size_t i = 0; all != NULL && i < run->incidents.count; i++)
        for (size_t k = 0; k < run->incidents.at[i].evidence_count; k++)
            all[n++].row = &run->incidents.at[i].evidence[k];
    if (all != NULL && buf != NULL) {
        bool lost = false;
        uint32_t last = UINT32_MAX;
        qsort(all, n, sizeof *all, by_place);
        for (size_t i = 0; i < n; i++) {
            struct incident_evidence *row = all[i].row;
            if (row->file != last)
                lost = false;
            row->file_name = run_file_name(run, row->file);
            row->withheld = run->redact.on;
            if (row->file >= inputs_count(run->inputs) || row->withheld)
                continue;
            unsigned char sum[ROW_SUM];
            bool gone = !row_sum(run, row->file, row->offset, row->length, buf, sum);
            if (!gone)
                row_sum_text(sum, row->sha256);
            if (gone && !lost)
                problems_add(&run->problems, input_name(inputs_at(run->inputs, row->file)),
                        "changed while it was read: evidence rows cannot be read again");
            lost = lost || gone;
            last = row->file;
        }
    }
    free(all);
    free(buf);
}
