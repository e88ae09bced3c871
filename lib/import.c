#include "import.h"

#include "canonical.h"
#include "die.h"
#include "feed.h"
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

/* A row of which is yet to be decided whether another file gave it, and what it takes to leave it out then. */
struct held {
	struct fingerprint print;
	size_t end; /* in what was written with it */
	uint16_t notes[ACCOUNT_NOTES];
	uint16_t offsets;
	bool unknown; /* words of it were counted as not understood */
};

struct import {
	enum side side;
	struct out *out;
	struct rejects *rejects;
	struct canonical *row;
	struct feeds *feeds; /* of `row` */
	struct account account; /* of the files left */
	struct overlap *overlap; /* NULL: all rows are kept */
	struct fingerprints *prints;
	bool begun; /* the header row is written */
	bool part;  /* of a file; see import_make_part() */
	struct mark *marks;
	size_t mark_count;
	size_t mark_capacity;
	struct out *held_out; /* where rows go before that is decided; NULL: to `out` */
	struct held *held;
	size_t held_count;
	size_t held_capacity;

	/* The file at hand. */
	struct account file;
	const struct reader *reader;
	struct total *total;
	/* What `source` calls the row: the name of the file and a colon, and room for the number. */
	char *source;
	size_t source_prefix;
	bool source_quoted; /* the name needs quotes */
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

int import_constant(struct import *im, const char *text, struct err *e)
{
	return feeds_constant(im->feeds, text, e);
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
	if (im->overlap && !im->part) {
		overlap_begin(im->overlap, name);
		if (!im->held_out)
			im->held_out = out_open_memory();
	}
	im->reader = r;
	im->file = (struct account){0};
	if (slash)
		name = slash + 1;
	if (strcmp(name, "standard input") == 0)
		name = "stdin";
	im->source_prefix = strlen(name) + 1;
	im->source = mem_alloc(im->source_prefix + NUM_TEXT, 1);
	memcpy(im->source, name, im->source_prefix - 1);
	im->source[im->source_prefix - 1] = ':';
	im->total = total_new(feeds_numbers(im->feeds, &slots), delimiter);
	im->source_quoted = strpbrk(name, ",\"\r\n") != NULL;
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
	im->file.skips[reason]++;
}

static void reject(struct import *im, const struct record *record, const char *column,
		   const char *words)
{
	rejects_add(im->rejects, im->reader, record, column, "%s", words);
	im->file.rejected++;
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

static void keep(struct import *im, struct out *out, const struct record *record,
		 struct account *account)
{
	size_t columns = canonical_columns(im->row);

	canonical_note(im->row, account);
	account->kept++;
	const struct cell *cells = canonical_cells(im->row);

	out_row(out, cells, columns);
	/* `source` is the last column, and may be the file's own. */
	if (im->part && cells[columns - 1].bytes == im->source)
		mark_number(im, record);
}

/* ---- rows that another file may have given ---- */

/* Where rows are written. */
static struct out *written(const struct import *im)
{
	return im->held_out ? im->held_out : im->out;
}

/* Of the row just written: all that it takes to decide later. */
static void hold(struct import *im, const struct fingerprint *print, const struct account *noted)
{
	im->held = mem_grow(im->held, &im->held_capacity, im->held_count + 1, sizeof(*im->held));
	struct held *row = &im->held[im->held_count++];

	row->print = *print;
	row->end = out_length(written(im));
	row->unknown = canonical_has_unknown(im->row);
	row->offsets = (uint16_t)noted->offsets;
	for (size_t i = 0; i < ACCOUNT_NOTES; i++)
		row->notes[i] = (uint16_t)noted->notes[i];
}

/* What a part wrote from one place to another, its records counted on from those before it. `mark` is the first that may be there. */
static void write_part(struct import *im, const struct import *part, size_t *mark, size_t from,
		       size_t to, uint64_t records)
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

/* A row that was kept is skipped. */
static void take_back(struct import *im, const struct held *row)
{
	im->file.kept--;
	im->file.offsets -= row->offsets;
	for (size_t i = 0; i < ACCOUNT_NOTES; i++)
		im->file.notes[i] -= row->notes[i];
	skip(im, SKIP_OVERLAP);
}

/* What a part wrote, but for the rows that another file gave already. */
static void write_rows(struct import *im, const struct import *part, uint64_t records)
{
	enum { AHEAD = 16 };
	size_t mark = 0, from = 0, begin = 0;

	for (size_t i = 0; i < part->held_count && i < AHEAD; i++)
		overlap_expect(im->overlap, &part->held[i].print);
	for (size_t i = 0; i < part->held_count; i++) {
		const struct held *row = &part->held[i];

		if (i + AHEAD < part->held_count)
			overlap_expect(im->overlap, &row[AHEAD].print);
		if (overlap_row(im->overlap, &row->print)) {
			write_part(im, part, &mark, from, begin, records);
			take_back(im, row);
			from = row->end;
		}
		begin = row->end;
	}
	write_part(im, part, &mark, from, begin, records);
}

/* Decide on the rows that are held; those of a part are decided on by import_join(). */
static void settle(struct import *im)
{
	if (im->part || im->held_count == 0)
		return;
	write_rows(im, im, 0);
	out_clear(im->held_out);
	im->held_count = 0;
}

/*
 * A row that nothing but another file speaks against. Memory is slow to answer whether one does, so a few rows are held and asked for
 * together; a part holds all of its own.
 */
static void keep_once(struct import *im, const struct record *record)
{
	enum { HELD = 128 };
	const struct cell *cells = canonical_cells(im->row);
	struct fingerprint print = fingerprints_take(im->prints, cells);
	struct account noted = {0};

	if (!im->part && canonical_has_unknown(im->row)) {
		/* What is noted of it cannot be taken back. */
		settle(im);
		if (overlap_row(im->overlap, &print))
			skip(im, SKIP_OVERLAP);
		else
			keep(im, im->out, record, &im->file);
		return;
	}
	keep(im, written(im), record, &noted);
	account_add(&im->file, &noted);
	hold(im, &print, &noted);
	if (!im->part && im->held_count == HELD)
		settle(im);
}

/* ---- records ---- */

/* A data row that meets the conditions. */
static int decide(struct import *im, const struct record *record, struct err *e)
{
	struct cell source = {im->source, im->source_prefix};

	source.length += num_print_int(im->source + source.length, (int64_t)record->number);
	switch (canonical_row(im->row, record, source, e)) {
	case CANONICAL_KEPT:
		if (im->overlap)
			keep_once(im, record);
		else
			keep(im, im->out, record, &im->file);
		return 0;
	case CANONICAL_SKIPPED:
		skip(im, canonical_reason(im->row));
		return 0;
	case CANONICAL_REJECTED:
		reject(im, record, canonical_fault(im->row)->column,
		       canonical_fault(im->row)->words);
		return 0;
	default:
		return -1;
	}
}

int import_row(struct import *im, const struct record *record, const struct field *fields,
	       bool wanted, struct err *e)
{
	enum total_kind kind = total_classify(im->total, im->reader, record);

	im->file.read++;
	if (kind == TOTAL_BLANK) {
		skip(im, SKIP_BLANK);
		return 0;
	}
	bool sound = feeds_row(im->feeds, fields);

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
			return decide(im, record, e);
		skip(im, SKIP_WHERE);
	}
	return 0;
}

void import_end(struct import *im)
{
	settle(im);
	if (im->reader)
		account_add(&im->account, &im->file);
	total_free(im->total);
	free(im->source);
	im->total = NULL;
	im->source = NULL;
	im->reader = NULL;
}

/* ---- parts ---- */

void import_make_part(struct import *im)
{
	im->part = im->begun = true;
}

/* Words that are not understood are told of rows kept: true when a part counted some of a row that it may have to leave out. */
static bool has_unknown_twice(const struct import *im, const struct import *part)
{
	for (size_t i = 0; i < part->held_count; i++)
		if (part->held[i].unknown && overlap_has(im->overlap, &part->held[i].print))
			return true;
	return false;
}

bool import_join(struct import *im, const struct import *part, const struct reader_place *before)
{
	size_t mark = 0;

	settle(im);
	if (im->overlap && has_unknown_twice(im, part))
		return false;
	if (!canonical_agrees(im->row, part->row) || !total_join(im->total, part->total))
		return false;
	canonical_join(im->row, part->row);
	account_add(&im->file, &part->file);
	rejects_take(im->rejects, part->rejects, before->lines, before->records);
	if (im->overlap)
		write_rows(im, part, before->records);
	else
		write_part(im, part, &mark, 0, out_length(written(part)), before->records);
	return true;
}

void import_clear(struct import *im)
{
	canonical_clear(im->row);
	total_clear(im->total);
	rejects_clear(im->rejects);
	out_clear(im->out);
	im->file = (struct account){0};
	im->mark_count = im->held_count = 0;
}

const struct account *import_file_account(const struct import *im)
{
	return &im->file;
}

const struct account *import_account(const struct import *im)
{
	return &im->account;
}

char *import_unknown_words(const struct import *im)
{
	return canonical_unknown_words(im->row);
}
