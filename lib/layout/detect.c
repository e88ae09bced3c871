#include "layout/detect.h"

#include "import/canonical.h"
#include "clean/mapping.h"
#include "base/mem.h"
#include "row/columns.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool is_possible(enum side side, const struct values *v, const struct mapping *m)
{
	struct canonical *c = canonical_new(side, v);
	const char *missing[CANONICAL_REQUIRED];
	bool possible = canonical_missing(c, m, missing) == 0;

	canonical_free(c);
	return possible;
}

/* The first header that feeds one of the columns, NULL when none does. */
static const struct alias_use *first_use(const struct mapping *m, const char *const *columns)
{
	const struct alias_use *uses;

	for (; *columns; columns++)
		if (mapping_uses(m, *columns, &uses))
			return &uses[0];
	return NULL;
}

/* Choose when both sides are possible. */
static unsigned choose(const struct mapping *shipments, const struct mapping *returns)
{
	static const char *const sent[] = {COLUMN_QTY, NULL};
	static const char *const back[] = {"qty_received", "qty_applied", COLUMN_QTY, NULL};
	static const char *const sent_on[] = {COLUMN_SHIPPED_AT, NULL};
	static const char *const back_on[] = {COLUMN_RECEIVED_AT, COLUMN_FINISHED_AT, COLUMN_APPLIED_AT, NULL};
	const struct alias_use *out = first_use(shipments, sent);
	const struct alias_use *in = first_use(returns, back);

	if (out->header != in->header)
		return out->generic ? side_bit(SIDE_RETURNS) : SIDE_BOTH;
	/* One quantity: an export of returns that also gives the ship date, or a list of movements. */
	out = first_use(shipments, sent_on);
	in = first_use(returns, back_on);
	return out->header == in->header ? SIDE_BOTH : side_bit(SIDE_RETURNS);
}

/* True when a column that only this side has is fed by a header of its own. */
static bool has_own(enum side side, const struct mapping *m)
{
	static const char *const out[] = {COLUMN_ORDER_TYPE, COLUMN_TRACKING_NO, COLUMN_GIFT, NULL};
	static const char *const back[] = {COLUMN_RETURN_ID, "qty_received", "qty_applied", COLUMN_TYPE,
					   COLUMN_REASON1,   "goods",        NULL};

	return first_use(m, side == SIDE_RETURNS ? back : out) != NULL;
}

/* True when the only date of a side is a word such as 日期, which tells nothing of the side, and nothing else does. */
static bool is_vague(enum side side, const struct mapping *m)
{
	static const char *const sent_on[] = {COLUMN_SHIPPED_AT, NULL};
	static const char *const back_on[] = {COLUMN_RECEIVED_AT, COLUMN_FINISHED_AT, COLUMN_APPLIED_AT, NULL};
	const struct alias_use *date = first_use(m, side == SIDE_RETURNS ? back_on : sent_on);

	return date && date->generic && !has_own(side, m);
}

unsigned detect_sides(const struct layout *l, const char *const *headers, size_t n)
{
	struct mapping *shipments = mapping_new(l->aliases, SIDE_SHIPMENTS, headers, n);
	struct mapping *returns = mapping_new(l->aliases, SIDE_RETURNS, headers, n);
	unsigned sides = 0;

	if (is_possible(SIDE_SHIPMENTS, l->values, shipments) && !is_vague(SIDE_SHIPMENTS, shipments))
		sides |= side_bit(SIDE_SHIPMENTS);
	if (is_possible(SIDE_RETURNS, l->values, returns) && !is_vague(SIDE_RETURNS, returns))
		sides |= side_bit(SIDE_RETURNS);
	if (l->dialect)
		sides &= dialect_sides(l->dialect);
	else if (sides == SIDE_BOTH)
		sides = choose(shipments, returns);
	mapping_free(shipments);
	mapping_free(returns);
	return sides;
}

const char *detect_name(unsigned sides)
{
	return sides ? side_set_name(sides) : "unknown";
}

/* Append the columns that a mapping feeds to a list, which is freed, except those that `other` (may be NULL) feeds too. */
static char *append(char *list, enum side side, const struct mapping *m, const struct mapping *other)
{
	const struct alias_use *uses;

	for (size_t i = 0; i < alias_target_count(side); i++) {
		const char *name = alias_target_name(side, i);

		if (!mapping_uses(m, name, &uses) || (other && mapping_uses(other, name, &uses)))
			continue;
		char *longer = mem_printf("%s%s%s", list, list[0] ? " " : "", name);

		free(list);
		list = longer;
	}
	return list;
}

char *detect_columns(const struct layout *l, unsigned sides, const char *const *headers, size_t n)
{
	char *list = mem_dup("", 0);
	struct mapping *shipments = mapping_new(l->aliases, SIDE_SHIPMENTS, headers, n);
	struct mapping *returns = mapping_new(l->aliases, SIDE_RETURNS, headers, n);

	if (sides != side_bit(SIDE_RETURNS))
		list = append(list, SIDE_SHIPMENTS, shipments, NULL);
	if (sides == side_bit(SIDE_RETURNS))
		list = append(list, SIDE_RETURNS, returns, NULL);
	else if (sides != side_bit(SIDE_SHIPMENTS))
		list = append(list, SIDE_RETURNS, returns, shipments);
	mapping_free(shipments);
	mapping_free(returns);
	return list;
}
