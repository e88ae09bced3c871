#include "calendar.h"

#include <math.h>
#include <stddef.h>

struct sale {
	int month, first, last;
	double factor;
};

static const struct sale sales[] = {
	{3, 5, 8, 1.4},  {6, 1, 3, 1.9},  {6, 4, 14, 1.2},   {6, 15, 20, 2.5},  {6, 21, 24, 1.3},  {9, 9, 11, 1.2},
	{11, 1, 4, 2.1}, {11, 5, 9, 1.3}, {11, 10, 14, 2.9}, {11, 15, 18, 1.5}, {12, 10, 13, 1.5},
};

static int is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap(year));
}

int calendar_day(int year, int month, int day_of_month)
{
	int day = day_of_month - 1;

	for (int y = 2023; y < year; y++)
		day += is_leap(y) ? 366 : 365;
	for (int m = 1; m < month; m++)
		day += month_days(year, m);
	return day;
}

struct date calendar_date(int day)
{
	struct date date = {2023, 1, 1};

	while (day >= (is_leap(date.year) ? 366 : 365)) {
		day -= is_leap(date.year) ? 366 : 365;
		date.year++;
	}
	while (day >= month_days(date.year, date.month)) {
		day -= month_days(date.year, date.month);
		date.month++;
	}
	date.day = day + 1;
	return date;
}

int calendar_month(int day)
{
	struct date date = calendar_date(day);

	return (date.year - 2023) * 12 + date.month - 1;
}

int calendar_is_sunday(int day)
{
	return day % 7 == 0; /* 2023-01-01 was a Sunday */
}

static double festival_factor(int day)
{
	const int festivals[] = {
		calendar_day(2023, 1, 22),
		calendar_day(2024, 2, 10),
		calendar_day(2025, 1, 29),
	};

	for (size_t i = 0; i < sizeof(festivals) / sizeof(festivals[0]); i++) {
		int distance = day - festivals[i];

		if (distance >= -4 && distance <= 4)
			return 0;
		if (distance >= -10 && distance < -4)
			return 0.5;
		if (distance > 4 && distance <= 9)
			return 0.8;
	}
	return 1;
}

double calendar_rhythm(int day)
{
	static const double week[] = {0.45, 1.30, 1.12, 1.05, 1.05, 1.05, 0.98};
	static const double year[] = {
		0.98, 0.95, 1.02, 0.98, 1.00, 0.92, 0.88, 0.90, 1.00, 1.00, 1.00, 1.02,
	};
	struct date date = calendar_date(day);
	double rhythm = week[day % 7] * year[date.month - 1] * (1 + 0.08 * day / 365.0);

	for (size_t i = 0; i < sizeof(sales) / sizeof(sales[0]); i++)
		if (sales[i].month == date.month && sales[i].first <= date.day && date.day <= sales[i].last)
			rhythm *= sales[i].factor;
	return rhythm * festival_factor(day);
}

double calendar_return_season(int day)
{
	const double pi = 3.14159265358979323846;
	struct date date = calendar_date(day);

	return 1 + 0.06 * sin(2 * pi * (date.month - 2) / 12.0);
}
