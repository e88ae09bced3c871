#include "import/canonical_private.h"

#include "row/columns.h"
#include "base/mem.h"
#include "base/num.h"
#include "clean/orderday.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct canonical *canonical_new(enum side side, const struct values *values)
{
	struct canonical *c = mem_alloc(1, sizeof(*c));
	const char *const *names = side == SIDE_RETURNS ? columns_returns : columns_shipments;

	c->side = side;
	c->feeds = feeds_new(side, values);
	while (names[c->columns])
		c->columns++;
	c->cells = mem_alloc(c->columns, sizeof(*c->cells));
	c->rest = mem_alloc(c->columns, sizeof(*c->rest));
	c->at = (struct places){
		.sku = alias_target(side, COLUMN_SKU),
		.qty = alias_target(side, COLUMN_QTY),
		.qty_basis = alias_target(side, COLUMN_QTY_BASIS),
		.qty_received = alias_target(side, "qty_received"),
		.qty_applied = alias_target(side, "qty_applied"),
		.amount = alias_target(side, COLUMN_AMOUNT),
		.type = alias_target(side, COLUMN_TYPE),
		.status = alias_target(side, COLUMN_STATUS),
		.goods = alias_target(side, "goods"),
		.order_type = alias_target(side, COLUMN_ORDER_TYPE),
		.gift = alias_target(side, COLUMN_GIFT),
		.shipped_at = alias_target(side, COLUMN_SHIPPED_AT),
		.received_at = alias_target(side, COLUMN_RECEIVED_AT),
		.finished_at = alias_target(side, COLUMN_FINISHED_AT),
		.applied_at = alias_target(side, COLUMN_APPLIED_AT),
		.source = alias_target(side, COLUMN_SOURCE),
		.order_id = alias_target(side, COLUMN_ORDER_ID),
		.line_id = alias_target(side, COLUMN_LINE_ID),
		.ordered_at = alias_target(side, COLUMN_ORDERED_AT),
		.belongs = alias_target(side, "belongs"),
		.listing_no = alias_target(side, "listing_no"),
		.cancelled_at = alias_target(side, "cancelled_at"),
	};
	return c;
}

void canonical_free(struct canonical *c)
{
	if (!c)
		return;
	feeds_free(c->feeds);
	free(c->cells);
	free(c->rest);
	free(c);
}

struct feeds *canonical_feeds(struct canonical *c)
{
	return c->feeds;
}

void canonical_use_order_day(struct canonical *c)
{
	c->use_order_day = true;
}

size_t canonical_columns(const struct canonical *c)
{
	return c->columns;
}

static bool is_given(const struct canonical *c, const struct mapping *m, const char *column)
{
	const struct alias_use *uses;

	return feeds_has_own(c->feeds, alias_target(c->side, column)) || mapping_constant(m, column) ||
	       mapping_uses(m, column, &uses) > 0;
}

/* True when one of the columns is given. */
static bool is_any_given(const struct canonical *c, const struct mapping *m, const char *const *columns)
{
	for (; *columns; columns++)
		if (is_given(c, m, *columns))
			return true;
	return false;
}

size_t canonical_missing(const struct canonical *c, const struct mapping *m, const char *missing[CANONICAL_REQUIRED])
{
	/* Each column, and what stands in for it. */
	static const char *const shipments[CANONICAL_REQUIRED][5] = {
		{COLUMN_SKU, NULL},
		{COLUMN_QTY, NULL},
		{COLUMN_SHIPPED_AT, NULL},
	};
	static const char *const returns[CANONICAL_REQUIRED][5] = {
		{COLUMN_SKU, COLUMN_ORDER_ID, COLUMN_LINE_ID, NULL},
		{COLUMN_QTY, "qty_received", "qty_applied", NULL},
		{COLUMN_RECEIVED_AT, COLUMN_FINISHED_AT, COLUMN_APPLIED_AT, NULL},
	};
	size_t n = 0;

	for (size_t i = 0; i < CANONICAL_REQUIRED; i++) {
		const char *const *columns = c->side == SIDE_RETURNS ? returns[i] : shipments[i];

		if (!is_any_given(c, m, columns))
			missing[n++] = columns[0];
	}
	return n;
}

/* True for the columns that the rules below set in every kept row. */
static bool is_ruled(const struct canonical *c, int column)
{
	const struct places *at = &c->at;

	if (column == at->qty || column == at->amount || column == at->status || column == at->source)
		return true;
	if (c->side == SIDE_RETURNS)
		return column == at->type || column == at->qty_basis;
	return column == at->shipped_at || column == at->order_type || column == at->gift;
}

