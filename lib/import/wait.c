/* Rows that wait for one behind them, which tells whether days or months stand first. */
#include "import/private.h"

/* What the first of the rows waits for. */
static void keep_question(struct import *im, const struct record *record)
{
	im->waiting = true;
	im->question = *canonical_fault(im->row);
	im->question_line = record->line;
}

int import_begin_waiting(struct import *im, const struct record *record, const struct field *fields, struct err *e)
{
	const int *columns;

	/* The part will be read again by who can wait. */
	if (im->part)
		return -1;
	keep_question(im, record);
	if (!im->spool && !(im->spool = spool_new(feeds_columns(im->feeds, &columns), e)))
		return -1;
	return spool_add(im->spool, record, fields, WAITS_COUNTED, e);
}

/* Decide on the rows that wait, in order, up to one that still has to. */
static int go_on(struct import *im, struct err *e)
{
	const struct record *record;
	const struct field *fields;
	int mark, got;

	im->waiting = false;
	while ((got = spool_first(im->spool, &record, &fields, &mark, e)) > 0) {
		bool waits = false;
		int status;

		if (mark == WAITS_COUNTED) {
			feeds_row(im->feeds, record, fields);
			status = import_decide(im, record, &waits, e);
		} else {
			status = import_take(im, total_classify(im->total, im->reader, record), record, fields,
					     mark == WAITS_WANTED, &waits, e);
		}
		if (status != 0)
			return -1;
		if (waits) {
			spool_mark(im->spool, WAITS_COUNTED);
			keep_question(im, record);
			return 0;
		}
		spool_drop(im->spool);
	}
	return got;
}

int import_wait_too(struct import *im, const struct record *record, const struct field *fields, bool wanted,
		    struct err *e)
{
	if (spool_add(im->spool, record, fields, wanted ? WAITS_WANTED : WAITS_UNCOUNTED, e) != 0)
		return -1;
	if (feeds_row(im->feeds, record, fields) && wanted && !record->surplus)
		feeds_learn(im->feeds);
	return feeds_waits(im->feeds) ? 0 : go_on(im, e);
}
