/* ret-join: returns completed from the shipment lines they are of. */
#include "base/crew.h"
#include "base/date.h"
#include "base/die.h"
#include "join/join.h"
#include "join/fill.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/option.h"
#include "io/out.h"
#include "io/place.h"
#include "io/progress.h"
#include "csv/rejects.h"
#include "row/sides.h"
#include "words/word.h"

#include <stdlib.h>
#include <string.h>

enum {
	OPT_SHIPMENTS = 256,
	OPT_RETURNS,
	OPT_ORPHANS,
	OPT_CAP,
	OPT_ENCODING,
	OPT_REJECTS,
	OPT_MAX_REJECTS,
};

static const struct option_row rows[] = {
	{OPT_SHIPMENTS, "shipments", "FILE", "a table of shipments; may be given again"},
	{OPT_RETURNS, "returns", "FILE", "a table of returns; may be given again (default: stdin)"},
	{OPT_CAP, "cap", NULL, "reduce quantities to what is left of what was shipped"},
	{OPT_ORPHANS, "orphans", "FILE", "list what is strange about returns and their lines in FILE"},
	{OPT_ENCODING, "encoding", "NAME", "read input as utf-8 or gb18030 instead of deciding"},
	{OPT_REJECTS, "rejects", "FILE", "write refused rows to FILE"},
	{OPT_MAX_REJECTS, "max-rejects", "N|P%", "refused rows that are borne (default 0)"},
	{'j', "jobs", "N", "threads (default: the number of cores)"},
	{'q', "quiet", NULL, "no summary on stderr"},
	{'o', "output", "FILE", "write to FILE, whole or not at all"},
};

static const struct program program = {
	"ret-join",
	"[-q] [--cap] [--orphans FILE] [--encoding NAME] [--rejects FILE]\n"
	" [--max-rejects N|P%] [-j N] [-o FILE]\n"
	" --shipments FILE [FILE...] [--returns FILE [FILE...]]",
	"complete returns from their shipment lines",
	rows,
	sizeof(rows) / sizeof(*rows),
};

struct request {
	struct sides inputs;
	char **paths[SIDES];
	size_t counts[SIDES];
	struct reader_options reading;
	const char *output, *orphans, *rejects, *limit;
	unsigned threads;
	bool cap, quiet;
};

/* One run. */
struct run {
	const struct request *request;
	struct rejects *rejects;
	struct out *out;
	struct out *orphans; /* NULL: not asked for */
	struct tickets *tickets;
	struct lines *lines;
	struct rows_counts returns;
	struct lines_report shipments;
	uint64_t matched[JOIN_HOWS];
	uint64_t of_line, imputed; /* quantities */
	uint64_t capped, dropped;  /* returns that --cap reduced; those of which nothing is left */
	int64_t capped_units;      /* what it took off both */
	uint64_t found[JOIN_FINDINGS];
	int64_t units[JOIN_FINDINGS]; /* that came back; of what was returned too often, those too many */
	char *filled, *differing;
};

/* ---- what is strange ---- */

static void write_list_header(struct out *out)
{
	static const char *const names[] = {
		"finding",      "matched",     "shop",         "return_id",     "order_id",
		"line_id",      "sku",         "type",         "status",        "qty",
		"excess",       "returned_at", "source",       "line_shop",     "line_order_id",
		"line_line_id", "line_sku",    "line_shipped", "line_returned", "line_shipped_at",
		"line_source",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		out_cell_text(out, names[i]);
	out_row_end(out);
}

/* Where a row comes from: what its table says, else file and record. */
static void write_source(struct out *out, const char *said, const char *file, uint64_t record)
{
	if (*said) {
		out_cell_text(out, said);
		return;
	}
	char *made = mem_printf("%s:%llu", file, (unsigned long long)record);

	out_cell_text(out, made);
	free(made);
}

static void write_own_cells(const struct run *run, const struct held *ticket, const struct cell *cells,
			    const struct join_match *m)
{
	static const char *const names[] = {"shop", "return_id", "order_id", "line_id", "sku", "type", "status"};
	struct out *out = run->orphans;
	char day[DATE_TEXT];
	int source = tickets_find(run->tickets, "source");

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		int column = tickets_find(run->tickets, names[i]);

		out_cell_text(out, column < 0 ? "" : cells[column].bytes);
	}
	if (ticket->flags & TICKET_QTY_UNREAD)
		out_cell_text(out, cells[tickets_find(run->tickets, "qty")].bytes);
	else
		out_cell_int(out, m->qty);
	out_cell_int(out, m->excess);
	out_cell_text(out, date_print(day, ticket->day));
	write_source(out, source < 0 ? "" : cells[source].bytes, tickets_file(run->tickets, ticket), ticket->record);
}

