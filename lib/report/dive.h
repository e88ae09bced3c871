/*
 * dive: makes the page of one SKU from the folder that sku-dive fills.
 *
 * Rates and comparisons are read from FOLDER/tables; the verdicts on the SKU are those of the review. A missing table
 * is an error.
 */
#ifndef RETKIT_DIVE_H
#define RETKIT_DIVE_H

#include "base/err.h"
#include "report/report.h"

struct dive_request {
	const char *folder;
	const char *month; /* the last one */
	const char *first; /* the first month of the twelve */
	const char *sku;
	const char *
		undrawn; /* the file of pictures that were not drawn, NAME TAB WHY, a slug of WORD_UNDRAWN; NULL: all were */
	size_t notes; /* at most so many texts of customers for each reason */
};

/* The whole page. Returns NULL with words on failure. Free with report_free(). */
struct report *dive_page(const struct dive_request *request, struct err *e);

#endif
