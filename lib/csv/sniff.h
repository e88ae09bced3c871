/*
 * sniff: the delimiter of a table and the row its header is in, told from its first records.
 *
 * Exports come with a title and filters above the header, and their cells parted by commas, TABs, semicolons or bars. The caller says
 * which texts are headers it knows. The header is the record with the most of them among the first SNIFF_ROWS, two at least and the
 * first of equals; where there is none it is the first record. The delimiter is the one under which the header has the most of them,
 * then the one under which most records have the same number of cells, then the first in the order of sniff_delimiters.
 */
#ifndef RETKIT_SNIFF_H
#define RETKIT_SNIFF_H

#include "csv/field.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	SNIFF_ROWS = 50,
	SNIFF_BYTES = 1 << 18, /* records that end behind this byte are not looked at */
	SNIFF_LEAST = 2,       /* known headers that make a header row */
	SNIFF_SURE = 3,        /* so many leave no doubt about the delimiter */
};

extern const char sniff_delimiters[5];

/* What the caller knows of headers. */
struct sniff_words {
	bool (*knows)(void *context, const char *cell, size_t n);
	void *context;
};

/* One look at the records, under one delimiter. Begins as all zero. */
struct sniff {
	size_t records;
	size_t best;              /* the header, as far as seen */
	size_t best_hits;         /* its known headers */
	size_t cells[SNIFF_ROWS]; /* of each record */
};

/* Look at the next record. */
void sniff_record(struct sniff *s, const struct sniff_words *words, const struct field *cells, size_t n);

/* The record that is the header, 0 the first. */
size_t sniff_header(const struct sniff *s);

/* True when the look is better than another, under a delimiter that comes before its own. */
bool sniff_is_better(const struct sniff *s, const struct sniff *than);

#endif
