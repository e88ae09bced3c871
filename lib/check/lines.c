/* Checks of single lines: cancelled orders, lines that dominate the total, total rows among the data. */
#include "check/private.h"

#include "row/columns.h"

#include <stdlib.h>

/* A quantity is extraordinary for a SKU from this many times its largest other line up. */
enum { EXTRAORDINARY = 3 };

/*
 * A row that equals the sum of all others is a total when there are at least this many others, with this many units.
 */
enum { OTHERS = 5, OTHER_UNITS = 50 };

/* ---- cancelled orders ---- */

/* The largest shipment line of a SKU with another quantity than `units`: a cancelled order is often placed again. */
static int64_t largest_other(const struct check_sku *s, int64_t units)
{
	const int64_t most = s->most[SIDE_SHIPMENTS];

	return most == units ? s->second[SIDE_SHIPMENTS] : most;
}

static bool is_extraordinary(const struct check *c, const struct check_pair *pair)
{
	const struct check_sku *s = &c->facts->sku[pair->sku];

	return pair->returns == 1 && pair->shipments == 1 &&
	       pair->units >= EXTRAORDINARY * largest_other(s, pair->units);
}

/* The units of all pairs, and the largest pair. */
struct pairs {
	int64_t count;
	int64_t units;
	const struct check_pair *largest;
};

static void pairs_add(struct pairs *p, const struct check_pair *pair, int64_t times)
{
	p->count += times;
	p->units += times * pair->units;
	if (!p->largest || pair->units > p->largest->units)
		p->largest = pair;
}

static bool is_dominant(const struct check *c, enum side side, int64_t units)
{
	return units * 100 >= check_units(c, side) * CHECK_PERCENT_DOMINANT;
}

static void report_pairs(struct check *c, const char *name, enum severity severity, const struct pairs *p)
{
	if (p->count == 0)
		return;
	char *shipped = check_source(c, p->largest->shipped), *returned = check_source(c, p->largest->returned);
	const char *sku = intern_get(c->facts->skus, p->largest->sku, NULL);
	char *condition = check_condition(COLUMN_SOURCE, true, (const char *const[]){shipped, returned}, 2);

	char largest[NUM_TEXT], without[NUM_TEXT], with[NUM_TEXT];

	check_add(c, name, severity, (struct check_tally){.rows = p->count, .units = p->units},
		  check_source(c, p->largest->returned), check_number(largest, p->largest->units, 0), sku,
		  check_number(without, check_rate_without(c, p->units, p->units), 3),
		  check_number(with, check_rate_without(c, 0, 0), 3), condition, NULL);
	free(condition);
	free(shipped);
	free(returned);
}

/*
 * A pair within one order is certain. A pair matched by SKU, quantity and day only must be the only one of its kind,
 * with a quantity extraordinary for the SKU. A pair found both ways counts once.
 */
static void check_pairs(struct check *c)
{
	const struct check_held *h = c->held;
	struct intern *known = intern_new();
	struct pairs dominant = {0}, others = {0};

	for (size_t i = 0; i < intern_count(h->pairs[0]); i++) {
		const struct check_pair *pair = &h->pair[0][i];
		int64_t n = pair->returns < pair->shipments ? pair->returns : pair->shipments;

		if (n == 0)
			continue;
		pairs_add(is_dominant(c, SIDE_RETURNS, pair->units) ? &dominant : &others, pair, n);
		intern_add(known, (const char *)&pair->returned, sizeof(pair->returned), NULL);
	}
	for (size_t i = 0; i < intern_count(h->pairs[1]); i++) {
		const struct check_pair *pair = &h->pair[1][i];

		if (is_extraordinary(c, pair) &&
		    !intern_find(known, (const char *)&pair->returned, sizeof(pair->returned), NULL))
			pairs_add(is_dominant(c, SIDE_RETURNS, pair->units) ? &dominant : &others, pair, 1);
	}
	intern_free(known);
	report_pairs(c, "order-and-cancel", SEVERITY_ERROR, &dominant);
	report_pairs(c, "order-and-cancel-small", SEVERITY_WARNING, &others);
}

/* ---- lines that dominate ---- */

