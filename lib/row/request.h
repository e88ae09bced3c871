/*
 * request: the options that all programs over rows share, and where their outputs go.
 *
 * A program puts REQUEST_ROWS last into its table of options and gives what it does not know itself to row_request_take(). The same
 * option then means the same in each of them.
 */
#ifndef RETKIT_ROW_REQUEST_H
#define RETKIT_ROW_REQUEST_H

#include "base/err.h"
#include "base/option.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "io/out.h"
#include "row/account.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROW_ENCODING = 768, ROW_REJECTS, ROW_MAX_REJECTS, ROW_ACCOUNT, ROW_EXCEL };

/* clang-format off */
#define REQUEST_ROWS \
	{ROW_ENCODING, "encoding", "NAME", "read the input in this encoding instead of detecting it"}, \
	{ROW_REJECTS, "rejects", "FILE", "write rejected rows to FILE"}, \
	{ROW_MAX_REJECTS, "max-rejects", "N|P%", "rejected rows allowed (default 0)"}, \
	{ROW_ACCOUNT, "account", "FILE", "write what became of the rows to FILE, as a table"}, \
	{ROW_EXCEL, "excel", NULL, "guard the table for spreadsheets, which then open it unchanged"}, \
	{'j', "jobs", "N", "number of threads (default: the number of cores)"}, \
	{'q', "quiet", NULL, "print no summary and no progress on stderr"}, \
	{'o', "output", "FILE", "write to FILE, whole or not at all"}
/* clang-format on */

struct row_request {
	struct reader_options reading;
	const char *rejects; /* NULL: not asked for, and so below */
	const char *limit;
	const char *account;
	const char *output;
	unsigned threads;
	bool excel;
	bool quiet;
};

/* Begin with the defaults: one thread for each core. */
void row_request_begin(struct row_request *r);

/*
 * Take the option `id` that option_next() has just returned; one that is not of REQUEST_ROWS changes nothing. Exits with words when its
 * value is none. Returns its name, with the dashes, when it is of use for reading rows only: --excel, -j, -q and -o are not. Else NULL.
 */
const char *row_request_take(struct row_request *r, const struct options *o, int id);

/*
 * Check that no output overwrites `input`, which may be NULL, or one of n inputs (none: standard input). row_request_protect_rows()
 * leaves -o out, for a program that writes a table in the place of the one it reads. Return 0, or -1 with words.
 */
int row_request_protect(const struct row_request *r, const char *input, struct err *e);
int row_request_protect_rows(const struct row_request *r, char *const *inputs, size_t n, struct err *e);

/*
 * Open the file of rejected rows and the account of `count` reasons; both are counted even when no file was asked for. Returns 0, or -1
 * with words; what is open then is for row_request_abandon().
 */
int row_request_open(const struct row_request *r, const struct account_reason *reasons, size_t count,
		     struct rejects **rejects, struct account **account, struct err *e);

/*
 * Write both files after `read` rows, and free. Returns -1 with words if more rows were rejected than are allowed, or if writing fails;
 * else 0.
 */
int row_request_close(struct rejects *rejects, struct account *account, uint64_t read, struct err *e);

/* Free both, which may be NULL, without writing. */
void row_request_abandon(struct rejects *rejects, struct account *account);

/* Open the output, guarded for spreadsheets when that was asked for. Returns NULL with words. */
struct out *row_request_out(const struct row_request *r, struct err *e);

/* Show progress on a terminal, unless asked to be quiet. Free r->reading.progress with progress_free(). */
void row_request_show_progress(struct row_request *r);

#endif
