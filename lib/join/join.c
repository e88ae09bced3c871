#include "join/join.h"

#include "base/date.h"
#include "base/mem.h"
#include "row/columns.h"
#include "words/word.h"

#include <stdlib.h>
#include <string.h>

/* Numbers of lines, ascending. */
struct set {
	size_t *lines;
	size_t count;
	size_t capacity;
};

/* The cells of a return that matching reads. */
enum { SHOP, ORDER_ID, LINE_ID, SKU, QTY_BASIS, CURRENCY, ASKED };

static const char *const asked[ASKED] = {COLUMN_SHOP, COLUMN_ORDER_ID,  COLUMN_LINE_ID,
					 COLUMN_SKU,  COLUMN_QTY_BASIS, COLUMN_CURRENCY};

struct join {
	const struct tickets *tickets;
	struct lines *lines;
	bool cap;
	int places[ASKED];        /* columns, or -1 */
	struct cell cells[ASKED]; /* of the current return */
	struct set of_order;      /* lines with one of its order ids */
	struct set of_line;       /* lines with one of its line ids */
	struct set found;         /* the candidates for its line */
	bool some;                /* at least one line has one of its ids */
};

const char *join_how_name(enum join_how how)
{
	return word_at(WORD_MATCH, how)->slug;
}

const char *join_finding_name(enum join_finding finding)
{
	return word_at(WORD_ODDITY, finding)->slug;
}

struct join *join_new(const struct tickets *tickets, struct lines *lines, bool cap)
{
	struct join *j = mem_alloc(1, sizeof(*j));

	j->tickets = tickets;
	j->lines = lines;
	j->cap = cap;
	for (int i = 0; i < ASKED; i++)
		j->places[i] = tickets_find(tickets, asked[i]);
	return j;
}

void join_free(struct join *j)
{
	if (!j)
		return;
	free(j->of_order.lines);
	free(j->of_line.lines);
	free(j->found.lines);
	free(j);
}

static void add(struct set *set, size_t line)
{
	set->lines = mem_grow(set->lines, &set->capacity, set->count + 1, sizeof(*set->lines));
	set->lines[set->count++] = line;
}

static int compare_lines(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Sort and remove duplicates: the chains of several ids were appended one after another. */
static void sort(struct set *set)
{
	size_t kept = 0;

	qsort(set->lines, set->count, sizeof(*set->lines), compare_lines);
	for (size_t i = 0; i < set->count; i++)
		if (kept == 0 || set->lines[kept - 1] != set->lines[i])
			set->lines[kept++] = set->lines[i];
	set->count = kept;
}

static void gather(struct join *j, struct set *set, const struct wanted *wanted, uint32_t holds, struct cell cell,
		   size_t (*first)(const struct lines *l, uint32_t id, bool *some))
{
	uint32_t id;
	size_t chains = 0;

	set->count = 0;
	for (; wanted_next(wanted, &holds, &cell, &id); chains++)
		for (size_t link = first(j->lines, id, &j->some); link != LINE_NO_LINK;
		     link = lines_next(j->lines, link))
			add(set, lines_at(j->lines, link));
	if (chains > 1 && set->count > 1)
		sort(set);
}

static const char *line_text(const struct join *j, size_t line, enum line_cell which)
{
	const char *text = lines_get(j->lines, line)->cells;

	for (int i = 0; i < (int)which; i++)
		text += strlen(text) + 1;
	return text;
}

/* Keep the lines whose cell `which` equals `text`. When none does, keep all and return false. */
static bool narrow(const struct join *j, struct set *set, enum line_cell which, const char *text)
{
	size_t kept = 0;

	for (size_t i = 0; i < set->count; i++)
		kept += strcmp(line_text(j, set->lines[i], which), text) == 0;
	if (kept == 0)
		return false;
	if (kept == set->count)
		return true;
	kept = 0;
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(line_text(j, set->lines[i], which), text) == 0)
			set->lines[kept++] = set->lines[i];
	set->count = kept;
	return true;
}

static void copy(struct set *to, const struct set *from)
{
	to->count = 0;
	for (size_t i = 0; i < from->count; i++)
		add(to, from->lines[i]);
}

