/*
 * calendar: the days that the samples cover, and the sales volume of a shop on each of them.
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
 * Returns the volume shipped on a day, relative to an ordinary working day of early 2023 (1). It includes yearly growth, the
 * weekday, and the sales of 618, Double Eleven and smaller ones; it is 0 while the warehouse is closed for the Spring Festival.
 */
double calendar_rhythm(int day);

/* Returns the seasonal factor of the return probability: near 1, the same every year. */
double calendar_return_season(int day);

#endif
