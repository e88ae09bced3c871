/*
 * cells: the ways real exports print ids, dates, money and quantities, dirt included.
 *
 * Each function adds one cell to the record in hand. Dirt is regular, never drawn: it falls on
 * every so-many-th row, so that it can be counted.
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
	ID_TAB         /* a TAB behind the id, or in the midst of it */
};

enum { CELLS_DIRTY_EVERY = 37 };

/* Adds an id; every CELLS_DIRTY_EVERY-th row has the dirt. */
void cells_id(struct writer *writer, const char *id, enum id_dirt dirt, size_t row);

/* Adds a time; an empty cell when the day is negative. */
void cells_time(struct writer *writer, enum date_style style, int day, int second);

/* Adds an amount in cents as yuan; with symbol set, ￥1,234.00 from 500 yuan upwards. */
void cells_money(struct writer *writer, long cents, int symbol);

/* Adds a whole number in full-width digits. */
void cells_wide_number(struct writer *writer, int number);

#endif
