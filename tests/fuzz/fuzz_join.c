/*
 * Returns completed from shipments, and both checked: every row read is kept, skipped or rejected, no return takes more of its line than it
 * is of, and shipments in two files are what they are in one. Returns end at a line `==`, and so do the shipments of the first file.
 */
#include "fuzz.h"

#include "check/check.h"
#include "base/date.h"
#include "join/join.h"
#include "base/mem.h"
#include "io/out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char returns_header[] =
	"shop,return_id,order_id,line_id,sku,qty,qty_basis,amount,type,status,received_at\n";
static const char shipments_header[] = "shop,order_id,line_id,sku,qty,amount,status,gift,shipped_at\n";

static void expect_sum(const char *what, const struct rows_counts *c)
{
	if (c->read != c->kept + c->skipped + c->rejected)
		fuzz_fail("%s: read %llu is not the sum", what, (unsigned long long)c->read);
}

static struct rejects *bear_all(void)
{
	struct err e;
	struct rejects *rejects = rejects_new(NULL, "100%", NULL, &e);

	if (!rejects)
		fuzz_fail("%s", e.words);
	return rejects;
}

static void bear_none(struct rejects *rejects, uint64_t read)
{
	struct err e;

	if (rejects_close(rejects, read, &e) != 0)
		fuzz_fail("%s", e.words);
}

/* What is told of all returns, one a line. */
static void write_matches(const struct tickets *tickets, struct lines *lines, bool cap, struct out *out)
{
	struct join *join = join_new(tickets, lines, cap);
	struct cell *cells = mem_alloc(tickets_columns(tickets), sizeof(*cells));
	struct join_match m;

	for (size_t i = 0; i < tickets_count(tickets); i++) {
		const struct held *ticket = tickets_get(tickets, i);

		held_cells(ticket, cells, tickets_columns(tickets));
		join_find(join, ticket, cells, &m);
		if ((m.line != NULL) != (m.how != JOIN_NONE))
			fuzz_fail("return %zu has a line or has not", i);
		if (m.excess < 0 || m.excess > m.qty || m.qty < 0)
			fuzz_fail("return %zu: %lld of %lld units are too many", i, (long long)m.excess,
				  (long long)m.qty);
		if ((m.excess > 0) != ((m.findings >> JOIN_OVER_RETURNED & 1) != 0))
			fuzz_fail("return %zu: excess %lld is not what was found", i, (long long)m.excess);
		if (m.line && m.line->returned < 0)
			fuzz_fail("return %zu: units of its line are negative", i);
		out_format(out, "%s %u %d %d %lld %lld %lld %lld %s\n", join_how_name(m.how), m.findings, (int)m.basis,
			   m.goods, (long long)m.qty, (long long)m.excess, (long long)m.shipped, (long long)m.returned,
			   m.line ? m.line->cells : "");
	}
	free(cells);
	join_free(join);
}

/* What joining says, NULL where a file is refused. */
static struct out *join_files(const char *returns, char *const *shipments, size_t n, bool cap)
{
	struct join_reading reading = {.threads = 1, .rejects = bear_all()};
	struct rows_counts counts = {0}, shipped = {0};
	struct lines *lines = NULL;
	struct out *out = NULL;
	struct err e;
	char *paths[] = {(char *)returns};
	struct tickets *tickets = tickets_read(paths, 1, &reading, &counts, &e);

	if (tickets)
		lines = lines_read(tickets_orders(tickets), tickets_lines(tickets), shipments, n, &reading, &shipped,
				   &e);
	if (lines) {
		expect_sum("returns", &counts);
		expect_sum("shipments", &shipped);
		out = out_open_memory();
		write_matches(tickets, lines, cap, out);
		bear_none(reading.rejects, counts.read + shipped.read);
	} else {
		rejects_abandon(reading.rejects);
	}
	lines_free(lines);
	tickets_free(tickets);
	return out;
}

static void check_files(const char *returns, char *const *shipments, size_t n)
{
	struct reader_options reading = {0};
	struct rows_counts counts[SIDES] = {0};
	char *paths[] = {(char *)returns};
	struct check_plan plan = {
		.paths = {shipments, paths},
		.counts = {n, 1},
		.period = PERIOD_MONTH,
		.year_start = 1,
		.from = DATE_NONE,
		.to = DATE_NONE,
		.threads = 1,
		.reading = &reading,
	};
	struct rejects *rejects = bear_all();
	struct err e;
	struct findings *found = check_run(&plan, rejects, counts, &e);

	if (!found) {
		rejects_abandon(rejects);
		return;
	}
	expect_sum("returns checked", &counts[SIDE_RETURNS]);
	expect_sum("shipments checked", &counts[SIDE_SHIPMENTS]);
	bear_none(rejects, counts[0].read + counts[1].read);
	struct out *out = out_open_memory();

	findings_write(found, out, false, false);
	out_abandon(out);
	findings_free(found);
}

/* The bytes up to a line `==`, which they lose; what stands behind it is left. */
static struct fuzz_input take_part(struct fuzz_input *in)
{
	struct fuzz_input part = *in;
	const char *end = in->n ? memmem(in->bytes, in->n, "\n==\n", 4) : NULL;

	part.n = end ? (size_t)(end - in->bytes) + 1 : in->n;
	in->bytes += end ? part.n + 3 : in->n;
	in->n -= end ? part.n + 3 : in->n;
	return part;
}

static const char *put_file(enum fuzz_place place, const char *header, struct fuzz_input rows, struct fuzz_input more)
{
	struct out *all = out_open_memory();
	size_t n;

	out_text(all, header);
	out_bytes(all, rows.bytes, rows.n);
	out_bytes(all, more.bytes, more.n);
	const char *bytes = out_memory(all, &n);
	const char *path = fuzz_file_at(place, bytes, n);

	out_abandon(all);
	return path;
}

static void expect_same(struct out *one, struct out *two)
{
	size_t n, m;
	const char *first = out_memory(one, &n), *second = out_memory(two, &m);

	if (n != m || (n && memcmp(first, second, n) != 0))
		fuzz_fail("in two files:\n%.*s\nnot\n%.*s", (int)m, second, (int)n, first);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const struct fuzz_input none = {"", 0};
	struct fuzz_input in = {(const char *)bytes, n};
	bool cap = fuzz_option(&in) & 1;
	struct fuzz_input rows = take_part(&in), first = take_part(&in);
	/* Quotes may span what is cut here, and one encoding is decided for one file. */
	bool simple = !memchr(bytes, '"', n);

	for (size_t i = 0; i < n; i++)
		simple = simple && bytes[i] < 0x80;
	const char *returns = put_file(FUZZ_FIRST, returns_header, rows, none);
	char *both[] = {(char *)put_file(FUZZ_SECOND, shipments_header, first, none),
			(char *)put_file(FUZZ_THIRD, shipments_header, in, none)};
	struct out *two = join_files(returns, both, 2, cap);

	check_files(returns, both, 2);
	both[0] = (char *)put_file(FUZZ_SECOND, shipments_header, first, in);
	struct out *one = join_files(returns, both, 1, cap);

	check_files(returns, both, 1);
	if (simple && one && two)
		expect_same(one, two);
	out_abandon(one);
	out_abandon(two);
	return 0;
}

const struct fuzz_replay fuzz_replay = {NULL, NULL};
