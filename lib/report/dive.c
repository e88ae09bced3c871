#include "report/dive.h"

#include "base/mem.h"
#include "report/data.h"
#include "report/lines.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TOP_REASONS = 4, DATE_LENGTH = 10, MONTH_LENGTH = 7, COMPARE_COLUMNS = 8 };

/* Columns of the notes. */
enum note_column {
	NOTE_REASON,
	NOTE_CONFLICT,
	NOTE_RECEIVED,
	NOTE_FINISHED,
	NOTE_SHOP,
	NOTE_PICKED,
	NOTE_TEXT,
	NOTE_SOURCE,
	NOTES
};

struct dive {
	const struct dive_request *request;
	struct report *page;
	struct rates reasons;
	struct changes month, quarter, year, causes, by_reason;
	struct table *notes;
	int columns[NOTES];
	struct notices undrawn;
};

static struct item *name(struct dive *d, const char *text)
{
	return item_text(d->page, ITEM_NAME, text);
}

static struct item *count(struct dive *d, double n)
{
	return item_number(d->page, ITEM_COUNT, n);
}

static struct item *rate(struct dive *d, double fraction)
{
	return item_number(d->page, ITEM_RATE, fraction);
}

/* ---- the rate ---- */

/* "8.10% (95% interval 7.9%–8.3%) against 7.5% a year ago, …: worse" */
static struct item *compared(struct dive *d, const struct change *c)
{
	struct report *page = d->page;

	return item_phrase(page, PHRASE_PAGE_COMPARED, rate(d, c->rate), rate(d, c->low), rate(d, c->high),
			   rate(d, c->rate_before), item_number(page, ITEM_POINTS, c->points),
			   item_interval(page, c->points_low, c->points_high),
			   item_strong(page, item_word(page, WORD_VERDICT, verdict_slug(c->verdict))), NULL);
}

/* The SKU in one window of the review's table, which has no row when the SKU was neither shipped nor returned. */
static void window(struct dive *d, const struct changes *t, struct item *when)
{
	const struct change *c = t->rows;
	struct report *page = d->page;

	if (t->count == 0)
		report_point(page, item_phrase(page, PHRASE_PAGE_D_NEITHER, when, NULL));
	else if (c->verdict == VERDICT_NEW)
		report_point(page,
			     item_phrase(page, PHRASE_PAGE_D_NEW, when,
					 item_strong(page, item_word(page, WORD_VERDICT, verdict_slug(c->verdict))),
					 rate(d, c->rate), count(d, c->returned), count(d, c->shipped), NULL));
	else if (c->verdict == VERDICT_GONE)
		report_point(page,
			     item_phrase(page, PHRASE_PAGE_D_GONE, when,
					 item_strong(page, item_word(page, WORD_VERDICT, verdict_slug(c->verdict))),
					 rate(d, c->rate_before), NULL));
	else
		report_point(page, item_phrase(page, PHRASE_PAGE_D_COMPARED, when, compared(d, c),
					       count(d, c->returned), count(d, c->shipped), NULL));
}

/* The picture, or the reason why there is none. */
static void picture(struct dive *d, const char *of)
{
	for (size_t i = 0; i < d->undrawn.count; i++)
		if (strcmp(d->undrawn.list[i].name, of) == 0) {
			report_paragraph(d->page,
					 item_phrase(d->page, PHRASE_PAGE_D_NO_PICTURE,
						     item_word(d->page, WORD_UNDRAWN, d->undrawn.list[i].why), NULL));
			return;
		}
	report_figure(d->page, of);
}

static void overall(struct dive *d)
{
	report_heading(d->page, 2, item_phrase(d->page, PHRASE_PAGE_D_RATE, NULL));
	window(d, &d->month, name(d, d->request->month));
	if (d->quarter.count)
		window(d, &d->quarter, name(d, d->quarter.rows[0].period));
	window(d, &d->year, item_phrase(d->page, PHRASE_PAGE_YEAR_TO, name(d, d->request->month), NULL));
	picture(d, "trend");
}

/* ---- causes and reasons ---- */

static void compare_row(struct dive *d, struct block *table, const struct change *c, bool by_reason)
{
	struct report *page = d->page;

	report_cell(table, by_reason ? item_text(page, ITEM_REASON, c->reason) : item_text(page, ITEM_CAUSE, c->cause));
	report_cell(table, count(d, c->returned));
	report_cell(table, rate(d, c->rate));
	report_cell(table, rate(d, c->rate_before));
	report_cell(table, item_number(page, ITEM_POINTS, c->points));
	report_cell(table, isnan(c->points_low) ? name(d, "") : item_interval(page, c->points_low, c->points_high));
	report_cell(table, item_number(page, ITEM_Q, c->q));
	report_cell(table, item_word(page, WORD_VERDICT, verdict_slug(c->verdict)));
}

