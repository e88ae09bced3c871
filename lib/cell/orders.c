#include "cell/orders.h"

#include "base/intern.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct orders {
	struct intern *keys;
	struct order *list;
	size_t capacity;
	char *key; /* scratch */
	size_t key_capacity;
};

struct orders *orders_new(void)
{
	struct orders *os = mem_alloc(1, sizeof(*os));

	os->keys = intern_new();
	return os;
}

void orders_free(struct orders *os)
{
	if (!os)
		return;
	intern_free(os->keys);
	free(os->list);
	free(os->key);
	free(os);
}

struct order *orders_get(struct orders *os, uint32_t group, const char *id, size_t n)
{
	bool fresh;

	os->key = mem_grow(os->key, &os->key_capacity, n + sizeof(group), 1);
	memcpy(os->key, &group, sizeof(group));
	memcpy(os->key + sizeof(group), id, n);
	uint32_t at = intern_add(os->keys, os->key, n + sizeof(group), &fresh);

	if (fresh) {
		os->list = mem_grow(os->list, &os->capacity, (size_t)at + 1, sizeof(*os->list));
		os->list[at] = (struct order){.group = group};
	}
	return &os->list[at];
}

size_t orders_count(const struct orders *os)
{
	return intern_count(os->keys);
}

const struct order *orders_at(const struct orders *os, size_t i)
{
	return &os->list[i];
}

int order_sell(struct order *o, int32_t day, int64_t amount)
{
	if (!o->sold || day < o->sold_day)
		o->sold_day = day;
	o->sold = true;
	return __builtin_add_overflow(o->sold_amount, amount, &o->sold_amount) ? -1 : 0;
}

/* Copy a time with a blank for a `T`, so that times compare as strings; a bare day sorts before its times. */
static void copy_time(char to[ORDERS_TIME], const struct order_return *r)
{
	size_t n = r->length < ORDERS_TIME - 1 ? r->length : ORDERS_TIME - 1;

	memcpy(to, r->time, n);
	to[n] = '\0';
	if (n > 10)
		to[10] = ' ';
}

int order_return(struct order *o, const struct order_return *r, bool last)
{
	char time[ORDERS_TIME];

	copy_time(time, r);
	int sign = o->returned ? strcmp(time, o->time) : 0;

	if (!o->returned || r->day < o->returned_day)
		o->returned_day = r->day;
	if (!o->returned || (last ? sign >= 0 : sign < 0)) {
		memcpy(o->time, time, sizeof(time));
		o->event = r->event;
		o->category = r->category;
	}
	o->returned = true;
	return __builtin_add_overflow(o->returned_amount, r->amount, &o->returned_amount) ? -1 : 0;
}

/* ---- lines left out ---- */

enum { KEPT = 1, LEFT_OUT = 2 };

struct order_lines {
	struct intern *keys; /* a letter for the kind, then line id, or order id, NUL and SKU, or order id */
	unsigned char *flags;
	size_t capacity;
	char *key; /* scratch */
	size_t key_capacity;
};

struct order_lines *order_lines_new(void)
{
	struct order_lines *ls = mem_alloc(1, sizeof(*ls));

	ls->keys = intern_new();
	return ls;
}

void order_lines_free(struct order_lines *ls)
{
	if (!ls)
		return;
	intern_free(ls->keys);
	free(ls->flags);
	free(ls->key);
	free(ls);
}

/* Build a key in the scratch. Returns its length, or 0 when one of its ids is unknown. */
static size_t make_key(struct order_lines *ls, const struct order_line *line, char kind)
{
	const struct order_text *first = kind == 'l' ? &line->line_id : &line->order_id;
	size_t more = kind == 's' ? line->sku.length : 0;

	if (first->length == 0 || (kind == 's' && more == 0))
		return 0;
	ls->key = mem_grow(ls->key, &ls->key_capacity, first->length + more + 2, 1);
	ls->key[0] = kind;
	memcpy(ls->key + 1, first->bytes, first->length);
	ls->key[1 + first->length] = '\0';
	if (more)
		memcpy(ls->key + 2 + first->length, line->sku.bytes, more);
	return 2 + first->length + more;
}

static const char kinds[] = "lso";

void order_lines_add(struct order_lines *ls, const struct order_line *line, bool left_out)
{
	for (const char *kind = kinds; *kind; kind++) {
		size_t n = make_key(ls, line, *kind);
		bool fresh;

		if (n == 0)
			continue;
		uint32_t at = intern_add(ls->keys, ls->key, n, &fresh);

		if (fresh) {
			ls->flags = mem_grow(ls->flags, &ls->capacity, (size_t)at + 1, 1);
			ls->flags[at] = 0;
		}
		ls->flags[at] |= left_out ? LEFT_OUT : KEPT;
	}
}

bool order_lines_leave_out(struct order_lines *ls, const struct order_line *line)
{
	for (const char *kind = kinds; *kind; kind++) {
		size_t n = make_key(ls, line, *kind);
		uint32_t at;

		if (n && intern_find(ls->keys, ls->key, n, &at))
			return ls->flags[at] == LEFT_OUT;
	}
	return false;
}
