/* evidence.c - grouped by file and in rising order, so that packed files are unpacked once. */
#include "app/evidence.h"

#include <openssl/sha.h>
#include <stdlib.h>

#include "core/base/limits.h"

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

static void hash_row(struct run *run, struct incident_evidence *row, char *buf, bool *ret_lost)
{
    unsigned char sum[SHA256_DIGEST_LENGTH];
    struct error err;
    size_t len;
    struct input *input = inputs_at(run->inputs, row->file);
    if (input_row(input, row->offset, row->length, buf, LIMIT_RECORD, &len, &err) != STATUS_OK) {
        *ret_lost = true;
        return;
    }
    SHA256((const unsigned char *)buf, len, sum);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
        static const char hex[] = "0123456789abcdef";
        row->sha256[2 * i] = hex[sum[i] >> 4];
        row->sha256[2 * i + 1] = hex[sum[i] & 15];
    }
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
            bool gone = false;
            row->file_name = run_file_name(run, row->file);
            row->withheld = run->redact.on;
            if (row->file >= inputs_count(run->inputs) || row->withheld)
                continue;
            hash_row(run, row, buf, &gone);
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
