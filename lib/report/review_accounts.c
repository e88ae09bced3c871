#include "report/review_private.h"

#include "base/date.h"
#include "base/mem.h"
#include "cell/cell.h"
#include "layout/exports.h"
#include "result/view.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_SHOWN = 20, SHOP_BEHIND = 31, SHOP_OVERLAP = 45 };

#define SHIPMENTS "shipments"
#define RETURNS "returns"

static struct item *count(struct report *page, int64_t n)
{
	return item_number(page, ITEM_COUNT, (double)n);
}

/* ---- reasons ---- */

static void add_reason(struct report *page, struct item *list, enum word_kind kind, const char *slug, int64_t rows)
{
	item_add(list,
		 item_phrase(page, PHRASE_PAGE_WORDS_COUNT, item_word(page, kind, slug), count(page, rows), NULL));
}

/*
 * Append the reasons of a side or file to a list: those of the catalogue in its order, then others in order of
 * appearance.
 */
static void add_reasons(struct report *page, struct item *list, const struct ledger *l, const char *side,
			const char *file, const char *fate)
{
	static const enum word_kind skips[] = {WORD_SKIP, WORD_TYPE};
	bool note = strcmp(fate, FATE_NOTE) == 0;

	for (size_t k = 0; k < (note ? 1 : 2); k++) {
		enum word_kind kind = note ? WORD_NOTE : skips[k];

		for (size_t i = 0; i < word_count(kind); i++) {
			const char *slug = word_at(kind, i)->slug;
			int64_t rows = ledger_rows(l, side, file, fate, slug);

			/* Skip a word that both lists have. */
			if (rows &&
			    (kind != WORD_TYPE || word_or_slug(WORD_SKIP, slug, LANG_EN) == slug ||
			     strcmp(word_or_slug(WORD_SKIP, slug, LANG_EN), word_at(kind, i)->in[LANG_EN]) == 0))
				add_reason(page, list, kind, slug, rows);
		}
	}
	for (size_t i = 0; i < l->count; i++) {
		const struct entry *entry = &l->rows[i];

		if (strcmp(entry->fate, fate) != 0 || *entry->reason == '\0' ||
		    word_find(note ? WORD_NOTE : WORD_SKIP, entry->reason, LANG_EN) ||
		    (!note && word_find(WORD_TYPE, entry->reason, LANG_EN)) ||
		    (side && strcmp(side, entry->side) != 0) || (file && strcmp(file, entry->file) != 0))
			continue;
		add_reason(page, list, WORD_SKIP, entry->reason, entry->rows);
	}
}

/* "read 12 = kept 10 + skipped 2 (gift 2) + rejected 0" */
static struct item *account_words(struct report *page, const struct ledger *l, const char *side, const char *file,
				  enum phrase phrase)
{
	struct item *list = item_list(page, PHRASE_PAGE_COMMA);

	add_reasons(page, list, l, side, file, FATE_SKIPPED);
	return item_phrase(page, phrase, count(page, ledger_read_rows(l, side, file)),
			   count(page, ledger_rows(l, side, file, FATE_KEPT, NULL)),
			   count(page, ledger_rows(l, side, file, FATE_SKIPPED, NULL)),
			   list->count ? item_phrase(page, PHRASE_PAGE_BRACKETS, list, NULL) : list,
			   count(page, ledger_rows(l, side, file, FATE_REJECTED, NULL)), NULL);
}

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
			item_add(list, item_phrase(page, parts[i].phrase, count(page, parts[i].rows), NULL));
	add_reasons(page, list, l, side, NULL, FATE_SKIPPED);
	item_add(list, item_phrase(page, PHRASE_PAGE_REJECTED,
				   count(page, ledger_rows(l, side, NULL, FATE_REJECTED, NULL)), NULL));
	add_reasons(page, list, l, side, NULL, FATE_NOTE);
	return list;
}

/* ---- other messages of the imports ---- */

/* The name of a file without the folder of the exports. */
static const char *short_name(const struct review *v, const char *line)
{
	const char *exports = v->request->exports;
	size_t n = exports ? strlen(exports) : 0;

	return n && strncmp(line, exports, n) == 0 && line[n] == '/' ? line + n + 1 : line;
}

