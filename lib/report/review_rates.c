#include "report/judge.h"
#include "report/review_private.h"
#include "row/columns.h"

#include <math.h>
#include <string.h>

/* ---- shared by several sections ---- */

const struct window *review_find(const struct review *v, const char *slug)
{
	for (size_t i = 0; i < v->window_count; i++)
		if (strcmp(v->windows[i].slug, slug) == 0)
			return &v->windows[i];
	return NULL;
}

struct item *review_year(struct review *v)
{
	return item_phrase(v->page, PHRASE_PAGE_YEAR_TO, item_text(v->page, ITEM_NAME, v->request->month), NULL);
}

struct item *review_window(struct review *v, const struct window *w)
{
	if (strcmp(w->slug, "year") == 0)
		return review_year(v);
	return item_text(v->page, ITEM_NAME,
			 strcmp(w->slug, "month") == 0 ? v->request->month : w->total.rows[0].period);
}

/* "8.10% (95% interval 7.9%–8.3%) against 7.5% a year ago, +0.62 pp [+0.3 … +0.9]: worse" */
struct item *review_compared(struct report *page, const struct change *c)
{
	return item_phrase(page, PHRASE_PAGE_COMPARED, item_number(page, ITEM_RATE, c->rate),
			   item_number(page, ITEM_RATE, c->low), item_number(page, ITEM_RATE, c->high),
			   item_number(page, ITEM_RATE, c->rate_before), item_number(page, ITEM_POINTS, c->points),
			   item_interval(page, c->points_low, c->points_high),
			   item_strong(page, item_word(page, WORD_VERDICT, verdict_slug(c->verdict))), NULL);
}

/* A name from the data, or the words for a missing one. */
struct item *review_named(struct report *page, const char *name)
{
	return *name ? item_text(page, ITEM_NAME, name) : item_phrase(page, PHRASE_PAGE_NOT_NAMED, NULL);
}

/* That nothing stands out, or that nothing could be compared. */
static struct item *nothing(struct report *page, size_t tested)
{
	return item_phrase(page, tested ? PHRASE_PAGE_NONE_MATERIAL : PHRASE_PAGE_NOT_COMPARED, NULL);
}

/* ---- the total ---- */

static bool is_certain(const struct window *w)
{
	return w->total.rows[0].verdict == VERDICT_WORSE || w->total.rows[0].verdict == VERDICT_BETTER;
}

static void tell_window(struct review *v, const struct window *w)
{
	const struct change *c = &w->total.rows[0];
	struct report *page = v->page;

	report_point(page, item_phrase(page, PHRASE_PAGE_OVERALL, review_window(v, w), review_compared(page, c),
				       item_number(page, ITEM_COUNT, c->returned),
				       item_number(page, ITEM_COUNT, c->shipped), NULL));
}

static void tell_month_alone(struct review *v)
{
	const struct rated *r = rates_find(&v->months, v->request->month);
	struct report *page = v->page;

	if (!r)
		return;
	report_point(
		page,
		item_phrase(page, PHRASE_PAGE_OVERALL_ALONE, item_text(page, ITEM_NAME, v->request->month),
			    item_number(page, ITEM_RATE, r->rate), item_number(page, ITEM_RATE, r->low),
			    item_number(page, ITEM_RATE, r->high), item_number(page, ITEM_COUNT, r->returned),
			    item_number(page, ITEM_COUNT, r->shipped),
			    *r->flag ? item_phrase(page, PHRASE_PAGE_FLAGGED, item_word(page, WORD_FLAG, r->flag), NULL)
				     : item_text(page, ITEM_NAME, ""),
			    NULL));
}

/* Certain changes come first: a single month is often too short to show any. */
void review_overall(struct review *v)
{
	size_t told = 0;

	report_heading(v->page, 2, item_phrase(v->page, PHRASE_PAGE_OVERALL_TITLE, NULL));
	for (int certain = 1; certain >= 0; certain--)
		for (size_t i = 0; i < v->window_count; i++)
			if (v->windows[i].total.count && is_certain(&v->windows[i]) == (certain == 1)) {
				tell_window(v, &v->windows[i]);
				told++;
			}
	if (told == 0)
		tell_month_alone(v);
}

