#include "check/private.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Pairs without an order id are searched only from this quantity up. */
enum { LOT = 10 };

struct check_held *check_held_new(void)
{
	struct check_held *h = mem_alloc(1, sizeof(*h));

	h->key = hash_key();
	h->orders = intern_new();
	h->lines = intern_new();
	h->several_orders = check_several_new();
	h->several_lines = check_several_new();
	h->order_lines = intern_new();
	h->pairs[0] = intern_new();
	h->pairs[1] = intern_new();
	h->first_applied = h->last_applied = DATE_NONE;
	return h;
}

void check_held_free(struct check_held *h)
{
	if (!h)
		return;
	intern_free(h->orders);
	intern_free(h->lines);
	check_several_free(h->several_orders);
	check_several_free(h->several_lines);
	intern_free(h->order_lines);
	free(h->order);
	free(h->line);
	free(h->order_line);
	for (size_t i = 0; i < 2; i++) {
		intern_free(h->pairs[i]);
		free(h->pair[i]);
	}
	free(h->days);
	free(h);
}

/* Add a return to its order, or to its line. */
static uint32_t add_order(struct intern *ids, struct check_order **list, size_t *capacity, struct cell id,
			  const struct check_item *r)
{
	bool fresh;
	uint32_t number = intern_add(ids, id.bytes, id.length, &fresh);

	if (fresh) {
		*list = mem_grow(*list, capacity, (size_t)number + 1, sizeof(**list));
		(*list)[number] = (struct check_order){.first = r->at, .first_day = r->day, .last_day = r->day};
	}
	struct check_order *order = &(*list)[number];

	order->rows++;
	order->units += r->units;
	if (r->day < order->first_day)
		order->first_day = r->day;
	if (r->day > order->last_day)
		order->last_day = r->day;
	return number;
}

struct order_line_key {
	uint32_t order;
	uint32_t sku;
};

static void add_order_line(struct check_held *h, uint32_t order, const struct check_item *r)
{
	struct order_line_key key = {order, r->sku_number};
	bool fresh;
	uint32_t id = intern_add(h->order_lines, (const char *)&key, sizeof(key), &fresh);

	if (fresh) {
		h->order_line =
			mem_grow(h->order_line, &h->order_line_capacity, (size_t)id + 1, sizeof(*h->order_line));
		h->order_line[id] = (struct check_order_line){
			.first_shipped = DATE_NONE, .first_returned = r->day, .sku = r->sku_number, .at = r->at};
	}
	h->order_line[id].returned += r->units;
	if (r->day < h->order_line[id].first_returned)
		h->order_line[id].first_returned = r->day;
}

/* Key of a pair: SKU, quantity and day, and the order when `order` is not blank. */
struct pair_key {
	uint64_t what;
	int32_t units;
	int32_t day;
};

static struct pair_key pair_key(const struct hash_key *key, struct cell order, const struct check_item *r, int32_t day)
{
	uint64_t what = intern_hash(key, r->sku.bytes, r->sku.length);

	if (order.length)
		what = intern_mix(what ^ 0x9e3779b97f4a7c15u, intern_hash(key, order.bytes, order.length) | 1);
	return (struct pair_key){what, r->units, day};
}

static void add_pair(struct check_held *h, size_t kind, struct cell order, const struct check_item *r)
{
	struct pair_key key = pair_key(&h->key, order, r, r->day);
	bool fresh;
	uint32_t id = intern_add(h->pairs[kind], (const char *)&key, sizeof(key), &fresh);

	if (fresh) {
		h->pair[kind] =
			mem_grow(h->pair[kind], &h->pair_capacity[kind], (size_t)id + 1, sizeof(*h->pair[kind]));
		h->pair[kind][id] = (struct check_pair){.sku = r->sku_number, .units = r->units, .returned = r->at};
	}
	h->pair[kind][id].returns++;
}

