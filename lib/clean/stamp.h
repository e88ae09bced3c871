/*
 * stamp: parses the pieces of dates and times: numbers, names of months, times of day, UTC offsets.
 *
 * Each function parses one piece at a cursor and advances it. It returns false when the piece is not there, and then the cursor is
 * unspecified unless the comment says otherwise.
 */
#ifndef RETKIT_STAMP_H
#define RETKIT_STAMP_H

#include <stdbool.h>
#include <stddef.h>

struct cursor {
	const char *s;
	const char *end;
};

/* What was parsed so far. Ranges are unchecked: see stamp_is_time() for the time, date.h for the day. */
struct stamp {
	int year, month, day;
	bool timed; /* there was a time of day */
	int hour, minute, second;
	bool offset; /* there was a UTC offset */
};

/* A number of `least` to `most` digits. On failure the cursor stays. */
bool stamp_number(struct cursor *c, int least, int most, int *value);

/* Exactly that text, ignoring the case of ASCII letters. On failure the cursor stays. */
bool stamp_text(struct cursor *c, const char *what);

/* Skip blanks. */
void stamp_blanks(struct cursor *c);

/* The English name of a month, or its first three letters. On failure the cursor stays. */
bool stamp_month(struct cursor *c, int *month);

/* AM, PM, 上午 or 下午, which turns an hour of 1 to 12 into one of 0 to 23. */
bool stamp_half(struct cursor *c, int *hour);

/* H:MM, H:MM:SS or H:MM:SS.fff, with AM or PM before or after it or without. The fraction is dropped. */
bool stamp_clock(struct cursor *c, struct stamp *p);

/* Z, UTC, +08:00, +0800 or +08, after blanks or not. Returns true at the end of the text too. */
bool stamp_offset(struct cursor *c, struct stamp *p);

/* True when hour, minute and second are in range. */
bool stamp_is_time(const struct stamp *p);

#endif
