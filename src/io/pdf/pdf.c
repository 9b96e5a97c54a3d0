/* pdf.c - finding the browser, the private folder, the process and its end. */
#define _GNU_SOURCE
#include "io/pdf/pdf.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FOLDER_MAX (PATH_MAX - 64) /* leaves room for the names within it */

/* ---- the browser ---- */

static bool is_program(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

static bool on_path(const char *name, char *to, size_t room)
{
    const char *dirs = getenv("PATH");
    struct slice rest = text(dirs ? dirs : "/usr/bin:/bin");
    while (rest.len > 0) {
        struct slice dir = slice_first(rest, slice_find(rest, ':'));
        int n = snprintf(to, room, "%.*s/%s", (int)dir.len, dir.at, name);
        /* A relative folder on the path is whoever's the present one is. */
        if (dir.len > 0 && dir.at[0] == '/' && n > 0 && (size_t)n < room && is_program(to))
            return true;
        rest = slice_skip(rest, dir.len + 1);
    }
    return false;
}

enum status pdf_browser_find(char *path, size_t room, struct error *err)
{
    static const char *const names[] = { "chromium", "chromium-browser", "google-chrome-stable",
        "google-chrome", "microsoft-edge-stable", "microsoft-edge", "chrome-headless-shell" };
    const char *named = getenv("CORDON_BROWSER");
    if (named != NULL && *named != '\0') {
        if (strlen(named) < room && strchr(named, '/') != NULL && is_program(named)) {
            (void)snprintf(path, room, "%s", named);
            return STATUS_OK;
        }
        if (strchr(named, '/') == NULL && on_path(named, path, room))
            return STATUS_OK;
        return fail(err, STATUS_MISSING, "CORDON_BROWSER is %s, which is no program here", named);
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (on_path(names[i], path, room))
            return STATUS_OK;
    return fail(err, STATUS_MISSING,
            "no Chromium is installed to print with (Debian: apt install chromium), or name one in "
            "CORDON_BROWSER; or "
            "print the page of --html from any browser");
}

/* ---- the folder ---- */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    (void)remove(path);
    return 0;
}

static void folder_remove(const char *folder)
{
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static enum status folder_make(char folder[FOLDER_MAX], struct error *err)
{
    const char *tmp = getenv("TMPDIR");
    int n = snprintf(folder, FOLDER_MAX, "%s/cordon-pdf-XXXXXX", tmp && *tmp == '/' ? tmp : "/tmp");
    if (n < 0 || n >= FOLDER_MAX)
        return fail(err, STATUS_RANGE, "TMPDIR is too long");
    if (mkdtemp(folder) == NULL) /* mode 0700 */
        return fail(err, STATUS_IO, "%s: %s", folder, strerror(errno));
    return STATUS_OK;
}

static enum status page_write(const char *path, struct slice page, struct error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ok = fd >= 0;
    while (ok && page.len > 0) {
        ssize_t n = write(fd, page.at, page.len);
        if (n < 0 && errno == EINTR)
            continue;
        ok = n > 0;
        page = slice_skip(page, ok ? (size_t)n : 0);
    }
    int why = errno;
    if (fd >= 0 && close(fd) != 0 && ok) {
        why = errno;
        ok = false;
    }
    return ok ? STATUS_OK : fail(err, STATUS_IO, "%s: %s", path, strerror(why));
}

static enum status result_read(const char *path, struct out *ret, struct error *err)
{
    char buf[1 << 16];
    size_t before = ret->len, n;
    FILE *file = fopen(path, "rb");
    while (file != NULL && (n = fread(buf, 1, sizeof buf, file)) > 0)
        out_bytes(ret, (struct slice){ buf, n });
    if (file != NULL)
        fclose(file);
    if (ret->failed)
        return fail(err, STATUS_NOMEM, "no memory for the PDF");
    if (ret->len - before < 5 || memcmp(ret->at + before, "%PDF-", 5) != 0) {
        ret->len = before;
        return fail(err, STATUS_IO, "the browser ended and left no PDF");
    }
    return STATUS_OK;
}

/* The last thing that the browser said, for whoever looks into it. */
static void add_last_words(const char *path, struct error *err)
{
    char buf[4096];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return;
    if (fseek(file, -(long)(sizeof buf - 1), SEEK_END) != 0)
        rewind(file);
    size_t n = fread(buf, 1, sizeof buf - 1, file);
    fclose(file);
    while (n > 0 && (buf[n - 1] == '\n' || buf[n - 1] == '\r'))
        n--;
    buf[n] = '\0';
    char *line = strrchr(buf, '\n');
    line = line ? line + 1 : buf;
    for (char *c = line; *c != '\0'; c++)
        if ((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7f)
            *c = '?';
    struct error had = *err;
    if (*line != '\0')
        (void)fail(err, had.status, "%.300s; it said: %.160s", had.message, line);
}

/* ---- the process ---- */

/* A name in a URL: what is no letter of a plain path is written as its number. */
static void file_url(struct out *out, const char *option, const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
    out_printf(out, "%sfile://", option);
    for (; *path != '\0'; path++)
        if (strchr(plain, *path) != NULL)
            out_bytes(out, (struct slice){ path, 1 });
        else
            out_printf(out, "%%%02X", (unsigned char)*path);
    out_bytes(out, (struct slice){ "", 1 });
}

#define ENV_MAX 16

/* What a browser needs to find its libraries and fonts; the rest is none of its business. */
static void environment(const char *folder, char *const *ret_env, char (*buf)[PATH_MAX])
{
    static const char *const kept[] = { "PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH",
        "XDG_DATA_DIRS", "FONTCONFIG_FILE", "FONTCONFIG_PATH" };
    static const char *const own[] = { "HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
        "XDG_RUNTIME_DIR" };
    char **env = (char **)(uintptr_t)ret_env;
    size_t n = 0;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        const char *val = getenv(kept[i]);
        if (val != NULL && strlen(val) < PATH_MAX - 32) {
            (void)snprintf(buf[n], PATH_MAX, "%s=%s", kept[i], val);
            env[n] = buf[n];
            n++;
        }
    }
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++, n++) {
        (void)snprintf(buf[n], PATH_MAX, "%s=%s", own[i], folder);
        env[n] = buf[n];
    }
    env[n] = NULL;
}

static void nap(void)
{
    (void)nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
}

/* The whole group: a browser is many processes. */
static void end_group(pid_t pid)
{
    (void)kill(-pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
}

static enum status wait_for(pid_t pid, bool (*stop)(void), struct error *err)
{
    struct timespec start, now;
    int how = 0;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (;;) {
        pid_t got = waitpid(pid, &how, WNOHANG);
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (got == pid)
            break;
        if (got < 0 && errno != EINTR)
            return fail(err, STATUS_IO, "waiting for the browser: %s", strerror(errno));
        if (now.tv_sec - start.tv_sec >= PDF_SECONDS || (stop != NULL && stop())) {
            bool late = now.tv_sec - start.tv_sec >= PDF_SECONDS;
            end_group(pid);
            return late ? fail(err, STATUS_IO, "the browser took over %d s and was ended", PDF_SECONDS)
                        : fail(err, STATUS_IO, "interrupted");
        }
        nap();
    }
    (void)kill(-pid, SIGKILL); /* helpers that outlive it */
    return WIFEXITED(how) ? STATUS_OK
                          : fail(err, STATUS_IO, "the browser was ended by signal %d", WTERMSIG(how));
}

static enum status spawn(const char *browser, char *const *argv, char *const *env, const char *log,
        pid_t *ret, struct error *err)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none, usual;
    sigemptyset(&none);
    sigfillset(&usual);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attr);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_setpgroup(&attr, 0);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &usual);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int rc = posix_spawn(ret, browser, &files, &attr, argv, env);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    return rc == 0 ? STATUS_OK : fail(err, STATUS_IO, "%s: %s", browser, strerror(rc));
}

