/* ret-tally: counts rows into cells, or adds up cells. */
#include "row/columns.h"
#include "base/date.h"
#include "base/die.h"
#include "cell/formula.h"
#include "base/mem.h"
#include "base/option.h"
#include "io/out.h"
#include "io/place.h"
#include "io/progress.h"
#include "row/request.h"
#include "row/unmet.h"
#include "csv/rejects.h"
#include "tally/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	OPT_SHIPMENTS = 256,
	OPT_RETURNS,
	OPT_BY,
	OPT_PERIOD,
	OPT_WHEN,
	OPT_WHERE,
	OPT_CLASSIFY,
	OPT_RULES,
	OPT_METRIC,
	OPT_METRICS,
	OPT_AS_OF,
	OPT_LANG,
};

static const struct option_row rows[] = {
	{OPT_SHIPMENTS, "shipments", "FILE", "a table of shipments; may be given again"},
	{OPT_RETURNS, "returns", "FILE", "a table of returns; may be given again"},
	{OPT_BY, "by", "COLUMN,...", "columns to count by (default sku; '' for none)"},
	{OPT_PERIOD, "period", "KIND", "day, week, month (default), quarter or year"},
	{OPT_WHEN, "when", "BASIS", "count returns when returned (default) or when shipped"},
	{OPT_METRIC, "metric", "NAME[@V]", "count by this definition (default return-rate@1)"},
	{OPT_AS_OF, "as-of", "DATE", "the last known day (default: the last day of the denominator)"},
	{OPT_METRICS, "metrics", "[FILE]", "add the definitions of FILE; without FILE print all definitions"},
	{OPT_LANG, "lang", "LANG", "language of the formulas: en (default) or zh"},
	{OPT_WHERE, "where", "CONDITION", "count only rows for which it holds; may be given again"},
	{OPT_CLASSIFY, "classify", NULL, "classify the returns by the built-in rules, as ret-classify does"},
	{OPT_RULES, "rules", "FILE", "classify the returns by the rules of FILE"},
	REQUEST_ROWS,
};

static const struct program program = {
	"ret-tally",
	"[-q] [--metric NAME[@V]] [--metrics FILE] [--as-of DATE]\n"
	" [--by COLUMN,...] [--period KIND] [--when BASIS] [--where CONDITION]...\n"
	" [--classify | --rules FILE] [--encoding NAME] [--rejects FILE]\n"
	" [--max-rejects N|P%] [--account FILE] [--excel] [-j N] [-o FILE]\n"
	" --shipments FILE [FILE...] --returns FILE [FILE...]\n"
	"[-q] [--excel] [-o FILE] CELLS...\n"
	"--metrics [--metrics FILE] [--lang LANG] [--excel] [-o FILE]",
	"count rows into cells, or add cells to cells",
	rows,
	sizeof(rows) / sizeof(*rows),
};

struct request {
	struct tally_plan plan;
	struct sides inputs;
	char **cells;
	size_t cell_count;
	const char **dims;
	struct condition **wheres[SIDES]; /* by side */
	size_t where_counts[SIDES];
	struct condition **owned; /* each condition once, to free them */
	size_t owned_count;
	bool classify;
	const char *metric, *metrics_path, *as_of;
	struct metrics *metrics;
	bool print_metrics;
	enum lang lang;
	const char *rules_path;
	struct rules *rules;
	struct classifier *classifier;
	struct row_request rows;
	bool given_when, given_period;
	const char *counting; /* an option given that applies to rows only */
};

/* True for a column that cells have anyway: a dimension of that name would duplicate it. */
static bool is_reserved(const char *name)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (cells_schema.columns[i].name && strcmp(name, cells_schema.columns[i].name) == 0)
			return true;
	return false;
}

