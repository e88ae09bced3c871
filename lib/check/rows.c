#include "check/reading_private.h"

#include "base/mem.h"
#include "base/text.h"
#include "row/ticket.h"

#include <stdlib.h>
#include <string.h>

const char *const *check_columns(enum side side)
{
	return side == SIDE_SHIPMENTS ? columns_shipments : columns_returns;
}

/* Split a row's source into the number of its file and the number after the last colon. */
static struct check_trace trace(struct check_reading *r, const struct field *source)
{
	const char *colon = source->length ? memrchr(source->bytes, ':', source->length) : NULL;
	size_t n = colon ? (size_t)(colon - source->bytes) : 0;
	int64_t record;

	if (!colon || num_parse_int(colon + 1, source->length - n - 1, 1, UINT32_MAX, &record) != 0) {
		if (source->length == 0)
			return (struct check_trace){r->path, 0};
		return (struct check_trace){check_facts_file(r->facts, source->bytes, source->length), 0};
	}
	if (n != r->file_length || n > sizeof(r->file) || memcmp(r->file, source->bytes, n) != 0) {
		r->file_number = check_facts_file(r->facts, source->bytes, n);
		r->file_length = n;
		if (n <= sizeof(r->file))
			memcpy(r->file, source->bytes, n);
	}
	return (struct check_trace){r->file_number, (uint32_t)record};
}

/* True for 合计 and similar words in place of a SKU. */
static bool is_total(const struct field *sku)
{
	static const char *const words[] = {"合计",  "总计",     "小计",      "汇总",        "总和",
					    "total", "subtotal", "sub total", "grand total", "sum"};
	const char *s = sku->bytes;
	size_t n = sku->length;

	if (n < 3 || n > 16 ||
	    (s[0] != 't' && s[0] != 'T' && s[0] != 's' && s[0] != 'S' && s[0] != 'g' && s[0] != 'G' && s[0] != ' ' &&
	     (unsigned char)s[0] < 0x80))
		return false;
	/* A cheap test first: these words have no digits, most codes do. */
	for (size_t i = 0; i < n; i++)
		if (s[i] >= '0' && s[i] <= '9')
			return false;
	char *plain = text_normalise(s, n);
	bool found = false;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words) && !found; i++)
		found = strcmp(plain, words[i]) == 0 || (strncmp(plain, words[i], strlen(words[i])) == 0 &&
							 (strcmp(plain + strlen(words[i]), ":") == 0));
	free(plain);
	return found;
}

static struct check_tally *kind(struct check_reading *r, enum check_kind k)
{
	return &r->facts->half[r->side].kinds[k];
}

/*
 * The number of a row's shop; without a shop, of its platform, so that missing days of one platform are not hidden by
 * the others.
 */
static uint32_t shop_of(struct check_reading *r, const struct field *fields)
{
	const struct field *shop = &fields[r->at.shop], *platform = &fields[r->at.platform];

	if (shop->length || platform->length == 0)
		return intern_add(r->facts->shops, shop->bytes, shop->length, NULL);
	char *name = mem_printf("%c%.*s", CHECK_PLATFORM_MARK, (int)platform->length, platform->bytes);
	uint32_t number = intern_add(r->facts->shops, name, platform->length + 1, NULL);

	free(name);
	return number;
}

/* The facts of the row's shop on its day. */
static struct check_day *day_of(struct check_reading *r, const struct field *fields, int32_t day)
{
	uint32_t number = shop_of(r, fields);

	if (!r->placed || r->place.shop != number || r->place.day != day) {
		r->place = (struct check_place){number, day};
		r->place_number = check_facts_day(r->facts, r->side, r->place);
		r->placed = true;
	}
	return &r->facts->half[r->side].days[r->place_number];
}

static int32_t period_of(struct check_reading *r, int32_t day)
{
	if (r->period_first == DATE_NONE || day < r->period_first || day > r->period_last) {
		const struct check_plan *plan = r->check->plan;
		struct period p = period_of_day(plan->period, day, plan->year_start);

		r->period_first = p.first;
		r->period_last = p.last;
	}
	return r->period_first;
}

