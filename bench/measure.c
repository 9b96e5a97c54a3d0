/* measure.c - measure TIMES COMMAND...: the best wall time and the largest memory of so many runs.
 *
 * Prints "SECONDS KIB" (memory: the resident peak). The command's output goes to /dev/null. Exit status of
 * the command other than 0 and 1 ends it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void become(char **argv)
{
    int null = open("/dev/null", O_WRONLY);
    if (null >= 0)
        (void)dup2(null, STDOUT_FILENO);
    (void)execvp(argv[0], argv);
    perror(argv[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    double best = 1e9;
    long most = 0;
    long times = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    if (times < 1) {
        (void)fputs("usage: measure TIMES COMMAND...\n", stderr);
        return 2;
    }
    for (long i = 0; i < times; i++) {
        struct rusage used;
        int status;
        double start = now();
        pid_t pid = fork();
        if (pid == 0)
            become(argv + 2);
        if (pid < 0 || wait4(pid, &status, 0, &used) != pid || !WIFEXITED(status) || WEXITSTATUS(status) > 1)
            return 1;
        double took = now() - start;
        best = took < best ? took : best;
        most = used.ru_maxrss > most ? used.ru_maxrss : most;
    }
    printf("%.4f %ld\n", best, most);
    return 0;
}
