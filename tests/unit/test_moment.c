/*
 * Dates and times as exports write them: a user would lose rows, or count them in the wrong
 * month.
 */
#include "clean/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct reading {
	const char *from;
	const char *to; /* "" is missing, NULL is bad */
};

static const struct reading readings[] = {
	{"2026-04-02", "2026-04-02"},
	{"2026-04-02 09:05:00", "2026-04-02 09:05:00"},
	{"2026-04-02 09:05", "2026-04-02 09:05:00"},
	{"2026-04-02T09:05:01", "2026-04-02 09:05:01"},
	{"2026/4/2 9:05", "2026-04-02 09:05:00"},
	{"2026/4/2 9:05:07", "2026-04-02 09:05:07"},
	{"2026/04/02", "2026-04-02"},
	{"2026.4.2", "2026-04-02"},
	{"2026年4月2日", "2026-04-02"},
	{"2026年4月2日 9:05", "2026-04-02 09:05:00"},
	{"2026年4月2日9:05", "2026-04-02 09:05:00"},
	{"20260708", "2026-07-08"},
	{"20260708 9:05", "2026-07-08 09:05:00"},
	{"202607080905", "2026-07-08 09:05:00"},
	{"20260708090507", "2026-07-08 09:05:07"},
	{"2026-04-02  9:05:00", "2026-04-02 09:05:00"},
	{"2026-04-02 09:05:00.123", "2026-04-02 09:05:00"},
	{"２０２６－０４－０２", "2026-04-02"},
	{"\t2026-04-02 09:05:00", "2026-04-02 09:05:00"},
	{"'2026-04-02", "2026-04-02"},
	{"=\"2026-04-02\"", "2026-04-02"},
	{"2026-04-02\xc2\xa0"
	 "09:05:00",
	 "2026-04-02 09:05:00"},
	/* Halves of the day, and months by name. */
	{"2026-04-02 09:05:00 PM", "2026-04-02 21:05:00"},
	{"2026/4/2 12:05 AM", "2026-04-02 00:05:00"},
	{"2026/4/2 下午 3:05", "2026-04-02 15:05:00"},
	{"2026/4/2 上午12:05:09", "2026-04-02 00:05:09"},
	{"2-Apr-2026", "2026-04-02"},
	{"02 April 2026 9:05", "2026-04-02 09:05:00"},
	{"Apr 2, 2026, 9:05:00 PM", "2026-04-02 21:05:00"},
	{"April 2 2026", "2026-04-02"},
	{"2-Sept-2026", "2026-09-02"},
	{"2026年4月2日 14时05分09秒", "2026-04-02 14:05:09"},
	{"2026年4月2日14时5分", "2026-04-02 14:05:00"},
	{"2026年4月2号 14时", "2026-04-02 14:00:00"},
	{"2026-04-02 下午2点05分", "2026-04-02 14:05:00"},
	{"2026年04月02日 星期四 09:05:00", "2026-04-02 09:05:00"},
	{"2026年04月02日(周四)", "2026-04-02"},
	{"2026-04-02 礼拜四", "2026-04-02"},
	{"星期四 2026-04-02", "2026-04-02"},
	{"Thu, 2 Apr 2026 9:05", "2026-04-02 09:05:00"},
	{"Thursday, April 2, 2026", "2026-04-02"},
	{"2026/04/02 Thu 9:05 p.m.", "2026-04-02 21:05:00"},
	/* Either way the same day. */
	{"4/4/2026", "2026-04-04"},
	{"04.04.2026 9:05", "2026-04-04 09:05:00"},
	{"12/30/1899", ""},
	/* Day numbers of spreadsheets: 46113 is 2026-04-01. */
	{"46113", "2026-04-01"},
	{"46113.5", "2026-04-01 12:00:00"},
	{"46113.37847", "2026-04-01 09:05:00"},
	{"46113.0", "2026-04-01 00:00:00"},
	{"46113.9999999", "2026-04-02 00:00:00"},
	{"45351", "2024-02-29"},
	/* Words for nothing. */
	{"", ""},
	{"   ", ""},
	{"-", ""},
	{"--", ""},
	{"无", ""},
	{"NULL", ""},
	{"\\N", ""},
	{"0", ""},
	{"0000-00-00", ""},
	{"0000-00-00 00:00:00", ""},
	{"任意时间", ""},
	{"1899-12-30", ""},
	{"0001-01-01 00:00:00", ""},
	{"1970-01-01 08:00:00", ""},
	/* Not dates, or not without guessing. */
	{"4/2/2026", NULL},
	{"13/2/2026", NULL},
	{"31/31/2026", NULL},
	{"4/2/26", NULL},
	{"2026-04-02 14时05", NULL},
	{"2026-04-02 24时", NULL},
	{"2026-04-02 14时60分", NULL},
	{"2026-04-02 星期", NULL},
	{"2026-04-02 Thx", NULL},
	{"Apr 2, 2026 9:05:00 PM CST", NULL},
	{"Apr 2, 2026 9:05:00 PM XDT", NULL},
	{"2026-04-02 09:05:00+08:0", NULL},
	{"4/2-2026", NULL},
	{"2-Apr-26", NULL},
	{"2-Apx-2026", NULL},
	{"2026-04-02 13:05 PM", NULL},
	{"2026-04-02 0:05 PM", NULL},
	{"2026-02-30", NULL},
	{"2026-13-01", NULL},
	{"2026-4", NULL},
	{"26-04-02", NULL},
	{"2026-04-02 24:00:00", NULL},
	{"2026-04-02 09:60", NULL},
	{"2026-04-02 9", NULL},
	{"2026-04-02T", NULL},
	{"2026-04/02", NULL},
	{"2026-04-02 09:05:00+99:00", NULL},
	{"202604", NULL},
	{"2026040", NULL},
	{"1712019900", NULL},
	{"4611", NULL},
	{"99999", NULL},
	{"46113.5E+3", NULL},
	{"46113,5", NULL},
	{"yesterday", NULL},
	{"2026-04-02 09:05:00 and a very long remark behind it that is no date at all", NULL},
};

