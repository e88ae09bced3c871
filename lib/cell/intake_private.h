/*
 * intake: adds the rows of a cells file to a table; private to this folder.
 *
 * rows.c parses and adds rows, read.c opens files and runs one intake for each, and one more for each part of a large file.
 */
#ifndef RETKIT_CELL_INTAKE_H
#define RETKIT_CELL_INTAKE_H

#include "cell/private.h"
#include "csv/reader.h"

/* The columns of a cells file in the order metric, period, dims…, cause, reason, measures. */
struct intake_layout {
	size_t dims;
	int *columns;
	size_t count;
};

/* Rows are parsed INTAKE_ROWS at a time: the cells of the first are prefetched while the last are parsed. */
enum { INTAKE_ROWS = 256, INTAKE_DAYS = 64, INTAKE_DAY_TEXT = 10 };

/* The intake of a file, or of a part of one into a table of its own. */
struct intake {
	struct reader *reader;
	struct intake_layout layout;
	struct cells *into;
	struct reading *reading; /* the run that the file belongs to; NULL: this is a part */
	bool joined;             /* the part was joined: the master has all of its strings */
	bool ascending;          /* all cells of the table were read here, each key greater than the one before */
	double weight;           /* sum of the absolute values of all measures in the table */
	/* The previous row, if `begun`: a key mostly differs from it in a few parts only. */
	bool begun;
	struct cell_place last;
	struct cell_part *before;   /* its key */
	struct cell_part *parts;    /* scratch: the key of the current row */
	struct cell_part causes[2]; /* the last cause and reason that were not empty; owned by the table */
	uint32_t category;          /* of these; that of shipments if there were none */
	/* A cache of parsed days, indexed by day of the month. */
	struct {
		char text[INTAKE_DAY_TEXT];
		int32_t day;
	} days[INTAKE_DAYS];
	struct cell_place places[INTAKE_ROWS];
	struct cell_sums sums[INTAKE_ROWS];
	uint64_t lines[INTAKE_ROWS];
	bool fresh[INTAKE_ROWS]; /* the key is greater than all before it, so its cell is new */
};

/* Find the columns of a file. The caller frees l->columns, also on failure. Returns 0, or -1 with words. */
int intake_find_layout(const struct reader *r, struct intake_layout *l, struct err *e);

/* The caller keeps the layout and the table, which must outlive the intake. `reading` is NULL for parts. */
struct intake *intake_new(const struct intake_layout *layout, struct cells *into, struct reading *reading);
void intake_free(struct intake *in);

/* Point the previous key at the strings of the table, because the batch that it was read from is about to go. */
void intake_keep_key(struct intake *in);

/* Add all rows of a reader; `state` is a struct intake, as parts.h asks. Returns 0, or -1, with words unless it is a part. */
int intake_run(void *state, struct reader *r, struct err *e);

#endif
