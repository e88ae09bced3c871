/*
 * stamp: the pieces that dates and times are written in: numbers, names of months, clocks, offsets.
 *
 * Functions take what they are for off the front of a cursor. They return false when it is not
 * there; the cursor may then stand anywhere.
 */
#ifndef RETKIT_STAMP_H
#define RETKIT_STAMP_H

#include <stdbool.h>
#include <stddef.h>

struct cursor {
	const char *s;
	const char *end;
};

/* What was taken so far; nothing of it is checked before stamp_is_time(). */
struct stamp {
	int year, month, day;
	bool timed; /* a clock stood there */
	int hour, minute, second;
	bool offset; /* an offset stood there */
};

/* A number of `least` to `most` digits; the cursor stays where there is none. */
bool stamp_number(struct cursor *c, int least, int most, int *value);

/* Exactly that text, ASCII letters in either case; the cursor stays where it is not. */
bool stamp_text(struct cursor *c, const char *what);

void stamp_blanks(struct cursor *c);

/* The English name of a month, whole or its first three letters. */
bool stamp_month(struct cursor *c, int *month);

/* AM, PM, 上午, 下午; `hour` of 1 to 12 becomes one of 0 to 23. False when it is none. */
bool stamp_half(struct cursor *c, int *hour);

/* H:MM, H:MM:SS, H:MM:SS.fff, each with a half of the day behind or before it. The fraction is dropped. */
bool stamp_clock(struct cursor *c, struct stamp *p);

/* Z, UTC, +08:00, +0800, +08, with or without a blank before. Nothing there is fine. */
bool stamp_offset(struct cursor *c, struct stamp *p);

/* True when hour, minute and second are a time of day. */
bool stamp_is_time(const struct stamp *p);

#endif