static enum status print_in(const char *folder, const char *browser, bool (*stop)(void), struct error *err)
{
    char profile[PATH_MAX], result[PATH_MAX], page[PATH_MAX], log[PATH_MAX], buf[ENV_MAX][PATH_MAX];
    char *env[ENV_MAX];
    struct out url = { 0 };
    pid_t pid;
    (void)snprintf(page, sizeof page, "%s/report.html", folder);
    (void)snprintf(log, sizeof log, "%s/log", folder);
    (void)snprintf(profile, sizeof profile, "--user-data-dir=%s/profile", folder);
    (void)snprintf(result, sizeof result, "--print-to-pdf=%s/report.pdf", folder);
    file_url(&url, "", page);
    environment(folder, env, buf);
    const char *argv[] = { browser, "--headless", profile, result, "--no-pdf-header-footer", "--disable-gpu",
        "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
        "--disable-breakpad", "--disable-crash-reporter", "--password-store=basic", "--use-mock-keychain",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
        "--proxy-bypass-list=<-loopback>", url.failed ? "about:blank" : url.at,
        geteuid() == 0 ? "--no-sandbox" : NULL, /* it refuses to run as root with it */
        NULL };
    enum status st = spawn(browser, (char *const *)(uintptr_t)argv, env, log, &pid, err);
    if (st == STATUS_OK)
        st = wait_for(pid, stop, err);
    out_done(&url);
    return st;
}

enum status pdf_print(
        const char *browser, struct slice page, bool (*stop)(void), struct out *ret, struct error *err)
{
    char folder[FOLDER_MAX], path[PATH_MAX];
    enum status st = folder_make(folder, err);
    if (st != STATUS_OK)
        return st;
    (void)snprintf(path, sizeof path, "%s/report.html", folder);
    st = page_write(path, page, err);
    if (st == STATUS_OK) {
        st = print_in(folder, browser, stop, err);
        (void)snprintf(path, sizeof path, "%s/report.pdf", folder);
        if (st == STATUS_OK)
            st = result_read(path, ret, err);
        (void)snprintf(path, sizeof path, "%s/log", folder);
        if (st != STATUS_OK)
            add_last_words(path, err);
    }
    folder_remove(folder);
    return st;
}