static bool is_of_pair(const struct check *c, const struct check_line *line)
{
	for (size_t kind = 0; kind < 2; kind++)
		for (size_t i = 0; i < intern_count(c->held->pairs[kind]); i++) {
			const struct check_pair *p = &c->held->pair[kind][i];

			if (p->shipments == 0 || (kind == 1 && !is_extraordinary(c, p)))
				continue;
			if ((p->returned.file == line->at.file && p->returned.record == line->at.record) ||
			    (p->shipped.file == line->at.file && p->shipped.record == line->at.record))
				return true;
		}
	return false;
}

static void check_dominant(struct check *c, enum side side)
{
	static const char *const names[] = {"dominant-shipment", "dominant-return"};
	const struct check_half *h = &c->facts->half[side];
	struct check_tally sum = {0};
	uint32_t sku = 0;

	if (h->kinds[CHECK_COUNTED].rows < 20)
		return;
	for (size_t i = 0; i < CHECK_TOP && h->tops[i].units; i++) {
		if (!is_dominant(c, side, h->tops[i].units) || is_of_pair(c, &h->tops[i]))
			continue;
		if (sum.rows == 0)
			sku = h->tops[i].sku;
		check_tally_add(&sum, h->tops[i].units, h->tops[i].at);
	}
	if (sum.rows == 0)
		return;
	char *source = check_source(c, sum.first);
	char *condition = check_condition(COLUMN_SOURCE, false, (const char *const *)&source, 1);

	double rate =
		side == SIDE_SHIPMENTS ? check_rate_without(c, sum.units, 0) : check_rate_without(c, 0, sum.units);
	char percent[NUM_TEXT], without[NUM_TEXT], with[NUM_TEXT];

	check_add(c, names[side], SEVERITY_WARNING, sum, check_source(c, sum.first),
		  check_number(percent, CHECK_PERCENT_DOMINANT, 0), intern_get(c->facts->skus, sku, NULL),
		  check_number(without, rate, 3), check_number(with, check_rate_without(c, 0, 0), 3), condition, NULL);
	free(condition);
	free(source);
}

/* SKUs with five or more return lines, one of which has more than half of their units, and at least ten. */
static void check_leverage(struct check *c)
{
	struct check_tally sum = {0};
	uint32_t largest = 0;

	for (uint32_t i = 0; i < intern_count(c->facts->skus); i++) {
		const struct check_sku *s = &c->facts->sku[i];
		int64_t most = s->most[SIDE_RETURNS];

		if (s->lines[SIDE_RETURNS] < 5 || most < 10 || 2 * most <= s->units[SIDE_RETURNS])
			continue;
		if (sum.rows == 0 || most > c->facts->sku[largest].most[SIDE_RETURNS])
			largest = i;
		check_tally_add(&sum, most, s->largest[SIDE_RETURNS]);
	}
	if (sum.rows == 0)
		return;
	const struct check_sku *s = &c->facts->sku[largest];
	const char *code = intern_get(c->facts->skus, largest, NULL);
	char *condition = check_condition(COLUMN_SKU, false, &code, 1);

	int64_t returned = s->units[SIDE_RETURNS], shipped = s->units[SIDE_SHIPMENTS];
	char with[NUM_TEXT], without[NUM_TEXT];

	check_add(c, "sku-leverage", SEVERITY_NOTE, sum, check_source(c, s->largest[SIDE_RETURNS]), code,
		  check_number(with, check_percent(returned, shipped), 2),
		  check_number(without, check_percent(returned - s->most[SIDE_RETURNS], shipped), 2), condition, NULL);
	free(condition);
}

/* ---- totals ---- */

static void check_totals(struct check *c, enum side side)
{
	static const char *const names[] = {"shipments-total-row", "returns-total-row"};
	const struct check_half *h = &c->facts->half[side];
	struct check_tally sum = h->kinds[CHECK_TOTAL];

	for (size_t i = 0; i < intern_count(c->facts->traced); i++) {
		const struct check_file *file = &h->files[i];

		if (file->lines > OTHERS && file->most >= OTHER_UNITS && 2 * file->most == file->units)
			check_tally_add(&sum, file->most, file->largest);
	}
	if (sum.rows)
		check_add(c, names[side], SEVERITY_ERROR, sum, check_source(c, sum.first), NULL);
}

void check_lines(struct check *c)
{
	check_pairs(c);
	check_dominant(c, SIDE_SHIPMENTS);
	check_dominant(c, SIDE_RETURNS);
	check_leverage(c);
	check_totals(c, SIDE_SHIPMENTS);
	check_totals(c, SIDE_RETURNS);
}
