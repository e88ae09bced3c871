#include "reader.h"

#include "encoding.h"
#include "mem.h"
#include "source.h"
#include "text.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

/*
 * The engine behind the interface is libcsv, fed one physical line at a time: a record can only end where a
 * line ends, so the bytes of each record are known exactly although libcsv does not tell them, and so is the line.
 *
 * window (see source.h):  [0 … parsed) went to libcsv, [record … parsed) is the unfinished record.
 */

enum {
	BATCH_ROWS = 4096,
	BATCH_BYTES = 1 << 18,
	NO_SLOT = -1,
};

struct reader {
	struct source *source;
	struct decoder *decoder;
	struct csv_parser parser;
	size_t limit;
	enum encoding encoding;
	bool failed;
	struct err failure; /* told once the rows before it are handed out */

	char **names;
	size_t columns;
	char *list;
	struct record header;

	/* Column i goes to slot first[i], and from there on along next[]. */
	int *first;
	int *next;
	size_t slots;

	size_t record; /* window offset where the record being parsed begins */
	size_t parsed; /* window offset up to which libcsv has seen the bytes */
	uint64_t line; /* physical line of window offset `parsed` */
	uint64_t record_line;
	uint64_t number;
	uint32_t field;
	bool surplus;
	bool ended; /* libcsv closed the record in the line just parsed */
	bool too_long;

	struct arena *texts;
	struct field *fields;
	size_t fields_capacity;
	struct record *records;
	size_t records_capacity;
	size_t rows;
};

static int no_blanks(unsigned char c)
{
	(void)c;
	return 0;
}

/* Copy what should be UTF-8, each byte that is not as U+FFFD. */
static char *mend_utf8(struct arena *a, const char *bytes, size_t n, size_t *length)
{
	char *copy = arena_alloc(a, 3 * n + 1);
	size_t to = 0;

	for (size_t i = 0; i < n; i++) {
		size_t run = text_valid_prefix(bytes + i, n - i);

		memcpy(copy + to, bytes + i, run);
		to += run;
		i += run;
		if (i < n) {
			memcpy(copy + to, "\xef\xbf\xbd", 3);
			to += 3;
		}
	}
	copy[to] = '\0';
	*length = to;
	return copy;
}

static bool is_ascii(const char *bytes, size_t n)
{
	unsigned char all = 0;

	for (size_t i = 0; i < n; i++)
		all |= (unsigned char)bytes[i];
	return all < 0x80;
}

/* A field's text as UTF-8 in the arena. */
static struct field make_field(struct reader *r, const char *bytes, size_t n)
{
	struct field f = {.flags = 0};
	size_t length = n;
	bool damaged = false;

	if (n == 0)
		return (struct field){"", 0, 0};
	if (memchr(bytes, '\0', n))
		f.flags |= FIELD_NUL;
	if (is_ascii(bytes, n)) {
		f.bytes = arena_dup(r->texts, bytes, n);
	} else if (r->encoding == ENCODING_GB18030) {
		f.bytes = decoder_decode(r->decoder, r->texts, bytes, n, &length, &damaged);
	} else if (text_valid_prefix(bytes, n) == n) {
		f.bytes = arena_dup(r->texts, bytes, n);
	} else {
		f.bytes = mend_utf8(r->texts, bytes, n, &length);
		damaged = true;
	}
	f.length = (uint32_t)length;
	if (damaged)
		f.flags |= FIELD_DAMAGED;
	return f;
}

/* libcsv: the end of a field. */
static void take_field(void *bytes, size_t n, void *context)
{
	struct reader *r = context;
	uint32_t i = r->field++;

	if (n > r->limit)
		r->too_long = true;
	if (!r->names) {
		/* The header itself: keep every field, as the slots of one row. */
		r->fields = mem_grow(r->fields, &r->fields_capacity, i + 1, sizeof(*r->fields));
		r->fields[i] = make_field(r, bytes, n);
		return;
	}
	if (i >= r->columns) {
		if (n)
			r->surplus = true;
		return;
	}
	for (int slot = r->first[i]; slot != NO_SLOT; slot = r->next[slot])
		r->fields[r->rows * r->slots + (size_t)slot] = make_field(r, bytes, n);
}

/* libcsv: the end of a record. */
static void take_record(int terminator, void *context)
{
	struct reader *r = context;

	(void)terminator;
	r->ended = true;
}

