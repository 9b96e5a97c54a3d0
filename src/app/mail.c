/* mail.c - files and mailboxes in batches, on all threads, taken in their order. */
#include "app/mail.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/limits.h"

#define FILES_AT_ONCE 32u

struct reader_of_mail {
    struct run *run;
    struct mail *mail;
    unsigned threads;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under the lock */
    size_t next;           /* source that nobody has begun */
    struct mailbox *box;   /* of the source before `next`, when it is read in pieces */
    bool is_reading;       /* somebody is in box */
    uint64_t given, taken; /* batches begun, and batches whose letters are kept */
    bool is_stopped;
    uint64_t bytes_all, bytes_done; /* of the files, for progress */
    struct timespec start, told;
    bool shows, shown;
    enum status status;
    struct error err;
};

/* What one thread works with. */
struct mail_worker {
    struct reader_of_mail *all;
    struct mail_batch batch;
    struct arena arena;
    struct pen *pen;
    struct judged *judged;
    size_t count, room;
    const struct mail_source *of[FILES_AT_ONCE]; /* of the batch's messages; for a mailbox the first one */
    uint32_t file[FILES_AT_ONCE];
    struct problems problems;
};

/* ---- one batch ---- */

static struct judged *new_judged(struct mail_worker *w)
{
    if (w->count == w->room) {
        size_t room = w->room ? w->room * 2 : FILES_AT_ONCE;
        struct judged *grown = realloc(w->judged, room * sizeof *grown);
        if (grown == NULL)
            return NULL;
        w->judged = grown;
        w->room = room;
    }
    return &w->judged[w->count++];
}

static void judge_span(
        struct mail_worker *w, const struct mail_span *span, const struct mail_source *source, uint32_t file)
{
    struct judged *to = new_judged(w);
    if (to == NULL)
        return;
    mail_judge(w->all->run, w->all->mail, &w->batch, span, source, &w->arena, w->pen, to);
    to->letter.file = (uint32_t)inputs_count(w->all->run->inputs) + file;
    to->letter.index = span->index;
}

static void unreadable(struct mail_worker *w, uint32_t file, const char *why)
{
    struct judged *to = new_judged(w);
    if (to == NULL)
        return;
    mail_unreadable(w->all->run, why, w->pen, to);
    to->letter.file = (uint32_t)inputs_count(w->all->run->inputs) + file;
}

static void judge_file(struct mail_worker *w, const struct mail_source *source, uint32_t file)
{
    struct error err = { 0 };
    size_t first = w->batch.count;
    enum status st = STATUS_OK;
    if (source->is_lost) { /* a problem told it when it was found */
        unreadable(w, file, "it cannot be opened");
        return;
    }
    if (source->size > 0)
        st = mail_read_file(source, &w->batch, &err);
    if (st != STATUS_OK)
        problems_add(&w->problems, source->name, "%s", err.message);
    for (size_t i = first; i < w->batch.count; i++)
        judge_span(w, &w->batch.at[i], source, file);
    if (w->batch.count == first)
        unreadable(w, file, st != STATUS_OK ? err.message : "the file is empty");
}

/* ---- what is done next: under the lock ---- */

/* Small files of one message that follow each other. */
static size_t take_files(struct reader_of_mail *all, struct mail_worker *w)
{
    size_t n = 0, bytes = 0;
    while (n < FILES_AT_ONCE && all->next < inputs_mails(all->run->inputs)) {
        const struct mail_source *source = inputs_mail(all->run->inputs, all->next);
        if (!mail_is_small(source) || (n > 0 && bytes + source->size > LIMIT_CHUNK))
            break;
        bytes += source->size;
        w->of[n] = source;
        w->file[n++] = (uint32_t)all->next++;
    }
    return n;
}

static void wait_turn(struct reader_of_mail *all, uint64_t number)
{
    while (all->taken != number)
        pthread_cond_wait(&all->changed, &all->lock);
}

static void stop(struct reader_of_mail *all, enum status status, const struct error *err)
{
    if (all->status == STATUS_OK) {
        all->status = status;
        all->err = *err;
    }
    all->is_stopped = true;
}

static bool keep(struct mail *mail, const struct letter *letter, uint32_t row)
{
    struct letters *letters = &mail->letters;
    if (row >= LIMIT_LETTERS) {
        letters->dropped++;
        return true;
    }
    if (letters->count == mail->room) {
        uint32_t room = mail->room ? mail->room * 2 : 1024;
        struct letter *grown = realloc(letters->at, room * sizeof *grown);
        if (grown != NULL)
            letters->at = grown;
        uint32_t *rows = grown != NULL ? realloc(mail->rows, room * sizeof *rows) : NULL;
        if (rows == NULL)
            return false;
        mail->rows = rows;
        mail->room = room;
    }
    mail->rows[letters->count] = row;
    letters->at[letters->count++] = *letter;
    return true;
}

