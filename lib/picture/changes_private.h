/*
 * changes: the rows of the chart of changes by verdict, and its words; private to this folder.
 */
#ifndef RETKIT_CHANGES_PRIVATE_H
#define RETKIT_CHANGES_PRIVATE_H

#include "picture/chart.h"
#include "picture/counted.h"

enum { GROUPS = 4 };

/* Rows of one verdict, the ones that matter first. */
struct group {
	enum verdict verdict;
	const char *mark; /* before its words */
	uint32_t colour;
	const struct chart_row **rows;
	size_t count; /* in the table */
	size_t drawn;
};

struct changes {
	const struct chart_data *data;
	const struct chart_request *request;
	const struct chart_row *first; /* of the period */
	struct group groups[GROUPS];
	size_t counts[VERDICT_COUNT];
	size_t compared, drawn, headed; /* headed: groups that are drawn */
	double left, right;             /* the points the axis shows */
	bool cut;                       /* an interval goes on beyond them */
	int digits, rate_digits;
};

static inline bool is_compared(const struct chart_row *row)
{
	return row->verdict <= VERDICT_SAME;
}

/* The texts of the page. Callers free them. */
char *changes_make_title(const struct changes *c);
char *changes_make_subtitle(const struct changes *c);
char *changes_make_notes(const struct changes *c);
char *changes_group_words(const struct changes *c, const struct group *g);

#endif