/* Parse `a,b,c`; an empty list means no columns. */
static void parse_by(struct request *q, const char *list)
{
	size_t n = 0;

	free(q->dims);
	q->dims = mem_alloc(strlen(list) + 1, sizeof(*q->dims));
	while (*list) {
		size_t length = strcspn(list, ",");
		char *name = mem_dup(list, length);

		if (length == 0)
			die("--by: an empty column name");
		if (is_reserved(name))
			die("--by: cells have '%s' anyway", name);
		for (size_t i = 0; i < n; i++)
			if (strcmp(q->dims[i], name) == 0)
				die("--by: column '%s' twice", name);
		q->dims[n++] = name;
		list += length + (list[length] == ',');
	}
	q->plan.dims = q->dims;
	q->plan.dim_count = n;
}

/*
 * Add a condition. Like an operand it applies to the last of --shipments and --returns before it, and to both sides
 * if it comes before both.
 */
static void add_where(struct request *q, const char *text, size_t most)
{
	struct err e;
	struct condition *c = condition_new(text, &e);

	if (!c)
		die("%s", e.words);
	q->owned = mem_resize(q->owned, most, sizeof(struct condition *));
	q->owned[q->owned_count++] = c;
	for (enum side side = SIDE_SHIPMENTS; side < SIDES; side++) {
		if (q->inputs.count && q->inputs.files[q->inputs.count - 1].kind != side)
			continue;
		q->wheres[side] = mem_resize(q->wheres[side], most, sizeof(struct condition *));
		q->wheres[side][q->where_counts[side]++] = c;
	}
}

/* Prepare the classifier of the plan. */
static void prepare_plan(struct request *q)
{
	struct err e;

	for (enum side side = SIDE_SHIPMENTS; side < SIDES; side++) {
		q->plan.wheres[side] = q->wheres[side];
		q->plan.where_counts[side] = q->where_counts[side];
	}
	if (!q->classify)
		return;
	q->classifier = classifier_read(q->rules_path, &q->rules, &e);
	if (!q->classifier)
		die("%s", e.words);
	q->plan.classifier = q->classifier;
	q->plan.found = classify_stats_new(q->rules, true);
}

static void release_plan(struct request *q)
{
	classify_stats_free(q->plan.found);
	classifier_free(q->classifier);
	rules_free(q->rules);
	metrics_free(q->metrics);
	for (size_t i = 0; i < q->owned_count; i++)
		condition_free(q->owned[i]);
	free(q->owned);
	free(q->wheres[SIDE_SHIPMENTS]);
	free(q->wheres[SIDE_RETURNS]);
}

/* Find the last day of a window, which takes an extra pass over the shipments. */
static void find_as_of(struct request *q, const struct rejects *rejects)
{
	struct stat st;
	struct err e;

	if (!q->plan.metric || !q->plan.metric->window || q->plan.as_of != DATE_NONE)
		return;
	for (size_t i = 0; i < q->inputs.count; i++)
		if (q->inputs.files[i].kind == SIDE_SHIPMENTS &&
		    (stat(q->inputs.files[i].path, &st) != 0 ? strcmp(q->inputs.files[i].path, "-") == 0
							     : !S_ISREG(st.st_mode)))
			die("'%s' is read once: its last day is not known before; give --as-of",
			    q->inputs.files[i].path);
	if (tally_find_last_day(&q->plan, q->inputs.files, q->inputs.count, rejects, &q->plan.as_of, &e) != 0)
		die("%s", e.words);
}

/* Set the definition of the plan; return-rate@1 is built in and leaves it NULL. */
static void choose_metric(struct request *q)
{
	struct err e;

	if (q->as_of) {
		q->plan.as_of = date_parse(q->as_of, strlen(q->as_of));
		if (q->plan.as_of == DATE_NONE)
			die("--as-of '%s' is not a date like 2025-06-18", q->as_of);
	}
	q->metrics = metrics_read(q->metrics_path, &e);
	if (!q->metrics)
		die("%s", e.words);
	const struct metric *m = metrics_find(q->metrics, q->metric ? q->metric : TALLY_METRIC, q->plan.as_of, &e);

	if (!m)
		die("%s", e.words);
	if (strcmp(m->name, "return-rate") == 0 && m->version == 1) {
		if (q->as_of)
			die("--as-of is for definitions with a window; " TALLY_METRIC " has none");
		return;
	}
	if (q->given_when)
		die("--when is for " TALLY_METRIC ": the definition of '%s' has its dates", m->name);
	if (q->given_period && m->window)
		die("--period: the definition of '%s' has a window of %d days", m->name, m->window);
	q->plan.metric = m;
}

