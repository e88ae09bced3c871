/*
 * stamp: parses the pieces of dates and times: numbers, names of months and weekdays, times of day, UTC offsets.
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
	bool offset; /* there was a UTC offset: */
	int minutes; /* ahead of UTC, negative behind it */
};

/* A number of `least` to `most` digits. On failure the cursor stays. */
bool stamp_number(struct cursor *c, int least, int most, int *value);

/* Exactly that text, ignoring the case of ASCII letters. On failure the cursor stays. */
bool stamp_text(struct cursor *c, const char *what);

/* Skip blanks. */
void stamp_blanks(struct cursor *c);

/* The English name of a month, or its first three letters. On failure the cursor stays. */
bool stamp_month(struct cursor *c, int *month);

/* Skip a weekday, such as Wed, Wednesday, 星期三 or (周三), and the comma and blanks around it, if there is one. */
void stamp_skip_weekday(struct cursor *c);

/* AM, PM, a.m., p.m., 上午 or 下午, which turns an hour of 1 to 12 into one of 0 to 23. */
bool stamp_half(struct cursor *c, int *hour);

/* H:MM, H:MM:SS, H:MM:SS.fff, H时, H时M分 or H时M分S秒, with AM or PM before or after it or without. The fraction is dropped. */
bool stamp_clock(struct cursor *c, struct stamp *p);

/*
 * Z, UTC, GMT, +08:00, +0800, +08, GMT+8 or a zone by the name that has one meaning, such as PDT or CET, after blanks or not, and a remark
 * in parentheses behind it. CST is none: it is China's and America's. Returns true at the end of the text too.
 */
bool stamp_offset(struct cursor *c, struct stamp *p);

/* True when hour, minute and second are in range. */
bool stamp_is_time(const struct stamp *p);

#endif
