/*
 * rejects: report, count and save the rejected rows.
 *
 * The first ten rejected rows are reported on stderr, one line each, with file, line and reason; the rest are only counted. All of them
 * are written to the file of --rejects, a table `file,line,record,column,reason,bytes` where `bytes` is the whole record in UTF-8. Unless
 * --max-rejects allows some, a single rejected row makes the exit status 2.
 */
#ifndef RETKIT_REJECTS_H
#define RETKIT_REJECTS_H

#include "base/err.h"
#include "csv/reader.h"
#include "words/remark.h"

#include <stddef.h>
#include <stdint.h>

struct rejects;

/*
 * `path` is the file of --rejects, or NULL. `limit` is the value of --max-rejects, a count or a percentage of the rows read such as `2%`;
 * NULL allows none. `output` is where the tool writes its rows (NULL or "-": stdout), which must be another file. Returns NULL with words
 * on failure, before anything is written. End with rejects_close() or rejects_abandon().
 */
struct rejects *rejects_new(const char *path, const char *limit, const char *output, struct err *e);

/*
 * Limit the rejected rows of each file (--max-rejects-each): few rows of a large run can be all rows of a small file. The limit of
 * --max-rejects on the whole run then holds only if it was given. Returns 0, or -1 with words. The caller reports the end of each file,
 * with the number of rows read from it, to rejects_end_file().
 */
int rejects_limit_each(struct rejects *rj, const char *limit, struct err *e);
void rejects_end_file(struct rejects *rj, const char *name, uint64_t read);

/* Hand what is reported on stderr to a function as well, until rejects_close() returns. */
typedef void (*rejects_teller)(void *context, const struct remark *remark);

void rejects_tell(struct rejects *rj, rejects_teller tell, void *context);

/* Reject one record. `column` names the column at fault, or is NULL; the format gives the reason. */
void rejects_add(struct rejects *rj, const struct reader *r, const struct record *record, const char *column,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));

/*
 * A collector buffers the rejected rows of one thread and reports nothing itself. rejects_take() reports them through `rj`, in the order
 * the caller chooses; `lines` and `records` are the numbers of lines and records of the file before the part that the thread read.
 */
struct rejects *rejects_collector(const struct rejects *rj);
void rejects_take(struct rejects *rj, const struct rejects *collector, uint64_t lines, uint64_t records);

/* Empty a collector for reuse. */
void rejects_clear(struct rejects *collector);

/* rejects_take(), then free the collector; free the collector without reporting. */
void rejects_absorb(struct rejects *rj, struct rejects *collector, uint64_t lines, uint64_t records);
void rejects_discard(struct rejects *collector);

/*
 * Finish: report the number of rejected rows that were not shown, rename the file into place and free. `read` is the number of rows read
 * in all. Returns 0 when the counts are within the limits, else -1 with words.
 */
int rejects_close(struct rejects *rj, uint64_t read, struct err *e);

/* Free after a failed run, leaving an earlier file of --rejects unchanged. NULL is allowed. */
void rejects_abandon(struct rejects *rj);

#endif
