/* main.c - cordon-evtx: an event log of the events on standard input, to standard output. */
#include <stdio.h>
#include <stdlib.h>

#include "writer.h"

int main(void)
{
    static struct evtx_writer writer;
    struct out in = { 0 };
    char buf[65536];
    size_t n;
    while ((n = fread(buf, 1, sizeof buf, stdin)) > 0)
        out_bytes(&in, (struct slice){ buf, n });
    evtx_writer_begin(&writer);
    const char *wrong = evtx_from_text(&writer, (struct slice){ in.at, in.len });
    if (wrong != NULL) {
        fprintf(stderr, "cordon-evtx: no such line of an event: %.60s\n", wrong);
        return 2;
    }
    struct slice file = evtx_writer_end(&writer);
    size_t written = fwrite(file.at, 1, file.len, stdout);
    evtx_writer_done(&writer);
    out_done(&in);
    return written == file.len && fflush(stdout) == 0 ? 0 : 1;
}