static bool is_same(struct cell a, struct cell b)
{
	return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

void check_held_add(struct check_held *h, const struct check_item *r)
{
	const struct cell none = {"", 0};

	if (r->order.length) {
		uint32_t order = add_order(h->orders, &h->order, &h->order_capacity, r->order, r);

		check_several_add(h->several_orders, r->order, order);
		add_order_line(h, order, r);
		add_pair(h, 0, r->order, r);
		if (is_same(r->order, r->line))
			h->order[order].is_line = h->order_is_line = true;
	} else if (r->line.length) {
		check_several_add(h->several_lines, r->line,
				  add_order(h->lines, &h->line, &h->line_capacity, r->line, r));
	}
	if (r->units >= LOT)
		add_pair(h, 1, none, r);
}

void check_held_dates(struct check_held *h, int32_t applied, int32_t received)
{
	if (applied == DATE_NONE)
		return;
	if (h->first_applied == DATE_NONE || applied < h->first_applied)
		h->first_applied = applied;
	if (h->last_applied == DATE_NONE || applied > h->last_applied)
		h->last_applied = applied;
	if (received == DATE_NONE)
		return;
	h->days = mem_grow(h->days, &h->day_capacity, h->day_count + 1, sizeof(*h->days));
	h->days[h->day_count].applied = applied;
	h->days[h->day_count++].received = received;
}

/* The return that may have cancelled a shipment: on the same day or the day after. */
static uint32_t find_pair(const struct check_held *h, const struct intern *pairs, struct cell order,
			  const struct check_item *shipment)
{
	struct pair_key key = pair_key(&h->key, order, shipment, 0);
	uint32_t id;

	for (int32_t later = 0; later < 2; later++) {
		key.day = shipment->day + later;
		if (intern_find(pairs, (const char *)&key, sizeof(key), &id))
			return id;
	}
	return CHECK_NOBODY;
}

/* A cheap test first: most returns come weeks after their shipment, so no pair need be searched. */
static bool may_cancel(const struct check_order *order, int32_t shipped)
{
	return shipped <= order->last_day && shipped + 1 >= order->first_day;
}

bool check_held_find(const struct check_held *h, const struct check_item *shipment, bool uncancelled,
		     struct check_hit *hit)
{
	const struct cell none = {"", 0};

	hit->line = hit->pairs[0] = hit->pairs[1] = CHECK_NOBODY;
	if (hit->order != CHECK_NOBODY && !uncancelled && may_cancel(&h->order[hit->order], shipment->day))
		hit->pairs[0] = find_pair(h, h->pairs[0], shipment->order, shipment);
	if (shipment->line.length && intern_count(h->lines))
		intern_find(h->lines, shipment->line.bytes, shipment->line.length, &hit->line);
	if (shipment->units >= LOT && !uncancelled)
		hit->pairs[1] = find_pair(h, h->pairs[1], none, shipment);
	return hit->order != CHECK_NOBODY || hit->line != CHECK_NOBODY || hit->pairs[1] != CHECK_NOBODY;
}

uint32_t *check_held_find_lines(const struct check_held *h, const struct check_item *shipment, uint32_t but, size_t *n)
{
	struct cell line = shipment->line;
	uint32_t whole = CHECK_NOBODY, *list;
	size_t count, kept = 0;

	*n = 0;
	if (!h->order_is_line || line.length == 0 || is_same(line, shipment->order))
		return NULL;
	intern_find(h->orders, line.bytes, line.length, &whole);
	list = check_several_find(h->several_orders, h->orders, line, whole, &count);
	if (whole != CHECK_NOBODY) {
		list = mem_resize(list, count + 1, sizeof(*list));
		list[count++] = whole;
	}
	/* Line ids may be 1, 2, 3 in every order, so a line id names an order only where `is_line` says so. */
	for (size_t i = 0; i < count; i++)
		if (list[i] != but && h->order[list[i]].is_line)
			list[kept++] = list[i];
	*n = kept;
	return list;
}

void check_held_take(struct check_held *h, const struct check_hit *hit)
{
	if (hit->line != CHECK_NOBODY)
		h->line[hit->line].shipped = true;
	for (size_t i = 0; i < 2; i++) {
		if (hit->pairs[i] == CHECK_NOBODY)
			continue;
		struct check_pair *pair = &h->pair[i][hit->pairs[i]];

		if (pair->shipments++ == 0)
			pair->shipped = hit->at;
	}
	if (hit->order == CHECK_NOBODY)
		return;
	struct order_line_key key = {hit->order, hit->sku};
	uint32_t id;

	h->order[hit->order].shipped = true;
	if (!intern_find(h->order_lines, (const char *)&key, sizeof(key), &id))
		return;
	struct check_order_line *line = &h->order_line[id];

	line->shipped += hit->units;
	if (line->first_shipped == DATE_NONE || hit->day < line->first_shipped)
		line->first_shipped = hit->day;
}
