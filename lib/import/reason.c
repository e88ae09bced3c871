#include "import/reason.h"

#include "base/mem.h"
#include "words/word.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const struct account_reason import_reasons[IMPORT_REASONS] = {
	[ACCOUNT_ROWS_KEPT] = {ACCOUNT_KEPT, ""},
	[ACCOUNT_ROWS_REJECTED] = {ACCOUNT_REJECTED, ""},
	[SKIP_TOTAL] = {ACCOUNT_SKIPPED, "total-row"},
	[SKIP_BANNER] = {ACCOUNT_SKIPPED, "banner"},
	[SKIP_BLANK] = {ACCOUNT_SKIPPED, "blank-row"},
	[SKIP_HEADING] = {ACCOUNT_SKIPPED, "header-row"},
	[SKIP_WHERE] = {ACCOUNT_SKIPPED, "where"},
	[SKIP_NOT_SALE] = {ACCOUNT_SKIPPED, "not-a-sale"},
	[SKIP_NO_SHIP] = {ACCOUNT_SKIPPED, "no-ship-date"},
	[SKIP_QTY_BLANK] = {ACCOUNT_SKIPPED, "qty-blank"},
	[SKIP_QTY_ZERO] = {ACCOUNT_SKIPPED, "qty-zero"},
	[SKIP_NOT_IN] = {ACCOUNT_SKIPPED, "nothing-received"},
	[SKIP_DIRECTION] = {ACCOUNT_SKIPPED, "qty-negative"},
	[SKIP_OVERLAP] = {ACCOUNT_SKIPPED, "other-file"},
	[SKIP_OTHER_TABLE] = {ACCOUNT_SKIPPED, "other-table"},
	[SKIP_NOT_GOODS] = {ACCOUNT_SKIPPED, "not-goods"},
	[NOTE_SHORT] = {ACCOUNT_NOTE, "short-rows"},
	[NOTE_DAMAGED] = {ACCOUNT_NOTE, "damaged-text"},
	[NOTE_TURNED] = {ACCOUNT_NOTE, "turned-positive"},
	[NOTE_PARCEL] = {ACCOUNT_NOTE, "parcel-numbers"},
	[NOTE_OUTER_BLANK] = {ACCOUNT_NOTE, "outer-blanks"},
	[NOTE_APPLIED] = {ACCOUNT_NOTE, "applied-quantity"},
	[NOTE_SEVERAL] = {ACCOUNT_NOTE, "several-ids"},
	[NOTE_ROUNDED] = {ACCOUNT_NOTE, "rounded-ids"},
	[NOTE_NO_SKU] = {ACCOUNT_NOTE, "no-sku"},
	[NOTE_ORDER_DAY] = {ACCOUNT_NOTE, "order-day"},
	[NOTE_GIFT] = {ACCOUNT_NOTE, "gifts"},
	[NOTE_ZERO] = {ACCOUNT_NOTE, "zero-amount"},
	[NOTE_VOID] = {ACCOUNT_NOTE, "status-void"},
	[NOTE_PENDING] = {ACCOUNT_NOTE, "status-pending"},
	[NOTE_PARTLY] = {ACCOUNT_NOTE, "partly-sent"},
	[NOTE_CONVERTED] = {ACCOUNT_NOTE, "converted-offsets"},
	[NOTE_MIXED] = {ACCOUNT_NOTE, "mixed-offsets"},
	[NOTE_OFFSET] = {ACCOUNT_NOTE, "dropped-offsets"},
	[NOTE_TYPE] = {ACCOUNT_NOTE, "unknown-type"},
	[NOTE_STATUS] = {ACCOUNT_NOTE, "unknown-status"},
	[NOTE_ORDER_TYPE] = {ACCOUNT_NOTE, "unknown-order-type"},
	[NOTE_GIFT_WORD] = {ACCOUNT_NOTE, "unknown-gift"},
	[NOTE_NO_TYPE] = {ACCOUNT_NOTE, "no-type"},
	[NOTE_AMOUNT] = {ACCOUNT_NOTE, "unknown-amount"},
};

