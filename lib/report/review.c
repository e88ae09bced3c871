#include "report/review_private.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* The path FOLDER/PART. Caller frees. */
static char *path_of(const struct review *v, const char *part)
{
	return mem_printf("%s/%s", v->request->folder, part);
}

/* ---- reading ---- */

static int read_ledger(const struct review *v, struct ledger *l, const char *name, struct err *e)
{
	char *path = mem_printf("%s/work/accounts/%s.csv", v->request->folder, name);
	int status = ledger_read(l, path, e);

	free(path);
	return status;
}

static int read_changes(const struct review *v, struct changes *c, const char *name, const char *window, struct err *e)
{
	char *path = mem_printf("%s/tables/yoy-%s-%s.csv", v->request->folder, name, window);
	int status = changes_read(c, path, e);

	free(path);
	return status;
}

static int read_moves(const struct review *v, struct moves *m, const char *name, struct err *e)
{
	char *path = mem_printf("%s/tables/bridge-%s-year.csv", v->request->folder, name);
	int status = moves_read(m, path, e);

	free(path);
	return status;
}

static int read_lines(const struct review *v, struct notices *l, const char *name, struct err *e)
{
	char *path = path_of(v, name);
	int status = notices_read(l, path, e);

	free(path);
	return status;
}

static int read_remarks(const struct review *v, struct remark_list *l, const char *name, struct err *e)
{
	char *path = path_of(v, name);
	int status = remark_list_read(l, path, e);

	free(path);
	return status;
}

static int read_table(const struct review *v, struct table **t, const char *name, struct err *e)
{
	char *path = path_of(v, name);

	*t = table_read(path, e);
	free(path);
	return *t ? 0 : -1;
}

/*
 * Read the comparisons of a window. A window without a total is dropped, except the month, which is then reported
 * alone.
 */
static int read_window(struct review *v, const char *slug, struct err *e)
{
	struct window *w = &v->windows[v->window_count++];

	w->slug = slug;
	if (read_changes(v, &w->total, "total", slug, e) != 0 || read_changes(v, &w->sku, "sku", slug, e) != 0 ||
	    read_changes(v, &w->sku_reason, "sku-reason", slug, e) != 0 ||
	    read_changes(v, &w->style, "style", slug, e) != 0 ||
	    read_changes(v, &w->style_reason, "style-reason", slug, e) != 0 ||
	    read_changes(v, &w->carrier, "carrier", slug, e) != 0)
		return -1;
	return 0;
}

static void free_window(struct window *w)
{
	changes_free(&w->total);
	changes_free(&w->sku);
	changes_free(&w->sku_reason);
	changes_free(&w->style);
	changes_free(&w->style_reason);
	changes_free(&w->carrier);
	memset(w, 0, sizeof(*w));
}

static bool ends_quarter(const char *month)
{
	return strcmp(month + 5, "03") == 0 || strcmp(month + 5, "06") == 0 || strcmp(month + 5, "09") == 0 ||
	       strcmp(month + 5, "12") == 0;
}

static int read_windows(struct review *v, struct err *e)
{
	static const char *const slugs[WINDOWS] = {"month", "quarter", "year"};

	for (size_t i = 0; i < WINDOWS; i++) {
		if (i == 1 && !ends_quarter(v->request->month))
			continue;
		if (read_window(v, slugs[i], e) != 0)
			return -1;
		if (i > 0 && v->windows[v->window_count - 1].total.count == 0)
			free_window(&v->windows[--v->window_count]);
	}
	return 0;
}

static int read_sources(struct review *v, struct err *e)
{
	char *path = path_of(v, "tables/findings.csv");
	int status = faults_read(&v->faults, path, e);

	free(path);
	if (status != 0 || read_ledger(v, &v->shipments, "shipments", e) != 0 ||
	    read_ledger(v, &v->returns, "returns", e) != 0 || read_ledger(v, &v->classified, "classified", e) != 0)
		return -1;
	return 0;
}

static int read_rates(struct review *v, struct err *e)
{
	char *path = path_of(v, "tables/rate-month.csv");
	int status = rates_read(&v->months, path, e);

	free(path);
	if (status != 0 || read_windows(v, e) != 0 || read_changes(v, &v->shops, "shop", "year", e) != 0 ||
	    read_changes(v, &v->platforms, "platform", "year", e) != 0 ||
	    read_moves(v, &v->bridge_total, "total", e) != 0 || read_moves(v, &v->bridge_cause, "cause", e) != 0 ||
	    read_moves(v, &v->bridge_reason, "reason", e) != 0 || read_moves(v, &v->bridge_shop, "shop", e) != 0)
		return -1;
	return 0;
}

