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

enum { NAMED = 10 };

/* One refused row, its texts in the arena. */
struct refusal {
	const char *file;
	const char *column; /* NULL: none */
	const char *words;
	const char *bytes; /* NULL: not asked for */
	size_t length;
	uint64_t line;
	uint64_t record;
};

/* How many refused rows are borne. */
struct limit {
	bool stated;
	bool none;      /* any number */
	double percent; /* of the rows read; negative: `rows` tells */
	uint64_t rows;
};

struct rejects {
	struct out *out;
	bool collects; /* into `held`, instead of telling */
	bool keeps_bytes;
	struct arena *texts;       /* of `held`, but for the bytes… */
	struct field_maker *maker; /* …which are its; NULL: none yet */
	struct refusal *held;
	size_t held_count;
	size_t capacity;
	uint64_t count;
	struct limit whole, each; /* of all files, of one */
	uint64_t ended;           /* refused rows of the files that have ended */
	struct err beyond;        /* words on the first file beyond its limit… */
	bool is_beyond;           /* …if there is one */
};

/* `option` is where the text comes from; NULL for the text is 0 rows. */
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

static bool is_within(const struct limit *l, uint64_t refused, uint64_t read)
{
	if (l->none)
		return true;
	return l->percent >= 0 ? (double)refused * 100 <= l->percent * (double)read : refused <= l->rows;
}

static int open_file(struct rejects *rj, const char *path, const char *output, struct err *e)
{
	if (place_is_same(path, output))
		return err_set(e, "--rejects '%s' is where the output goes", path);
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

void rejects_end_file(struct rejects *rj, const char *name, uint64_t read)
{
	uint64_t refused = rj->count - rj->ended;

	rj->ended = rj->count;
	if (rj->is_beyond || is_within(&rj->each, refused, read))
		return;
	rj->is_beyond = true;
	err_set(&rj->beyond, "%s: %llu of %llu rows refused; --max-rejects-each allows some", name,
		(unsigned long long)refused, (unsigned long long)read);
}

/* The record without its line end, as UTF-8, in the maker's keeping. */
static void keep_bytes(struct rejects *rj, struct refusal *refusal, const struct reader *r, const struct record *record)
{
	size_t n = record->length;
	enum encoding encoding = ENCODING_UTF8;

	while (n && (record->bytes[n - 1] == '\n' || record->bytes[n - 1] == '\r'))
		n--;
	if (!rj->maker)
		rj->maker = field_maker_new();
	encoding_parse(reader_encoding(r), &encoding);
	/* Without a decoder for it no reader would have come so far; if one did, all is U+FFFD. */
	if (field_maker_decode(rj->maker, encoding) != 0)
		field_maker_decode(rj->maker, ENCODING_UTF8);
	struct field field = field_make(rj->maker, record->bytes, n, false);

	refusal->bytes = field.bytes;
	refusal->length = field.length;
}

static void tell(struct rejects *rj, const struct refusal *refusal)
{
	if (rj->count++ < NAMED)
		warn("%s:%llu: %s%s%s", refusal->file, (unsigned long long)refusal->line,
		     refusal->column ? refusal->column : "", refusal->column ? " " : "", refusal->words);
	if (!rj->out)
		return;
	out_cell_text(rj->out, refusal->file);
	out_cell_int(rj->out, (int64_t)refusal->line);
	out_cell_int(rj->out, (int64_t)refusal->record);
	out_cell_text(rj->out, refusal->column ? refusal->column : "");
	out_cell_text(rj->out, refusal->words);
	out_cell(rj->out, refusal->bytes, refusal->length);
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
	/* Beyond what is named and without a file to write to, the number is all that is told. */
	if (rj->count >= NAMED && !rj->keeps_bytes) {
		rj->count++;
		return;
	}
	if (!rj->texts)
		rj->texts = arena_new();
	struct refusal refusal = {
		.file = arena_dup(rj->texts, reader_name(r), strlen(reader_name(r))),
		.column = column ? arena_dup(rj->texts, column, strlen(column)) : NULL,
		.words = arena_dup(rj->texts, words, strlen(words)),
		.line = record->line,
		.record = record->number,
	};

	if (rj->keeps_bytes)
		keep_bytes(rj, &refusal, r, record);
	if (!rj->collects) {
		tell(rj, &refusal);
		arena_clear(rj->texts);
		if (rj->maker)
			field_maker_clear(rj->maker);
		return;
	}
	rj->held = mem_grow(rj->held, &rj->capacity, rj->held_count + 1, sizeof(*rj->held));
	rj->held[rj->held_count++] = refusal;
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
		struct refusal refusal = collector->held[i];

		refusal.line += lines;
		refusal.record += records;
		tell(rj, &refusal);
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

int rejects_close(struct rejects *rj, uint64_t read, struct err *e)
{
	int status = 0;

	if (rj->count > NAMED)
		warn("and %llu more rows refused%s", (unsigned long long)(rj->count - NAMED),
		     rj->out ? "" : "; --rejects FILE keeps them all");
	if (rj->out)
		status = out_close(rj->out, e);
	if (status == 0 && rj->is_beyond) {
		*e = rj->beyond;
		status = -1;
	}
	if (status == 0 && !is_within(&rj->whole, rj->count, read))
		status = err_set(e, "%llu of %llu rows refused; --max-rejects allows some",
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
