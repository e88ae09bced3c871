/*
 * review: the page of a monthly review, out of the folder that monthly-review makes.
 *
 * Rates come from FOLDER/tables, what was read and left out from the accounts in FOLDER/work. Whatever of these should be there and is
 * not is an error, for the page would be wrong without it.
 */
#ifndef RETKIT_REVIEW_H
#define RETKIT_REVIEW_H

#include "base/err.h"
#include "report/report.h"

struct review_request {
	const char *folder;
	const char *month;   /* such as 2025-06 */
	const char *exports; /* the folder of the exports, which names of files are told without; may be NULL */
};

/* The whole page. Returns NULL with words on failure. Free with report_free(). */
struct report *review_page(const struct review_request *request, struct err *e);

/* One paragraph: the sources, for the foot of a picture. */
struct report *review_foot(const struct review_request *request, struct err *e);

/* One paragraph for each error of ret-check. */
struct report *review_errors(const struct review_request *request, struct err *e);

#endif
