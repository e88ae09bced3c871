/* What a workbook is made of: shared by workbook.c and the readers of the two kinds; private to this folder. */
#ifndef RETKIT_SHEET_PRIVATE_H
#define RETKIT_SHEET_PRIVATE_H

#include "sheet/format.h"
#include "sheet/rows.h"
#include "sheet/workbook.h"

enum { SHEETS_MOST = 1 << 10 };

struct tab {
	char *name;
	enum workbook_state state;
	char *part;      /* .xlsx: the part; NULL: the book has none for it */
	uint32_t offset; /* .xls: where it begins */
};

struct formats {
	enum format_kind *kinds; /* by the number of the style */
	size_t count, capacity;
};

struct workbook {
	char *path;
	enum workbook_kind kind;
	struct tab *tabs;
	size_t count, capacity;
	bool since_1904; /* its day numbers start in 1904 */
	struct formats formats;
	char *strings; /* .xlsx: the part of shared texts; NULL: none */
	struct xls *xls;
};

/* ---- tabs.c: what the readers add ---- */

/* Add a sheet. Returns it; valid until the next call. */
struct tab *workbook_add(struct workbook *w, const char *name, size_t n);

void formats_add(struct formats *f, enum format_kind kind);

/* The kind of the number format of a style. */
static inline enum format_kind formats_get(const struct formats *f, size_t style)
{
	return style < f->count ? f->kinds[style] : FORMAT_NUMBER;
}

/* ---- xlsx.c: the list of sheets and the number formats ---- */

int xlsx_list(struct workbook *w, struct err *e);

/* ---- xlsx_sheet.c: the cells of a sheet ---- */

struct xlsx_sheet;

/* Begin a sheet; its merged ranges are added to `merges`. Returns NULL with words. */
struct xlsx_sheet *xlsx_open(const struct workbook *w, const struct tab *tab, struct merges *merges, struct err *e);

/* Put more rows. Returns 1, 0 at the end, -1 with words. */
int xlsx_step(struct xlsx_sheet *x, struct rows *rows, struct err *e);
void xlsx_close(struct xlsx_sheet *x);

/* ---- xls.c: the same for workbooks of the kind .xls ---- */

struct xls_sheet;

int xls_list(struct workbook *w, struct err *e);
void xls_free(struct xls *x);
struct xls_sheet *xls_open(const struct workbook *w, const struct tab *tab, struct merges *merges, struct err *e);
int xls_step(struct xls_sheet *s, struct rows *rows, struct err *e);
void xls_close(struct xls_sheet *s);

#endif
