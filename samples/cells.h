/*
 * cells: print ids, dates, amounts and quantities as real exports do, including dirt.
 *
 * Each function adds one cell to the current record. Dirt is not random: it is added to every n-th row, so that tests can count it.
 */
#ifndef SAMPLES_CELLS_H
#define SAMPLES_CELLS_H

#include "writer.h"

#include <stddef.h>

enum date_style {
	DATE_SECONDS, /* 2024-03-05 09:07:41 */
	DATE_DAY,     /* 2024-03-05 */
	DATE_EXCEL    /* 2024/3/5 9:07 */
};

enum id_dirt {
	ID_CLEAN,
	ID_APOSTROPHE, /* '30123 */
	ID_FORMULA,    /* ="30123" */
	ID_TAB         /* a TAB after or inside the id */
};

enum { CELLS_DIRTY_EVERY = 37 };

/* Adds an id; every CELLS_DIRTY_EVERY-th row is dirty. */
void cells_id(struct writer *writer, const char *id, enum id_dirt dirt, size_t row);

/* Adds a time, or an empty cell if the day is negative. */
void cells_time(struct writer *writer, enum date_style style, int day, int second);

/* Adds an amount, given in cents, as yuan; if symbol is set, amounts from 500 yuan are printed like ￥1,234.00. */
void cells_money(struct writer *writer, long cents, int symbol);

/* Adds a whole number in full-width digits. */
void cells_wide_number(struct writer *writer, int number);

#endif
