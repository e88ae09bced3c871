#include "report/judge.h"
#include "report/review_private.h"

#include "base/mem.h"
#include "row/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOVERS_SHOWN = 8, STYLES_SHOWN = 6, WATCHED = 3, MOVER_COLUMNS = 8 };

/* One table of the page: SKUs or styles with a verdict, in every window. */
struct movers {
	struct review *v;
	bool of_styles;
	enum verdict verdict;
	struct block *table; /* NULL until the first row */
};

static const struct changes *changes_of(const struct movers *m, const struct window *w)
{
	return m->of_styles ? &w->style : &w->sku;
}

static const char *kind_of(const struct movers *m)
{
	return m->of_styles ? "style" : "sku";
}

static void begin(struct movers *m)
{
	static const enum align aligned[MOVER_COLUMNS] = {ALIGN_LEFT,  ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT,
							  ALIGN_RIGHT, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_LEFT};
	const enum phrase headings[MOVER_COLUMNS] = {
		PHRASE_PAGE_H_WINDOW, m->of_styles ? PHRASE_PAGE_H_STYLE : PHRASE_PAGE_H_SKU,
		PHRASE_PAGE_H_RATE,   PHRASE_PAGE_H_BEFORE,
		PHRASE_PAGE_H_CHANGE, PHRASE_PAGE_H_INTERVAL,
		PHRASE_PAGE_H_Q,      PHRASE_PAGE_H_REASON};

	if (m->table)
		return;
	m->table = report_table(m->v->page, aligned, MOVER_COLUMNS);
	for (size_t i = 0; i < MOVER_COLUMNS; i++)
		report_cell(m->table, item_phrase(m->v->page, headings[i], NULL));
}

/*
 * The reason that changed a rate most: plain when its own change is certain, in brackets when it only has the same
 * direction.
 */
static struct item *main_reason(struct movers *m, const struct window *w, const char *name)
{
	struct report *page = m->v->page;
	bool sure;
	const struct change *c =
		judge_main_reason(m->of_styles ? &w->style_reason : &w->sku_reason, name, m->verdict, &sure);

	if (!c)
		return item_number(page, ITEM_POINTS, NAN);
	return item_phrase(page, sure ? PHRASE_PAGE_REASON_SURE : PHRASE_PAGE_REASON_LIKELY,
			   item_text(page, ITEM_REASON, c->reason), item_number(page, ITEM_POINTS, c->points), NULL);
}

static void mover_row(struct movers *m, const struct window *w, const struct change *c)
{
	struct report *page = m->v->page;

	begin(m);
	report_cell(m->table, review_window(m->v, w));
	report_cell(m->table, item_text(page, ITEM_NAME, c->name));
	report_cell(m->table, item_number(page, ITEM_RATE, c->rate));
	report_cell(m->table, item_number(page, ITEM_RATE, c->rate_before));
	report_cell(m->table, item_number(page, ITEM_POINTS, c->points));
	report_cell(m->table, item_interval(page, c->points_low, c->points_high));
	report_cell(m->table, item_number(page, ITEM_Q, c->q));
	report_cell(m->table, main_reason(m, w, c->name));
}

/* The number of further rows in the table of the window. */
static void more_row(struct movers *m, const struct window *w, size_t more)
{
	struct report *page = m->v->page;
	char *file = mem_printf("tables/yoy-%s-%s.csv", kind_of(m), w->slug);

	begin(m);
	report_cell(m->table, review_window(m->v, w));
	report_cell(m->table, item_text(page, ITEM_NAME, "…"));
	for (size_t i = 2; i + 1 < MOVER_COLUMNS; i++)
		report_cell(m->table, NULL);
	report_cell(m->table, item_phrase(page, PHRASE_PAGE_MORE_IN, item_number(page, ITEM_COUNT, (double)more),
					  item_text(page, ITEM_NAME, file), NULL));
	free(file);
}

static void movers(struct review *v, bool of_styles, enum verdict verdict, enum phrase title)
{
	struct movers m = {v, of_styles, verdict, NULL};
	size_t tested = 0;

	report_heading(v->page, 2, item_phrase(v->page, title, NULL));
	for (size_t i = v->window_count; i-- > 0;) {
		const struct window *w = &v->windows[i];
		size_t n;
		const struct change **chosen = judge_choose(changes_of(&m, w), verdict, &n);

		for (size_t j = 0; j < n && j < MOVERS_SHOWN; j++)
			if (*chosen[j]->name)
				mover_row(&m, w, chosen[j]);
		if (n > MOVERS_SHOWN)
			more_row(&m, w, n - MOVERS_SHOWN);
		tested += changes_tested(changes_of(&m, w));
		free(chosen);
	}
	if (!m.table)
		report_paragraph(
			v->page,
			item_phrase(v->page, tested ? PHRASE_PAGE_NONE_STANDS_OUT : PHRASE_PAGE_NOT_COMPARED, NULL));
}

