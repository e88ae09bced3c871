#include "row/fate.h"

#include "base/mem.h"
#include "row/columns.h"

#include <stdlib.h>

const char *fate_name(enum fate fate)
{
	static const char *const names[FATE_TYPE] = {
		"kept",
		"rejected",
		"failed",
		"filtered",
		"not returned",
		"void",
		"pending",
		"gift",
		"done",
		"replacement",
		"low amount",
		"excluded line",
		"other quantity",
		"no order_id",
		"no amount",
		"other reason",
		"outside the window",
		"outside the validity",
		"too late",
		"after the as-of day",
		"outside the days",
		"total",
		"split order",
		"no ordered_at",
		"no paid_at",
		"no shipped_at",
		"no signed_at",
		"no applied_at",
		"no received_at",
		"no finished_at",
	};

	return fate < FATE_TYPE ? names[fate] : columns_types[fate - FATE_TYPE];
}

void fates_add(struct fates *to, const struct fates *from)
{
	for (size_t i = 0; i < FATES; i++)
		to->rows[i] += from->rows[i];
}

char *fates_words(const struct fates *f)
{
	char *words = mem_dup("", 0);

	for (int i = FATE_SKIPS; i < FATES; i++) {
		if (f->rows[i] == 0)
			continue;
		char *longer = mem_printf("%s%s%s %llu", words, *words ? ", " : " (", fate_name((enum fate)i),
					  (unsigned long long)f->rows[i]);

		free(words);
		words = longer;
	}
	if (!*words)
		return words;
	char *closed = mem_printf("%s)", words);

	free(words);
	return closed;
}
