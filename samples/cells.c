#include "cells.h"

#include "calendar.h"

#include <stdio.h>
#include <string.h>

void cells_id(struct writer *writer, const char *id, enum id_dirt dirt, size_t row)
{
	int half = (int)strlen(id) / 2;

	if (row % CELLS_DIRTY_EVERY != CELLS_DIRTY_EVERY - 1)
		dirt = ID_CLEAN;
	switch (dirt) {
	case ID_CLEAN:
		writer_cell(writer, id);
		break;
	case ID_APOSTROPHE:
		writer_print(writer, "'%s", id);
		break;
	case ID_FORMULA:
		writer_print(writer, "=\"%s\"", id);
		break;
	case ID_TAB:
		if (row % 2)
			writer_print(writer, "%s\t", id);
		else
			writer_print(writer, "%.*s\t%s", half, id, id + half);
		break;
	}
}

void cells_time(struct writer *writer, enum date_style style, int day, int second)
{
	struct date date;

	if (day < 0) {
		writer_cell(writer, "");
		return;
	}
	date = calendar_date(day);
	if (style == DATE_SECONDS)
		writer_print(writer, "%04d-%02d-%02d %02d:%02d:%02d", date.year, date.month, date.day, second / 3600,
			     second / 60 % 60, second % 60);
	else if (style == DATE_DAY)
		writer_print(writer, "%04d-%02d-%02d", date.year, date.month, date.day);
	else
		writer_print(writer, "%d/%d/%d %d:%02d", date.year, date.month, date.day, second / 3600,
			     second / 60 % 60);
}

void cells_money(struct writer *writer, long cents, int symbol)
{
	if (symbol && cents >= 100000)
		writer_print(writer, "￥%ld,%03ld.%02ld", cents / 100000, cents / 100 % 1000, cents % 100);
	else
		writer_print(writer, "%s%ld.%02ld", symbol && cents >= 50000 ? "￥" : "", cents / 100, cents % 100);
}

void cells_wide_number(struct writer *writer, int number)
{
	static const char *const digits[] = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
	char plain[16], wide[64] = "";

	snprintf(plain, sizeof(plain), "%d", number);
	for (const char *c = plain; *c >= '0' && *c <= '9'; c++)
		strcat(wide, digits[*c - '0']);
	writer_cell(writer, wide);
}