static void write_line_cells(const struct run *run, const struct join_match *m)
{
	const struct line *line = m->line;
	struct held row = {.cells = line ? line->cells : ""};
	struct cell cells[LINE_CELLS];
	struct out *out = run->orphans;

	if (!line) {
		for (int i = 0; i < 8; i++)
			out_cell_text(out, "");
		return;
	}
	held_cells(&row, cells, LINE_CELLS);
	out_cell_text(out, cells[LINE_SHOP].bytes);
	out_cell_text(out, cells[LINE_ORDER_ID].bytes);
	out_cell_text(out, cells[LINE_LINE_ID].bytes);
	out_cell_text(out, cells[LINE_SKU].bytes);
	out_cell_int(out, m->shipped);
	out_cell_int(out, m->returned);
	out_cell_text(out, cells[LINE_SHIPPED_AT].bytes);
	write_source(out, cells[LINE_SOURCE].bytes, lines_file(run->lines, line), line->record);
}

/* Count what was found of a return, and list it. `cells` are its own. */
static void take_findings(struct run *run, const struct held *ticket, const struct cell *cells,
			  const struct join_match *m)
{
	for (int i = 0; i < JOIN_FINDINGS; i++) {
		if (!(m->findings >> i & 1))
			continue;
		run->found[i]++;
		if (i == JOIN_OVER_RETURNED)
			run->units[i] += m->excess;
		else if (ticket->flags & TICKET_BACK)
			run->units[i] += m->qty;
		if (!run->orphans)
			continue;
		out_cell_text(run->orphans, join_finding_name((enum join_finding)i));
		out_cell_text(run->orphans, join_how_name(m->how));
		write_own_cells(run, ticket, cells, m);
		write_line_cells(run, m);
		out_row_end(run->orphans);
	}
}

/* ---- the returns ---- */

/* Take off what was never shipped. False when nothing is left to write. */
static bool cap(struct run *run, struct join_match *m)
{
	if (!run->request->cap || m->excess == 0)
		return true;
	run->capped_units += m->excess;
	m->qty -= m->excess;
	if (m->qty == 0)
		run->dropped++;
	else
		run->capped++;
	return m->qty > 0;
}

static void write_returns(struct run *run)
{
	struct join *join = join_new(run->tickets, run->lines, run->request->cap);
	struct join_fill *fill = join_fill_new(run->tickets);
	size_t columns = join_fill_columns(fill), own = tickets_columns(run->tickets);
	struct cell *cells = mem_alloc(columns, sizeof(*cells));

	for (size_t i = 0; i < columns; i++)
		out_cell_text(run->out, join_fill_column(fill, i));
	out_row_end(run->out);
	for (size_t i = 0; i < tickets_count(run->tickets); i++) {
		const struct held *ticket = tickets_get(run->tickets, i);
		struct join_match m;

		held_cells(ticket, cells, own);
		join_find(join, ticket, cells, &m);
		run->matched[m.how]++;
		run->of_line += m.basis == JOIN_OF_LINE;
		run->imputed += m.imputed;
		if (m.findings)
			take_findings(run, ticket, cells, &m);
		if (!cap(run, &m))
			continue;
		join_fill_row(fill, ticket, &m, cells);
		out_row(run->out, cells, columns);
	}
	run->filled = join_fill_filled(fill);
	run->differing = join_fill_differing(fill);
	free(cells);
	join_fill_free(fill);
	join_free(join);
}