static enum status take_one(struct reader_of_mail *all, const struct judged *judged, struct error *err)
{
    struct mail *mail = all->mail;
    time_us t = judged->letter.time;
    enum status st = STATUS_OK;
    uint32_t row = (uint32_t)mail->messages++;
    if (row < LIMIT_LETTERS)
        st = senders_add(mail->senders, &judged->seen, err);
    for (uint32_t i = 0; st == STATUS_OK && i < judged->wrote_count && row < LIMIT_LETTERS; i++)
        st = senders_wrote(mail->senders, judged->wrote[i], err);
    if (t != TIME_NONE && (mail->first == TIME_NONE || t < mail->first))
        mail->first = t;
    if (t != TIME_NONE && (mail->last == TIME_NONE || t > mail->last))
        mail->last = t;
    if (!judged->is_shown)
        mail->narrowed++;
    else if (st == STATUS_OK && !keep(mail, &judged->letter, row))
        st = fail(err, STATUS_NOMEM, "no memory for %u verdicts", mail->letters.count);
    return st;
}

static double seconds_between(const struct timespec *a, const struct timespec *b)
{
    return (double)(b->tv_sec - a->tv_sec) + (double)(b->tv_nsec - a->tv_nsec) / 1e9;
}

/* Under the lock, some four times a second. */
static void tell_progress(struct reader_of_mail *all)
{
    struct timespec now;
    if (!all->shows)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = seconds_between(&all->start, &now);
    if (seconds < 0.5 || seconds_between(&all->told, &now) < 0.25)
        return;
    all->told = now;
    all->shown = true;
    fprintf(stderr, "\r\x1b[Kreading messages %3.0f %%  %.0f/s",
            all->bytes_all > 0 ? 100.0 * (double)all->bytes_done / (double)all->bytes_all : 0.0,
            (double)all->mail->messages / seconds);
}

static void take_batch(struct mail_worker *w, uint64_t number, uint64_t bytes)
{
    struct reader_of_mail *all = w->all;
    struct error err;
    wait_turn(all, number);
    all->bytes_done += bytes;
    tell_progress(all);
    for (size_t i = 0; i < w->problems.count; i++)
        problems_add(&all->run->problems, w->problems.at[i].where, "%s", w->problems.at[i].what);
    for (size_t i = 0; i < w->count && all->status == STATUS_OK; i++)
        if (take_one(all, &w->judged[i], &err) != STATUS_OK)
            stop(all, err.status, &err);
    if (run_is_interrupted() || reader_is_gone())
        all->is_stopped = true;
    all->taken++;
    pthread_cond_broadcast(&all->changed);
}

static void worker_reset(struct mail_worker *w)
{
    mail_batch_reset(&w->batch);
    w->count = 0;
    problems_done(&w->problems);
}

/* A piece of the mailbox that is open, or of the next source. */
static void read_box(struct reader_of_mail *all, struct mail_worker *w)
{
    struct error err = { 0 };
    enum status st = STATUS_OK;
    bool last = false;
    if (all->box == NULL)
        all->next++;
    uint32_t file = (uint32_t)all->next - 1;
    const struct mail_source *source = inputs_mail(all->run->inputs, file);
    struct mailbox *box = all->box;
    uint64_t number = all->given++, before = box != NULL ? mailbox_position(box) : 0, after;
    all->is_reading = true;
    pthread_mutex_unlock(&all->lock);
    if (source->is_lost)
        unreadable(w, file, "it cannot be opened");
    else if (box == NULL)
        st = mailbox_open(source, &box, &err);
    if (st == STATUS_OK && box != NULL)
        st = mailbox_read(box, &w->batch, &last, &err);
    if (st != STATUS_OK) {
        problems_add(&w->problems, source->name, "%s", err.message);
        if (w->batch.count == 0)
            unreadable(w, file, err.message);
    }
    after = box != NULL && st == STATUS_OK && !last ? mailbox_position(box) : source->size;
    if (st != STATUS_OK || last)
        mailbox_close(&box);
    pthread_mutex_lock(&all->lock);
    all->box = box;
    all->is_reading = false;
    pthread_cond_broadcast(&all->changed);
    pthread_mutex_unlock(&all->lock);
    for (size_t i = 0; i < w->batch.count; i++)
        judge_span(w, &w->batch.at[i], source, file);
    pthread_mutex_lock(&all->lock);
    take_batch(w, number, after > before ? after - before : 0);
}

static void read_files(struct reader_of_mail *all, struct mail_worker *w, size_t count)
{
    uint64_t number = all->given++, bytes = 0;
    pthread_mutex_unlock(&all->lock);
    for (size_t i = 0; i < count; i++) {
        judge_file(w, w->of[i], w->file[i]);
        bytes += w->of[i]->size;
    }
    pthread_mutex_lock(&all->lock);
    take_batch(w, number, bytes);
}

