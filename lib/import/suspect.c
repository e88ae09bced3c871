#include "import/suspect.h"

#include "base/die.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	NAMED = 3, /* quoted cells; the others are counted */
	LEAST = 3, /* delimiters that make a line look like a row: a sentence may hold one or two */
	RARE = 10, /* where one row in so many is short, that the last one is tells nothing */
};

/* A quoted cell that holds what looks like rows. */
struct quoted {
	uint64_t line;
	uint64_t lines;
};

struct suspects {
	char delimiter;
	uint64_t rows;
	uint64_t shorts; /* rows with fewer cells than the header */
	uint64_t cut;    /* the line of the last row, short and without a line end; 0: it is not so */
	uint64_t count;  /* of quoted cells; the first of them: */
	struct quoted named[NAMED];
};

struct suspects *suspects_new(char delimiter)
{
	struct suspects *s = mem_alloc(1, sizeof(*s));

	s->delimiter = delimiter ? delimiter : ',';
	return s;
}

void suspects_free(struct suspects *s)
{
	free(s);
}

static void name(struct suspects *s, struct quoted quoted)
{
	if (s->count < NAMED)
		s->named[s->count] = quoted;
	s->count++;
}

/* The length of the line end at p, 0 when none stands there. */
static size_t line_end(const char *p, const char *end)
{
	if (*p == '\n')
		return 1;
	if (*p != '\r')
		return 0;
	return p + 1 < end && p[1] == '\n' ? 2 : 1;
}

/*
 * Read a cell from behind its opening quote on, as libcsv does: what follows a quote that closes nothing is of the cell. *lines is how
 * many it has, *rows whether one behind the first has as many delimiters as a row, or a cell with a quote of its own: who writes
 * a quote into a quoted cell writes two. Returns where the cell ends.
 */
static const char *read_quoted(const struct suspects *s, const char *p, const char *end, size_t delimiters,
			       uint64_t *lines, bool *rows)
{
	size_t seen = 0;
	bool begins = false; /* what could be a cell of a swallowed row */

	*lines = 1;
	*rows = false;
	while (p < end) {
		size_t n = line_end(p, end);

		if (n) {
			++*lines;
			seen = 0;
			begins = true;
			p += n;
			continue;
		}
		if (*p == '"' && (p + 1 == end || p[1] == s->delimiter || line_end(p + 1, end)))
			return p + 1;
		if (*p == '"' && p[1] == '"') {
			begins = false;
			p += 2;
			continue;
		}
		if (*p == s->delimiter && ++seen >= delimiters && *lines > 1)
			*rows = true;
		if (*p == '"' && begins && *lines > 1)
			*rows = true;
		begins = *p == s->delimiter;
		p++;
	}
	return p;
}

/* Look at the quoted cells of a record of several lines. */
static void look_at_cells(struct suspects *s, const struct reader *r, const struct record *record)
{
	size_t columns = reader_columns(r);
	size_t delimiters = columns > LEAST ? columns - 1 : LEAST;
	const char *p = record->bytes, *end = p + record->length;
	uint64_t line = record->line;

	for (bool begins = true; p < end;) {
		uint64_t lines;
		bool rows;

		if (!begins || *p != '"') {
			begins = *p++ == s->delimiter;
			continue;
		}
		p = read_quoted(s, p + 1, end, delimiters, &lines, &rows);
		if (rows)
			name(s, (struct quoted){line, lines});
		line += lines - 1;
		begins = false;
	}
}

static bool has_line_end(const struct record *record)
{
	char last = record->length ? record->bytes[record->length - 1] : '\n';

	return last == '\n' || last == '\r';
}

void suspects_row(struct suspects *s, const struct reader *r, const struct record *record)
{
	s->rows++;
	if (record->several)
		look_at_cells(s, r, record);
	if (record->fields >= reader_columns(r))
		return;
	s->shorts++;
	if (!has_line_end(record))
		s->cut = record->line;
}

void suspects_join(struct suspects *s, const struct suspects *part, uint64_t lines)
{
	uint64_t unnamed = part->count > NAMED ? part->count - NAMED : 0;

	for (uint64_t i = 0; i < part->count - unnamed; i++)
		name(s, (struct quoted){part->named[i].line + lines, part->named[i].lines});
	s->count += unnamed;
	s->rows += part->rows;
	s->shorts += part->shorts;
	if (part->cut)
		s->cut = part->cut + lines;
}

void suspects_clear(struct suspects *s)
{
	*s = (struct suspects){.delimiter = s->delimiter};
}

void suspects_tell(const struct suspects *s, const struct reader *r)
{
	for (uint64_t i = 0; i < s->count && i < NAMED; i++)
		warn("%s:%llu: a quoted cell of %llu lines holds what looks like rows: is its quote stray?",
		     reader_name(r), (unsigned long long)s->named[i].line, (unsigned long long)s->named[i].lines);
	if (s->count > NAMED)
		warn("%s: and %llu more such cells", reader_name(r), (unsigned long long)(s->count - NAMED));
	/* The row itself is one of the short ones. */
	if (s->cut && (s->shorts - 1) * RARE <= s->rows)
		warn("%s:%llu: the last row is short and has no line end: the file may be cut off", reader_name(r),
		     (unsigned long long)s->cut);
}
