#include "check/reading_private.h"

#include "row/columns.h"
#include "base/mem.h"
#include "base/num.h"
#include "csv/quick.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const char *const *check_columns(enum check_side side)
{
	return side == CHECK_SHIPMENTS ? columns_shipments : columns_returns;
}

static enum rows_fate refuse(struct check_reading *r, const struct row *row, const char *column, const char *what,
			     const struct field *f, struct err *e)
{
	if (!r->job) {
		err_set(e, "a row to refuse");
		return ROWS_FAILED;
	}
	if (!f)
		return rows_reject(r->job, row, column, "%s", what);
	return rows_reject(r->job, row, column, "'%.*s' %s", (int)f->length, f->bytes, what);
}

/* The row's source in two: a file by number, and what stands behind the last colon. */
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

/* 合计 and the like, where a SKU should stand. */
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
	/* The words have no digits, and most codes do. */
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

/* The number of a row's shop; where it names none, of its platform, so that days missing of one do not hide behind the others. */
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

/* The number of the day and shop at hand. */
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

/* A row that counts, into all that is counted by SKU, day and file. */
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

static uint64_t mix_field(uint64_t hash, const struct field *f, uint64_t salt)
{
	if (f->length == 0)
		return hash;
	return intern_mix(hash ^ intern_hash(f->bytes, f->length), (salt * 2 + 1) * 0x9e3779b97f4a7c15u);
}

/* A line that has an id can be told from others. */
static void tell_apart(struct check_reading *r, const struct field *f, const struct check_item *line)
{
	const struct check_places *at = &r->at;
	const struct field *id = r->side == CHECK_RETURNS ? &f[at->id] : &f[at->order];
	uint64_t key = 0x2545f4914f6cdd1du, cells = key;

	if (id->length == 0 && f[at->order].length == 0 && f[at->line].length == 0)
		return;
	key = mix_field(key, &f[at->shop], 1);
	key = mix_field(key, id, 2);
	key = mix_field(key, &f[at->line], 3);
	key = mix_field(key, &f[at->sku], 4);
	/* A ticket has a number of its own; an order's line may leave, and come back, in parts. */
	if (r->side == CHECK_SHIPMENTS)
		key = mix_field(key, &f[at->shipped], 5);
	else if (id->length == 0)
		key = intern_mix(mix_field(key, &f[at->order], 6) ^ (uint64_t)(uint32_t)line->day, 0x9e3779b97f4a7c15u);
	for (size_t i = 0; check_columns(r->side)[i]; i++)
		if ((int)i != at->source)
			cells = mix_field(cells, &f[i], 16 + i);
	check_twins_add(&r->facts->half[r->side].twins,
			&(struct check_twin){key, (uint32_t)(cells >> 16), line->at, line->units});
}

static bool is_within(const struct check_plan *plan, int32_t day)
{
	return (plan->from == DATE_NONE || day >= plan->from) && (plan->to == DATE_NONE || day <= plan->to);
}

/* A row that does not count, where its day is one of those looked at or not told. */
static void note(struct check_reading *r, const struct row *row, enum check_kind k, int64_t units,
		 struct check_trace at)
{
	const int of_shipments[] = {r->at.shipped}, of_returns[] = {r->at.received, r->at.finished, r->at.applied};
	const int *places = r->side == CHECK_SHIPMENTS ? of_shipments : of_returns;
	const struct field *f = &row->fields[places[0]];

	for (size_t i = 1; r->side == CHECK_RETURNS && i < 3 && f->length == 0; i++)
		f = &row->fields[places[i]];
	int32_t day = date_parse(f->bytes, f->length);

	if (day == DATE_NONE || is_within(r->check->plan, day))
		check_tally_add(kind(r, k), units, at);
}

/* What both sides have: SKU, source, quantity. ROWS_KEPT when the row is to be looked at. */
static enum rows_fate begin_row(struct check_reading *r, const struct row *row, struct check_item *line, struct err *e)
{
	const struct field *f = row->fields, *sku = &f[r->at.sku], *qty = &f[r->at.qty];
	const struct field *status = &f[r->at.status];
	int64_t units;