static void *work(void *arg)
{
    struct mail_worker *w = arg;
    struct reader_of_mail *all = w->all;
    pthread_mutex_lock(&all->lock);
    while (!all->is_stopped) {
        if (all->is_reading) {
            pthread_cond_wait(&all->changed, &all->lock);
            continue;
        }
        if (all->box == NULL && all->next == inputs_mails(all->run->inputs))
            break;
        worker_reset(w);
        size_t files = all->box == NULL ? take_files(all, w) : 0;
        if (files > 0)
            read_files(all, w, files);
        else
            read_box(all, w);
    }
    pthread_mutex_unlock(&all->lock);
    return NULL;
}

/* ---- the threads ---- */

static enum status worker_init(
        struct mail_worker *w, struct reader_of_mail *all, struct pen **pen, struct error *err)
{
    w->all = all;
    enum status st = pen_new(pen, err);
    w->pen = *pen;
    return st == STATUS_OK ? arena_init(&w->arena, LIMIT_MESSAGE_ARENA, err) : st;
}

static void worker_done(struct mail_worker *w)
{
    mail_batch_done(&w->batch);
    arena_done(&w->arena);
    free(w->judged);
    problems_done(&w->problems);
}

static enum status read_all(struct reader_of_mail *all, struct mail_worker *workers, struct error *err)
{
    pthread_t threads[MAIL_THREADS];
    unsigned started = 0, ready = 0;
    enum status st;
    do
        st = worker_init(&workers[ready], all, &all->mail->pens[ready], err);
    while (st == STATUS_OK && ++ready < all->threads);
    if (st != STATUS_OK)
        return st;
    while (started + 1 < all->threads
            && pthread_create(&threads[started], NULL, work, &workers[started + 1]) == 0)
        started++;
    (void)work(&workers[0]);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    if (all->status != STATUS_OK)
        *err = all->err;
    return all->status;
}

static bool has_pens_failed(const struct mail *mail)
{
    for (unsigned i = 0; i < MAIL_THREADS; i++)
        if (mail->pens[i] != NULL && pen_failed(mail->pens[i]))
            return true;
    return false;
}

enum exit_code mail_read(struct run *run, struct mail *mail)
{
    struct error err = { 0 };
    struct reader_of_mail all = { .run = run, .mail = mail, .threads = run_threads(run->opt) };
    *mail = (struct mail){ .first = TIME_NONE, .last = TIME_NONE };
    if (mail_conf_of(run, mail, &err) != STATUS_OK) {
        fprintf(stderr, "cordon: %s\n", err.message);
        return EXIT_USAGE;
    }
    if (inputs_mails(run->inputs) == 0)
        return EXIT_DONE;
    all.shows = run_shows_progress(run->opt);
    clock_gettime(CLOCK_MONOTONIC, &all.start);
    for (size_t i = 0; i < inputs_mails(run->inputs); i++)
        all.bytes_all += inputs_mail(run->inputs, i)->size;
    struct mail_worker *workers = calloc(all.threads, sizeof *workers);
    pthread_mutex_init(&all.lock, NULL);
    pthread_cond_init(&all.changed, NULL);
    enum status st = workers != NULL ? senders_new(&mail->senders, &err)
                                     : fail(&err, STATUS_NOMEM, "no memory to read messages");
    if (st == STATUS_OK && workers != NULL)
        st = read_all(&all, workers, &err);
    for (unsigned i = 0; workers != NULL && i < all.threads; i++)
        worker_done(&workers[i]);
    free(workers);
    mailbox_close(&all.box);
    pthread_mutex_destroy(&all.lock);
    pthread_cond_destroy(&all.changed);
    if (all.shown)
        fprintf(stderr, "\r\x1b[K");
    if (run_is_interrupted() && !run->interrupted)
        fprintf(stderr, "cordon: interrupted: the result is of the messages that were read until then\n");
    run->interrupted = run->interrupted || run_is_interrupted();
    if (st == STATUS_OK)
        st = mail_settle(mail, &err);
    if (st == STATUS_OK && has_pens_failed(mail))
        st = fail(&err, STATUS_NOMEM, "no memory for the reasons of %u verdicts", mail->letters.count);
    if (st == STATUS_OK)
        return EXIT_DONE;
    fprintf(stderr, "cordon: %s\n", err.message);
    return EXIT_INTERNAL;
}

void mail_done(struct mail *mail)
{
    for (unsigned i = 0; i < MAIL_THREADS; i++)
        pen_free(&mail->pens[i]);
    senders_free(&mail->senders);
    sender_check_free(&mail->check);
    free(mail->letters.at);
    free(mail->rows);
    *mail = (struct mail){ 0 };
}

const struct mail_source *mail_source_of(const struct run *run, const struct letter *letter)
{
    return inputs_mail(run->inputs, letter->file - inputs_count(run->inputs));
}
