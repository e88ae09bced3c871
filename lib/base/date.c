#include "base/date.h"

#include <string.h>

int date_month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/*
 * Years start in March, so the leap day is the last day of its year, and are grouped in eras of 400 years (146,097 days). The days
 * before a month then follow one formula: 153 days for every five months, rounded.
 */
int32_t date_of_civil(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > date_month_days(year, month))
		return DATE_NONE;
	int y = month <= 2 ? year - 1 : year;
	int era = y / 400;
	int year_of_era = y - era * 400;
	int month_from_march = (month + 9) % 12;
	int day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

struct civil date_to_civil(int32_t day)
{
	int z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int day_of_era = z - era * 146097;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int month_from_march = (5 * day_of_year + 2) / 153;
	struct civil c;

	c.day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
	c.month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
	c.year = year_of_era + era * 400 + (c.month <= 2);
	return c;
}

/* The number that `n` digits spell, or -1 when one of them is not a digit. */
static int digits(const char *s, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = value * 10 + (s[i] - '0');
	}
	return value;
}

/* True when the two digits at s spell a number below `limit`. */
static inline bool is_pair(const char *s, int limit)
{
	unsigned tens = (unsigned char)s[0] - '0', ones = (unsigned char)s[1] - '0';

	return tens <= 9 && ones <= 9 && (int)(tens * 10 + ones) < limit;
}

bool date_is_time(const char *s, size_t n)
{
	if (n == 0)
		return true;
	if (n != 6 && n != 9)
		return false;
	if ((s[0] != ' ' && s[0] != 'T') || s[3] != ':' || !is_pair(s + 1, 24) || !is_pair(s + 4, 60))
		return false;
	/* 60 is valid: a leap second. */
	return n == 6 || (s[6] == ':' && is_pair(s + 7, 61));
}

int32_t date_parse(const char *s, size_t n)
{
	if (n < 10 || s[4] != '-' || s[7] != '-')
		return DATE_NONE;
	int year = digits(s, 4);
	int month = digits(s + 5, 2);
	int day = digits(s + 8, 2);

	if (year < 0 || month < 0 || day < 0)
		return DATE_NONE;
	if (!date_is_time(s + 10, n - 10))
		return DATE_NONE;
	return date_of_civil(year, month, day);
}

bool date_is_date(const char *s, size_t n)
{
	uint64_t bytes, form;

	if (n < 10)
		return false;
	memcpy(&bytes, s, sizeof(bytes));
	memcpy(&form, "0000-00-", sizeof(form));
	bytes ^= form;
	/* Each digit byte is now its value; adding 6 pushes anything above 9 past 15, into the high half of the byte. */
	if ((bytes | (bytes + 0x0606060606060606u)) & 0xf0f0f0f0f0f0f0f0u || s[4] != '-' || s[7] != '-' ||
	    !date_is_time(s + 10, n - 10))
		return false;
	/* Days 01 to 28 exist in every month; only the others need the calendar. */
	if (memcmp(s, "0000", 4) != 0 && is_pair(s + 5, 13) && memcmp(s + 5, "00", 2) != 0 && is_pair(s + 8, 29) &&
	    memcmp(s + 8, "00", 2) != 0)
		return true;
	return date_parse(s, n) != DATE_NONE;
}

char *date_print(char text[DATE_TEXT], int32_t day)
{
	text[0] = '\0';
	if (day == DATE_NONE)
		return text;
	struct civil c = date_to_civil(day);
	const int parts[] = {c.year / 100, c.year % 100, c.month, c.day};
	static const char form[] = "YYYY-MM-DD";

	memcpy(text, form, sizeof(form));
	for (int i = 0, at = 0; i < 4; i++) {
		text[at++] = (char)('0' + parts[i] / 10);
		text[at++] = (char)('0' + parts[i] % 10);
		at += i > 0;
	}
	return text;
}

int date_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	int w = (day + 3) % 7;

	return (w < 0 ? w + 7 : w) + 1;
}