/* Make the fields of the coming row, all absent. */
static void begin_row(struct reader *r)
{
	static const struct field absent = {"", 0, FIELD_ABSENT};
	size_t need = (r->rows + 1) * r->slots;

	if (need > 0) {
		r->fields = mem_grow(r->fields, &r->fields_capacity, need, sizeof(*r->fields));
		for (size_t i = 0; i < r->slots; i++)
			r->fields[r->rows * r->slots + i] = absent;
	}
	r->field = 0;
	r->surplus = false;
	r->ended = false;
}

static int too_long(const struct reader *r, struct err *e)
{
	return err_set(e,
		       "%s:%llu: a field longer than %zu bytes; a quote that is never closed "
		       "looks like this",
		       source_name(r->source), (unsigned long long)r->record_line, r->limit);
}

/*
 * The length of the physical line at window offset `parsed`, its end included; 0 when the window does not hold all
 * of it. A CR that is the window's last byte may be half of a CRLF.
 */
static size_t line_length(const struct reader *r, size_t *bare)
{
	size_t n;
	const char *bytes = source_window(r->source, &n) + r->parsed;
	size_t left = n - r->parsed;
	const char *lf = memchr(bytes, '\n', left);
	size_t span = lf ? (size_t)(lf - bytes) : left;
	const char *cr = memchr(bytes, '\r', span);

	*bare = 0;
	if (cr && cr + 1 == lf)
		return span + 1;
	if (cr && ((size_t)(cr - bytes) + 1 < left || source_at_end(r->source)))
		return (size_t)(cr - bytes) + 1;
	if (lf)
		return span + 1;
	if (source_at_end(r->source) && !cr)
		*bare = left;
	return 0;
}

static int feed(struct reader *r, size_t n, struct err *e)
{
	size_t size;
	const char *bytes = source_window(r->source, &size) + r->parsed;

	if (csv_parse(&r->parser, bytes, n, take_field, take_record, r) != n)
		return err_set(e, "%s:%llu: %s", source_name(r->source),
			       (unsigned long long)r->line, csv_strerror(csv_error(&r->parser)));
	r->parsed += n;
	if (r->too_long || r->parser.entry_pos > r->limit)
		return too_long(r, e);
	return 0;
}

/* The last line has no line end: close the record that libcsv still holds open. */
static int finish(struct reader *r, size_t bare, struct err *e)
{
	if (bare && feed(r, bare, e) != 0)
		return -1;
	if (r->parser.quoted && r->parser.pstate == 2)
		return err_set(e, "%s:%llu: a quote opened in this record is never closed",
			       source_name(r->source), (unsigned long long)r->record_line);
	csv_fini(&r->parser, take_field, take_record, r);
	return 0;
}

/*
 * Parse on to the end of the next record. Returns 1 with *record filled, 0 when the window ran out before it, -1 with words.
 * `record->bytes` stays an offset until the batch is complete: see reader_next().
 */
static int parse_record(struct reader *r, struct record *record, struct err *e)
{
	for (;;) {
		size_t bare;
		size_t n = line_length(r, &bare);
		size_t size;
		const char *window = source_window(r->source, &size);

		if (n == 0 && !source_at_end(r->source)) {
			if (size - r->parsed > r->limit)
				return too_long(r, e);
			return 0;
		}
		if (n) {
			if (feed(r, n, e) != 0)
				return -1;
		} else if (finish(r, bare, e) != 0) {
			return -1;
		}
		r->line++;
		if (r->ended) {
			*record = (struct record){
				.bytes = window + r->record,
				.length = r->parsed - r->record,
				.number = r->number,
				.line = r->record_line,
				.fields = r->field,
				.surplus = r->surplus,
			};
			r->number++;
		}
		/* Not ended and nothing begun: a blank line, no record. */
		if (r->ended || r->parser.pstate == 0) {
			r->record = r->parsed;
			r->record_line = r->line;
		}
		if (r->ended)
			return 1;
		if (n == 0)
			return 0;
	}
}

static int set_encoding(struct reader *r, enum encoding encoding, struct err *e)
{
	r->encoding = encoding;
	if (encoding == ENCODING_GB18030 && !r->decoder) {
		r->decoder = decoder_new();
		if (!r->decoder)
			return err_set(e, "%s: this system cannot decode GB18030",
				       source_name(r->source));
	}
	return 0;
}

