/* evidence.c - grouped by file and in rising order, so that packed files are unpacked once. */
#include "app/evidence.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdlib.h>

#include "core/base/digit.h"
#include "core/base/limits.h"
#include "io/read/mail.h"

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

static void add_to_sum(void *ctx, struct slice piece)
{
    (void)EVP_DigestUpdate(ctx, piece.at, piece.len);
}

/* A message may be longer than any row: its sum is made in pieces. */
static bool message_sum(
        struct run *run, uint32_t number, uint64_t offset, uint64_t length, unsigned char ret[ROW_SUM])
{
    struct error err;
    EVP_MD_CTX *sum = number < inputs_mails(run->inputs) ? EVP_MD_CTX_new() : NULL;
    bool ok = sum != NULL && EVP_DigestInit_ex(sum, EVP_sha256(), NULL) == 1
            && mail_bytes(inputs_mail(run->inputs, number), offset, length, add_to_sum, sum, &err)
                    == STATUS_OK
            && EVP_DigestFinal_ex(sum, ret, NULL) == 1;
    EVP_MD_CTX_free(sum);
    return ok;
}

void row_sum_text(const unsigned char sum[ROW_SUM], char ret[2 * ROW_SUM + 1])
{
    digits_put(sum, ROW_SUM, ret);
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
            uint32_t files = (uint32_t)inputs_count(run->inputs);
            if (row->file >= files + inputs_mails(run->inputs) || row->withheld)
                continue;
            unsigned char sum[ROW_SUM];
            bool gone = row->file < files
                    ? !row_sum(run, row->file, row->offset, row->length, buf, sum)
                    : !message_sum(run, row->file - files, row->offset, row->length, sum);
            if (!gone)
                row_sum_text(sum, row->sha256);
            if (gone && !lost)
                problems_add(&run->problems, run_path(run, row->file),
                        "changed while it was read: evidence rows cannot be read again");
            lost = lost || gone;
            last = row->file;
        }
    }
    free(all);
    free(buf);
}
