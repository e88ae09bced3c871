#include "import.h"

#include "canonical.h"
#include "die.h"
#include "feed.h"
#include "hold.h"
#include "mem.h"
#include "num.h"
#include "total.h"

#include <stdlib.h>
#include <string.h>

/* Where in what a part wrote the number of a record stands, which is yet to be raised by those before the part. */
struct mark {
	size_t at;
	size_t length;
	uint64_t number;
};

struct import {
	enum side side;
	struct out *out;
	struct rejects *rejects;
	struct canonical *row;
	struct feeds *feeds; /* of `row` */
	struct account account;
	bool begun; /* the header row is written */
	bool part;  /* of a file; see import_make_part() */
	struct mark *marks;
	size_t mark_count;
	size_t mark_capacity;

	/* The file at hand. */
	const struct reader *reader;
	struct total *total;
	/* What `source` calls the row: the name of the file and a colon, and room for the number. */
	char *source;
	size_t source_prefix;
	bool source_quoted; /* the name needs quotes */

	/* Rows that wait, and what the first of them waits for; NULL and nobody: none. */
	struct hold *hold;
	bool waiting;
	struct feed_fault question;
	uint64_t question_line;
};

/* What is known of a row that waits. */
enum waiting {
	WAITS_UNCOUNTED, /* and does not meet the caller's conditions */
	WAITS_WANTED,
	WAITS_COUNTED,   /* it was found to wait when it was decided on */
};

struct import *import_new(enum side side, const struct values *values, struct out *out,
			  struct rejects *rejects)
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
	free(im->marks);
	free(im);
}

void import_trim_sku(struct import *im)
{
	feeds_trim_sku(im->feeds);
}

int import_constant(struct import *im, const char *text, struct err *e)
{
	return feeds_constant(im->feeds, text, e);
}

int import_date_format(struct import *im, const char *text, struct err *e)
{
	return feeds_date_format(im->feeds, text, e);
}

void import_use_order_day(struct import *im)
{
	canonical_use_order_day(im->row);
}

bool import_is_serial(const struct import *im)
{
	return feeds_carries(im->feeds);
}

void import_use_values(struct import *im, const struct values *values)
{
	feeds_use_values(im->feeds, values);
}

const char *import_missing(const struct import *im, const struct mapping *m)
{
	return canonical_missing(im->row, m);
}

static void write_header(struct import *im)
{
	for (size_t i = 0; i < canonical_columns(im->row); i++)
		out_cell_text(im->out, alias_target_name(im->side, i));
	out_row_end(im->out);
	im->begun = true;
}

void import_begin(struct import *im, struct reader *r, const struct mapping *m, char delimiter,
		  bool chosen)
{
	const char *name = reader_name(r);
	const char *slash = strrchr(name, '/');
	const size_t *slots;

	import_end(im);
	if (!im->begun)
		write_header(im);
	canonical_begin(im->row, r, m, chosen);
	im->reader = r;
	if (slash)
		name = slash + 1;
	if (strcmp(name, "standard input") == 0)
		name = "stdin";
	im->source_prefix = strlen(name) + 1;
	im->source = mem_alloc(im->source_prefix + NUM_TEXT, 1);
	memcpy(im->source, name, im->source_prefix - 1);
	im->source[im->source_prefix - 1] = ':';
	im->total = total_new(feeds_numbers(im->feeds, &slots), delimiter);
	for (size_t i = 0; mapping_banner(m, i); i++)
		total_add_banner(im->total, mapping_banner(m, i));
	im->source_quoted = strpbrk(name, ",\"\r\n") != NULL;
}

void import_end(struct import *im)
{
	total_free(im->total);
	free(im->source);
	hold_free(im->hold);
	im->hold = NULL;
	im->waiting = false;
	im->total = NULL;
	im->source = NULL;
	im->reader = NULL;
}

void import_read(struct import *im, const struct reader *r)
{
	im->reader = r;
}

size_t import_columns(const struct import *im, const int **columns)
{
	return feeds_columns(im->feeds, columns);
}

