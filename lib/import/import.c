#include "import/private.h"

#include "base/die.h"
#include "base/mem.h"
#include "base/num.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

struct import *import_new(enum side side, const struct values *values, struct out *out, struct rejects *rejects)
{
	struct import *im = mem_alloc(1, sizeof(*im));

	im->side = side;
	im->out = out;
	im->rejects = rejects;
	im->row = canonical_new(side, values);
	im->feeds = canonical_feeds(im->row);
	return im;
}

void import_free(struct import *im)
{
	if (!im)
		return;
	import_end(im);
	canonical_free(im->row);
	fingerprints_free(im->prints);
	free(im->marks);
	out_abandon(im->held_out);
	free(im->held);
	free(im);
}

void import_trim_sku(struct import *im)
{
	feeds_trim_sku(im->feeds);
}

void import_overlaps(struct import *im, struct overlap *overlap)
{
	im->overlap = overlap;
	im->prints = fingerprints_new(im->side);
}

void import_remarks(struct import *im, struct remarks *remarks)
{
	im->remarks = remarks;
}

void import_know_headers(struct import *im, const struct sniff_words *words)
{
	im->words = words;
}

int import_constant(struct import *im, const char *text, struct err *e)
{
	return feeds_constant(im->feeds, text, e);
}

bool import_has_constant(const struct import *im, const char *column)
{
	return feeds_has_own(im->feeds, alias_target(im->side, column));
}

int import_date_format(struct import *im, const char *text, struct err *e)
{
	return feeds_date_format(im->feeds, text, e);
}

int import_decimal(struct import *im, const char *text, struct err *e)
{
	return feeds_decimal(im->feeds, text, e);
}

int import_utc_offset(struct import *im, const char *text, struct err *e)
{
	return feeds_utc_offset(im->feeds, text, e);
}

void import_use_order_day(struct import *im)
{
	canonical_use_order_day(im->row);
}

void import_has_conditions(struct import *im)
{
	im->conditions = true;
}

bool import_is_serial(const struct import *im)
{
	return feeds_carries(im->feeds);
}

void import_use_values(struct import *im, const struct values *values)
{
	feeds_use_values(im->feeds, values);
}

size_t import_missing(const struct import *im, const struct mapping *m, const char *missing[CANONICAL_REQUIRED])
{
	return canonical_missing(im->row, m, missing);
}

static void write_header(struct import *im)
{
	for (size_t i = 0; i < canonical_columns(im->row); i++)
		out_cell_text(im->out, alias_target_name(im->side, i));
	out_row_end(im->out);
	im->begun = true;
}

void import_begin(struct import *im, struct reader *r, const struct mapping *m, char delimiter, bool chosen)
{
	const char *name = reader_name(r);
	const char *slash = strrchr(name, '/');
	const size_t *slots;

	import_end(im);
	if (!im->begun)
		write_header(im);
	canonical_begin(im->row, r, m, chosen);
	if (im->overlap && !im->part) {
		overlap_begin(im->overlap, name);
		if (!im->held_out)
			im->held_out = out_open_memory();
	}
	im->reader = r;
	im->file = (struct import_account){0};
	if (slash)
		name = slash + 1;
	if (strcmp(name, "standard input") == 0)
		name = "stdin";
	im->source_prefix = strlen(name) + 1;
	im->source = mem_alloc(im->source_prefix + NUM_TEXT, 1);
	memcpy(im->source, name, im->source_prefix - 1);
	im->source[im->source_prefix - 1] = ':';
	im->total = total_new(feeds_numbers(im->feeds, &slots), delimiter);
	im->suspects = suspects_new(delimiter);
	im->heading = heading_new(r, im->words);
	for (size_t i = 0; mapping_banner(m, i); i++)
		total_add_banner(im->total, mapping_banner(m, i));
	im->source_quoted = strpbrk(name, ",\"\r\n") != NULL;
}

void import_note_no_type(struct import *im)
{
	im->no_type = true;
}

void import_read(struct import *im, const struct reader *r)
{
	im->reader = r;
}

size_t import_columns(const struct import *im, const int **columns)
{
	return feeds_columns(im->feeds, columns);
}

/* ---- records ---- */

/*
 * Fill the cells of a row that continues the one above. Returns 1, 0 when the row was rejected, -1 without words when only an import that has
 * read the rows above can tell.
 */
static int continue_row(struct import *im, const struct record *record, const struct field **fields)
{
	enum feeds_down down = feeds_continue(im->feeds, fields);

	if (down == FEEDS_OWN)
		return 1;
	if (im->part)
		return -1;
	if (down == FEEDS_CONTINUE && !im->conditions) {
		im->continued++;
		return 1;
	}
	rejects_add(im->rejects, im->reader, record, NULL, "%s",
		    "has a SKU and a quantity but neither id nor date: fill its cells from the row above");
	import_count(im, ACCOUNT_ROWS_REJECTED);
	return 0;
}

void import_end_batch(struct import *im)
{
	feeds_keep_above(im->feeds);
}