/* The cause of the total's change: rates or mix. */
void review_bridge(struct review *v)
{
	const struct moved *m = v->bridge_total.rows;
	struct report *page = v->page;
	enum phrase call = PHRASE_PAGE_SAME_GOODS_SAME;

	if (v->bridge_total.count == 0 || *m->flag || m->returned + m->returned_before == 0)
		return;
	if (judge_rates_moved(m))
		call = m->same_low > 0 ? PHRASE_PAGE_SAME_GOODS_MORE : PHRASE_PAGE_SAME_GOODS_LESS;
	report_paragraph(
		page, item_phrase(page, PHRASE_PAGE_BRIDGE, item_number(page, ITEM_POINTS, m->points),
				  item_number(page, ITEM_POINTS, m->mix), item_number(page, ITEM_POINTS, m->assortment),
				  item_number(page, ITEM_POINTS, m->same),
				  item_interval(page, m->same_low, m->same_high), item_phrase(page, call, NULL), NULL));
}

/* ---- shops and platforms ---- */

static void heading_cells(struct report *page, struct block *table, const enum phrase *headings, size_t n)
{
	for (size_t i = 0; i < n; i++)
		report_cell(table, item_phrase(page, headings[i], NULL));
}

static void change_cells(struct report *page, struct block *table, const struct change *c)
{
	report_cell(table, review_named(page, c->name));
	report_cell(table, item_number(page, ITEM_RATE, c->rate));
	report_cell(table, item_number(page, ITEM_RATE, c->rate_before));
	report_cell(table, item_number(page, ITEM_POINTS, c->points));
	report_cell(table, item_interval(page, c->points_low, c->points_high));
	report_cell(table, item_word(page, WORD_VERDICT, verdict_slug(c->verdict)));
}

static const enum align shop_aligned[] = {ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_LEFT,
					  ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_LEFT};

enum { PLATFORM_COLUMNS = 6, SHOP_COLUMNS = 9 };

static void platforms(struct review *v)
{
	static const enum phrase headings[PLATFORM_COLUMNS] = {PHRASE_PAGE_H_PLATFORM, PHRASE_PAGE_H_RATE,
							       PHRASE_PAGE_H_BEFORE,   PHRASE_PAGE_H_CHANGE,
							       PHRASE_PAGE_H_INTERVAL, PHRASE_PAGE_H_VERDICT};
	struct report *page = v->page;

	if (v->platforms.count < 2)
		return;
	report_heading(page, 2, item_phrase(page, PHRASE_PAGE_PLATFORMS, review_year(v), NULL));
	struct block *table = report_table(page, shop_aligned, PLATFORM_COLUMNS);

	heading_cells(page, table, headings, PLATFORM_COLUMNS);
	for (size_t i = 0; i < v->platforms.count; i++)
		change_cells(page, table, &v->platforms.rows[i]);
}

static const struct moved *bridge_of(const struct moves *m, const char *name)
{
	for (size_t i = m->count; i-- > 0;)
		if (strcmp(m->rows[i].name, name) == 0)
			return &m->rows[i];
	return NULL;
}

static void bridge_cells(struct report *page, struct block *table, enum verdict verdict, const struct moved *m)
{
	static const enum phrase calls[] = {
		[MOVED_RATES] = PHRASE_PAGE_RATES_MOVED,
		[MOVED_MIX] = PHRASE_PAGE_MIX_MOVED,
		[MOVED_NOTHING] = PHRASE_PAGE_NOTHING_MOVED,
	};
	bool known = m && *m->flag == '\0';

	report_cell(table, item_number(page, ITEM_POINTS, known ? m->mix + m->assortment : NAN));
	report_cell(table, item_number(page, ITEM_POINTS, known ? m->same : NAN));
	report_cell(table, known ? item_phrase(page, calls[judge_what_moved(verdict, m)], NULL)
				 : item_number(page, ITEM_POINTS, NAN));
}

/*
 * The cause of each shop's change, from its own bridge over its SKUs. Exports without shop names are one shop per
 * platform.
 */
