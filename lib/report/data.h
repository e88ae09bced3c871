/*
 * data: reads the tables that a page is made of, and checks every cell.
 *
 * Texts are owned by their table. Missing numbers are NaN. Rows keep the order of the table. A table that is missing,
 * truncated or violates its schema is an error, never an empty table.
 */
#ifndef RETKIT_REPORT_DATA_H
#define RETKIT_REPORT_DATA_H

#include "base/err.h"
#include "csv/table.h"
#include "words/remark.h"
#include "result/view.h"
#include "words/word.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A row of ret-yoy by one dimension or none. */
struct change {
	const char *period;
	const char *name; /* of the dimension, "" without one */
	const char *cause, *reason;
	enum verdict verdict;
	double shipped, returned, shipped_before, returned_before;
	double rate, low, high, rate_before;
	double points, points_low, points_high; /* change, in percentage points */
	double p, q;
};

struct changes {
	struct table *table;
	struct change *rows;
	size_t count;
};

/* Read a table of ret-yoy. Return 0, or -1 with words; free in either case. */
int changes_read(struct changes *c, const char *path, struct err *e);
void changes_free(struct changes *c);

/* The number of rows that were tested. */
size_t changes_tested(const struct changes *c);

/* A row of ret-bridge --total. */
struct moved {
	const char *name; /* of the first dimension, "" without one */
	const char *cause, *reason;
	const char *flag;
	double returned, returned_before, rate, rate_before;
	double points, mix, assortment;   /* percentage points */
	double same, same_low, same_high; /* the effect of rates of the same goods */
	double q;
};

struct moves {
	struct table *table;
	struct moved *rows;
	size_t count;
};

int moves_read(struct moves *m, const char *path, struct err *e);
void moves_free(struct moves *m);

/* A row of ret-rate. */
struct rated {
	const char *period, *cause, *reason, *flag;
	double shipped, returned, rate, low, high, share;
};

struct rates {
	struct table *table;
	struct rated *rows;
	size_t count;
};

int rates_read(struct rates *r, const char *path, struct err *e);
void rates_free(struct rates *r);

/* The row of a period, or NULL. */
const struct rated *rates_find(const struct rates *r, const char *period);

/* A finding of ret-check. */
struct fault {
	const char *check, *example, *advice;
	enum severity severity;
	double count, units;
};

struct faults {
	struct table *table;
	struct fault *rows;
	size_t count;
};

int faults_read(struct faults *f, const char *path, struct err *e);
void faults_free(struct faults *f);
size_t faults_count(const struct faults *f, enum severity severity);

/* The accounts of a program (row/account.h); files[] are the files with rows kept, in order. */
struct entry {
	const char *side, *file, *fate, *reason;
	int64_t rows, units;
};

struct ledger {
	struct table *table;
	struct entry *rows;
	size_t count;
};

int ledger_read(struct ledger *l, const char *path, struct err *e);
void ledger_free(struct ledger *l);

/* The sum of rows, or units, over the entries of a side, file, fate and reason; NULL matches any. */
int64_t ledger_rows(const struct ledger *l, const char *side, const char *file, const char *fate, const char *reason);
int64_t ledger_units(const struct ledger *l, const char *side, const char *fate, const char *reason);

/* Rows read: all but notes. */
int64_t ledger_read_rows(const struct ledger *l, const char *side, const char *file);

/* The remarks of an import (row/remarks.h), without their texts that are empty. */
struct remark_list {
	struct table *table;
	struct remark *rows;
	size_t count;
};

int remark_list_read(struct remark_list *l, const char *path, struct err *e);
void remark_list_free(struct remark_list *l);

#define FATE_KEPT "kept"
#define FATE_SKIPPED "skipped"
#define FATE_REJECTED "rejected"
#define FATE_NOTE "note"

#endif
