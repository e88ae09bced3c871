/* ret-join: completes returns from their shipment lines. */
#include "base/date.h"
#include "base/die.h"
#include "join/join.h"
#include "join/fill.h"
#include "join/orphans.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/option.h"
#include "io/out.h"
#include "io/place.h"
#include "io/progress.h"
#include "row/request.h"
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
};

static const struct option_row rows[] = {
	{OPT_SHIPMENTS, "shipments", "FILE", "a table of shipments; may be given again"},
	{OPT_RETURNS, "returns", "FILE", "a table of returns; may be given again (default: stdin)"},
	{OPT_CAP, "cap", NULL, "reduce quantities to the units that were shipped"},
	{OPT_ORPHANS, "orphans", "FILE", "write the findings about returns and their lines to FILE"},
	REQUEST_ROWS,
};

static const struct program program = {
	"ret-join",
	"[-q] [--cap] [--orphans FILE] [--encoding NAME] [--rejects FILE]\n"
	" [--max-rejects N|P%] [--account FILE] [--excel] [-j N] [-o FILE]\n"
	" --shipments FILE [FILE...] [--returns FILE [FILE...]]",
	"complete returns from their shipment lines",
	rows,
	sizeof(rows) / sizeof(*rows),
};

struct request {
	struct sides inputs;
	char **paths[SIDES];
	size_t counts[SIDES];
	struct row_request rows;
	const char *orphans;
	bool cap;
};

/* One run. */
struct run {
	const struct request *request;
	struct rejects *rejects;
	struct account_reason reasons[JOIN_REASONS];
	struct account *account;
	struct out *out;
	struct out *orphans; /* NULL: not requested */
	struct tickets *tickets;
	struct lines *lines;
	struct rows_counts returns, shipments;
	uint64_t matched[JOIN_HOWS];
	uint64_t of_line, imputed; /* quantities taken from the line, and imputed */
	uint64_t capped, dropped;  /* returns reduced by --cap, and reduced to nothing */
	int64_t capped_units;      /* units removed from both */
	uint64_t found[JOIN_FINDINGS];
	int64_t units[JOIN_FINDINGS]; /* units of these returns; of over_returned the excess only */
};

/* ---- the returns ---- */

/* Count the findings of a return. */
static void count_findings(struct run *run, const struct held *ticket, const struct join_match *m)
{
	for (int i = 0; i < JOIN_FINDINGS; i++) {
		if (!(m->findings >> i & 1))
			continue;
		run->found[i]++;
		if (i == JOIN_OVER_RETURNED)
			run->units[i] += m->excess;
		else if (ticket->flags & TICKET_BACK)
			run->units[i] += m->qty;
	}
}

/* Remove the units that were never shipped. False when no unit is left. */
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

/* Complete the cells of a return. False when --cap leaves no unit. */
static bool fill_return(struct run *run, struct join_fill *fill, const struct held *ticket, struct join_match *m,
			struct cell *cells, struct account_count *counts)
{
	const int64_t qty = m->qty;

	if (!cap(run, m)) {
		join_note_dropped(counts, ticket);
		return false;
	}
	join_note_written(counts, ticket, m, m->qty < qty);
	join_fill_row(fill, ticket, m, cells, counts);
	return true;
}

static void write_returns(struct run *run)
{
	struct join *join = join_new(run->tickets, run->lines, run->request->cap);
	struct join_fill *fill = join_fill_new(run->tickets);
	struct orphans *list = run->orphans ? orphans_new(run->orphans, run->tickets, run->lines) : NULL;
	size_t columns = join_fill_columns(fill), own = tickets_columns(run->tickets);
	struct cell *cells = mem_alloc(columns, sizeof(*cells));
	struct account_count *counts = NULL;
	uint32_t file = UINT32_MAX;

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
		count_findings(run, ticket, &m);
		if (list)
			orphans_add(list, ticket, cells, &m);
		if (ticket->file != file)
			counts = account_counts(run->account, SIDE_RETURNS, file = ticket->file);
		if (fill_return(run, fill, ticket, &m, cells, counts))
			out_row(run->out, cells, columns);
	}
	free(cells);
	orphans_close(list);
	join_fill_free(fill);
	join_free(join);
}

typedef unsigned long long number; /* of rows, for printing */

static void tell_shipments(const struct run *run)
{
	struct account_count counts[JOIN_REASONS];
	const struct rows_counts *n = &run->shipments;

	account_sum(run->account, SIDE_SHIPMENTS, counts);
	char *why = fate_words(counts);

	warn("shipments: read %llu = kept %llu + skipped %llu%s + rejected %llu", (number)n->read, (number)n->kept,
	     (number)n->skipped, why, (number)n->rejected);
	free(why);
}

