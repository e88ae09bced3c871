/* Periods and their labels: every label is read back as it was, weeks are those of ISO 8601. */
#include "base/date.h"
#include "base/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char *label(enum period_kind kind, const char *day, int year_start)
{
	static char text[PERIOD_TEXT];
	struct period p = period_of_day(kind, date_parse(day, strlen(day)), year_start);

	return period_print(text, &p);
}

static void labels(void **state)
{
	(void)state;
	assert_string_equal(label(PERIOD_DAY, "2024-02-29", 1), "2024-02-29");
	assert_string_equal(label(PERIOD_MONTH, "2024-02-29", 1), "2024-02");
	assert_string_equal(label(PERIOD_QUARTER, "2024-03-31", 1), "2024-Q1");
	assert_string_equal(label(PERIOD_QUARTER, "2024-04-01", 1), "2024-Q2");
	assert_string_equal(label(PERIOD_YEAR, "2024-12-31", 1), "2024");
	/* The year's first month matters for years only. */
	assert_string_equal(label(PERIOD_QUARTER, "2024-12-31", 12), "2024-Q4");
	assert_string_equal(label(PERIOD_YEAR, "2024-11-30", 12), "FY2024");
	assert_string_equal(label(PERIOD_YEAR, "2024-12-01", 12), "FY2025");
	assert_string_equal(label(PERIOD_YEAR, "2024-01-31", 2), "FY2024");
	assert_string_equal(label(PERIOD_YEAR, "2024-02-01", 2), "FY2025");
	/* Weeks at the ends of years, from the tables of ISO 8601. */
	assert_string_equal(label(PERIOD_WEEK, "2005-01-01", 1), "2004-W53");
	assert_string_equal(label(PERIOD_WEEK, "2005-12-31", 1), "2005-W52");
	assert_string_equal(label(PERIOD_WEEK, "2007-01-01", 1), "2007-W01");
	assert_string_equal(label(PERIOD_WEEK, "2008-12-28", 1), "2008-W52");
	assert_string_equal(label(PERIOD_WEEK, "2008-12-29", 1), "2009-W01");
	assert_string_equal(label(PERIOD_WEEK, "2010-01-03", 1), "2009-W53");
	assert_string_equal(label(PERIOD_WEEK, "2020-12-31", 1), "2020-W53");
	assert_string_equal(label(PERIOD_WEEK, "2024-12-30", 1), "2025-W01");
}

/* Over 40 years: the day lies in its period, periods do not overlap, labels are read back and sort
 * by time. */
static void every_label(void **state)
{
	(void)state;
	for (int kind = PERIOD_DAY; kind <= PERIOD_YEAR; kind++) {
		struct period last = {.last = DATE_NONE};
		char before[PERIOD_TEXT] = "";

		for (int32_t day = date_of_civil(1999, 12, 27); day < date_of_civil(2040, 1, 1); day++) {
			struct period p = period_of_day((enum period_kind)kind, day, 1), back;
			char text[PERIOD_TEXT];

			assert_true(p.first <= day && day <= p.last);
			if (p.first == last.first)
				continue;
			assert_true(last.last == DATE_NONE || p.first == last.last + 1);
			period_print(text, &p);
			assert_int_equal(period_parse(text, strlen(text), &back), 0);
			assert_true(back.kind == p.kind && back.first == p.first && back.last == p.last);
			assert_true(strcmp(before, text) < 0);
			strcpy(before, text);
			last = p;
		}
	}
}

static void fiscal_years(void **state)
{
	(void)state;
	for (int start = 1; start <= 12; start++) {
		struct period p = period_of_day(PERIOD_YEAR, date_of_civil(2024, 6, 15), start);
		struct period next = period_of_day(PERIOD_YEAR, p.last + 1, start);
		struct period shifted;

		assert_int_equal(date_to_civil(p.first).month, start);
		assert_int_equal(date_to_civil(p.first).day, 1);
		assert_int_equal(next.first, p.last + 1);
		assert_int_equal(period_shift_years(&p, 1, &shifted), 0);
		assert_int_equal(shifted.first, next.first);
		assert_int_equal(shifted.last, next.last);
	}
}