uint64_t import_account_skipped(const struct import_account *a)
{
	return account_rows(a->counts, import_reasons, IMPORT_REASONS, ACCOUNT_SKIPPED);
}

void import_account_add(struct import_account *to, const struct import_account *from)
{
	to->read += from->read;
	account_add(to->counts, from->counts, IMPORT_REASONS);
}

void import_account_keep(struct import_account *a, const struct import_notes *notes, int64_t units)
{
	account_count_units(&a->counts[ACCOUNT_ROWS_KEPT], units);
	for (size_t i = 0; i < IMPORT_NOTES && notes->any; i++) {
		if (notes->counts[i] == 0)
			continue;
		struct account_count *count = &a->counts[IMPORT_FIRST_NOTE + i];

		count->rows += notes->counts[i];
		count->measured++;
		count->units += units;
	}
}

void import_account_take_back(struct import_account *a, const struct import_notes *notes, int64_t units)
{
	struct import_account kept = {0};

	import_account_keep(&kept, notes, units);
	for (size_t i = 0; i < IMPORT_REASONS; i++) {
		a->counts[i].rows -= kept.counts[i].rows;
		a->counts[i].measured -= kept.counts[i].measured;
		a->counts[i].units -= kept.counts[i].units;
	}
	account_count_units(&a->counts[SKIP_OVERLAP], units);
}

/* A few ids look rounded by chance. */
static bool has_many_rounded(const struct import_account *a)
{
	uint64_t rows = a->counts[NOTE_ROUNDED].rows;

	return rows >= 3 && rows >= a->counts[ACCOUNT_ROWS_KEPT].rows / 2;
}

void import_account_table(const struct import_account *a, struct account_count counts[IMPORT_REASONS])
{
	memcpy(counts, a->counts, sizeof(a->counts));
	if (!has_many_rounded(a))
		counts[NOTE_ROUNDED] = (struct account_count){0};
}

static bool is_told(const struct import_account *a, size_t reason)
{
	if (a->counts[reason].rows == 0 || reason >= NOTE_OFFSET)
		return false;
	return reason != NOTE_ROUNDED || has_many_rounded(a);
}

/* The counts of a fate for the summary, as `before`words n, words n`after`; "" when there are none. Caller frees. */
static char *list(const struct import_account *a, enum account_fate fate, const char *before, const char *after)
{
	enum word_kind kind = fate == ACCOUNT_SKIPPED ? WORD_SKIP : WORD_NOTE;
	char *text = mem_dup("", 0);

	for (size_t i = ACCOUNT_OWN; i < IMPORT_REASONS; i++) {
		if (import_reasons[i].fate != fate || !is_told(a, i))
			continue;
		char *longer = mem_printf("%s%s%s %llu", text, text[0] ? ", " : before,
					  word_find(kind, import_reasons[i].slug, LANG_EN),
					  (unsigned long long)a->counts[i].rows);

		free(text);
		text = longer;
	}
	char *whole = mem_printf("%s%s", text, text[0] ? after : "");

	free(text);
	return whole;
}

char *import_account_words(const struct import_account *a)
{
	char *skips = list(a, ACCOUNT_SKIPPED, " (", ")"), *notes = list(a, ACCOUNT_NOTE, "; ", "");
	char *words = mem_printf("read %llu = kept %llu + skipped %llu%s + rejected %llu%s",
				 (unsigned long long)a->read, (unsigned long long)a->counts[ACCOUNT_ROWS_KEPT].rows,
				 (unsigned long long)import_account_skipped(a), skips,
				 (unsigned long long)a->counts[ACCOUNT_ROWS_REJECTED].rows, notes);

	free(skips);
	free(notes);
	return words;
}
