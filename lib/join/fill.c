#include "join/fill.h"

#include "base/mem.h"
#include "base/num.h"
#include "io/out.h"
#include "row/columns.h"

#include <stdlib.h>
#include <string.h>

/* How a cell of a return is compared with its line's when neither is empty. */
enum comparison { NEVER, AS_TEXT, AS_DAY };

/* The columns always written, even if missing from the returns, in canonical order. */
enum fill {
	PLATFORM,
	SHOP,
	SKU,
	STYLE,
	CATEGORY,
	QTY,
	QTY_BASIS,
	AMOUNT,
	CURRENCY,
	ORDERED_AT,
	PAID_AT,
	SHIPPED_AT,
	SIGNED_AT,
	WAREHOUSE,
	CARRIER,
	AGENT,
	BATCH,
	MATCHED,
	FILLS,
};

_Static_assert((int)FILLS == (int)JOIN_FILLS, "an account notes each column");

/* The value is computed here, not copied from a cell of the line. */
enum { MADE = -1 };

/* The name of a column and its two slugs in the account. */
#define NOTED(column) column, "filled-" column, "differing-" column

static const struct {
	const char *name, *filled, *differing;
	int from;   /* an enum line_cell, or MADE */
	bool goods; /* describes the goods: filled only when they are the same */
	enum comparison comparison;
} fills[FILLS] = {
	[PLATFORM] = {NOTED(COLUMN_PLATFORM), LINE_PLATFORM, false, AS_TEXT},
	[SHOP] = {NOTED(COLUMN_SHOP), LINE_SHOP, false, AS_TEXT},
	[SKU] = {NOTED(COLUMN_SKU), LINE_SKU, true, AS_TEXT},
	[STYLE] = {NOTED(COLUMN_STYLE), LINE_STYLE, true, AS_TEXT},
	[CATEGORY] = {NOTED(COLUMN_CATEGORY), LINE_CATEGORY, true, AS_TEXT},
	[QTY] = {NOTED(COLUMN_QTY), MADE, true, NEVER},
	[QTY_BASIS] = {NOTED(COLUMN_QTY_BASIS), MADE, true, NEVER},
	[AMOUNT] = {NOTED(COLUMN_AMOUNT), MADE, true, NEVER},
	[CURRENCY] = {NOTED(COLUMN_CURRENCY), LINE_CURRENCY, true, AS_TEXT},
	[ORDERED_AT] = {NOTED(COLUMN_ORDERED_AT), LINE_ORDERED_AT, false, AS_DAY},
	[PAID_AT] = {NOTED(COLUMN_PAID_AT), LINE_PAID_AT, false, AS_DAY},
	[SHIPPED_AT] = {NOTED(COLUMN_SHIPPED_AT), LINE_SHIPPED_AT, false, AS_DAY},
	[SIGNED_AT] = {NOTED(COLUMN_SIGNED_AT), LINE_SIGNED_AT, false, AS_DAY},
	[WAREHOUSE] = {NOTED(COLUMN_WAREHOUSE), LINE_WAREHOUSE, false, NEVER},
	[CARRIER] = {NOTED(COLUMN_CARRIER), LINE_CARRIER, false, AS_TEXT},
	[AGENT] = {NOTED(COLUMN_AGENT), LINE_AGENT, false, NEVER},
	[BATCH] = {NOTED(COLUMN_BATCH), LINE_BATCH, true, AS_TEXT},
	[MATCHED] = {NOTED("matched"), MADE, false, NEVER},
};

struct join_fill {
	const struct tickets *tickets;
	size_t places[FILLS];
	size_t columns;
	int order, line; /* columns order_id and line_id of the returns; -1: missing */
	char qty[NUM_TEXT];
	char amount[NUM_TEXT];

	/* The current return, and the counts its notes go to. */
	const struct held *ticket;
	const struct join_match *match;
	struct account_count *counts;
};

struct join_fill *join_fill_new(const struct tickets *tickets)
{
	struct join_fill *f = mem_alloc(1, sizeof(*f));

	f->tickets = tickets;
	f->columns = tickets_columns(tickets);
	f->order = tickets_find(tickets, COLUMN_ORDER_ID);
	f->line = tickets_find(tickets, COLUMN_LINE_ID);
	for (int i = 0; i < FILLS; i++) {
		int own = tickets_find(tickets, fills[i].name);

		f->places[i] = own < 0 ? f->columns++ : (size_t)own;
	}
	return f;
}

void join_fill_free(struct join_fill *f)
{
	free(f);
}

size_t join_fill_columns(const struct join_fill *f)
{
	return f->columns;
}

const char *join_fill_column(const struct join_fill *f, size_t i)
{
	size_t own = tickets_columns(f->tickets);

	if (i < own)
		return tickets_column(f->tickets, i);
	for (int k = 0; k < FILLS; k++)
		if (f->places[k] == i)
			return fills[k].name;
	return "";
}

static void note(struct join_fill *f, size_t what)
{
	join_note(f->counts, what, f->ticket, f->match);
}

/* Fill a cell if it is blank. */
static void put(struct join_fill *f, struct cell *cells, enum fill which, const char *text, size_t n)
{
	struct cell *cell = &cells[f->places[which]];

	if (cell->length || n == 0)
		return;
	*cell = (struct cell){text, n};
	note(f, JOIN_NOTE_FILLED + which);
}

