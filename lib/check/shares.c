/* Checks of shares of rows that a reader of the rates should know. */
#include "check/private.h"

#include "row/columns.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* A kind of row that is noted, and a warning from `warning` percent of its side's units up. */
struct share {
	const char *check;
	enum side side;
	enum check_kind kind;
	double warning; /* percent; above 100: never */
};

static const struct share shares[] = {
	{"imputed-quantities", SIDE_RETURNS, CHECK_IMPUTED, 20},
	{"unclassified", SIDE_RETURNS, CHECK_UNCLASSIFIED, 20},
	{"shipments-pending", SIDE_SHIPMENTS, CHECK_PENDING, 10},
	{"returns-pending", SIDE_RETURNS, CHECK_PENDING, 10},
	{"split-parents", SIDE_SHIPMENTS, CHECK_SPLIT, 0},
	{"replacements-shipped", SIDE_SHIPMENTS, CHECK_REPLACED, 5},
	{"free-lines", SIDE_SHIPMENTS, CHECK_FREE, 10},
	{"other-types", SIDE_RETURNS, CHECK_TYPES + 8, 1},
	{"rejected-parcels", SIDE_RETURNS, CHECK_TYPES + 4, 101},
};

static void check_share(struct check *c, const struct share *share)
{
	const struct check_tally *t = &c->facts->half[share->side].kinds[share->kind];
	double percent = check_percent(t->units, check_units(c, share->side));
	char text[NUM_TEXT];

	if (t->rows == 0)
		return;
	check_add(c, share->check, percent >= share->warning ? SEVERITY_WARNING : SEVERITY_NOTE, *t,
		  check_source(c, t->first), check_number(text, percent, 1), NULL);
}

/* Tickets of types without goods coming back, which return-rate@1 does not count. */
static void check_types(struct check *c)
{
	const struct check_tally *types = &c->facts->half[SIDE_RETURNS].kinds[CHECK_TYPES];
	enum lang lang = c->plan->lang;
	struct check_tally sum = {0};
	char *list = NULL, units[NUM_TEXT];

	for (size_t i = 0; columns_types[i]; i++) {
		if (types[i].rows == 0 || strcmp(columns_types[i], "other") == 0 ||
		    strcmp(columns_types[i], "reject") == 0)
			continue;
		lang_append(&list, lang, PHRASE_LIST_COMMA,
			    mem_printf("%s %s", word_find(WORD_TYPE, columns_types[i], lang),
				       check_number(units, (double)types[i].units, 0)));
		if (sum.rows == 0)
			sum.first = types[i].first;
		sum.rows += types[i].rows;
		sum.units += types[i].units;
	}
	if (sum.rows)
		check_add(c, "types-not-counted", SEVERITY_NOTE, sum, check_source(c, sum.first), list, NULL);
	free(list);
}

static void check_currencies(struct check *c, enum side side)
{
	static const char *const names[] = {"shipments-currencies", "returns-currencies"};
	const struct check_half *h = &c->facts->half[side];
	struct check_tally rest = {0};
	uint32_t most = 0;
	size_t n = intern_count(c->facts->currencies), used = 0;

	for (uint32_t i = 0; i < n; i++) {
		used += h->currencies[i].rows > 0;
		if (h->currencies[i].rows > h->currencies[most].rows)
			most = i;
	}
	if (used < 2)
		return;
	for (uint32_t i = 0; i < n; i++) {
		if (i == most || h->currencies[i].rows == 0)
			continue;
		if (rest.rows == 0)
			rest.first = h->currencies[i].first;
		rest.rows += h->currencies[i].rows;
		rest.units += h->currencies[i].units;
	}
	const char *main = intern_get(c->facts->currencies, most, NULL);
	char *condition = check_condition(COLUMN_CURRENCY, false, &main, 1);

	char count[NUM_TEXT];

	check_add(c, names[side], SEVERITY_WARNING, rest, check_source(c, rest.first),
		  check_number(count, (double)used, 0), condition, NULL);
	free(condition);
}

/* A side without any row that counts makes every rate 0 or undefined, and no single row would show it. */
static void check_nothing(struct check *c, enum side side)
{
	static const char *const names[] = {"shipments-nothing", "returns-nothing"};
	enum side other = side == SIDE_SHIPMENTS ? SIDE_RETURNS : SIDE_SHIPMENTS;

	if (c->facts->half[side].kinds[CHECK_COUNTED].rows)
		return;
	check_add(c, names[side], SEVERITY_ERROR, (struct check_tally){.units = check_units(c, other)}, NULL, NULL);
}

void check_shares(struct check *c)
{
	check_nothing(c, SIDE_SHIPMENTS);
	check_nothing(c, SIDE_RETURNS);
	for (size_t i = 0; i < sizeof(shares) / sizeof(*shares); i++)
		check_share(c, &shares[i]);
	check_types(c);
	check_currencies(c, SIDE_SHIPMENTS);
	check_currencies(c, SIDE_RETURNS);
}
