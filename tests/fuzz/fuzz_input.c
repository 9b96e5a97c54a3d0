/* fuzz_input.c - any file: packed, half, empty or a bomb, it is read to an end within bounds. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/limits.h"
#include "io/read/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[] = "/tmp/cordon-fuzz-XXXXXX";
    static int fd = -1;
    const char *const paths[] = { path };
    struct input_options options = { .format = LIT("syslog") };
    struct problems problems = { 0 };
    struct inputs *inputs = NULL;
    struct chunk chunk;
    struct error err;
    if (fd < 0 && (fd = mkstemp(path)) < 0)
        abort();
    if (ftruncate(fd, 0) != 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
        abort();
    if (inputs_open(paths, 1, &options, &inputs, &problems, &err) == STATUS_OK
            && chunk_init(&chunk, &err) == STATUS_OK) {
        for (size_t i = 0; i < inputs_count(inputs); i++) {
            uint64_t next = 0;
            do {
                if (input_read(inputs_at(inputs, i), &chunk, &problems, &err) != STATUS_OK)
                    break;
                if (chunk.offset < next || chunk.data.len > chunk.cap || chunk.cap > 4 * LIMIT_RECORD)
                    abort();
                next = chunk.offset + chunk.data.len;
            } while (!chunk.last);
        }
        chunk_done(&chunk);
    }
    inputs_free(&inputs);
    problems_done(&problems);
    return 0;
}
