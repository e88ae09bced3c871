/*
 * changes_private: what changes.c (layout) and changes_words.c (texts) share: the chart's rows, grouped by verdict.
 */
#ifndef RETKIT_CHANGES_PRIVATE_H
#define RETKIT_CHANGES_PRIVATE_H

#include "picture/chart.h"
#include "picture/counted.h"

enum { GROUPS = 4 };

/* The rows of one verdict, most important first. */
struct group {
	enum verdict verdict;
	const char *mark; /* printed before its heading */
	uint32_t colour;
	const struct chart_row **rows;
	size_t count; /* in the table */
	size_t drawn;
};

struct changes {
	const struct chart_data *data;
	const struct chart_request *request;
	const struct chart_row *first; /* first row of the period */
	struct group groups[GROUPS];
	size_t counts[VERDICT_COUNT];
	size_t compared, drawn, headed; /* rows compared, rows drawn, groups drawn */
	double left, right;             /* limits of the axis, in percentage points */
	bool cut;                       /* some interval extends beyond the axis */
	int digits, rate_digits;
};

static inline bool is_compared(const struct chart_row *row)
{
	return row->verdict <= VERDICT_SAME;
}

/* The texts of the page. The caller frees them. */
char *changes_make_title(const struct changes *c);
char *changes_make_subtitle(const struct changes *c);
char *changes_make_notes(const struct changes *c);
char *changes_group_words(const struct changes *c, const struct group *g);

#endif
