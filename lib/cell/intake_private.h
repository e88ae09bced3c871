/*
 * intake: a file of cells on its way into a table, row by row; private to this folder.
 */
#ifndef RETKIT_CELL_INTAKE_H
#define RETKIT_CELL_INTAKE_H

#include "cell/private.h"
#include "csv/reader.h"

/* A cells file's columns in order: metric, period, dims…, cause, reason, measures. */
struct intake_layout {
	size_t dims;
	int *columns;
	size_t count;
};

/* Rows parsed together, so that the memory of their cells is asked for while others are still parsed. */
enum { INTAKE_ROWS = 256, INTAKE_DAYS = 64, INTAKE_DAY_TEXT = 10 };

/* A file on its way into a table, or a part of one into a table of its own. */
struct intake {
	struct reader *reader;
	struct intake_layout layout;
	struct cells *into;
	struct reading *reading; /* what the file belongs to; NULL: it is a part */
	bool joined;             /* the part was: all strings it has are strings of the master's */
	bool ascending;          /* the table is what was read here, each key greater than the one before */
	double weight;           /* of all measures in the table */
	/* The row before, while there is one: keys hardly change, or as they did in the period before. */
	bool begun;
	struct cell_place last;
	struct cell_part *before;   /* its key */
	struct cell_part *parts;    /* scratch: the key at hand */
	struct cell_part causes[2]; /* the last cause and reason but for none; owned by the table */
	uint32_t category;          /* theirs; that of shipments: there were none */
	/* Days met, each where the day of its month says. */
	struct {
		char text[INTAKE_DAY_TEXT];
		int32_t day;
	} days[INTAKE_DAYS];
	struct cell_place places[INTAKE_ROWS];
	struct cell_sums sums[INTAKE_ROWS];
	uint64_t lines[INTAKE_ROWS];
	bool fresh[INTAKE_ROWS]; /* it is greater than all before it */
};

/* The columns of a file, which the caller frees. Returns 0, or -1 with words. */
int intake_find_layout(const struct reader *r, struct intake_layout *l, struct err *e);

/* The layout stays the caller's, and so does the table. `reading` is NULL for parts. */
struct intake *intake_new(const struct intake_layout *layout, struct cells *into, struct reading *reading);
void intake_free(struct intake *in);

/* The key of the row before as the table has it: what it was read from goes. */
void intake_keep_key(struct intake *in);

/* Read all rows of a reader. The intake comes as parts.h has it. Returns 0, or -1 with words, or without of a part. */
int intake_run(void *state, struct reader *r, struct err *e);

#endif
