/*
 * review: makes the page of a monthly review from the folder that monthly-review fills.
 *
 * Rates are read from FOLDER/tables, counts of rows read and excluded from the accounts in FOLDER/work. A missing
 * file is an error, because the page would be wrong without it.
 */
#ifndef RETKIT_REVIEW_H
#define RETKIT_REVIEW_H

#include "base/err.h"
#include "report/report.h"

struct review_request {
	const char *folder;
	const char *month;   /* such as 2025-06 */
	const char *exports; /* the folder of the exports, removed from the names of files; may be NULL */
};

/* The whole page. Returns NULL with words on failure. Free with report_free(). */
struct report *review_page(const struct review_request *request, struct err *e);

/* A page of one paragraph: the sources, for the foot of a picture. */
struct report *review_foot(const struct review_request *request, struct err *e);

/* A page with one paragraph for each error of ret-check. */
struct report *review_errors(const struct review_request *request, struct err *e);

#endif