typedef unsigned long long number; /* of rows, for printing */

static void tell_shipments(const struct lines_report *report)
{
	char *why = fates_words(&report->fates);

	warn("shipments: read %llu = kept %llu + skipped %llu%s + rejected %llu", (number)report->rows.read,
	     (number)report->rows.kept, (number)report->rows.skipped, why, (number)report->rows.rejected);
	free(why);
}

static void tell_findings(const struct run *run)
{
	struct out *words = out_open_memory();
	size_t n;

	for (int i = 0; i < JOIN_FINDINGS; i++)
		if (run->found[i])
			out_format(words, "%s%s %llu (units %lld)", out_length(words) ? ", " : "",
				   join_finding_name((enum join_finding)i), (number)run->found[i],
				   (long long)run->units[i]);
	const char *bytes = out_memory(words, &n);

	if (n)
		warn("found: %.*s", (int)n, bytes);
	out_abandon(words);
}

static void tell(const struct run *run)
{
	tell_shipments(&run->shipments);
	const char *why = word_find(WORD_SKIP, "nothing-left", LANG_EN);

	warn("returns: read %llu = kept %llu + skipped %llu%s%s%s + rejected %llu; matched by line %llu, "
	     "order_sku %llu, order %llu, none %llu",
	     (number)run->returns.read, (number)(run->returns.kept - run->dropped), (number)run->dropped,
	     run->dropped ? " (" : "", run->dropped ? why : "", run->dropped ? ")" : "", (number)run->returns.rejected,
	     (number)run->matched[JOIN_LINE], (number)run->matched[JOIN_ORDER_SKU], (number)run->matched[JOIN_ORDER],
	     (number)run->matched[JOIN_NONE]);
	if (*run->filled)
		warn("filled: %s", run->filled);
	if (*run->differing)
		warn("differing: %s", run->differing);
	if (run->of_line + run->imputed)
		warn("quantities: those of the line %llu, imputed %llu", (number)run->of_line, (number)run->imputed);
	tell_findings(run);
	if (run->capped + run->dropped)
		warn("capped: reduced %llu, left out %llu; units taken off %lld", (number)run->capped,
		     (number)run->dropped, (long long)run->capped_units);
}

/* ---- the request ---- */

/* What stands before both is of the returns. */
static void add_operand(struct request *q, const char *path)
{
	if (!sides_follow(&q->inputs, path))
		sides_add(&q->inputs, SIDE_RETURNS, path);
}

static void parse(struct request *q, int argc, char **argv)
{
	struct options o;

	option_begin_in_order(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;) {
		switch (id) {
		case OPTION_OPERAND:
			add_operand(q, o.value);
			break;
		case OPT_SHIPMENTS:
			sides_add(&q->inputs, SIDE_SHIPMENTS, o.value);
			break;
		case OPT_RETURNS:
			sides_add(&q->inputs, SIDE_RETURNS, o.value);
			break;
		case OPT_CAP:
			q->cap = true;
			break;
		case OPT_ORPHANS:
			q->orphans = o.value;
			break;
		case OPT_ENCODING:
			q->reading.encoding = o.value;
			break;
		case OPT_REJECTS:
			q->rejects = o.value;
			break;
		case OPT_MAX_REJECTS:
			q->limit = o.value;
			break;
		case 'j':
			q->threads = (unsigned)option_int(&o, "jobs", 1, 256);
			break;
		case 'q':
			q->quiet = true;
			break;
		case 'o':
			q->output = o.value;
			break;
		}
	}
	while (o.index < argc)
		add_operand(q, argv[o.index++]);
	if (sides_count(&q->inputs, SIDE_SHIPMENTS) == 0)
		die("no --shipments: returns are completed from them; try --help");
	if (sides_count(&q->inputs, SIDE_RETURNS) == 0)
		sides_add(&q->inputs, SIDE_RETURNS, "-");
	for (enum side side = SIDE_SHIPMENTS; side < SIDES; side++)
		q->paths[side] = sides_paths(&q->inputs, side, &q->counts[side]);
}