static bool agree(const struct join *j, const struct set *set, enum line_cell which)
{
	for (size_t i = 1; i < set->count; i++)
		if (strcmp(line_text(j, set->lines[0], which), line_text(j, set->lines[i], which)) != 0)
			return false;
	return set->count > 0;
}

/* True when two cells have an id in common. */
static bool share_id(struct cell a, struct cell b)
{
	struct cell x, y;

	if (a.length == b.length && a.length && memcmp(a.bytes, b.bytes, a.length) == 0)
		return true;
	while (wanted_split(&a, &x))
		for (struct cell rest = b; wanted_split(&rest, &y);)
			if (x.length == y.length && memcmp(x.bytes, y.bytes, x.length) == 0)
				return true;
	return false;
}

static struct cell cell_of(const char *text)
{
	return (struct cell){text, strlen(text)};
}

/*
 * Match by line id. Line ids may be 1, 2, 3 in every order, so lines of the return's own order come first; other
 * lines are accepted only if they all belong to one order.
 */
static bool find_by_line(struct join *j)
{
	struct set *found = &j->found;

	found->count = 0;
	if (j->cells[LINE_ID].length == 0)
		return false;
	for (size_t i = 0; i < j->of_order.count; i++)
		if (share_id(j->cells[LINE_ID], cell_of(line_text(j, j->of_order.lines[i], LINE_LINE_ID))))
			add(found, j->of_order.lines[i]);
	if (found->count == 0 && agree(j, &j->of_line, LINE_ORDER_ID) && agree(j, &j->of_line, LINE_SHOP))
		copy(found, &j->of_line);
	if (j->cells[SKU].length)
		narrow(j, found, LINE_SKU, j->cells[SKU].bytes);
	return found->count > 0;
}

static bool find_by_sku(struct join *j)
{
	copy(&j->found, &j->of_order);
	return j->cells[SKU].length && narrow(j, &j->found, LINE_SKU, j->cells[SKU].bytes);
}

/* Match by order id alone: accepted if all lines of the order, gifts apart, have one SKU. */
static bool find_by_order(struct join *j)
{
	struct set *found = &j->found;

	found->count = 0;
	for (size_t i = 0; i < j->of_order.count; i++)
		if (!lines_get(j->lines, j->of_order.lines[i])->gift)
			add(found, j->of_order.lines[i]);
	if (found->count == 0)
		copy(found, &j->of_order);
	return agree(j, found, LINE_SKU);
}

static enum join_how find(struct join *j, const struct held *ticket)
{
	const struct cell *shop = &j->cells[SHOP];

	j->some = false;
	gather(j, &j->of_order, tickets_orders(j->tickets), ticket->ids[TICKET_ORDER], j->cells[ORDER_ID],
	       lines_of_order);
	gather(j, &j->of_line, tickets_lines(j->tickets), ticket->ids[TICKET_LINE], j->cells[LINE_ID], lines_of_line);
	if (shop->length) {
		bool order = narrow(j, &j->of_order, LINE_SHOP, shop->bytes);
		bool line = narrow(j, &j->of_line, LINE_SHOP, shop->bytes);

		/*
		 * When only one of the two ids exists in the return's shop, matches of the other id in other shops
		 * are coincidence.
		 */
		if (line && !order)
			j->of_order.count = 0;
		if (order && !line)
			j->of_line.count = 0;
	}
	if (find_by_line(j))
		return JOIN_LINE;
	if (find_by_sku(j))
		return JOIN_ORDER_SKU;
	return find_by_order(j) ? JOIN_ORDER : JOIN_NONE;
}

/* The first candidate with units not yet returned, else the first. */
static struct line *pick(const struct join *j)
{
	for (size_t i = 0; i < j->found.count; i++) {
		struct line *line = lines_get(j->lines, j->found.lines[i]);

		if (line->returned < line->qty)
			return line;
	}
	return lines_get(j->lines, j->found.lines[0]);
}

