/* Days of the Gregorian calendar, counted and written. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* Counted one by one from 0001-01-01, a Monday, every day follows the one before. */
static void every_day(void **state)
{
	int32_t day = date_of_civil(1, 1, 1);
	int weekday = 1;

	(void)state;
	assert_int_equal(day, -719162);
	for (int year = 1; year <= 9999; year++) {
		for (int month = 1; month <= 12; month++) {
			int days = date_month_days(year, month);

			for (int d = 1; d <= days; d++) {
				struct civil c = date_to_civil(day);

				if (c.year != year || c.month != month || c.day != d ||
				    date_of_civil(year, month, d) != day || date_weekday(day) != weekday)
					fail_msg("%d-%d-%d is day %d", year, month, d, (int)day);
				day++;
				weekday = weekday % 7 + 1;
			}
			assert_int_equal(date_of_civil(year, month, days + 1), DATE_NONE);
		}
	}
	assert_int_equal(date_of_civil(1970, 1, 1), 0);
	assert_int_equal(date_of_civil(2025, 6, 18), 20257);
	assert_int_equal(date_of_civil(0, 12, 31), DATE_NONE);
	assert_int_equal(date_of_civil(10000, 1, 1), DATE_NONE);
	assert_int_equal(date_of_civil(2025, 0, 1), DATE_NONE);
	assert_int_equal(date_of_civil(2025, 13, 1), DATE_NONE);
	assert_int_equal(date_of_civil(2025, 1, 0), DATE_NONE);
	assert_int_equal(date_of_civil(1900, 2, 29), DATE_NONE);
	assert_int_not_equal(date_of_civil(2000, 2, 29), DATE_NONE);
}

static void parsing(void **state)
{
	static const char *const good[] = {
		"2025-06-18", "2025-06-18 00:00", "2025-06-18 23:59:59", "2025-06-18T09:05", "2025-06-18 23:59:60",
	};
	static const char *const bad[] = {
		"",
		"2025-6-18",
		"2025/06/18",
		"2025-06-31",
		"2025-02-29",
		"0000-00-00",
		"2025-06-18 ",
		"2025-06-18 9:05",
		"2025-06-18 24:00",
		"2025-06-18 09:60",
		"2025-06-18 09:05:61",
		"2025-06-18x09:05",
		"2025-06-18 09:05:00Z",
		"20250618",
		"2025-06-1a",
		"-025-06-18",
		"2025-06-18 09-05",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_int_equal(date_parse(good[i], strlen(good[i])), 20257);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(date_parse(bad[i], strlen(bad[i])), DATE_NONE);
}

static void printing(void **state)
{
	char text[DATE_TEXT];

	(void)state;
	assert_string_equal(date_print(text, 20257), "2025-06-18");
	assert_string_equal(date_print(text, date_of_civil(1, 2, 3)), "0001-02-03");
	assert_string_equal(date_print(text, DATE_NONE), "");
}

/* date_is_date() says what date_parse() finds, whatever byte is at whatever place. */
static void is_date(void **state)
{
	static const char *const dates[] = {"2024-02-29", "2025-12-31 23:59:60", "0001-01-01T00:00", "2025-02-29",
					    "2025-04-31", "2025-00-10",          "2025-10-00",       "0000-01-01",
					    "2025-13-01", "2025-06-1",           "2025-06-18 "};
	char text[32];

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		size_t n = strlen(dates[i]);

		for (size_t at = 0; at < n; at++) {
			for (int byte = 0; byte < 256; byte++) {
				memcpy(text, dates[i], n);
				text[at] = (char)byte;
				assert_int_equal(date_is_date(text, n), date_parse(text, n) != DATE_NONE);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day),
		cmocka_unit_test(parsing),
		cmocka_unit_test(printing),
		cmocka_unit_test(is_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