/* What is written may not be what is read, but for returns that are completed in their place. */
static void check_places(const struct request *q, char *const *paths, size_t n)
{
	struct err e;

	if (place_refuse_inputs("--orphans", q->orphans, paths, n, &e) != 0)
		die("%s", e.words);
	for (size_t i = 0; q->output && i < q->counts[SIDE_SHIPMENTS]; i++)
		if (place_is_input(q->output, q->paths[SIDE_SHIPMENTS][i]))
			die("-o '%s' is a table of shipments", q->output);
	if (place_refuse_inputs("--rejects", q->rejects, paths, n, &e) != 0)
		die("%s", e.words);
	if (q->orphans && place_is_same(q->orphans, q->output))
		die("--orphans '%s' is where the output goes", q->orphans);
	if (q->orphans && q->rejects && place_is_same(q->orphans, q->rejects))
		die("--orphans '%s' is where refused rows go", q->orphans);
}

static void check(struct request *q)
{
	struct err e;
	size_t n;
	char **all = sides_paths(&q->inputs, SIDES, &n);

	check_places(q, all, n);
	if (sides_check(&q->inputs, true, &e) != 0)
		die("%s", e.words);
	q->reading.progress = q->quiet ? NULL : progress_new(q->output);
	progress_expect_all(q->reading.progress, all, n);
	free(all);
}

static int read_tables(struct run *run, struct err *e)
{
	const struct request *q = run->request;

	run->tickets = tickets_read(q->paths[SIDE_RETURNS], q->counts[SIDE_RETURNS], &q->reading, q->threads,
				    run->rejects, &run->returns, e);
	if (!run->tickets)
		return -1;
	run->lines = lines_read(tickets_orders(run->tickets), tickets_lines(run->tickets), q->paths[SIDE_SHIPMENTS],
				q->counts[SIDE_SHIPMENTS], &q->reading, q->threads, run->rejects, &run->shipments, e);
	return run->lines ? 0 : -1;
}

static int open_outputs(struct run *run, struct err *e)
{
	const struct request *q = run->request;

	run->rejects = rejects_new(q->rejects, q->limit, q->output, e);
	if (!run->rejects || !(run->out = out_open(q->output, e)))
		return -1;
	if (q->orphans && !(run->orphans = out_open(q->orphans, e)))
		return -1;
	if (run->orphans)
		write_list_header(run->orphans);
	return 0;
}

/* The list goes first: returns without the list asked for would look like all is done. */
static int finish(struct run *run, struct err *e)
{
	uint64_t read = run->returns.read + run->shipments.rows.read;
	struct out *list = run->orphans, *out = run->out;

	if (rejects_close(run->rejects, read, e) != 0) {
		out_abandon(list);
		out_abandon(out);
		return -1;
	}
	if (list && out_close(list, e) != 0) {
		out_abandon(out);
		return -1;
	}
	return out_close(out, e);
}

int main(int argc, char **argv)
{
	struct request q = {.threads = crew_cores()};
	struct run run = {.request = &q};
	struct err e;

	parse(&q, argc, argv);
	check(&q);
	if (open_outputs(&run, &e) != 0 || read_tables(&run, &e) != 0) {
		rejects_abandon(run.rejects);
		out_abandon(run.orphans);
		out_abandon(run.out);
		die("%s", e.words);
	}
	write_returns(&run);
	if (!q.quiet)
		tell(&run);
	if (finish(&run, &e) != 0)
		die("%s", e.words);
	tickets_free(run.tickets);
	lines_free(run.lines);
	free(run.filled);
	free(run.differing);
	free(q.paths[SIDE_SHIPMENTS]);
	free(q.paths[SIDE_RETURNS]);
	free(q.inputs.files);
	progress_free(q.reading.progress);
	die_closing(STATUS_DONE);
}
