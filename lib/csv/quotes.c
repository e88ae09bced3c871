#include "csv/quotes.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static inline bool is_blank(char c, char delimiter)
{
	return (c == ' ' || c == '\t') && c != delimiter;
}

enum closing { CLOSED, STAYS_OPEN, FAULTY };

/*
 * Find the end of the quoted cell that goes on at *at. When it is closed, *quote is the offset of its closing quote and *at that of the
 * delimiter or line end; when it is faulty, *quote is that of the quote at fault.
 */
static enum closing close_cell(const char *line, size_t n, char delimiter, size_t *at, size_t *quote)
{
	for (;;) {
		const char *found = memchr(line + *at, '"', n - *at);

		if (!found)
			return STAYS_OPEN;
		size_t i = (size_t)(found - line) + 1;

		*quote = i - 1;
		if (i < n && line[i] == '"') {
			*at = i + 1;
			continue;
		}
		while (i < n && is_blank(line[i], delimiter))
			i++;
		if (i < n && line[i] != delimiter)
			return FAULTY;
		*at = i;
		return CLOSED;
	}
}

static void drop(struct quotes *q, size_t from, size_t to)
{
	if (from == to)
		return;
	q->drops = mem_grow(q->drops, &q->capacity, q->drop_count + 1, sizeof(*q->drops));
	q->drops[q->drop_count++] = (struct quotes_run){from, to};
}

static void count(struct quotes *q, const char *line, size_t from, size_t to)
{
	for (size_t i = from; q->counts && i < to; i++)
		q->outside += line[i] == q->delimiter;
}

/* Find the next quote that opens a cell, in a line whose unquoted rest begins at `at` with a delimiter or with the line. */
static bool find_opening(struct quotes *q, const char *line, size_t n, size_t *at)
{
	for (size_t i = *at; i < n;) {
		const char *found = memchr(line + i, '"', n - i);

		if (!found)
			break;
		size_t quote = (size_t)(found - line), from = quote, ignored, end = quote + 1;

		while (from > *at && is_blank(line[from - 1], q->delimiter))
			from--;
		bool begins = from == 0 || line[from - 1] == q->delimiter;

		if (begins && (from == quote || close_cell(line, n, q->delimiter, &end, &ignored) == CLOSED)) {
			count(q, line, *at, quote);
			drop(q, from, quote);
			q->opened = quote;
			q->opens = true;
			*at = quote + 1;
			return true;
		}
		q->has_text = true;
		i = quote + 1;
	}
	count(q, line, *at, n);
	return false;
}

bool quotes_read(struct quotes *q, const char *line, size_t n)
{
	size_t at = 0, quote;

	q->drop_count = 0;
	q->opens = q->has_text = false;
	for (;;) {
		if (!q->open && !find_opening(q, line, n, &at))
			return true;
		q->open = true;
		switch (close_cell(line, n, q->delimiter, &at, &quote)) {
		case STAYS_OPEN:
			return true;
		case FAULTY:
			q->fault = quote;
			return false;
		case CLOSED:
			q->open = false;
			drop(q, quote + 1, at);
		}
	}
}

void quotes_release(struct quotes *q)
{
	free(q->drops);
	*q = (struct quotes){0};
}

/* The length of the line at `bytes`, without its line end and, in *whole, with it. */
static size_t line_length(const char *bytes, size_t n, size_t *whole)
{
	size_t bare = 0;

	while (bare < n && bytes[bare] != '\n' && bytes[bare] != '\r')
		bare++;
	*whole = bare + (bare < n);
	if (*whole < n && bytes[bare] == '\r' && bytes[bare + 1] == '\n')
		(*whole)++;
	return bare;
}

struct quotes_found quotes_find(const char *record, size_t n, char delimiter)
{
	struct quotes q = {.delimiter = delimiter, .counts = true};
	struct quotes_found found = {.faulty = false};

	for (size_t start = 0, line = 0, whole; start < n && !found.faulty; start += whole, line++) {
		size_t bare = line_length(record + start, n - start, &whole);

		found.faulty = !quotes_read(&q, record + start, bare);
		if (q.opens)
			found.opened = (struct quotes_place){line, start, q.opened};
		found.fault = (struct quotes_place){line, start, q.fault};
	}
	found.cells = q.outside;
	quotes_release(&q);
	return found;
}

/* The end of a quoted cell in which quotes may be text: the first quote before a delimiter or line end. Returns false when there is none. */
static bool close_loosely(const char *line, size_t n, char delimiter, size_t *at)
{
	size_t quote;
	enum closing closing;

	while ((closing = close_cell(line, n, delimiter, at, &quote)) == FAULTY)
		*at = quote + 1;
	return closing == CLOSED;
}

/*
 * Read the rest of a line behind a quote at fault, which was text of its cell (`inside`) or closed it. Returns false when the line ends in
 * a quoted cell; *cells is the number of cells that end in the rest.
 */
static bool read_rest(const char *rest, size_t n, char delimiter, bool inside, size_t *cells)
{
	size_t at = 0;

	for (*cells = 1;; ++*cells) {
		if (inside && !close_loosely(rest, n, delimiter, &at))
			return false;
		while (at < n && rest[at] != delimiter)
			at++;
		if (at == n)
			return true;
		at++;
		inside = at < n && rest[at] == '"';
		at += inside;
	}
}

static bool fits(const char *rest, size_t n, char delimiter, bool inside, size_t before, size_t columns)
{
	size_t cells;

	return read_rest(rest, n, delimiter, inside, &cells) && (columns == 0 || before + cells == columns);
}

static size_t count_cells(const char *line, size_t n, char delimiter)
{
	size_t cells = 1;

	for (size_t i = 0; i < n; i++)
		cells += line[i] == delimiter;
	return cells;
}

bool quotes_is_row(const char *line, size_t n, char delimiter, size_t columns)
{
	struct quotes q = {.delimiter = delimiter, .counts = true};
	bool sound = n && quotes_read(&q, line, n) && !q.open && !q.has_text;

	sound = sound && (columns == 0 || q.outside + 1 == columns);
	quotes_release(&q);
	return sound;
}

enum quotes_ending quotes_row_ends(const char *record, size_t n, char delimiter, size_t columns)
{
	struct quotes_found found = quotes_find(record, n, delimiter);
	const char *line = record + found.fault.start;
	size_t whole, bare = line_length(line, n - found.fault.start, &whole);
	size_t from = found.fault.at + 1;

	if (found.fault.line > 0 && count_cells(line, bare, delimiter) >= columns)
		return QUOTES_UNCERTAIN;
	if (fits(line + from, bare - from, delimiter, true, found.cells, columns))
		return QUOTES_ENDS;
	if (fits(line + from, bare - from, delimiter, false, found.cells, columns))
		return QUOTES_IF_NEXT;
	return QUOTES_UNCERTAIN;
}
