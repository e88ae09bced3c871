#include "row/fate.h"

#include "base/mem.h"
#include "row/columns.h"
#include "words/word.h"

#include <stdlib.h>

const char *fate_slug(enum fate fate)
{
	static const char *const slugs[FATE_TYPE] = {
		[FATE_FILTERED] = "filtered",
		[FATE_UNASKED] = "not-returned",
		[FATE_VOID] = "void",
		[FATE_PENDING] = "pending",
		[FATE_GIFT] = "gift",
		[FATE_DONE] = "done",
		[FATE_REPLACEMENT] = "replacement",
		[FATE_BELOW] = "low-amount",
		[FATE_LINE] = "excluded-line",
		[FATE_QUANTITY] = "other-quantity",
		[FATE_NO_ORDER] = "no-order-id",
		[FATE_NO_AMOUNT] = "no-amount",
		[FATE_REASON] = "other-reason",
		[FATE_WINDOW] = "outside-window",
		[FATE_VALIDITY] = "outside-validity",
		[FATE_LATE] = "too-late",
		[FATE_AFTER] = "after-as-of",
		[FATE_OUTSIDE] = "outside-days",
		[FATE_TOTAL] = "total-row",
		[FATE_SPLIT] = "split-order",
		[FATE_NOTHING_LEFT] = "nothing-left",
		[FATE_NO_DATE] = "no-ordered-at",
		"no-paid-at",
		"no-shipped-at",
		"no-signed-at",
		"no-applied-at",
		"no-received-at",
		"no-finished-at",
	};

	return fate < FATE_TYPE ? slugs[fate] : columns_types[fate - FATE_TYPE];
}

void fate_reasons(struct account_reason *reasons)
{
	for (int i = 0; i < FATES; i++)
		reasons[i] = (struct account_reason){ACCOUNT_SKIPPED, fate_slug((enum fate)i)};
	reasons[FATE_COUNTS] = (struct account_reason){ACCOUNT_KEPT, ""};
	reasons[FATE_REJECTED] = (struct account_reason){ACCOUNT_REJECTED, ""};
}

char *fate_words(const struct account_count *counts)
{
	char *words = mem_dup("", 0);

	for (int i = FATE_SKIPS; i < FATES; i++) {
		if (counts[i].rows == 0)
			continue;
		char *longer = mem_printf("%s%s%s %llu", words, *words ? ", " : " (",
					  word_find(WORD_SKIP, fate_slug((enum fate)i), LANG_EN),
					  (unsigned long long)counts[i].rows);

		free(words);
		words = longer;
	}
	if (!*words)
		return words;
	char *closed = mem_printf("%s)", words);

	free(words);
	return closed;
}
