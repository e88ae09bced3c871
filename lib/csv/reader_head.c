/*
 * Before the header: which delimiter, and which record the header is, told by sniff.h from records that libcsv cuts. They stay in the
 * window, and the reader goes back over them.
 */
#include "csv/reader_private.h"

#include "csv/sniff.h"

/* Where a record begins. */
struct start {
	size_t at; /* in the window */
	uint64_t line;
	uint64_t row; /* counted as a spreadsheet does, with blank lines */
};

struct look {
	struct sniff sniff;
	struct start starts[SNIFF_ROWS];
};

/* Go to where a record begins; it is the first one. */
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

static void part_by(struct reader *r, char delimiter)
{
	r->delimiter = delimiter;
	csv_set_delim(&r->parser, (unsigned char)delimiter);
}

/* Cut one more record, dropping nothing. Returns 1, 0 where there is none within the bytes to be looked at, -1 with words. */
static int cut_record(struct reader *r, struct err *e)
{
	struct err ignored;
	size_t n;

	for (;;) {
		int got = reader_csv_record(r, &ignored);

		/* What is wrong with a record is told when it is read in earnest. */
		if (got != 0)
			return got > 0 && r->parsed <= SNIFF_BYTES;
		source_window(r->source, &n);
		if (n > SNIFF_BYTES || source_at_end(r->source))
			return 0;
		if (source_more(r->source, e) < 0 || reader_decide(r, e) != 0)
			return -1;
	}
}

/* Look at the first records under a delimiter, and come back. */
static int look(struct reader *r, char delimiter, const struct sniff_words *words, struct look *look, struct err *e)
{
	const struct start begin = {.line = 1, .row = 1};
	uint64_t row = 0, next_line = 1;
	int got = 1;

	*look = (struct look){0};
	part_by(r, delimiter);
	go_to(r, &begin);
	while (look->sniff.records < SNIFF_ROWS && (got = cut_record(r, e)) > 0) {
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

/* The best look of all delimiters, or the one under the delimiter that is given. */
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
		if (sniff_is_better(&other.sniff, &best->sniff)) {
			*best = other;
			*delimiter = *d;
		}
	}
	return 0;
}

/* Pass over the rows above the header's, which is given. */
static int pass_over(struct reader *r, uint64_t wanted, struct err *e)
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
			return err_set(e, "%s: row %llu, given as the header's, is %s", source_name(r->source),
				       (unsigned long long)wanted, got ? "blank" : "behind the end");
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
	part_by(r, delimiter);
	if (options->header_row)
		return options->header_row > 1 ? pass_over(r, options->header_row, e) : 0;
	if (sniff_header(&best.sniff) > 0)
		go_to(r, &best.starts[sniff_header(&best.sniff)]);
	return 0;
}
