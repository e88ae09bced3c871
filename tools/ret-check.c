/* ret-check: finds faults in tables of shipments and returns that would make a rate wrong. */
#include "check/check.h"
#include "base/date.h"
#include "base/die.h"
#include "words/word.h"
#include "base/option.h"
#include "io/excel.h"
#include "io/out.h"
#include "io/place.h"
#include "io/progress.h"
#include "row/request.h"
#include "row/sides.h"

#include <stdlib.h>
#include <unistd.h>

enum {
	OPT_SHIPMENTS = 256,
	OPT_RETURNS,
	OPT_PRETTY,
	OPT_FAIL_ON,
	OPT_FROM,
	OPT_TO,
	OPT_PERIOD,
	OPT_YEAR_START,
	OPT_LANG,
};

static const struct option_row rows[] = {
	{OPT_SHIPMENTS, "shipments", "FILE", "a table of shipments; may be given again"},
	{OPT_RETURNS, "returns", "FILE", "a table of returns; may be given again"},
	{OPT_FAIL_ON, "fail-on", "SEVERITY", "exit 1 on a finding of this severity (error, warning, note) or worse"},
	{OPT_FROM, "from", "PERIOD", "check rows from this day, or from the first day of this period"},
	{OPT_TO, "to", "PERIOD", "check rows up to this day, or to the last day of this period"},
	{OPT_PERIOD, "period", "KIND", "day, week, month (default), quarter or year"},
	{OPT_YEAR_START, "year-start", "MONTH", "first month of a year, 1 to 12 (default 1)"},
	{OPT_LANG, "lang", "LANGUAGE", "language of the advice: en (default) or zh"},
	{OPT_PRETTY, "pretty", NULL, "print a table to read in a terminal"},
	REQUEST_ROWS,
};

static const struct program program = {
	"ret-check",
	"[-q] [--pretty | --excel] [--fail-on SEVERITY] [--from PERIOD] [--to PERIOD]\n"
	" [--period KIND] [--year-start MONTH] [--lang LANGUAGE] [--encoding NAME]\n"
	" [--rejects FILE] [--max-rejects N|P%] [--account FILE] [-j N] [-o FILE]\n"
	" --shipments FILE [FILE...] --returns FILE [FILE...]",
	"find faults in shipments and returns that would make a rate wrong",
	rows,
	sizeof(rows) / sizeof(*rows),
};

struct request {
	struct check_plan plan;
	struct row_request rows;
	struct sides inputs;
	char **paths[SIDES];
	size_t counts[SIDES];
	const char *from, *to;
	enum severity fail_on;
	bool failing, pretty;
};

static void add_operand(struct request *q, const char *path)
{
	if (!sides_follow(&q->inputs, path))
		die("'%s' stands before --shipments and --returns", path);
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
		case OPT_FAIL_ON:
			q->failing = true;
			if (severity_parse(o.value, &q->fail_on) != 0)
				die("--fail-on '%s' is not error, warning or note", o.value);
			break;
		case OPT_FROM:
			q->from = o.value;
			break;
		case OPT_TO:
			q->to = o.value;
			break;
		case OPT_PERIOD:
			if (period_parse_kind(o.value, &q->plan.period) != 0)
				die("--period '%s' is not day, week, month, quarter or year", o.value);
			break;
		case OPT_YEAR_START:
			q->plan.year_start = (int)option_int(&o, "year-start", 1, 12);
			break;
		case OPT_LANG:
			if (lang_parse(o.value, &q->plan.lang) != 0)
				die("--lang '%s' is neither en nor zh", o.value);
			break;
		case OPT_PRETTY:
			q->pretty = true;
			break;
		default:
			row_request_take(&q->rows, &o, id);
		}
	}
	while (o.index < argc)
		add_operand(q, argv[o.index++]);
}

static int32_t parse_bound(const struct request *q, const char *option, const char *text, bool last)
{
	struct period p;

	if (!text)
		return DATE_NONE;
	if (period_parse_bound(text, q->plan.year_start, &p) != 0)
		die("--%s '%s' is neither a day nor a period such as 2025-06", option, text);
	return last ? p.last : p.first;
}

