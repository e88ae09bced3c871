/* Words for a record that does not fit the header, by its quotes above all. A place is told as an editor shows it: its line in the file, and its column in characters, from 1. */
#include "csv/reader_private.h"

/* The number of characters in bytes[0..n), which need not be valid. */
static size_t count_characters(const char *bytes, size_t n, enum encoding encoding)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes[i];

		count += encoding == ENCODING_GB18030 || (c & 0xc0) != 0x80;
		/* Two bytes, or four when the second is a digit. */
		if (encoding == ENCODING_GB18030 && c > 0x80 && i + 1 < n)
			i += bytes[i + 1] >= '0' && bytes[i + 1] <= '9' ? 3 : 1;
	}
	return count;
}

static size_t column_of(const struct reader *r, const char *record, const struct quotes_place *place)
{
	return count_characters(record + place->start, place->at, r->encoding) + 1;
}

const char *reader_misfit(const struct reader *r, const struct record *record, struct err *e)
{
	if (!record->misquoted) {
		err_set(e, "%u fields, the header has %zu", record->fields, r->columns);
		return e->words;
	}
	struct quotes_found found = quotes_find(record->bytes, record->length, r->delimiter);
	size_t column = column_of(r, record->bytes, &found.fault);

	if (found.fault.line == 0)
		err_set(e, "the quote at column %zu is neither doubled nor before a delimiter or line end", column);
	else
		err_set(e,
			"the quote at column %zu of the row's line %zu is neither doubled nor before a delimiter or "
			"line end",
			column, found.fault.line + 1);
	return e->words;
}

static const char *record_bytes(const struct reader *r)
{
	size_t n;

	return source_window(r->source, &n) + r->record;
}

int reader_fail_unclosed(const struct reader *r, size_t length, struct err *e)
{
	const char *record = record_bytes(r);
	struct quotes_found found = quotes_find(record, length, r->delimiter);

	return err_set(e, "%s:%llu: the quote opened at column %zu is never closed", source_name(r->source),
		       (unsigned long long)(r->record_line + found.opened.line), column_of(r, record, &found.opened));
}

int reader_fail_uncertain(const struct reader *r, size_t length, struct err *e)
{
	const char *record = record_bytes(r);
	struct quotes_found found = quotes_find(record, length, r->delimiter);
	unsigned long long line = (unsigned long long)(r->record_line + found.fault.line);
	size_t column = column_of(r, record, &found.fault);

	if (found.opened.line == found.fault.line)
		return err_set(
			e,
			"%s:%llu: the quote at column %zu is neither doubled nor before a delimiter or line end, and "
			"where its row ends is not certain",
			source_name(r->source), line, column);
	return err_set(
		e,
		"%s:%llu: the quote at column %zu is neither doubled nor before a delimiter or line end; the one "
		"opened at line %llu, column %zu, may lack its end",
		source_name(r->source), line, column, (unsigned long long)(r->record_line + found.opened.line),
		column_of(r, record, &found.opened));
}
