/*
 * Importing: every row read is kept, skipped or rejected; what is written is a canonical table with the rows that were kept,
 * which imports as itself; what is rejected is a table with the rows that were.
 */
#include "fuzz.h"

#include "clean/alias.h"
#include "row/columns.h"
#include "import/import.h"
#include "clean/mapping.h"
#include "base/mem.h"
#include "io/out.h"
#include "csv/reader.h"
#include "csv/rejects.h"
#include "clean/value.h"

#include <stdlib.h>
#include <string.h>

/* Headers, because chance finds none. */
static const struct {
	enum side side;
	const char *header;
} headers[] = {
	{SIDE_SHIPMENTS, ""},
	{SIDE_RETURNS, ""},
	{SIDE_SHIPMENTS, "sku,qty,shipped_at,amount,status,gift,order_type\n"},
	{SIDE_RETURNS, "sku,qty,received_at,amount,type,status,reason_text\n"},
	{SIDE_SHIPMENTS, "线上订单号,店铺,发货日期,状态,订单类型,子订单编号,商品编码,数量,商品金额,是否赠品\n"},
	{SIDE_RETURNS, "售后单号,线上订单号,状态,货物状态,售后分类,问题类型,商品编码,申请数量,实退数量,实退金额,"
		       "售后登记日期,售后进仓日期,卖家备注\n"},
};

struct plan {
	enum side side;
	bool trim_sku;
	bool show_rejects; /* write them, instead of the rows */
	struct reader_options options;
};

/* The tables built in, which do not change. */
static struct aliases *aliases;
static struct values *values;

static void begin(void)
{
	struct err e;

	if (!aliases)
		aliases = aliases_new(&e);
	if (aliases && !values)
		values = values_new(&e);
	if (!values)
		fuzz_fail("%s", e.words);
}

/* The rows of an open file. Returns 0, or -1 when the file cannot be understood. */
static int import_rows(struct import *im, struct reader *r)
{
	struct batch b;
	struct err e;
	int got;

	while ((got = reader_next(r, &b, &e)) > 0)
		for (size_t i = 0; i < b.rows; i++)
			if (import_row(im, &b.records[i], b.fields + i * b.columns, true, &e) != 0)
				return -1;
	return got < 0 ? -1 : import_finish(im, &e);
}

static int import_reader(struct import *im, struct reader *r, const struct plan *p)
{
	const char **names = mem_alloc(reader_columns(r), sizeof(*names));
	const int *columns;
	int status = -1;

	for (size_t i = 0; i < reader_columns(r); i++)
		names[i] = reader_column(r, i);
	struct mapping *m = mapping_new(aliases, p->side, names, reader_columns(r));

	const char *missing[CANONICAL_REQUIRED];

	if (import_missing(im, m, missing) == 0) {
		import_begin(im, r, m, p->options.delimiter, false);
		size_t n = import_columns(im, &columns);

		reader_select(r, columns, n);
		status = import_rows(im, r);
	}
	import_end(im);
	mapping_free(m);
	free(names);
	return status;
}

/* Import bytes. Returns what was written, NULL when they cannot be understood. Caller frees. */
static char *import_bytes(const struct plan *p, const char *bytes, size_t n, struct import_account *account,
			  size_t *length)
{
	struct reader_options options = p->options;
	struct err e;

	/* In one piece, but without the memory that a large file is read into. */
	options.chunk = n + 1;
	struct reader *r = reader_open_memory("in", bytes, n, &options, &e);

	if (!r)
		return NULL;
	fuzz_take_output();
	struct rejects *rejects = rejects_new(p->show_rejects ? "-" : NULL, "100%", "/dev/null", &e);
	struct out *out = rejects ? out_open(p->show_rejects ? "/dev/null" : NULL, &e) : NULL;

	if (!out)
		fuzz_fail("%s", e.words);
	struct import *im = import_new(p->side, values, out, rejects);

	if (p->trim_sku)
		import_trim_sku(im);
	int status = import_reader(im, r, p);

	free(import_unknown_words(im));
	*account = *import_account(im);
	import_free(im);
	if (out_close(out, &e) != 0 || rejects_close(rejects, account->read, &e) != 0)
		fuzz_fail("%s", e.words);
	reader_close(r);
	return status == 0 ? fuzz_output(length) : NULL;
}

