/*
 * progress: how far the reading is, shown on a terminal while it takes more than a second.
 *
 * Whoever reads a block of input tells progress_add(), from any thread; that paints the line when one is due, four times a second
 * at the most, so there is no thread and no signal for it. Bytes are those of the input as it stands: compressed ones where it is
 * compressed. A NULL progress is allowed everywhere and shows nothing.
 */
#ifndef RETKIT_PROGRESS_H
#define RETKIT_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

struct progress;

/*
 * NULL unless stderr is a terminal that can take a line back, and the rows do not run across it: `output` is where they go, as
 * out_open() takes it.
 */
struct progress *progress_new(const char *output);

void progress_free(struct progress *p);

/* A file that will be read ("-" is stdin), to be told before the first is. With one that is no regular file the total is not known. */
void progress_expect(struct progress *p, const char *path);

/* The same for each of `paths`; none: stdin. */
void progress_expect_all(struct progress *p, char *const *paths, size_t n);

/* Some bytes more were read. */
void progress_add(struct progress *p, size_t bytes);

/*
 * `412 MB of 1.2 GB, 380 MB/s, 2 s left` into `room` bytes; `total` 0 is not known. A total that was passed, as by what is read
 * again, is left out.
 */
void progress_words(char *words, size_t room, uint64_t taken, uint64_t total, double seconds);

#endif