static void print_metrics(const struct request *q)
{
	struct err e;
	struct metrics *ms = metrics_read(q->metrics_path, &e);
	struct out *out = ms ? row_request_out(&q->rows, &e) : NULL;

	if (!out)
		die("%s", e.words);
	formula_write_table(q->lang, ms, out);
	metrics_free(ms);
	if (out_close(out, &e) != 0)
		die("%s", e.words);
	die_closing(STATUS_DONE);
}

static void parse_when(struct request *q, const char *basis)
{
	if (strcmp(basis, "shipped") == 0)
		q->plan.by_ship_date = true;
	else if (strcmp(basis, "returned") == 0)
		q->plan.by_ship_date = false;
	else
		die("--when '%s' is neither returned nor shipped", basis);
}

/* Refuse outputs that would overwrite an input. */
static void check_places(const struct request *q)
{
	struct err e;
	int status = 0;

	for (size_t i = 0; i < q->inputs.count && status == 0; i++)
		status = row_request_protect(&q->rows, q->inputs.files[i].path, &e);
	if (status != 0 || row_request_protect(&q->rows, q->rules_path, &e) != 0 ||
	    row_request_protect(&q->rows, q->metrics_path, &e) != 0)
		die("%s", e.words);
}

/* Tell of values of --where that no row has. A condition that is of both sides is met by a row of either. */
static void tell_unmet(const struct request *q)
{
	for (size_t i = 0; i < q->owned_count; i++) {
		char **paths = mem_alloc(q->inputs.count, sizeof(*paths));
		size_t n = 0;

		for (size_t k = 0; k < q->inputs.count; k++) {
			const enum side side = q->inputs.files[k].kind;

			for (size_t c = 0; c < q->where_counts[side]; c++)
				if (q->wheres[side][c] == q->owned[i])
					paths[n++] = (char *)q->inputs.files[k].path;
		}
		unmet_tell(&q->owned[i], 1, paths, n, &q->rows.reading);
		free(paths);
	}
}

static struct cells *tally_rows(struct request *q, struct err *e)
{
	struct account_reason reasons[TALLY_REASONS];
	struct tally_report reports[SIDES];
	struct rejects *rejects = NULL;
	struct cells *cells = NULL;

	prepare_plan(q);
	check_places(q);
	tally_reasons(reasons);
	if (row_request_open(&q->rows, reasons, TALLY_REASONS, &rejects, &q->plan.account, e) == 0) {
		find_as_of(q, rejects);
		cells = tally_run(&q->plan, q->inputs.files, q->inputs.count, rejects, reports, e);
	}
	if (!cells) {
		row_request_abandon(rejects, q->plan.account);
		die("%s", e->words);
	}
	if (!q->rows.quiet) {
		tell_unmet(q);
		tally_tell(&q->plan, reports);
	}
	if (row_request_close(rejects, q->plan.account, reports[0].rows.read + reports[1].rows.read, e) != 0)
		die("%s", e->words);
	release_plan(q);
	return cells;
}

static struct cells *add_cells(const struct request *q, struct err *e)
{
	struct cells *cells = NULL;

	if (place_refuse_inputs("-o", q->rows.output, q->cells, q->cell_count, e) == 0)
		cells = cells_read_all(q->cells, q->cell_count, q->plan.threads, e);
	if (!cells)
		die("%s", e->words);
	/* Reading has already added up the cells of one key; only sorting is left. */
	cells_sort(cells);
	return cells;
}

/*
 * Add an operand: a file of the side of the last --shipments or --returns before it, or without either a file of
 * cells.
 */
static void add_operand(struct request *q, const char *path)
{
	if (!sides_follow(&q->inputs, path))
		q->cells[q->cell_count++] = (char *)path;
}

