/*
 * Tables of the user's: a dialect, headers or words, up to a line `==`, behind which stands a file. A table that is not refused is one that
 * any file may be read by: what it feeds is there, and every row read is kept, skipped or rejected.
 */
#include "fuzz.h"

#include "layout/dialect.h"
#include "import/import.h"
#include "base/mem.h"
#include "io/out.h"

#include <stdlib.h>
#include <string.h>

/* Headers of tables, because chance finds none. */
static const char *const headers[4] = {
	"kind,side,column,name,value,when,note\ndialect,both,,title,T,,\n",
	"side,column,header,rank,when,blank\n",
	"side,column,word,value\n",
	"",
};

/* How files are understood. */
struct tables {
	struct dialect *dialect;
	struct aliases *aliases;
	struct values *values;
};

static void free_tables(struct tables *t)
{
	dialect_free(t->dialect);
	aliases_free(t->aliases);
	values_free(t->values);
}

/* What dialects_add() does with a file. Returns 0, or -1 when it is refused. */
static int add_table(struct tables *t, const char *bytes, size_t n)
{
	struct err e;
	struct table *table = table_read_memory("own.csv", bytes, n, &e);
	int status = -1;

	if (!table)
		return -1;
	if (table_find(table, "kind") >= 0) {
		t->dialect = dialect_new("own", table, &e);
		if (!t->dialect)
			return -1;
		dialect_apply(t->dialect, t->aliases, t->values);
		return 0;
	}
	status = table_find(table, "word") >= 0 ? values_add(t->values, table, &e) : aliases_add(t->aliases, table, &e);
	table_free(table);
	return status;
}

static void check_dialect(const struct dialect *d, const char *const *names, size_t n)
{
	struct headers *h = headers_new(names, n);
	char *keys = dialect_keys(d), *nots = dialect_nots(d);

	if (dialect_score(d, h) > n || dialect_score(d, h) > dialect_headers(d))
		fuzz_fail("%zu of %zu headers", dialect_score(d, h), n);
	if (dialect_fits(d, h) && dialect_score(d, h) == 0)
		fuzz_fail("fits by none of its headers");
	if (!dialect_sides(d) || !*dialect_title(d))
		fuzz_fail("no side or no title");
	for (size_t i = 0; i < dialect_headers(d); i++)
		if (!*dialect_header(d, i))
			fuzz_fail("a header is empty");
	free(keys);
	free(nots);
	headers_free(h);
}

static void check_mapping(const struct mapping *m, enum side side, size_t n)
{
	const struct alias_use *uses;

	for (size_t i = 0; i < alias_target_count(side); i++) {
		size_t count = mapping_uses(m, alias_target_name(side, i), &uses);

		for (size_t k = 0; k < count; k++)
			if (uses[k].header >= n || !mapping_is_used(m, uses[k].header))
				fuzz_fail("%s is fed by no header", alias_target_name(side, i));
	}
}

static void import_rows(struct import *im, struct reader *r, const struct mapping *m)
{
	const int *columns;
	struct batch b;
	struct err e;
	int got = 0, status = 0;

	import_begin(im, r, m, 0, false);
	size_t n = import_columns(im, &columns);

	reader_select(r, columns, n);
	while (status == 0 && (got = reader_next(r, &b, &e)) > 0)
		for (size_t i = 0; i < b.rows && status == 0; i++)
			status = import_row(im, &b.records[i], b.fields + i * b.columns, true, &e);
	if (status == 0 && got == 0)
		status = import_finish(im, &e);
	import_end(im);
	const struct import_account *a = import_account(im);

	if (status == 0 && got == 0 &&
	    a->read != a->counts[ACCOUNT_ROWS_KEPT].rows + import_account_skipped(a) +
			       a->counts[ACCOUNT_ROWS_REJECTED].rows)
		fuzz_fail("read %llu is not the sum", (unsigned long long)a->read);
}

static void import_side(const struct tables *t, enum side side, struct reader *r, const char *const *names)
{
	struct err e;
	struct mapping *m = mapping_new(t->aliases, side, names, reader_columns(r));
	struct rejects *rejects = rejects_new(NULL, "100%", NULL, &e);
	struct out *out = out_open_memory();
	struct import *im = import_new(side, t->values, out, rejects);

	const char *missing[CANONICAL_REQUIRED];

	check_mapping(m, side, reader_columns(r));
	if (import_missing(im, m, missing) == 0)
		import_rows(im, r, m);
	free(import_unknown_words(im));
	import_free(im);
	rejects_abandon(rejects);
	out_abandon(out);
	mapping_free(m);
}

static void import_file(const struct tables *t, enum side side, const char *bytes, size_t n)
{
	struct reader_options options = {.encoding = "utf-8", .chunk = n + 1};
	struct err e;
	struct reader *r = reader_open_memory("in", bytes, n, &options, &e);

	if (!r)
		return;
	const char **names = mem_alloc(reader_columns(r), sizeof(*names));

	for (size_t i = 0; i < reader_columns(r); i++)
		names[i] = reader_column(r, i);
	if (t->dialect)
		check_dialect(t->dialect, names, reader_columns(r));
	import_side(t, side, r, names);
	free(names);
	reader_close(r);
}

/* The tables to put it before: those built in, or, as they take most of the time, none. */
static struct tables begin(bool built_in)
{
	struct err e;
	struct tables t = {NULL, built_in ? aliases_new(&e) : aliases_new_empty(),
			   built_in ? values_new(&e) : values_new_empty()};

	if (!t.aliases || !t.values)
		fuzz_fail("%s", e.words);
	return t;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct fuzz_input in = {(const char *)bytes, n};
	unsigned option = fuzz_option(&in);
	const char *header = headers[option % 4];
	const char *end = in.n ? memmem(in.bytes, in.n, "\n==\n", 4) : NULL;
	size_t rows = end ? (size_t)(end - in.bytes) + 1 : in.n;
	struct out *table = out_open_memory();
	struct tables t = begin(option & 4);
	size_t length;

	out_text(table, header);
	out_bytes(table, in.bytes, rows);
	const char *all = out_memory(table, &length);

	if (add_table(&t, all, length) == 0 && end)
		for (enum side side = SIDE_SHIPMENTS; side <= SIDE_RETURNS; side++)
			import_file(&t, side, end + 4, in.n - rows - 3);
	out_abandon(table);
	free_tables(&t);
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};