void canonical_begin(struct canonical *c, const struct reader *r, const struct mapping *m, bool chosen)
{
	feeds_begin(c->feeds, r, m);
	c->reader = r;
	c->chosen = chosen;
	c->own_sign = chosen ? 0 : mapping_sign(m);
	c->sign = 0;
	c->rest_count = 0;
	for (size_t i = 0; i < c->columns; i++) {
		c->cells[i] = (struct cell){"", 0};
		if (!is_ruled(c, (int)i) && feeds_has(c->feeds, (int)i))
			c->rest[c->rest_count++] = i;
	}
}

/* ---- words ---- */

static inline bool is_word(const struct canonical *c, int target, const char *word)
{
	struct cell cell = c->cells[target];

	return cell.length == strlen(word) && memcmp(cell.bytes, word, cell.length) == 0;
}

/*
 * Set the cell of a word column: the canonical word; `blank` if the cell is blank; `unknown` (NULL: the cell itself) if the word is not
 * understood, and then *missed is set. Returns false with a fault.
 */
static bool take_word(struct canonical *c, int target, const char *blank, const char *unknown, struct missed *missed)
{
	const char *word;
	struct cell cell;

	switch (feeds_word(c->feeds, target, &word, &cell)) {
	case CLEAN_BAD:
		return false;
	case CLEAN_MISSING:
		canonical_set_word(c, target, blank);
		return true;
	default:
		break;
	}
	if (!word) {
		*missed = (struct missed){true, cell};
		word = unknown;
	}
	if (word)
		canonical_set_word(c, target, word);
	else
		canonical_set_text(c, target, cell.bytes, cell.length);
	return true;
}

/* ---- rows ---- */

/*
 * Decide whether the row is a line of goods of this table. A word that is not understood says that it is not; a blank cell, that nothing
 * came back.
 */
static enum canonical_fate decide_table(struct canonical *c)
{
	const char *table;
	struct cell cell;
	enum clean state = feeds_word(c->feeds, c->at.belongs, &table, &cell);

	if (state == CLEAN_BAD)
		return canonical_reject_fault(c);
	if (state == CLEAN_VALUE && !table)
		feeds_miss(c->feeds, c->at.belongs, cell);
	if (state == CLEAN_VALUE && (!table || strcmp(table, "none") == 0))
		return canonical_skip(c, SKIP_NOT_GOODS);
	if (state == CLEAN_MISSING && feeds_has(c->feeds, c->at.belongs))
		table = "shipments";
	if (table && strcmp(table, "both") != 0 && strcmp(table, side_name(c->side)) != 0)
		return canonical_skip(c, SKIP_OTHER_TABLE);
	if (!feeds_has(c->feeds, c->at.listing_no))
		return CANONICAL_KEPT;
	state = feeds_text(c->feeds, c->at.listing_no, &cell);
	return state == CLEAN_BAD                                 ? canonical_reject_fault(c)
	       : state == CLEAN_MISSING || clean_is_missing(cell) ? canonical_skip(c, SKIP_NOT_GOODS)
								  : CANONICAL_KEPT;
}

/* A cancelled order was not sent, whatever its status; of a line sent in part it is not known how much. */
static bool settle_shipped(struct canonical *c)
{
	struct cell cell;
	enum clean state = feeds_text(c->feeds, c->at.cancelled_at, &cell);

	c->partly = is_word(c, c->at.status, "partly");
	if (c->partly)
		canonical_set_word(c, c->at.status, "done");
	if (state == CLEAN_VALUE && !clean_is_missing(cell))
		canonical_set_word(c, c->at.status, "void");
	return state != CLEAN_BAD;
}

/* Goods that never reached the buyer change the type of a ticket. */
static void apply_goods(struct canonical *c, const char *goods)
{
	int type = c->at.type;
	bool back = is_word(c, type, "return") || is_word(c, type, "exchange");

	if (strcmp(goods, "reject") == 0 && back)
		canonical_set_word(c, type, "reject");
	if (strcmp(goods, "pre_ship") == 0 && (back || is_word(c, type, "refund_only")))
		canonical_set_word(c, type, "pre_ship");
}

static enum canonical_fate decide_return(struct canonical *c, struct err *e)
{
	const char *goods;
	struct cell cell;

	if (!take_word(c, c->at.type, "return", "other", &c->type) ||
	    !take_word(c, c->at.status, "done", "pending", &c->status) ||
	    feeds_word(c->feeds, c->at.goods, &goods, &cell) == CLEAN_BAD)
		return canonical_reject_fault(c);
	if (goods)
		apply_goods(c, goods);
	return canonical_take_returned(c, e);
}

static enum canonical_fate decide_shipment(struct canonical *c, struct err *e)
{
	/* Goods that go to another warehouse, to a supplier or to waste leave, but to no customer. */
	const bool typed = take_word(c, c->at.order_type, "", NULL, &c->order_type);

	if (typed && is_word(c, c->at.order_type, "not_sale"))
		return canonical_skip(c, SKIP_NOT_SALE);
	enum canonical_fate fate = canonical_take_shipped(c, e);

