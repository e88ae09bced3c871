/*
 * task: the unit of work of a tally's threads; private to this folder.
 *
 * A task owns its cells, rejected rows and counts, so tasks share no state while they run.
 */
#ifndef RETKIT_TALLY_TASK_H
#define RETKIT_TALLY_TASK_H

#include "csv/reader.h"
#include "row/judge.h"
#include "tally/tally.h"

enum { DAYS = 1024 };

struct tally_task;

/* How the rows of a side are counted; the dims follow the columns. */
struct tally_way {
	const struct rows_column *columns;
	size_t count;
	/* Checks that a file has the columns needed; NULL: `columns` is enough. Returns 0, or -1 with words. */
	int (*file)(const struct tally_task *task, const struct reader *r, struct err *e);
	enum rows_fate (*row)(void *task, const struct row *row, struct err *e);
};

/* The tally of one input, or of a part of one. */
struct tally_task {
	const struct tally_plan *plan;
	struct sides_file input;
	const struct tally_way *way;
	const char *label;               /* of the only period; NULL: the period follows from the day */
	struct tally_counting *counting; /* shared by the tasks of a definition; NULL: return-rate@1 */
	char *name;                      /* of the input in messages; set when it is opened */
	const struct reader *whole;      /* NULL: all of the input; else the part of it from byte `from` up to `to` */
	uint64_t from;
	uint64_t to;
	struct cells *cells;
	struct rejects *rejects;
	struct tally_report report;
	struct rows_job job;
	struct cell_row rows[CELL_ROWS]; /* buffered for the cells */
	const struct record *records[CELL_ROWS];
	struct cell_part *parts; /* their dims, one after the other */
	size_t row_count;
	size_t columns;      /* of the side; then come the dims, the columns of conditions and the texts to classify */
	size_t where_column; /* the first of a condition */
	size_t text_column;
	struct classifier *classifier; /* NULL: causes are read from the file */
	struct classify_stats *found;
	uint32_t *rule_categories; /* cache by rule: its category + 1; 0: not yet known */
	struct {
		int32_t day;
		uint32_t period;
		bool known;
	} days[DAYS];
	struct row_day last_day; /* as last read */
	/* Results. */
	int status;
	struct err error;
	uint64_t end;   /* offset just after its last record */
	uint64_t lines; /* physical lines read */
	enum encoding encoding;
};

/* Flush the buffered rows into the cells. An overflow of 64 bits, in a cell or in the sum of a side, names the row. */
int tally_task_add(void *task, struct err *e);

/* tally_run() for a plan with a definition. */
struct cells *tally_run_metric(const struct tally_plan *plan, const struct sides_file *inputs, size_t n,
			       struct rejects *rejects, struct tally_report reports[2], struct err *e);

/* How return-rate@1 counts the rows of each side. */
extern const struct tally_way tally_rate_ways[2];

/* Make and free a task, whose cells carry the name `metric`. */
struct tally_task *tally_task_new(const struct tally_plan *plan, const struct sides_file *input,
				  const struct tally_way *way, const char *metric, const struct rejects *rejects);
void tally_task_free(struct tally_task *t);

/* Merge what a task found; `lines` and `records` of its file come before its part. Returns 0, or -1 with words. */
int tally_task_join(struct cells **cells, struct tally_task *t, uint64_t lines, uint64_t records,
		    struct rejects *rejects, struct tally_report *report, struct err *e);

/* Enter into the account what became of the rows of one input, which these `n` tasks read. */
void tally_tasks_account(struct tally_task *const *tasks, size_t n);

/*
 * Finish a tally: sort the cells and check that they sum to the rows kept. Takes ownership of the cells. Returns NULL
 * with words, or when `status` is not 0.
 */
struct cells *tally_finish(struct cells *cells, int status, const struct tally_report reports[2], struct err *e);

/* Run a task to its end; its status says how that went. */
void tally_task_run(struct tally_task *t);

#endif
