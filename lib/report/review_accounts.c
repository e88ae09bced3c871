#include "report/review_private.h"

#include "base/date.h"

#include <string.h>

#define SHIPMENTS "shipments"
#define RETURNS "returns"

/* ---- the imports ---- */

/* The account of an import: "read 12, kept 10, skipped 2, gift 2, rejected 0" */
static struct item *told(struct report *page, const struct ledger *l, const char *side)
{
	const struct {
		enum phrase phrase;
		int64_t rows;
	} parts[] = {
		{PHRASE_PAGE_READ, ledger_read_rows(l, side, NULL)},
		{PHRASE_PAGE_KEPT, ledger_rows(l, side, NULL, FATE_KEPT, NULL)},
		{PHRASE_PAGE_SKIPPED, ledger_rows(l, side, NULL, FATE_SKIPPED, NULL)},
	};
	struct item *list = item_list(page, PHRASE_PAGE_COMMA);

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (parts[i].rows)
			item_add(list, item_phrase(page, parts[i].phrase, review_count(page, parts[i].rows), NULL));
	review_reasons(page, list, l, side, NULL, FATE_SKIPPED);
	item_add(list, item_phrase(page, PHRASE_PAGE_REJECTED,
				   review_count(page, ledger_rows(l, side, NULL, FATE_REJECTED, NULL)), NULL));
	review_reasons(page, list, l, side, NULL, FATE_NOTE);
	return list;
}

/* ---- the join ---- */

struct note_name {
	const char *slug;
	enum phrase phrase;
};

static struct item *note_list(struct review *v, const struct note_name *names, size_t n, bool all)
{
	struct report *page = v->page;
	struct item *list = item_list(page, PHRASE_PAGE_AND);

	for (size_t i = 0; i < n; i++) {
		int64_t rows = ledger_rows(&v->joined, RETURNS, NULL, FATE_NOTE, names[i].slug);

		if (rows || all)
			item_add(list,
				 item_phrase(page, PHRASE_PAGE_WORDS_COUNT, item_phrase(page, names[i].phrase, NULL),
					     review_count(page, rows), NULL));
	}
	return list;
}

/* What the join found odd in the returns, with the units of each. */
static struct item *oddities(struct review *v)
{
	struct report *page = v->page;
	struct item *list = item_list(page, PHRASE_PAGE_AND);

	for (size_t i = 0; i < word_count(WORD_ODDITY); i++) {
		const char *slug = word_at(WORD_ODDITY, i)->slug;
		int64_t rows = ledger_rows(&v->joined, RETURNS, NULL, FATE_NOTE, slug);

		if (rows)
			item_add(list,
				 item_phrase(page, PHRASE_PAGE_WORDS_COUNT_UNITS, item_word(page, WORD_ODDITY, slug),
					     review_count(page, rows),
					     review_count(page, ledger_units(&v->joined, RETURNS, FATE_NOTE, slug)),
					     NULL));
	}
	return list;
}

#define NOTES(v, names, all) note_list(v, names, sizeof(names) / sizeof(*(names)), all)

/* The point on how returns were matched with shipment lines. */
static void joined(struct review *v)
{
	static const struct note_name by[] = {{"by-line", PHRASE_PAGE_BY_LINE},
					      {"by-order-sku", PHRASE_PAGE_BY_ORDER_SKU},
					      {"by-order", PHRASE_PAGE_BY_ORDER},
					      {"unmatched", PHRASE_PAGE_BY_NONE}};
	static const struct note_name filled[] = {
		{"filled-order_id", PHRASE_PAGE_C_ORDER},    {"filled-platform", PHRASE_PAGE_C_PLATFORM},
		{"filled-shop", PHRASE_PAGE_C_SHOP},         {"filled-sku", PHRASE_PAGE_C_SKU},
		{"filled-style", PHRASE_PAGE_C_STYLE},       {"filled-category", PHRASE_PAGE_C_CATEGORY},
		{"filled-qty", PHRASE_PAGE_C_QTY},           {"filled-amount", PHRASE_PAGE_C_AMOUNT},
		{"filled-currency", PHRASE_PAGE_C_CURRENCY}, {"filled-ordered_at", PHRASE_PAGE_C_ORDERED},
		{"filled-paid_at", PHRASE_PAGE_C_PAID},      {"filled-shipped_at", PHRASE_PAGE_C_SHIPPED},
		{"filled-signed_at", PHRASE_PAGE_C_SIGNED},  {"filled-warehouse", PHRASE_PAGE_C_WAREHOUSE},
		{"filled-carrier", PHRASE_PAGE_C_CARRIER},   {"filled-agent", PHRASE_PAGE_C_AGENT},
		{"filled-batch", PHRASE_PAGE_C_BATCH},
	};
	static const struct note_name quantities[] = {{"qty-of-line", PHRASE_PAGE_QTY_OF_LINE},
						      {"qty-imputed", PHRASE_PAGE_QTY_IMPUTED}};
	struct report *page = v->page;
	struct item *parts = item_list(page, PHRASE_PAGE_SEMICOLON);
	struct item *was_filled = NOTES(v, filled, false), *found = oddities(v);

	item_add(parts, item_phrase(page, PHRASE_PAGE_JOINED, NOTES(v, by, true), NULL));
	if (was_filled->count)
		item_add(parts, item_phrase(page, PHRASE_PAGE_FILLED, was_filled, NULL));
	if (NOTES(v, quantities, false)->count)
		item_add(parts, item_phrase(page, PHRASE_PAGE_QUANTITIES, NOTES(v, quantities, true), NULL));
	if (found->count)
		item_add(parts, item_phrase(page, PHRASE_PAGE_FOUND, found,
					    item_text(page, ITEM_NAME, "tables/orphans.csv"), NULL));
	report_point(page, parts);
}