int import_row(struct import *im, const struct record *record, const struct field *fields, bool wanted, struct err *e)
{
	enum total_kind kind = import_kind(im, record, fields);
	bool undecided = false;

	im->file.read++;
	if (kind == TOTAL_BLANK || kind == TOTAL_BANNER) {
		import_count(im, kind == TOTAL_BLANK ? SKIP_BLANK : SKIP_BANNER);
		feeds_forget_above(im->feeds);
		return 0;
	}
	if (kind == TOTAL_DATA && heading_begins(im->heading, record)) {
		int heading = import_skip_heading(im, record, e);

		if (heading != 0)
			return heading < 0 ? -1 : 0;
	}
	if (kind == TOTAL_DATA && !record->misquoted)
		suspects_row(im->suspects, im->reader, record);
	if (kind == TOTAL_DATA && !record->misquoted && feeds_carries(im->feeds))
		fields = feeds_carry(im->feeds, fields);
	int status = 1;

	if (kind == TOTAL_DATA)
		status = continue_row(im, record, &fields);
	else
		feeds_forget_above(im->feeds);
	if (status <= 0)
		return status;
	if (im->buffering)
		return import_buffer(im, record, fields, wanted && kind == TOTAL_DATA, e);
	if (import_take(im, kind, record, fields, wanted, &undecided, e) != 0)
		return -1;
	return undecided ? import_begin_buffer(im, record, fields, e) : 0;
}

int import_finish(struct import *im, struct err *e)
{
	if (!im->buffering)
		return 0;
	return err_set(e, "%s:%llu: %s %s", reader_name(im->reader), (unsigned long long)im->question_line,
		       im->question.column, im->question.words);
}

/*
 * Warn where a file of shipments has negative lines, which usually are its returns: skipped, they are missing from every rate.
 */
static void tell_negative(const struct import *im)
{
	const struct account_count *negative = &im->file.counts[SKIP_DIRECTION];
	char units[NUM_TEXT];
	size_t n = num_print_int(units, negative->units);
	const struct remark remark = {
		/* Transfers and the like are negative too, and must not become returns. */
		.kind = im->file.counts[SKIP_NOT_SALE].rows ? REMARK_NEGATIVE_MIXED : REMARK_NEGATIVE,
		.file = reader_name(im->reader),
		.rows = negative->rows,
		.column = feeds_header(im->feeds, alias_target(im->side, COLUMN_QTY)),
		.value = feeds_header(im->feeds, alias_target(im->side, COLUMN_SHIPPED_AT)),
		.other = units,
	};

	units[n] = '\0';
	if (negative->rows)
		remarks_tell(im->remarks, &remark);
}

void import_end(struct import *im)
{
	import_settle(im);
	if (im->no_type)
		im->file.counts[NOTE_NO_TYPE] = im->file.counts[ACCOUNT_ROWS_KEPT];
	im->no_type = false;
	if (im->reader && feeds_mixes_offsets(im->feeds))
		im->file.counts[NOTE_MIXED] = im->file.counts[NOTE_OFFSET];
	if (im->reader)
		import_account_add(&im->account, &im->file);
	if (im->reader && !im->part) {
		suspects_tell(im->suspects, im->reader, im->remarks);
		feeds_tell_signs(im->feeds, im->reader, im->remarks);
		feeds_tell_offsets(im->feeds, im->reader, im->remarks);
		tell_negative(im);
	}
	if (im->reader && im->continued)
		warn("%s: rows that continue the row above, with SKU and quantity but neither id nor date: %llu",
		     reader_name(im->reader), (unsigned long long)im->continued);
	im->continued = 0;
	total_free(im->total);
	suspects_free(im->suspects);
	heading_free(im->heading);
	free(im->source);
	spool_free(im->buffer);
	im->buffer = NULL;
	im->buffering = false;
	im->total = NULL;
	im->suspects = NULL;
	im->heading = NULL;
	im->source = NULL;
	im->reader = NULL;
}

/* ---- parts ---- */

void import_make_part(struct import *im)
{
	im->part = im->begun = true;
	feeds_leave_order(im->feeds);
}

bool import_join(struct import *im, const struct import *part, const struct reader_place *before)
{
	import_settle(im);
	if (im->overlap && import_has_unknown_twice(im, part))
		return false;
	if (im->buffering || !canonical_agrees(im->row, part->row) || !total_join(im->total, part->total))
		return false;
	canonical_join(im->row, part->row, before->lines);
	import_account_add(&im->file, &part->file);
	suspects_join(im->suspects, part->suspects, before->lines);
	rejects_take(im->rejects, part->rejects, before->lines, before->records);
	import_write(im, part, before->records);
	return true;
}

void import_clear(struct import *im)
{
	canonical_clear(im->row);
	total_clear(im->total);
	suspects_clear(im->suspects);
	rejects_clear(im->rejects);
	out_clear(im->out);
	im->file = (struct import_account){0};
	im->mark_count = im->held_count = 0;
}

const struct import_account *import_file_account(const struct import *im)
{
	return &im->file;
}

const struct import_account *import_account(const struct import *im)
{
	return &im->account;
}

char *import_unknown_words(const struct import *im)
{
	return canonical_unknown_words(im->row);
}
