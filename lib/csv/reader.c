#include "csv/reader_private.h"

#include "base/mem.h"
#include "base/text.h"
#include "words/word.h"

#include <stdlib.h>
#include <string.h>

static int fail(struct reader *r)
{
	r->failed = true;
	return -1;
}

/* Let the engines fill the batch from the window. Returns 1, 0 when the window is used up, -1 with words. */
static int parse_window(struct reader *r, struct err *e)
{
	size_t begun = r->record;

	while (r->rows < BATCH_ROWS && r->record - begun < BATCH_BYTES && r->base + r->record < r->stop) {
		enum reader_plain plain =
			reader_csv_is_idle(r) && !r->libcsv_only ? reader_plain_records(r) : PLAIN_HARD;

		if (plain == PLAIN_FULL)
			return 1;
		/* A last line without a line end also goes to libcsv. */
		int got = reader_csv_record(r, e);

		if (got <= 0)
			return got;
	}
	return 1;
}

static int parse_batch(struct reader *r)
{
	struct err *e = &r->failure;

	r->rows = 0;
	r->sound = true;
	field_maker_clear(r->maker);
	while (r->base + r->record < r->stop) {
		int got = parse_window(r, e);

		if (got < 0)
			return fail(r);
		if (got)
			return 1;
		/* Parse a record that the window truncates again from its start: its first fields would not outlive this batch. */
		if (r->rows) {
			reader_csv_rewind(r);
			return 1;
		}
		int more = reader_refill(r, e);

		if (more < 0)
			return fail(r);
		if (more == 0)
			return 0;
	}
	return 0;
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
	batch->sound = r->sound;
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

/* True when most names that are not ASCII are UTF-8 that was taken for GBK. One may be so by chance. */
static bool has_mojibake(const struct reader *r)
{
	size_t found = 0, others = 0;

	for (size_t i = 0; i < r->columns; i++) {
		if (encoding_is_mojibake(r->names[i]))
			found++;
		else if (!text_is_ascii(r->names[i], strlen(r->names[i])))
			others++;
	}
	return found >= 2 && others * 4 <= found;
}

static int read_header(struct reader *r, struct err *e)
{
	int got;

	while ((got = reader_csv_record(r, e)) == 0) {
		int more = reader_refill(r, e);

		if (more == 0)
			return err_set_slug(e, "empty", "%s: %s", source_name(r->source),
					    word_find(WORD_UNREAD, "empty", LANG_EN));
		if (more < 0)
			return -1;
	}
	if (got < 0)
		return -1;
	if (r->records[0].misquoted) {
		struct err fault;

		return err_set(e, "%s:%llu: the header: %s", source_name(r->source),
			       (unsigned long long)r->records[0].line, reader_misfit(r, &r->records[0], &fault));
	}
	r->columns = r->field;
	r->names = mem_alloc(r->columns, sizeof(*r->names));
	r->first = mem_alloc(r->columns, sizeof(*r->first));
	for (size_t i = 0; i < r->columns; i++) {
		const struct field *f = &r->fields[i];

		if (f->flags & (FIELD_DAMAGED | FIELD_NUL))
			return err_set(e, "%s:%llu: column %zu: the header is not text", source_name(r->source),
				       (unsigned long long)r->records[0].line, i + 1);
		r->names[i] = mem_dup(f->bytes, f->length);
		r->first[i] = NO_SLOT;
	}
	r->list = join_names(r);
	if (has_mojibake(r))
		return err_set(e, "%s: this is UTF-8 opened as GBK and saved so: export it again",
			       source_name(r->source));
	r->header = r->records[0];
	r->header.bytes = mem_dup(r->header.bytes, r->header.length);
	r->rows = 0;
	r->number = 1;
	return 0;
}

/* Check that --encoding does not contradict the byte order mark. */
static int agree(const struct reader *r, enum encoding named, struct err *e)
{
	enum encoding found = source_encoding(r->source);

	bool wide = found == ENCODING_UTF16LE || found == ENCODING_UTF16BE;

	if (named == ENCODING_UNDECIDED || found == ENCODING_UNDECIDED || named == found ||
	    (named == ENCODING_UTF16 && wide))
		return 0;
	return err_set(e, "%s: the byte order mark says %s, not %s", source_name(r->source),
		       found == ENCODING_UTF8 ? "UTF-8" : "UTF-16", encoding_name(named));
}

static const struct reader_options defaults;

static int name_encoding(const struct reader_options *options, enum encoding *named, struct err *e)
{
	*named = ENCODING_UNDECIDED;
	if (!options->encoding || encoding_parse(options->encoding, named) == 0)
		return 0;
	return err_set(e, "unknown encoding '%s'; use %s", options->encoding, encoding_names);
}

static struct reader *open_source(struct source *source, const struct reader_options *options, enum encoding named,
				  struct err *e)
{
	struct reader *r;

	if (!source)
		return NULL;
	/* A sheet is UTF-8 with commas, because its converter writes that; options about text files do not apply. */
	bool sheet = source_is_sheet(source);

	if (sheet)
		named = ENCODING_UTF8;
	r = mem_alloc(1, sizeof(*r));
	r->source = source;
	r->maker = field_maker_new();
	r->delimiter = options->delimiter && !sheet ? options->delimiter : ',';
	r->chunk = options->chunk;
	r->libcsv_only = options->libcsv_only;
	r->scan_version = options->scan;
	r->stop = UINT64_MAX;
	r->limit = options->field_limit ? options->field_limit : READER_FIELD_LIMIT;
	r->line = r->record_line = 1;
	if (reader_csv_begin(r, e) != 0 || agree(r, named, e) != 0)
		goto fail;
	if (source_encoding(source) == ENCODING_UTF8)
		r->base = 3;
	if (source_encoding(source) != ENCODING_UNDECIDED)
		named = ENCODING_UTF8;
	if (reader_set_encoding(r, named, e) != 0 || reader_decide(r, e) != 0 ||
	    reader_find_header(r, options, e) != 0 || read_header(r, e) != 0)
		goto fail;
	return r;
fail:
	reader_close(r);
	return NULL;
}

struct reader *reader_open(const char *path, const struct reader_options *options, struct err *e)
{
	struct source_options how = {0};

	if (!options)
		options = &defaults;
	how.chunk = options->chunk;
	how.progress = options->progress;
	how.workbooks = options->workbooks;
	how.sheet = options->sheet;
	if (name_encoding(options, &how.encoding, e) != 0)
		return NULL;
	return open_source(source_open(path, &how, e), options, how.encoding, e);
}

struct reader *reader_open_memory(const char *name, const char *bytes, size_t n, const struct reader_options *options,
				  struct err *e)
{
	struct source_options how = {0};

	if (!options)
		options = &defaults;
	how.chunk = options->chunk;
	if (name_encoding(options, &how.encoding, e) != 0)
		return NULL;
	return open_source(source_open_memory(name, bytes, n, &how, e), options, how.encoding, e);
}

/* ---- parts ---- */

uint64_t reader_size(const struct reader *r)
{
	return source_size(r->source);
}

uint64_t reader_offset(const struct reader *r)
{
	return r->base + r->record;
}

uint64_t reader_lines(const struct reader *r)
{
	return r->record_line - 1;
}

enum encoding reader_decision(const struct reader *r)
{
	return r->encoding;
}

struct reader_place reader_place(const struct reader *r)
{
	return (struct reader_place){
		.offset = reader_offset(r),
		.lines = reader_lines(r),
		.records = r->number - 1,
		.encoding = r->encoding,
	};
}

int reader_set_place(struct reader *r, const struct reader_place *place, struct err *e)
{
	r->line = r->record_line = place->lines + 1;
	r->number = place->records + 1;
	return place->encoding == ENCODING_UNDECIDED ? 0 : reader_set_encoding(r, place->encoding, e);
}

int reader_guess(const struct reader *whole, uint64_t offset, uint64_t *line, struct err *e)
{
	/* The next line end is near, so read in small pieces. */
	size_t chunk = whole->chunk ? whole->chunk : 4096;
	struct source *s = source_open_at(whole->source, offset - 1, chunk, e);
	const char *feed = NULL;
	uint64_t at = offset - 1;
	int more = s ? 1 : -1;

	/* Start at the byte before: if it ends a line, `offset` is the start of the next. */
	while (more > 0 && !feed) {
		size_t n;

		more = source_more(s, e);
		const char *bytes = source_window(s, &n);

		feed = memchr(bytes, '\n', n);
		at += feed ? (size_t)(feed - bytes) + 1 : n;
		source_drop(s, n);
	}
	source_close(s);
	*line = at;
	return more < 0 ? -1 : 0;
}

struct reader *reader_open_part(const struct reader *whole, uint64_t from, uint64_t to, struct err *e)
{
	struct source *source = source_open_at(whole->source, from, whole->chunk, e);

	if (!source)
		return NULL;
	struct reader *r = mem_alloc(1, sizeof(*r));

	r->source = source;
	r->maker = field_maker_new();
	r->delimiter = whole->delimiter;
	r->limit = whole->limit;
	r->chunk = whole->chunk;
	r->libcsv_only = whole->libcsv_only;
	r->scan_version = whole->scan_version;
	r->base = from;
	r->stop = to;
	r->line = r->record_line = 1;
	r->number = 1;
	r->bom = reader_has_bom(whole);
	r->columns = whole->columns;
	r->names = mem_alloc(r->columns, sizeof(*r->names));
	r->first = mem_alloc(r->columns, sizeof(*r->first));
	for (size_t i = 0; i < r->columns; i++) {
		r->names[i] = mem_dup(whole->names[i], strlen(whole->names[i]));
		r->first[i] = NO_SLOT;
	}
	r->list = join_names(r);
	r->header = whole->header;
	r->header.bytes = mem_dup(whole->header.bytes, whole->header.length);
	if (whole->slots)
		reader_select(r, whole->column_of, whole->slots);
	if (reader_csv_begin(r, e) == 0 && reader_set_encoding(r, whole->encoding, e) == 0)
		return r;
	reader_close(r);
	return NULL;
}

void reader_close(struct reader *r)
{
	if (!r)
		return;
	csv_free(&r->parser);
	quotes_release(&r->quotes);
	source_close(r->source);
	field_maker_free(r->maker);
	scan_release(&r->scan);
	free(r->column_of);
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

bool reader_has_letters(const struct reader *r)
{
	return source_has_letters(r->source);
}

bool reader_is_other_utf8(const struct reader *r)
{
	return source_is_other_utf8(r->source);
}

const char *reader_encoding(const struct reader *r)
{
	enum encoding as_it_stands = source_encoding(r->source);

	return encoding_name(as_it_stands ? as_it_stands : r->encoding);
}

bool reader_has_bom(const struct reader *r)
{
	return r->bom || source_has_bom(r->source);
}

bool reader_repeats(const struct reader *r, const struct record *record, size_t column)
{
	return source_repeats(r->source, record->line, column);
}

bool reader_is_sheet(const struct reader *r)
{
	return source_is_sheet(r->source);
}

bool reader_since_1904(const struct reader *r)
{
	return source_since_1904(r->source);
}

char reader_delimiter(const struct reader *r)
{
	return r->delimiter;
}

uint64_t reader_header_row(const struct reader *r)
{
	return r->header_row;
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
	r->columns_begin = r->columns;
	r->columns_end = 0;
	r->column_of = mem_resize(r->column_of, n, sizeof(*r->column_of));
	r->next = mem_resize(r->next, n, sizeof(*r->next));
	for (size_t i = 0; i < r->columns; i++)
		r->first[i] = NO_SLOT;
	for (size_t slot = n; slot-- > 0;) {
		int column = columns[slot];

		r->column_of[slot] = column;
		r->next[slot] = NO_SLOT;
		if (column < 0)
			continue;
		if ((size_t)column < r->columns_begin)
			r->columns_begin = (size_t)column;
		if ((size_t)column >= r->columns_end)
			r->columns_end = (size_t)column + 1;
		r->next[slot] = r->first[column];
		r->first[column] = (int)slot;
	}
	r->columns_all = r->columns_begin == 0 && r->columns_end == r->columns;
}
