#include "layout/explain.h"

#include "base/die.h"
#include "base/mem.h"
#include "base/num.h"
#include "layout/lookalike.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

static char *mapping_words(enum side side, const struct reader *r, const struct mapping *m)
{
	char *text = mem_dup("", 0);

	for (size_t i = 0; i < alias_target_count(side); i++) {
		const char *column = alias_target_name(side, i);
		const struct alias_use *uses;
		size_t count = mapping_uses(m, column, &uses);

		for (size_t u = 0; u < count; u++) {
			const char *header = reader_column(r, uses[u].header);
			char *longer = u ? mem_printf("%s, else %s", text, header)
					 : mem_printf("%s%s%s from %s", text, text[0] ? "; " : "", column, header);

			free(text);
			text = longer;
		}
	}
	return text;
}

static char *left_words(const struct reader *r, const struct mapping *m)
{
	char *text = mem_dup("left:", 5);
	bool any = false;

	for (size_t i = 0; i < reader_columns(r); i++) {
		if (mapping_is_used(m, i))
			continue;
		char *longer = mem_printf("%s%s %s", text, any ? "," : "", reader_column(r, i));

		any = true;
		free(text);
		text = longer;
	}
	if (any)
		return text;
	free(text);
	return mem_printf("left: none");
}

void explain_tell_standins(enum side side, const struct reader *r, const struct mapping *m, bool quiet,
			   struct remarks *remarks)
{
	for (size_t i = 0; i < alias_target_count(side); i++) {
		const struct alias_use *uses;
		struct remark remark = {
			.kind = REMARK_STAND_IN, .file = reader_name(r), .column = alias_target_name(side, i)};
		size_t count = mapping_uses(m, remark.column, &uses);

		for (size_t u = 0; u < count; u++) {
			if (!uses[u].standin)
				continue;
			remark.value = reader_column(r, uses[u].header);
			(quiet ? remarks_add : remarks_tell)(remarks, &remark);
		}
	}
}

const char **explain_headers(const struct reader *r)
{
	const char **headers = mem_alloc(reader_columns(r), sizeof(*headers));

	for (size_t i = 0; i < reader_columns(r); i++)
		headers[i] = reader_column(r, i);
	return headers;
}

/* The index of the duplicate of the header at `first`; `end` when there is none before it. */
static size_t again(const struct reader *r, size_t first, size_t end)
{
	for (size_t i = first + 1; i < end; i++)
		if (strcmp(reader_column(r, i), reader_column(r, first)) == 0)
			return i;
	return end;
}

void explain_tell_twice(const struct reader *r, const struct mapping *m, struct remarks *remarks)
{
	size_t n = reader_columns(r), twice = n;

	/* Check only the headers that are used, which are few. */
	for (size_t i = 0; i < n; i++)
		if (mapping_is_used(m, i) && reader_find(r, reader_column(r, i)) == (int)i)
			twice = again(r, i, twice);
	if (twice == n)
		return;
	const struct remark remark = {
		.kind = REMARK_COLUMN_TWICE, .file = reader_name(r), .column = reader_column(r, twice)};

	remarks_tell(remarks, &remark);
}

/* `utf-16le with a byte order mark, separated by TAB, 12 columns`; commas go without saying. Caller frees. */
static char *form_words(const struct reader *r)
{
	char sign[2] = {reader_delimiter(r), '\0'};
	char *separated =
		sign[0] == ',' ? mem_dup("", 0) : mem_printf(", separated by %s", sign[0] == '\t' ? "TAB" : sign);
	char *text = mem_printf("%s%s%s, %zu columns", reader_encoding(r),
				reader_has_bom(r) ? " with a byte order mark" : "", separated, reader_columns(r));

	free(separated);
	return text;
}

void explain_tell_header(const struct reader *r, struct remarks *remarks)
{
	char number[NUM_TEXT];
	uint64_t row = reader_header_row(r);

	if (row == 1)
		return;
	num_print_fixed(number, (double)row, 0);
	const struct remark remark = {
		.kind = REMARK_HEADER_ROW, .file = reader_name(r), .rows = row - 1, .value = number};

	remarks_tell(remarks, &remark);
}

void explain_tell_encoding(const struct reader *r, bool named, bool verbose, struct remarks *remarks)
{
	struct remark remark = {.kind = REMARK_ENCODING, .file = reader_name(r), .value = reader_encoding(r)};

	if (named && reader_is_other_utf8(r))
		remark.kind = REMARK_ENCODING_UTF8;
	else if (named && reader_has_letters(r))
		remark.kind = REMARK_ENCODING_NAMED;
	else if (named || reader_decision(r) != ENCODING_GB18030)
		return;
	(verbose || remark_is_warning(remark.kind) ? remarks_tell : remarks_add)(remarks, &remark);
}