/* Print the columns filled from the lines, and those that disagree. */
static void tell_columns(const struct run *run)
{
	struct account_count counts[JOIN_REASONS];

	account_sum(run->account, SIDE_RETURNS, counts);
	char *filled = join_fill_filled(counts), *differing = join_fill_differing(counts);

	if (*filled)
		warn("filled: %s", filled);
	if (*differing)
		warn("differing: %s", differing);
	free(filled);
	free(differing);
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
	tell_shipments(run);
	const char *why = word_find(WORD_SKIP, "nothing-left", LANG_EN);

	warn("returns: read %llu = kept %llu + skipped %llu%s%s%s + rejected %llu; matched by line %llu, "
	     "order_sku %llu, order %llu, none %llu",
	     (number)run->returns.read, (number)(run->returns.kept - run->dropped), (number)run->dropped,
	     run->dropped ? " (" : "", run->dropped ? why : "", run->dropped ? ")" : "", (number)run->returns.rejected,
	     (number)run->matched[JOIN_LINE], (number)run->matched[JOIN_ORDER_SKU], (number)run->matched[JOIN_ORDER],
	     (number)run->matched[JOIN_NONE]);
	tell_columns(run);
	if (run->of_line + run->imputed)
		warn("quantities: those of the line %llu, imputed %llu", (number)run->of_line, (number)run->imputed);
	tell_findings(run);
	if (run->capped + run->dropped)
		warn("capped: reduced %llu, left out %llu; units taken off %lld", (number)run->capped,
		     (number)run->dropped, (long long)run->capped_units);
}

/* ---- the request ---- */

/* Add a file to the side of the last --shipments or --returns before it; before both, to the returns. */
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
		default:
			row_request_take(&q->rows, &o, id);
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

/* Refuse outputs that would overwrite an input, except that -o may replace the returns. */
static void check_places(const struct request *q, char *const *paths, size_t n)
{
	struct err e;

	if (place_refuse_inputs("--orphans", q->orphans, paths, n, &e) != 0)
		die("%s", e.words);
	for (size_t i = 0; q->rows.output && i < q->counts[SIDE_SHIPMENTS]; i++)
		if (place_is_input(q->rows.output, q->paths[SIDE_SHIPMENTS][i]))
			die("-o '%s' is a table of shipments", q->rows.output);
	if (row_request_protect_rows(&q->rows, paths, n, &e) != 0)
		die("%s", e.words);
	if (q->orphans && place_is_same(q->orphans, q->rows.output))
		die("--orphans '%s' is also the output", q->orphans);
	if (q->orphans && q->rows.account && place_is_same(q->orphans, q->rows.account))
		die("--orphans '%s' is also the file of the account", q->orphans);
	if (q->orphans && q->rows.rejects && place_is_same(q->orphans, q->rows.rejects))
		die("--orphans '%s' is also the file of the rejected rows", q->orphans);
}

static void check(struct request *q)
{
	struct err e;
	size_t n;
	char **all = sides_paths(&q->inputs, SIDES, &n);

	check_places(q, all, n);
	if (sides_check(&q->inputs, true, &e) != 0)
		die("%s", e.words);
	row_request_show_progress(&q->rows);
	progress_expect_all(q->rows.reading.progress, all, n);
	free(all);
}

static int read_tables(struct run *run, struct err *e)
{
	const struct request *q = run->request;
	const struct join_reading reading = {&q->rows.reading, q->rows.threads, run->rejects, run->account};

	run->tickets = tickets_read(q->paths[SIDE_RETURNS], q->counts[SIDE_RETURNS], &reading, &run->returns, e);
	if (!run->tickets)
		return -1;
	run->lines = lines_read(tickets_orders(run->tickets), tickets_lines(run->tickets), q->paths[SIDE_SHIPMENTS],
				q->counts[SIDE_SHIPMENTS], &reading, &run->shipments, e);
	return run->lines ? 0 : -1;
}

static int open_outputs(struct run *run, struct err *e)
{
	const struct request *q = run->request;

	join_reasons(run->reasons);
	if (row_request_open(&q->rows, run->reasons, JOIN_REASONS, &run->rejects, &run->account, e) != 0 ||
	    !(run->out = row_request_out(&q->rows, e)))
		return -1;
	if (q->orphans && !(run->orphans = out_open(q->orphans, e)))
		return -1;
	if (run->orphans && q->rows.excel)
		out_excel(run->orphans);
	return 0;
}

/* Put the list of findings in place first: if it fails, the returns must not look complete. */
static int finish(struct run *run, struct err *e)
{
	uint64_t read = run->returns.read + run->shipments.read;
	struct out *list = run->orphans, *out = run->out;

	if (row_request_close(run->rejects, run->account, read, e) != 0) {
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
	struct request q = {0};
	struct run run = {.request = &q};
	struct err e;

	row_request_begin(&q.rows);
	parse(&q, argc, argv);
	check(&q);
	if (open_outputs(&run, &e) != 0 || read_tables(&run, &e) != 0) {
		row_request_abandon(run.rejects, run.account);
		out_abandon(run.orphans);
		out_abandon(run.out);
		die("%s", e.words);
	}
	write_returns(&run);
	if (!q.rows.quiet)
		tell(&run);
	if (finish(&run, &e) != 0)
		die("%s", e.words);
	tickets_free(run.tickets);
	lines_free(run.lines);
	free(q.paths[SIDE_SHIPMENTS]);
	free(q.paths[SIDE_RETURNS]);
	free(q.inputs.files);
	progress_free(q.rows.reading.progress);
	die_closing(STATUS_DONE);
}