/* ---- the counting ---- */

static void counted_side(struct review *v, const char *side, const struct review_days *days)
{
	struct report *page = v->page;
	int64_t replaced = ledger_units(&v->counted, side, FATE_NOTE, "replacement-order");
	struct item *words = review_account(page, &v->counted, side, NULL, PHRASE_PAGE_COUNTED_ACCOUNT);
	struct item *units = review_count(page, ledger_units(&v->counted, side, FATE_KEPT, ""));
	struct item *on = item_text(page, ITEM_NAME, "");

	if (replaced)
		on = item_phrase(page, PHRASE_PAGE_ON_REPLACEMENTS, review_count(page, replaced), NULL);
	struct item *line = item_phrase(page, PHRASE_PAGE_COUNTED_UNITS, words, units, on, NULL);

	if (days->first != DATE_NONE)
		line = item_phrase(page, PHRASE_PAGE_COUNTED_DAYS, line, review_day(page, days->first),
				   review_day(page, days->last), NULL);
	report_point(page, item_phrase(page,
				       strcmp(side, SHIPMENTS) == 0 ? PHRASE_PAGE_COUNTED_SHIPMENTS
								    : PHRASE_PAGE_COUNTED_RETURNS,
				       line, NULL));
}

/* The dates by which the returns were counted, unless all have a day of receipt. */
static void dated(struct review *v)
{
	static const char *const notes[] = {"dated-received", "dated-finished", "dated-applied"};
	static const char *const columns[] = {"received_at", "finished_at", "applied_at"};
	struct report *page = v->page;
	struct item *list = item_list(page, PHRASE_PAGE_COMMA_PLAIN);
	int64_t others = 0;

	for (size_t i = 0; i < 3; i++) {
		int64_t rows = ledger_rows(&v->counted, RETURNS, NULL, FATE_NOTE, notes[i]);

		others += i > 0 ? rows : 0;
		item_add(list, item_phrase(page, PHRASE_PAGE_WORDS_COUNT, item_text(page, ITEM_NAME, columns[i]),
					   review_count(page, rows), NULL));
	}
	if (others)
		report_point(page, item_phrase(page, PHRASE_PAGE_DATED, list, NULL));
}

static int counted(struct review *v, struct err *e)
{
	struct review_days days[SIDES];

	if (review_counted_days(v, days, e) != 0)
		return -1;
	counted_side(v, SHIPMENTS, &days[SIDE_SHIPMENTS]);
	counted_side(v, RETURNS, &days[SIDE_RETURNS]);
	dated(v);
	return 0;
}

/* ---- parts of the page ---- */

int review_left_out(struct review *v, struct err *e)
{
	struct report *page = v->page;
	int64_t kept = ledger_rows(&v->classified, RETURNS, NULL, FATE_KEPT, NULL);
	int64_t unknown = ledger_rows(&v->classified, RETURNS, NULL, FATE_NOTE, "unclassified");

	report_heading(page, 2, item_phrase(page, PHRASE_PAGE_LEFT_OUT, NULL));
	report_paragraph(page, item_phrase(page, PHRASE_PAGE_DEFINITION, NULL));
	report_point(page, item_phrase(page, PHRASE_PAGE_SHIPMENT_EXPORTS, told(page, &v->shipments, SHIPMENTS), NULL));
	report_point(page, item_phrase(page, PHRASE_PAGE_RETURN_EXPORTS, told(page, &v->returns, RETURNS), NULL));
	review_add_exports(v);
	if (review_layouts(v, e) != 0)
		return -1;
	joined(v);
	if (kept)
		report_point(page, item_phrase(page, PHRASE_PAGE_UNCLASSIFIED, review_count(page, unknown),
					       review_count(page, kept),
					       item_number(page, ITEM_PART, (double)unknown / (double)kept), NULL));
	if (counted(v, e) != 0)
		return -1;
	review_add_warnings(v);
	for (size_t i = 0; i < v->undrawn.count; i++) {
		const struct notice *line = &v->undrawn.list[i];

		report_point(page, item_phrase(page, PHRASE_PAGE_NOT_DRAWN, item_text(page, ITEM_NAME, line->name),
					       item_word(page, WORD_UNDRAWN, line->why), NULL));
	}
	return 0;
}

/* The sources, printed at the foot of every picture. */
struct item *review_sources(struct report *page, const struct review *v)
{
	int64_t rejected = ledger_rows(&v->shipments, SHIPMENTS, NULL, FATE_REJECTED, NULL) +
			   ledger_rows(&v->returns, RETURNS, NULL, FATE_REJECTED, NULL) +
			   ledger_rows(&v->classified, RETURNS, NULL, FATE_REJECTED, NULL);

	return item_phrase(page, PHRASE_PAGE_SOURCES,
			   item_number(page, ITEM_GROUPED, (double)ledger_read_rows(&v->shipments, SHIPMENTS, NULL)),
			   item_number(page, ITEM_GROUPED, (double)ledger_read_rows(&v->returns, RETURNS, NULL)),
			   review_count(page, rejected), NULL);
}