static void readings_hold(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
		const struct reading *r = &readings[i];
		struct moment m;
		enum clean got = moment_clean((struct cell){r->from, strlen(r->from)}, NULL, &m);
		enum clean expected = !r->to ? CLEAN_BAD : r->to[0] ? CLEAN_VALUE : CLEAN_MISSING;

		if (got != expected)
			fail_msg("'%s' gives %d", r->from, (int)got);
		if (got == CLEAN_VALUE && (m.length != strlen(r->to) || memcmp(m.text, r->to, m.length) != 0))
			fail_msg("'%s' is read as '%.*s'", r->from, (int)m.length, m.text);
		assert_false(got == CLEAN_VALUE && m.offset);
	}
}

static void offset_is_dropped_and_told(void **state)
{
	static const char *const times[] = {
		"2026-10-05T18:00:00+00:00",     "2026-10-05 18:00:00 +0900", "2026-10-05T18:00:00Z",
		"2026-10-05T18:00:00.000-08:00", "2026/10/5 18:00 UTC",       "2026-10-05T18:00:00+08",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		struct moment m;

		assert_int_equal(moment_clean((struct cell){times[i], strlen(times[i])}, NULL, &m), CLEAN_VALUE);
		assert_memory_equal(m.text, "2026-10-05 18:00:00", 19);
		assert_int_equal(m.length, 19);
		assert_true(m.offset);
	}
}