/* "00105, quality · Leak: 2.77% ..." */
static struct item *reason_of(struct report *page, const struct change *c)
{
	return item_phrase(page, PHRASE_PAGE_OF,
			   item_phrase(page, PHRASE_PAGE_NAME_REASON, item_text(page, ITEM_NAME, c->name),
				       item_text(page, ITEM_REASON, c->reason), NULL),
			   review_compared(page, c), NULL);
}

static void reasons_of_styles(struct review *v, const struct window *year)
{
	static const enum verdict verdicts[] = {VERDICT_WORSE, VERDICT_BETTER};
	size_t told = 0, n;

	for (size_t k = 0; k < sizeof(verdicts) / sizeof(*verdicts); k++) {
		const struct change **chosen = judge_choose(&year->style_reason, verdicts[k], &n);

		for (size_t j = 0; j < n && j < STYLES_SHOWN; j++) {
			if (*chosen[j]->name == '\0')
				continue;
			if (told++ == 0)
				report_paragraph(v->page,
						 item_phrase(v->page, PHRASE_PAGE_WITHIN_STYLES, review_year(v), NULL));
			report_point(v->page, reason_of(v->page, chosen[j]));
		}
		free(chosen);
	}
}

/*
 * Sizes of one style share a size chart, a cloth and a factory: together they show changes that one size is too small
 * to show. Only for exports that name the style.
 */
static void styles(struct review *v)
{
	const struct window *year = review_find(v, "year");
	bool some = false;

	for (size_t i = 0; year && i < year->style.count; i++)
		some |= *year->style.rows[i].name != '\0';
	if (!some)
		return;
	movers(v, true, VERDICT_WORSE, PHRASE_PAGE_STYLES_WORSE);
	movers(v, true, VERDICT_BETTER, PHRASE_PAGE_STYLES_BETTER);
	reasons_of_styles(v, year);
}

static enum verdict verdict_of(const struct changes *c, const char *name)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->rows[i].name, name) == 0)
			return c->rows[i].verdict;
	return VERDICT_COUNT;
}

/* Hidden changes: reasons that got worse by their own test, of SKUs or styles whose total did not. */
static size_t hidden_in(struct review *v, const struct window *w, const struct changes *totals,
			const struct changes *reasons, size_t told)
{
	struct report *page = v->page;
	size_t n;
	const struct change **chosen = judge_choose(reasons, VERDICT_WORSE, &n);

	for (size_t i = 0; i < n; i++) {
		if (*chosen[i]->name == '\0' || verdict_of(totals, chosen[i]->name) == VERDICT_WORSE)
			continue;
		if (told++ == 0)
			report_heading(page, 2, item_phrase(page, PHRASE_PAGE_HIDDEN, NULL));
		report_point(page,
			     item_phrase(page, PHRASE_PAGE_OF, review_window(v, w), reason_of(page, chosen[i]), NULL));
	}
	free(chosen);
	return told;
}

/* True when the year already reports the courier, so that a shorter window would repeat it. */
static bool told_by_year(const struct review *v, const struct change *c)
{
	const struct window *year = review_find(v, "year");

	for (size_t i = 0; year && i < year->carrier.count; i++)
		if (strcmp(year->carrier.rows[i].name, c->name) == 0 &&
		    strcmp(year->carrier.rows[i].cause, c->cause) == 0)
			return year->carrier.rows[i].verdict == VERDICT_WORSE;
	return false;
}

/* Couriers are judged by logistics only, the cause they answer for; the year has its own section. */
static size_t hidden_couriers(struct review *v, const struct window *w, size_t told)
{
	struct report *page = v->page;

	for (size_t i = 0; i < w->carrier.count && strcmp(w->slug, "year") != 0; i++) {
		const struct change *c = &w->carrier.rows[i];

		if (strcmp(c->cause, columns_causes[CAUSE_LOGISTICS]) != 0 || *c->name == '\0' ||
		    c->verdict != VERDICT_WORSE || told_by_year(v, c))
			continue;
		if (told++ == 0)
			report_heading(page, 2, item_phrase(page, PHRASE_PAGE_HIDDEN, NULL));
		report_point(page, item_phrase(page, PHRASE_PAGE_OF, review_window(v, w),
					       item_phrase(page, PHRASE_PAGE_OF,
							   item_phrase(page, PHRASE_PAGE_NAME_REASON,
								       item_text(page, ITEM_NAME, c->name),
								       item_text(page, ITEM_CAUSE, c->cause), NULL),
							   review_compared(page, c), NULL),
					       NULL));
	}
	return told;
}

static void hidden(struct review *v)
{
	size_t told = 0;

	for (size_t i = 0; i < v->window_count; i++) {
		const struct window *w = &v->windows[i];

		told = hidden_in(v, w, &w->sku, &w->sku_reason, told);
		/* The year's reasons of styles are listed with the styles. */
		if (strcmp(w->slug, "year") != 0)
			told = hidden_in(v, w, &w->style, &w->style_reason, told);
		told = hidden_couriers(v, w, told);
	}
}

