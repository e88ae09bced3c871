/*
 * The search for the header: sniff.h detects the delimiter and the header record from the first records, which libcsv splits. Those
 * records stay in the window, and the reader returns to them afterwards.
 */
#include "csv/reader_private.h"

#include "csv/sniff.h"

/* The start of a record. */
struct start {
	size_t at; /* offset in the window */
	uint64_t line;
	uint64_t row; /* counted as in a spreadsheet, including blank lines */
};

struct look {
	struct sniff sniff;
	struct start starts[SNIFF_ROWS];
};

/* Go back to the start of a record and read on from there as if it were the first. */
static void go_to(struct reader *r, const struct start *start)
{
	csv_fini(&r->parser, NULL, NULL, NULL);
	r->record = r->parsed = start->at;
	r->line = r->record_line = start->line;
	r->header_row = start->row;
	r->too_long = false;
	r->rows = 0;
	r->number = 0;
	field_maker_clear(r->maker);
}

static void set_delimiter(struct reader *r, char delimiter)
{
	r->delimiter = delimiter;
	csv_set_delim(&r->parser, (unsigned char)delimiter);
}

/* Parse one more record without dropping anything from the window. Returns 1, 0 when SNIFF_BYTES hold no further one, -1 with words. */
static int peek_record(struct reader *r, struct err *e)
{
	struct err ignored;
	size_t n;

	for (;;) {
		int got = reader_csv_record(r, &ignored);

		/* An error in a record is reported when the record is really read. */
		if (got != 0)
			return got > 0 && r->parsed <= SNIFF_BYTES;
		source_window(r->source, &n);
		if (n > SNIFF_BYTES || source_at_end(r->source))
			return 0;
		if (source_more(r->source, e) < 0 || reader_decide(r, e) != 0)
			return -1;
	}
}

/* Examine the first records with one delimiter, then return to the start. */
static int look(struct reader *r, char delimiter, const struct sniff_words *words, struct look *look, struct err *e)
{
	const struct start begin = {.line = 1, .row = 1};
	uint64_t row = 0, next_line = 1;
	int got = 1;

	*look = (struct look){0};
	set_delimiter(r, delimiter);
	go_to(r, &begin);
	while (look->sniff.records < SNIFF_ROWS && (got = peek_record(r, e)) > 0) {
		const struct record *record = &r->records[0];

		row += 1 + record->line - next_line;
		next_line = r->record_line;
		look->starts[look->sniff.records] =
			(struct start){.at = r->parsed - record->length, .line = record->line, .row = row};
		sniff_record(&look->sniff, words, r->fields, r->field);
		r->rows = 0;
		field_maker_clear(r->maker);
	}
	go_to(r, &begin);
	return got < 0 ? -1 : 0;
}

/* Find the delimiter with the best evidence; a delimiter given in the options is used without a comparison. */
static int look_best(struct reader *r, const struct reader_options *options, struct look *best, char *delimiter,
		     struct err *e)
{
	struct look other;

	*delimiter = r->delimiter;
	if (look(r, r->delimiter, options->words, best, e) != 0)
		return -1;
	if (options->delimiter || source_is_sheet(r->source) || best->sniff.best_hits >= SNIFF_SURE)
		return 0;
	for (const char *d = sniff_delimiters + 1; *d; d++) {
		if (look(r, *d, options->words, &other, e) != 0)
			return -1;
		/* When the first row is sure to be the header, a delimiter must split it. */
		bool splits = options->header_row != 1 || other.sniff.cells[0] > 1;

		if (splits && sniff_is_better(&other.sniff, &best->sniff)) {
			*best = other;
			*delimiter = *d;
		}
	}
	return 0;
}

/* Skip the rows above a header row given in the options. */
static int skip_rows(struct reader *r, uint64_t wanted, struct err *e)
{
	uint64_t row = 0, next_line = 1;
	struct start at = {.line = 1, .row = 1};

	while (row < wanted) {
		int got = reader_csv_record(r, e);
		size_t end = r->parsed;

		if (got == 0 && (got = reader_refill(r, e)) > 0)
			continue;
		if (got < 0)
			return -1;
		if (got > 0) {
			const struct record *record = &r->records[0];

			row += 1 + record->line - next_line;
			next_line = r->record_line;
			at = (struct start){.at = end - record->length, .line = record->line, .row = row};
			r->rows = 0;
			field_maker_clear(r->maker);
		}
		if (got == 0 || row > wanted)
			return err_set(e, "%s: row %llu, given as the header row, is %s", source_name(r->source),
				       (unsigned long long)wanted, got ? "blank" : "past the end");
	}
	go_to(r, &at);
	return 0;
}

int reader_find_header(struct reader *r, const struct reader_options *options, struct err *e)
{
	struct look best = {0};
	char delimiter = r->delimiter;

	r->header_row = 1;
	if (options->words && look_best(r, options, &best, &delimiter, e) != 0)
		return -1;
	set_delimiter(r, delimiter);
	if (options->header_row)
		return options->header_row > 1 ? skip_rows(r, options->header_row, e) : 0;
	if (sniff_header(&best.sniff) > 0)
		go_to(r, &best.starts[sniff_header(&best.sniff)]);
	return 0;
}