static void add_to_totals(struct import *im)
{
	const size_t *slots;
	size_t n = feeds_numbers(im->feeds, &slots);

	for (size_t i = 0; i < n; i++) {
		int64_t value = 0;
		enum clean state = feeds_slot(im->feeds, slots[i], &value);

		total_add(im->total, i, state, value);
	}
}

static void check_totals(struct import *im, uint64_t line)
{
	const int *columns;
	const size_t *slots;
	size_t n = feeds_numbers(im->feeds, &slots);

	feeds_columns(im->feeds, &columns);
	for (size_t i = 0; i < n; i++) {
		size_t slot = slots[i];
		int64_t value = 0, sum;
		enum clean state = feeds_slot(im->feeds, slot, &value);
		char stated[NUM_TEXT], summed[NUM_TEXT];

		if (total_agrees(im->total, i, state, value, &sum))
			continue;
		warn("%s:%llu: total row says %s for %s, the rows above it give %s",
		     reader_name(im->reader), (unsigned long long)line,
		     decimal_print(stated, value), reader_column(im->reader, (size_t)columns[slot]),
		     decimal_print(summed, sum));
	}
	total_end_part(im->total);
}

static void skip(struct import *im, enum account_skip reason)
{
	im->account.skips[reason]++;
}

static void reject(struct import *im, const struct record *record, const char *column,
		   const char *words)
{
	rejects_add(im->rejects, im->reader, record, column, "%s", words);
	im->account.rejected++;
}

/* The number at the end of the row just written. */
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

static void keep(struct import *im, const struct record *record)
{
	size_t columns = canonical_columns(im->row);

	canonical_note(im->row, &im->account);
	im->account.kept++;
	const struct cell *cells = canonical_cells(im->row);

	out_row(im->out, cells, columns);
	/* `source` is the last column, and may be the file's own. */
	if (im->part && cells[columns - 1].bytes == im->source)
		mark_number(im, record);
}

/* The first of the rows to wait. */
static int begin_waiting(struct import *im, const struct record *record, const struct field *fields,
			 struct err *e)
{
	const int *columns;

	/* The part will be read again by who can wait. */
	if (im->part)
		return -1;
	im->waiting = true;
	im->question = *canonical_fault(im->row);
	im->question_line = record->line;
	if (!im->hold && !(im->hold = hold_new(feeds_columns(im->feeds, &columns), e)))
		return -1;
	return hold_add(im->hold, record, fields, WAITS_COUNTED, e);
}

/* A data row that meets the conditions. Returns 0, or -1 with words; *waits tells that it is not decided on. */
static int decide(struct import *im, const struct record *record, bool *waits, struct err *e)
{
	struct cell source = {im->source, im->source_prefix};

	source.length += num_print_int(im->source + source.length, (int64_t)record->number);
	switch (canonical_row(im->row, record, source, e)) {
	case CANONICAL_KEPT:
		keep(im, record);
		return 0;
	case CANONICAL_SKIPPED:
		skip(im, canonical_reason(im->row));
		return 0;
	case CANONICAL_REJECTED:
		reject(im, record, canonical_fault(im->row)->column,
		       canonical_fault(im->row)->words);
		return 0;
	case CANONICAL_WAITS:
		*waits = true;
		return 0;
	default:
		return -1;
	}
}

/* A row that is neither blank nor a banner, with what is carried down to it. */
static int take(struct import *im, enum total_kind kind, const struct record *record,
		const struct field *fields, bool wanted, bool *waits, struct err *e)
{
	bool sound = feeds_row(im->feeds, record, fields);

	/* The part will be read again by who can judge it, so nobody hears why. */
	if (kind == TOTAL_ROW && im->part)
		return -1;
	if (kind == TOTAL_ROW) {
		check_totals(im, record->line);
		skip(im, SKIP_TOTAL);
	} else if (record->surplus) {
		reject(im, record, NULL, "has more cells than the header");
	} else if (!sound) {
		reject(im, record, feeds_fault(im->feeds)->column, feeds_fault(im->feeds)->words);
	} else {
		add_to_totals(im);
		if (wanted)
			return decide(im, record, waits, e);
		skip(im, SKIP_WHERE);
	}
	return 0;
}