/* Add a row that counts to the facts of its SKU, day and file. */
static void count(struct check_reading *r, const struct field *fields, const struct check_item *line)
{
	struct check_half *h = &r->facts->half[r->side];
	struct check_sku *sku = &r->facts->sku[line->sku_number];
	struct check_file *file = &h->files[line->at.file];
	struct check_day *day = day_of(r, fields, line->day);
	int64_t units = line->units;

	check_tally_add(kind(r, CHECK_COUNTED), units, line->at);
	if (sku->lines[r->side]++ == 0)
		sku->first[r->side] = line->at;
	sku->units[r->side] += units;
	check_sku_line(sku, r->side, units, line->at);
	check_sku_units(sku, r->side, period_of(r, line->day), units);
	if (day->lines++ == 0)
		day->first = line->at;
	day->units += units;
	file->lines++;
	file->units += units;
	if (units > file->most) {
		file->most = units;
		file->largest = line->at;
	}
	check_half_top(h, &(struct check_line){units, line->sku_number, line->at});
}

static uint64_t mix_field(const struct hash_key *secret, uint64_t hash, const struct field *f, uint64_t salt)
{
	if (f->length == 0)
		return hash;
	return intern_mix(hash ^ intern_hash(secret, f->bytes, f->length), (salt * 2 + 1) * 0x9e3779b97f4a7c15u);
}

/* Keep a line with ids, to find its duplicates. */
static void tell_apart(struct check_reading *r, const struct field *f, const struct check_item *line)
{
	const struct check_places *at = &r->at;
	const struct field *id = r->side == SIDE_RETURNS ? &f[at->id] : &f[at->order];
	const struct hash_key *secret = &r->key;
	uint64_t key = 0x2545f4914f6cdd1du, cells = key;

	if (id->length == 0 && f[at->order].length == 0 && f[at->line].length == 0)
		return;
	key = mix_field(secret, key, &f[at->shop], 1);
	key = mix_field(secret, key, id, 2);
	key = mix_field(secret, key, &f[at->line], 3);
	key = mix_field(secret, key, &f[at->sku], 4);
	/*
	 * Parts of one line are no duplicates: shipments differ in their ship date, tickets in their id, or without
	 * ids in their day.
	 */
	if (r->side == SIDE_SHIPMENTS)
		key = mix_field(secret, key, &f[at->shipped], 5);
	else if (id->length == 0)
		key = intern_mix(mix_field(secret, key, &f[at->order], 6) ^ (uint64_t)(uint32_t)line->day,
				 0x9e3779b97f4a7c15u);
	for (size_t i = 0; check_columns(r->side)[i]; i++)
		if ((int)i != at->source)
			cells = mix_field(secret, cells, &f[i], 16 + i);
	check_twins_add(&r->facts->half[r->side].twins,
			&(struct check_twin){key, (uint32_t)(cells >> 16), line->at, line->units});
}

static bool is_within(const struct check_plan *plan, int32_t day)
{
	return (plan->from == DATE_NONE || day >= plan->from) && (plan->to == DATE_NONE || day <= plan->to);
}

/* The units of a row that does not count; 0 when its quantity cannot be read, which is no fault here. */
static int64_t units_of(const struct field *qty)
{
	int64_t units;

	return row_read_qty(qty, &units) ? units : 0;
}

/* Count a row that does not count under its reason, if its day is missing or within --from and --to. */
static enum fate note(struct check_reading *r, const struct row *row, enum fate why, struct check_trace at)
{
	const int of_shipments[] = {r->at.shipped}, of_returns[] = {r->at.received, r->at.finished, r->at.applied};
	const int *places = r->side == SIDE_SHIPMENTS ? of_shipments : of_returns;
	const struct field *f = &row->fields[places[0]];
	int32_t day;

