/*
 * The reference engine: libcsv, fed one physical line at a time. A record can end only at the end of a line, so the bytes and the line
 * number of each record are known exactly although libcsv does not report them.
 */
#include "csv/reader_private.h"

#include "base/mem.h"

#include <string.h>

enum {
	GROWTH = 1 << 14,
	FIRST_LOOK = 256,
};

static int no_blanks(unsigned char c)
{
	(void)c;
	return 0;
}

int reader_csv_begin(struct reader *r, struct err *e)
{
	if (csv_init(&r->parser, 0) != 0)
		return err_set(e, "cannot start libcsv");
	csv_set_space_func(&r->parser, no_blanks);
	/* libcsv's buffer grows by this much; by default it would copy a cell of megabytes again for every 128 bytes. */
	csv_set_blk_size(&r->parser, GROWTH);
	csv_set_delim(&r->parser, (unsigned char)r->delimiter);
	return 0;
}

void reader_csv_rewind(struct reader *r)
{
	csv_fini(&r->parser, NULL, NULL, NULL);
	r->parsed = r->record;
	r->line = r->record_line;
}

static struct field take(struct reader *r, const char *bytes, size_t n)
{
	struct field f = field_make(r->maker, bytes, n, false);

	if (n && memchr(bytes, '\0', n))
		f.flags |= FIELD_NUL;
	return f;
}

/* libcsv callback: the end of a field. */
static void take_field(void *bytes, size_t n, void *context)
{
	struct reader *r = context;
	uint32_t i = r->field++;

	if (n > r->limit)
		r->too_long = true;
	if (!r->names) {
		/* The header itself: keep every field. */
		r->fields = mem_grow(r->fields, &r->fields_capacity, i + 1, sizeof(*r->fields));
		r->fields[i] = take(r, bytes, n);
		return;
	}
	if (i >= r->columns) {
		if (n)
			r->surplus = true;
		return;
	}
	for (int slot = r->first[i]; slot != NO_SLOT; slot = r->next[slot])
		r->fields[r->rows * r->slots + (size_t)slot] = take(r, bytes, n);
}

/* libcsv callback: the end of a record. */
static void take_record(int terminator, void *context)
{
	struct reader *r = context;

	(void)terminator;
	r->ended = true;
}

/* Start the next row with all fields absent. */
static void begin_row(struct reader *r)
{
	reader_make_room(r, 1);
	for (size_t i = 0; i < r->slots; i++)
		r->fields[r->rows * r->slots + i] = reader_absent;
	r->field = 0;
	r->surplus = false;
	r->ended = false;
}

static int too_long(const struct reader *r, struct err *e)
{
	return err_set(e,
		       "%s:%llu: a field or line is longer than %zu bytes; the usual cause is a quote "
		       "that is never closed",
		       source_name(r->source), (unsigned long long)r->record_line, r->limit);
}

/*
 * The offset of the first CR or LF in n bytes; n when there is none. The search goes in pieces of doubling size: in a table whose lines
 * end with CR alone, every search for a LF would otherwise run to the end of the window.
 */
static size_t find_stop(const char *bytes, size_t n)
{
	for (size_t from = 0, span = FIRST_LOOK; from < n; from += span, span *= 2) {
		if (span > n - from)
			span = n - from;
		const char *lf = memchr(bytes + from, '\n', span);
		const char *cr = memchr(bytes + from, '\r', lf ? (size_t)(lf - bytes) - from : span);

		if (cr || lf)
			return (size_t)((cr ? cr : lf) - bytes);
	}
	return n;
}

/*
 * The length of the physical line at window offset `parsed`, including its end; 0 when the window does not contain all of it. A CR as
 * the window's last byte may be half of a CRLF. *bare is the length of the available part of the line without its end.
 */
static size_t line_length(const struct reader *r, size_t *bare)
{
	size_t n;
	const char *bytes = source_window(r->source, &n) + r->parsed;
	size_t left = n - r->parsed;
	size_t stop = find_stop(bytes, left);

	*bare = stop;
	if (stop == left)
		return 0;
	if (bytes[stop] == '\n')
		return stop + 1;
	if (stop + 1 < left)
		return stop + 1 + (bytes[stop + 1] == '\n');
	return source_at_end(r->source) ? stop + 1 : 0;
}

static int feed(struct reader *r, size_t n, struct err *e)
{
	size_t size;
	const char *bytes = source_window(r->source, &size) + r->parsed;

	if (csv_parse(&r->parser, bytes, n, take_field, take_record, r) != n)
		return err_set(e, "%s:%llu: %s", source_name(r->source), (unsigned long long)r->line,
			       csv_strerror(csv_error(&r->parser)));
	r->parsed += n;
	if (r->too_long || r->parser.entry_pos > r->limit)
		return too_long(r, e);
	return 0;
}

/* The last line has no line end: end the record that libcsv still has open. */
static int finish(struct reader *r, size_t bare, struct err *e)
{
	if (bare && feed(r, bare, e) != 0)
		return -1;
	if (r->parser.quoted && r->parser.pstate == 2)
		return err_set(e, "%s:%llu: a quote opened in this record is never closed", source_name(r->source),
			       (unsigned long long)r->record_line);
	csv_fini(&r->parser, take_field, take_record, r);
	return 0;
}

static void append(struct reader *r, const char *window)
{
	const struct field *fields = r->fields + r->rows * r->slots;

	if (r->field != r->columns)
		r->sound = false;
	for (size_t i = 0; i < r->slots; i++)
		if (fields[i].flags & (FIELD_NUL | FIELD_DAMAGED))
			r->sound = false;
	r->records[r->rows++] = (struct record){
		.bytes = window + r->record,
		.length = r->parsed - r->record,
		.number = r->number++,
		.line = r->record_line,
		.fields = r->field,
		.surplus = r->surplus,
		.several = r->line - r->record_line > 1,
	};
}

int reader_csv_record(struct reader *r, struct err *e)
{
	if (reader_csv_is_idle(r))
		begin_row(r);
	for (;;) {
		size_t bare;
		size_t n = line_length(r, &bare);
		size_t size;
		const char *window = source_window(r->source, &size);

		/* The limit keeps an incomplete line from filling memory; it applies to whole lines too, so that the chunk size never shows. */
		if (bare > r->limit)
			return too_long(r, e);
		if (n == 0 && !source_at_end(r->source))
			return 0;
		if (n) {
			if (feed(r, n, e) != 0)
				return -1;
		} else if (finish(r, bare, e) != 0) {
			return -1;
		}
		r->line++;
		if (r->ended)
			append(r, window);
		/* No record ended and none started: a blank line, which is not a record. */
		if (r->ended || reader_csv_is_idle(r)) {
			r->record = r->parsed;
			r->record_line = r->line;
		}
		if (r->ended)
			return 1;
		if (n == 0)
			return 0;
	}
}
