/*
 * quotes: where the quotes of a record stand, before libcsv splits it.
 *
 * A quote that begins a cell opens it, also behind blanks when the cell closes properly in the same line; in any other unquoted cell a
 * quote is an ordinary character. In an open cell a quote is doubled, or closes the cell: then only blanks may stand between it and the
 * delimiter or line end. Any other quote is a fault of the row. libcsv would take it as text and read on in the open cell, over the end
 * of the row. Blanks are spaces, and TABs unless the delimiter is one; those around a quoted cell are not part of it.
 *
 * A record is read one physical line at a time, each without its line end.
 */
#ifndef RETKIT_QUOTES_H
#define RETKIT_QUOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes [from, to) of a line that are part of no cell. */
struct quotes_run {
	size_t from;
	size_t to;
};

/* Initialise to zero, set the delimiter; release with quotes_release(). */
struct quotes {
	char delimiter;
	bool open;      /* a quoted cell goes on in the next line; set to false before a record's first line */
	size_t fault;   /* offset in the line of the quote at fault, when quotes_read() returned false */
	size_t opened;  /* offset of the last quote that opened a cell, in the line that had it */
	bool opens;     /* the line just read had one */
	bool has_text;  /* and a quote that is text of an unquoted cell */
	size_t outside; /* delimiters outside quoted cells, when `counts` */
	bool counts;
	struct quotes_run *drops; /* what is part of no cell in the line just read, in order */
	size_t drop_count;
	size_t capacity;
};

/* Read the next line of a record. Returns false at the first quote at fault. */
bool quotes_read(struct quotes *q, const char *line, size_t n);

void quotes_release(struct quotes *q);

/* A quote in a record: which of its lines (from 0), where that line starts, and how far into it the quote stands. */
struct quotes_place {
	size_t line;
	size_t start;
	size_t at;
};

/* The quote at fault in a record (in one without a fault: undefined), and the last quote that opened a cell. */
struct quotes_found {
	struct quotes_place fault;
	struct quotes_place opened;
	size_t cells; /* complete cells before the quote at fault */
	bool faulty;
};

struct quotes_found quotes_find(const char *record, size_t n, char delimiter);

/*
 * Whether a faulty record ends with bytes[0..n), the end of the line that has the fault. It does when the quote is text, the rest of the
 * line closes its cell, and the row then has `columns` cells (0: any number). It may when the quote closed its cell and the rest gives
 * that number, for then the cell could as well go on in the next line: QUOTES_IF_NEXT, it does if the next line is a row itself. In a
 * row of several lines, the quote at fault may open a cell, the true fault being an unclosed quote above: such a line must have too few
 * cells to be a row.
 */
enum quotes_ending { QUOTES_UNCERTAIN, QUOTES_ENDS, QUOTES_IF_NEXT };

enum quotes_ending quotes_row_ends(const char *record, size_t n, char delimiter, size_t columns);

/* True when a line, without its line end, is a row of `columns` cells (0: any number) in which no quote is text. */
bool quotes_is_row(const char *line, size_t n, char delimiter, size_t columns);

#endif