static const char *without_program(const char *line)
{
	static const char program[] = "ret-import: ";

	return strncmp(line, program, sizeof(program) - 1) == 0 ? line + sizeof(program) - 1 : line;
}

/* True when a line begins with the account of a side or file. */
static bool is_account(const struct ledger *l, const char *side, const char *file, const char *line)
{
	char *words =
		mem_printf("read %" PRId64 " = kept %" PRId64 " + skipped %" PRId64, ledger_read_rows(l, side, file),
			   ledger_rows(l, side, file, FATE_KEPT, NULL), ledger_rows(l, side, file, FATE_SKIPPED, NULL));
	bool is = strncmp(line, words, strlen(words)) == 0;

	free(words);
	return is;
}

/* The entry of the kept rows of the file that a line is about, or NULL; *rest is the message after the file name. */
static const struct entry *file_of(const struct ledger *l, const char *line, const char **rest)
{
	for (size_t i = 0; i < l->count; i++) {
		size_t n = strlen(l->rows[i].file);

		if (strcmp(l->rows[i].fate, FATE_KEPT) == 0 && strncmp(line, l->rows[i].file, n) == 0 &&
		    strncmp(line + n, ": ", 2) == 0) {
			*rest = line + n + 2;
			return &l->rows[i];
		}
	}
	return NULL;
}

enum remark { REMARK_WARNING, REMARK_REPEATED, REMARK_DUPLICATES };

/*
 * Sort a line of an import: account and layout are printed from tables, duplicates belong to their file, all else is
 * a warning.
 */
static enum remark judge_line(const struct ledger *l, const char *side, const char *line)
{
	const char *rest;
	const struct entry *entry = file_of(l, line, &rest);

	if (is_account(l, side, NULL, line))
		return REMARK_REPEATED;
	if (!entry)
		return REMARK_WARNING;
	if (strncmp(rest, "dialect ", strlen("dialect ")) == 0 || is_account(l, side, entry->file, rest))
		return REMARK_REPEATED;
	return ledger_rows(l, side, entry->file, FATE_SKIPPED, "other-file") && strstr(rest, " also in ")
		       ? REMARK_DUPLICATES
		       : REMARK_WARNING;
}

static size_t add_warnings(struct review *v, const struct ledger *l, const char *side, const struct notices *said,
			   struct item *list)
{
	size_t n = 0;

	for (size_t i = 0; i < said->count; i++) {
		const char *line = without_program(said->list[i].name);

		if (judge_line(l, side, line) != REMARK_WARNING)
			continue;
		n++;
		if (list)
			item_add(list, item_text(v->page, ITEM_NAME, short_name(v, line)));
	}
	return n;
}

size_t review_warnings(struct review *v, struct item *list)
{
	return add_warnings(v, &v->shipments, SHIPMENTS, &v->said_shipments, list) +
	       add_warnings(v, &v->returns, RETURNS, &v->said_returns, list);
}

static void add_export(struct review *v, const struct ledger *l, const char *side, const struct entry *file,
		       const struct notices *said, struct item *list)
{
	struct report *page = v->page;
	struct item *notes = item_list(page, PHRASE_PAGE_COMMA);
	const char *rest;

	if (ledger_rows(l, side, file->file, FATE_REJECTED, NULL)) {
		add_reasons(page, notes, l, side, file->file, FATE_NOTE);
		item_add(list, item_phrase(page, PHRASE_PAGE_OF, item_text(page, ITEM_NAME, short_name(v, file->file)),
					   item_phrase(page, notes->count ? PHRASE_PAGE_SEMICOLON : PHRASE_PAGE_BESIDE,
						       account_words(page, l, side, file->file, PHRASE_PAGE_ACCOUNT),
						       notes, NULL),
					   NULL));
	}
	for (size_t i = 0; i < said->count; i++) {
		const char *line = without_program(said->list[i].name);

		if (judge_line(l, side, line) == REMARK_DUPLICATES && file_of(l, line, &rest) == file)
			item_add(list, item_text(page, ITEM_NAME, short_name(v, line)));
	}
}