static void compare(struct dive *d, const struct changes *t, enum phrase title, bool by_reason)
{
	static const enum align aligned[COMPARE_COLUMNS] = {ALIGN_LEFT,  ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT,
							    ALIGN_RIGHT, ALIGN_LEFT,  ALIGN_RIGHT, ALIGN_LEFT};
	static const enum phrase headings[COMPARE_COLUMNS - 1] = {
		PHRASE_PAGE_H_RETURNED, PHRASE_PAGE_H_SHARE_OF, PHRASE_PAGE_H_BEFORE, PHRASE_PAGE_H_CHANGE,
		PHRASE_PAGE_H_INTERVAL, PHRASE_PAGE_H_Q,        PHRASE_PAGE_H_VERDICT};

	report_heading(d->page, 2, item_phrase(d->page, title, NULL));
	if (t->count == 0) {
		report_paragraph(d->page, item_phrase(d->page, PHRASE_PAGE_D_NOTHING, NULL));
		return;
	}
	struct block *table = report_table(d->page, aligned, COMPARE_COLUMNS);

	report_cell(table, NULL);
	for (size_t i = 0; i + 1 < COMPARE_COLUMNS; i++)
		report_cell(table, item_phrase(d->page, headings[i], NULL));
	for (size_t i = 0; i < t->count; i++)
		if (t->rows[i].returned + t->rows[i].returned_before > 0)
			compare_row(d, table, &t->rows[i], by_reason);
}

/* ---- what customers wrote ---- */

static const char *note(const struct dive *d, size_t row, enum note_column column)
{
	return table_get(d->notes, row, d->columns[column]);
}

/* The day a return was received, else finished. */
static const char *when(const struct dive *d, size_t row)
{
	const char *received = note(d, row, NOTE_RECEIVED);

	return *received ? received : note(d, row, NOTE_FINISHED);
}

static bool in_year(const struct dive *d, size_t row)
{
	return strncmp(when(d, row), d->request->first, MONTH_LENGTH) >= 0 &&
	       strncmp(when(d, row), d->request->month, MONTH_LENGTH) <= 0;
}

/*
 * The year's notes of a reason, newest first, in an array that the caller frees; *without counts notes without text.
 */
static size_t *notes_of(const struct dive *d, const char *reason, size_t *n, size_t *without)
{
	size_t rows = table_rows(d->notes), at;
	size_t *chosen = mem_alloc(rows, sizeof(*chosen));

	*n = *without = 0;
	for (size_t i = 0; i < rows; i++) {
		if (strcmp(note(d, i, NOTE_REASON), reason) != 0 || !in_year(d, i))
			continue;
		if (*note(d, i, NOTE_TEXT) == '\0') {
			++*without;
			continue;
		}
		for (at = (*n)++; at > 0 && strncmp(when(d, chosen[at - 1]), when(d, i), DATE_LENGTH) < 0; at--)
			chosen[at] = chosen[at - 1];
		chosen[at] = i;
	}
	return chosen;
}

static void tell_note(struct dive *d, size_t row)
{
	struct report *page = d->page;
	bool disagrees = strcmp(note(d, row, NOTE_CONFLICT), "1") == 0;

	report_point(page, item_phrase(page, disagrees ? PHRASE_PAGE_D_NOTE_DISAGREES : PHRASE_PAGE_D_NOTE,
				       item_bytes(page, ITEM_NAME, when(d, row), strnlen(when(d, row), DATE_LENGTH)),
				       name(d, note(d, row, NOTE_SHOP)), name(d, note(d, row, NOTE_PICKED)),
				       name(d, note(d, row, NOTE_TEXT)),
				       item_text(page, ITEM_CODE, note(d, row, NOTE_SOURCE)), NULL));
}

static void tell_reason(struct dive *d, const struct rated *r)
{
	struct report *page = d->page;
	size_t n, without, most = d->request->notes;
	size_t *chosen = notes_of(d, r->reason, &n, &without);

	report_heading(page, 3,
		       item_phrase(page, r->returned == 1 ? PHRASE_PAGE_D_REASON_ONE : PHRASE_PAGE_D_REASON,
				   item_text(page, ITEM_REASON, r->reason), count(d, r->returned),
				   item_number(page, ITEM_SHARE, r->share), NULL));
	for (size_t i = 0; i < n && i < most; i++)
		tell_note(d, chosen[i]);
	free(chosen);
	if (n > most)
		report_point(page, item_phrase(page, PHRASE_PAGE_D_MORE_NOTES, count(d, (double)(n - most)), NULL));
	if (without)
		report_point(page, item_phrase(page, without == 1 ? PHRASE_PAGE_D_WITHOUT_ONE : PHRASE_PAGE_D_WITHOUT,
					       count(d, (double)without), NULL));
}