/* Decide on the rows that wait, in order, up to one that still has to. */
static int go_on(struct import *im, struct err *e)
{
	const struct record *record;
	const struct field *fields;
	int mark, got;

	im->waiting = false;
	while ((got = hold_first(im->hold, &record, &fields, &mark, e)) > 0) {
		bool waits = false;
		int status;

		if (mark == WAITS_COUNTED) {
			feeds_row(im->feeds, record, fields);
			status = decide(im, record, &waits, e);
		} else {
			status = take(im, total_classify(im->total, im->reader, record), record, fields,
				      mark == WAITS_WANTED, &waits, e);
		}
		if (status != 0)
			return -1;
		if (waits) {
			hold_mark(im->hold, WAITS_COUNTED);
			im->waiting = true;
			im->question = *canonical_fault(im->row);
			im->question_line = record->line;
			return 0;
		}
		hold_drop(im->hold);
	}
	return got;
}

/* A row behind one that waits: it may tell. */
static int wait_too(struct import *im, const struct record *record, const struct field *fields,
		    bool wanted, struct err *e)
{
	if (hold_add(im->hold, record, fields, wanted ? WAITS_WANTED : WAITS_UNCOUNTED, e) != 0)
		return -1;
	if (feeds_row(im->feeds, record, fields) && wanted && !record->surplus)
		feeds_learn(im->feeds);
	return feeds_waits(im->feeds) ? 0 : go_on(im, e);
}

int import_row(struct import *im, const struct record *record, const struct field *fields,
	       bool wanted, struct err *e)
{
	enum total_kind kind = total_classify(im->total, im->reader, record);
	bool waits = false;

	im->account.read++;
	if (kind == TOTAL_BLANK || kind == TOTAL_BANNER) {
		skip(im, kind == TOTAL_BLANK ? SKIP_BLANK : SKIP_BANNER);
		return 0;
	}
	if (kind == TOTAL_DATA && feeds_carries(im->feeds))
		fields = feeds_carry(im->feeds, fields);
	if (im->waiting)
		return wait_too(im, record, fields, wanted && kind == TOTAL_DATA, e);
	if (take(im, kind, record, fields, wanted, &waits, e) != 0)
		return -1;
	return waits ? begin_waiting(im, record, fields, e) : 0;
}

int import_finish(struct import *im, struct err *e)
{
	if (!im->waiting)
		return 0;
	return err_set(e, "%s:%llu: %s %s", reader_name(im->reader),
		       (unsigned long long)im->question_line, im->question.column, im->question.words);
}

/* ---- parts ---- */

void import_make_part(struct import *im)
{
	im->part = im->begun = true;
	feeds_leave_order(im->feeds);
}

/* What a part wrote, its records counted on from those before it. */
static void write_part(struct import *im, const struct import *part, uint64_t records)
{
	size_t n, at = 0;
	const char *bytes = out_memory(part->out, &n);

	for (size_t i = 0; i < part->mark_count; i++) {
		const struct mark *mark = &part->marks[i];
		char number[NUM_TEXT];
		size_t length = num_print_int(number, (int64_t)(mark->number + records));

		out_bytes(im->out, bytes + at, mark->at - at);
		out_bytes(im->out, number, length);
		at = mark->at + mark->length;
	}
	out_bytes(im->out, bytes + at, n - at);
}

bool import_join(struct import *im, const struct import *part, const struct reader_place *before)
{
	if (im->waiting || !canonical_agrees(im->row, part->row) || !total_join(im->total, part->total))
		return false;
	canonical_join(im->row, part->row);
	account_add(&im->account, &part->account);
	rejects_take(im->rejects, part->rejects, before->lines, before->records);
	write_part(im, part, before->records);
	return true;
}

void import_clear(struct import *im)
{
	canonical_clear(im->row);
	total_clear(im->total);
	rejects_clear(im->rejects);
	out_clear(im->out);
	im->account = (struct account){0};
	im->mark_count = 0;
}

const struct account *import_account(const struct import *im)
{
	return &im->account;
}

char *import_unknown_words(const struct import *im)
{
	return canonical_unknown_words(im->row);
}