/* The points on single exports, if there are several. */
static void add_exports(struct review *v, const struct ledger *l, const char *side, const struct notices *said,
			struct item *list)
{
	size_t files = 0;

	for (size_t i = 0; i < l->count; i++)
		files += strcmp(l->rows[i].fate, FATE_KEPT) == 0;
	for (size_t i = 0; files > 1 && i < l->count; i++)
		if (strcmp(l->rows[i].fate, FATE_KEPT) == 0)
			add_export(v, l, side, &l->rows[i], said, list);
}

/* A point for each of the first items of a list. */
static void points(struct report *page, const struct item *list, enum phrase phrase)
{
	size_t n = 0;

	for (struct item *item = list->first; item && n < LINES_SHOWN; item = item->next, n++)
		report_point(page, item_phrase(page, phrase, item, NULL));
	if (list->count > LINES_SHOWN)
		report_point(page, item_phrase(page, PHRASE_PAGE_MORE_IN_LOGS,
					       count(page, (int64_t)(list->count - LINES_SHOWN)), NULL));
}

/* ---- layouts ---- */

/* The number of files of each layout, in order of appearance. */
static void add_layouts(struct report *page, const struct view *exports, const struct review *v, struct item *list)
{
	const struct ledger *const ledgers[] = {&v->shipments, &v->returns};
	size_t n = 0, capacity = 0;
	struct {
		const char *name;
		int64_t files;
	} *seen = NULL;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < ledgers[k]->count; i++) {
			const struct entry *entry = &ledgers[k]->rows[i];
			const char *name = "";
			size_t at = 0;

			for (size_t j = 0; j < table_rows(v->exports); j++)
				if (strcmp(view_text(exports, j, EXPORTS_FILE), short_name(v, entry->file)) == 0)
					name = view_text(exports, j, EXPORTS_DIALECT);
			if (*name == '\0' || strcmp(entry->fate, FATE_KEPT) != 0)
				continue;
			while (at < n && strcmp(seen[at].name, name) != 0)
				at++;
			if (at == n) {
				seen = mem_grow(seen, &capacity, n + 1, sizeof(*seen));
				seen[n].name = name;
				seen[n++].files = 0;
			}
			seen[at].files++;
		}
	for (size_t i = 0; i < n; i++)
		item_add(list, item_phrase(page, PHRASE_PAGE_WORDS_COUNT, item_text(page, ITEM_NAME, seen[i].name),
					   count(page, seen[i].files), NULL));
	free(seen);
}

static int layouts(struct review *v, struct err *e)
{
	struct item *list = item_list(v->page, PHRASE_PAGE_AND);
	struct view *exports =
		view_new(v->exports, &exports_schema, SCHEMA_SET(EXPORTS_FILE) | SCHEMA_SET(EXPORTS_DIALECT), e);

	if (!exports)
		return -1;
	add_layouts(v->page, exports, v, list);
	view_free(exports);
	if (list->count)
		report_point(v->page, item_phrase(v->page, PHRASE_PAGE_LAYOUTS, list, NULL));
	return 0;
}

/* ---- the join ---- */

struct note_name {
	const char *slug;
	enum phrase phrase; /* PHRASE_COUNT: a column or an oddity, by its own name */
};

static struct item *note_list(struct review *v, const struct note_name *names, size_t n, bool all, bool units)
{
	struct report *page = v->page;
	struct item *list = item_list(page, PHRASE_PAGE_AND);

	for (size_t i = 0; i < n; i++) {
		int64_t rows = ledger_rows(&v->joined, RETURNS, NULL, FATE_NOTE, names[i].slug);
		struct item *words = item_phrase(page, names[i].phrase, NULL);

		if (rows == 0 && !all)
			continue;
		item_add(list,
			 units ? item_phrase(page, PHRASE_PAGE_WORDS_COUNT_UNITS, words, count(page, rows),
					     count(page, ledger_units(&v->joined, RETURNS, FATE_NOTE, names[i].slug)),
					     NULL)
			       : item_phrase(page, PHRASE_PAGE_WORDS_COUNT, words, count(page, rows), NULL));
	}
	return list;
}

