#include "rejects.h"

#include "die.h"
#include "encoding.h"
#include "mem.h"
#include "num.h"
#include "out.h"
#include "text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMED = 10 };

struct rejects {
	struct out *out;
	uint64_t count;
	uint64_t limit;  /* rows, when `percent` is negative */
	double percent;
};

static int parse_limit(struct rejects *rj, const char *limit, struct err *e)
{
	size_t n = limit ? strlen(limit) : 0;
	int64_t rows = 0;

	rj->percent = -1;
	if (n && limit[n - 1] == '%') {
		if (num_parse_double(limit, n - 1, &rj->percent) == 0 && rj->percent >= 0 &&
		    rj->percent <= 100)
			return 0;
	} else if (!limit || num_parse_int(limit, n, 0, INT64_MAX, &rows) == 0) {
		rj->limit = (uint64_t)rows;
		return 0;
	}
	return err_set(e, "--max-rejects '%s' is neither a number of rows nor a percentage",
		       limit);
}

struct rejects *rejects_new(const char *path, const char *limit, struct err *e)
{
	struct rejects *rj = mem_alloc(1, sizeof(*rj));

	if (parse_limit(rj, limit, e) != 0 || (path && !(rj->out = out_open(path, e)))) {
		free(rj);
		return NULL;
	}
	if (rj->out)
		out_text(rj->out, "file,line,record,column,reason,bytes\n");
	return rj;
}

/* The record without its line end, as UTF-8. */
static void write_bytes(struct out *o, const struct reader *r, const struct record *record)
{
	const char *bytes = record->bytes;
	size_t n = record->length;

	while (n && (bytes[n - 1] == '\n' || bytes[n - 1] == '\r'))
		n--;
	enum encoding encoding = ENCODING_UTF8;
	struct decoder *d = NULL;

	if (encoding_parse(reader_encoding(r), &encoding) == 0 &&
	    encoding == ENCODING_GB18030 && (d = decoder_new())) {
		struct arena *a = arena_new();
		bool damaged;
		char *text = decoder_decode(d, a, bytes, n, &n, &damaged);

		out_cell(o, text, n);
		arena_free(a);
		decoder_free(d);
		return;
	}
	out_cell(o, bytes, n);
}

void rejects_add(struct rejects *rj, const struct reader *r, const struct record *record,
		 const char *column, const char *format, ...)
{
	char words[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);
	if (rj->count++ < NAMED)
		warn("%s:%llu: %s%s%s", reader_name(r), (unsigned long long)record->line,
		     column ? column : "", column ? " " : "", words);
	if (!rj->out)
		return;
	out_cell_text(rj->out, reader_name(r));
	out_cell_int(rj->out, (int64_t)record->line);
	out_cell_int(rj->out, (int64_t)record->number);
	out_cell_text(rj->out, column ? column : "");
	out_cell_text(rj->out, words);
	write_bytes(rj->out, r, record);
	out_row_end(rj->out);
}

uint64_t rejects_count(const struct rejects *rj)
{
	return rj->count;
}

int rejects_close(struct rejects *rj, uint64_t read, struct err *e)
{
	int status = 0;
	bool within = rj->percent >= 0 ? (double)rj->count * 100 <= rj->percent * (double)read
				       : rj->count <= rj->limit;

	if (rj->count > NAMED)
		warn("and %llu more rows refused%s", (unsigned long long)(rj->count - NAMED),
		     rj->out ? "" : "; --rejects FILE keeps them all");
	if (rj->out)
		status = out_close(rj->out, e);
	if (status == 0 && !within)
		status = err_set(e, "%llu of %llu rows refused; --max-rejects allows some",
				 (unsigned long long)rj->count, (unsigned long long)read);
	free(rj);
	return status;
}
