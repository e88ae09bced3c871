/*
 * dump: all that a reader tells, as bytes, so that two readings can be compared; what a scan should tell. For the tests of the
 * engines and the fuzzers.
 */
#ifndef RETKIT_TEST_DUMP_H
#define RETKIT_TEST_DUMP_H

#include "csv/reader.h"
#include "csv/scan.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Readings one behind another: parts of a file are dumped as the whole would be. */
struct dump {
	FILE *file;
	char *bytes; /* once ended */
	size_t size;
	uint64_t lines; /* passed by the readings so far */
	uint64_t records;
	bool failed;
	struct err error; /* once failed */
};

static inline void dump_begin(struct dump *d)
{
	*d = (struct dump){0};
	d->file = open_memstream(&d->bytes, &d->size);
	if (!d->file)
		abort();
}

/* True when a batch that is called sound is. */
static inline bool dump_is_sound(const struct reader *r, const struct batch *b)
{
	for (size_t i = 0; i < b->rows; i++)
		if (b->records[i].fields != reader_columns(r))
			return false;
	for (size_t i = 0; i < b->rows * b->columns; i++)
		if (b->fields[i].flags & (FIELD_NUL | FIELD_DAMAGED))
			return false;
	return true;
}

/* True when the records of a batch that are called plain are. */
static inline bool dump_is_plain(const struct reader *r, const struct batch *b)
{
	for (size_t i = 0; i < b->rows; i++) {
		const struct record *record = &b->records[i];
		size_t n = record->length;

		if (!record->plain)
			continue;
		if (n == 0 || record->bytes[--n] != '\n')
			return false;
		n -= n && record->bytes[n - 1] == '\r';
		if (memchr(record->bytes, '"', n) || memchr(record->bytes, '\r', n) || memchr(record->bytes, '\0', n) ||
		    memchr(record->bytes, '\n', n) || text_valid_prefix_plain(record->bytes, n) != n ||
		    record->fields != reader_columns(r))
			return false;
	}
	return true;
}

static inline void dump_batch(struct dump *d, const struct reader *r, const struct batch *b)
{
	struct err fault;

	for (size_t i = 0; i < b->rows; i++) {
		const struct record *record = &b->records[i];

		for (size_t c = 0; c < b->columns; c++) {
			const struct field *field = &b->fields[i * b->columns + c];

			fprintf(d->file, "|%u^%u:", field->length, field->flags);
			fwrite(field->bytes, 1, field->length, d->file);
		}
		fprintf(d->file, "@%llu#%llu %u%s %zu(", (unsigned long long)(record->line + d->lines),
			(unsigned long long)(record->number + d->records), record->fields, record->surplus ? "+" : "",
			record->length);
		fwrite(record->bytes, 1, record->length, d->file);
		fputs(")\n", d->file);
		if (record->misquoted)
			fprintf(d->file, "%s\n", reader_misfit(r, record, &fault));
	}
}

/* Read to the end, the columns selected by the caller. */
static inline void dump_reader(struct dump *d, struct reader *r)
{
	struct batch b;
	int got;
	uint64_t seen = 0;

	while ((got = reader_next(r, &b, &d->error)) > 0) {
		dump_batch(d, r, &b);
		if (b.sound && !dump_is_sound(r, &b))
			fputs("not sound\n", d->file);
		if (!dump_is_plain(r, &b))
			fputs("not plain\n", d->file);
		seen += b.rows;
	}
	d->failed = got < 0;
	d->lines += reader_lines(r);
	d->records += seen;
}

static inline void dump_end(struct dump *d)
{
	fclose(d->file);
}

static inline bool dump_bit(const uint64_t *map, size_t i)
{
	return map[i / 64] >> i % 64 & 1;
}

/* What is wrong with a scan of bytes[0..n), told byte by byte; NULL: nothing. */
static inline const char *dump_scan_fault(const struct scan *s, const char *bytes, size_t n, char delimiter)
{
	size_t ends = 0, lines = 0;
	bool any = false;

	if (s->ends[-1] + 1 != 0)
		return "the end before the first";
	for (size_t i = 0; i < n; i++) {
		bool marked = bytes[i] == '"' || bytes[i] == '\r' || bytes[i] == '\0';
		bool high = (unsigned char)bytes[i] >= 0x80;

		any |= high;
		if (dump_bit(s->marked, i) != marked || scan_any(s->marked, i, i + 1) != marked ||
		    scan_any(s->marked, i, i))
			return "a mark";
		if (dump_bit(s->high, i) != high)
			return "a byte above ASCII";
		if (bytes[i] == '\n' && (lines >= s->line_count || s->lines[lines++] != ends))
			return "a line feed";
		if ((bytes[i] == '\n' || bytes[i] == delimiter) && (ends >= s->count || s->ends[ends++] != i))
			return "the end of a field";
	}
	if (ends != s->count || lines != s->line_count)
		return "the number of ends";
	return scan_any(s->high, 0, n) == any ? NULL : "whether there are bytes above ASCII";
}

#endif
