#include "import/suspect.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	NAMED = 3, /* quoted cells named; further ones are only counted */
	LEAST = 3, /* fewest delimiters that make a line look like a row: a sentence may hold one or two */
	RARE = 10, /* if more than one row in so many is short, a short last row proves nothing */
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
	uint64_t cut;    /* the line of the last row if it is short and has no line end, else 0 */
	uint64_t count;  /* of quoted cells, of which the first few are named */
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

/* The length of the line end at p, 0 when there is none. */
static size_t line_end(const char *p, const char *end)
{
	if (*p == '\n')
		return 1;
	if (*p != '\r')
		return 0;
	return p + 1 < end && p[1] == '\n' ? 2 : 1;
}

/*
 * Read a cell after its opening quote, up to the first quote that is not doubled. *lines is the number of its lines. *rows tells whether
 * a line after the first looks like a row: it has as many delimiters as one. Returns the end of the cell.
 */
static const char *read_quoted(const struct suspects *s, const char *p, const char *end, size_t delimiters,
			       uint64_t *lines, bool *rows)
{
	size_t seen = 0;

	*lines = 1;
	*rows = false;
	while (p < end) {
		size_t n = line_end(p, end);

		if (n) {
			++*lines;
			seen = 0;
			p += n;
			continue;
		}
		if (*p == '"' && (p + 1 == end || p[1] != '"'))
			return p + 1;
		p += *p == '"';
		if (*p == s->delimiter && ++seen >= delimiters && *lines > 1)
			*rows = true;
		p++;
	}
	return p;
}

/* Look at the quoted cells of a record that spans several lines. */
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
			/* Blanks may stand before a quoted cell. */
			begins = *p == s->delimiter || (begins && (*p == ' ' || *p == '\t'));
			p++;
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

void suspects_tell(const struct suspects *s, const struct reader *r, struct remarks *remarks)
{
	struct remark remark = {.kind = REMARK_SWALLOWED, .file = reader_name(r)};

	for (uint64_t i = 0; i < s->count && i < NAMED; i++) {
		remark.line = s->named[i].line;
		remark.rows = s->named[i].lines;
		remarks_tell(remarks, &remark);
	}
	if (s->count > NAMED) {
		remark = (struct remark){
			.kind = REMARK_SWALLOWED_MORE, .file = reader_name(r), .rows = s->count - NAMED};
		remarks_tell(remarks, &remark);
	}
	/* `shorts` includes the last row itself. */
	if (s->cut && (s->shorts - 1) * RARE <= s->rows) {
		remark = (struct remark){.kind = REMARK_CUT_OFF, .file = reader_name(r), .line = s->cut};
		remarks_tell(remarks, &remark);
	}
}
