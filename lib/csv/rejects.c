#include "csv/rejects.h"

#include "base/die.h"
#include "io/encoding.h"
#include "csv/field.h"
#include "base/mem.h"
#include "base/num.h"
#include "io/out.h"
#include "io/place.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rejected rows that are reported on stderr one by one. */
enum { SHOWN = 10 };

/* One rejected row; its texts are owned by the arena. */
struct reject {
	const char *file;
	const char *column; /* NULL: no column */
	const char *words;
	const char *bytes; /* NULL: not kept */
	size_t length;
	uint64_t line;
	uint64_t record;
};

/* How many rejected rows are allowed. */
struct limit {
	bool stated;
	bool none;      /* no limit */
	double percent; /* of the rows read; negative: `rows` is the limit */
	uint64_t rows;
};

struct rejects {
	struct out *out;
	bool collects; /* buffer in `held` instead of reporting */
	bool keeps_bytes;
	struct arena *texts;       /* the texts of `held` except its bytes */
	struct field_maker *maker; /* the bytes of `held`; NULL: not needed yet */
	struct reject *held;
	size_t held_count;
	size_t capacity;
	uint64_t count;
	struct limit whole, each; /* for all files together, for each file */
	uint64_t ended;           /* rejected rows of the finished files */
	bool is_over;             /* a file exceeded its limit */
	struct err over;          /* the message about the first such file */
	rejects_teller tell;      /* NULL: nobody else is told */
	void *context;
};

/* Parse the value `text` of `option`; NULL means 0 rows. */
static int parse_limit(struct limit *l, const char *option, const char *text, struct err *e)
{
	size_t n = text ? strlen(text) : 0;
	int64_t rows = 0;

	l->stated = text != NULL;
	l->none = false;
	l->percent = -1;
	if (n && text[n - 1] == '%') {
		if (num_parse_double(text, n - 1, &l->percent) == 0 && l->percent >= 0 && l->percent <= 100)
			return 0;
	} else if (!text || num_parse_int(text, n, 0, INT64_MAX, &rows) == 0) {
		l->rows = (uint64_t)rows;
		return 0;
	}
	return err_set(e, "%s '%s' is neither a number of rows nor a percentage", option, text);
}

static bool is_within(const struct limit *l, uint64_t rejected, uint64_t read)
{
	if (l->none)
		return true;
	return l->percent >= 0 ? (double)rejected * 100 <= l->percent * (double)read : rejected <= l->rows;
}

static int open_file(struct rejects *rj, const char *path, const char *output, struct err *e)
{
	if (place_is_same(path, output))
		return err_set(e, "--rejects '%s' is also the output", path);
	rj->out = out_open(path, e);
	return rj->out ? 0 : -1;
}

struct rejects *rejects_new(const char *path, const char *limit, const char *output, struct err *e)
{
	struct rejects *rj = mem_alloc(1, sizeof(*rj));

	rj->each.none = true;
	if (parse_limit(&rj->whole, "--max-rejects", limit, e) != 0 || (path && open_file(rj, path, output, e) != 0)) {
		free(rj);
		return NULL;
	}
	rj->keeps_bytes = rj->out != NULL;
	if (rj->out)
		out_text(rj->out, "file,line,record,column,reason,bytes\n");
	return rj;
}

int rejects_limit_each(struct rejects *rj, const char *limit, struct err *e)
{
	rj->whole.none = !rj->whole.stated;
	return parse_limit(&rj->each, "--max-rejects-each", limit, e);
}

void rejects_tell(struct rejects *rj, rejects_teller tell, void *context)
{
	rj->tell = tell;
	rj->context = context;
}

void rejects_end_file(struct rejects *rj, const char *name, uint64_t read)
{
	uint64_t rejected = rj->count - rj->ended;

	rj->ended = rj->count;
	if (rj->is_over || is_within(&rj->each, rejected, read))
		return;
	rj->is_over = true;
	err_set(&rj->over, "%s: %llu of %llu rows rejected, more than --max-rejects-each allows", name,
		(unsigned long long)rejected, (unsigned long long)read);
}

/* Store the record without its line end, as UTF-8 owned by the maker. */
static void keep_bytes(struct rejects *rj, struct reject *reject, const struct reader *r, const struct record *record)
{
	size_t n = record->length;
	enum encoding encoding = ENCODING_UTF8;

	while (n && (record->bytes[n - 1] == '\n' || record->bytes[n - 1] == '\r'))
		n--;
	if (!rj->maker)
		rj->maker = field_maker_new();
	encoding_parse(reader_encoding(r), &encoding);
	/* No reader gets here without a decoder for its encoding; if one did, the text would be all U+FFFD. */
	if (field_maker_decode(rj->maker, encoding) != 0)
		field_maker_decode(rj->maker, ENCODING_UTF8);
	struct field field = field_make(rj->maker, record->bytes, n, false);

	reject->bytes = field.bytes;
	reject->length = field.length;
}