static void not_labels(void **state)
{
	static const char *const bad[] = {
		"2026-05-31--2026-05-02",
		"2026-05-02/-2026-05-31",
		"2026-05-02--2026-02-30",
		"",
		"25",
		"202",
		"2025-",
		"2025-0",
		"2025-00",
		"2025-13",
		"2025-Q0",
		"2025-Q5",
		"2025-q1",
		"2025-W00",
		"2025-W53",
		"2025-W1",
		"2025-w01",
		"FY2025",
		"2025-06-31",
		"2025-06-18 09:00",
		"2025/06",
		"0000",
		"20256",
		"abcd",
	};
	struct period p;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(period_parse(bad[i], strlen(bad[i]), &p), -1);
	assert_int_equal(period_parse("2020-W53", 8, &p), 0);
	assert_int_equal(period_parse("2026-05-02--2026-05-31", 22, &p), 0);
	assert_int_equal(p.kind, PERIOD_SPAN);
	assert_int_equal(p.last - p.first, 29);
}

static void expect_shift(const char *from, int years, const char *to)
{
	struct period p, shifted;
	char text[PERIOD_TEXT];

	assert_int_equal(period_parse(from, strlen(from), &p), 0);
	if (!to) {
		assert_int_equal(period_shift_years(&p, years, &shifted), -1);
		return;
	}
	assert_int_equal(period_shift_years(&p, years, &shifted), 0);
	assert_string_equal(period_print(text, &shifted), to);
}

static void shifts(void **state)
{
	(void)state;
	expect_shift("2025", -1, "2024");
	expect_shift("2025-Q2", -1, "2024-Q2");
	expect_shift("2024-02", 1, "2025-02");
	expect_shift("2025-06-18", -1, "2024-06-18");
	expect_shift("2024-02-29", -1, NULL);
	expect_shift("2024-02-29", -4, "2020-02-29");
	expect_shift("2021-W01", -1, "2020-W01");
	expect_shift("2020-W53", -1, NULL);
	expect_shift("2026-W53", -6, "2020-W53");
	expect_shift("0001-01", -1, NULL);
	expect_shift("2026-05-02--2026-05-31", -1, "2025-05-02--2025-05-31");
	/* As many days, whatever February had. */
	expect_shift("2025-02-09--2025-03-10", -1, "2024-02-10--2024-03-10");
	expect_shift("2024-01-31--2024-02-29", -1, "2023-01-30--2023-02-28");
	expect_shift("0002-01-01--0003-01-01", -2, NULL);
}

static void adding_up(void **state)
{
	/* Rows: day, week, month, quarter, year, span as parts; columns as wholes. */
	static const bool adds[6][6] = {
		{true, true, true, true, true, false},     {false, true, false, false, false, false},
		{false, false, true, true, true, false},   {false, false, false, true, true, false},
		{false, false, false, false, true, false}, {false, false, false, false, false, true},
	};

	(void)state;
	for (int part = 0; part < 6; part++)
		for (int whole = 0; whole < 6; whole++)
			assert_int_equal(period_adds_up((enum period_kind)part, (enum period_kind)whole),
					 adds[part][whole]);
}

static void kinds(void **state)
{
	enum period_kind kind;

	(void)state;
	for (int k = PERIOD_DAY; k <= PERIOD_YEAR; k++) {
		assert_int_equal(period_parse_kind(period_kind_name((enum period_kind)k), &kind), 0);
		assert_int_equal(kind, k);
	}
	assert_int_equal(period_parse_kind("Month", &kind), -1);
	assert_int_equal(period_parse_kind("", &kind), -1);
}

static void expect_bound(const char *text, int year_start, const char *first, const char *last)
{
	struct period p;

	assert_int_equal(period_parse_bound(text, year_start, &p), 0);
	assert_int_equal(p.first, date_parse(first, strlen(first)));
	assert_int_equal(p.last, date_parse(last, strlen(last)));
}

static void bounds(void **state)
{
	static const char *const bad[] = {
		"", "FY", "FY25x", "FY1", "June", "2025-13", "FY-2025", "fy2025",
	};
	struct period p;

	(void)state;
	expect_bound("2025", 12, "2025-01-01", "2025-12-31");
	expect_bound("2025-Q2", 1, "2025-04-01", "2025-06-30");
	expect_bound("2025-06", 1, "2025-06-01", "2025-06-30");
	expect_bound("2025-W01", 1, "2024-12-30", "2025-01-05");
	expect_bound("2025-06-18", 1, "2025-06-18", "2025-06-18");
	expect_bound("FY2025", 1, "2025-01-01", "2025-12-31");
	expect_bound("FY2025", 12, "2024-12-01", "2025-11-30");
	expect_bound("FY2025", 4, "2024-04-01", "2025-03-31");
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(period_parse_bound(bad[i], 1, &p), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels),     cmocka_unit_test(every_label), cmocka_unit_test(fiscal_years),
		cmocka_unit_test(not_labels), cmocka_unit_test(shifts),      cmocka_unit_test(adding_up),
		cmocka_unit_test(kinds),      cmocka_unit_test(bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