#define NOTES(v, names, all, units) note_list(v, names, sizeof(names) / sizeof(*(names)), all, units)

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
	static const struct note_name odd[] = {
		{"orphan", PHRASE_PAGE_O_ORPHAN},
		{"line_unknown", PHRASE_PAGE_O_LINE_UNKNOWN},
		{"one_to_many", PHRASE_PAGE_O_ONE_TO_MANY},
		{"over_returned", PHRASE_PAGE_O_OVER_RETURNED},
		{"sku_differs", PHRASE_PAGE_O_SKU_DIFFERS},
		{"order_differs", PHRASE_PAGE_O_ORDER_DIFFERS},
		{"returned_before_shipped", PHRASE_PAGE_O_BEFORE_SHIPPED},
	};
	struct report *page = v->page;
	struct item *parts = item_list(page, PHRASE_PAGE_SEMICOLON);
	struct item *was_filled = NOTES(v, filled, false, false), *found = NOTES(v, odd, false, true);

	item_add(parts, item_phrase(page, PHRASE_PAGE_JOINED, NOTES(v, by, true, false), NULL));
	if (was_filled->count)
		item_add(parts, item_phrase(page, PHRASE_PAGE_FILLED, was_filled, NULL));
	if (NOTES(v, quantities, false, false)->count)
		item_add(parts, item_phrase(page, PHRASE_PAGE_QUANTITIES, NOTES(v, quantities, true, false), NULL));
	if (found->count)
		item_add(parts, item_phrase(page, PHRASE_PAGE_FOUND, found,
					    item_text(page, ITEM_NAME, "tables/orphans.csv"), NULL));
	report_point(page, parts);
}

/* ---- days ---- */

/* The first and last day counted. */
struct days {
	int32_t first, last;
};

static void widen(struct days *d, int32_t first, int32_t last)
{
	if (first != DATE_NONE && (d->first == DATE_NONE || first < d->first))
		d->first = first;
	if (last != DATE_NONE && (d->last == DATE_NONE || last > d->last))
		d->last = last;
}

struct shop_days {
	const char *name;
	struct days sent, back;
};

struct coverage {
	struct days sent, back;
	struct shop_days *shops;
	size_t count, capacity;
};

static struct shop_days *shop_of(struct coverage *c, const char *name)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->shops[i].name, name) == 0)
			return &c->shops[i];
	c->shops = mem_grow(c->shops, &c->capacity, c->count + 1, sizeof(*c->shops));
	c->shops[c->count] = (struct shop_days){name, {DATE_NONE, DATE_NONE}, {DATE_NONE, DATE_NONE}};
	return &c->shops[c->count++];
}

static int read_day(const struct view *cells, size_t row, size_t column, int32_t *day, struct err *e)
{
	const char *text = view_text(cells, row, column);

	*day = date_parse(text, strlen(text));
	return *day == DATE_NONE && *text ? view_fault(cells, row, column, "not a date:", e) : 0;
}

/* Read the days of the cells by shop. Returns 0, or -1 with words; the caller frees c->shops. */
static int read_days(const struct table *table, struct coverage *c, struct err *e)
{
	int status = 0;

	*c = (struct coverage){.sent = {DATE_NONE, DATE_NONE}, .back = {DATE_NONE, DATE_NONE}};
	struct view *cells =
		view_new(table, &cells_schema,
			 SCHEMA_SET(CELL_SHIPPED_LINES) | SCHEMA_SET(CELL_FIRST) | SCHEMA_SET(CELL_LAST), e);

	if (!cells)
		return -1;
	for (size_t i = 0; i < table_rows(table) && status == 0; i++) {
		struct shop_days *shop = shop_of(c, view_dims(cells) ? view_dim(cells, i, 0) : "");
		int32_t first, last;
		double lines;

		status = view_number(cells, i, CELL_SHIPPED_LINES, &lines, e);
		if (status == 0)
			status = read_day(cells, i, CELL_FIRST, &first, e);
		if (status == 0)
			status = read_day(cells, i, CELL_LAST, &last, e);
		if (status != 0)
			break;
		widen(lines > 0 ? &shop->sent : &shop->back, first, last);
		widen(lines > 0 ? &c->sent : &c->back, first, last);
	}
	view_free(cells);
	return status;
}

