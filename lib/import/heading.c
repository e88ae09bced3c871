#include "import/heading.h"

#include "base/mem.h"
#include "clean/header.h"
#include "io/encoding.h"

#include <stdlib.h>
#include <string.h>

struct heading {
	char **names; /* of the columns, normalised */
	size_t count;
	struct headers *found;
	const struct sniff_words *words;
	char delimiter;

	/* The cells of the header as its bytes have them. */
	char *bytes;
	struct cell *cells;
	size_t cell_count;
	bool begins[256]; /* by first byte: some cell begins with it */
};

/* Bytes that may precede the text of a cell. */
static bool is_before(char c)
{
	return c == '"' || c == ' ' || c == '\t';
}

/* The first cell of s[0..n), without quotes and blanks before it. */
static struct cell first_cell(const struct heading *h, const char *s, size_t n)
{
	const char *end = s + n;
	const char *mark = "\xef\xbb\xbf";

	if (n >= 3 && memcmp(s, mark, 3) == 0)
		s += 3;
	while (s < end && is_before(*s) && *s != h->delimiter)
		s++;
	const char *to = s;

	while (to < end && *to != h->delimiter && *to != '"' && *to != '\r' && *to != '\n')
		to++;
	return (struct cell){s, (size_t)(to - s)};
}

/* Take the cells of the header apart. Of a quoted one with a delimiter in it the first piece is taken, which does no harm. */
static void take_cells(struct heading *h, const struct record *header)
{
	size_t capacity = 0;

	h->bytes = mem_dup(header->bytes, header->length);
	for (size_t at = 0; at < header->length;) {
		struct cell cell = first_cell(h, h->bytes + at, header->length - at);
		const char *next = memchr(h->bytes + at, h->delimiter, header->length - at);

		if (cell.length) {
			h->cells = mem_grow(h->cells, &capacity, h->cell_count + 1, sizeof(*h->cells));
			h->cells[h->cell_count++] = cell;
			h->begins[(unsigned char)cell.bytes[0]] = true;
		}
		if (!next)
			break;
		at = (size_t)(next - h->bytes) + 1;
	}
}

struct heading *heading_new(const struct reader *r, const struct sniff_words *words)
{
	struct heading *h = mem_alloc(1, sizeof(*h));
	const char **names = mem_alloc(reader_columns(r), sizeof(*names));

	h->count = reader_columns(r);
	h->names = mem_alloc(h->count, sizeof(*h->names));
	h->words = words;
	h->delimiter = reader_delimiter(r);
	for (size_t i = 0; i < h->count; i++) {
		names[i] = reader_column(r, i);
		h->names[i] = header_normalise(names[i], strlen(names[i]));
	}
	h->found = headers_new(names, h->count);
	free(names);
	take_cells(h, reader_header(r));
	return h;
}

void heading_free(struct heading *h)
{
	if (!h)
		return;
	for (size_t i = 0; i < h->count; i++)
		free(h->names[i]);
	free(h->names);
	headers_free(h->found);
	free(h->bytes);
	free(h->cells);
	free(h);
}

bool heading_begins(const struct heading *h, const struct record *record)
{
	unsigned char c = record->length ? (unsigned char)record->bytes[0] : 0;

	if (!h->begins[c] && !is_before((char)c) && c != 0xef)
		return false;
	struct cell cell = first_cell(h, record->bytes, record->length);

	for (size_t i = 0; cell.length && i < h->cell_count; i++)
		if (h->cells[i].length == cell.length && memcmp(h->cells[i].bytes, cell.bytes, cell.length) == 0)
			return true;
	return false;
}

/* Rows of data are full of digits, headers are not: spares taking them apart. */
static bool has_few_digits(const struct record *record)
{
	size_t digits = 0;

	for (size_t i = 0; i < record->length; i++)
		digits += record->bytes[i] >= '0' && record->bytes[i] <= '9';
	return digits * 8 <= record->length;
}

static enum heading_kind compare(const struct heading *h, const struct reader *row)
{
	size_t cells = 0, hits = 0, same = 0;

	for (size_t i = 0; i < reader_columns(row); i++) {
		const char *cell = reader_column(row, i);
		char *name = header_normalise(cell, strlen(cell));

		cells += name[0] != '\0';
		same += i < h->count && strcmp(name, h->names[i]) == 0;
		hits += name[0] && (headers_find(h->found, name) >= 0 ||
				    (h->words && h->words->knows(h->words->context, cell, strlen(cell))));
		free(name);
	}
	if (hits < 2 || hits * 2 <= cells)
		return HEADING_NONE;
	return same == h->count && reader_columns(row) == h->count ? HEADING_SAME : HEADING_OTHER;
}

enum heading_kind heading_look(const struct heading *h, const struct reader *r, const struct record *record)
{
	const struct reader_options options = {
		.encoding = encoding_name(reader_decision(r)),
		.delimiter = h->delimiter,
	};
	struct err ignored;

	if (!has_few_digits(record))
		return HEADING_NONE;
	/* Read the row as the header of a file of its own. */
	struct reader *row = reader_open_memory(reader_name(r), record->bytes, record->length, &options, &ignored);
	enum heading_kind kind = row ? compare(h, row) : HEADING_NONE;

	reader_close(row);
	return kind;
}