static int undecidable(const struct reader *r, const char *bytes, size_t good, struct err *e)
{
	uint64_t line = r->line;

	for (size_t i = r->parsed; i < good; i++)
		line += bytes[i] == '\n';
	return err_set(e,
		       "%s:%llu: neither UTF-8 nor GB18030 text; name it with --encoding where it "
		       "is one of them",
		       source_name(r->source), (unsigned long long)line);
}

/* Decide on the encoding as soon as a byte that is not ASCII is in the window, and before it is used. */
static int decide(struct reader *r, struct err *e)
{
	while (r->encoding == ENCODING_UNDECIDED) {
		size_t n;
		const char *bytes = source_window(r->source, &n);
		size_t ascii = r->parsed;
		bool last = source_at_end(r->source);

		while (ascii < n && (unsigned char)bytes[ascii] < 0x80)
			ascii++;
		if (ascii == n)
			return 0;
		if (!last && n - ascii < ENCODING_WINDOW) {
			if (source_more(r->source, e) < 0)
				return -1;
			continue;
		}
		enum encoding found = encoding_decide(bytes + ascii, n - ascii, last);

		if (found == ENCODING_UNDECIDED)
			return undecidable(r, bytes,
					   ascii + text_valid_prefix(bytes + ascii, n - ascii), e);
		return set_encoding(r, found, e);
	}
	return 0;
}

/* Forget what is parsed, read on, decide on the encoding. Returns 1, 0 at the end, -1 with words. */
static int refill(struct reader *r, struct err *e)
{
	size_t n;

	source_drop(r->source, r->record);
	r->parsed -= r->record;
	r->record = 0;
	int more = source_more(r->source, e);

	if (more < 0 || decide(r, e) != 0)
		return -1;
	source_window(r->source, &n);
	/* At the end the last line may still wait for its end that never comes. */
	return more > 0 || n > r->parsed || r->parser.pstate != 0;
}

/*
 * Forget the record that the window's end cut in two, once the batch has other rows: its fields would not outlive
 * the batch. It is parsed again from its beginning in the next one.
 */
static void rewind_record(struct reader *r)
{
	csv_fini(&r->parser, NULL, NULL, NULL);
	r->parsed = r->record;
	r->line = r->record_line;
}

static int fail(struct reader *r)
{
	r->failed = true;
	return -1;
}

static int parse_batch(struct reader *r)
{
	struct err *e = &r->failure;

	r->rows = 0;
	arena_clear(r->texts);
	/* Offsets would dangle if the window moved under a batch, so it is refilled only while the batch is empty. */
	for (size_t begun = r->record; r->rows < BATCH_ROWS && r->record - begun < BATCH_BYTES;) {
		struct record record;

		if (r->parser.pstate == 0)
			begin_row(r);
		int got = parse_record(r, &record, e);

		if (got < 0)
			return fail(r);
		if (got) {
			r->records = mem_grow(r->records, &r->records_capacity, r->rows + 1,
					      sizeof(*r->records));
			r->records[r->rows++] = record;
			continue;
		}
		if (r->rows) {
			rewind_record(r);
			break;
		}
		int more = refill(r, e);

		if (more < 0)
			return fail(r);
		if (more == 0)
			return 0;
		begun = r->record;
	}
	return 1;
}

int reader_next(struct reader *r, struct batch *batch, struct err *e)
{
	*batch = (struct batch){.columns = r->slots};
	int got = r->failed ? -1 : parse_batch(r);

	if (got < 0 && r->rows == 0) {
		*e = r->failure;
		return -1;
	}
	if (got == 0)
		return 0;
	batch->rows = r->rows;
	batch->fields = r->fields;
	batch->records = r->records;
	r->rows = 0;
	return 1;
}

static char *join_names(const struct reader *r)
{
	size_t n = 1;

	for (size_t i = 0; i < r->columns; i++)
		n += strlen(r->names[i]) + 2;
	char *list = mem_alloc(n, 1);
	char *to = list;

	for (size_t i = 0; i < r->columns; i++) {
		to = stpcpy(to, i ? ", " : "");
		to = stpcpy(to, r->names[i]);
	}
	return list;
}

