/* ret-report: the pages of monthly-review and sku-dive, out of the folders that they make. */
#include "base/die.h"
#include "base/num.h"
#include "base/option.h"
#include "base/period.h"
#include "io/out.h"
#include "report/dive.h"
#include "report/markdown.h"
#include "report/review.h"

#include <stdlib.h>
#include <string.h>

enum { OPT_LANG = 256, OPT_MONTH, OPT_EXPORTS, OPT_SKU, OPT_FIRST, OPT_NOTES, OPT_UNDRAWN };

enum { NOTES_MAX = 1000000, NOTES_DEFAULT = 8 };

static const struct option_row rows[] = {
	{'o', "output", "FILE", "write FILE instead of standard output"},
	{OPT_LANG, "lang", "zh|en", "language of the page (default en)"},
	{OPT_MONTH, "month", "YYYY-MM", "the month under review, the last one of a dive"},
	{OPT_EXPORTS, "exports", "DIR", "review: the folder that names of exports are told without"},
	{OPT_SKU, "sku", "SKU", "dive: the SKU that the page is of"},
	{OPT_FIRST, "first", "YYYY-MM", "dive: the first month of which notes are told"},
	{OPT_NOTES, "notes", "N", "dive: at most N notes of customers for each reason (default 8)"},
	{OPT_UNDRAWN, "undrawn", "FILE", "dive: pictures that were not drawn, NAME TAB WHY"},
};

static const struct program program = {
	"ret-report",
	"review|foot|errors --month YYYY-MM [-o FILE] [--lang zh|en] [--exports DIR] FOLDER\n"
	"dive --month YYYY-MM --first YYYY-MM --sku SKU [-o FILE] [--lang zh|en]\n"
	" [--notes N] [--undrawn FILE] FOLDER",
	"write the page of a review or of one SKU",
	rows,
	sizeof(rows) / sizeof(*rows),
};

enum part { PART_REVIEW, PART_FOOT, PART_ERRORS, PART_DIVE, PARTS_COUNT };

struct request {
	enum lang lang;
	const char *output;
	struct review_request review;
	struct dive_request dive;
};

static const char *month_of(const char *option, const char *value)
{
	struct period p;

	if (period_parse(value, strlen(value), &p) != 0 || p.kind != PERIOD_MONTH)
		die("%s '%s' is not a month such as 2025-06", option, value);
	return value;
}

static void parse_options(struct options *o, struct request *r)
{
	int id;

	while ((id = option_next(o)) != OPTION_END) {
		if (id == 'o')
			r->output = o->value;
		else if (id == OPT_LANG && lang_parse(o->value, &r->lang) != 0)
			die("--lang '%s' is neither zh nor en", o->value);
		else if (id == OPT_MONTH)
			r->review.month = r->dive.month = month_of("--month", o->value);
		else if (id == OPT_EXPORTS)
			r->review.exports = o->value;
		else if (id == OPT_SKU)
			r->dive.sku = o->value;
		else if (id == OPT_FIRST)
			r->dive.first = month_of("--first", o->value);
		else if (id == OPT_NOTES)
			r->dive.notes = (size_t)option_int(o, "notes", 0, NOTES_MAX);
		else if (id == OPT_UNDRAWN)
			r->dive.undrawn = o->value;
	}
}

static enum part parse_part(const char *name)
{
	static const char *const names[PARTS_COUNT] = {"review", "foot", "errors", "dive"};

	for (enum part part = PART_REVIEW; part < PARTS_COUNT; part++)
		if (strcmp(name, names[part]) == 0)
			return part;
	die("unknown page '%s': one of review, foot, errors, dive is needed", name);
}

static struct report *build(enum part part, const struct request *r, struct err *e)
{
	switch (part) {
	case PART_FOOT:
		return review_foot(&r->review, e);
	case PART_ERRORS:
		return review_errors(&r->review, e);
	case PART_DIVE:
		return dive_page(&r->dive, e);
	default:
		return review_page(&r->review, e);
	}
}

/* A foot and errors are lines for other programs: plain text. */
static void write_lines(const struct report *page, enum lang lang, struct out *out)
{
	for (const struct block *b = report_blocks(page); b; b = b->next) {
		char *line = item_plain(b->item, lang);

		out_format(out, "%s\n", line);
		free(line);
	}
}

static void write_page(const struct report *page, enum part part, const struct request *r)
{
	struct err e;
	struct out *out = out_open(r->output, &e);

	if (!out)
		die("%s", e.words);
	if (part == PART_FOOT || part == PART_ERRORS)
		write_lines(page, r->lang, out);
	else
		markdown_write(page, r->lang, out);
	if (out_close(out, &e) != 0)
		die("%s", e.words);
}

int main(int argc, char **argv)
{
	struct request r = {.lang = LANG_EN, .dive = {.notes = NOTES_DEFAULT}};
	struct options o;
	struct err e;

	option_begin(&o, &program, argc, argv);
	parse_options(&o, &r);
	if (o.index == argc)
		die("no page: one of review, foot, errors, dive is needed");
	enum part part = parse_part(argv[o.index]);

	if (argc - o.index != 2)
		die("a page is made of one folder");
	if (!r.review.month)
		die("--month is needed");
	if (part == PART_DIVE && (!r.dive.sku || !r.dive.first))
		die("a dive needs --sku and --first");
	r.review.folder = r.dive.folder = argv[o.index + 1];
	struct report *page = build(part, &r, &e);

	if (!page)
		die("%s", e.words);
	write_page(page, part, &r);
	report_free(page);
	die_closing(STATUS_DONE);
}