/* The same instant in any offset is one time of the wanted clock; without a clock of its own a time stays. */
static void offset_is_converted(void **state)
{
	static const struct {
		const char *from;
		int minutes; /* of the cell */
		const char *in_china;
	} times[] = {
		{"2025-04-01T02:00:00+02:00", 120, "2025-04-01 08:00:00"},
		{"2025-04-01 00:00:00 Z", 0, "2025-04-01 08:00:00"},
		{"2025-03-31 17:00:00 GMT-7", -420, "2025-04-01 08:00:00"},
		{"Mar 31, 2025 5:00:00 PM PDT", -420, "2025-04-01 08:00:00"},
		{"31.03.2025 16:00:00 PST", -480, "2025-04-01 08:00:00"},
		{"Tue Apr 01 2025 08:00:00 GMT+0800 (中国标准时间)", 480, "2025-04-01 08:00:00"},
		{"2025-04-01 08:00 北京时间", 480, "2025-04-01 08:00:00"},
		{"2025-04-01T05:30:00+05:30", 330, "2025-04-01 08:00:00"},
		{"2024-12-31T23:59:59-14:00", -840, "2025-01-01 21:59:59"},
		{"2025-01-01T00:00:00+14:00", 840, "2024-12-31 18:00:00"},
	};
	const struct moment_column china = {NULL, 0, MOMENT_DAY_FIRST, true, 480, false};

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		struct cell c = {times[i].from, strlen(times[i].from)};
		struct moment m;

		assert_int_equal(moment_clean(c, &china, &m), CLEAN_VALUE);
		if (m.length != 19 || memcmp(m.text, times[i].in_china, 19) != 0)
			fail_msg("'%s' is '%.*s'", times[i].from, (int)m.length, m.text);
		assert_int_equal(m.minutes, times[i].minutes);
		assert_true(m.converted && !m.offset);
	}
	struct moment plain;

	assert_int_equal(moment_clean((struct cell){"2025-04-01 09:00", 16}, &china, &plain), CLEAN_VALUE);
	assert_memory_equal(plain.text, "2025-04-01 09:00:00", 19);
	assert_false(plain.converted || plain.offset);
}