static void check_request(const struct request *q)
{
	size_t shipments = sides_count(&q->inputs, SIDE_SHIPMENTS);
	struct err e;

	if (sides_check(&q->inputs, false, &e) != 0)
		die("%s", e.words);
	if (q->inputs.count && q->cell_count)
		die("'%s' stands before --shipments and --returns: cells and rows do not mix", q->cells[0]);
	if (!q->inputs.count && q->counting)
		die("%s is for rows: cells are counted already", q->counting);
	if (q->inputs.count && (shipments == 0 || shipments == q->inputs.count))
		die("only --%s given: a rate needs --shipments and --returns", shipments ? "shipments" : "returns");
}

static void parse(struct request *q, struct options *o)
{
	const char *row_option;

	q->cells = mem_alloc((size_t)o->argc, sizeof(*q->cells));
	for (int id; (id = option_next(o)) != OPTION_END;) {
		switch (id) {
		case OPTION_OPERAND:
			add_operand(q, o->value);
			break;
		case OPT_SHIPMENTS:
			sides_add(&q->inputs, SIDE_SHIPMENTS, o->value);
			break;
		case OPT_RETURNS:
			sides_add(&q->inputs, SIDE_RETURNS, o->value);
			break;
		case OPT_BY:
			q->counting = "--by";
			parse_by(q, o->value);
			break;
		case OPT_PERIOD:
			q->counting = "--period";
			q->given_period = true;
			if (period_parse_kind(o->value, &q->plan.period) != 0)
				die("--period '%s' is not day, week, month, quarter or year", o->value);
			break;
		case OPT_WHEN:
			q->counting = "--when";
			q->given_when = true;
			parse_when(q, o->value);
			break;
		case OPT_METRIC:
			q->counting = "--metric";
			q->metric = o->value;
			break;
		case OPT_METRICS:
			q->metrics_path = o->value ? o->value : q->metrics_path;
			q->print_metrics |= !o->value;
			break;
		case OPT_AS_OF:
			q->counting = "--as-of";
			q->as_of = o->value;
			break;
		case OPT_LANG:
			if (lang_parse(o->value, &q->lang) != 0)
				die("--lang '%s' is neither en nor zh", o->value);
			break;
		case OPT_WHERE:
			q->counting = "--where";
			add_where(q, o->value, (size_t)o->argc);
			break;
		case OPT_CLASSIFY:
		case OPT_RULES:
			q->counting = id == OPT_RULES ? "--rules" : "--classify";
			q->classify = true;
			q->rules_path = id == OPT_RULES ? o->value : q->rules_path;
			break;
		default:
			row_option = row_request_take(&q->rows, o, id);
			q->counting = row_option ? row_option : q->counting;
		}
	}
}

int main(int argc, char **argv)
{
	struct request q = {.plan = {.period = PERIOD_MONTH, .as_of = DATE_NONE}};
	struct options o;
	struct err e;

	row_request_begin(&q.rows);
	option_begin_in_order(&o, &program, argc, argv);
	parse(&q, &o);
	q.plan.threads = q.rows.threads;
	q.plan.reading = &q.rows.reading;
	while (o.index < argc)
		add_operand(&q, argv[o.index++]);
	if (q.print_metrics && (q.inputs.count || q.cell_count || q.counting))
		die("--metrics without a FILE prints them and reads no rows; try --help");
	if (q.print_metrics)
		print_metrics(&q);
	if (!q.dims)
		parse_by(&q, COLUMN_SKU);
	check_request(&q);
	choose_metric(&q);
	row_request_show_progress(&q.rows);
	for (size_t i = 0; i < q.inputs.count; i++)
		progress_expect(q.rows.reading.progress, q.inputs.files[i].path);
	struct cells *cells = q.inputs.count ? tally_rows(&q, &e) : add_cells(&q, &e);
	struct out *out = row_request_out(&q.rows, &e);

	if (!out)
		die("%s", e.words);
	cells_write(cells, out, q.plan.threads);
	cells_free(cells);
	progress_free(q.rows.reading.progress);
	if (out_close(out, &e) != 0)
		die("%s", e.words);
	die_closing(STATUS_DONE);
}
