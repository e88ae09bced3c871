/* The words of definitions, and searching the list of definitions. */
#include "cell/metric_private.h"

#include "row/columns.h"

#include <string.h>

const char *const metric_units[] = {"qty", "line", "order", "amount", NULL};
const char *const metric_dates[] = {
	COLUMN_ORDERED_AT, COLUMN_PAID_AT,     COLUMN_SHIPPED_AT,  COLUMN_SIGNED_AT,
	COLUMN_APPLIED_AT, COLUMN_RECEIVED_AT, COLUMN_FINISHED_AT, NULL,
};
const char *const metric_quantities[] = {"received", "applied", "line", "imputed", NULL};

int metric_place(const char *const *words, const char *s, size_t n)
{
	for (int i = 0; words[i]; i++)
		if (strlen(words[i]) == n && memcmp(words[i], s, n) == 0)
			return i;
	return -1;
}

const struct metric *metric_find_version(const struct metrics *ms, const char *name, size_t n, int version)
{
	for (size_t i = 0; i < ms->count; i++)
		if (strlen(ms->list[i].name) == n && memcmp(ms->list[i].name, name, n) == 0 &&
		    ms->list[i].version == version)
			return &ms->list[i];
	return NULL;
}