/* True when the whole amount of the line was refunded. */
static bool is_full(const struct join *j, const struct held *ticket, const struct line *line)
{
	const char *currency = line_text(j, (size_t)(line - lines_get(j->lines, 0)), LINE_CURRENCY);
	const struct cell *own = &j->cells[CURRENCY];

	if (ticket->amount == HOLD_NO_AMOUNT || line->amount == HOLD_NO_AMOUNT || line->amount <= 0)
		return false;
	if (own->length && *currency && strcmp(own->bytes, currency) != 0)
		return false;
	return ticket->amount >= line->amount && line->qty <= INT32_MAX;
}

static void decide_qty(const struct join *j, const struct held *ticket, struct join_match *m)
{
	const struct cell *basis = &j->cells[QTY_BASIS];

	if (ticket->flags & TICKET_QTY_UNREAD)
		return;
	m->qty = ticket->qty ? ticket->qty : 1;
	m->imputed = ticket->qty == 0 || strcmp(basis->bytes, "imputed") == 0;
	m->basis = ticket->qty == 0 ? JOIN_IMPUTED : JOIN_AS_SAID;
	if (m->imputed && m->goods && is_full(j, ticket, m->line)) {
		m->qty = m->line->qty;
		m->basis = JOIN_OF_LINE;
		m->imputed = false;
	}
}

/* Take the units of a return from its candidate lines, in order. */
static void take_units(const struct join *j, struct join_match *m)
{
	int64_t need = m->qty;

	for (size_t i = 0; i < j->found.count && need > 0; i++) {
		struct line *line = lines_get(j->lines, j->found.lines[i]);
		int64_t left = line->qty - line->returned;
		int64_t taken = left <= 0 ? 0 : left < need ? left : need;

		line->returned += taken;
		need -= taken;
	}
	m->excess = need;
	if (need && !j->cap)
		lines_get(j->lines, j->found.lines[0])->returned += need;
	if (need)
		m->findings |= 1u << JOIN_OVER_RETURNED;
}

static void add_up(const struct join *j, struct join_match *m)
{
	for (size_t i = 0; i < j->found.count; i++) {
		const struct line *line = lines_get(j->lines, j->found.lines[i]);

		m->shipped += line->qty;
		m->returned += line->returned;
	}
}

static void compare(const struct join *j, const struct held *ticket, struct join_match *m, size_t line)
{
	const char *sku = line_text(j, line, LINE_SKU);
	struct cell order = cell_of(line_text(j, line, LINE_ORDER_ID));

	if (*sku && j->cells[SKU].length && strcmp(sku, j->cells[SKU].bytes) != 0) {
		m->findings |= 1u << JOIN_SKU_DIFFERS;
		m->goods = false;
	}
	/* An order id that only repeats the line id tells nothing about the order. */
	bool one = m->how == JOIN_LINE && share_id(j->cells[ORDER_ID], j->cells[LINE_ID]);

	if (order.length && j->cells[ORDER_ID].length && !one && !share_id(order, j->cells[ORDER_ID]))
		m->findings |= 1u << JOIN_ORDER_DIFFERS;
	if (ticket->flags & TICKET_BACK && ticket->day != DATE_NONE && ticket->day < m->line->day)
		m->findings |= 1u << JOIN_BEFORE_SHIPPED;
}

void join_find(struct join *j, const struct held *ticket, const struct cell *cells, struct join_match *m)
{
	for (int i = 0; i < ASKED; i++)
		j->cells[i] = j->places[i] < 0 ? (struct cell){"", 0} : cells[j->places[i]];
	*m = (struct join_match){.how = find(j, ticket)};
	if (m->how == JOIN_NONE) {
		m->findings = 1u << (j->some ? JOIN_LINE_UNKNOWN : JOIN_ORPHAN);
		decide_qty(j, ticket, m);
		return;
	}
	struct line *line = pick(j);

	m->line = line;
	m->goods = agree(j, &j->found, LINE_SKU);
	if (j->found.count > 1)
		m->findings |= 1u << JOIN_ONE_TO_MANY;
	compare(j, ticket, m, (size_t)(line - lines_get(j->lines, 0)));
	decide_qty(j, ticket, m);
	if (ticket->flags & TICKET_BACK)
		take_units(j, m);
	add_up(j, m);
}
