/*
 * The fast engine, for plain records without quotes: it splits them at the delimiters and line feeds that the vector scan found, without
 * a copy. Its result equals libcsv's, because any record that might differ (a quote, a carriage return that is not half of a CRLF, a
 * field above the limit) is left to libcsv.
 */
#include "csv/reader_private.h"

#include "base/text.h"

#include <string.h>

enum { SCAN_AT_ONCE = 1 << 20 };

/*
 * Move the scan to the line that starts at window offset `record`, scanning the window first if needed. Returns false when the scan has
 * no such line, because libcsv ended a record at a lone CR in the middle of one.
 */
static bool align(struct reader *r, const char *window, size_t n)
{
	const struct scan *s = &r->scan;

	if (!r->scanned) {
		r->scan_from = r->record;
		r->scan_line = 0;
		r->scan_length = n - r->record < SCAN_AT_ONCE ? n - r->record : SCAN_AT_ONCE;
		scan_run(&r->scan, window + r->record, r->scan_length, r->delimiter, r->scan_version);
		r->scanned = true;
		return true;
	}
	size_t target = r->record - r->scan_from;

	while (r->scan_line < s->line_count) {
		size_t begins = r->scan_line ? s->ends[s->lines[r->scan_line - 1]] + 1 : 0;

		if (begins >= target)
			return begins == target;
		r->scan_line++;
	}
	size_t last = s->line_count ? s->ends[s->lines[s->line_count - 1]] + 1 : 0;

	return last == target;
}

/* The index in `ends` of the end of line l's first field. */
static inline size_t first_end(const struct scan *s, size_t l)
{
	return l ? s->lines[l - 1] + 1 : 0;
}

/* A line of the scan. Field i ends at ends[i]; ends[-1] is the end of the previous line. */
struct line {
	const char *bytes;
	size_t length; /* without the line end */
	const uint32_t *ends;
	size_t fields;
	uint32_t begins; /* offset in the scanned block */
	bool marked;     /* contains a byte that the scan marks */
};

/* The line whose fields end at the scan's ends[from..to], the last of which is its line feed. */
static inline struct line line_at(const struct reader *r, const char *window, size_t from, size_t to)
{
	const struct scan *s = &r->scan;
	uint32_t begins = s->ends[(ptrdiff_t)from - 1] + 1;

	return (struct line){
		.bytes = window + begins,
		.length = s->ends[to] - begins,
		.ends = s->ends + from,
		.fields = to - from + 1,
		.begins = begins,
		.marked = scan_any(s->marked, begins, s->ends[to]),
	};
}

/* Check a marked line. Returns false when it needs libcsv. Removes the CR of a CRLF. */
static bool is_plain(const struct scan *s, struct line *line)
{
	if (memchr(line->bytes, '"', line->length))
		return false;
	const char *cr = memchr(line->bytes, '\r', line->length);

	if (!cr)
		return true;
	if (cr + 1 != line->bytes + line->length)
		return false;
	line->length--;
	line->marked = scan_any(s->marked, line->begins, line->begins + line->length);
	return true;
}

/* The bytes of field `i` of a line. */
static inline const char *field_at(const struct line *line, size_t i, size_t *n)
{
	size_t from = i ? line->ends[i - 1] + 1 - line->begins : 0;
	size_t to = i + 1 < line->fields ? line->ends[i] - line->begins : line->length;

	*n = to - from;
	return line->bytes + from;
}

/* Fill the fields of one row, checking every byte. Returns the flags of all fields combined. */
static uint32_t take_line(struct reader *r, const struct line *line, struct field *to)
{
	uint32_t flags = 0;

	for (size_t slot = 0; slot < r->slots; slot++) {
		int column = r->column_of[slot];
		size_t n;

		if (column < 0 || (size_t)column >= line->fields) {
			to[slot] = reader_absent;
			continue;
		}
		const char *bytes = field_at(line, (size_t)column, &n);

		to[slot] = field_make(r->maker, bytes, n, true);
		if (line->marked && memchr(bytes, '\0', n))
			to[slot].flags |= FIELD_NUL;
		flags |= to[slot].flags;
	}
	return flags;
}

