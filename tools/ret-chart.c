/* ret-chart: draw a result table for a slide. */
#include "picture/chart.h"
#include "base/die.h"
#include "picture/font.h"
#include "base/num.h"
#include "base/option.h"
#include "base/period.h"
#include "io/out.h"
#include "io/place.h"
#include "picture/render.h"
#include "words/lang.h"

#include <stdlib.h>
#include <string.h>

enum {
	OPT_LANG = 256,
	OPT_TITLE,
	OPT_SUBTITLE,
	OPT_SUBJECT,
	OPT_FOOT,
	OPT_TOP,
	OPT_PERIOD,
	OPT_PERIOD_NAME,
	OPT_YEAR_TO,
	OPT_SHARE,
	OPT_UNDRAWN,
	OPT_SIZE,
};

enum { SIDE_MIN = 400, SIDE_MAX = 10000, TOP_MAX = 1000000 };

static const struct option_row rows[] = {
	{'o', "output", "FILE", "draw to FILE (.png, .svg or .pdf) instead of printing a gnuplot program"},
	{OPT_LANG, "lang", "zh|en", "language of the words in the picture (default en)"},
	{OPT_TITLE, "title", "TEXT", "title that replaces the default one"},
	{OPT_SUBTITLE, "subtitle", "TEXT", "subtitle that replaces metric, unit, period and units"},
	{OPT_SUBJECT, "subject", "TEXT", "subject of the picture, put before the default subtitle"},
	{OPT_FOOT, "foot", "TEXT", "text before the notes in the foot: sources, exclusions"},
	{OPT_TOP, "top", "N", "draw at most N rows"},
	{OPT_PERIOD, "period", "P", "period to draw, or last period (default: the newest)"},
	{OPT_PERIOD_NAME, "period-name", "TEXT", "yoy, pareto: name that replaces the label of the period"},
	{OPT_YEAR_TO, "year-to", "YYYY-MM", "yoy, pareto: name the period as the 12 months to this one"},
	{OPT_SHARE, "share", NULL, "causes: draw shares of the units returned instead of rates"},
	{OPT_UNDRAWN, "undrawn", "FILE", "with -o: write why there is nothing to draw to FILE, empty if there is"},
	{OPT_SIZE, "size", "WxH", "pixels, or 1/120 inch in a PDF (default 1600x900)"},
};

static const struct program program = {
	"ret-chart",
	"KIND [-o FILE] [--lang zh|en] [--title TEXT] [--subtitle TEXT] [--subject TEXT]\n"
	" [--foot TEXT] [--top N] [--period P] [--period-name TEXT]\n"
	" [--year-to YYYY-MM] [--share] [--undrawn FILE] [--size WxH] [FILE]",
	"draw a result table for a slide: trend, yoy, causes, pareto or heat",
	rows,
	sizeof(rows) / sizeof(*rows),
};

/* Options that are no part of the request. */
struct extras {
	const char *year_to, *undrawn; /* NULL: not given */
};

static void parse_size(const char *value, struct chart_request *request)
{
	const char *by = strchr(value, 'x');
	int64_t width, height;

	if (!by || num_parse_int(value, (size_t)(by - value), SIDE_MIN, SIDE_MAX, &width) != 0 ||
	    num_parse_int(by + 1, strlen(by + 1), SIDE_MIN, SIDE_MAX, &height) != 0)
		die("--size '%s' is not WxH with sides of %d to %d", value, SIDE_MIN, SIDE_MAX);
	request->width = (int)width;
	request->height = (int)height;
}

static const char *parse_options(struct options *o, struct chart_request *request, struct extras *extras)
{
	const char *output = NULL;
	int id;

	while ((id = option_next(o)) != OPTION_END) {
		if (id == 'o')
			output = o->value;
		else if (id == OPT_LANG && lang_parse(o->value, &request->lang) != 0)
			die("--lang '%s' is neither zh nor en", o->value);
		else if (id == OPT_TITLE)
			request->title = o->value;
		else if (id == OPT_SUBTITLE)
			request->subtitle = o->value;
		else if (id == OPT_SUBJECT)
			request->subject = o->value;
		else if (id == OPT_FOOT)
			request->foot = o->value;
		else if (id == OPT_TOP)
			request->top = (int)option_int(o, "top", 1, TOP_MAX);
		else if (id == OPT_PERIOD)
			request->period = o->value;
		else if (id == OPT_PERIOD_NAME)
			request->period_name = o->value;
		else if (id == OPT_YEAR_TO)
			extras->year_to = o->value;
		else if (id == OPT_UNDRAWN)
			extras->undrawn = o->value;
		else if (id == OPT_SHARE)
			request->share = true;
		else if (id == OPT_SIZE)
			parse_size(o->value, request);
	}
	return output;
}