static struct item *day(struct report *page, int32_t when)
{
	char text[DATE_TEXT];

	return item_text(page, ITEM_NAME, date_print(text, when));
}

/*
 * Shops whose shipments end well before the exports do, while their returns go on: an export may be missing. Computed
 * from the cells, because a table of rates has no days.
 */
int review_coverage(struct review *v, struct err *e)
{
	struct report *page = v->page;
	struct coverage c;
	int status = read_days(v->cells, &c, e);

	for (size_t i = 0; status == 0 && i < c.count; i++) {
		const struct shop_days *shop = &c.shops[i];
		bool never = shop->sent.last == DATE_NONE;

		if (shop->back.last == DATE_NONE || (!never && (c.sent.last - shop->sent.last <= SHOP_BEHIND ||
								shop->back.last - shop->sent.last <= SHOP_OVERLAP)))
			continue;
		report_paragraph(
			page,
			item_phrase(page, PHRASE_PAGE_SHOP_ENDS,
				    item_strong(page, item_phrase(page, PHRASE_PAGE_CHECK_EXPORTS, NULL)),
				    review_named(page, shop->name), day(page, shop->back.last),
				    never ? item_phrase(page, PHRASE_PAGE_NEVER, NULL) : day(page, shop->sent.last),
				    NULL));
	}
	free(c.shops);
	return status;
}

/* ---- the counting ---- */

static void counted_side(struct review *v, const char *side, const struct days *days)
{
	struct report *page = v->page;
	int64_t replaced = ledger_units(&v->counted, side, FATE_NOTE, "replacement-order");
	struct item *words = account_words(page, &v->counted, side, NULL, PHRASE_PAGE_COUNTED_ACCOUNT);
	struct item *units = count(page, ledger_units(&v->counted, side, FATE_KEPT, ""));
	struct item *on = item_text(page, ITEM_NAME, "");

	if (replaced)
		on = item_phrase(page, PHRASE_PAGE_ON_REPLACEMENTS, count(page, replaced), NULL);
	struct item *line = item_phrase(page, PHRASE_PAGE_COUNTED_UNITS, words, units, on, NULL);

	if (days->first != DATE_NONE)
		line = item_phrase(page, PHRASE_PAGE_COUNTED_DAYS, line, day(page, days->first), day(page, days->last),
				   NULL);
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
					   count(page, rows), NULL));
	}
	if (others)
		report_point(page, item_phrase(page, PHRASE_PAGE_DATED, list, NULL));
}

static int counted(struct review *v, struct err *e)
{
	struct coverage c;
	int status = read_days(v->cells, &c, e);

	free(c.shops);
	if (status != 0)
		return -1;
	counted_side(v, SHIPMENTS, &c.sent);
	counted_side(v, RETURNS, &c.back);
	dated(v);
	return 0;
}

/* ---- parts of the page ---- */

static bool begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The reason why an export was not read. English keeps the program's own message, which has more detail. */
static enum phrase why_phrase(const char *why)
{
	return begins(why, "an old .xls workbook")    ? PHRASE_PAGE_U_OLD
	       : begins(why, "a web page under")      ? PHRASE_PAGE_U_WEB
	       : begins(why, "a zip archive")         ? PHRASE_PAGE_U_ZIP
	       : begins(why, "a picture or document") ? PHRASE_PAGE_U_PICTURE
	       : begins(why, "empty")                 ? PHRASE_PAGE_U_EMPTY
	       : begins(why, "neither shipments nor") ? PHRASE_PAGE_U_NEITHER
	       : begins(why, "a folder;")             ? PHRASE_PAGE_U_FOLDER
	       : begins(why, "not a .csv")            ? PHRASE_PAGE_U_ENDING
	       : begins(why, "its name holds")        ? PHRASE_PAGE_U_CONTROL
	       : begins(why, "its name is not")       ? PHRASE_PAGE_U_ENCODING
	       : begins(why, "what a spreadsheet")    ? PHRASE_PAGE_U_OPEN
	       : begins(why, "neither a file")        ? PHRASE_PAGE_U_SPECIAL
						      : PHRASE_PAGE_U_OTHER;
}