	for (size_t i = 1; r->side == SIDE_RETURNS && i < 3 && f->length == 0; i++)
		f = &row->fields[places[i]];
	if (!row_read_day(&r->last_day, f, &day) || is_within(r->check->plan, day))
		check_tally_add(kind(r, CHECK_SKIPPED + (enum check_kind)why), units_of(&row->fields[r->at.qty]), at);
	return why;
}

/* Find rows that are not data: a total, or an order that was split and whose parts are in the table too. */
static enum fate find_none(const struct check_reading *r, const struct field *f)
{
	const struct field *status = &f[r->at.status];

	if (is_total(&f[r->at.sku]))
		return FATE_TOTAL;
	return status->length >= 9 && memmem(status->bytes, status->length, "被拆分", 9) ? FATE_SPLIT : FATE_COUNTS;
}

static struct check_item item_of(const struct check_reading *r, const struct field *f, struct check_trace at)
{
	return (struct check_item){
		.order = {f[r->at.order].bytes, f[r->at.order].length},
		.line = {f[r->at.line].bytes, f[r->at.line].length},
		.sku = {f[r->at.sku].bytes, f[r->at.sku].length},
		.at = at,
	};
}

static void note_currency(struct check_reading *r, const struct field *currency, const struct check_item *line)
{
	if (currency->length == 0)
		return;
	uint32_t id = check_facts_currency(r->facts, currency->bytes, currency->length);

	check_tally_add(&r->facts->half[r->side].currencies[id], line->units, line->at);
}

/* Enter a shipment that matches returns: the master at once, a part when it is joined. */
static void take(struct check_reading *r, const struct check_item *line, struct check_hit *hit)
{
	hit->sku = line->sku_number;
	hit->units = line->units;
	hit->day = line->day;
	hit->at = line->at;
	if (!r->is_part) {
		check_held_take(r->check->held, hit);
		return;
	}
	r->facts->hits =
		mem_grow(r->facts->hits, &r->facts->hit_capacity, r->facts->hit_count + 1, sizeof(*r->facts->hits));
	r->facts->hits[r->facts->hit_count++] = *hit;
}

/* Enter a shipment that matches these orders. */
static void take_orders(struct check_reading *r, const struct check_item *line, uint32_t *orders, size_t n)
{
	struct check_hit hit = {.line = CHECK_NOBODY, .pairs = {CHECK_NOBODY, CHECK_NOBODY}};

	for (size_t i = 0; i < n; i++) {
		hit.order = orders[i];
		take(r, line, &hit);
	}
	free(orders);
}

/*
 * Match a shipment with the returns. `order` is the number of its order among the returns; `uncancelled`: no return
 * can have cancelled it.
 */
static void meet(struct check_reading *r, const struct check_item *line, uint32_t order, bool uncancelled)
{
	const struct check_held *held = r->check->held;
	struct check_hit hit = {.order = order};
	size_t n;

	if (check_held_find(held, line, uncancelled, &hit))
		take(r, line, &hit);
	const uint32_t order_met = hit.order, line_met = hit.line;

	uint32_t *others = check_several_find(held->several_orders, held->orders, line->order, order_met, &n);

	take_orders(r, line, others, n);
	others = check_held_find_lines(held, line, order_met, &n);
	take_orders(r, line, others, n);
	hit.order = hit.pairs[0] = hit.pairs[1] = CHECK_NOBODY;
	others = check_several_find(held->several_lines, held->lines, line->line, line_met, &n);
	for (size_t i = 0; i < n; i++) {
		hit.line = others[i];
		take(r, line, &hit);
	}
	free(others);
}