void review_movers(struct review *v)
{
	movers(v, false, VERDICT_WORSE, PHRASE_PAGE_SKUS_WORSE);
	movers(v, false, VERDICT_BETTER, PHRASE_PAGE_SKUS_BETTER);
	styles(v);
	hidden(v);
	report_paragraph(v->page, item_phrase(v->page, PHRASE_PAGE_FALSE_DISCOVERY, NULL));
}

/* ---- changes that may be chance ---- */

/* True for a SKU not shipped in the month under review: only late returns are left. */
static bool is_gone(const struct review *v, const char *sku)
{
	return verdict_of(&review_find(v, "month")->sku, sku) == VERDICT_GONE;
}

/* Units returned in excess of the rate a year ago. */
static double excess(const struct change *c)
{
	return c->returned - c->rate_before * c->shipped;
}

static int by_evidence(const void *left, const void *right)
{
	const struct change *a = *(const struct change *const *)left, *b = *(const struct change *const *)right;

	if (a->p != b->p)
		return a->p < b->p ? -1 : 1;
	if (excess(a) != excess(b))
		return excess(a) > excess(b) ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* The SKUs of a window with most evidence; the list may be empty. */
static struct item *watched(struct review *v, const struct window *w)
{
	struct report *page = v->page;
	struct item *list = item_list(page, PHRASE_PAGE_SEMICOLON);
	size_t n, kept = 0;
	const struct change **chosen = judge_choose(&w->sku, VERDICT_UNCLEAR, &n);

	for (size_t i = 0; i < n; i++)
		if (chosen[i]->points > 0 && !isnan(chosen[i]->p) && *chosen[i]->name && !is_gone(v, chosen[i]->name))
			chosen[kept++] = chosen[i];
	qsort(chosen, kept, sizeof(*chosen), by_evidence);
	for (size_t i = 0; i < kept && i < WATCHED; i++)
		item_add(list, item_phrase(page, PHRASE_PAGE_WATCHED, item_text(page, ITEM_NAME, chosen[i]->name),
					   item_number(page, ITEM_RATE, chosen[i]->rate_before),
					   item_number(page, ITEM_RATE, chosen[i]->rate),
					   item_interval(page, chosen[i]->points_low, chosen[i]->points_high), NULL));
	free(chosen);
	return list;
}

void review_watch(struct review *v)
{
	struct report *page = v->page;
	size_t told = 0;

	report_heading(page, 2, item_phrase(page, PHRASE_PAGE_WATCH, NULL));
	for (size_t i = 0; i < v->window_count; i++) {
		struct item *list = watched(v, &v->windows[i]);

		if (list->count == 0)
			continue;
		report_point(page, item_phrase(page, PHRASE_PAGE_OF, review_window(v, &v->windows[i]), list, NULL));
		told++;
	}
	if (told == 0)
		report_paragraph(page, item_phrase(page, PHRASE_PAGE_NONE, NULL));
}

/* ---- the rest ---- */

static struct item *count_verdicts(struct report *page, const struct changes *c)
{
	static const enum verdict order[] = {VERDICT_WORSE,    VERDICT_BETTER, VERDICT_SAME, VERDICT_UNCLEAR,
					     VERDICT_THIN,     VERDICT_NEW,    VERDICT_GONE, VERDICT_PARTIAL,
					     VERDICT_IMMATURE, VERDICT_OVER};
	struct item *list = item_list(page, PHRASE_PAGE_AND);

	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		size_t n = 0;

		for (size_t j = 0; j < c->count; j++)
			n += c->rows[j].verdict == order[i];
		if (n)
			item_add(list, item_phrase(page, PHRASE_PAGE_WORDS_COUNT,
						   item_word(page, WORD_VERDICT, verdict_slug(order[i])),
						   item_number(page, ITEM_COUNT, (double)n), NULL));
	}
	return list;
}

static struct item *listed(struct report *page, const struct window *w, enum verdict verdict)
{
	struct item *list = item_list(page, PHRASE_PAGE_AND);

	for (size_t i = 0; w && i < w->sku.count; i++)
		if (w->sku.rows[i].verdict == verdict)
			item_add(list, item_text(page, ITEM_NAME, w->sku.rows[i].name));
	return list->count ? list : item_phrase(page, PHRASE_PAGE_NO_NAMES, NULL);
}

void review_rest(struct review *v)
{
	const struct window *year = review_find(v, "year");
	struct report *page = v->page;

	report_heading(page, 2, item_phrase(page, PHRASE_PAGE_REST, NULL));
	if (year && year->sku.count)
		report_point(page, item_phrase(page, PHRASE_PAGE_VERDICTS, count_verdicts(page, &year->sku), NULL));
	report_point(page, item_phrase(page, PHRASE_PAGE_NEW_AND_GONE, listed(page, year, VERDICT_NEW),
				       item_text(page, ITEM_NAME, v->request->month),
				       listed(page, review_find(v, "month"), VERDICT_GONE), NULL));
}
