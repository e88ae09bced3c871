/*
 * The engine for plain records, those without a quote character: cut where the vector scan found delimiters and line feeds, nothing
 * copied. What it hands out is what libcsv would: a record it is not sure of (a quote, a carriage return that is not half of a CRLF, a
 * field above the limit) it leaves to libcsv.
 */
#include "csv/reader_private.h"

#include "base/mem.h"
#include "base/text.h"

#include <string.h>

enum { SCAN_AT_ONCE = 1 << 20 };

void reader_make_room(struct reader *r, size_t rows)
{
	size_t need = r->rows + rows;

	r->records = mem_grow(r->records, &r->records_capacity, need, sizeof(*r->records));
	r->fields = mem_grow(r->fields, &r->fields_capacity, need * r->slots + 1, sizeof(*r->fields));
}

/*
 * Make the scan's next line the one that begins at window offset `record`. Returns false when the scan has no such line: libcsv
 * ended a record at a lone CR in the middle of one.
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

/* The place in `ends` of the end of line l's first field. */
static inline size_t first_end(const struct scan *s, size_t l)
{
	return l ? s->lines[l - 1] + 1 : 0;
}

/* A line of the scan. Field i ends at ends[i]; ends[-1] is the end of the line before. */
struct line {
	const char *bytes;
	size_t length; /* without its end */
	const uint32_t *ends;
	size_t fields;
	uint32_t begins; /* offset in the scan */
	bool marked;     /* has a byte that the scan marks */
};

/* The line that ends at place `to` of the scan's ends, its first field's end at place `from`. */
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

/* A marked line: false when it needs libcsv. Takes the CR of a CRLF off. */
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

/* Fill the fields of one row, whatever it holds. Returns their flags. */
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
 * True when the line has as many fields as the header and the wanted ones, with what stands between them, are good UTF-8: then its
 * fields need no look at their bytes. Nearly all lines are such, so this spares most of the work.
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
		/* ends[-1] is the end of the line before, so the first field needs no care. */
		uint32_t from = line->ends[column - 1] + 1;

		to[slot] = (struct field){origin + from, line->ends[column] - from, 0};
	}
	/* What ends the last field may be the CR of a CRLF. */
	if (line->begins + line->length == line->ends[line->fields - 1])
		return;
	for (size_t slot = 0; slot < slots; slot++)
		if (column_of[slot] + 1 == (int)line->fields)
			to[slot].length--;
}

/* True when a field behind the header's last is not empty. */
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
	/* A window that grew for one long field is scanned in pieces, because a scan takes many times the memory of its bytes. */
	if (r->scan_from + r->scan_length < n)
		r->scanned = false;
	return PLAIN_EMPTY;
}