/* Take a buffered shipment; `order` is the number of its order among the returns. */
static void take_shipment(struct check_reading *r, const struct check_waiting *w, uint32_t order)
{
	const struct field *f = w->fields;
	const struct check_item *line = &w->line;
	const struct shipment *s = &w->judged;

	/* Goods that come back may have been shipped outside --from and --to, so match these shipments too. */
	meet(r, line, order, s->replacement || w->outside);
	if (w->outside) {
		r->facts->sku[line->sku_number].elsewhere |= !s->gift;
		return;
	}
	tell_apart(r, f, line);
	if (s->gift) {
		check_tally_add(kind(r, CHECK_SKIPPED + FATE_GIFT), line->units, line->at);
		return;
	}
	count(r, f, line);
	note_currency(r, &f[r->at.currency], line);
	if (s->replacement)
		check_tally_add(kind(r, CHECK_REPLACED), line->units, line->at);
	else if (f[r->at.amount].length && s->amount >= 0 && s->amount <= DECIMAL_SCALE / 100)
		check_tally_add(kind(r, CHECK_FREE), line->units, line->at);
	const struct field *product = &f[r->at.product];

	if (product->length && nonproducts_has_name(r->check->nonproducts, product->bytes, product->length)) {
		check_tally_add(kind(r, CHECK_NAMED), line->units, line->at);
		r->facts->sku[line->sku_number].named = true;
	}
}

/* The facts of a SKU span several cache lines. */
static void prefetch(const struct check_sku *sku)
{
	for (size_t at = 0; at < sizeof(*sku); at += 64)
		__builtin_prefetch((const char *)sku + at, 1);
}

/* Look up the SKUs of the buffered shipments, and their orders among those of the returns. */
static void look_up(struct check_reading *r, uint32_t *orders)
{
	struct intern_text skus[INTERN_MANY] = {{0}}, texts[INTERN_MANY] = {{0}};
	uint32_t numbers[INTERN_MANY];
	size_t n = r->waiting_count;

	for (size_t i = 0; i < n; i++) {
		const struct check_item *line = &r->waiting[i].line;

		skus[i] = (struct intern_text){line->sku.bytes, line->sku.length};
		texts[i] = (struct intern_text){line->order.bytes, line->order.length};
	}
	intern_find_many(r->check->held->orders, texts, n, orders);
	check_facts_skus(r->facts, skus, n, numbers);
	for (size_t i = 0; i < n; i++) {
		r->waiting[i].line.sku_number = numbers[i];
		prefetch(&r->facts->sku[numbers[i]]);
	}
}

int check_shipments(void *context, struct err *e)
{
	struct check_reading *r = context;
	uint32_t orders[INTERN_MANY];

	(void)e;
	look_up(r, orders);
	for (size_t i = 0; i < r->waiting_count; i++)
		take_shipment(r, &r->waiting[i], orders[i]);
	r->waiting_count = 0;
	return 0;
}

/* Read the measures of a gift. False when they cannot be read, which is no fault of a gift. */
static bool read_gift(struct check_reading *r, const struct shipment_cells *c, struct shipment *s)
{
	return row_read_qty(c->qty, &s->qty) && row_read_day(&r->last_day, c->shipped_at, &s->day);
}

/*
 * Judge a shipment and read its measures. A gift does not count, but it belongs to an order and may be duplicated: it
 * is buffered too if its measures can be read.
 */
static enum fate judge_shipment(struct check_reading *r, const struct row *row, struct check_waiting *w, bool *waits)
{
	const struct field *f = row->fields;
	const struct shipment_cells cells = {&f[r->at.status], &f[r->at.gift],   &f[r->at.type],
					     &f[r->at.qty],    &f[r->at.amount], &f[r->at.shipped]};
	enum fate fate = shipment_judge(row, &cells, &shipment_scope_sent, &w->judged);

	if (fate == FATE_COUNTS)
		fate = shipment_measure(row, &cells, &r->last_day, &w->judged);
	*waits = fate == FATE_COUNTS || (fate == FATE_GIFT && read_gift(r, &cells, &w->judged));
	return fate;
}

enum rows_fate check_shipment(void *context, const struct row *row, struct err *e)
{
	struct check_reading *r = context;
	struct check_waiting *w = &r->waiting[r->waiting_count];
	struct check_trace at = trace(r, &row->fields[r->at.source]);
	enum fate fate = find_none(r, row->fields);
	bool waits = false;

