/* ret-bridge: splits the change of a total rate from one year to the next into mix and rates. */
#include "answer/bridges.h"
#include "base/die.h"

#include <gsl/gsl_errno.h>

enum { OPT_TOTAL = 256, OPT_WITHIN };

static const struct option_row rows[] = {
	{OPT_TOTAL, "total", NULL, "write one row a total: sums, and an interval of the rate effect"},
	{OPT_WITHIN, "within", "DIM,...", "a total for each value of these first dims of --by (default one total)"},
	QUESTION_ROWS("flag"),
};

static const struct program program = {
	"ret-bridge",
	"[--total] [--within DIM,...] [--by DIM,...] [--period KIND] [--year-start MONTH]\n"
	" [--split BY] [--from PERIOD] [--to PERIOD] [--level P] [--min-n N]\n"
	" [--mature DAYS] [--partial WHAT] [--covers FROM,TO|@FILE] [--metrics FILE] [--pretty | --excel]\n"
	" [-o FILE] [CELLS...]",
	"explain the change of a total return rate: mix of goods, or their rates",
	rows,
	sizeof(rows) / sizeof(*rows),
};

int main(int argc, char **argv)
{
	struct question q;
	struct options o;
	const char *within = NULL;
	struct err e;

	gsl_set_error_handler_off();
	question_begin(&q, "flag");
	option_begin(&o, &program, argc, argv);
	for (int id; (id = option_next(&o)) != OPTION_END;)
		switch (id) {
		case OPT_TOTAL:
			q.totals = true;
			break;
		case OPT_WITHIN:
			within = o.value;
			break;
		default:
			question_take(&q, &o, id);
		}
	struct series *s = question_read(&q, argv + o.index, (size_t)(argc - o.index));

	if (bridges_prepare(&q, s, within, &e) != 0)
		die("%s", e.words);
	bridges_write(&q, s);
	series_free(s);
	die_closing(STATUS_DONE);
}
