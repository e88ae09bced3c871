/* Checks of orders and lines: returns without a shipment, duplicate lines, impossible days and quantities. */
#include "check/private.h"

#include <stdlib.h>

/* ---- orphans ---- */

struct matches {
	int64_t known; /* ids found among the shipments */
	struct check_tally lost;
};

static void match_orders(const struct check_order *list, size_t n, struct matches *m)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i].shipped) {
			m->known++;
			continue;
		}
		if (m->lost.rows == 0)
			m->lost.first = list[i].first;
		m->lost.rows += list[i].rows;
		m->lost.units += list[i].units;
	}
}

static void check_orphans(struct check *c)
{
	const struct check_tally *anonymous = &c->facts->half[SIDE_RETURNS].kinds[CHECK_ANONYMOUS];
	const struct check_tally *counted = &c->facts->half[SIDE_RETURNS].kinds[CHECK_COUNTED];
	struct matches m = {0};
	size_t orders = intern_count(c->held->orders);

	match_orders(c->held->order, orders, &m);
	match_orders(c->held->line, intern_count(c->held->lines), &m);
	if (anonymous->rows)
		check_add(c, "returns-without-id", SEVERITY_NOTE, *anonymous, check_source(c, anonymous->first), NULL);
	if (m.lost.rows == 0)
		return;
	if (m.known == 0) {
		check_add(c, "ids-never-match", SEVERITY_NOTE, m.lost, check_source(c, m.lost.first), NULL);
		return;
	}
	double percent = check_percent(m.lost.rows, counted->rows - anonymous->rows);
	char text[NUM_TEXT];

	check_add(c, "orphan-returns", percent >= 10 ? SEVERITY_ERROR : SEVERITY_WARNING, m.lost,
		  check_source(c, m.lost.first), check_number(text, percent, 1), NULL);
}

/* ---- duplicate lines ---- */

struct twice {
	struct check_tally overlap;  /* in two files, equal cells */
	struct check_tally conflict; /* in two files, different cells */
	struct check_tally repeat;   /* twice in one file, equal cells */
};

static bool is_before(struct check_trace a, struct check_trace b)
{
	return a.file < b.file || (a.file == b.file && a.record < b.record);
}

/* Count a line whose place in the list depends on hashes: the example is the first by its own place. */
static void add_line(struct check_tally *t, const struct check_twin *line)
{
	if (t->rows && is_before(line->at, t->first))
		t->first = line->at;
	check_tally_add(t, line->units, line->at);
}

/*
 * Count list[0..n), lines with equal ids and cells, sorted by file. Returns their number in the file that has most of
 * them.
 */
static int64_t weigh_equal(const struct check_twin *list, size_t n, struct twice *found)
{
	int64_t most = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && list[end].at.file == list[i].at.file; end++)
			add_line(&found->repeat, &list[end]);
		if ((int64_t)(end - i) > most)
			most = (int64_t)(end - i);
	}
	for (int64_t i = most; i < (int64_t)n; i++)
		add_line(&found->overlap, &list[i]);
	return most;
}

/*
 * Count list[0..n), lines with equal ids, sorted by cells and file. They conflict if some of their contents begin in another file than the
 * first line is in; the first of these lines is the one told.
 */
static void weigh_ids(const struct check_twin *list, size_t n, struct twice *found)
{
	const struct check_twin *first = &list[0], *other = NULL;

	for (size_t i = 1; i < n; i++)
		if (is_before(list[i].at, first->at))
			first = &list[i];
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && list[end].cells == list[i].cells;)
			end++;
		weigh_equal(list + i, end - i, found);
		if (list[i].at.file != first->at.file && (!other || is_before(list[i].at, other->at)))
			other = &list[i];
	}
	if (other)
		add_line(&found->conflict, other);
}

static struct twice find_twice(struct check_twins *twins, unsigned threads)
{
	struct twice found = {0};

	check_twins_sort(twins, threads);
	for (size_t b = 0; b < CHECK_BUCKETS; b++) {
		const struct check_twin *list = twins->list[b];

		for (size_t i = 0, end; i < twins->count[b]; i = end) {
			for (end = i + 1; end < twins->count[b] && list[end].key == list[i].key;)
				end++;
			if (end > i + 1)
				weigh_ids(list + i, end - i, &found);
		}
	}
	return found;
}

static void check_twice(struct check *c, enum side side)
{
	static const char *const names[][3] = {{"shipments-overlap", "shipments-conflict", "shipments-repeated"},
					       {"returns-overlap", "returns-conflict", "returns-repeated"}};
	struct check_half *h = &c->facts->half[side];
	struct twice found = find_twice(&h->twins, c->plan->threads);
	double repeated = check_percent(found.repeat.rows, h->kinds[CHECK_COUNTED].rows);
	char text[NUM_TEXT];

	if (found.overlap.rows)
		check_add(c, names[side][0], SEVERITY_ERROR, found.overlap, check_source(c, found.overlap.first),
			  side_name(side), NULL);
	if (found.conflict.rows)
		check_add(c, names[side][1], check_weigh(c, side, found.conflict.units, SEVERITY_WARNING),
			  found.conflict, check_source(c, found.conflict.first), NULL);
	if (found.repeat.rows)
		check_add(c, names[side][2], repeated >= 5 ? SEVERITY_WARNING : SEVERITY_NOTE, found.repeat,
			  check_source(c, found.repeat.first), check_number(text, repeated, 1), NULL);
}

/* ---- impossible days and quantities ---- */

static void check_order_lines(struct check *c)
{
	const struct check_tally *own = &c->facts->half[SIDE_RETURNS].kinds[CHECK_TOO_EARLY];
	struct check_tally early = *own, over = {0};

	for (size_t i = 0; i < intern_count(c->held->order_lines); i++) {
		const struct check_order_line *line = &c->held->order_line[i];

		if (line->first_shipped == DATE_NONE)
			continue;
		/* Returns earlier than their own shipped_at are already counted as such. */
		if (own->rows == 0 && line->first_returned < line->first_shipped)
			check_tally_add(&early, line->returned, line->at);
		if (line->returned > line->shipped)
			check_tally_add(&over, line->returned - line->shipped, line->at);
	}
	if (early.rows)
		check_add(c, "returned-before-shipped", check_weigh(c, SIDE_RETURNS, early.units, SEVERITY_WARNING),
			  early, check_source(c, early.first), NULL);
	if (over.rows)
		check_add(c, "over-returned-lines", check_weigh(c, SIDE_RETURNS, over.units, SEVERITY_WARNING), over,
			  check_source(c, over.first), NULL);
}

void check_ids(struct check *c)
{
	check_orphans(c);
	check_twice(c, SIDE_SHIPMENTS);
	check_twice(c, SIDE_RETURNS);
	check_order_lines(c);
}
