/*
 * Kept rows. Of several files, duplicates of rows in an earlier file are removed: rows are held back until overlap.h has been asked
 * about them, because a duplicate must leave the account as well as the output.
 */
#include "import/private.h"

#include "base/mem.h"
#include "base/num.h"

#include <string.h>

/* Mark the record number at the end of the row just written. */
static void mark_number(struct import *im, const struct record *record)
{
	char text[NUM_TEXT];
	size_t length = num_print_int(text, (int64_t)record->number);

	im->marks = mem_grow(im->marks, &im->mark_capacity, im->mark_count + 1, sizeof(*im->marks));
	im->marks[im->mark_count++] = (struct mark){
		.at = out_length(im->out) - strlen("\n") - im->source_quoted - length,
		.length = length,
		.number = record->number,
	};
}

/* Write the row and account for it; its notes are left in `notes`. */
static void keep(struct import *im, struct out *out, const struct record *record, struct import_notes *notes)
{
	size_t columns = canonical_columns(im->row);

	canonical_note(im->row, notes);
	import_account_keep(&im->file, notes, canonical_units(im->row));
	const struct cell *cells = canonical_cells(im->row);

	out_row(out, cells, columns);
	/* `source` is the last column; the file may have one of its own. */
	if (im->part && cells[columns - 1].bytes == im->source)
		mark_number(im, record);
}

/* The output that kept rows are written to first. */
static struct out *written(const struct import *im)
{
	return im->held_out ? im->held_out : im->out;
}

/* Hold the row just written: keep what it takes to drop it later. */
static void hold(struct import *im, const struct fingerprint *print, const struct import_notes *notes)
{
	im->held = mem_grow(im->held, &im->held_capacity, im->held_count + 1, sizeof(*im->held));
	struct held_row *row = &im->held[im->held_count++];

	row->print = *print;
	row->end = out_length(written(im));
	row->unknown = canonical_has_unknown(im->row);
	row->units = (int32_t)canonical_units(im->row);
	row->notes = *notes;
}

/*
 * Write bytes from..to of what a part wrote, its record numbers raised by `records`. *mark is the first mark that may lie there, and
 * moves on.
 */
static void write_part(struct import *im, const struct import *part, size_t *mark, size_t from, size_t to,
		       uint64_t records)
{
	size_t n;
	const char *bytes = out_memory(written(part), &n);

	while (*mark < part->mark_count && part->marks[*mark].at < from)
		(*mark)++;
	for (; *mark < part->mark_count && part->marks[*mark].at < to; (*mark)++) {
		const struct mark *m = &part->marks[*mark];
		char number[NUM_TEXT];
		size_t length = num_print_int(number, (int64_t)(m->number + records));

		out_bytes(im->out, bytes + from, m->at - from);
		out_bytes(im->out, number, length);
		from = m->at + m->length;
	}
	out_bytes(im->out, bytes + from, to - from);
}

/* Write what a part wrote, without the duplicates of earlier files. */
static void write_rows(struct import *im, const struct import *part, uint64_t records)
{
	enum { AHEAD = 16 };
	size_t mark = 0, from = 0, begin = 0;

	for (size_t i = 0; i < part->held_count && i < AHEAD; i++)
		overlap_expect(im->overlap, &part->held[i].print);
	for (size_t i = 0; i < part->held_count; i++) {
		const struct held_row *row = &part->held[i];

		if (i + AHEAD < part->held_count)
			overlap_expect(im->overlap, &row[AHEAD].print);
		if (overlap_row(im->overlap, &row->print)) {
			write_part(im, part, &mark, from, begin, records);
			import_account_take_back(&im->file, &row->notes, row->units);
			from = row->end;
		}
		begin = row->end;
	}
	write_part(im, part, &mark, from, begin, records);
}

void import_settle(struct import *im)
{
	if (im->part || im->held_count == 0)
		return;
	write_rows(im, im, 0);
	out_clear(im->held_out);
	im->held_count = 0;
}

/*
 * Keep a row unless it is a duplicate. Looking a row up misses the cache, so rows are held and looked up many at a time, with
 * prefetching; a part holds all of its rows.
 */
static void keep_once(struct import *im, const struct record *record)
{
	enum { HELD = 128 };
	const struct cell *cells = canonical_cells(im->row);
	struct fingerprint print = fingerprints_take(im->prints, cells);
	struct import_notes notes = {0};

	if (!im->part && canonical_has_unknown(im->row)) {
		/* Words counted as not understood cannot be taken back: look this row up before they are counted. */
		import_settle(im);
		if (overlap_row(im->overlap, &print))
			account_count_units(&im->file.counts[SKIP_OVERLAP], canonical_units(im->row));
		else
			keep(im, im->out, record, &notes);
		return;
	}
	keep(im, written(im), record, &notes);
	hold(im, &print, &notes);
	if (!im->part && im->held_count == HELD)
		import_settle(im);
}

void import_keep(struct import *im, const struct record *record)
{
	struct import_notes notes = {0};

	if (im->overlap)
		keep_once(im, record);
	else
		keep(im, im->out, record, &notes);
}

/* ---- parts ---- */

bool import_has_unknown_twice(const struct import *im, const struct import *part)
{
	for (size_t i = 0; i < part->held_count; i++)
		if (part->held[i].unknown && overlap_has(im->overlap, &part->held[i].print))
			return true;
	return false;
}

void import_write(struct import *im, const struct import *part, uint64_t records)
{
	size_t mark = 0;

	if (im->overlap)
		write_rows(im, part, records);
	else
		write_part(im, part, &mark, 0, out_length(written(part)), records);
}
