/*
 * rejects: bad rows: counted, named, kept.
 *
 * The first ten are named on stderr, one line each, with file, line and what is wrong; the rest are counted. All of them
 * are written to the file of --rejects as a table `file,line,record,column,reason,bytes`, where `bytes` is the
 * whole record decoded to UTF-8. Without --max-rejects one bad row makes the exit status 2.
 */
#ifndef RETKIT_REJECTS_H
#define RETKIT_REJECTS_H

#include "base/err.h"
#include "csv/reader.h"

#include <stddef.h>
#include <stdint.h>

struct rejects;

/*
 * `path` (may be NULL) is where --rejects writes; `limit` (may be NULL: none allowed) is the value of --max-rejects, a
 * count or a percentage of the rows read such as `2%`. `output` is where the tool writes its rows (NULL or "-": stdout):
 * one file cannot hold both. Returns NULL with words on failure, before anything is written.
 */
struct rejects *rejects_new(const char *path, const char *limit, const char *output, struct err *e);

/*
 * Bear so many refused rows in each file (as in --max-rejects-each), and besides in all only what --max-rejects says, if it was
 * given: few rows of a large run may be all of a small file. Returns 0, or -1 with words. At the end of each file rejects_end_file()
 * is told how many rows were read of it.
 */
int rejects_limit_each(struct rejects *rj, const char *limit, struct err *e);
void rejects_end_file(struct rejects *rj, const char *name, uint64_t read);

/* Refuse one record. `column` may be NULL. */
void rejects_add(struct rejects *rj, const struct reader *r, const struct record *record, const char *column,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));

/*
 * A collector for one of several threads: it names nothing and writes nothing until rejects_take() tells what it holds through `rj`,
 * in an order the caller chooses. `lines` and `records` are how many of the file stand before the part
 * that the collector's thread read.
 */
struct rejects *rejects_collector(const struct rejects *rj);
void rejects_take(struct rejects *rj, const struct rejects *collector, uint64_t lines, uint64_t records);

/* Forget what a collector holds, to use it again. */
void rejects_clear(struct rejects *collector);

/* Take what a collector holds, and free it; forget it, and free it. */
void rejects_absorb(struct rejects *rj, struct rejects *collector, uint64_t lines, uint64_t records);
void rejects_discard(struct rejects *collector);

/*
 * Finish: name the count that was not named, put the file in place, free. `read` is the number of rows read. Returns 0 when the
 * counts are within the limits, else -1 with words.
 */
int rejects_close(struct rejects *rj, uint64_t read, struct err *e);

/* Give up a run that could not read or write it all: free, and leave an older file as it was. NULL is allowed. */
void rejects_abandon(struct rejects *rj);

#endif
