/* One data or total row: decided on, accounted for, and written when it is kept. */
#include "import/private.h"

#include "base/num.h"

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

/* Warn where a total row does not match the sum of the rows above it. */
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
		const struct remark remark = {
			.kind = REMARK_TOTAL_DIFFERS,
			.file = reader_name(im->reader),
			.line = line,
			.column = reader_column(im->reader, (size_t)columns[slot]),
			.value = decimal_print(stated, value),
			.other = decimal_print(summed, sum),
		};

		remarks_tell(im->remarks, &remark);
	}
	total_end_part(im->total);
}

int import_skip_heading(struct import *im, const struct record *record, struct err *e)
{
	switch (heading_look(im->heading, im->reader, record)) {
	case HEADING_SAME:
		import_count(im, SKIP_HEADING);
		return 1;
	case HEADING_OTHER:
		return err_set(e,
			       "%s:%llu: a second header, with other columns than the first: split the file before it",
			       reader_name(im->reader), (unsigned long long)record->line);
	default:
		return 0;
	}
}

/* Count a row, with its units when its cells give them. */
static void count_row(struct import *im, size_t reason)
{
	int64_t units;

	if (canonical_guess_units(im->row, &units))
		account_count_units(&im->file.counts[reason], units);
	else
		import_count(im, reason);
}

/* Reject a row and count it, unless it is a header: that is no fault to be allowed. Returns 0, or -1 with words. */
static int reject(struct import *im, const struct record *record, const char *column, const char *words,
		  void (*count)(struct import *, size_t), struct err *e)
{
	int heading = import_skip_heading(im, record, e);

	if (heading != 0)
		return heading < 0 ? -1 : 0;
	rejects_add(im->rejects, im->reader, record, column, "%s", words);
	count(im, ACCOUNT_ROWS_REJECTED);
	return 0;
}

/* True for a row below the header that tells in words what each column holds. */
static bool is_description(const struct import *im, const struct record *record)
{
	if (record->number != 1)
		return false;
	for (size_t i = 0; i < record->length; i++)
		if (record->bytes[i] >= '0' && record->bytes[i] <= '9')
			return false;
	return feeds_are_words(im->feeds);
}

/* Decide on a data row that meets the conditions. */
static int decide(struct import *im, const struct record *record, bool *undecided, struct err *e)
{
	struct cell source = {im->source, im->source_prefix};

	source.length += num_print_int(im->source + source.length, (int64_t)record->number);
	switch (canonical_row(im->row, record, source, e)) {
	case CANONICAL_KEPT:
		import_keep(im, record);
		return 0;
	case CANONICAL_SKIPPED:
		count_row(im, canonical_reason(im->row));
		return 0;
	case CANONICAL_REJECTED:
		return reject(im, record, canonical_fault(im->row)->column, canonical_fault(im->row)->words, count_row,
			      e);
	case CANONICAL_UNDECIDED:
		*undecided = true;
		return 0;
	default:
		return -1;
	}
}

enum total_kind import_kind(struct import *im, const struct record *record, const struct field *fields)
{
	enum total_kind kind = total_classify(im->total, im->reader, record);

	return kind == TOTAL_DATA && !record->misquoted && feeds_are_labelled(im->feeds, fields) ? TOTAL_ROW : kind;
}

int import_take(struct import *im, enum total_kind kind, const struct record *record, const struct field *fields,
		bool wanted, bool *undecided, struct err *e)
{
	bool sound = feeds_row(im->feeds, record, fields);

	/* Only an import that has read all rows above can check a total: the part fails without words and is read again. */
	if (im->part && (kind == TOTAL_ROW || is_description(im, record)))
		return -1;
	if (kind == TOTAL_ROW) {
		check_totals(im, record->line);
		import_count(im, SKIP_TOTAL);
	} else if (record->misquoted) {
		struct err fault;

		return reject(im, record, NULL, reader_misfit(im->reader, record, &fault), import_count, e);
	} else if (is_description(im, record)) {
		import_count(im, SKIP_HEADING);
	} else if (record->surplus) {
		return reject(im, record, NULL, "has more cells than the header", import_count, e);
	} else if (!sound) {
		return reject(im, record, feeds_fault(im->feeds)->column, feeds_fault(im->feeds)->words, import_count,
			      e);
	} else if (im->part && feeds_has_open(im->feeds)) {
		/* The rows before this part may decide. */
		return -1;
	} else {
		int status = wanted ? decide(im, record, undecided, e) : 0;

		if (status != 0 || *undecided)
			return status;
		if (!wanted)
			count_row(im, SKIP_WHERE);
		add_to_totals(im);
	}
	return 0;
}