static bool differ(enum comparison how, const struct cell *a, const struct cell *b)
{
	enum { DAY = 10 };
	size_t n = a->length, k = b->length;

	if (how == NEVER || n == 0 || k == 0)
		return false;
	if (how == AS_DAY) {
		n = n > DAY ? DAY : n;
		k = k > DAY ? DAY : k;
	}
	return n != k || memcmp(a->bytes, b->bytes, n) != 0;
}

/* A quantity whose value does not change keeps its spelling. */
static void put_qty(struct join_fill *f, const struct held *ticket, const struct join_match *m, struct cell *cells)
{
	static const char *const words[] = {[JOIN_OF_LINE] = "line", [JOIN_IMPUTED] = "imputed"};
	struct cell *qty = &cells[f->places[QTY]], *basis = &cells[f->places[QTY_BASIS]];

	if (qty->length == 0)
		note(f, JOIN_NOTE_FILLED + QTY);
	if (m->basis != JOIN_AS_SAID)
		*basis = (struct cell){words[m->basis], strlen(words[m->basis])};
	if (m->qty != ticket->qty)
		*qty = (struct cell){f->qty, num_print_int(f->qty, m->qty)};
}

/* The return's share of its line's amount, rounded to the cent. */
static int64_t share_of(const struct line *line, int64_t qty)
{
	__extension__ typedef __int128 wide;
	const wide cent = DECIMAL_SCALE / 100;

	if (qty >= line->qty)
		return line->amount;
	wide parts = (wide)line->amount * qty, unit = (wide)line->qty * cent;
	wide half = parts < 0 ? -unit / 2 : unit / 2;

	return (int64_t)((parts + half) / unit * cent);
}

/* Some exports repeat the line id as order id: replace it with the order id of the line. */
static void put_order(struct join_fill *f, const struct join_match *m, struct cell *cells, const struct cell *order)
{
	if (m->how != JOIN_LINE || f->order < 0 || f->line < 0 || order->length == 0)
		return;
	struct cell *own = &cells[f->order];

	if (own->length == 0 || cells[f->line].length == 0 || differ(AS_TEXT, own, &cells[f->line]) ||
	    !differ(AS_TEXT, own, order))
		return;
	*own = *order;
	note(f, JOIN_NOTE_FILLED_ORDER);
}

/* Amount and currency are filled together, and only if the return names no other currency. */
static void put_amount(struct join_fill *f, const struct join_match *m, struct cell *cells, const struct cell *currency)
{
	if (cells[f->places[AMOUNT]].length || m->imputed || m->qty == 0 || m->line->amount == HOLD_NO_AMOUNT)
		return;
	if (differ(AS_TEXT, &cells[f->places[CURRENCY]], currency))
		return;
	put(f, cells, AMOUNT, f->amount, decimal_put(f->amount, share_of(m->line, m->qty)));
	put(f, cells, CURRENCY, currency->bytes, currency->length);
}

static void put_line(struct join_fill *f, const struct join_match *m, struct cell *cells)
{
	struct held row = {.cells = m->line->cells};
	struct cell line[LINE_CELLS];

	held_cells(&row, line, LINE_CELLS);
	put_order(f, m, cells, &line[LINE_ORDER_ID]);
	for (int i = 0; i < FILLS; i++) {
		if (fills[i].from == MADE)
			continue;
		const struct cell *text = &line[fills[i].from];

		if (differ(fills[i].comparison, &cells[f->places[i]], text))
			note(f, JOIN_NOTE_DIFFERING + (size_t)i);
		if (i != CURRENCY && (m->goods || !fills[i].goods))
			put(f, cells, (enum fill)i, text->bytes, text->length);
	}
	if (m->goods)
		put_amount(f, m, cells, &line[LINE_CURRENCY]);
}

void join_fill_row(struct join_fill *f, const struct held *ticket, const struct join_match *m, struct cell *cells,
		   struct account_count *counts)
{
	const char *how = join_how_name(m->how);

	f->ticket = ticket;
	f->match = m;
	f->counts = counts;

	for (size_t i = tickets_columns(f->tickets); i < f->columns; i++)
		cells[i] = (struct cell){"", 0};
	put_qty(f, ticket, m, cells);
	if (m->line)
		put_line(f, m, cells);
	cells[f->places[MATCHED]] = (struct cell){how, strlen(how)};
}

const char *join_fill_slug(size_t i, bool filled)
{
	return filled ? fills[i].filled : fills[i].differing;
}

/* The columns with a count above 0, as `shipped_at 12, sku 3`; order_id comes first. Caller frees. */
static char *list(const struct account_count counts[FILLS], uint64_t orders)
{
	struct out *out = out_open_memory();
	const char *comma = "";
	size_t n;

	if (orders) {
		out_format(out, "order_id %llu", (unsigned long long)orders);
		comma = ", ";
	}
	for (int i = 0; i < FILLS; i++) {
		if (counts[i].rows == 0)
			continue;
		out_format(out, "%s%s %llu", comma, fills[i].name, (unsigned long long)counts[i].rows);
		comma = ", ";
	}
	const char *bytes = out_memory(out, &n);
	char *words = mem_dup(bytes, n);

	out_abandon(out);
	return words;
}

char *join_fill_filled(const struct account_count counts[JOIN_REASONS])
{
	return list(counts + JOIN_NOTE_FILLED, counts[JOIN_NOTE_FILLED_ORDER].rows);
}

char *join_fill_differing(const struct account_count counts[JOIN_REASONS])
{
	return list(counts + JOIN_NOTE_DIFFERING, 0);
}
