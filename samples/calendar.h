/*
 * calendar: the days the samples cover, and how busy a shop is on each of them.
 *
 * A day is the number of days since 2023-01-01 (day 0); the exports cover day 0 to
 * CALENDAR_LAST_DAY (2025-06-30), both included. No time zone is involved: the exports
 * carry the wall clock of the shop.
 */
#ifndef SAMPLES_CALENDAR_H
#define SAMPLES_CALENDAR_H

enum { CALENDAR_LAST_DAY = 911, CALENDAR_DAYS = CALENDAR_LAST_DAY + 1, CALENDAR_MONTHS = 30 };

struct date {
	int year;
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/* Returns the day number of a date in 2023 or later. */
int calendar_day(int year, int month, int day_of_month);

/* Returns the date of a day number that is not negative. */
struct date calendar_date(int day);

/* Returns the month of a day: 0 for 2023-01 to 29 for 2025-06. */
int calendar_month(int day);

/* Returns 1 when the day is a Sunday, else 0. */
int calendar_is_sunday(int day);

/*
 * Returns how much leaves the warehouse on a day, 1 being an ordinary working day of
 * early 2023: yearly growth, the week, 618, Double Eleven and the smaller sales, and
 * nothing at all while the warehouse is closed for the Spring Festival.
 */
double calendar_rhythm(int day);

/* Returns the season of buyers' patience: a factor near 1, the same every year. */
double calendar_return_season(int day);

#endif
