/* The quantity of a row and its direction. */
#include "import/canonical_private.h"

#include "row/columns.h"
#include "base/num.h"

static void set_qty(struct canonical *c, int64_t qty)
{
	c->units = qty;
	canonical_set_text(c, c->at.qty, c->qty, num_print_int(c->qty, qty));
}

/*
 * Make a quantity other than 0 positive, or skip its row when the sign says that it belongs to the other table. All kept quantities of
 * one file must have one sign.
 */
static enum canonical_fate turn(struct canonical *c, int64_t *qty, int header, struct err *e)
{
	int sign = *qty < 0 ? -1 : 1;

	if (c->own_sign && sign != c->own_sign)
		return canonical_skip(c, SKIP_OTHER_TABLE);
	if (sign < 0 && c->side == SIDE_SHIPMENTS && !c->chosen && !c->own_sign)
		return canonical_skip(c, SKIP_DIRECTION);
	if (c->sign && c->sign != sign) {
		err_set(e,
			"%s:%llu: %s %lld has the opposite sign of the rows kept before it: choose "
			"one direction with --where '%s>0' or '%s<0'",
			reader_name(c->reader), (unsigned long long)c->record->line, feeds_header(c->feeds, header),
			(long long)*qty, feeds_header(c->feeds, header), feeds_header(c->feeds, header));
		return CANONICAL_FAILED;
	}
	c->sign = sign;
	c->turned = sign < 0;
	if (sign < 0)
		*qty = -*qty;
	return CANONICAL_KEPT;
}

enum canonical_fate canonical_take_shipped(struct canonical *c, struct err *e)
{
	int64_t qty = 0;
	struct cell date;
	enum clean state = feeds_text(c->feeds, c->at.shipped_at, &date);

	if (state == CLEAN_MISSING)
		return canonical_skip(c, SKIP_NO_SHIP);
	if (state == CLEAN_BAD)
		return canonical_reject_fault(c);
	canonical_set_text(c, c->at.shipped_at, date.bytes, date.length);
	state = feeds_number(c->feeds, c->at.qty, &qty);
	if (state == CLEAN_BAD)
		return canonical_reject_fault(c);
	if (state == CLEAN_MISSING)
		return canonical_skip(c, SKIP_QTY_BLANK);
	if (qty == 0)
		return canonical_skip(c, SKIP_QTY_ZERO);
	enum canonical_fate fate = turn(c, &qty, c->at.qty, e);

	if (fate == CANONICAL_KEPT)
		set_qty(c, qty);
	return fate;
}

/* True for types of tickets that bring no goods back. */
static bool is_without_goods(struct cell type)
{
	static const char *const without[] = {"refund_only", "pre_ship", "reissue", "price_adjust", "other", NULL};

	return columns_has(without, type.bytes, type.length);
}

static enum canonical_fate keep_returned(struct canonical *c, int64_t qty, int from, const char *basis, struct err *e)
{
	enum canonical_fate fate = turn(c, &qty, from, e);

	if (fate != CANONICAL_KEPT)
		return fate;
	set_qty(c, qty);
	canonical_set_word(c, c->at.qty_basis, basis);
	return CANONICAL_KEPT;
}

/* Keep a return by its plain quantity, in files that do not tell received from applied. */
static enum canonical_fate take_plain(struct canonical *c, struct err *e)
{
	const char *basis = NULL;
	struct cell cell;
	int64_t qty = 0;
	enum clean state = feeds_number(c->feeds, c->at.qty, &qty);

	if (state == CLEAN_BAD || feeds_word(c->feeds, c->at.qty_basis, &basis, &cell) == CLEAN_BAD)
		return canonical_reject_fault(c);
	if (state == CLEAN_MISSING)
		return canonical_skip(c, SKIP_QTY_BLANK);
	if (qty == 0)
		return canonical_skip(c, SKIP_QTY_ZERO);
	if (!basis)
		basis = feeds_is_constant(c->feeds, c->at.qty) ? "imputed" : "";
	return keep_returned(c, qty, c->at.qty, basis, e);
}

enum canonical_fate canonical_take_returned(struct canonical *c, struct err *e)
{
	const struct places *at = &c->at;
	int64_t received = 0, applied = 0;

	if (feeds_is_constant(c->feeds, at->qty) ||
	    (!feeds_has(c->feeds, at->qty_received) && !feeds_has(c->feeds, at->qty_applied)))
		return take_plain(c, e);
	enum clean in = feeds_number(c->feeds, at->qty_received, &received);

	if (in == CLEAN_BAD)
		return canonical_reject_fault(c);
	if (in == CLEAN_VALUE && received)
		return keep_returned(c, received, at->qty_received, "received", e);
	enum clean wanted = feeds_number(c->feeds, at->qty_applied, &applied);

	if (wanted == CLEAN_BAD)
		return canonical_reject_fault(c);
	if (in == CLEAN_MISSING && wanted == CLEAN_MISSING)
		return canonical_skip(c, SKIP_QTY_BLANK);
	if (wanted == CLEAN_MISSING || applied == 0)
		return canonical_skip(c, SKIP_QTY_ZERO);
	if (in == CLEAN_VALUE && !is_without_goods(c->cells[at->type]))
		return canonical_skip(c, SKIP_NOT_IN);
	c->applied = in == CLEAN_VALUE;
	return keep_returned(c, applied, at->qty_applied, "applied", e);
}

int64_t canonical_units(const struct canonical *c)
{
	return c->units;
}

/* The first of the columns that says a quantity other than 0, else 0 where one says that. */
bool canonical_guess_units(struct canonical *c, int64_t *units)
{
	const int places[] = {c->at.qty_received, c->at.qty_applied, c->at.qty};
	bool known = false;

	*units = 0;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places) && *units == 0; i++) {
		int64_t qty;

		if (feeds_number(c->feeds, places[i], &qty) != CLEAN_VALUE)
			continue;
		known = true;
		*units = qty < 0 ? -qty : qty;
	}
	return known;
}
