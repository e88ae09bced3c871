/*
 * sniff: detect the delimiter of a table and the row of its header from its first records.
 *
 * Exports may have a title and filters above the header, and may separate cells with commas, TABs, semicolons or vertical bars. The
 * caller says which texts are known headers. The header is the record with the most known headers among the first SNIFF_ROWS, at least
 * SNIFF_LEAST of them, the first on a tie; without such a record it is the first. Where files were joined, a later header may have more
 * of them: a record that is nearly as good and consists of headers comes first. The delimiter is the one that gives the header the most
 * known headers, then the one that gives the most records the same number of cells, then the first in sniff_delimiters.
 */
#ifndef RETKIT_SNIFF_H
#define RETKIT_SNIFF_H

#include "base/err.h"
#include "csv/field.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	SNIFF_ROWS = 50,
	SNIFF_BYTES = 1 << 18, /* records that end after this byte are ignored */
	SNIFF_LEAST = 2,       /* known headers that a header row must have */
	SNIFF_SURE = 3,        /* this many settle the delimiter without trying others */
};

extern const char sniff_delimiters[5];

/* Parse the value of --delimiter: one ASCII character, or `tab`. Returns 0, or -1 with words. */
int sniff_parse_delimiter(const char *word, char *delimiter, struct err *e);

/* How the caller recognises headers. */
struct sniff_words {
	bool (*knows)(void *context, const char *cell, size_t n);
	void *context;
};

/* The evidence for one delimiter. Initialise to zero. */
struct sniff {
	size_t records;
	size_t best;               /* the best candidate for the header so far */
	size_t best_hits;          /* its number of known headers */
	size_t cells[SNIFF_ROWS];  /* number of cells of each record */
	size_t hits[SNIFF_ROWS];   /* known headers of each record */
	size_t filled[SNIFF_ROWS]; /* cells of each record that are not empty */
};

/* Add the next record. */
void sniff_record(struct sniff *s, const struct sniff_words *words, const struct field *cells, size_t n);

/* The index of the header record, from 0. */
size_t sniff_header(const struct sniff *s);

/* True when `s` is better evidence than `than`, whose delimiter comes earlier in sniff_delimiters. */
bool sniff_is_better(const struct sniff *s, const struct sniff *than);

#endif
