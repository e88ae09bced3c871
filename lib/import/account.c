#include "import/account.h"

#include "base/mem.h"
#include "words/word.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const char *const skip_slugs[ACCOUNT_SKIPS] = {
	[SKIP_TOTAL] = "total-row",    [SKIP_BANNER] = "banner",           [SKIP_BLANK] = "blank-row",
	[SKIP_WHERE] = "where",        [SKIP_NO_SHIP] = "no-ship-date",    [SKIP_QTY_BLANK] = "qty-blank",
	[SKIP_QTY_ZERO] = "qty-zero",  [SKIP_NOT_IN] = "nothing-received", [SKIP_DIRECTION] = "qty-negative",
	[SKIP_OVERLAP] = "other-file", [SKIP_OTHER_TABLE] = "other-table",
};

static const char *const note_slugs[ACCOUNT_NOTES] = {
	[NOTE_SHORT] = "short-rows",
	[NOTE_DAMAGED] = "damaged-text",
	[NOTE_TURNED] = "turned-positive",
	[NOTE_PARCEL] = "parcel-numbers",
	[NOTE_OUTER_BLANK] = "outer-blanks",
	[NOTE_APPLIED] = "applied-quantity",
	[NOTE_SEVERAL] = "several-ids",
	[NOTE_ROUNDED] = "rounded-ids",
	[NOTE_NO_SKU] = "no-sku",
	[NOTE_ORDER_DAY] = "order-day",
	[NOTE_GIFT] = "gifts",
	[NOTE_ZERO] = "zero-amount",
	[NOTE_VOID] = "status-void",
	[NOTE_PENDING] = "status-pending",
};

uint64_t account_skipped(const struct account *a)
{
	uint64_t n = 0;

	for (size_t i = 0; i < ACCOUNT_SKIPS; i++)
		n += a->skips[i];
	return n;
}

void account_add(struct account *to, const struct account *from)
{
	to->read += from->read;
	to->kept += from->kept;
	to->rejected += from->rejected;
	to->offsets += from->offsets;
	for (size_t i = 0; i < ACCOUNT_SKIPS; i++)
		to->skips[i] += from->skips[i];
	for (size_t i = 0; i < ACCOUNT_NOTES; i++)
		to->notes[i] += from->notes[i];
}

/*
 * The counts that are not 0, as `before`words n, words n`after`; "" when all are 0. Caller frees.
 */
static char *list(const uint64_t *counts, enum word_kind kind, const char *const *slugs, size_t n, const char *before,
		  const char *after)
{
	char *text = mem_dup("", 0);

	for (size_t i = 0; i < n; i++) {
		if (counts[i] == 0)
			continue;
		char *longer = mem_printf("%s%s%s %llu", text, text[0] ? ", " : before,
					  word_find(kind, slugs[i], LANG_EN), (unsigned long long)counts[i]);

		free(text);
		text = longer;
	}
	char *whole = mem_printf("%s%s", text, text[0] ? after : "");

	free(text);
	return whole;
}

char *account_words(const struct account *a)
{
	char *skips = list(a->skips, WORD_SKIP, skip_slugs, ACCOUNT_SKIPS, " (", ")");
	uint64_t told[ACCOUNT_NOTES];

	/* A few are what they are by chance. */
	memcpy(told, a->notes, sizeof(told));
	if (told[NOTE_ROUNDED] < 3 || told[NOTE_ROUNDED] < a->kept / 2)
		told[NOTE_ROUNDED] = 0;
	char *notes = list(told, WORD_NOTE, note_slugs, ACCOUNT_NOTES, "; ", "");
	char *words = mem_printf("read %llu = kept %llu + skipped %llu%s + rejected %llu%s",
				 (unsigned long long)a->read, (unsigned long long)a->kept,
				 (unsigned long long)account_skipped(a), skips, (unsigned long long)a->rejected, notes);

	free(skips);
	free(notes);
	return words;
}