static int read_header(struct reader *r, struct err *e)
{
	struct record record;
	int got;

	while ((got = parse_record(r, &record, e)) == 0) {
		int more = refill(r, e);

		if (more == 0)
			return err_set(e, "%s: empty: no header", source_name(r->source));
		if (more < 0)
			return -1;
	}
	if (got < 0)
		return -1;
	r->columns = r->field;
	r->names = mem_alloc(r->columns, sizeof(*r->names));
	r->first = mem_alloc(r->columns, sizeof(*r->first));
	for (size_t i = 0; i < r->columns; i++) {
		const struct field *f = &r->fields[i];

		if (f->flags & (FIELD_DAMAGED | FIELD_NUL))
			return err_set(e, "%s:%llu: column %zu: the header is not text",
				       source_name(r->source), (unsigned long long)record.line,
				       i + 1);
		r->names[i] = mem_dup(f->bytes, f->length);
		r->first[i] = NO_SLOT;
	}
	r->list = join_names(r);
	r->header = record;
	r->header.bytes = mem_dup(record.bytes, record.length);
	r->number = 1;
	return 0;
}

static struct reader *open_source(struct source *source, const struct reader_options *options,
				  struct err *e)
{
	static const struct reader_options defaults;
	struct reader *r;

	if (!source)
		return NULL;
	if (!options)
		options = &defaults;
	r = mem_alloc(1, sizeof(*r));
	r->source = source;
	r->texts = arena_new();
	r->limit = options->field_limit ? options->field_limit : READER_FIELD_LIMIT;
	r->line = r->record_line = 1;
	if (csv_init(&r->parser, 0) != 0) {
		err_set(e, "cannot start libcsv");
		goto fail;
	}
	csv_set_space_func(&r->parser, no_blanks);
	if (options->delimiter)
		csv_set_delim(&r->parser, (unsigned char)options->delimiter);
	enum encoding named = ENCODING_UNDECIDED;

	if (options->encoding && encoding_parse(options->encoding, &named) != 0) {
		err_set(e, "unknown encoding '%s': utf-8, gb18030, gbk or gb2312",
			options->encoding);
		goto fail;
	}
	if (source_has_bom(source)) {
		if (named == ENCODING_GB18030) {
			err_set(e, "%s: has a UTF-8 byte order mark, so it is not GB18030",
				source_name(source));
			goto fail;
		}
		named = ENCODING_UTF8;
	}
	if (set_encoding(r, named, e) != 0 || decide(r, e) != 0 || read_header(r, e) != 0)
		goto fail;
	return r;
fail:
	reader_close(r);
	return NULL;
}

struct reader *reader_open(const char *path, const struct reader_options *options, struct err *e)
{
	return open_source(source_open(path, options ? options->chunk : 0, e), options, e);
}

struct reader *reader_open_memory(const char *name, const char *bytes, size_t n,
				  const struct reader_options *options, struct err *e)
{
	size_t chunk = options ? options->chunk : 0;

	return open_source(source_open_memory(name, bytes, n, chunk, e), options, e);
}

void reader_close(struct reader *r)
{
	if (!r)
		return;
	csv_free(&r->parser);
	source_close(r->source);
	decoder_free(r->decoder);
	arena_free(r->texts);
	for (size_t i = 0; r->names && i < r->columns; i++)
		free(r->names[i]);
	free(r->names);
	free(r->list);
	free((char *)r->header.bytes);
	free(r->first);
	free(r->next);
	free(r->fields);
	free(r->records);
	free(r);
}

const char *reader_name(const struct reader *r)
{
	return source_name(r->source);
}

const char *reader_encoding(const struct reader *r)
{
	return encoding_name(r->encoding);
}

bool reader_has_bom(const struct reader *r)
{
	return source_has_bom(r->source);
}

size_t reader_columns(const struct reader *r)
{
	return r->columns;
}

const char *reader_column(const struct reader *r, size_t i)
{
	return r->names[i];
}

const struct record *reader_header(const struct reader *r)
{
	return &r->header;
}

int reader_find(const struct reader *r, const char *name)
{
	for (size_t i = 0; i < r->columns; i++)
		if (strcmp(r->names[i], name) == 0)
			return (int)i;
	return -1;
}

const char *reader_column_list(const struct reader *r)
{
	return r->list;
}

void reader_select(struct reader *r, const int *columns, size_t n)
{
	r->slots = n;
	r->next = mem_resize(r->next, n, sizeof(*r->next));
	for (size_t i = 0; i < r->columns; i++)
		r->first[i] = NO_SLOT;
	for (size_t slot = n; slot-- > 0;) {
		int column = columns[slot];

		r->next[slot] = NO_SLOT;
		if (column < 0)
			continue;
		r->next[slot] = r->first[column];
		r->first[column] = (int)slot;
	}
}
