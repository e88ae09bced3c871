#include "report/review_private.h"

#include "base/mem.h"
#include "layout/exports.h"
#include "result/view.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_SHOWN = 20 };

/* A file without the folder of the exports. */
static const char *short_name(const struct review *v, const char *file)
{
	const char *exports = v->request->exports;
	size_t n = exports ? strlen(exports) : 0;

	return n && strncmp(file, exports, n) == 0 && file[n] == '/' ? file + n + 1 : file;
}

/* A point for each item of a list, the first ones only. */
static void points(struct report *page, const struct item *list, enum phrase phrase)
{
	size_t n = 0;

	for (struct item *item = list->first; item && n < LINES_SHOWN; item = item->next, n++)
		report_point(page, item_phrase(page, phrase, item, NULL));
	if (list->count > LINES_SHOWN)
		report_point(page, item_phrase(page, PHRASE_PAGE_MORE_REMARKS,
					       review_count(page, (int64_t)(list->count - LINES_SHOWN)), NULL));
}

/* ---- what is not read ---- */

int review_unread(struct review *v, struct err *e)
{
	struct report *page = v->page;
	struct view *exports =
		view_new(v->exports, &exports_schema,
			 SCHEMA_SET(EXPORTS_FILE) | SCHEMA_SET(EXPORTS_REASON) | SCHEMA_SET(EXPORTS_DETAIL), e);

	if (!exports)
		return -1;
	for (size_t i = 0; i < table_rows(v->exports); i++) {
		const char *why = view_text(exports, i, EXPORTS_REASON);

		if (*why)
			report_paragraph(
				page, item_phrase(page, PHRASE_PAGE_NOT_READ,
						  item_strong(page, item_phrase(page, PHRASE_PAGE_NOT_READ_LEAD, NULL)),
						  item_text(page, ITEM_NAME, view_text(exports, i, EXPORTS_FILE)),
						  item_unread(page, why, view_text(exports, i, EXPORTS_DETAIL)), NULL));
	}
	view_free(exports);
	return 0;
}

/* ---- remarks ---- */

/* `file:line: words`, files without the folder of the exports. */
static struct item *remark_item(const struct review *v, const struct remark *remark)
{
	struct report *page = v->page;
	struct remark shorter = *remark;

	shorter.other = short_name(v, remark->other);
	struct item *words = item_remark(page, &shorter);
	const char *file = short_name(v, remark->file);

	if (*file == '\0')
		return words;
	if (remark->line == 0)
		return item_phrase(page, PHRASE_PAGE_OF, item_text(page, ITEM_NAME, file), words, NULL);
	char *place = mem_printf("%s:%" PRIu64, file, remark->line);
	struct item *item = item_phrase(page, PHRASE_PAGE_OF, item_text(page, ITEM_NAME, place), words, NULL);

	free(place);
	return item;
}

/*
 * The first files of both sides that were read in different encodings, neither of them Unicode. UTF-8 and UTF-16 show themselves, and beside
 * them GB18030 is usual; of two others one may be wrong, and then its SKUs and order ids have other letters and match nothing.
 */
static bool encodings_differ(const struct review *v, const struct remark *decided[SIDES])
{
	for (size_t side = 0; side < SIDES; side++) {
		decided[side] = NULL;
		for (size_t i = v->remarks[side].count; i-- > 0;)
			if (remark_is_encoding(v->remarks[side].rows[i].kind))
				decided[side] = &v->remarks[side].rows[i];
	}
	return decided[SIDE_SHIPMENTS] && decided[SIDE_RETURNS] &&
	       strcmp(decided[SIDE_SHIPMENTS]->value, decided[SIDE_RETURNS]->value) != 0;
}

size_t review_warnings(const struct review *v)
{
	const struct remark *decided[SIDES];
	size_t n = 0;

	for (size_t side = 0; side < SIDES; side++)
		for (size_t i = 0; i < v->remarks[side].count; i++)
			n += remark_is_warning(v->remarks[side].rows[i].kind);
	return n + (encodings_differ(v, decided) ? 1 : 0);
}

static struct item *encodings_item(const struct review *v, const struct remark *const decided[SIDES])
{
	struct report *page = v->page;
	const struct remark *out = decided[SIDE_SHIPMENTS], *back = decided[SIDE_RETURNS];

	return item_phrase(page, PHRASE_PAGE_ENCODINGS, item_text(page, ITEM_NAME, short_name(v, out->file)),
			   item_text(page, ITEM_NAME, out->value),
			   item_text(page, ITEM_NAME, short_name(v, back->file)),
			   item_text(page, ITEM_NAME, back->value), NULL);
}

void review_add_warnings(struct review *v)
{
	struct item *list = item_list(v->page, PHRASE_PAGE_COMMA);
	const struct remark *decided[SIDES];

	if (encodings_differ(v, decided))
		item_add(list, encodings_item(v, decided));
	for (size_t side = 0; side < SIDES; side++)
		for (size_t i = 0; i < v->remarks[side].count; i++)
			if (remark_is_warning(v->remarks[side].rows[i].kind))
				item_add(list, remark_item(v, &v->remarks[side].rows[i]));
	points(v->page, list, PHRASE_PAGE_WARNED);
}

/* ---- single exports ---- */

static void add_export(struct review *v, const struct ledger *l, const struct remark_list *remarks,
		       const struct entry *file, struct item *list)
{
	struct report *page = v->page;
	struct item *notes = item_list(page, PHRASE_PAGE_COMMA);

	if (ledger_rows(l, file->side, file->file, FATE_REJECTED, NULL)) {
		review_reasons(page, notes, l, file->side, file->file, FATE_NOTE);
		item_add(list,
			 item_phrase(page, PHRASE_PAGE_OF, item_text(page, ITEM_NAME, short_name(v, file->file)),
				     item_phrase(page, notes->count ? PHRASE_PAGE_SEMICOLON : PHRASE_PAGE_BESIDE,
						 review_account(page, l, file->side, file->file, PHRASE_PAGE_ACCOUNT),
						 notes, NULL),
				     NULL));
	}
	for (size_t i = 0; i < remarks->count; i++)
		if (remark_is_duplicates(remarks->rows[i].kind) && strcmp(remarks->rows[i].file, file->file) == 0)
			item_add(list, remark_item(v, &remarks->rows[i]));
}

/* What there is to say of single exports, where a side has several. */
void review_add_exports(struct review *v)
{
	const struct ledger *const ledgers[SIDES] = {[SIDE_SHIPMENTS] = &v->shipments, [SIDE_RETURNS] = &v->returns};
	struct item *list = item_list(v->page, PHRASE_PAGE_COMMA);

	for (size_t side = 0; side < SIDES; side++) {
		const struct ledger *l = ledgers[side];
		size_t files = 0;

		for (size_t i = 0; i < l->count; i++)
			files += strcmp(l->rows[i].fate, FATE_KEPT) == 0;
		for (size_t i = 0; files > 1 && i < l->count; i++)
			if (strcmp(l->rows[i].fate, FATE_KEPT) == 0)
				add_export(v, l, &v->remarks[side], &l->rows[i], list);
	}
	points(v->page, list, PHRASE_PAGE_EXPORT);
}

/* ---- layouts ---- */

/* How many files were taken for each layout, in the order in which they came. */
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
					   review_count(page, seen[i].files), NULL));
	free(seen);
}

int review_layouts(struct review *v, struct err *e)
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
