/*
 * dive: the page of one SKU, out of the folder that sku-dive makes.
 *
 * Its rates and comparisons are in FOLDER/tables, and the verdicts on the SKU are those of the review. A table that should be there and
 * is not is an error.
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
	const char *undrawn; /* the file of pictures that were not drawn, NAME TAB WHY; NULL: all were */
	size_t notes;        /* at most so many texts of customers for each reason */
};

/* The whole page. Returns NULL with words on failure. Free with report_free(). */
struct report *dive_page(const struct dive_request *request, struct err *e);

#endif