	if (fate == FATE_COUNTS)
		fate = judge_shipment(r, row, w, &waits);
	if (!waits)
		return fate_take(row, fate == FATE_REJECTED ? fate : note(r, row, fate, at));
	w->line = item_of(r, row->fields, at);
	w->line.units = (int32_t)w->judged.qty;
	w->line.day = w->judged.day;
	w->fields = row->fields;
	w->outside = !is_within(r->check->plan, w->judged.day);
	if (fate == FATE_COUNTS && w->outside)
		fate = FATE_OUTSIDE;
	if (++r->waiting_count == INTERN_MANY)
		check_shipments(r, e);
	return fate_take(row, fate);
}

/* Judge a return and read its measures into a line. */
static enum fate judge_return(struct check_reading *r, const struct row *row, struct check_item *line)
{
	const struct field *f = row->fields;
	const struct ticket_cells cells = {&f[r->at.type],
					   &f[r->at.status],
					   &f[r->at.qty],
					   &f[r->at.amount],
					   {&f[r->at.received], &f[r->at.finished], &f[r->at.applied]}};
	int64_t units, amount;
	enum fate fate;
	size_t which;

	if ((fate = ticket_judge(row, &cells, &ticket_scope_back)) != FATE_COUNTS)
		return fate == FATE_REJECTED ? fate : note(r, row, fate, line->at);
	if ((fate = row_qty(row, cells.qty, &units)) != FATE_COUNTS ||
	    (fate = row_amount(row, cells.amount, &amount)) != FATE_COUNTS ||
	    (fate = ticket_day(row, &cells, &r->last_day, &line->day, &which)) != FATE_COUNTS)
		return fate;
	if (!is_within(r->check->plan, line->day))
		return FATE_OUTSIDE;
	line->units = (int32_t)units;
	check_tally_add(kind(r, CHECK_RECEIVED + (enum check_kind)which), units, line->at);
	return FATE_COUNTS;
}

/* Take a return that counts. */
static void take_return(struct check_reading *r, const struct field *f, struct check_item *line)
{
	const struct field *cause = &f[r->at.cause], *shipped = &f[r->at.shipped];
	struct check_held *held = r->check->held;

	line->sku_number = check_facts_sku(r->facts, line->sku.bytes, line->sku.length);
	tell_apart(r, f, line);
	count(r, f, line);
	note_currency(r, &f[r->at.currency], line);
	check_held_add(held, line);
	check_held_dates(held, date_parse(f[r->at.applied].bytes, f[r->at.applied].length),
			 date_parse(f[r->at.received].bytes, f[r->at.received].length));
	if (line->order.length == 0 && line->line.length == 0)
		check_tally_add(kind(r, CHECK_ANONYMOUS), line->units, line->at);
	if (field_is(&f[r->at.basis], "imputed"))
		check_tally_add(kind(r, CHECK_IMPUTED), line->units, line->at);
	if (r->classified)
		check_tally_add(kind(r, cause->length == 0 || field_is(cause, "unclassified") ? CHECK_UNCLASSIFIED
											      : CHECK_CLASSIFIED),
				line->units, line->at);
	if (shipped->length && date_parse(shipped->bytes, shipped->length) > line->day)
		check_tally_add(kind(r, CHECK_TOO_EARLY), line->units, line->at);
}

enum rows_fate check_return(void *context, const struct row *row, struct err *e)
{
	struct check_reading *r = context;
	struct check_item line = item_of(r, row->fields, trace(r, &row->fields[r->at.source]));
	enum fate fate = find_none(r, row->fields);

	(void)e;
	if (fate == FATE_COUNTS)
		fate = judge_return(r, row, &line);
	else
		note(r, row, fate, line.at);
	if (fate == FATE_COUNTS)
		take_return(r, row->fields, &line);
	return fate_take(row, fate);
}