	line->at = trace(r, &f[r->at.source]);
	if (is_total(sku)) {
		if (num_parse_int(qty->bytes, qty->length, 0, INT32_MAX, &units) != 0)
			units = 0;
		note(r, row, CHECK_TOTAL, units, line->at);
		return ROWS_SKIPPED;
	}
	if (num_parse_int(qty->bytes, qty->length, 1, INT32_MAX, &units) != 0)
		return refuse(r, row, "qty", "is not a whole number from 1 to 2147483647", qty, e);
	line->units = (int32_t)units;
	if (status->length >= 9 && memmem(status->bytes, status->length, "被拆分", 9)) {
		note(r, row, CHECK_SPLIT, units, line->at);
		return ROWS_SKIPPED;
	}
	if (field_is(status, "void") || field_is(status, "pending")) {
		note(r, row, field_is(status, "void") ? CHECK_VOID : CHECK_PENDING, units, line->at);
		return ROWS_SKIPPED;
	}
	if (status->length && !field_is(status, "done"))
		return refuse(r, row, "status", "is not done, pending or void", status, e);
	line->order = (struct cell){f[r->at.order].bytes, f[r->at.order].length};
	line->line = (struct cell){f[r->at.line].bytes, f[r->at.line].length};
	line->sku = (struct cell){sku->bytes, sku->length};
	return ROWS_KEPT;
}

/* ROWS_KEPT for a day within the days looked at; others are handed back too. */
static enum rows_fate take_day(struct check_reading *r, const struct row *row, const char *column,
			       const struct field *f, int32_t *day, struct err *e)
{
	*day = date_parse(f->bytes, f->length);
	if (*day == DATE_NONE)
		return refuse(r, row, column, f->length ? "is not a date like 2025-06-18" : "is empty",
			      f->length ? f : NULL, e);
	return is_within(r->check->plan, *day) ? ROWS_KEPT : ROWS_SKIPPED;
}

static void note_currency(struct check_reading *r, const struct field *currency, const struct check_item *line)
{
	if (currency->length == 0)
		return;
	uint32_t id = check_facts_currency(r->facts, currency->bytes, currency->length);

	check_tally_add(&r->facts->half[r->side].currencies[id], line->units, line->at);
}

/* A shipment hits returns: at once, or when the part that it stands in is joined. */
static void take(struct check_reading *r, const struct check_item *line, struct check_hit *hit)
{
	hit->sku = line->sku_number;
	hit->units = line->units;
	hit->day = line->day;
	hit->at = line->at;
	if (r->job) {
		check_held_take(r->check->held, hit);
		return;
	}
	r->facts->hits =
		mem_grow(r->facts->hits, &r->facts->hit_capacity, r->facts->hit_count + 1, sizeof(*r->facts->hits));
	r->facts->hits[r->facts->hit_count++] = *hit;
}

/* A shipment hits these orders. */
static void take_orders(struct check_reading *r, const struct check_item *line, uint32_t *orders, size_t n)
{
	struct check_hit hit = {.line = CHECK_NOBODY, .pairs = {CHECK_NOBODY, CHECK_NOBODY}};

	for (size_t i = 0; i < n; i++) {
		hit.order = orders[i];
		take(r, line, &hit);
	}
	free(orders);
}

/* `order` is that of the line among those of returns; `uncancelled`: it is half of no order that was cancelled. */
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

/* A shipment, of which order, by its number among those of returns. */
static void take_shipment(struct check_reading *r, const struct check_waiting *w, uint32_t order)
{
	const struct field *f = w->fields, *type = &f[r->at.type], *amount = &f[r->at.amount];
	const struct check_item *line = &w->line;
	bool replacement = field_is(type, "exchange") || field_is(type, "reissue");
	int64_t money;

	/* What comes back left on another day, which need not be one of those looked at. */
	meet(r, line, order, replacement || w->outside);
	if (w->outside) {
		r->facts->sku[line->sku_number].elsewhere |= !field_is(&f[r->at.gift], "1");
		return;
	}
	tell_apart(r, f, line);
	if (field_is(&f[r->at.gift], "1")) {
		check_tally_add(kind(r, CHECK_GIFT), line->units, line->at);
		return;
	}
	count(r, f, line);
	note_currency(r, &f[r->at.currency], line);
	if (replacement)
		check_tally_add(kind(r, CHECK_REPLACED), line->units, line->at);
	else if (quick_decimal(amount->bytes, amount->length, &money) && money <= DECIMAL_SCALE / 100)
		check_tally_add(kind(r, CHECK_FREE), line->units, line->at);
	const struct field *product = &f[r->at.product];

	/* Names in Chinese begin with a byte above ASCII. */
	if (product->length && nonproducts_has_name(r->check->nonproducts, product->bytes, product->length)) {
		check_tally_add(kind(r, CHECK_NAMED), line->units, line->at);
		r->facts->sku[line->sku_number].named = true;
	}
}

