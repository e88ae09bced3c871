#include "report/review_private.h"

#include <string.h>

struct item *review_count(struct report *page, int64_t n)
{
	return item_number(page, ITEM_COUNT, (double)n);
}

static void add_reason(struct report *page, struct item *list, enum word_kind kind, const char *slug, int64_t rows)
{
	item_add(list, item_phrase(page, PHRASE_PAGE_WORDS_COUNT, item_word(page, kind, slug), review_count(page, rows),
				   NULL));
}

/* The reasons that rows of a side or file have, into a list: the words that the catalogue has in its order, others as they come. */
void review_reasons(struct report *page, struct item *list, const struct ledger *l, const char *side, const char *file,
		    const char *fate)
{
	static const enum word_kind skips[] = {WORD_SKIP, WORD_TYPE};
	bool note = strcmp(fate, FATE_NOTE) == 0;

	for (size_t k = 0; k < (note ? 1 : 2); k++) {
		enum word_kind kind = note ? WORD_NOTE : skips[k];

		for (size_t i = 0; i < word_count(kind); i++) {
			const char *slug = word_at(kind, i)->slug;
			int64_t rows = ledger_rows(l, side, file, fate, slug);

			/* A word that stands in both lists is told once. */
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
struct item *review_account(struct report *page, const struct ledger *l, const char *side, const char *file,
			    enum phrase phrase)
{
	struct item *list = item_list(page, PHRASE_PAGE_COMMA);

	review_reasons(page, list, l, side, file, FATE_SKIPPED);
	return item_phrase(page, phrase, review_count(page, ledger_read_rows(l, side, file)),
			   review_count(page, ledger_rows(l, side, file, FATE_KEPT, NULL)),
			   review_count(page, ledger_rows(l, side, file, FATE_SKIPPED, NULL)),
			   list->count ? item_phrase(page, PHRASE_PAGE_BRACKETS, list, NULL) : list,
			   review_count(page, ledger_rows(l, side, file, FATE_REJECTED, NULL)), NULL);
}