/* The name of the twelve months to one; NULL for none. Caller frees. */
static char *year_name(const char *to, const struct chart_request *request)
{
	struct period p;

	if (!to)
		return NULL;
	if (request->period_name)
		die("--year-to and --period-name exclude each other: both name the period");
	if (period_parse(to, strlen(to), &p) != 0 || p.kind != PERIOD_MONTH)
		die("--year-to '%s' is not a month such as 2025-06", to);
	return lang_say(request->lang, PHRASE_PAGE_YEAR_TO, to, NULL);
}

/* Refuse an option that has no effect on the kind: the user meant another kind or option. */
static void check_use(enum chart_kind kind, const struct chart_request *request)
{
	if (request->top > 0 && (kind == CHART_TREND || kind == CHART_CAUSES))
		die("--top works only with yoy, pareto and heat");
	if (request->share && kind != CHART_CAUSES)
		die("--share works only with causes");
	if (request->period_name && kind != CHART_CHANGES && kind != CHART_PARETO)
		die("--period-name and --year-to work only with yoy and pareto");
	if (request->subject && request->subtitle)
		die("--subject and --subtitle exclude each other: --subject extends the default subtitle, which --subtitle replaces");
}

/* Write why there is no picture, or an empty file if there is one; NULL: nobody asked. */
static void write_undrawn(const char *path, const char *why)
{
	struct err e;
	struct out *out = path ? out_open(path, &e) : NULL;

	if (out && why)
		out_format(out, "%s\n", why);
	if (path && (!out || out_close(out, &e) != 0))
		die("%s", e.words);
}

/* A table that holds nothing to draw, or signs that no font has, is an answer; all else is trouble. */
static _Noreturn void give_up(const struct err *e, const char *undrawn)
{
	if (e->kind != ERR_NOTHING)
		die("%s", e->words);
	write_undrawn(undrawn, e->slug);
	warn("%s", e->words);
	die_closing(STATUS_NO);
}

/* Print the program. A missing glyph is only a warning, because another machine may draw the picture. */
static void print_program(struct plot *plot)
{
	struct err e;

	if (font_check(PLOT_FONT, plot_texts(plot), &e) != 0)
		warn("%s", e.words);
	struct out *o = out_open(NULL, &e);

	out_text(o, plot_program(plot));
	if (out_close(o, &e) != 0)
		die("%s", e.words);
}

int main(int argc, char **argv)
{
	struct chart_request request = {.lang = LANG_EN, .width = 1600, .height = 900};
	struct options o;
	struct err e;
	enum chart_kind kind;

	option_begin(&o, &program, argc, argv);
	struct extras extras = {NULL, NULL};
	const char *output = parse_options(&o, &request, &extras);
	char *name = year_name(extras.year_to, &request);

	if (o.index == argc || chart_parse_kind(argv[o.index], &kind) != 0)
		die("%s%s%s: one of trend, yoy, causes, pareto, heat is needed",
		    o.index < argc ? "unknown kind '" : "no kind", o.index < argc ? argv[o.index] : "",
		    o.index < argc ? "'" : "");
	if (argc - o.index > 2)
		die("unexpected operand '%s': only one table can be drawn", argv[o.index + 2]);
	if (name)
		request.period_name = name;
	check_use(kind, &request);
	if (extras.undrawn && !output)
		die("--undrawn is of use with -o only: a program is always printed");
	if (place_is_same(extras.undrawn, output) && extras.undrawn)
		die("--undrawn '%s' is also the picture", extras.undrawn);
	if (output && render_find_format(output, &request.format, &e) != 0)
		die("%s", e.words);
	struct table *table = table_read(o.index + 1 < argc ? argv[o.index + 1] : "-", &e);
	struct plot *plot = table ? chart_draw(kind, table, &request, &e) : NULL;

	if (!plot)
		give_up(&e, extras.undrawn);
	if (!output)
		print_program(plot);
	else if (font_check(PLOT_FONT, plot_texts(plot), &e) != 0 ||
		 render_picture(plot_program(plot), request.format, output, &e) != 0)
		give_up(&e, extras.undrawn);
	write_undrawn(extras.undrawn, NULL);
	plot_free(plot);
	table_free(table);
	free(name);
	die_closing(STATUS_DONE);
}
