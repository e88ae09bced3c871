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

static void forget_fields(struct reader *r)
{
	for (size_t i = 0; i < r->slots; i++)
		r->fields[r->rows * r->slots + i] = reader_absent;
	r->field = 0;
	r->surplus = false;
}

/* Start the next row with all fields absent. */
static void begin_row(struct reader *r)
{
	reader_make_room(r, 1);
	forget_fields(r);
	r->several = false;
	r->ended = false;
	r->quotes.open = false;
	r->quotes.delimiter = r->delimiter;
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
 * The length of the physical line at window offset `at`, including its end; 0 when the window does not contain all of it. A CR as
 * the window's last byte may be half of a CRLF. *bare is the length of the available part of the line without its end.
 */
static size_t line_length(const struct reader *r, size_t at, size_t *bare)
{
	size_t n;
	const char *bytes = source_window(r->source, &n) + at;
	size_t left = n - at;
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

static int feed(struct reader *r, const char *bytes, size_t n, struct err *e)
{
	if (csv_parse(&r->parser, bytes, n, take_field, take_record, r) != n)
		return err_set(e, "%s:%llu: %s", source_name(r->source), (unsigned long long)r->line,
			       csv_strerror(csv_error(&r->parser)));
	return 0;
}

/* Feed the next n bytes, a line, without what is part of no cell. */
static int feed_line(struct reader *r, const char *line, size_t n, struct err *e)
{
	size_t from = 0;

	for (size_t i = 0; i < r->quotes.drop_count; i++) {
		const struct quotes_run *drop = &r->quotes.drops[i];

		if (feed(r, line + from, drop->from - from, e) != 0)
			return -1;
		from = drop->to;
	}
	if (feed(r, line + from, n - from, e) != 0)
		return -1;
	r->parsed += n;
	if (r->too_long || r->parser.entry_pos > r->limit)
		return too_long(r, e);
	return 0;
}

static void append(struct reader *r, const char *window, bool misquoted)
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
		.several = r->several,
		.misquoted = misquoted,
	};
}

/* Whether the record surely ends at window offset `end`, behind a quote at fault. Returns 1, 0 when the window ends too early to know, -1. */
static int is_end(const struct reader *r, const char *window, size_t end)
{
	size_t columns = r->names ? r->columns : 0, bare;
	enum quotes_ending ending = quotes_row_ends(window + r->record, end - r->record, r->delimiter, columns);

	if (ending != QUOTES_IF_NEXT)
		return ending == QUOTES_ENDS ? 1 : -1;
	size_t n = line_length(r, end, &bare);

	if (n == 0 && bare <= r->limit && !source_at_end(r->source))
		return 0;
	/* At the end of the input there is no line in which the cell could go on. */
	return n + bare == 0 || quotes_is_row(window + end, bare, r->delimiter, columns) ? 1 : -1;
}

/* The n bytes at `parsed`, a line, have a quote at fault: end the record there, without its fields. As reader_csv_record(). */
static int end_misquoted(struct reader *r, const char *window, size_t n, struct err *e)
{
	int certain = is_end(r, window, r->parsed + n);

	if (certain < 0)
		return reader_fail_uncertain(r, r->parsed + n - r->record, e);
	if (certain == 0)
		return 0;
	csv_fini(&r->parser, NULL, NULL, NULL);
	forget_fields(r);
	r->parsed += n;
	r->line++;
	append(r, window, true);
	r->sound = false;
	r->record = r->parsed;
	r->record_line = r->line;
	return 1;
}

/* Look at the quotes of a line before libcsv gets it. Returns false when one is at fault. */
static bool check_quotes(struct reader *r, const char *line, size_t n)
{
	bool open = r->quotes.open;

	r->quotes.drop_count = 0;
	if ((!open && !memchr(line, '"', n)) || quotes_read(&r->quotes, line, n))
		return true;
	/* The line may be looked at again, with more of the input in the window. */
	r->quotes.open = open;
	return false;
}

/* The last line has no line end: end the record that libcsv still has open. */
static int finish(struct reader *r, const char *line, size_t bare, struct err *e)
{
	if (bare && feed_line(r, line, bare, e) != 0)
		return -1;
	if (r->quotes.open)
		return reader_fail_unclosed(r, r->parsed - r->record, e);
	csv_fini(&r->parser, take_field, take_record, r);
	return 0;
}

int reader_csv_record(struct reader *r, struct err *e)
{
	if (reader_csv_is_idle(r))
		begin_row(r);
	for (;;) {
		size_t bare;
		size_t n = line_length(r, r->parsed, &bare);
		size_t size;
		const char *window = source_window(r->source, &size);

		/* The limit keeps an incomplete line from filling memory; it applies to whole lines too, so that the chunk size never shows. */
		if (bare > r->limit)
			return too_long(r, e);
		if (n == 0 && !source_at_end(r->source))
			return 0;
		const char *line = window + r->parsed;

		if (!check_quotes(r, line, bare))
			return end_misquoted(r, window, n ? n : bare, e);
		if ((n ? feed_line(r, line, n, e) : finish(r, line, bare, e)) != 0)
			return -1;
		/* No record ended and none started: a blank line, which is not a record. */
		bool whole = r->ended || reader_csv_is_idle(r);

		/* A row of a sheet is one line, whatever its cells hold. */
		if (whole || !source_is_sheet(r->source)) {
			r->line++;
			r->several |= !whole;
		}
		if (r->ended)
			append(r, window, false);
		if (whole) {
			r->record = r->parsed;
			r->record_line = r->line;
		}
		if (r->ended)
			return 1;
		if (n == 0)
			return 0;
	}
}