static void check_request(struct request *q)
{
	struct err e;

	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++) {
		q->paths[s] = sides_paths(&q->inputs, s, &q->counts[s]);
		if (q->counts[s] == 0)
			die("no --%s: a rate needs --shipments and --returns", side_name(s));
		q->plan.paths[s] = q->paths[s];
		q->plan.counts[s] = q->counts[s];
	}
	if (sides_check(&q->inputs, false, &e) != 0 || excel_check(q->rows.excel, q->pretty, &e) != 0)
		die("%s", e.words);
	q->plan.from = parse_bound(q, "from", q->from, false);
	q->plan.to = parse_bound(q, "to", q->to, true);
}

static void report(const struct account *account, const struct rows_counts counts[SIDES], const struct findings *found)
{
	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++) {
		struct account_count fates[FATES];

		account_sum(account, s, fates);
		char *why = fate_words(fates);

		warn("%s: read %llu = kept %llu + skipped %llu%s + rejected %llu", side_name(s),
		     (unsigned long long)counts[s].read, (unsigned long long)counts[s].kept,
		     (unsigned long long)counts[s].skipped, why, (unsigned long long)counts[s].rejected);
		free(why);
	}
	warn("findings: error %zu, warning %zu, note %zu", findings_count(found, SEVERITY_ERROR),
	     findings_count(found, SEVERITY_WARNING), findings_count(found, SEVERITY_NOTE));
}

/* Refuse outputs that would overwrite an input. */
static void check_places(const struct request *q)
{
	struct err e;

	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		if (row_request_protect_rows(&q->rows, q->paths[s], q->counts[s], &e) != 0 ||
		    place_refuse_inputs("-o", q->rows.output, q->paths[s], q->counts[s], &e) != 0)
			die("%s", e.words);
}

/* Read and judge. */
static struct findings *run(struct request *q)
{
	struct rows_counts counts[SIDES] = {{0}, {0}};
	struct account_reason reasons[FATES];
	struct rejects *rejects;
	struct findings *found = NULL;
	struct err e;

	check_places(q);
	fate_reasons(reasons);
	if (row_request_open(&q->rows, reasons, FATES, &rejects, &q->plan.account, &e) == 0)
		found = check_run(&q->plan, rejects, counts, &e);
	if (!found) {
		row_request_abandon(rejects, q->plan.account);
		die("%s", e.words);
	}
	if (!q->rows.quiet)
		report(q->plan.account, counts, found);
	if (row_request_close(rejects, q->plan.account, counts[0].read + counts[1].read, &e) != 0)
		die("%s", e.words);
	return found;
}

static bool fails(const struct request *q, const struct findings *found)
{
	size_t n = 0;

	for (enum severity s = q->fail_on; s <= SEVERITY_ERROR; s++)
		n += findings_count(found, s);
	return q->failing && n > 0;
}

int main(int argc, char **argv)
{
	struct request q = {.plan = {.period = PERIOD_MONTH, .year_start = 1}};
	struct err e;

	row_request_begin(&q.rows);
	parse(&q, argc, argv);
	q.plan.threads = q.rows.threads;
	q.plan.reading = &q.rows.reading;
	check_request(&q);
	row_request_show_progress(&q.rows);
	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		progress_expect_all(q.rows.reading.progress, q.paths[s], q.counts[s]);
	struct findings *found = run(&q);
	struct out *out = row_request_out(&q.rows, &e);

	if (!out)
		die("%s", e.words);
	findings_write(found, out, q.pretty, !q.rows.output && isatty(STDOUT_FILENO));
	int status = fails(&q, found) ? STATUS_NO : STATUS_DONE;

	findings_free(found);
	for (enum side s = SIDE_SHIPMENTS; s < SIDES; s++)
		free(q.paths[s]);
	free(q.inputs.files);
	progress_free(q.rows.reading.progress);
	if (out_close(out, &e) != 0)
		die("%s", e.words);
	die_closing(status);
}