/* 4/2/2026 is read only as the column says, and which orders make it a date is told. */
static void order_is_never_guessed(void **state)
{
	static const struct {
		const char *from;
		unsigned orders;
		const char *day_first; /* NULL: bad */
		const char *month_first;
	} cells[] = {
		{"4/2/2026", 3, "2026-02-04", "2026-04-02"},
		{"04-02-2026 9:05", 3, "2026-02-04 09:05:00", "2026-04-02 09:05:00"},
		{"13.4.2026", 1, "2026-04-13", NULL},
		{"4/13/2026", 2, NULL, "2026-04-13"},
		{"31/4/2026", 0, NULL, NULL},
		{"29/2/2024", 1, "2024-02-29", NULL},
		{"4/4/2026", 0, "2026-04-04", "2026-04-04"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		struct cell c = {cells[i].from, strlen(cells[i].from)};

		for (unsigned order = 0; order <= MOMENT_MONTH_FIRST; order++) {
			const struct moment_column column = {NULL, 0, order, false, 0, false};
			const char *to = order == MOMENT_MONTH_FIRST     ? cells[i].month_first
					 : order || cells[i].orders == 0 ? cells[i].day_first
									 : NULL;
			struct moment m;

			assert_int_equal(moment_clean(c, &column, &m), to ? CLEAN_VALUE : CLEAN_BAD);
			assert_int_equal(m.orders, cells[i].orders);
			if (to) {
				assert_int_equal(m.length, strlen(to));
				assert_memory_equal(m.text, to, m.length);
			}
		}
	}
}

static void formats_read(void **state)
{
	static const char *const cells[][3] = {
		{"%d/%m/%Y", "4/2/2026", "2026-02-04"},
		{"%m/%d/%Y", "04/02/2026 9:05", "2026-04-02 09:05:00"},
		{"%m/%d/%Y", "04/02/2026 9:05 PM", "2026-04-02 21:05:00"},
		{"%d.%m.%y", "4.2.26", "2026-02-04"},
		{"%d-%b-%y %H:%M", "4-Feb-26 9:05", "2026-02-04 09:05:00"},
		{"%B %d, %Y", "February 4, 2026", "2026-02-04"},
		{"%m/%d/%Y %I:%M:%S %p", "4/2/2026 12:05:09 AM", "2026-04-02 00:05:09"},
		{"%p %I:%M %d/%m/%Y", "PM 3:05 4/2/2026", "2026-02-04 15:05:00"},
		{"%Y-%d-%m", "2026-04-02", "2026-02-04"},
		{"%Y年%m月%d日", "2026年4月2日", "2026-04-02"},
		{"%d/%m/%Y", "\t4/2/2026", "2026-02-04"},
		{"%d/%m/%Y", "2026-04-02", "2026-04-02"},
		{"%d/%m/%Y", "46113.5", "2026-04-01 12:00:00"},
		{"%d/%m/%Y", "-", ""},
		{"%d/%m/%Y", "31/4/2026", NULL},
		{"%d/%m/%Y", "4/13/2026", NULL},
		{"%d/%m/%Y %%", "4/2/2026 %", "2026-02-04"},
		{"%Y%m%d %H%M%S", "20260402 090507.25", "2026-04-02 09:05:07"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		struct err e;
		struct dateform *form = dateform_new(cells[i][0], &e);
		const struct moment_column column = {&form, 1, 0, false, 0, false};
		const char *to = cells[i][2];
		struct moment m;

		assert_non_null(form);
		enum clean got = moment_clean((struct cell){cells[i][1], strlen(cells[i][1])}, &column, &m);

		if (got != (!to     ? CLEAN_BAD
			    : to[0] ? CLEAN_VALUE
				    : CLEAN_MISSING) ||
		    (got == CLEAN_VALUE && (m.length != strlen(to) || memcmp(m.text, to, m.length) != 0)))
			fail_msg("'%s' by %s gives %d, '%.*s'", cells[i][1], cells[i][0], (int)got, (int)m.length,
				 m.text);
		dateform_free(form);
	}
}

/* What was read once reads the same again. */
static void reading_is_idempotent(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(readings) / sizeof(readings[0]); i++) {
		const char *to = readings[i].to;
		struct moment m;

		if (!to || !to[0])
			continue;
		assert_int_equal(moment_clean((struct cell){to, strlen(to)}, NULL, &m), CLEAN_VALUE);
		assert_int_equal(m.length, strlen(to));
		assert_memory_equal(m.text, to, m.length);
	}
}

/* A blank before it makes a cell be read instead of checked: both ways give the same. */
static void checking_agrees_with_reading(void **state)
{
	static const char odd[] = "0123456789-: T/.x\n\200";
	uint32_t seed = 17;
	size_t values = 0;

	(void)state;
	for (int round = 0; round < 400000; round++) {
		char text[32] = " ";
		struct moment checked, read;
		size_t n = 10;

		seed = seed * 1664525 + 1013904223;
		snprintf(text + 1, sizeof(text) - 1, "%04u-%02u-%02u %02u:%02u:%02u", 1965 + (seed >> 8) % 100,
			 (seed >> 12) % 14, (seed >> 16) % 33, (seed >> 20) % 26, (seed >> 9) % 62, (seed >> 14) % 62);
		if (round % 2)
			n = 19;
		if (round % 7 == 0)
			n = seed % 20;
		if (round % 3 == 0 && n) {
			seed = seed * 1664525 + 1013904223;
			text[1 + (seed >> 8) % n] = odd[(seed >> 16) % (sizeof(odd) - 1)];
		}
		enum clean a = moment_clean((struct cell){text + 1, n}, NULL, &checked);
		enum clean b = moment_clean((struct cell){text, n + 1}, NULL, &read);

		assert_int_equal(a, b);
		assert_int_equal(checked.length, read.length);
		assert_memory_equal(checked.text, read.text, read.length);
		assert_int_equal(checked.offset, read.offset);
		if (!moment_is_canonical((struct cell){text + 1, n}))
			continue;
		values++;
		assert_int_equal(a, CLEAN_VALUE);
		assert_int_equal(read.length, n);
		assert_memory_equal(read.text, text + 1, n);
	}
	assert_true(values > 50000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readings_hold),
		cmocka_unit_test(offset_is_dropped_and_told),
		cmocka_unit_test(offset_is_converted),
		cmocka_unit_test(order_is_never_guessed),
		cmocka_unit_test(formats_read),
		cmocka_unit_test(reading_is_idempotent),
		cmocka_unit_test(checking_agrees_with_reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