/* A table of so many rows of so many columns, all of it text but for the flags that are borne. */
static void expect_table(const char *what, const char *bytes, size_t n, uint64_t rows, size_t columns, unsigned borne)
{
	struct reader_options options = {.encoding = "utf-8", .libcsv_only = true, .chunk = n + 1};
	struct batch b;
	struct err e;
	uint64_t seen = 0;
	int got, all[64];
	struct reader *r = reader_open_memory("out", bytes, n, &options, &e);

	if (!r)
		fuzz_fail("%s: %s", what, e.words);
	if (reader_columns(r) != columns)
		fuzz_fail("%s: %zu columns", what, reader_columns(r));
	for (size_t i = 0; i < columns; i++)
		all[i] = (int)i;
	reader_select(r, all, columns);
	while ((got = reader_next(r, &b, &e)) > 0)
		for (size_t i = 0; i < b.rows; i++, seen++) {
			if (b.records[i].fields != columns)
				fuzz_fail("%s: a row of %u fields", what, b.records[i].fields);
			for (size_t c = 0; c < columns; c++)
				if (b.fields[i * columns + c].flags & ~borne)
					fuzz_fail("%s: a cell that is no text", what);
		}
	if (got < 0)
		fuzz_fail("%s: %s", what, e.words);
	if (seen != rows)
		fuzz_fail("%s: %llu rows, not %llu", what, (unsigned long long)seen, (unsigned long long)rows);
	reader_close(r);
}

static size_t count(const char *const *names)
{
	size_t n = 0;

	while (names[n])
		n++;
	return n;
}

/* Control bytes thinner among other columns may be dense in what is written; such a table is not read. */
static bool looks_binary(const char *bytes, size_t n)
{
	size_t controls = 0;

	for (size_t i = 0; i < n; i++)
		controls += (unsigned char)bytes[i] >= 0x20 || bytes[i] == '\n' ? 0U : bytes[i] ? 1U : 2U;
	return controls >= 8 && controls * 20 > n;
}

static void check(const struct plan *p, const char *bytes, size_t n)
{
	struct import_account account, again;
	size_t length, again_length;
	char *text = import_bytes(p, bytes, n, &account, &length);

	if (!text)
		return;
	if (account.read != account.counts[ACCOUNT_ROWS_KEPT].rows + import_account_skipped(&account) +
				    account.counts[ACCOUNT_ROWS_REJECTED].rows)
		fuzz_fail("read %llu is not the sum", (unsigned long long)account.read);
	if (looks_binary(text, length)) {
		free(text);
		return;
	}
	if (p->show_rejects) {
		/* The bytes of a refused record may hold what it was refused for. */
		expect_table("rejects", text, length, account.counts[ACCOUNT_ROWS_REJECTED].rows, 6, FIELD_NUL);
		free(text);
		return;
	}
	expect_table("rows", text, length, account.counts[ACCOUNT_ROWS_KEPT].rows,
		     count(p->side == SIDE_SHIPMENTS ? columns_shipments : columns_returns), 0);
	struct plan canonical = {.side = p->side, .options = {.encoding = "utf-8"}};
	char *same = import_bytes(&canonical, text, length, &again, &again_length);

	if (!same || again_length != length || memcmp(text, same, length) != 0)
		fuzz_fail("canonical rows become others:\n%.*s\nnot\n%.*s", same ? (int)again_length : 0,
			  same ? same : "", (int)length, text);
	free(same);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const char *const encodings[] = {NULL, "utf-8", "gb18030"};
	struct fuzz_input in = {(const char *)bytes, n};
	size_t which = fuzz_option(&in) % (sizeof(headers) / sizeof(*headers));
	unsigned flags = fuzz_option(&in);
	struct plan p = {
		.side = headers[which].side,
		.trim_sku = flags & 1,
		.show_rejects = flags & 2,
		.options = {.encoding = encodings[fuzz_option(&in) % 3], .delimiter = flags & 4 ? '\t' : 0},
	};
	const char *header = headers[which].header;
	size_t length = strlen(header);
	char *all = mem_alloc(length + in.n, 1);

	begin();
	memcpy(all, header, length);
	memcpy(all + length, in.bytes, in.n);
	check(&p, all, length + in.n);
	free(all);
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};