static int read_work(struct review *v, struct err *e)
{
	if (read_ledger(v, &v->joined, "joined", e) != 0 || read_ledger(v, &v->counted, "counted", e) != 0 ||
	    read_table(v, &v->cells, "work/cells.csv", e) != 0 ||
	    read_table(v, &v->exports, "work/exports/exports.csv", e) != 0 ||
	    read_lines(v, &v->undrawn, "work/undrawn", e) != 0 ||
	    read_remarks(v, &v->remarks[SIDE_SHIPMENTS], "work/shipments/remarks.csv", e) != 0 ||
	    read_remarks(v, &v->remarks[SIDE_RETURNS], "work/returns/remarks.csv", e) != 0)
		return -1;
	return 0;
}

static void close_review(struct review *v)
{
	for (size_t i = 0; i < v->window_count; i++)
		free_window(&v->windows[i]);
	changes_free(&v->shops);
	changes_free(&v->platforms);
	moves_free(&v->bridge_total);
	moves_free(&v->bridge_cause);
	moves_free(&v->bridge_reason);
	moves_free(&v->bridge_shop);
	rates_free(&v->months);
	faults_free(&v->faults);
	ledger_free(&v->shipments);
	ledger_free(&v->returns);
	ledger_free(&v->joined);
	ledger_free(&v->classified);
	ledger_free(&v->counted);
	table_free(v->cells);
	table_free(v->exports);
	notices_free(&v->undrawn);
	for (size_t i = 0; i < SIDES; i++)
		remark_list_free(&v->remarks[i]);
}

/* Free the review and return its page, NULL on failure. */
static struct report *finish(struct review *v, int status)
{
	struct report *page = v->page;

	close_review(v);
	if (status == 0)
		return page;
	report_free(page);
	return NULL;
}

/* ---- pages ---- */

/* Faults in the data come before the results. */
static int warn_first(struct review *v, struct err *e)
{
	struct report *page = v->page;
	size_t warnings = review_warnings(v);

	review_trust(v);
	if (review_unread(v, e) != 0)
		return -1;
	if (ledger_rows(&v->classified, NULL, NULL, FATE_KEPT, NULL) == 0)
		report_paragraph(page,
				 item_phrase(page, PHRASE_PAGE_NO_RETURNS,
					     item_strong(page, item_phrase(page, PHRASE_PAGE_NO_RETURNS_LEAD, NULL)),
					     NULL));
	if (warnings)
		report_paragraph(
			page, item_phrase(page, PHRASE_PAGE_WARNED_AT_END,
					  item_strong(page, item_phrase(page,
									warnings == 1 ? PHRASE_PAGE_WARNED_ONE
										      : PHRASE_PAGE_WARNED_SEVERAL,
									item_number(page, ITEM_COUNT, (double)warnings),
									NULL)),
					  NULL));
	return review_coverage(v, e);
}

static int build(struct review *v, struct err *e)
{
	report_heading(v->page, 1,
		       item_phrase(v->page, PHRASE_PAGE_TITLE, item_text(v->page, ITEM_NAME, v->request->month), NULL));
	if (warn_first(v, e) != 0)
		return -1;
	review_overall(v);
	review_bridge(v);
	review_shops(v);
	review_movers(v);
	review_watch(v);
	review_moved(v);
	review_couriers(v);
	review_rest(v);
	return review_left_out(v, e);
}

struct report *review_page(const struct review_request *request, struct err *e)
{
	struct review v = {.request = request, .page = report_new()};
	int status = read_sources(&v, e);

	if (status == 0)
		status = read_rates(&v, e);
	if (status == 0)
		status = read_work(&v, e);
	if (status == 0)
		status = build(&v, e);
	return finish(&v, status);
}

struct report *review_foot(const struct review_request *request, struct err *e)
{
	struct review v = {.request = request, .page = report_new()};
	int status = read_sources(&v, e);

	if (status == 0) {
		struct item *line = item_list(v.page, PHRASE_PAGE_BESIDE), *clause = review_clause(v.page, &v.faults);

		item_add(line, review_sources(v.page, &v));
		if (clause)
			item_add(line, clause);
		report_paragraph(v.page, line);
	}
	return finish(&v, status);
}

struct report *review_errors(const struct review_request *request, struct err *e)
{
	struct review v = {.request = request, .page = report_new()};
	int status = read_sources(&v, e);

	for (size_t i = 0; status == 0 && i < v.faults.count; i++)
		if (v.faults.rows[i].severity == SEVERITY_ERROR)
			report_paragraph(v.page,
					 item_phrase(v.page, PHRASE_PAGE_OF_PLAIN,
						     item_text(v.page, ITEM_NAME, v.faults.rows[i].check),
						     item_text(v.page, ITEM_NAME, v.faults.rows[i].advice), NULL));
	return finish(&v, status);
}
