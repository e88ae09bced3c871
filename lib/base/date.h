/*
 * date: calendar days.
 *
 * A day is an int32_t: days since 1970-01-01 in the proleptic Gregorian calendar, DATE_NONE when missing. Times of day stay text and
 * take part in no computation, because the export's time zone is unknown: a date is the wall clock of the export.
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

/* The day of a civil date, or DATE_NONE when the date does not exist or the year is outside 1 to 9999. */
int32_t date_of_civil(int year, int month, int day);

struct civil date_to_civil(int32_t day);

/* True when date_parse() would return a day. Faster, because the day number is not computed. */
bool date_is_date(const char *s, size_t n);

/* The number of days in a month (1 to 12) of the Gregorian calendar. */
int date_month_days(int year, int month);

/*
 * Parse canonical `YYYY-MM-DD`, optionally followed by ` HH:MM` or ` HH:MM:SS` (`T` may replace the blank).
 * Returns the day, or DATE_NONE for anything else, including the empty text.
 */
int32_t date_parse(const char *s, size_t n);

/* True when s[0..n) may follow the day: it is empty, or a time as above with its leading blank or `T`. */
bool date_is_time(const char *s, size_t n);

/* Print as YYYY-MM-DD ("" for DATE_NONE). Returns `text`. */
char *date_print(char text[DATE_TEXT], int32_t day);

/* Day of the week, 1 = Monday to 7 = Sunday (ISO 8601). */
int date_weekday(int32_t day);

#endif
