/*
 * progress: a status line on the terminal that shows how much input has been read, once reading takes more than a second.
 *
 * Every reader reports each block to progress_add(), from any thread. That call also draws the line when an update is due, at most four
 * times a second, so no extra thread and no signal is needed. Bytes are counted as stored in the input: compressed bytes for compressed
 * input. A NULL progress is allowed everywhere and shows nothing.
 */
#ifndef RETKIT_PROGRESS_H
#define RETKIT_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

struct progress;

/*
 * Returns NULL unless stderr is a terminal that can erase a line and the rows are not printed on a terminal themselves. `output` is where
 * the rows go, as for out_open(). Free with progress_free().
 */
struct progress *progress_new(const char *output);

void progress_free(struct progress *p);

/*
 * Announce a file that will be read ("-" is stdin), before reading starts. If any of them is not a regular file, the total is unknown.
 */
void progress_expect(struct progress *p, const char *path);

/* Announce each of `paths`, or stdin when n is 0. */
void progress_expect_all(struct progress *p, char *const *paths, size_t n);

/* Report that `bytes` more bytes were read. Thread-safe. */
void progress_add(struct progress *p, size_t bytes);

/*
 * Format `412 MB of 1.2 GB, 380 MB/s, 2 s left` into a buffer of `room` bytes. The total and the time left are omitted when `total` is 0
 * (unknown) or already exceeded, which happens when parts of the input are read twice.
 */
void progress_words(char *words, size_t room, uint64_t taken, uint64_t total, double seconds);

#endif