/*
 * True when the line has as many fields as the header and is valid UTF-8 from the first to the last selected column: then its fields
 * need no further check. Nearly all lines qualify, so this test saves most of the work.
 */
static inline bool is_easy(const struct reader *r, const struct line *line)
{
	if (line->fields != r->columns || line->marked)
		return false;
	if (r->columns_end == 0)
		return true;
	size_t from = r->columns_begin ? line->ends[r->columns_begin - 1] + 1 : line->begins;
	size_t to = line->ends[r->columns_end - 1];

	if (!scan_any(r->scan.high, from, to))
		return true;
	return r->encoding != ENCODING_GB18030 &&
	       text_valid_prefix(line->bytes + (from - line->begins), to - from) == to - from;
}

static inline void take_easy_line(const struct reader *r, const struct line *line, struct field *to)
{
	const char *origin = line->bytes - line->begins;
	const int *column_of = r->column_of;
	size_t slots = r->slots;

	for (size_t slot = 0; slot < slots; slot++) {
		int column = column_of[slot];

		if (column < 0) {
			to[slot] = reader_absent;
			continue;
		}
		/* ends[-1] is the end of the previous line, so the first field is no special case. */
		uint32_t from = line->ends[column - 1] + 1;

		to[slot] = (struct field){origin + from, line->ends[column] - from, 0};
	}
	/* In a line that ends with CRLF, take the CR off the last field. */
	if (line->begins + line->length == line->ends[line->fields - 1])
		return;
	for (size_t slot = 0; slot < slots; slot++)
		if (column_of[slot] + 1 == (int)line->fields)
			to[slot].length--;
}

/* True when a field beyond the header's last column is not empty. */
static bool has_surplus(const struct reader *r, const struct line *line)
{
	size_t n;

	for (size_t i = r->columns; i < line->fields; i++) {
		field_at(line, i, &n);
		if (n)
			return true;
	}
	return false;
}

static inline void append(struct reader *r, const struct line *line, size_t whole, bool plain)
{
	r->records[r->rows++] = (struct record){
		.bytes = line->bytes,
		.length = whole,
		.number = r->number++,
		.line = r->line,
		.fields = (uint32_t)line->fields,
		.surplus = line->fields > r->columns && has_surplus(r, line),
		.plain = plain,
	};
}

enum reader_plain reader_plain_records(struct reader *r)
{
	size_t n;
	const char *window = source_window(r->source, &n);
	const struct scan *s = &r->scan;
	size_t begun = r->record;

	if (!align(r, window, n))
		return PLAIN_HARD;
	size_t lines = s->line_count - r->scan_line;

	reader_make_room(r, lines < BATCH_ROWS ? lines : BATCH_ROWS);
	window += r->scan_from;
	for (size_t from = first_end(s, r->scan_line), to; r->scan_line < s->line_count;
	     r->scan_line++, from = to + 1) {
		if (r->rows >= BATCH_ROWS || r->record - begun >= BATCH_BYTES || r->base + r->record >= r->stop)
			return PLAIN_FULL;
		to = s->lines[r->scan_line];
		struct line line = line_at(r, window, from, to);
		struct field *fields = r->fields + r->rows * r->slots;
		size_t whole = line.length + 1;

		if ((line.marked && !is_plain(s, &line)) || line.length > r->limit)
			return PLAIN_HARD;
		if (line.length && is_easy(r, &line)) {
			take_easy_line(r, &line, fields);
			append(r, &line, whole, r->columns_all);
		} else if (line.length) {
			uint32_t flags = take_line(r, &line, fields);

			if (line.fields != r->columns || (flags & (FIELD_NUL | FIELD_DAMAGED)))
				r->sound = false;
			append(r, &line, whole, false);
		}
		r->record += whole;
		r->parsed = r->record;
		r->record_line = ++r->line;
	}
	/* Scan a window that grew for a long field in pieces, because a scan needs many times the memory of its bytes. */
	if (r->scan_from + r->scan_length < n)
		r->scanned = false;
	return PLAIN_EMPTY;
}