/* The reasons with the most units of the year. */
static void verbatim(struct dive *d)
{
	const struct rated *top[TOP_REASONS] = {NULL};

	report_heading(d->page, 2, item_phrase(d->page, PHRASE_PAGE_D_WROTE, NULL));
	for (size_t i = 0; i < d->reasons.count; i++) {
		const struct rated *r = &d->reasons.rows[i];

		for (size_t at = 0; at < TOP_REASONS && r && r->returned > 0; at++)
			if (!top[at] || r->returned > top[at]->returned) {
				const struct rated *lower = top[at];

				top[at] = r;
				r = lower;
			}
	}
	for (size_t i = 0; i < TOP_REASONS && top[i]; i++)
		tell_reason(d, top[i]);
}

/* ---- reading ---- */

static int read_changes(struct dive *d, struct changes *c, const char *table, struct err *e)
{
	char *path = mem_printf("%s/tables/yoy-%s.csv", d->request->folder, table);
	int status = changes_read(c, path, e);

	free(path);
	return status;
}

static int read_rates(struct dive *d, struct rates *r, const char *table, struct err *e)
{
	char *path = mem_printf("%s/tables/rate-%s.csv", d->request->folder, table);
	int status = rates_read(r, path, e);

	free(path);
	return status;
}

static int read_notes(struct dive *d, struct err *e)
{
	static const char *const names[NOTES] = {
		[NOTE_REASON] = "reason",
		[NOTE_CONFLICT] = "conflict",
		[NOTE_RECEIVED] = "received_at",
		[NOTE_FINISHED] = "finished_at",
		[NOTE_SHOP] = "shop",
		[NOTE_PICKED] = "reason1",
		[NOTE_TEXT] = "note",
		[NOTE_SOURCE] = "source",
	};
	char *path = mem_printf("%s/tables/notes.csv", d->request->folder);

	d->notes = table_read(path, e);
	free(path);
	for (size_t i = 0; d->notes && i < NOTES; i++)
		if ((d->columns[i] = table_need(d->notes, names[i], e)) < 0)
			return -1;
	return d->notes ? 0 : -1;
}

/* A quarter has a table only if it ends with the month. */
static int read_quarter(struct dive *d, struct err *e)
{
	char *path = mem_printf("%s/tables/yoy-sku-quarter.csv", d->request->folder);
	int status = access(path, F_OK) == 0 ? changes_read(&d->quarter, path, e) : 0;

	free(path);
	return status;
}

static int read_all(struct dive *d, struct err *e)
{
	if (read_changes(d, &d->month, "sku-month", e) != 0 || read_changes(d, &d->year, "sku-year", e) != 0 ||
	    read_quarter(d, e) != 0 || read_changes(d, &d->causes, "cause-year", e) != 0 ||
	    read_changes(d, &d->by_reason, "reason-year", e) != 0 ||
	    read_rates(d, &d->reasons, "reason-year", e) != 0 || read_notes(d, e) != 0)
		return -1;
	return d->request->undrawn ? notices_read(&d->undrawn, d->request->undrawn, e) : 0;
}

static void close_dive(struct dive *d)
{
	changes_free(&d->month);
	changes_free(&d->quarter);
	changes_free(&d->year);
	changes_free(&d->causes);
	changes_free(&d->by_reason);
	rates_free(&d->reasons);
	table_free(d->notes);
	notices_free(&d->undrawn);
}

struct report *dive_page(const struct dive_request *request, struct err *e)
{
	struct dive d = {.request = request, .page = report_new()};
	int status = read_all(&d, e);

	if (status == 0) {
		report_heading(d.page, 1,
			       item_phrase(d.page, PHRASE_PAGE_D_TITLE, name(&d, request->sku),
					   name(&d, request->month), NULL));
		overall(&d);
		compare(&d, &d.causes, PHRASE_PAGE_D_CAUSES, false);
		picture(&d, "causes");
		compare(&d, &d.by_reason, PHRASE_PAGE_D_REASONS, true);
		picture(&d, "pareto");
		verbatim(&d);
	}
	close_dive(&d);
	if (status == 0)
		return d.page;
	report_free(d.page);
	return NULL;
}