void explain_tell_mapping(enum side side, const struct reader *r, const struct mapping *m)
{
	char *fed = mapping_words(side, r, m), *left = left_words(r, m);
	char *form = form_words(r);
	const char *name = reader_name(r);

	warn("%s: %s", name, form);
	warn("%s: %s", name, fed);
	warn("%s: %s", name, left);
	free(form);
	free(fed);
	free(left);
}

/* Print the headers accepted for a required column, or for each of its alternatives. */
static void tell_accepted(const struct aliases *a, enum side side, const char *column)
{
	static const char *const quantities[] = {COLUMN_QTY, "qty_received", "qty_applied", NULL};
	static const char *const dates[] = {COLUMN_RECEIVED_AT, COLUMN_FINISHED_AT, COLUMN_APPLIED_AT, NULL};
	const char *const alone[] = {column, NULL};
	const char *const *columns = alone;

	if (side == SIDE_RETURNS && strcmp(column, COLUMN_QTY) == 0)
		columns = quantities;
	if (side == SIDE_RETURNS && strcmp(column, COLUMN_RECEIVED_AT) == 0)
		columns = dates;
	for (size_t i = 0; columns[i]; i++) {
		char *list = aliases_accepted(a, side, columns[i]);

		warn("headers accepted for %s: %s", columns[i], list);
		free(list);
	}
}

/* True for a word that may be read only where no other header is like it. */
static bool is_alone(const struct alias *row)
{
	for (size_t i = 0; i < row->term_count; i++)
		if (row->terms[i].kind == ALIAS_ALONE)
			return true;
	return false;
}

/* A header that would feed the column if more headers were known; NULL when there is none. */
static const char *common_word(const struct aliases *a, enum side side, const struct reader *r, const char *column)
{
	for (size_t i = 0; i < aliases_count(a); i++) {
		const struct alias *row = aliases_row(a, i);
		int at = reader_find(r, row->written);

		if (at >= 0 && row->generic && !is_alone(row) && (row->sides & side_bit(side)) &&
		    strcmp(row->column, column) == 0)
			return reader_column(r, (size_t)at);
	}
	return NULL;
}

/* Advice on a constant for a required column; "" if none makes sense. */
static const char *constant_words(enum side side, const char *column)
{
	if (strcmp(column, COLUMN_QTY) == 0)
		return ", or give --const qty=1 if each row is one unit";
	if (strcmp(column, COLUMN_SHIPPED_AT) == 0)
		return ", or give --const shipped_at=DATE if all rows are of one day or month";
	if (strcmp(column, COLUMN_RECEIVED_AT) == 0)
		return ", or give --const received_at=DATE if all rows are of one day or month";
	if (strcmp(column, COLUMN_SKU) == 0 && side == SIDE_SHIPMENTS)
		return ", or give --const sku=all for rates without SKUs if no order has a row that sums up the others";
	return "";
}

/* The name of a missing column in a message: with what could stand in for it. */
static const char *missing_name(enum side side, const char *column)
{
	if (strcmp(column, COLUMN_RECEIVED_AT) == 0)
		return "received_at, finished_at or applied_at";
	return strcmp(column, COLUMN_SKU) == 0 && side == SIDE_RETURNS ? "sku, order_id or line_id" : column;
}

int explain_tell_missing(const struct layout *l, enum side side, const struct reader *r, const struct mapping *m,
			 const char *const *columns, size_t n, struct err *e)
{
	char *names = mem_dup("", 0), *advice = mem_dup("", 0);
	const char *common = NULL;

	for (size_t i = 0; i < n; i++) {
		char *longer = mem_printf("%s%s%s", names, i ? " and " : "", missing_name(side, columns[i]));
		char *more = mem_printf("%s%s", advice, constant_words(side, columns[i]));

		free(names);
		free(advice);
		names = longer;
		advice = more;
	}
	warn("%s: no column for %s; its headers: %s", reader_name(r), names, reader_column_list(r));
	for (size_t i = 0; i < n; i++) {
		const char *word = common_word(l->aliases, side, r, columns[i]);

		tell_accepted(l->aliases, side, columns[i]);
		common = word ? word : common;
	}
	lookalike_tell(l, side, r, m, NULL);
	if (side == SIDE_RETURNS)
		lookalike_tell_undated(l, r, NULL);
	if (common)
		err_set(e,
			"'%s' is too common a word to be recognised without other known "
			"headers; name it with --map FILE",
			common);
	else
		err_set(e, "name the header%s with --map FILE%s", n > 1 ? "s" : "", advice);
	free(names);
	free(advice);
	return -1;
}