/* What is known of a SKU takes a few lines of the cache. */
static void prefetch(const struct check_sku *sku)
{
	for (size_t at = 0; at < sizeof(*sku); at += 64)
		__builtin_prefetch((const char *)sku + at, 1);
}

/* Of the shipments that wait, the numbers of their SKUs, and of their orders among those of returns. */
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

enum rows_fate check_shipment(void *context, const struct row *row, struct err *e)
{
	struct check_reading *r = context;
	struct check_waiting *w = &r->waiting[r->waiting_count];
	enum rows_fate fate = begin_row(r, row, &w->line, e);

	if (fate != ROWS_KEPT)
		return fate;
	fate = take_day(r, row, "shipped_at", &row->fields[r->at.shipped], &w->line.day, e);
	if (fate != ROWS_KEPT && fate != ROWS_SKIPPED)
		return fate;
	w->fields = row->fields;
	w->outside = fate == ROWS_SKIPPED;
	if (++r->waiting_count == INTERN_MANY)
		check_shipments(r, e);
	return fate;
}

/* The day a return is dated by, as ret-tally does, and the days of application and receipt. */
static enum rows_fate date_return(struct check_reading *r, const struct row *row, struct check_item *line,
				  struct err *e)
{
	const int places[] = {r->at.received, r->at.finished, r->at.applied};
	static const char *const names[] = {"received_at", "finished_at", "applied_at"};
	const struct field *f = row->fields;

	for (size_t i = 0; i < 3; i++) {
		if (f[places[i]].length == 0)
			continue;
		enum rows_fate fate = take_day(r, row, names[i], &f[places[i]], &line->day, e);

		if (fate == ROWS_KEPT)
			check_tally_add(kind(r, CHECK_RECEIVED + (enum check_kind)i), line->units, line->at);
		return fate;
	}
	return refuse(r, row, NULL, "no date: received_at, finished_at and applied_at are empty", NULL, e);
}

/* ROWS_KEPT for a ticket that is a return or an exchange. */
static enum rows_fate judge_type(struct check_reading *r, const struct row *row, const struct check_item *line,
				 struct err *e)
{
	const struct field *type = &row->fields[r->at.type];

	if (type->length == 0 || field_is(type, "return") || field_is(type, "exchange"))
		return ROWS_KEPT;
	for (size_t i = 0; columns_types[i]; i++)
		if (field_is(type, columns_types[i])) {
			note(r, row, CHECK_TYPES + (enum check_kind)i, line->units, line->at);
			return ROWS_SKIPPED;
		}
	return refuse(r, row, "type", "is no type of ticket; see retkit(7)", type, e);
}

enum rows_fate check_return(void *context, const struct row *row, struct err *e)
{
	struct check_reading *r = context;
	const struct field *f = row->fields, *cause = &f[r->at.cause], *shipped = &f[r->at.shipped];
	struct check_held *held = r->check->held;
	struct check_item line;
	enum rows_fate fate = begin_row(r, row, &line, e);

	if (fate == ROWS_KEPT)
		fate = judge_type(r, row, &line, e);
	if (fate == ROWS_KEPT)
		fate = date_return(r, row, &line, e);
	if (fate != ROWS_KEPT)
		return fate;
	line.sku_number = check_facts_sku(r->facts, line.sku.bytes, line.sku.length);
	tell_apart(r, f, &line);
	count(r, f, &line);
	note_currency(r, &f[r->at.currency], &line);
	check_held_add(held, &line);
	check_held_dates(held, date_parse(f[r->at.applied].bytes, f[r->at.applied].length),
			 date_parse(f[r->at.received].bytes, f[r->at.received].length));
	if (line.order.length == 0 && line.line.length == 0)
		check_tally_add(kind(r, CHECK_ANONYMOUS), line.units, line.at);
	if (field_is(&f[r->at.basis], "imputed"))
		check_tally_add(kind(r, CHECK_IMPUTED), line.units, line.at);
	if (r->classified)
		check_tally_add(kind(r, cause->length == 0 || field_is(cause, "unclassified") ? CHECK_UNCLASSIFIED
											      : CHECK_CLASSIFIED),
				line.units, line.at);
	if (shipped->length && date_parse(shipped->bytes, shipped->length) > line.day)
		check_tally_add(kind(r, CHECK_TOO_EARLY), line.units, line.at);
	return ROWS_KEPT;
}