/* An export that is there under two names is listed with both. */
static struct item *why_not(struct report *page, const char *why)
{
	const char *end = strstr(why, " but for the compression");

	if (begins(why, "cannot be read: "))
		return item_phrase(page, PHRASE_PAGE_U_UNREADABLE, item_text(page, ITEM_NAME, strstr(why, ": ") + 2),
				   NULL);
	if (begins(why, "the same bytes as "))
		return item_phrase(page, PHRASE_PAGE_U_SAME_BYTES, item_text(page, ITEM_NAME, strstr(why, " as ") + 4),
				   NULL);
	if (begins(why, "the same name as ") && end)
		why = strstr(why, " as ") + 4;
	else
		end = NULL;
	return end ? item_phrase(page, PHRASE_PAGE_U_SAME_NAME, item_bytes(page, ITEM_NAME, why, (size_t)(end - why)),
				 NULL)
		   : item_phrase(page, why_phrase(why), item_text(page, ITEM_NAME, why), NULL);
}

int review_unread(struct review *v, struct err *e)
{
	struct report *page = v->page;
	struct view *exports =
		view_new(v->exports, &exports_schema, SCHEMA_SET(EXPORTS_FILE) | SCHEMA_SET(EXPORTS_REASON), e);

	if (!exports)
		return -1;
	for (size_t i = 0; i < table_rows(v->exports); i++) {
		const char *why = view_text(exports, i, EXPORTS_REASON);

		if (*why)
			report_paragraph(
				page, item_phrase(page, PHRASE_PAGE_NOT_READ,
						  item_strong(page, item_phrase(page, PHRASE_PAGE_NOT_READ_LEAD, NULL)),
						  item_text(page, ITEM_NAME, view_text(exports, i, EXPORTS_FILE)),
						  why_not(page, why), NULL));
	}
	view_free(exports);
	return 0;
}

int review_left_out(struct review *v, struct err *e)
{
	struct report *page = v->page;
	struct item *exports = item_list(page, PHRASE_PAGE_COMMA), *warnings = item_list(page, PHRASE_PAGE_COMMA);
	int64_t kept = ledger_rows(&v->classified, RETURNS, NULL, FATE_KEPT, NULL);
	int64_t unknown = ledger_rows(&v->classified, RETURNS, NULL, FATE_NOTE, "unclassified");

	report_heading(page, 2, item_phrase(page, PHRASE_PAGE_LEFT_OUT, NULL));
	report_paragraph(page, item_phrase(page, PHRASE_PAGE_DEFINITION, NULL));
	report_point(page, item_phrase(page, PHRASE_PAGE_SHIPMENT_EXPORTS, told(page, &v->shipments, SHIPMENTS), NULL));
	report_point(page, item_phrase(page, PHRASE_PAGE_RETURN_EXPORTS, told(page, &v->returns, RETURNS), NULL));
	add_exports(v, &v->shipments, SHIPMENTS, &v->said_shipments, exports);
	add_exports(v, &v->returns, RETURNS, &v->said_returns, exports);
	points(page, exports, PHRASE_PAGE_EXPORT);
	if (layouts(v, e) != 0)
		return -1;
	joined(v);
	if (kept)
		report_point(page, item_phrase(page, PHRASE_PAGE_UNCLASSIFIED, count(page, unknown), count(page, kept),
					       item_number(page, ITEM_PART, (double)unknown / (double)kept), NULL));
	if (counted(v, e) != 0)
		return -1;
	review_warnings(v, warnings);
	points(page, warnings, PHRASE_PAGE_WARNED);
	for (size_t i = 0; i < v->undrawn.count; i++) {
		const struct notice *line = &v->undrawn.list[i];
		size_t n = strlen(v->request->folder);
		bool own = strncmp(line->why, v->request->folder, n) == 0 && line->why[n] == '/';

		report_point(page, item_phrase(page, PHRASE_PAGE_NOT_DRAWN, item_text(page, ITEM_NAME, line->name),
					       item_text(page, ITEM_NAME, own ? line->why + n + 1 : line->why), NULL));
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
			   count(page, rejected), NULL);
}