	if (fate != CANONICAL_KEPT)
		return fate;
	if (!typed || !take_word(c, c->at.status, "done", "done", &c->status) || !settle_shipped(c) ||
	    !take_word(c, c->at.gift, "", "", &c->gift))
		return canonical_reject_fault(c);
	if (c->cells[c->at.gift].length == 0 && is_word(c, c->at.order_type, "gift"))
		canonical_set_word(c, c->at.gift, "1");
	return CANONICAL_KEPT;
}

/* A negative amount is made positive along with its quantity. One that cannot be read is missing: a rate of units needs none. */
static enum canonical_fate take_amount(struct canonical *c)
{
	int64_t amount = 0;
	enum clean state = feeds_number(c->feeds, c->at.amount, &amount);

	if (state == CLEAN_BAD && feeds_fault(c->feeds)->kind != FEED_FAULT_AMOUNT)
		return canonical_reject_fault(c);
	if (state == CLEAN_BAD)
		c->bad_amount = (struct missed){true, feeds_amount(c->feeds)};
	if (state != CLEAN_VALUE) {
		canonical_set_word(c, c->at.amount, "");
		return CANONICAL_KEPT;
	}
	c->zero = amount == 0;
	decimal_print(c->amount, c->turned && amount < 0 ? -amount : amount);
	canonical_set_word(c, c->at.amount, c->amount);
	return CANONICAL_KEPT;
}

static enum canonical_fate reject(struct canonical *c, const char *column, const char *words)
{
	c->fault.kind = FEED_FAULT_CELL;
	c->fault.column = column;
	snprintf(c->fault.words, sizeof(c->fault.words), "%s", words);
	return CANONICAL_REJECTED;
}

/* True when ret-join can find the SKU of a return that lacks one. */
static bool is_joinable(const struct canonical *c)
{
	return c->side == SIDE_RETURNS && (c->cells[c->at.order_id].length || c->cells[c->at.line_id].length);
}

static enum canonical_fate reject_sku(struct canonical *c)
{
	if (!feeds_has(c->feeds, c->at.sku))
		return reject(c, NULL, "no SKU, and no order or line id to find it by");
	return reject(c, feeds_header(c->feeds, c->at.sku), "is blank: no SKU");
}

/* Fill a blank ordered_at with the day in the order id, if it has one. */
static void take_order_day(struct canonical *c)
{
	int at = c->at.ordered_at;

	if (feeds_has(c->feeds, at) && c->cells[at].length)
		return;
	c->order_day = orderday_of(c->cells[c->at.order_id], c->ordered);
	canonical_set_word(c, at, c->order_day ? c->ordered : "");
}

/* Copy the columns that no rule sets, and check what a row must have. */
static enum canonical_fate take_rest(struct canonical *c)
{
	const struct cell *cells = c->cells;

	for (size_t i = 0; i < c->rest_count; i++)
		if (feeds_text(c->feeds, (int)c->rest[i], &c->cells[c->rest[i]]) == CLEAN_BAD)
			return canonical_reject_fault(c);
	c->no_sku = cells[c->at.sku].length == 0;
	if (c->no_sku && !is_joinable(c))
		return reject_sku(c);
	if (c->use_order_day)
		take_order_day(c);
	if (c->side == SIDE_RETURNS && cells[c->at.received_at].length == 0 && cells[c->at.finished_at].length == 0 &&
	    cells[c->at.applied_at].length == 0)
		return reject(c, NULL, "no receipt, completion or application date");
	return CANONICAL_KEPT;
}

static inline void note(struct import_notes *notes, enum import_reason reason, unsigned n)
{
	notes->counts[reason - IMPORT_FIRST_NOTE] = (uint16_t)n;
	notes->any |= n != 0;
}

/* Count a word that is not understood. */
static void note_missed(struct canonical *c, struct import_notes *notes, enum import_reason reason, int target,
			const struct missed *missed)
{
	if (!missed->is)
		return;
	feeds_miss(c->feeds, target, missed->cell);
	note(notes, reason, 1);
}

