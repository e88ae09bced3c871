/*
 * Rows buffered because a date such as 4/2/2026 has no known order of day and month yet, or a number such as 1,000 no decimal sign. A
 * later row with 13/2/2026 or 12.50 settles it, and the buffer is flushed.
 */
#include "import/private.h"

/* Remember the fault of the first buffered row, which import_finish() reports when nothing settles it. */
static void keep_question(struct import *im, const struct record *record)
{
	im->buffering = true;
	im->question = *canonical_fault(im->row);
	im->question_line = record->line;
}

int import_begin_buffer(struct import *im, const struct record *record, const struct field *fields, struct err *e)
{
	const int *columns;

	/* Rows of a part cannot be buffered: the part fails, and its rows are read again by the import of the whole file. */
	if (im->part)
		return -1;
	keep_question(im, record);
	if (!im->buffer && !(im->buffer = spool_new(feeds_columns(im->feeds, &columns), e)))
		return -1;
	return spool_add(im->buffer, record, fields, true, e);
}

/* Decide on the buffered rows in order, up to one that is still undecided. */
static int flush(struct import *im, struct err *e)
{
	const struct record *record;
	const struct field *fields;
	int wanted, got;

	im->buffering = false;
	while ((got = spool_first(im->buffer, &record, &fields, &wanted, e)) > 0) {
		bool undecided = false;

		if (import_take(im, import_kind(im, record, fields), record, fields, wanted, &undecided, e) != 0)
			return -1;
		if (undecided) {
			keep_question(im, record);
			return 0;
		}
		spool_drop(im->buffer);
	}
	return got;
}

int import_buffer(struct import *im, const struct record *record, const struct field *fields, bool wanted,
		  struct err *e)
{
	if (spool_add(im->buffer, record, fields, wanted, e) != 0)
		return -1;
	if (feeds_row(im->feeds, record, fields) && wanted && !record->surplus && !record->misquoted)
		feeds_learn(im->feeds);
	return feeds_is_undecided(im->feeds) ? 0 : flush(im, e);
}