void review_shops(struct review *v)
{
	static const enum phrase headings[SHOP_COLUMNS] = {
		PHRASE_PAGE_H_SHOP,   PHRASE_PAGE_H_RATE,     PHRASE_PAGE_H_BEFORE,
		PHRASE_PAGE_H_CHANGE, PHRASE_PAGE_H_INTERVAL, PHRASE_PAGE_H_VERDICT,
		PHRASE_PAGE_H_MIX,    PHRASE_PAGE_H_SAME,     PHRASE_PAGE_H_MOVED};
	struct report *page = v->page;

	if (v->shops.count < 2) {
		platforms(v);
		return;
	}
	report_heading(page, 2, item_phrase(page, PHRASE_PAGE_SHOPS, review_year(v), NULL));
	struct block *table = report_table(page, shop_aligned, SHOP_COLUMNS);

	heading_cells(page, table, headings, SHOP_COLUMNS);
	for (size_t i = 0; i < v->shops.count; i++) {
		const struct change *c = &v->shops.rows[i];

		change_cells(page, table, c);
		bridge_cells(page, table, c->verdict, bridge_of(&v->bridge_shop, c->name));
	}
}

/* ---- causes and reasons ---- */

static size_t tested(const struct moves *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->count; i++)
		n += isnan(m->rows[i].q) ? 0 : 1;
	return n;
}

/* Causes whose rate changed for the same goods, that is, without the effect of the mix. */
static void moved_table(struct review *v, const struct moves *m, bool by_reason)
{
	static const enum align aligned[] = {ALIGN_LEFT,  ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT,
					     ALIGN_RIGHT, ALIGN_LEFT,  ALIGN_RIGHT};
	static const enum phrase headings[] = {PHRASE_PAGE_H_OF_SHIPPED, PHRASE_PAGE_H_BEFORE,   PHRASE_PAGE_H_CHANGE,
					       PHRASE_PAGE_H_SAME_PP,    PHRASE_PAGE_H_INTERVAL, PHRASE_PAGE_H_Q};
	struct report *page = v->page;
	struct block *table = NULL;

	for (size_t i = 0; i < m->count; i++) {
		const struct moved *row = &m->rows[i];

		if (!judge_moved(row))
			continue;
		if (!table) {
			table = report_table(page, aligned, sizeof(aligned) / sizeof(*aligned));
			report_cell(table, NULL);
			heading_cells(page, table, headings, sizeof(headings) / sizeof(*headings));
		}
		report_cell(table, by_reason ? item_text(page, ITEM_REASON, row->reason)
					     : item_text(page, ITEM_CAUSE, row->cause));
		report_cell(table, item_number(page, ITEM_RATE, row->rate));
		report_cell(table, item_number(page, ITEM_RATE, row->rate_before));
		report_cell(table, item_number(page, ITEM_POINTS, row->points));
		report_cell(table, item_strong(page, item_number(page, ITEM_POINTS, row->same)));
		report_cell(table, item_interval(page, row->same_low, row->same_high));
		report_cell(table, item_number(page, ITEM_Q, row->q));
	}
	if (!table)
		report_paragraph(page, nothing(page, tested(m)));
}

void review_moved(struct review *v)
{
	report_heading(v->page, 2, item_phrase(v->page, PHRASE_PAGE_CAUSES_MOVED, review_year(v), NULL));
	moved_table(v, &v->bridge_cause, false);
	report_heading(v->page, 2, item_phrase(v->page, PHRASE_PAGE_REASONS_MOVED, review_year(v), NULL));
	moved_table(v, &v->bridge_reason, true);
}

/* Couriers are judged by logistics only, because they carry different goods. */
void review_couriers(struct review *v)
{
	const struct window *year = review_find(v, "year");
	struct report *page = v->page;
	size_t told = 0;

	if (!year || year->carrier.count == 0)
		return;
	report_heading(page, 2, item_phrase(page, PHRASE_PAGE_COURIERS, review_year(v), NULL));
	for (size_t i = 0; i < year->carrier.count; i++) {
		const struct change *c = &year->carrier.rows[i];

		if (strcmp(c->cause, columns_causes[CAUSE_LOGISTICS]) != 0 || *c->name == '\0' ||
		    (c->verdict != VERDICT_WORSE && c->verdict != VERDICT_BETTER))
			continue;
		report_point(page, item_phrase(page, PHRASE_PAGE_OF, item_text(page, ITEM_NAME, c->name),
					       review_compared(page, c), NULL));
		told++;
	}
	if (told == 0)
		report_paragraph(page, nothing(page, changes_tested(&year->carrier)));
}
