#include "report/review_private.h"

#include "base/date.h"
#include "base/mem.h"
#include "cell/cell.h"
#include "result/view.h"

#include <stdlib.h>
#include <string.h>

enum { SHOP_BEHIND = 31, SHOP_OVERLAP = 45 };

static void widen(struct review_days *d, int32_t first, int32_t last)
{
	if (first != DATE_NONE && (d->first == DATE_NONE || first < d->first))
		d->first = first;
	if (last != DATE_NONE && (d->last == DATE_NONE || last > d->last))
		d->last = last;
}

struct shop_days {
	const char *name;
	struct review_days sent, back;
};

struct coverage {
	struct review_days sent, back;
	struct shop_days *shops;
	size_t count, capacity;
};

static struct shop_days *shop_of(struct coverage *c, const char *name)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->shops[i].name, name) == 0)
			return &c->shops[i];
	c->shops = mem_grow(c->shops, &c->capacity, c->count + 1, sizeof(*c->shops));
	c->shops[c->count] = (struct shop_days){name, {DATE_NONE, DATE_NONE}, {DATE_NONE, DATE_NONE}};
	return &c->shops[c->count++];
}

static int read_day(const struct view *cells, size_t row, size_t column, int32_t *day, struct err *e)
{
	const char *text = view_text(cells, row, column);

	*day = date_parse(text, strlen(text));
	return *day == DATE_NONE && *text ? view_fault(cells, row, column, "not a date:", e) : 0;
}

/* The days of the cells, by shop. Returns 0, or -1 with words; the caller frees c->shops. */
static int read_days(const struct table *table, struct coverage *c, struct err *e)
{
	int status = 0;

	*c = (struct coverage){.sent = {DATE_NONE, DATE_NONE}, .back = {DATE_NONE, DATE_NONE}};
	struct view *cells =
		view_new(table, &cells_schema,
			 SCHEMA_SET(CELL_SHIPPED_LINES) | SCHEMA_SET(CELL_FIRST) | SCHEMA_SET(CELL_LAST), e);

	if (!cells)
		return -1;
	for (size_t i = 0; i < table_rows(table) && status == 0; i++) {
		struct shop_days *shop = shop_of(c, view_dims(cells) ? view_dim(cells, i, 0) : "");
		int32_t first, last;
		double lines;

		status = view_number(cells, i, CELL_SHIPPED_LINES, &lines, e);
		if (status == 0)
			status = read_day(cells, i, CELL_FIRST, &first, e);
		if (status == 0)
			status = read_day(cells, i, CELL_LAST, &last, e);
		if (status != 0)
			break;
		widen(lines > 0 ? &shop->sent : &shop->back, first, last);
		widen(lines > 0 ? &c->sent : &c->back, first, last);
	}
	view_free(cells);
	return status;
}

struct item *review_day(struct report *page, int32_t when)
{
	char text[DATE_TEXT];

	return item_text(page, ITEM_NAME, date_print(text, when));
}

/*
 * Shops whose shipments end well inside of what the exports cover while their returns go on: an export may be missing. Out of the cells,
 * because a table of rates does not know days.
 */
int review_coverage(struct review *v, struct err *e)
{
	struct report *page = v->page;
	struct coverage c;
	int status = read_days(v->cells, &c, e);

	for (size_t i = 0; status == 0 && i < c.count; i++) {
		const struct shop_days *shop = &c.shops[i];
		bool never = shop->sent.last == DATE_NONE;

		if (shop->back.last == DATE_NONE || (!never && (c.sent.last - shop->sent.last <= SHOP_BEHIND ||
								shop->back.last - shop->sent.last <= SHOP_OVERLAP)))
			continue;
		report_paragraph(page,
				 item_phrase(page, PHRASE_PAGE_SHOP_ENDS,
					     item_strong(page, item_phrase(page, PHRASE_PAGE_CHECK_EXPORTS, NULL)),
					     review_named(page, shop->name), review_day(page, shop->back.last),
					     never ? item_phrase(page, PHRASE_PAGE_NEVER, NULL)
						   : review_day(page, shop->sent.last),
					     NULL));
	}
	free(c.shops);
	return status;
}

int review_counted_days(const struct review *v, struct review_days days[SIDES], struct err *e)
{
	struct coverage c;
	int status = read_days(v->cells, &c, e);

	days[SIDE_SHIPMENTS] = c.sent;
	days[SIDE_RETURNS] = c.back;
	free(c.shops);
	return status;
}
