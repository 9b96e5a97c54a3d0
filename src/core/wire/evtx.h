/* evtx.h - Windows event logs as blocks of records, whole or damaged; binxml.h reads what a record holds.
 *
 * Layer   core/wire: includes base. Pure.
 * Form    a header of 4,096 bytes, then blocks ("chunks") of 65,536: a head of 512 bytes and records, each "**",
 *         its size, its number, the time it was written, its BinXML, its size again. Least byte first.
 * Damage  a record proves itself by its two sizes, so that each is found wherever it lies: in a block whose head is
 *         damaged, behind a damaged record, before the place where a file was cut. Blocks of zeros are free. The
 *         checksum of a block's records is not read: Windows writes it late, so that in a copy of a log in use it is
 *         wrong, and no record is read any other way for it.
 * Source  libyal's "Windows XML Event Log (EVTX) format"; Microsoft's [MS-EVEN6] 2.2.
 */
#pragma once

#include "core/base/slice.h"

#define EVTX_HEADER 4096u
#define EVTX_BLOCK 65536u
#define EVTX_BLOCK_HEAD 512u
#define EVTX_RECORD_HEAD 24u /* before the BinXML; behind it stand four bytes more */
#define EVTX_RECORD_MIN (EVTX_RECORD_HEAD + 4)

/* Where the first block begins: 4,096, or 0 where the header is missing (blocks taken from a disk or from memory). */
size_t evtx_begin(struct slice head);

/* Does it begin as an event log: by its header, or where that is damaged by its first block? */
bool evtx_is(struct slice head);

/* The whole blocks of `len` bytes at `offset` of an input whose blocks begin at `begin`: bytes up to their end. */
size_t evtx_whole(size_t begin, uint64_t offset, size_t len);

struct evtx_walk {
    struct slice block; /* one block, whole or cut anywhere */
    size_t at;
    size_t end;    /* behind the last record, as the head says; SIZE_MAX: its head is not to be trusted */
    uint64_t last; /* number of the record before */
};

enum evtx_found {
    EVTX_END,
    EVTX_RECORD,
    EVTX_LOST, /* bytes that are no record where one should be: at and len only */
};

struct evtx_record {
    size_t at, len; /* within the block */
    uint64_t number;
    uint64_t written; /* FILETIME */
};

/* Does a whole record of this length stand there? */
bool evtx_is_record(struct slice block, size_t at, size_t len);

void evtx_walk_begin(struct evtx_walk *walk, struct slice block);
enum evtx_found evtx_next(struct evtx_walk *walk, struct evtx_record *ret);