void canonical_note(struct canonical *c, struct import_notes *to)
{
	const struct feed_notes *notes = feeds_notes(c->feeds);

	note(to, NOTE_OFFSET, notes->offsets);
	note(to, NOTE_CONVERTED, notes->converted);
	note(to, NOTE_DAMAGED, notes->damaged);
	note(to, NOTE_PARCEL, notes->parcels);
	note(to, NOTE_OUTER_BLANK, notes->outer_blank);
	note(to, NOTE_TURNED, c->turned);
	note(to, NOTE_APPLIED, c->applied);
	note(to, NOTE_SHORT, c->record->fields < reader_columns(c->reader));
	note(to, NOTE_SEVERAL, notes->several);
	note(to, NOTE_ROUNDED, notes->rounded);
	note(to, NOTE_NO_SKU, c->no_sku);
	note(to, NOTE_ORDER_DAY, c->order_day);
	if (c->side == SIDE_SHIPMENTS) {
		note(to, NOTE_GIFT, is_word(c, c->at.gift, "1"));
		note(to, NOTE_ZERO, c->zero);
		note(to, NOTE_PARTLY, c->partly);
	}
	note(to, NOTE_VOID, is_word(c, c->at.status, "void"));
	note(to, NOTE_PENDING, is_word(c, c->at.status, "pending"));
	note_missed(c, to, NOTE_TYPE, c->at.type, &c->type);
	note_missed(c, to, NOTE_STATUS, c->at.status, &c->status);
	note_missed(c, to, NOTE_ORDER_TYPE, c->at.order_type, &c->order_type);
	note_missed(c, to, NOTE_GIFT_WORD, c->at.gift, &c->gift);
	note_missed(c, to, NOTE_AMOUNT, c->at.amount, &c->bad_amount);
}

bool canonical_has_unknown(const struct canonical *c)
{
	return c->type.is || c->status.is || c->order_type.is || c->gift.is || c->bad_amount.is;
}

static enum canonical_fate decide(struct canonical *c, struct cell source, struct err *e)
{
	enum canonical_fate fate = decide_table(c);
	struct cell own;

	if (fate == CANONICAL_KEPT)
		fate = c->side == SIDE_RETURNS ? decide_return(c, e) : decide_shipment(c, e);
	if (fate == CANONICAL_KEPT)
		fate = take_amount(c);
	if (fate != CANONICAL_KEPT)
		return fate;
	if (feeds_text(c->feeds, c->at.source, &own) == CLEAN_VALUE)
		source = own;
	canonical_set_text(c, c->at.source, source.bytes, source.length);
	fate = take_rest(c);
	if (fate == CANONICAL_KEPT && is_word(c, c->at.status, "on-receipt"))
		canonical_set_word(c, c->at.status, c->cells[c->at.received_at].length ? "done" : "pending");
	return fate;
}

enum canonical_fate canonical_row(struct canonical *c, const struct record *record, struct cell source, struct err *e)
{
	c->record = record;
	c->turned = c->applied = c->no_sku = c->zero = c->order_day = c->partly = false;
	c->type = c->status = c->order_type = c->gift = c->bad_amount = (struct missed){0};
	enum canonical_fate fate = decide(c, source, e);

	if (fate != CANONICAL_REJECTED || c->fault.kind == FEED_FAULT_CELL)
		return fate;
	if (c->fault.kind == FEED_FAULT_UNDECIDED)
		return CANONICAL_UNDECIDED;
	err_set(e, "%s:%llu: %s %s", reader_name(c->reader), (unsigned long long)record->line, c->fault.column,
		c->fault.words);
	return CANONICAL_FAILED;
}

bool canonical_agrees(const struct canonical *c, const struct canonical *part)
{
	return (c->sign == 0 || part->sign == 0 || c->sign == part->sign) && feeds_agree(c->feeds, part->feeds);
}

void canonical_join(struct canonical *c, const struct canonical *part, uint64_t lines)
{
	if (part->sign)
		c->sign = part->sign;
	feeds_join(c->feeds, part->feeds, lines);
}

void canonical_clear(struct canonical *c)
{
	c->sign = 0;
	feeds_clear(c->feeds);
}

const struct cell *canonical_cells(const struct canonical *c)
{
	return c->cells;
}

enum import_reason canonical_reason(const struct canonical *c)
{
	return c->reason;
}

const struct feed_fault *canonical_fault(const struct canonical *c)
{
	return &c->fault;
}

/* Append the words of one column that were not understood to `text`, which is freed. Returns the longer text. */
static char *add_unknown(const struct canonical *c, char *text, int target, const char *taken)
{
	const struct words *w = feeds_words(c->feeds, target);

	if (!w || words_unknown(w) == 0)
		return text;
	char *list = words_unknown_list(w);
	char *longer =
		mem_printf("%s; %s not understood %llu (%s): %s", text, alias_target_name(c->side, (size_t)target),
			   (unsigned long long)words_unknown(w), list, taken);

	free(list);
	free(text);
	return longer;
}

char *canonical_unknown_words(const struct canonical *c)
{
	char *text = mem_dup("", 0);

	text = add_unknown(c, text, c->at.belongs, "taken as no goods");
	text = add_unknown(c, text, c->at.type, "taken as other");
	text = add_unknown(c, text, c->at.status, c->side == SIDE_RETURNS ? "taken as pending" : "taken as done");
	text = add_unknown(c, text, c->at.order_type, "kept as they are");
	text = add_unknown(c, text, c->at.gift, "left blank");
	return add_unknown(c, text, c->at.amount, "left blank");
}