static void report(struct rejects *rj, const struct reject *reject)
{
	if (rj->count++ < SHOWN) {
		const struct remark remark = {
			.kind = reject->column ? REMARK_REJECTED_CELL : REMARK_REJECTED_ROW,
			.file = reject->file,
			.line = reject->line,
			.column = reject->column,
			.value = reject->words,
		};

		remark_warn(&remark);
		if (rj->tell)
			rj->tell(rj->context, &remark);
	}
	if (!rj->out)
		return;
	out_cell_text(rj->out, reject->file);
	out_cell_int(rj->out, (int64_t)reject->line);
	out_cell_int(rj->out, (int64_t)reject->record);
	out_cell_text(rj->out, reject->column ? reject->column : "");
	out_cell_text(rj->out, reject->words);
	out_cell(rj->out, reject->bytes, reject->length);
	out_row_end(rj->out);
}

void rejects_add(struct rejects *rj, const struct reader *r, const struct record *record, const char *column,
		 const char *format, ...)
{
	char words[512];
	va_list arguments;

	va_start(arguments, format);
	err_print(words, sizeof(words), format, arguments);
	va_end(arguments);
	/* Past the rows shown and without a file to write to, a row is only counted. */
	if (rj->count >= SHOWN && !rj->keeps_bytes) {
		rj->count++;
		return;
	}
	if (!rj->texts)
		rj->texts = arena_new();
	struct reject reject = {
		.file = arena_dup(rj->texts, reader_name(r), strlen(reader_name(r))),
		.column = column ? arena_dup(rj->texts, column, strlen(column)) : NULL,
		.words = arena_dup(rj->texts, words, strlen(words)),
		.line = record->line,
		.record = record->number,
	};

	if (rj->keeps_bytes)
		keep_bytes(rj, &reject, r, record);
	if (!rj->collects) {
		report(rj, &reject);
		arena_clear(rj->texts);
		if (rj->maker)
			field_maker_clear(rj->maker);
		return;
	}
	rj->held = mem_grow(rj->held, &rj->capacity, rj->held_count + 1, sizeof(*rj->held));
	rj->held[rj->held_count++] = reject;
	rj->count++;
}

struct rejects *rejects_collector(const struct rejects *rj)
{
	struct rejects *collector = mem_alloc(1, sizeof(*collector));

	collector->collects = true;
	collector->keeps_bytes = rj->keeps_bytes;
	return collector;
}

static void release(struct rejects *rj)
{
	arena_free(rj->texts);
	field_maker_free(rj->maker);
	free(rj->held);
	free(rj);
}

void rejects_take(struct rejects *rj, const struct rejects *collector, uint64_t lines, uint64_t records)
{
	for (size_t i = 0; i < collector->held_count; i++) {
		struct reject reject = collector->held[i];

		reject.line += lines;
		reject.record += records;
		report(rj, &reject);
	}
	rj->count += collector->count - collector->held_count;
}

void rejects_clear(struct rejects *collector)
{
	collector->count = collector->held_count = 0;
	if (collector->texts)
		arena_clear(collector->texts);
	if (collector->maker)
		field_maker_clear(collector->maker);
}

void rejects_absorb(struct rejects *rj, struct rejects *collector, uint64_t lines, uint64_t records)
{
	rejects_take(rj, collector, lines, records);
	release(collector);
}

void rejects_discard(struct rejects *collector)
{
	release(collector);
}

/* Report the number of rejected rows that were not reported one by one. */
static void report_more(const struct rejects *rj)
{
	const struct remark remark = {.kind = REMARK_REJECTED_MORE, .rows = rj->count - SHOWN};
	char *words = remark_words(&remark, LANG_EN);

	warn("%s%s", words, rj->out ? "" : "; --rejects FILE saves them all");
	free(words);
	if (rj->tell)
		rj->tell(rj->context, &remark);
}

int rejects_close(struct rejects *rj, uint64_t read, struct err *e)
{
	int status = 0;

	if (rj->count > SHOWN)
		report_more(rj);
	if (rj->out)
		status = out_close(rj->out, e);
	if (status == 0 && rj->is_over) {
		*e = rj->over;
		status = -1;
	}
	if (status == 0 && !is_within(&rj->whole, rj->count, read))
		status = err_set(e, "%llu of %llu rows rejected, more than --max-rejects allows",
				 (unsigned long long)rj->count, (unsigned long long)read);
	release(rj);
	return status;
}

void rejects_abandon(struct rejects *rj)
{
	if (!rj)
		return;
	out_abandon(rj->out);
	release(rj);
}
