/*
 * date: calendar days.
 *
 * A day is a count of days since 1970-01-01 in the proleptic Gregorian calendar (int32_t; DATE_NONE when
 * missing). Times of day are carried as text and never computed with: a date is the wall clock of the export.
 */
#ifndef RETKIT_DATE_H
#define RETKIT_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_NONE INT32_MIN

enum { DATE_TEXT = 16 };

struct civil {
	int year;
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/* The day of a civil date, or DATE_NONE when there is no such date or the year is outside 1 to 9999. */
int32_t date_of_civil(int year, int month, int day);

struct civil date_to_civil(int32_t day);

/* True when date_parse() finds a day; quicker, as it need not count it. */
bool date_is_date(const char *s, size_t n);

/* Days in a month of the Gregorian calendar. */
int date_month_days(int year, int month);

/*
 * Read canonical `YYYY-MM-DD`, optionally followed by ` HH:MM`, ` HH:MM:SS` (a `T` may stand for the blank).
 * Returns the day, or DATE_NONE for anything else, the empty text included.
 */
int32_t date_parse(const char *s, size_t n);

/* True when s[0..n) is what may follow the day: nothing, or a time as above with its blank or `T`. */
bool date_is_time(const char *s, size_t n);

/* Print as YYYY-MM-DD ("" for DATE_NONE). Returns `text`. */
char *date_print(char text[DATE_TEXT], int32_t day);

/* Day of the week, 1 = Monday to 7 = Sunday (ISO 8601). */
int date_weekday(int32_t day);

#endif
